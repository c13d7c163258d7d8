"""Scenario tables of the open selection of department heads. How a table is read: tests/definitions/play.py.

Two posts: `dinas` has five applicants, `badan` one. ani scores highest, then budi, cici, dodi; eka does not meet the requirements.
STAGES build on each other and are the main path.
"""

from __future__ import annotations

MEMBERS = "chair,member2,member3,member4,member5"
GOING = "ani,budi,cici,dodi"

STAGES: dict[str, tuple[str | None, str]] = {
    "set_up": (
        None,
        """
        - | secretary | selection.start jpt_pratama as selection | draft
        draft | secretary | opening.add selection as dinas post_name="Kepala Dinas Kesehatan" | prepared
        draft | secretary | opening.add selection as badan post_name="Kepala Badan Pendapatan" | prepared
        """,
    ),
    "draft": (
        "set_up",
        """
        draft | authority | @appoint selection role=member person=chair element=pejabat_terkait from_agency=yes | draft
        draft | authority | @appoint selection role=member person=member2 element=instansi_lain from_agency=no | draft
        draft | authority | @appoint selection role=member person=member3 element=akademisi from_agency=no | draft
        draft | authority | @appoint selection role=member person=member4 element=pakar from_agency=no | draft
        draft | authority | @appoint selection role=member person=member5 element=pejabat_terkait from_agency=yes | draft
        draft | authority | @appoint selection role=member person=deputy element=profesional from_agency=no deputy=yes | draft
        draft | authority | @appoint selection role=chair person=chair | draft
        draft | secretary | @appoint selection role=checker person=checker1 | draft
        draft | secretary | @appoint selection role=checker person=checker2 | draft
        draft | secretary | @appoint selection role=checker person=checker3 deputy=yes | draft
        draft | secretary | @appoint selection role=assessor person=assessor1 | draft
        draft | secretary | @appoint selection role=assessor person=assessor2 | draft
        draft | secretary | @appoint selection role=assessor person=assessor3 deputy=yes | draft
        """,
    ),
    "announced": ("draft", "draft | chair & authority | announce selection | running; dinas: registration; badan: registration"),
    "applied": (
        "announced",
        """
        registration | ani,budi,cici,dodi,eka | application.begin_draft dinas | -
        draft | ani | submit ani | submitted
        draft | budi | submit budi | submitted
        draft | cici | submit cici | submitted
        draft | dodi | submit dodi | submitted
        draft | eka | submit eka field_years=2 | submitted
        registration | fani | application.begin_draft badan as fani | draft
        draft | fani | submit fani | submitted
        """,
    ),
    "checking": (
        "applied",
        "registration | clock | close registration dinas | checking; badan: registration; ani: in_check; eka: in_check; fani: submitted",
    ),
    "checked": (
        "checking",
        f"""
        in_check | checker1,checker2 | @declare {GOING},eka conflict=no | in_check
        in_check | checker1,checker2 | check {GOING} | checked
        in_check | checker1 | check eka findings.field=not_met findings.field.remark="Dua tahun." | in_check
        in_check | checker2 | check eka findings.field=not_met findings.field.remark="Kurang dari lima." | checked
        """,
    ),
    "tracking": (
        "checked",
        "checking | chair & secretary | publish_check dinas | track_record; ani: in_track; dodi: in_track; eka: ineligible",
    ),
    "tracked": (
        "tracking",
        f"""
        in_track | {MEMBERS} | @declare {GOING} conflict=no | in_track
        in_track | {MEMBERS} | rate_track {GOING} | track_done; dinas: track_record
        """,
    ),
    "testing": ("tracked", "track_record | chair & secretary | publish_track dinas | competency; ani: in_competency; eka: rejected"),
    "tested": (
        "testing",
        f"""
        in_competency | assessor1,assessor2 | @declare {GOING} conflict=no | in_competency
        in_competency | assessor1,assessor2 | rate_competency {GOING} | competency_done
        """,
    ),
    "writing": ("tested", "competency | chair & secretary | publish_competency dinas | paper; ani: in_paper; dodi: in_paper"),
    "written": ("writing", f"in_paper | {MEMBERS} | rate_paper {GOING} | paper_done"),
    "interviewing": ("written", "paper | chair & secretary | publish_paper dinas | interview; ani: in_interview"),
    "interviewed": ("interviewing", f"in_interview | {MEMBERS} | rate_interview {GOING} | interview_done"),
    "plenary": ("interviewed", "interview | chair & secretary | publish_interview dinas | plenary; ani: awaiting; dodi: awaiting"),
    "with_overseer": ("plenary", "plenary | chair,member2 | sign dinas | plenary\nplenary | member3 | sign dinas | with_overseer"),
    "approved": ("with_overseer", "with_overseer | overseer & chair | approve dinas | approved; ani: awaiting"),
    "deciding": (
        "approved",
        "approved | chair & secretary | publish_names dinas | deciding; ani: nominated; budi: nominated; cici: nominated; dodi: reserve",
    ),
    "chosen": (
        "deciding",
        "nominated | authority | choose budi | chosen; dinas: second_opinion; ani: not_chosen; cici: not_chosen; dodi: reserve",
    ),
    "ready": ("chosen", "second_opinion | overseer & chair | recommend dinas | ready"),
    "inaugurated": (
        "ready",
        """
        ready | authority | inaugurate dinas | filled; budi: inaugurated; ani: passed_over; dodi: passed_over
        - | authority & inspector | cancel badan | cancelled; fani: lapsed; selection: closed
        """,
    ),
}

SCENARIOS: dict[str, tuple[str, str]] = {
    # ---------------------------------------------------------------- preparation and announcement
    "who_may_set_up": (
        "set_up",
        """
        - | ani | selection.start jpt_pratama as mine | no: not yours
        draft | ani | opening.add selection as theirs | no: not yours
        draft | secretary | change selection minimum=0 | no: at least 1
        draft | secretary | change selection nominees=10 | no: at most 9
        prepared | secretary | change dinas unit="Dinas Kesehatan" | prepared
        prepared | secretary | remove badan | cancelled
        draft | secretary | discard selection | cancelled; dinas: cancelled
        """,
    ),
    "only_the_authority_forms_the_committee": (
        "set_up",
        """
        draft | secretary | @appoint selection role=member person=chair element=pakar from_agency=no | no: do not fill this role
        draft | authority | @appoint selection role=member person=chair element=pakar | no: works for this agency
        draft | authority | @appoint selection role=member person=secretary element=pakar from_agency=yes | draft
        draft | authority | @appoint selection role=member person=authority element=pakar from_agency=yes | no: nobody may hold both
        draft | authority | @appoint selection role=chair person=member2 | no: one of the members
        """,
    ),
    "rules_of_the_pack_are_explained_or_kept": (
        "draft",
        """
        draft | authority | @dismiss selection role=member person=member2 | draft
        draft | chair | announce selection | no: an odd committee of 5 to 9
        draft | chair | announce selection | no: internal members at most 45 per cent
        draft | chair | announce selection | no: each element of the committee
        draft | secretary | change selection extensions=3 | draft
        draft | chair | announce selection | no: at most two extensions
        draft | secretary | change selection nominees=2 | draft
        draft | chair | announce selection | no: three names for each post
        draft | secretary | change selection profile=nama_saja | draft
        draft | chair | announce selection | no: scores by rank are announced
        draft | chair & authority | announce selection because.5=A because.6=B because.8=C because.9=D because.10=E because.11=F | running
        """,
    ),
    "an_announcement_lacks_nobody": (
        "set_up",
        """
        draft | authority | @appoint selection role=member person=chair element=pejabat_terkait from_agency=yes | draft
        draft | authority | @appoint selection role=chair person=chair | draft
        draft | chair | announce selection | no: at least two checkers
        draft | chair | announce selection | no: at least two assessors
        draft | secretary | change selection permit_needed=yes permit= | draft
        draft | chair | announce selection | no: the permit is there
        prepared | secretary | remove dinas,badan | cancelled
        draft | chair | announce selection | no: at least one post
        """,
    ),
    "two_persons_announce": (
        "draft",
        """
        draft | secretary | announce selection | no: not yours
        draft | chair & secretary | announce selection | no: another role confirms
        """,
    ),
    "what_is_announced_is_frozen": (
        "announced",
        """
        running | secretary | change selection minimum=1 | no: not open
        registration | secretary | change dinas | no: not open
        running | authority | @appoint selection role=member person=outsider element=pakar from_agency=no | no: have been announced
        running | secretary | opening.add selection as late | no: has been announced
        """,
    ),
    "an_amendment_changes_in_public_and_gives_more_time": (
        "announced",
        """
        running | chair & authority | amend selection nominees=2 | running
        running | secretary | amend selection | no: not yours
        """,
    ),
    # ---------------------------------------------------------------- applying
    "nobody_applies_too_late_or_too_often": (
        "announced",
        """
        registration | ani | application.begin_draft dinas as one | draft
        draft | ani | submit one | submitted
        registration | ani | application.begin_draft badan as two | draft
        draft | ani | submit two | submitted
        registration | ani | application.begin_draft badan as three | draft
        draft | ani | submit three | no: cap per person
        submitted | budi | correct one | no: not yours
        submitted | ani | correct one field_years=9 | submitted
        registration | clock | close registration dinas | registration
        registration | clock | close registration dinas | registration
        registration | clock | close registration dinas | short
        short | ani | application.begin_draft dinas as late | no: must be yes
        submitted | ani | correct one | no: must be yes
        """,
    ),
    "what_was_never_sent_ends_with_the_registration": (
        "applied",
        """
        registration | gani | application.begin_draft dinas as gani | draft
        registration | clock | close registration dinas | checking; gani: unsent
        """,
    ),
    "too_few_are_extended_twice_and_then_decided": (
        "applied",
        """
        registration | clock | close registration badan | registration
        registration | clock | close registration badan | registration
        registration | clock | close registration badan | short; fani: submitted
        short | authority | go_on badan | no: at least three applicants
        short | chair | go_on badan because.1=Mendesak because.2=Mendesak | no: not yours
        short | authority | go_on badan because.1="Jabatan mendesak." | no: at least 4 applicants
        short | authority | go_on badan because.1="Jabatan mendesak." because.2="Jabatan mendesak." | checking; fani: in_check
        """,
    ),
    "a_post_without_enough_applicants_may_be_given_up": (
        "applied",
        """
        registration | clock | close registration badan | registration
        registration | clock | close registration badan | registration
        registration | clock | close registration badan | short
        short | authority | give_up_post badan | unfilled; fani: lapsed; dinas: checking
        """,
    ),
    "nobody_applied_at_all": (
        "announced",
        """
        registration | clock | close registration badan | registration
        registration | clock | close registration badan | registration
        registration | clock | close registration badan | short
        short | authority | go_on badan because.1=A because.2=B | no: somebody applied
        """,
    ),
    # ---------------------------------------------------------------- the check
    "papers_are_checked_by_two_who_declare_first": (
        "checking",
        """
        in_check | checker1 | check ani | no: first declare
        in_check | checker1 | @declare ani conflict=no | in_check
        in_check | checker1 | check ani | in_check
        in_check | checker1 | check ani | no: already sent
        in_check | checker3 | check ani | no: deputy
        in_check | member2 | check ani | no: not yours
        checking | chair | publish_check dinas | no: do not meet this yet
        """,
    ),
    "a_deputy_checks_for_who_has_a_conflict_and_too_few_are_a_state": (
        "checking",
        """
        in_check | checker1 | @declare ani conflict=yes reason="Saudara." | in_check
        in_check | checker3 | @declare ani conflict=no | in_check
        in_check | checker3 | check ani | in_check
        in_check | checker2 | @declare ani conflict=yes reason="Tetangga." | checkers_short
        checkers_short | checker1 | check_alone ani | no: not yours
        checkers_short | secretary & inspector | check_alone ani | checked
        """,
    ),
    "papers_that_the_secretariat_finds_wanting": (
        "checking",
        """
        in_check | checker1,checker2 | @declare budi,cici,dodi conflict=no | in_check
        in_check | checker1,checker2 | check budi,cici,dodi | checked
        in_check | eka | withdraw eka | withdrawn
        in_check | checker1,checker2,checker3 | @declare ani conflict=yes reason="Saudara." | -
        checkers_short | secretary & inspector | check_alone ani alone.field=not_met alone.field.remark="Dua tahun." | checked
        checking | chair & secretary | publish_check dinas | track_record; ani: ineligible; budi: in_track
        """,
    ),
    "checkers_are_enough_again_when_a_conflict_is_lifted": (
        "checking",
        """
        in_check | checker1 | @declare ani conflict=yes reason="Saudara." | in_check
        in_check | checker2 | @declare ani conflict=yes reason="Tetangga." | checkers_short
        checkers_short | secretary | @lift ani person=checker2 reason="Bukan tetangga." | -
        - | clock | pass 1 minutes ani | in_check
        """,
    ),
    "an_error_of_the_check_is_put_right_in_public": (
        "tracking",
        """
        ineligible | chair | restore eka | ineligible
        ineligible | chair & inspector | restore eka | in_track
        """,
    ),
    "after_the_track_record_nothing_is_restored": ("testing", "rejected | chair | restore eka | no: not open"),
    # ---------------------------------------------------------------- scores
    "nobody_scores_twice_or_for_others": (
        "tracking",
        """
        in_track | chair | rate_track ani | no: first declare
        in_track | chair | @declare ani conflict=no | in_track
        in_track | chair | rate_track ani | in_track
        in_track | chair | rate_track ani | no: already sent
        in_track | chair | rate_track ani track_value=101 | no: already sent
        in_track | member2 | @declare ani conflict=no | in_track
        in_track | member2 | rate_track ani track_value=101 | no: choose 0 to 100
        in_track | member2 | rate_track ani track_value=80.255 | no: at most 2 digits
        in_track | deputy | rate_track ani | no: deputy
        in_track | assessor1 | rate_track ani | no: not yours
        track_record | chair | publish_track dinas | no: do not meet this yet
        """,
    ),
    "a_quorum_out_of_reach_is_decided_with_a_public_reason": (
        "tracking",
        """
        in_track | member2,member3,member4 | @declare ani conflict=yes reason="Kerabat." | -
        - | clock | pass 1 minutes ani | in_track
        in_track | member5 | @declare ani conflict=yes reason="Kerabat." | panel_short
        panel_short | authority & inspector | accept_track ani because.2="Hanya satu." | no: at least one score
        panel_short | authority & inspector | accept_paper ani because.2=A | no: must be
        panel_short | chair | @lift ani person=member5 reason="Keliru." | -
        - | clock | pass 1 minutes ani | in_track
        """,
    ),
    "scores_that_are_there_are_accepted_with_a_reason": (
        "tracking",
        """
        in_track | chair,member2 | @declare ani conflict=no | in_track
        in_track | chair,member2 | rate_track ani | in_track
        in_track | member3,member4,member5 | @declare ani conflict=yes reason="Kerabat." | -
        - | clock | pass 1 minutes ani | in_track
        in_track | deputy | @declare ani conflict=yes reason="Kerabat." | panel_short
        panel_short | authority | accept_track ani | no: the quorum is reached
        panel_short | authority & inspector | accept_track ani because.2="Dua nilai saja." | track_done
        """,
    ),
    "who_cannot_be_scored_at_all": (
        "tracking",
        """
        in_track | chair,member2,member3,member4 | @declare ani conflict=yes reason="Kerabat." | -
        panel_short | authority & inspector | no_assessor ani | unrated
        """,
    ),
    "the_bar_of_the_competency_ends_an_application": (
        "testing",
        """
        running | chair & authority | amend selection | running
        in_competency | assessor1,assessor2 | @declare ani,budi,cici,dodi conflict=no | in_competency
        in_competency | assessor1,assessor2 | rate_competency ani,budi,cici | competency_done
        in_competency | assessor1,assessor2 | rate_competency dodi competency_value=67.99 | competency_done
        competency | chair & secretary | publish_competency dinas | paper; dodi: eliminated; cici: in_paper
        """,
    ),
    "an_assessor_short": (
        "testing",
        """
        in_competency | assessor1 | @declare ani conflict=no | in_competency
        in_competency | assessor1 | rate_competency ani | in_competency
        in_competency | assessor2 | @declare ani conflict=yes reason="Kerabat." | in_competency
        in_competency | assessor3 | @declare ani conflict=yes reason="Kerabat." | assessors_short
        assessors_short | secretary | @lift ani person=assessor3 reason="Keliru." | -
        - | clock | pass 1 minutes ani | in_competency
        in_competency | assessor3 | @declare ani conflict=yes reason="Memang kerabat." | assessors_short
        assessors_short | authority | accept_assessor ani | no: two assessors scored
        assessors_short | authority & inspector | accept_assessor ani because.1="Satu asesor." | competency_done
        """,
    ),
    "absent_and_given_another_day": (
        "testing",
        """
        in_competency | ani | mark_absent ani | no: not yours
        in_competency | secretary | mark_absent ani | missed
        competency | chair | publish_competency dinas | no: do not meet this yet
        missed | chair & secretary | give_new_day ani | in_competency
        in_competency | secretary | mark_absent ani absent_because=tanpa_kabar | missed
        missed | chair & secretary | stay_absent ani | absent_end
        """,
    ),
    "papers_have_their_days": ("writing", "paper | clock | close writing dinas | paper; ani: in_paper"),
    # ---------------------------------------------------------------- withdrawing
    "an_applicant_withdraws_at_any_stage": (
        "interviewing",
        """
        in_interview | budi | withdraw ani | no: not yours
        in_interview | ani | withdraw ani | withdrawn
        withdrawn | ani | withdraw ani | no: not open
        """,
    ),
    "everybody_withdraws": (
        "interviewing",
        """
        in_interview | ani | withdraw ani | withdrawn
        in_interview | budi | withdraw budi | withdrawn
        in_interview | cici | withdraw cici | withdrawn
        in_interview | dodi | withdraw dodi | withdrawn; dinas: unfilled; badan: registration
        """,
    ),
    "a_nominee_withdraws_and_the_next_is_called": (
        "deciding",
        """
        deciding | chair | next_in_line dinas | no: must be
        nominated | ani | withdraw ani | withdrawn; dinas: deciding
        deciding | chair | next_in_line dinas | plenary
        plenary | chair,member2,member3 | sign dinas | with_overseer
        with_overseer | overseer & chair | approve dinas | approved
        approved | chair & secretary | publish_names dinas | deciding; dodi: nominated; budi: nominated
        """,
    ),
    "too_few_are_left_and_the_post_stays_unfilled": (
        "deciding",
        """
        deciding | authority & inspector | leave_unfilled dinas | no: fewer are left
        nominated | ani | withdraw ani | withdrawn
        deciding | authority & inspector | leave_unfilled dinas | unfilled; budi: passed_over; dodi: passed_over
        """,
    ),
    # ---------------------------------------------------------------- names, choice, end
    "minutes_are_signed_once_by_members": (
        "plenary",
        """
        plenary | secretary | sign dinas | no: not yours
        plenary | chair | redraft dinas | plenary
        plenary | chair | sign dinas | plenary
        plenary | chair | sign dinas | no: already sent
        plenary | chair | redraft dinas | no: must be
        """,
    ),
    "fewer_can_sign_than_the_quorum": (
        "plenary",
        """
        plenary | chair,member2 | sign dinas | plenary
        plenary | authority & inspector | accept_signatures dinas because.1="Panitia berhalangan." | no: fewer members can sign
        running | authority | @absent selection role=member person=member3 | running
        running | authority | @absent selection role=member person=member4 | running
        running | authority | @absent selection role=member person=member5 | running
        running | authority | @absent selection role=member person=deputy | running
        plenary | authority & inspector | accept_signatures dinas | no: signed by a quorum
        plenary | authority & chair | accept_signatures dinas because.1="Panitia berhalangan." | no: another role
        plenary | authority & inspector | accept_signatures dinas because.1="Panitia berhalangan." | with_overseer; ani: awaiting
        """,
    ),
    "the_overseer_sends_names_back": (
        "with_overseer",
        """
        with_overseer | authority | approve dinas | no: not yours
        with_overseer | overseer & chair | return_names dinas | plenary
        plenary | chair,member2,member3 | sign dinas | with_overseer
        with_overseer | secretary & chair | approve dinas | approved
        """,
    ),
    "an_approval_expires": (
        "deciding",
        """
        deciding | clock | close validity dinas | with_overseer; ani: nominated
        nominated | authority | choose ani | no: the names are published
        with_overseer | overseer & chair | approve dinas | approved
        approved | chair & secretary | publish_names dinas | deciding
        nominated | authority | choose ani | chosen
        """,
    ),
    "only_the_authority_chooses_a_nominee_and_says_why": (
        "deciding",
        """
        nominated | chair | choose ani | no: not yours
        reserve | authority | choose dodi | no: not open
        nominated | authority | choose cici choice_reason= | no: why this nominee
        nominated | authority | choose cici | chosen; ani: not_chosen
        not_chosen | authority | choose ani | no: not open
        """,
    ),
    "the_choice_is_not_recommended": (
        "chosen",
        """
        second_opinion | authority | recommend dinas | no: not yours
        second_opinion | overseer & chair | refuse_choice dinas | deciding; budi: not_recommended_end; ani: nominated; cici: nominated
        nominated | authority | choose ani | chosen; dinas: second_opinion
        """,
    ),
    "the_chosen_one_goes": (
        "ready",
        """
        chosen | budi | withdraw budi | withdrawn; dinas: deciding; ani: nominated
        nominated | authority | choose ani | chosen
        """,
    ),
    "inaugurated_in_one_post_ends_the_other_application": (
        "applied",
        """
        registration | budi | application.begin_draft badan as budi2 | draft
        draft | budi | submit budi2 | submitted
        """,
    ),
    "nobody_is_inaugurated_too_early": ("chosen", "second_opinion | authority | inaugurate dinas | no: not open"),
    "disqualified_by_two": (
        "tracking",
        """
        in_track | chair | disqualify ani | no: not yours
        in_track | authority & inspector | disqualify ani | disqualified
        submitted | authority & inspector | disqualify fani | no: must not be
        """,
    ),
    # ---------------------------------------------------------------- pauses and cancellation
    "a_pause_stops_all_but_withdrawing": (
        "tracking",
        """
        running | secretary | postpone selection | no: not yours
        in_track | chair | @declare ani conflict=no | in_track
        running | chair & secretary | postpone selection | postponed
        in_track | chair | rate_track ani | no: postponed
        in_track | ani | withdraw ani | withdrawn
        postponed | chair | resume selection | running
        in_track | chair | @declare budi conflict=no | in_track
        in_track | chair | rate_track budi | in_track
        """,
    ),
    "one_post_is_postponed_alone": (
        "tracking",
        """
        track_record | chair & secretary | postpone dinas | postponed
        registration | gani | application.begin_draft badan as gani | draft
        postponed | chair | resume dinas | track_record
        """,
    ),
    "one_post_is_cancelled_while_the_other_goes_on": (
        "tracking",
        """
        registration | chair | cancel badan | no: not yours
        registration | authority & inspector | cancel badan | cancelled; fani: lapsed; dinas: track_record
        in_track | chair | @declare ani conflict=no | in_track
        in_track | chair | rate_track ani | in_track
        """,
    ),
    "the_whole_selection_is_cancelled": (
        "interviewing",
        "running | authority & inspector | cancel selection | cancelled; dinas: cancelled; badan: cancelled; ani: lapsed; eka: rejected; fani: lapsed",
    ),
}

# In every stage a post can be postponed and cancelled, and an applicant can withdraw or be disqualified.
SCENARIOS |= {
    f"out_of_the_ordinary_at_{stage}": (
        stage,
        f"""
        {state} | chair & secretary | postpone dinas | postponed
        postponed | chair | resume dinas | {state}
        - | cici | withdraw cici | withdrawn
        - | authority & inspector | disqualify dodi | disqualified
        {state} | authority & inspector | cancel dinas | cancelled; ani: lapsed
        """,
    )
    for stage, state in (
        ("checking", "checking"),
        ("checked", "checking"),
        ("tracking", "track_record"),
        ("tracked", "track_record"),
        ("testing", "competency"),
        ("tested", "competency"),
        ("writing", "paper"),
        ("written", "paper"),
        ("interviewing", "interview"),
        ("interviewed", "interview"),
        ("plenary", "plenary"),
        ("with_overseer", "with_overseer"),
        ("approved", "approved"),
        ("deciding", "deciding"),
        ("chosen", "second_opinion"),
        ("ready", "ready"),
    )
}
