"""Scenario tables of the selection of school principals. How a table is read: tests/definitions/play.py.

Nominees: two. ani scores highest, then budi, then cici; dodi is found not eligible. STAGES build on each other and are the main path.
"""

from __future__ import annotations

TEAM = "chair,member2,member3,member4,member5"

STAGES: dict[str, tuple[str | None, str]] = {
    "set_up": (
        None,
        """
        - | secretary | selection.start kepala_sekolah as selection | draft
        draft | secretary | opening.add selection as school | prepared
        """,
    ),
    "draft": (
        "set_up",
        """
        draft | secretary | @appoint selection role=member person=chair element=dinas | draft
        draft | secretary | @appoint selection role=member person=member2 element=bkpsdm | draft
        draft | secretary | @appoint selection role=member person=member3 element=pengawas | draft
        draft | secretary | @appoint selection role=member person=member4 element=dewan_pendidikan | draft
        draft | secretary | @appoint selection role=member person=member5 element=akademisi | draft
        draft | secretary | @appoint selection role=member person=deputy element=pengawas deputy=yes | draft
        draft | secretary | @appoint selection role=chair person=chair | draft
        draft | secretary | @appoint selection role=checker person=checker1 | draft
        draft | secretary | @appoint selection role=checker person=checker2 | draft
        draft | secretary | @appoint selection role=checker person=checker3 deputy=yes | draft
        draft | secretary | @appoint selection role=reviewer person=reviewer | draft
        draft | secretary | @appoint selection role=reviewer person=reviewer2 deputy=yes | draft
        """,
    ),
    "announced": ("draft", "draft | chair & secretary | announce selection | running; school: registration"),
    "applied": (
        "announced",
        """
        registration | ani | application.begin_draft school as ani | draft
        registration | budi | application.begin_draft school as budi | draft
        registration | cici | application.begin_draft school as cici | draft
        registration | dodi | application.begin_draft school as dodi | draft
        draft | ani | submit ani | submitted
        draft | budi | submit budi | submitted
        draft | cici | submit cici | submitted
        draft | dodi | submit dodi performance_2=butuh_perbaikan | submitted
        """,
    ),
    "checking": ("applied", "registration | clock | close registration school | checking; ani: in_check; dodi: in_check"),
    "checked": (
        "checking",
        """
        in_check | checker1,checker2 | @declare ani,budi,cici,dodi conflict=no | in_check
        in_check | checker1,checker2 | check ani,budi,cici | checked
        in_check | checker1 | check dodi findings.performance=not_met findings.performance.remark="Di bawah Baik." | in_check
        in_check | checker2 | check dodi | checked
        """,
    ),
    "published": (
        "checked",
        "checking | chair & secretary | publish_check school | check_objection; ani: eligible; budi: eligible; dodi: ineligible",
    ),
    "assessing": (
        "published",
        "check_objection | clock | close check_objecting school | assessing; ani: assessing; dodi: rejected",
    ),
    "hearing": (
        "assessing",
        f"""
        assessing | {TEAM} | @declare ani,budi,cici conflict=no | assessing
        assessing | secretary | arrange_interview ani | assessing
        assessing | {TEAM} | score cici,budi | scored; school: assessing
        assessing | {TEAM} | score ani | nominated; budi: nominated; cici: reserve; school: public_input
        """,
    ),
    "deliberation": (
        "hearing",
        """
        nominated | public | comment.give ani as praise | received
        received | secretary | admit praise | admitted
        admitted | ani | reply praise | admitted
        admitted | member2 | dispose praise | disposed
        public_input | clock | close hearing school | deliberation
        """,
    ),
    "deciding": (
        "deliberation",
        """
        deliberation | chair,member2 | sign school | deliberation
        deliberation | member3 | sign school | deciding; ani: proposed; budi: proposed; cici: reserve
        """,
    ),
    "decided": (
        "deciding",
        "proposed | authority | choose ani | chosen; school: decision_objection; budi: not_chosen; cici: not_chosen",
    ),
    "appointing": ("decided", "decision_objection | clock | close objecting school | appointing; ani: appointing; budi: not_chosen"),
    "filled": (
        "appointing",
        """
        appointing | secretary & authority | record_decree ani | assigned
        - | clock | pass 1 minutes school | filled; budi: passed_over; cici: passed_over; dodi: rejected; selection: closed
        """,
    ),
}

SCENARIOS: dict[str, tuple[str, str]] = {
    # ---------------------------------------------------------------- preparation
    "only_an_office_holder_starts": (
        "set_up",
        """
        - | ani | selection.start kepala_sekolah as mine | no: not yours
        draft | ani | opening.add selection as theirs | no: not yours
        draft | secretary | opening.add selection as late assignment_date=2026-02-01 | no: lies ahead
        prepared | secretary | change school district="Wae Luju" | prepared
        draft | secretary | change selection minimum=0 | no: at least 1
        """,
    ),
    "a_small_committee_is_announced_with_reasons_only": (
        "set_up",
        """
        draft | secretary | @appoint selection role=member person=chair element=dinas | draft
        draft | secretary | @appoint selection role=chair person=outsider | no: one of the members
        draft | secretary | @appoint selection role=member person=member2 element=kampung | no: what the person represents
        draft | secretary | @appoint selection role=member person=member2 element=bkpsdm | draft
        draft | secretary | @appoint selection role=member person=member2 element=bkpsdm | no: already holds
        draft | secretary | @appoint selection role=member person=member3 element=pengawas | draft
        draft | secretary | @appoint selection role=chair person=chair | draft
        draft | chair | announce selection | no: odd committee
        draft | chair | announce selection because.1="Kecil." because.2="Belum ada." | no: two checkers
        draft | secretary | @appoint selection role=checker person=member2 | no: nobody may hold both
        draft | secretary | @appoint selection role=checker person=checker1 | draft
        draft | secretary | @appoint selection role=checker person=checker2 | draft
        draft | chair | announce selection because.1="Kecil." because.2="Belum ada." | no: reviewer
        draft | secretary | @appoint selection role=reviewer person=checker1 | no: nobody may hold both
        draft | secretary | @appoint selection role=reviewer person=reviewer | draft
        draft | chair | announce selection because.1="Kecil." | no: education council
        draft | secretary | change selection quorum=4 | draft
        draft | chair | announce selection because.1="Kecil." because.2="Belum ada." | no: does not exceed
        draft | secretary | change selection quorum=3 | draft
        draft | chair & secretary | announce selection because.1="Kecil." because.2="Belum ada." | running
        """,
    ),
    "the_announcement_needs_two_people": (
        "draft",
        """
        draft | secretary | announce selection | no: not yours
        draft | chair | announce selection | draft
        draft | chair & chair | announce selection | no: somebody else
        draft | chair & member2 | announce selection | no: another role
        draft | chair & secretary2 | announce selection | running
        """,
    ),
    "what_is_not_announced_can_be_dropped": (
        "draft",
        """
        draft | secretary | opening.add selection as school2 | prepared
        prepared | secretary | remove school2 | cancelled
        prepared | authority | cancel school | no: the selection is under way
        draft | secretary | discard selection | cancelled; school: cancelled
        """,
    ),
    "no_opening_no_announcement": (
        "draft",
        """
        prepared | secretary | remove school | cancelled
        draft | chair | announce selection | no: one opening is prepared
        """,
    ),
    # ---------------------------------------------------------------- registration
    "an_application_and_its_refusals": (
        "announced",
        """
        registration | ani | application.begin_draft school as ani | draft
        registration | ani | application.begin_draft school as ani | no: no application for this opening
        draft | ani | submit ani truthful=no | no: are true
        draft | ani | submit ani rank="" | no: give their rank
        draft | ani | submit ani employment=PPPK level="" | no: give their teacher level
        draft | ani | submit ani birth_date=2026-02-30 | no: exists
        draft | ani | submit ani cv_file="" | submitted
        submitted | ani | correct ani vision="Rencana baru." | submitted
        submitted | ani | submit ani | no: not open
        submitted | budi | correct ani | no: not yours
        submitted | ani | withdraw ani | withdrawn
        registration | ani | application.begin_draft school as ani | draft
        draft | ani | submit ani | submitted
        """,
    ),
    "somebody_elses_paper_is_no_answer": (
        "announced",
        """
        registration | ani | application.begin_draft school as ani | draft
        draft | ani | submit ani degree_file=berkas-budi | no: not found
        """,
    ),
    "what_was_not_sent_is_not_checked_and_nothing_is_taken_late": (
        "applied",
        """
        registration | outsider | application.begin_draft school as late | draft
        registration | clock | close registration school | checking; late: unsent
        in_check | ani | correct ani | no: not open
        checking | outsider | application.begin_draft school as later | no: registration is open
        """,
    ),
    "a_cap_per_person": (
        "draft",
        """
        draft | secretary | opening.add selection as school2 | prepared
        draft | secretary | opening.add selection as school3 | prepared
        draft | chair & secretary | announce selection | running; school3: registration
        registration | ani | application.begin_draft school as one | draft
        registration | ani | application.begin_draft school2 as two | draft
        registration | ani | application.begin_draft school3 as three | draft
        draft | ani | submit one | submitted
        draft | ani | submit two | submitted
        draft | ani | submit three | no: cap per person
        submitted | ani | withdraw one | withdrawn
        draft | ani | submit three | submitted
        """,
    ),
    "too_few_extended_twice_then_gone_on": (
        "announced",
        """
        registration | ani | application.begin_draft school as ani | draft
        draft | ani | submit ani | submitted
        registration | budi | application.begin_draft school as budi | draft
        registration | clock | close registration school | registration
        registration | clock | close registration school | registration
        registration | clock | close registration school | short; ani: submitted; budi: draft
        short | chair | go_on school | no: not yours
        short | authority | go_on school reason="" | no: fill in
        short | authority | go_on school | checking; ani: in_check; budi: unsent
        """,
    ),
    "too_few_and_ended": (
        "announced",
        """
        registration | ani | application.begin_draft school as ani | draft
        draft | ani | submit ani | submitted
        registration | clock | pass 30 days school | short
        short | authority | end_short school | unfilled; ani: lapsed; selection: closed
        """,
    ),
    "too_few_and_cancelled": (
        "announced",
        """
        registration | ani | application.begin_draft school as ani | draft
        registration | clock | pass 30 days school | short
        short | chair & secretary | postpone school | postponed
        postponed | chair | resume school | short
        short | authority & inspector | cancel school | cancelled; ani: lapsed; selection: closed
        """,
    ),
    "nobody_applied": (
        "announced",
        """
        registration | clock | pass 30 days school | short
        short | authority | go_on school | no: somebody applied
        short | authority | end_short school | unfilled; selection: closed
        """,
    ),
    # ---------------------------------------------------------------- check and objection to it
    "nobody_checks_before_declaring_nor_sees_a_second_sheet": (
        "checking",
        """
        in_check | checker1 | check ani | no: first declare
        in_check | checker1,checker2 | @declare ani conflict=no | in_check
        in_check | member2 | check ani | no: not yours
        in_check | checker1 | check ani findings.rank=not_met | no: why it is not met
        in_check | checker1 | check ani | in_check
        in_check | checker1 | check ani | no: already sent
        checking | chair | publish_check school | no: every application has been checked
        """,
    ),
    "a_deputy_moves_up_when_a_checker_is_in_conflict": (
        "checking",
        """
        in_check | checker3 | check ani | no: deputy
        in_check | checker1 | @declare ani conflict=yes | no: how you are connected
        in_check | checker1 | @declare ani conflict=yes reason="Saudara ipar." | in_check
        in_check | checker1 | check ani | no: conflict of interest
        in_check | checker2,checker3 | @declare ani conflict=no | in_check
        in_check | checker2 | check ani | in_check
        in_check | checker3 | check ani | checked
        """,
    ),
    "too_few_checkers_the_inspectorate_checks": (
        "checking",
        """
        in_check | checker1,checker2 | @declare ani conflict=yes reason="Saudara." | checkers_short
        checkers_short | secretary | stand_in ani | no: not yours
        checkers_short | inspector | stand_in ani findings.age=not_met findings.age.remark="57 tahun." | checked_alone
        in_check | checker1,checker2 | @declare budi,cici,dodi conflict=no | in_check
        in_check | checker1,checker2 | check budi,cici,dodi | checked
        checking | chair & secretary | publish_check school | check_objection; ani: ineligible; dodi: eligible
        """,
    ),
    "enough_checkers_again": (
        "checking",
        """
        in_check | checker1,checker2 | @declare dodi conflict=no | in_check
        in_check | checker2 | check dodi | in_check
        running | secretary | @absent selection role=checker person=checker1 | running
        running | secretary | @absent selection role=checker person=checker3 | running
        - | clock | pass 1 minutes dodi | checkers_short; ani: checkers_short
        running | checker1 | @back selection role=checker person=checker1 | running
        - | clock | pass 1 minutes dodi | in_check; ani: in_check
        in_check | checker2 | check dodi | no: already sent
        in_check | checker1 | check dodi | checked
        """,
    ),
    "an_absent_checkers_work_goes_to_the_deputy": (
        "checking",
        """
        running | secretary | @absent selection role=checker person=checker1 | running
        in_check | checker2,checker3 | @declare ani conflict=no | in_check
        in_check | checker1 | check ani | no: deputy or absent
        in_check | checker2 | check ani | in_check
        in_check | checker3 | check ani | checked
        """,
    ),
    "nobody_is_eligible": (
        "checking",
        """
        in_check | checker1,checker2 | @declare ani,budi,cici,dodi conflict=no | in_check
        in_check | checker1,checker2 | check ani,budi,cici,dodi findings.pact=not_met findings.pact.remark="Kosong." | checked
        checking | chair & secretary | publish_check school | check_objection; ani: ineligible
        check_objection | clock | close check_objecting school | unfilled; ani: rejected; selection: closed
        """,
    ),
    "an_objection_to_the_check_is_upheld": (
        "published",
        """
        eligible | ani | objection.object ani as needless | no: open for you
        ineligible | ani | objection.object dodi as foreign | no: not yours
        ineligible | dodi | objection.object dodi as early about=keputusan | no: open for you
        ineligible | dodi | objection.object dodi as plea | filed
        ineligible | dodi | objection.object dodi as twice | no: one objection
        filed | checker1 | uphold plea | no: not yours
        filed | reviewer | uphold plea | no: first declare
        check_objection | clock | close check_objecting school | check_objection; dodi: ineligible
        ineligible | dodi | objection.object dodi as late | no: open for you
        ineligible | reviewer | @declare dodi conflict=no | ineligible
        filed | reviewer | uphold plea | upheld; dodi: assessing; ani: assessing; school: assessing
        """,
    ),
    "an_objection_to_the_check_is_refused": (
        "published",
        """
        ineligible | dodi | objection.object dodi as plea | filed
        ineligible | reviewer | @declare dodi conflict=no | ineligible
        filed | reviewer | refuse plea answer="" | no: fill in
        filed | reviewer | refuse plea | refused; school: check_objection
        """,
    ),
    "an_objection_left_unanswered_goes_to_the_inspectorate": (
        "published",
        """
        ineligible | dodi | objection.object dodi as plea | filed
        filed | clock | close answering plea | passed_on; school: check_objection
        passed_on | reviewer | uphold plea | no: first declare
        ineligible | reviewer | @declare dodi conflict=no | ineligible
        passed_on | reviewer | uphold plea | no: not open
        passed_on | inspector | refuse_over plea | refused
        - | clock | pass 1 minutes dodi | rejected; school: assessing
        """,
    ),
    "no_reviewer_is_free_of_conflict": (
        "published",
        """
        ineligible | dodi | objection.object dodi as plea | filed
        ineligible | reviewer | @declare dodi conflict=yes reason="Sepupu." | ineligible; plea: filed
        ineligible | reviewer2 | @declare dodi conflict=yes reason="Ipar." | ineligible; plea: passed_on
        passed_on | inspector | uphold_over plea | upheld; dodi: eligible
        """,
    ),
    "an_objection_is_moot_when_its_owner_leaves": (
        "published",
        """
        ineligible | dodi | objection.object dodi as plea | filed
        ineligible | dodi | withdraw dodi | withdrawn; plea: lapsed
        """,
    ),
    # ---------------------------------------------------------------- assessment
    "a_deputy_member_scores_in_place_of_one_in_conflict": (
        "assessing",
        """
        assessing | deputy | score ani | no: deputy
        assessing | member5 | @declare ani conflict=yes reason="Mantan atasan." | assessing
        assessing | member5 | score ani | no: conflict of interest
        assessing | chair,member2,member3,member4,deputy | @declare ani conflict=no | assessing
        assessing | chair,member2,member3,member4 | score ani | assessing
        assessing | deputy | score ani | scored
        """,
    ),
    "scores_are_whole_steps_of_the_scale": (
        "assessing",
        """
        assessing | chair | @declare ani conflict=no | assessing
        assessing | chair | score ani lead_score=6 | no: choose 1 to 5
        assessing | chair | score ani lead_score=4.5 | no: choose 1 to 5
        assessing | chair | score ani lead_score=cannot | no: why you cannot judge
        assessing | chair | score ani lead_score=cannot lead_score.remark="Tidak hadir." | assessing
        """,
    ),
    "an_interview_needs_a_place_or_a_link": (
        "assessing",
        """
        assessing | secretary | arrange_interview ani interview_place="" | no: place or a link
        assessing | secretary | arrange_interview ani interview_place="" interview_link="https://rapat.example/a" | assessing
        assessing | chair | arrange_interview ani | no: not yours
        """,
    ),
    "the_time_to_score_ends_with_a_quorum": (
        "assessing",
        f"""
        assessing | {TEAM} | @declare ani,budi,cici conflict=no | assessing
        assessing | chair,member2,member3 | score ani,budi | assessing
        assessing | chair,member2 | score cici | assessing
        assessing | clock | close scoring school | assessing; ani: scored; budi: scored; cici: assessing
        scored | member4 | score ani | no: not open
        assessing | member4 | score cici | reserve; ani: nominated; school: public_input
        """,
    ),
    "a_quorum_out_of_reach_is_accepted_in_public": (
        "assessing",
        """
        assessing | chair,member2,member3,deputy | @declare ani conflict=yes reason="Rekan dekat." | assessing
        assessing | member4,member5 | @declare ani conflict=no | assessing
        assessing | member4 | score ani | assessing
        assessing | member5 | score ani | panel_short
        panel_short | authority & inspector | accept_fewer ani | no: scored by a quorum
        panel_short | authority & secretary | accept_fewer ani because.1="Cukup." | no: another role
        panel_short | authority & inspector | set_aside ani | no: no score sheet
        panel_short | authority & inspector | accept_fewer ani because.1="Tiga berhalangan." | scored
        """,
    ),
    "an_applicant_whom_nobody_may_score": (
        "assessing",
        f"""
        assessing | {TEAM},deputy | @declare ani conflict=yes reason="Rekan dekat." | panel_short
        panel_short | authority & inspector | accept_fewer ani because.1="Cukup." | no: at least one score sheet
        panel_short | authority & inspector | set_aside ani | unassessed
        """,
    ),
    "a_conflict_is_lifted_and_the_panel_goes_on": (
        "assessing",
        """
        assessing | member2,member3,member4,deputy | @declare ani conflict=yes reason="Rekan dekat." | assessing
        assessing | chair,member5 | @declare ani conflict=no | assessing
        assessing | chair,member5 | score ani | panel_short
        panel_short | member3 | @lift ani person=member2 reason="Keliru." | no: only the chair
        panel_short | chair | @lift ani person=member2 | no: why it is lifted
        panel_short | chair | @lift ani person=member2 reason="Bukan orang yang sama." | assessing
        assessing | chair | score ani | no: already sent
        assessing | member2 | score ani | scored
        """,
    ),
    "everyone_withdraws": (
        "assessing",
        """
        assessing | ani | withdraw ani | withdrawn; school: assessing
        assessing | budi | withdraw budi | withdrawn; school: assessing
        assessing | cici | withdraw cici | withdrawn; school: unfilled; selection: closed
        """,
    ),
    "disqualified_by_two_after_registration_only": (
        "applied",
        """
        submitted | authority | disqualify ani | no: registration is closed
        registration | clock | close registration school | checking
        in_check | authority | disqualify ani | in_check
        in_check | authority & inspector | disqualify ani reason="" | no: fill in
        in_check | authority & inspector | disqualify ani | disqualified
        disqualified | ani | withdraw ani | no: not open
        """,
    ),
    # ---------------------------------------------------------------- public comment
    "comments_and_what_is_done_with_them": (
        "hearing",
        """
        reserve | public | comment.give cici as stray | no: this person is a nominee
        rejected | public | comment.give dodi as stray | no: this person is a nominee
        nominated | public | comment.give ani as empty text="" | no: fill in
        nominated | public | comment.give ani as fact kind=fakta | received
        nominated | budi | comment.give ani as rival kind=keberatan | received
        received | member2 | admit fact | no: not yours
        received | secretary | admit fact | no: needs verifying
        received | secretary | verify fact | verifying
        verifying | budi | reply fact | no: not yours
        verifying | secretary | no_reply fact | no: public comment is closed
        received | secretary | hide rival | received
        received | secretary & secretary2 | hide rival | no: another role
        received | secretary & inspector | hide rival | hidden
        public_input | clock | close hearing school | public_input
        nominated | public | comment.give ani as late | no: public comment is open
        verifying | secretary | no_reply fact | admitted
        admitted | ani | reply fact | admitted
        admitted | deputy | dispose fact | no: deputy
        admitted | inspector | dispose_over fact | no: no member can answer
        admitted | member3 | dispose fact | disposed; school: deliberation
        """,
    ),
    "a_fact_is_passed_on_with_a_reason_on_file": (
        "hearing",
        """
        nominated | public | comment.give ani as fact kind=fakta | received
        received | secretary | admit fact because.0="Sudah diperiksa inspektorat." | admitted
        """,
    ),
    "a_comment_on_one_who_leaves_is_dropped": (
        "hearing",
        """
        nominated | public | comment.give ani as praise | received
        nominated | ani | withdraw ani | withdrawn; praise: lapsed
        """,
    ),
    "the_inspectorate_answers_when_no_member_can": (
        "hearing",
        f"""
        nominated | public | comment.give ani as praise | received
        received | secretary | admit praise | admitted
        nominated | {TEAM},deputy | @declare ani conflict=yes reason="Disebut dalam masukan." | nominated
        admitted | chair | dispose praise | no: conflict of interest
        admitted | inspector | dispose_over praise | disposed
        """,
    ),
    "next_in_line": (
        "hearing",
        """
        public_input | chair | next_in_line school | no: fewer nominees
        nominated | budi | withdraw budi | withdrawn
        public_input | chair | next_in_line school | public_input; cici: nominated; ani: nominated
        nominated | cici | withdraw cici | withdrawn
        public_input | chair | next_in_line school | no: in reserve
        """,
    ),
    "next_in_line_from_the_decision_hears_the_public_again": (
        "deciding",
        """
        proposed | ani | withdraw ani | withdrawn
        deciding | chair | next_plain school | no: with public comment
        deciding | chair | next_in_line school | public_input; budi: nominated; cici: nominated
        nominated | public | comment.give cici as word | received
        received | secretary | admit word | admitted
        admitted | member2 | dispose word | disposed
        public_input | clock | pass 13 days school | public_input
        public_input | clock | close hearing school | deliberation
        """,
    ),
    "without_public_comment": (
        "draft",
        f"""
        draft | secretary | change selection hear_public=no nominees=1 | draft
        draft | chair & secretary | announce selection | running
        registration | ani | application.begin_draft school as ani | draft
        registration | budi | application.begin_draft school as budi | draft
        registration | cici | application.begin_draft school as cici | draft
        draft | ani | submit ani | submitted
        draft | budi | submit budi | submitted
        draft | cici | submit cici | submitted
        registration | clock | close registration school | checking
        in_check | checker1,checker2 | @declare ani,budi,cici conflict=no | in_check
        in_check | checker1,checker2 | check ani,budi,cici | checked
        checking | chair & secretary | publish_check school | check_objection
        check_objection | clock | close check_objecting school | assessing
        assessing | {TEAM} | @declare ani,budi,cici conflict=no | assessing
        assessing | {TEAM} | score cici,budi | scored
        assessing | {TEAM} | score ani | nominated; budi: reserve; school: deliberation
        nominated | public | comment.give ani as word | no: public comment is open
        nominated | ani | withdraw ani | withdrawn
        deliberation | chair | next_in_line school | no: with public comment
        deliberation | chair | next_plain school | deliberation; budi: nominated; cici: reserve
        deliberation | chair,member2 | sign school | deliberation
        deliberation | member3 | sign school | deciding; budi: proposed
        """,
    ),
    # ---------------------------------------------------------------- plenary and decision
    "minutes_are_signed_again_after_a_redraft": (
        "deliberation",
        """
        deliberation | chair,member2 | sign school | deliberation
        deliberation | member2 | sign school | no: already sent
        deliberation | member2 | redraft school | no: not yours
        deliberation | chair | redraft school | deliberation
        deliberation | member2,member3 | sign school | deliberation
        deliberation | deputy | sign school | no: deputy
        deliberation | member4 | sign school | deciding; ani: proposed
        """,
    ),
    "fewer_can_sign_than_the_quorum": (
        "deliberation",
        """
        deliberation | chair,member2 | sign school | deliberation
        deliberation | authority & inspector | accept_signatures school because.1="Tim berhalangan." | no: fewer members can sign
        running | secretary | @absent selection role=member person=member3 | running
        running | secretary | @absent selection role=member person=member4 | running
        running | secretary | @absent selection role=member person=deputy | running
        running | secretary | @absent selection role=member person=member5 | running
        deliberation | authority & inspector | accept_signatures school | no: signed by a quorum
        deliberation | authority & inspector | accept_signatures school because.1="Tim berhalangan." | deciding; ani: proposed
        """,
    ),
    "returned_once_only": (
        "deciding",
        """
        deciding | chair | send_back school | no: not yours
        deciding | authority | send_back school | deliberation; ani: nominated; budi: nominated
        deliberation | chair,member2 | sign school | deliberation
        deliberation | member3 | sign school | deciding; ani: proposed
        deciding | authority | send_back school | no: returned only once
        """,
    ),
    "another_than_the_first_in_rank_with_a_public_reason": (
        "deciding",
        """
        reserve | authority | choose cici because.0="Lebih cocok." | no: not open
        proposed | secretary | choose budi because.0="Lebih cocok." | no: not yours
        proposed | authority | choose budi | no: first in rank
        proposed | authority | choose budi because.0="Memimpin kelas rangkap." | chosen; ani: not_chosen; school: decision_objection
        """,
    ),
    "the_first_of_those_left_needs_no_reason": (
        "deciding",
        """
        proposed | ani | withdraw ani | withdrawn
        proposed | authority | choose budi | chosen; cici: not_chosen
        """,
    ),
    "an_objection_to_the_decision_is_upheld_and_it_is_decided_again": (
        "decided",
        """
        chosen | ani | objection.object ani as mine about=keputusan | no: open for you
        not_chosen | budi | objection.object budi as plea about=keputusan | filed
        decision_objection | clock | close objecting school | decision_objection
        not_chosen | reviewer | @declare budi conflict=no | not_chosen
        filed | reviewer | uphold plea | upheld; school: deciding; ani: proposed; budi: proposed; cici: not_chosen
        proposed | authority | choose budi | no: first in rank
        proposed | authority | choose budi because.0="Sanggahan benar." | chosen; ani: not_chosen; school: decision_objection
        decision_objection | clock | close objecting school | appointing; budi: appointing
        """,
    ),
    "the_chosen_one_withdraws": (
        "decided",
        """
        chosen | ani | withdraw ani | withdrawn; school: deciding; budi: proposed; cici: not_chosen
        proposed | authority | choose budi | chosen; school: decision_objection
        decision_objection | clock | close objecting school | appointing; budi: appointing
        appointing | budi | withdraw budi | withdrawn; school: unfilled; cici: passed_over; selection: closed
        """,
    ),
    "a_decree_is_recorded_by_two": (
        "appointing",
        """
        appointing | secretary | record_decree ani decree_number="" | no: fill in
        appointing | secretary | record_decree ani | appointing
        appointing | secretary & inspector | record_decree ani | no: another role
        appointing | secretary & authority | record_decree ani | assigned; school: filled; budi: passed_over; selection: closed
        assigned | ani | withdraw ani | no: not open
        closed | authority | cancel selection | no: not open
        """,
    ),
    # ---------------------------------------------------------------- amendment, pause, cancellation
    "members_change_by_public_amendment_only": (
        "announced",
        """
        running | secretary | @appoint selection role=member person=outsider element=akademisi | no: public amendment
        running | secretary | @dismiss selection role=member person=member5 | no: public amendment
        running | chair | replace_member selection leaves=member5 joins=outsider | no: what the new member represents
        running | chair | replace_member selection leaves=chair joins=outsider element=dinas | no: another chair
        running | chair | replace_member selection leaves=member5 joins=checker3 element=akademisi | no: nobody may hold both
        running | chair | replace_member selection leaves=member5 joins=member2 element=akademisi | no: already holds
        running | chair | replace_member selection leaves=outsider joins=secretary2 element=akademisi | no: does not hold
        running | secretary | replace_member selection leaves=member5 joins=outsider element=akademisi | no: not yours
        running | chair & secretary | replace_member selection leaves=member5 joins=outsider element=akademisi | running
        running | chair | replace_member selection leaves=member5 joins=secretary2 element=akademisi | no: does not hold
        """,
    ),
    "a_settled_list_is_amended_late_only_with_a_reason": (
        "checking",
        """
        running | chair & secretary | amend selection quorum=4 | no: still open for applications
        running | chair & secretary | amend selection quorum=4 because.0="Anggota baru." | running
        checking | chair | amend school | no: not open
        """,
    ),
    "one_opening_is_suspended": (
        "applied",
        """
        registration | chair & secretary | postpone school | postponed; selection: running; ani: submitted
        submitted | ani | correct ani | no: postponed
        postponed | outsider | application.begin_draft school as late | no: postponed
        postponed | clock | pass 40 days school | postponed
        postponed | chair | postpone school | no: postponed
        submitted | ani | withdraw ani | withdrawn
        postponed | chair | resume school | registration; budi: submitted
        """,
    ),
    "withdrawn_while_the_selection_is_suspended": (
        "assessing",
        """
        running | chair & secretary | postpone selection | postponed
        assessing | secretary | arrange_interview ani | no: postponed
        assessing | ani | withdraw ani | withdrawn
        postponed | chair | resume selection | running; school: assessing; budi: assessing
        """,
    ),
    "an_opening_is_cancelled": (
        "published",
        """
        ineligible | dodi | objection.object dodi as plea | filed
        check_objection | authority | cancel school | check_objection
        check_objection | authority & secretary | cancel school | no: another role
        check_objection | authority & inspector | cancel school ground="" | no: fill in
        check_objection | authority & inspector | cancel school | cancelled; ani: lapsed; dodi: lapsed; plea: lapsed; selection: closed
        """,
    ),
    "the_selection_is_cancelled": (
        "hearing",
        """
        nominated | public | comment.give ani as praise | received
        running | authority & inspector | cancel selection | cancelled; school: cancelled; ani: lapsed; cici: lapsed; dodi: rejected
        - | clock | pass 1 minutes praise | lapsed
        """,
    ),
    "a_suspended_selection_is_cancelled": (
        "applied",
        """
        running | chair & secretary | postpone selection | postponed
        postponed | authority & inspector | cancel selection | cancelled; school: cancelled; budi: lapsed
        """,
    ),
}
