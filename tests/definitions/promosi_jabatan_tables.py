"""Scenario tables of the promotion to administrator and supervisor posts. How a table is read: tests/definitions/play.py.

Two posts: `bidang` has five applicants, `seksi` two, of whom budi stands in both. ani scores highest, then budi, dodi, cici: cici is
ahead of dodi in every test, but has the weaker predicate. eka lacks experience.
STAGES build on each other and are the main path.
"""

from __future__ import annotations

MEMBERS = "chair,member2,member3"
GOING = "ani,budi,cici,dodi"
BOTH = "checker1,checker2"

STAGES: dict[str, tuple[str | None, str]] = {
    "set_up": (
        None,
        """
        - | secretary | selection.start promosi_jabatan as selection | draft
        draft | secretary | opening.add selection as bidang post_name="Kepala Bidang Perizinan" | prepared
        draft | secretary | opening.add selection as seksi post_name="Kepala Seksi Pelayanan" level=pengawas least_rank=III/b | prepared
        """,
    ),
    "draft": (
        "set_up",
        """
        draft | authority | @appoint selection role=member person=chair | draft
        draft | authority | @appoint selection role=member person=member2 | draft
        draft | authority | @appoint selection role=member person=member3 | draft
        draft | authority | @appoint selection role=member person=deputy deputy=yes | draft
        draft | authority | @appoint selection role=chair person=chair | draft
        draft | secretary | @appoint selection role=assessor person=assessor1 | draft
        draft | secretary | @appoint selection role=assessor person=assessor2 | draft
        draft | secretary | @appoint selection role=assessor person=assessor3 deputy=yes | draft
        draft | secretary | @appoint selection role=checker person=checker1 | draft
        draft | secretary | @appoint selection role=checker person=checker2 | draft
        draft | secretary | @appoint selection role=checker person=checker3 deputy=yes | draft
        draft | authority | @appoint selection role=reviewer person=reviewer | draft
        """,
    ),
    "announced": ("draft", "draft | chair & secretary | announce selection | running; bidang: registration; seksi: registration"),
    "applied": (
        "announced",
        """
        registration | ani,budi,cici,dodi,eka | application.begin_draft bidang | -
        draft | ani | submit ani | submitted
        draft | budi | submit budi | submitted
        draft | cici | submit cici performance_2=baik | submitted
        draft | dodi | submit dodi | submitted
        draft | eka | submit eka years=2 | submitted
        registration | fani | application.begin_draft seksi as fani | draft
        draft | fani | submit fani degree=D-III years=4 | submitted
        registration | budi | application.begin_draft seksi as budi2 | draft
        draft | budi | submit budi2 | submitted
        """,
    ),
    "verifying": (
        "applied",
        "registration | clock | close registration bidang | checking; seksi: registration; ani: verifying; fani: submitted",
    ),
    "in_check": (
        "verifying",
        """
        verifying | secretary | record_predicates ani,budi,dodi,eka | in_check
        verifying | secretary | record_predicates cici verified_2=baik | in_check
        """,
    ),
    "checked": (
        "in_check",
        f"""
        in_check | {BOTH} | @declare {GOING},eka conflict=no | in_check
        in_check | {BOTH} | check {GOING} | checked
        in_check | checker1 | check eka findings.experience=not_met findings.experience.remark="Dua tahun." | in_check
        in_check | checker2 | check eka | checked
        """,
    ),
    "objecting": (
        "checked",
        "checking | chair & secretary | publish_check bidang | check_objection; ani: eligible; dodi: eligible; eka: ineligible",
    ),
    "testing": (
        "objecting",
        "check_objection | clock | close check_objecting bidang | assessing; ani: in_competency; dodi: in_competency; eka: rejected",
    ),
    "interviewing": (
        "testing",
        f"""
        in_competency | secretary | invite {GOING} | in_competency
        in_competency | assessor1,assessor2 | @declare {GOING} conflict=no | in_competency
        in_competency | assessor1,assessor2 | rate_competency {GOING} | in_interview
        """,
    ),
    "scored": (
        "interviewing",
        f"""
        in_interview | {MEMBERS} | @declare {GOING} conflict=no | in_interview
        in_interview | {MEMBERS} | rate_interview {GOING} | scored
        """,
    ),
    "plenary": (
        "scored",
        "assessing | chair & secretary | publish_scores bidang | plenary; ani: nominated; budi: nominated; dodi: nominated; cici: reserve",
    ),
    "deciding": ("plenary", "plenary | chair | sign bidang | plenary\nplenary | member2 | sign bidang | deciding"),
    "chosen": (
        "deciding",
        "nominated | authority | choose ani | chosen; bidang: decision_objection; budi: not_chosen; cici: not_chosen; dodi: not_chosen",
    ),
    "appointing": ("chosen", "decision_objection | clock | close objecting bidang | appointing; ani: appointing"),
    "inaugurated": (
        "appointing",
        """
        appointing | secretary & authority | record_decree ani | inaugurated
        - | clock | pass 1 minutes bidang | filled; budi: passed_over; dodi: passed_over
        short | authority & inspector | cancel seksi | cancelled; fani: lapsed; budi2: lapsed
        - | clock | pass 1 minutes selection | closed
        """,
    ),
}

SCENARIOS: dict[str, tuple[str, str]] = {
    # ---------------------------------------------------------------- preparation and announcement
    "who_may_set_up": (
        "set_up",
        """
        - | ani | selection.start promosi_jabatan as mine | no: not yours
        draft | ani | opening.add selection as theirs | no: not yours
        draft | secretary | opening.add selection as late planned_on=2026-01-01 | no: lies ahead
        draft | secretary | change selection minimum=0 | no: at least 1
        prepared | secretary | change bidang planned_on=2026-01-01 | no: lies ahead
        prepared | secretary | change bidang unit="Dinas Perizinan" | prepared
        prepared | authority & inspector | cancel bidang | no: the round is under way
        prepared | secretary | remove seksi | cancelled
        draft | secretary | discard selection | cancelled; bidang: cancelled
        cancelled | secretary | opening.add selection as late | no: is not announced yet
        """,
    ),
    "who_holds_what": (
        "draft",
        """
        draft | secretary | @appoint selection role=member person=outsider | no: do not fill this role
        draft | authority | @appoint selection role=member person=assessor1 | no: nobody may hold both
        draft | secretary | @appoint selection role=checker person=assessor1 | no: nobody may hold both
        draft | authority | @appoint selection role=reviewer person=checker1 | no: nobody may hold both
        draft | authority | @appoint selection role=chair person=outsider | no: one of the
        """,
    ),
    "an_announcement_lacks_nobody": (
        "set_up",
        """
        draft | authority | @appoint selection role=member person=chair | draft
        draft | authority | @appoint selection role=chair person=chair | draft
        draft | chair | announce selection | no: does not exceed the team
        draft | chair | announce selection | no: at least two assessors
        draft | chair | announce selection | no: at least two checkers
        draft | chair | announce selection | no: at least one reviewer
        prepared | secretary | remove bidang,seksi | cancelled
        draft | chair | announce selection | no: at least one post
        """,
    ),
    "weights_and_quorum_must_work_out": (
        "draft",
        """
        draft | secretary | change selection w_performance=20 | draft
        draft | chair | announce selection | no: competence and interview make 100
        draft | secretary | change selection w_social=30 | draft
        draft | chair | announce selection | no: three competences make 100
        draft | secretary | change selection quorum=1 | draft
        draft | chair | announce selection | no: more than half
        draft | secretary | change selection w_performance=0 w_interview=60 | draft
        draft | chair | announce selection | no: performance and competence are both compared
        """,
    ),
    "a_round_with_hidden_scores_says_why": (
        "draft",
        """
        draft | secretary | change selection profile=nomor_saja | draft
        draft | chair | announce selection | no: scores and ranks are published
        draft | chair & secretary | announce selection because.9="Pertimbangan PPID." | running
        """,
    ),
    "two_persons_announce": (
        "draft",
        """
        draft | secretary | announce selection | no: not yours
        draft | chair & authority | announce selection | no: another role confirms
        """,
    ),
    "what_is_announced_is_frozen": (
        "announced",
        """
        running | secretary | change selection minimum=1 | no: not open
        registration | secretary | change bidang | no: not open
        running | authority | @appoint selection role=member person=outsider | no: have been announced
        running | secretary | opening.add selection as late | no: has been announced
        """,
    ),
    "an_amendment_is_public_and_gives_more_time": (
        "announced",
        """
        running | secretary | amend selection | no: not yours
        running | chair & secretary | amend selection nominees=2 | running
        registration | clock | pass 11 days bidang | registration
        registration | clock | close registration bidang | registration
        """,
    ),
    "after_registration_an_amendment_is_explained": (
        "verifying",
        """
        running | chair | amend selection nominees=2 | no: all posts are still open
        running | chair & secretary | amend selection nominees=2 because.0="Kekeliruan tulis." | running
        """,
    ),
    "a_member_who_leaves_is_replaced_in_public": (
        "announced",
        """
        running | chair | replace_member selection leaves=member3 joins=member3 | no: already holds the role
        running | chair | replace_member selection leaves=chair joins=outsider | no: not the chair
        running | chair & secretary | replace_member selection leaves=member3 joins=outsider | no: another role confirms
        running | chair & authority | replace_member selection leaves=member3 joins=outsider | running
        running | chair | replace_assessor selection leaves=assessor2 joins=assessor2 | no: already holds the role
        running | chair & secretary | replace_assessor selection leaves=assessor2 joins=gani | running
        running | chair | replace_checker selection leaves=checker2 joins=checker2 | no: already holds the role
        running | chair & secretary | replace_checker selection leaves=checker2 joins=member3 | running
        """,
    ),
    # ---------------------------------------------------------------- applying
    "nobody_applies_too_late_twice_or_too_often": (
        "announced",
        """
        registration | ani | application.begin_draft bidang as one | draft
        registration | ani | application.begin_draft bidang as again | no: no application for this post
        draft | budi | submit one | no: not yours
        draft | ani | submit one truthful=no | no: answers and documents are true
        draft | ani | submit one years=46 | no: at most 45
        draft | ani | submit one | submitted
        submitted | ani | correct one truthful=no | no: answers and documents are true
        submitted | ani | correct one years=5 | submitted
        registration | budi | application.begin_draft bidang as two | draft
        registration | clock | close registration bidang | registration
        registration | clock | close registration bidang | short
        short | cici | application.begin_draft bidang as late | no: registration is open
        draft | budi | submit two | no: registration is open
        submitted | ani | correct one | no: registration is open
        """,
    ),
    "the_cap_per_person": (
        "set_up",
        STAGES["draft"][1].replace(
            "draft | authority | @appoint selection role=reviewer",
            "draft | secretary | change selection cap=1 | draft\n        draft | authority | @appoint selection role=reviewer",
        )
        + """
        draft | chair & secretary | announce selection | running
        registration | ani | application.begin_draft bidang as one | draft
        draft | ani | submit one | submitted
        registration | ani | application.begin_draft seksi as two | draft
        draft | ani | submit two | no: the cap per person
        """,
    ),
    "what_was_never_sent_ends_with_the_registration": (
        "applied",
        """
        registration | gani | application.begin_draft bidang as gani | draft
        registration | clock | close registration bidang | checking; gani: unsent
        """,
    ),
    "too_few_are_extended_and_then_decided": (
        "applied",
        """
        registration | clock | close registration seksi | registration
        registration | clock | close registration seksi | short; fani: submitted
        short | chair | go_on seksi | no: not yours
        short | authority | go_on seksi | checking; fani: verifying
        """,
    ),
    "a_post_without_enough_applicants_may_end": (
        "applied",
        """
        registration | clock | close registration seksi | registration
        registration | clock | close registration seksi | short
        short | authority | end_short seksi | unfilled; fani: lapsed; bidang: checking
        """,
    ),
    "nobody_applied_at_all": (
        "announced",
        """
        registration | clock | close registration seksi | registration
        registration | clock | close registration seksi | short
        short | authority | go_on seksi | no: somebody applied
        """,
    ),
    # ---------------------------------------------------------------- predicates and check
    "predicates_are_read_from_the_documents": (
        "verifying",
        """
        verifying | checker1 | record_predicates ani | no: not yours
        verifying | secretary | record_predicates cici | no: there is a note
        verifying | secretary | record_predicates cici record_note="Dokumen menyebut Sangat Baik." | in_check
        verifying | secretary | record_predicates ani verified_1= | no: last year
        verifying | checker1 | check ani | no: first declare
        """,
    ),
    "papers_are_checked_by_two_who_declare_first": (
        "in_check",
        """
        in_check | checker1 | check ani | no: first declare
        in_check | checker1 | @declare ani conflict=no | in_check
        in_check | checker1 | check ani | in_check
        in_check | checker1 | check ani | no: already sent
        in_check | checker3 | check ani | no: deputy
        in_check | member2 | check ani | no: not yours
        checking | chair | publish_check bidang | no: has been checked
        """,
    ),
    "too_few_checkers_and_the_inspectorate_stands_in": (
        "in_check",
        """
        in_check | checker1 | @declare ani conflict=yes reason="Saudara." | in_check
        in_check | checker2 | @declare ani conflict=yes reason="Tetangga." | checkers_short
        checkers_short | secretary | stand_in ani | no: not yours
        checkers_short | inspector | stand_in ani | checked_alone
        in_check | checker1,checker2 | @declare budi,cici,dodi,eka conflict=no | in_check
        in_check | checker1,checker2 | check budi,cici,dodi,eka | checked
        checking | chair & secretary | publish_check bidang | check_objection; ani: eligible
        """,
    ),
    "the_inspectorate_may_find_not_eligible": (
        "in_check",
        """
        in_check | checker1,checker2 | @declare ani conflict=yes reason="Saudara." | -
        checkers_short | inspector | stand_in ani findings.health=not_met findings.health.remark="Tanpa surat sehat." | checked_alone
        in_check | checker1,checker2 | @declare budi,cici,dodi,eka conflict=no | in_check
        in_check | checker1,checker2 | check budi,cici,dodi,eka | checked
        checking | chair & secretary | publish_check bidang | check_objection; ani: ineligible
        """,
    ),
    "checkers_are_enough_again_when_a_conflict_is_lifted": (
        "in_check",
        """
        in_check | checker1,checker2 | @declare ani conflict=yes reason="Saudara." | -
        checkers_short | secretary | @lift ani person=checker2 reason="Bukan saudara." | -
        - | clock | pass 1 minutes ani | in_check
        """,
    ),
    "nobody_is_eligible": (
        "in_check",
        f"""
        in_check | {BOTH} | @declare {GOING},eka conflict=no | in_check
        in_check | {BOTH} | check {GOING},eka findings.rank=not_met findings.rank.remark="Kurang." | checked
        checking | chair & secretary | publish_check bidang | check_objection; ani: ineligible
        ineligible | ani | objection.object ani as objection about=berkas | filed
        check_objection | clock | close check_objecting bidang | check_objection
        ineligible | reviewer | @declare ani conflict=no | -
        filed | reviewer | refuse objection | refused; bidang: unfilled; ani: rejected; eka: rejected
        """,
    ),
    # ---------------------------------------------------------------- objections to the check
    "an_upheld_objection_restores_with_predicates_put_right": (
        "objecting",
        """
        ineligible | eka | objection.object eka as objection about=berkas | filed
        filed | reviewer | uphold objection | no: first declare
        ineligible | reviewer | @declare eka conflict=no | -
        filed | chair | uphold objection | no: not yours
        filed | reviewer | uphold objection | upheld; eka: correcting
        - | clock | pass 4 days bidang | check_objection
        correcting | secretary & chair | put_right eka | no: another role confirms
        correcting | secretary & inspector | put_right eka | in_competency; bidang: assessing
        """,
    ),
    "who_is_eligible_may_object_to_a_recorded_predicate": (
        "objecting",
        """
        eligible | cici | objection.object cici as objection about=berkas | filed
        eligible | cici | objection.object cici as again about=berkas | no: one objection for each
        eligible | budi | objection.object cici as other about=berkas | no: not yours
        eligible | reviewer | @declare cici conflict=no | -
        filed | reviewer | uphold objection | upheld; cici: correcting
        correcting | secretary & inspector | put_right cici | eligible
        """,
    ),
    "a_refused_objection_is_final_and_holds_the_stage_until_answered": (
        "objecting",
        """
        ineligible | eka | objection.object eka as objection about=keputusan | no: the objection period for this
        ineligible | eka | objection.object eka as objection about=berkas | filed
        check_objection | clock | close check_objecting bidang | check_objection; ani: eligible
        ineligible | eka | objection.object eka as late about=berkas | no: the objection period for this
        ineligible | reviewer | @declare eka conflict=no | -
        filed | reviewer | refuse objection | refused
        - | clock | pass 1 minutes bidang | assessing; eka: rejected
        """,
    ),
    "an_objection_left_unanswered_goes_to_the_inspectorate": (
        "objecting",
        """
        ineligible | eka | objection.object eka as objection about=berkas | filed
        filed | inspector | uphold_over objection | no: not open
        filed | clock | close answering objection | passed_on
        passed_on | reviewer | uphold_over objection | no: not yours
        passed_on | inspector | uphold_over objection | upheld; eka: correcting
        """,
    ),
    "a_reviewer_with_a_conflict_and_the_inspectorate_refuses": (
        "objecting",
        """
        ineligible | eka | objection.object eka as objection about=berkas | filed
        ineligible | reviewer | @declare eka conflict=yes reason="Ipar." | -
        - | clock | pass 1 minutes objection | passed_on
        passed_on | inspector | refuse_over objection | refused
        """,
    ),
    "an_objection_ends_with_its_application": (
        "objecting",
        """
        ineligible | eka | objection.object eka as objection about=berkas | filed
        ineligible | eka | withdraw eka | withdrawn
        - | clock | pass 1 minutes objection | lapsed
        """,
    ),
    # ---------------------------------------------------------------- assessment
    "an_invitation_has_a_place": (
        "testing",
        """
        in_competency | secretary | invite ani held_place= held_link= | no: a place or an online link
        in_competency | chair | invite ani | no: not yours
        in_competency | secretary | mark_absent ani | no: was invited
        in_competency | secretary | invite ani held_place= held_link="https://contoh.example" | in_competency
        """,
    ),
    "nobody_scores_twice_or_for_others": (
        "testing",
        """
        in_competency | assessor1 | rate_competency ani | no: first declare
        in_competency | assessor1 | @declare ani conflict=no | in_competency
        in_competency | assessor1 | rate_competency ani managerial_value=101 | no: choose 0 to 100
        in_competency | assessor1 | rate_competency ani | in_competency
        in_competency | assessor1 | rate_competency ani | no: already sent
        in_competency | assessor3 | rate_competency ani | no: deputy
        in_competency | chair | rate_competency ani | no: not yours
        in_competency | chair | rate_interview ani | no: first declare
        """,
    ),
    "an_assessor_short": (
        "testing",
        """
        in_competency | assessor1 | @declare ani conflict=no | in_competency
        in_competency | assessor1 | rate_competency ani | in_competency
        in_competency | assessor2 | @declare ani conflict=yes reason="Kerabat." | in_competency
        in_competency | assessor3 | @declare ani conflict=yes reason="Kerabat." | assessors_short
        assessors_short | authority | accept_assessor ani | no: scored by two assessors
        assessors_short | authority & inspector | accept_assessor ani because.1="Satu asesor." | in_interview
        """,
    ),
    "no_assessor_at_all": (
        "testing",
        """
        in_competency | assessor1,assessor2 | @declare ani conflict=yes reason="Kerabat." | -
        assessors_short | authority | accept_assessor ani because.1="Tidak ada." | no: at least one score sheet
        assessors_short | secretary | @lift ani person=assessor2 reason="Keliru." | -
        - | clock | pass 1 minutes ani | in_competency
        """,
    ),
    "who_cannot_be_scored_is_set_aside": (
        "testing",
        """
        in_competency | assessor1,assessor2 | @declare ani conflict=yes reason="Kerabat." | -
        assessors_short | authority & chair | set_aside ani | no: another role confirms
        assessors_short | authority & inspector | set_aside ani | unrated
        """,
    ),
    "a_quorum_out_of_reach": (
        "interviewing",
        """
        in_interview | chair | @declare ani conflict=no | in_interview
        in_interview | chair | rate_interview ani | in_interview
        in_interview | member2,member3 | @declare ani conflict=yes reason="Kerabat." | -
        in_interview | deputy | @declare ani conflict=yes reason="Kerabat." | panel_short
        panel_short | authority | accept_fewer ani | no: scored by a quorum
        panel_short | chair | @lift ani person=member3 reason="Keliru." | -
        - | clock | pass 1 minutes ani | in_interview
        in_interview | member3 | @declare ani conflict=yes reason="Memang kerabat." | panel_short
        panel_short | authority & inspector | accept_fewer ani because.1="Satu penilai." | scored
        """,
    ),
    "nobody_is_there_to_score": (
        "interviewing",
        """
        in_interview | chair,member2,member3,deputy | @declare ani conflict=yes reason="Kerabat." | -
        panel_short | authority | accept_fewer ani because.1="Tidak ada." | no: at least one score sheet
        panel_short | authority & inspector | set_aside ani | unrated
        """,
    ),
    "a_slow_member_does_not_hold_up": (
        "interviewing",
        """
        in_interview | chair,member2 | @declare ani conflict=no | in_interview
        in_interview | chair | rate_interview ani | in_interview
        in_interview | chair | close_interview ani | no: a quorum has scored
        in_interview | member2 | rate_interview ani | in_interview
        in_interview | chair & secretary | close_interview ani | scored
        assessing | chair | publish_scores bidang | no: every applicant has been scored
        """,
    ),
    "absent_and_given_another_day": (
        "interviewing",
        """
        in_interview | ani | mark_absent ani | no: not yours
        in_interview | secretary | mark_absent ani | missed
        missed | chair & secretary | give_new_day ani | in_interview
        in_interview | assessor1 | mark_absent ani absent_because=tanpa_kabar | missed
        missed | chair & secretary | stay_absent ani | absent_end
        """,
    ),
    # ---------------------------------------------------------------- nominees and minutes
    "a_nominee_withdraws_and_the_next_is_called": (
        "deciding",
        """
        deciding | chair | next_in_line bidang | no: there are fewer nominees
        nominated | ani | withdraw ani | withdrawn
        deciding | chair | next_in_line bidang | plenary; cici: nominated
        plenary | chair,member3 | sign bidang | deciding
        nominated | authority | choose budi | chosen
        """,
    ),
    "nobody_in_reserve_to_call": (
        "deciding",
        """
        reserve | cici | withdraw cici | withdrawn
        deciding | authority & inspector | leave_unfilled bidang | no: fewer are left
        nominated | ani | withdraw ani | withdrawn
        deciding | chair | next_in_line bidang | no: somebody is in reserve
        deciding | authority & inspector | leave_unfilled bidang | unfilled; budi: passed_over
        """,
    ),
    "minutes_are_signed_once_by_members": (
        "plenary",
        """
        plenary | secretary | sign bidang | no: not yours
        plenary | chair | sign bidang | plenary
        plenary | chair | sign bidang | no: already sent
        plenary | authority | accept_signatures bidang because.1=A | no: fewer members can sign
        plenary | chair | redraft bidang | plenary
        plenary | chair,member2 | sign bidang | deciding
        """,
    ),
    "signatures_out_of_reach": (
        "plenary",
        """
        running | authority | @absent selection role=member person=member2 reason="Cuti." | -
        running | authority | @absent selection role=member person=member3 reason="Cuti." | -
        running | authority | @absent selection role=member person=deputy reason="Cuti." | -
        plenary | chair | sign bidang | plenary
        plenary | authority | accept_signatures bidang | no: signed by a quorum
        plenary | authority & inspector | accept_signatures bidang because.1="Anggota lain sakit." | deciding
        """,
    ),
    # ---------------------------------------------------------------- the decision
    "the_first_in_rank_or_a_published_reason": (
        "deciding",
        """
        nominated | chair | choose ani | no: not yours
        reserve | authority | choose cici | no: not open
        nominated | authority | choose budi | no: first in rank
        nominated | authority | choose budi because.1="Berpengalaman di perizinan pesisir." | chosen; bidang: decision_objection; ani: not_chosen
        """,
    ),
    "below_the_standard_of_competence_needs_a_reason": (
        "testing",
        f"""
        in_competency | assessor1,assessor2 | @declare {GOING} conflict=no | in_competency
        in_competency | assessor1,assessor2 | rate_competency {GOING} managerial_value=69.99 technical_value=70 social_value=70 | in_interview
        in_interview | {MEMBERS} | @declare {GOING} conflict=no | in_interview
        in_interview | {MEMBERS} | rate_interview {GOING} | scored
        assessing | chair & secretary | publish_scores bidang | plenary; ani: nominated
        nominated | authority | choose ani because.2="Terlalu dini." | no: the minutes are signed
        plenary | chair,member2 | sign bidang | deciding
        nominated | authority | choose ani | no: the competence reaches the standard
        nominated | authority | choose ani because.2="Diikuti pelatihan." | chosen
        """,
    ),
    "returned_once": (
        "deciding",
        """
        deciding | authority | send_back bidang | plenary
        plenary | chair,member2 | sign bidang | deciding
        deciding | authority | send_back bidang | no: returned only once
        nominated | authority | choose ani | chosen
        """,
    ),
    "an_upheld_objection_takes_the_decision_again": (
        "chosen",
        """
        not_chosen | budi | objection.object budi as objection about=berkas | no: the objection period for this
        not_chosen | budi | objection.object budi as objection about=keputusan | filed
        decision_objection | clock | close objecting bidang | decision_objection
        not_chosen | reviewer | @declare budi conflict=no | -
        filed | reviewer | uphold objection | upheld; bidang: deciding; ani: nominated; budi: nominated; cici: not_chosen
        nominated | authority | choose budi because.1="Menurut jawaban sanggahan." | chosen; bidang: decision_objection
        """,
    ),
    "the_chosen_one_withdraws": (
        "appointing",
        """
        appointing | ani | withdraw ani | withdrawn
        - | clock | pass 1 minutes bidang | deciding; budi: nominated; cici: not_chosen
        nominated | authority | choose budi | chosen; bidang: decision_objection
        """,
    ),
    "everybody_goes_after_the_decision": (
        "chosen",
        """
        not_chosen | cici | objection.object cici as objection about=keputusan | filed
        not_chosen | budi | withdraw budi | withdrawn
        not_chosen | dodi | withdraw dodi | withdrawn
        chosen | ani | withdraw ani | withdrawn; bidang: decision_objection
        not_chosen | reviewer | @declare cici conflict=no | -
        filed | reviewer | refuse objection | refused; bidang: unfilled; cici: passed_over
        """,
    ),
    "everybody_withdraws": (
        "interviewing",
        """
        in_interview | budi | withdraw ani | no: not yours
        in_interview | ani | withdraw ani | withdrawn
        in_interview | budi | withdraw budi | withdrawn
        in_interview | cici | withdraw cici | withdrawn
        in_interview | dodi | withdraw dodi | withdrawn
        - | clock | pass 1 minutes bidang | unfilled
        """,
    ),
    "a_decree_needs_the_approval_and_ends_the_other_application": (
        "deciding",
        """
        nominated | authority | choose budi because.1="Alasan." | chosen
        chosen | secretary | record_decree budi | no: not open
        decision_objection | clock | close objecting bidang | appointing
        appointing | secretary | record_decree budi approval_number= | no: technical approval
        appointing | secretary | record_decree budi approval_file= | no: technical approval
        appointing | secretary & inspector | record_decree budi | no: another role confirms
        appointing | secretary & authority | record_decree budi | inaugurated; budi2: elsewhere
        """,
    ),
    "an_inauguration_ends_an_application_that_was_not_sent_too": (
        "deciding",
        """
        registration | ani | application.begin_draft seksi as ani2 | draft
        nominated | authority | choose ani | chosen
        registration | chair & secretary | postpone seksi | postponed
        decision_objection | clock | close objecting bidang | appointing
        appointing | secretary & authority | record_decree ani | inaugurated; ani2: elsewhere; budi2: submitted
        """,
    ),
    "disqualified_by_two": (
        "interviewing",
        """
        in_interview | chair | disqualify ani | no: not yours
        in_interview | authority & inspector | disqualify ani | disqualified
        """,
    ),
    "nobody_is_disqualified_while_registration_is_open": ("applied", "submitted | authority | disqualify ani | no: registration is closed"),
    # ---------------------------------------------------------------- pauses and cancellation
    "a_pause_stops_all_but_withdrawing": (
        "interviewing",
        """
        running | secretary | postpone selection | no: not yours
        running | chair & secretary | postpone selection | postponed
        in_interview | secretary | invite ani | no: postponed
        in_interview | ani | withdraw ani | withdrawn
        postponed | chair | resume selection | running
        in_interview | secretary | invite budi | in_interview
        """,
    ),
    "one_post_is_postponed_alone": (
        "applied",
        """
        registration | chair & secretary | postpone bidang | postponed
        - | clock | pass 20 days seksi | short; bidang: postponed
        postponed | chair | resume bidang | registration
        """,
    ),
    "one_post_is_cancelled_while_the_other_goes_on": (
        "applied",
        """
        registration | chair | cancel seksi | no: not yours
        registration | authority & inspector | cancel seksi | cancelled; fani: lapsed; budi2: lapsed; budi: submitted
        registration | clock | close registration bidang | checking
        """,
    ),
    "a_post_in_preparation_is_not_postponed": ("draft", "prepared | chair | postpone bidang | no: the round is under way"),
    "the_whole_round_is_cancelled": (
        "interviewing",
        "running | authority & inspector | cancel selection | cancelled; bidang: cancelled; seksi: cancelled; ani: lapsed; eka: rejected; fani: lapsed",
    ),
}
