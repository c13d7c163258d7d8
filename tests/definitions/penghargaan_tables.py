"""Scenario tables of the recognition of civil servants. How a table is read: tests/definitions/play.py.

Two categories: `cepat` gets three nominations (izin about cici, loket about dodi, data about eka), `inovasi` one (antar about fani).
izin scores highest, then loket, then data. STAGES build on each other and are the main path.
"""

from __future__ import annotations

JURORS = "chair,juror2,juror3"
BOTH = "verifier1,verifier2"
GOING = "izin,loket,data"

STAGES: dict[str, tuple[str | None, str]] = {
    "set_up": (
        None,
        """
        - | secretary | programme.start penghargaan as programme | draft
        draft | secretary | category.add programme as cepat title="Pelayanan cepat" | prepared
        draft | secretary | category.add programme as inovasi title="Inovasi" | prepared
        """,
    ),
    "draft": (
        "set_up",
        """
        draft | authority | @appoint programme role=juror person=chair | draft
        draft | authority | @appoint programme role=juror person=juror2 | draft
        draft | authority | @appoint programme role=juror person=juror3 | draft
        draft | authority | @appoint programme role=juror person=deputy deputy=yes | draft
        draft | authority | @appoint programme role=chair person=chair | draft
        draft | secretary | @appoint programme role=verifier person=verifier1 | draft
        draft | secretary | @appoint programme role=verifier person=verifier2 | draft
        draft | secretary | @appoint programme role=verifier person=verifier3 deputy=yes | draft
        """,
    ),
    "announced": ("draft", "draft | chair & secretary | announce programme | running; cepat: nominating; inovasi: nominating"),
    "nominated": (
        "announced",
        """
        nominating | ani | nomination.begin_draft cepat as izin | draft
        nominating | budi | nomination.begin_draft cepat as loket | draft
        nominating | ani | nomination.begin_draft cepat as data | draft
        nominating | budi | nomination.begin_draft inovasi as antar | draft
        draft | ani | submit izin | submitted
        draft | ani | submit data | submitted
        draft | budi | submit loket source=unit_layanan | submitted
        draft | budi | submit antar | submitted
        """,
    ),
    "asked": (
        "nominated",
        """
        submitted | secretary | ask_consent izin nominee_person=cici | asked
        submitted | secretary | ask_consent loket nominee_person=dodi | asked
        submitted | secretary | ask_consent data nominee_person=eka | asked
        """,
    ),
    "agreed": (
        "asked",
        """
        asked | cici | agree izin nominee_name=Cici | in_verification
        asked | dodi | agree loket nominee_name=Dodi | in_verification
        asked | eka | agree data nominee_name=Eka | in_verification
        """,
    ),
    "proven": (
        "agreed",
        f"""
        in_verification | {BOTH} | @declare {GOING} conflict=no | in_verification
        in_verification | {BOTH} | verify {GOING} | ready
        """,
    ),
    "scoring": ("proven", "nominating | clock | close nominating cepat | scoring; izin: scoring; data: scoring; inovasi: verifying"),
    "plenary": (
        "scoring",
        f"""
        scoring | {JURORS} | @declare {GOING} conflict=no | scoring
        scoring | {JURORS} | score izin,loket | scored
        scoring | {JURORS} | score data | ranked; cepat: plenary; izin: ranked
        """,
    ),
    "deciding": ("plenary", "plenary | chair | sign cepat | plenary\nplenary | juror2 | sign cepat | deciding"),
    "granted": ("deciding", "ranked | authority | grant izin | granted"),
    "announced_awards": (
        "granted",
        "deciding | authority & secretary | conclude cepat | announced; izin: awarded; loket: passed_over; data: passed_over",
    ),
    "closed": (
        "announced_awards",
        """
        verifying | authority & inspector | cancel inovasi | cancelled; antar: lapsed; cepat: announced
        announced | clock | close standing cepat | done; izin: registered; programme: closed
        """,
    ),
}

SCENARIOS: dict[str, tuple[str, str]] = {
    # ---------------------------------------------------------------- preparation and announcement
    "who_may_set_up": (
        "set_up",
        """
        - | ani | programme.start penghargaan as mine | no: not yours
        draft | ani | category.add programme as theirs | no: not yours
        draft | secretary | change programme quorum=0 | no: at least 1
        prepared | secretary | change cepat winners=2 | prepared
        prepared | authority | cancel cepat | no: the programme is under way
        prepared | secretary | remove inovasi | cancelled
        draft | secretary | discard programme | cancelled; cepat: cancelled
        cancelled | secretary | category.add programme as late | no: is not announced yet
        """,
    ),
    "who_holds_what": (
        "draft",
        """
        draft | secretary | @appoint programme role=juror person=outsider | no: do not fill this role
        draft | authority | @appoint programme role=juror person=verifier1 | no: nobody may hold both
        draft | authority | @appoint programme role=juror person=secretary | no: nobody may hold both
        draft | secretary | @appoint programme role=verifier person=authority | no: nobody may hold both
        draft | authority | @appoint programme role=chair person=outsider | no: one of the
        """,
    ),
    "an_announcement_lacks_nobody": (
        "set_up",
        """
        draft | authority | @appoint programme role=juror person=chair | draft
        draft | authority | @appoint programme role=chair person=chair | draft
        draft | chair | announce programme | no: does not exceed the panel
        draft | chair | announce programme | no: at least two verifiers
        prepared | secretary | remove cepat,inovasi | cancelled
        draft | chair | announce programme | no: at least one category
        """,
    ),
    "weights_and_quorum_must_work_out": (
        "draft",
        """
        draft | secretary | change programme w_impact=60 | draft
        draft | chair | announce programme | no: the three weights make 100
        draft | secretary | change programme quorum=1 | draft
        draft | chair | announce programme | no: more than half
        prepared | chair | postpone cepat | no: the programme is under way
        """,
    ),
    "two_persons_announce_and_it_is_frozen": (
        "draft",
        """
        draft | secretary | announce programme | no: not yours
        draft | chair & authority | announce programme | no: another role confirms
        draft | chair & secretary | announce programme | running
        running | secretary | change programme | no: not open
        nominating | secretary | change cepat | no: not open
        running | authority | @appoint programme role=juror person=outsider | no: have been announced
        running | secretary | category.add programme as late | no: has been announced
        """,
    ),
    # ---------------------------------------------------------------- nominating
    "a_nomination_is_sent_and_corrected_by_its_nominator": (
        "announced",
        """
        nominating | ani | nomination.begin_draft cepat as izin | draft
        draft | budi | submit izin | no: not yours
        draft | ani | submit izin achievement= | no: achievement
        draft | ani | submit izin | submitted
        submitted | budi | correct izin | no: not yours
        submitted | ani | correct izin months=12 | submitted
        submitted | cici | agree izin | no: not yours
        submitted | ani | withdraw izin | withdrawn
        """,
    ),
    "nominations_close": (
        "nominated",
        """
        nominating | ani | nomination.begin_draft cepat as late | draft
        nominating | clock | close nominating cepat | verifying; late: unsent; izin: submitted
        verifying | ani | nomination.begin_draft cepat as later | no: nominations are open
        """,
    ),
    "nobody_was_nominated": (
        "announced",
        """
        nominating | ani | nomination.begin_draft cepat as izin | draft
        nominating | clock | close nominating cepat | without; izin: unsent; inovasi: without; programme: closed
        """,
    ),
    "the_nominee_is_found_or_the_nomination_returned": (
        "nominated",
        """
        submitted | ani | ask_consent izin nominee_person=cici | no: not yours
        submitted | secretary | ask_consent izin nominee_person=ani | no: nobody may hold both
        submitted | secretary | ask_consent izin nominee_person=chair | no: nobody may hold both
        submitted | secretary | ask_consent izin nominee_person=verifier1 | no: nobody may hold both
        submitted | secretary | send_back izin | returned
        returned | budi | send_again izin | no: not yours
        returned | ani | send_again izin nominee_name="Cici, S.T." | submitted
        submitted | secretary | send_back izin | returned
        returned | ani | send_again izin | submitted
        submitted | secretary | send_back izin | no: returned at most twice
        submitted | secretary | drop izin | no: nominations are closed
        nominating | clock | close nominating cepat | verifying
        submitted | secretary & chair | drop izin | no: another role confirms
        submitted | secretary & inspector | drop izin | rejected
        """,
    ),
    # ---------------------------------------------------------------- consent
    "only_the_nominee_agrees": (
        "asked",
        """
        asked | ani | agree izin | no: not yours
        asked | dodi | agree izin | no: not yours
        asked | secretary | agree izin | no: not yours
        asked | cici | agree izin agreed=no | no: you declare that you agree
        asked | cici | agree izin nominee_name=Cici | in_verification
        """,
    ),
    "the_nominee_declines": (
        "asked",
        """
        asked | ani | decline izin | no: not yours
        asked | cici | decline izin | declined
        declined | cici | agree izin | no: not open
        """,
    ),
    "no_answer_is_no_consent": (
        "asked",
        "asked | clock | close consenting izin | declined; loket: declined; cepat: nominating",
    ),
    "consent_is_taken_back_before_the_award": (
        "granted",
        """
        granted | cici | decline izin | declined
        deciding | authority | conclude cepat | no: at least one award is chosen
        deciding | chair | redraft cepat | plenary
        plenary | chair,juror3 | sign cepat | deciding
        ranked | authority | grant loket | granted
        deciding | authority & secretary | conclude cepat | announced; loket: awarded; data: passed_over
        """,
    ),
    "after_the_award_consent_is_not_taken_back": ("announced_awards", "awarded | cici | decline izin | no: not open"),
    "the_nominator_withdraws": (
        "agreed",
        """
        in_verification | budi | withdraw izin | no: not yours
        in_verification | ani | withdraw izin | withdrawn
        in_verification | eka | decline data | declined
        in_verification | budi | withdraw loket | withdrawn
        nominating | clock | close nominating cepat | without
        """,
    ),
    # ---------------------------------------------------------------- evidence
    "evidence_is_verified_by_two_who_declare_first": (
        "agreed",
        """
        in_verification | verifier1 | verify izin | no: first declare
        in_verification | verifier1 | @declare izin conflict=no | in_verification
        in_verification | verifier1 | verify izin | in_verification
        in_verification | verifier1 | verify izin | no: already sent
        in_verification | verifier3 | verify izin | no: deputy
        in_verification | chair | verify izin | no: not yours
        """,
    ),
    "evidence_is_added_once": (
        "agreed",
        f"""
        in_verification | {BOTH} | @declare izin conflict=no | in_verification
        in_verification | verifier1 | verify izin | in_verification
        in_verification | verifier2 | verify izin findings.measured=not_met findings.measured.remark="Tanpa angka." | unproven
        unproven | cici | add_evidence izin | no: not yours
        unproven | ani | add_evidence izin | in_verification
        in_verification | {BOTH} | verify izin findings.measured=not_met findings.measured.remark="Masih tanpa angka." | unproven
        unproven | ani | add_evidence izin | no: at most once
        unproven | clock | close adding izin | rejected
        """,
    ),
    "more_evidence_proves_it": (
        "agreed",
        f"""
        in_verification | {BOTH} | @declare izin conflict=no | in_verification
        in_verification | {BOTH} | verify izin findings.measured=not_met findings.measured.remark="Tanpa angka." | unproven
        unproven | ani | add_evidence izin | in_verification
        in_verification | {BOTH} | verify izin | ready
        """,
    ),
    "too_few_verifiers": (
        "agreed",
        """
        in_verification | verifier1 | @declare izin conflict=yes reason="Saudara." | in_verification
        in_verification | verifier2 | @declare izin conflict=yes reason="Tetangga." | verifiers_short
        verifiers_short | secretary | stand_in izin | no: not yours
        verifiers_short | secretary | @lift izin person=verifier2 reason="Bukan tetangga." | -
        - | clock | pass 1 minutes izin | in_verification
        in_verification | verifier2 | @declare izin conflict=yes reason="Memang tetangga." | verifiers_short
        verifiers_short | inspector | stand_in izin | ready
        in_verification | verifier1,verifier2 | @declare loket conflict=yes reason="Saudara." | -
        verifiers_short | inspector | stand_in loket findings.evidence=not_met findings.evidence.remark="Kosong." | unproven
        """,
    ),
    "scoring_waits_for_all_evidence": (
        "agreed",
        f"""
        in_verification | {BOTH} | @declare izin conflict=no | in_verification
        in_verification | {BOTH} | verify izin | ready
        nominating | clock | close nominating cepat | verifying; izin: ready; loket: in_verification
        in_verification | budi | withdraw loket | withdrawn
        in_verification | ani | withdraw data | withdrawn
        - | clock | pass 1 minutes cepat | scoring; izin: scoring
        """,
    ),
    # ---------------------------------------------------------------- scores
    "nobody_scores_twice_or_for_others": (
        "scoring",
        """
        scoring | chair | score izin | no: first declare
        scoring | chair | @declare izin conflict=no | scoring
        scoring | chair | score izin impact_value=101 | no: choose 0 to 100
        scoring | chair | score izin | scoring
        scoring | chair | score izin | no: already sent
        scoring | authority | score izin | no: not yours
        scoring | cici | score izin | no: not yours
        scoring | ani | withdraw izin | no: not open
        """,
    ),
    "a_slow_juror_does_not_hold_up": (
        "scoring",
        """
        scoring | chair,juror2 | @declare izin conflict=no | scoring
        scoring | chair | score izin | scoring
        scoring | chair | close_score izin | no: a quorum has scored
        scoring | juror2 | score izin | scoring
        scoring | chair & secretary | close_score izin | scored; cepat: scoring
        """,
    ),
    "a_quorum_out_of_reach": (
        "scoring",
        """
        scoring | chair | @declare izin conflict=no | scoring
        scoring | juror2,juror3 | @declare izin conflict=yes reason="Kerabat." | -
        scoring | deputy | @declare izin conflict=yes reason="Kerabat." | scoring
        scoring | chair | score izin | panel_short
        panel_short | authority | accept_fewer izin | no: scored by a quorum
        panel_short | chair | @lift izin person=juror3 reason="Keliru." | -
        - | clock | pass 1 minutes izin | scoring
        scoring | juror3 | @declare izin conflict=yes reason="Memang kerabat." | panel_short
        panel_short | authority & inspector | accept_fewer izin because.1="Satu penilai." | scored
        """,
    ),
    "nobody_is_there_to_score": (
        "scoring",
        """
        scoring | chair,juror2,juror3,deputy | @declare izin conflict=yes reason="Kerabat." | -
        panel_short | authority | accept_fewer izin because.1="Tidak ada." | no: at least one score sheet
        panel_short | authority & inspector | set_aside izin | unscored
        """,
    ),
    # ---------------------------------------------------------------- minutes and the award
    "minutes_are_signed_once_by_the_panel": (
        "plenary",
        """
        plenary | secretary | sign cepat | no: not yours
        plenary | chair | sign cepat | plenary
        plenary | chair | sign cepat | no: already sent
        plenary | authority | accept_signatures cepat because.1=A | no: fewer panel members can sign
        ranked | authority | grant izin | no: the minutes are signed
        plenary | chair | redraft cepat | plenary
        plenary | chair,juror2 | sign cepat | deciding
        """,
    ),
    "signatures_out_of_reach": (
        "plenary",
        """
        running | authority | @absent programme role=juror person=juror2 reason="Cuti." | -
        running | authority | @absent programme role=juror person=juror3 reason="Cuti." | -
        running | authority | @absent programme role=juror person=deputy reason="Cuti." | -
        plenary | chair | sign cepat | plenary
        plenary | authority | accept_signatures cepat | no: signed by a quorum
        plenary | authority & inspector | accept_signatures cepat because.1="Anggota lain sakit." | deciding
        """,
    ),
    "not_as_the_panel_ranked_needs_a_published_reason": (
        "deciding",
        """
        ranked | chair | grant izin | no: not yours
        ranked | authority | grant loket | no: among those the panel
        ranked | authority | grant loket because.1="Menjangkau pulau terluar." | granted
        ranked | authority | grant izin | no: not more awards than announced
        granted | authority | take_back loket | ranked
        ranked | authority | grant izin | granted
        deciding | chair | redraft cepat | no: no award is chosen yet
        """,
    ),
    "a_decision_needs_two_and_the_advice_where_asked": (
        "set_up",
        """
        prepared | secretary | change cepat award_kind=pengembangan winners=2 | prepared
        """
        + "\n".join(
            STAGES[stage][1]
            for stage in ("draft", "announced", "nominated", "asked", "agreed", "proven", "scoring", "plenary", "deciding", "granted")
        )
        + """
        deciding | authority | conclude cepat advice_number= | no: the performance team advised
        deciding | authority | conclude cepat | no: all awards are given
        deciding | authority & inspector | conclude cepat because.1="Hanya satu yang layak." | no: another role confirms
        deciding | authority & secretary | conclude cepat because.1="Hanya satu yang layak." | announced; izin: awarded
        """,
    ),
    "no_award_is_given": (
        "deciding",
        """
        deciding | authority & secretary | give_none cepat | no: another role confirms
        deciding | authority & inspector | give_none cepat | without; izin: passed_over
        """,
    ),
    "an_award_is_revoked_while_it_may_be_reviewed": (
        "announced_awards",
        """
        awarded | chair | revoke izin | no: not yours
        announced | authority | cancel cepat | no: no award is given yet
        awarded | authority & inspector | revoke izin | revoked
        announced | clock | close standing cepat | done
        """,
    ),
    "a_registered_award_stays": ("closed", "registered | authority | revoke izin | no: not open"),
    # ---------------------------------------------------------------- pauses and cancellation
    "a_pause_stops_all_but_taking_back": (
        "scoring",
        """
        running | chair & secretary | postpone programme | postponed
        scoring | chair | @declare izin conflict=no | scoring
        scoring | chair | score izin | no: postponed
        scoring | eka | decline data | declined
        postponed | chair | resume programme | running
        scoring | chair | score izin | scoring
        """,
    ),
    "one_category_is_postponed_alone": (
        "nominated",
        """
        nominating | chair & secretary | postpone cepat | postponed
        submitted | secretary | ask_consent izin nominee_person=cici | no: postponed
        submitted | secretary | ask_consent antar nominee_person=fani | asked
        postponed | chair | resume cepat | nominating
        """,
    ),
    "one_category_is_cancelled_while_the_other_goes_on": (
        "agreed",
        """
        nominating | chair | cancel inovasi | no: not yours
        nominating | authority & inspector | cancel inovasi | cancelled; antar: lapsed; izin: in_verification; cepat: nominating
        """,
    ),
    "the_whole_programme_is_cancelled": (
        "scoring",
        "running | authority & inspector | cancel programme | cancelled; cepat: cancelled; inovasi: cancelled; izin: lapsed; antar: lapsed",
    ),
}
