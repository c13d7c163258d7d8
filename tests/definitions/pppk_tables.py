"""Scenario tables of the recruitment of contract civil servants. How a table is read: tests/definitions/play.py.

Openings: `north` (one place), `south` (the same position and education at another site, one place, nobody applies), `ops` (general
operational staff, one place). By priority ani (R2) comes before budi (R3) and cici (R4), although her total is the lowest; budi is moved to
south. At ops lia and eka have the same total, and lia the higher technical score. gina does not come. STAGES are the main path.
"""

from __future__ import annotations

ALL = "ani,budi,cici,gina,eka,lia"


def applied(who: str, opening: str, answers: str = "") -> str:
    return f"listed | {who} | application.begin_draft {opening} as {who} | draft\ndraft | {who} | submit {who} {answers} | submitted\n"


STAGES: dict[str, tuple[str | None, str]] = {
    "draft": (
        None,
        """
        - | agency | selection.start pppk as selection | draft
        draft | agency | opening.add selection as north title="A. Perawat, Puskesmas Utara" | prepared
        draft | agency | opening.add selection as south title="B. Perawat, Puskesmas Selatan" site="Puskesmas Selatan" | prepared
        draft | agency | opening.add selection as ops title="C. Pengelola Umum Operasional" position="Pengelola Umum Operasional" test=pengelola_umum_operasional education=SMA degree=SMA | prepared
        draft | agency | @appoint selection role=checker person=checker1 | draft
        draft | agency | @appoint selection role=checker person=checker2 | draft
        draft | agency | @appoint selection role=supervisor person=supervisor | draft
        draft | agency | @appoint selection role=reviewer person=reviewer | draft
        """,
    ),
    "registration": (
        "draft",
        """
        draft | agency & national | announce selection | announced; north: listed; ops: listed
        announced | clock | close notice selection | registration
        """,
    ),
    "applied": (
        "registration",
        applied("ani", "north", "priority=eks_thk2")
        + applied("budi", "north")
        + applied("cici", "north", "priority=non_asn_aktif facility=kursi_roda")
        + applied("gina", "north")
        + applied("eka", "ops", "degree=SMA")
        + applied("lia", "ops", "degree=SMA"),
    ),
    "checking": ("applied", "registration | clock | close registration selection | checking; ani: in_check; lia: in_check"),
    "checked": (
        "checking",
        f"""
        in_check | checker1,checker2 | @declare {ALL} conflict=no | in_check
        in_check | checker1 | check ani,cici,eka | checked
        in_check | checker2 | check budi,gina,lia | checked
        """,
    ),
    "eligible": ("checked", "checking | agency & national | publish_admin selection | admin_objection; ani: eligible; lia: eligible"),
    "testing": (
        "eligible",
        """
        admin_objection | clock | close admin_objecting selection | admin_objection
        admin_objection | agency & national | begin_test selection | testing; ani: test_due; lia: test_due
        """,
    ),
    "tested": (
        "testing",
        """
        test_due | national | enter_scores ani test_technical=200 test_managerial=120 test_interview=20 | tested
        test_due | national | enter_scores budi test_technical=300 test_managerial=150 test_interview=30 | tested
        test_due | national | enter_scores cici test_technical=400 test_managerial=170 test_interview=38 | tested
        test_due | national | enter_scores eka test_technical=150 test_managerial=130 test_interview=25 | tested
        test_due | national | enter_scores lia test_technical=160 test_managerial=120 test_interview=25 | tested
        """,
    ),
    "ranking": ("tested", "testing | agency | rank_all selection present=5 | ranking; ani: tested"),
    "ready": ("ranking", "ranking | national | sign selection | ready"),
    "published": (
        "ready",
        "ready | agency & national | publish_final selection | final_objection; ani: passed; budi: passed_site; cici: not_passed; lia: passed; eka: not_passed; gina: absent",
    ),
    "filing": (
        "published",
        """
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency & national | confirm_final selection | filing; ani: filing; budi: filing; cici: not_passed; gina: absent_stays
        """,
    ),
    "closed": (
        "filing",
        """
        filing | ani | file_papers ani | filed
        filing | budi | file_papers budi | filed
        filing | lia | file_papers lia | filed
        filed | agency | accept_papers ani,budi,lia | proposed
        proposed | agency & authority | record_decree ani | appointed
        proposed | agency & authority | record_decree budi | appointed
        proposed | agency & authority | record_decree lia | appointed
        filing | clock | close filing_time selection | filing
        filing | agency & authority | close selection | closed; cici: finished; eka: finished; north: done
        """,
    ),
}
UNMET = 'findings.group=not_met findings.group.remark="Tidak ada dalam data."'
BRANCHES: dict[str, tuple[str | None, str]] = {
    "ineligible": (
        "checking",
        f"""
        in_check | checker1,checker2 | @declare {ALL} conflict=no | in_check
        in_check | checker1 | check ani {UNMET} | doubted
        in_check | checker1 | check cici,eka | checked
        in_check | checker2 | check budi,gina,lia | checked
        doubted | supervisor | @declare ani conflict=no | doubted
        doubted | supervisor | second_check ani {UNMET} | rechecked
        checking | agency & national | publish_admin selection | admin_objection; ani: ineligible; budi: eligible
        """,
    ),
}
"""Beside the main path: a stage in which somebody was found not eligible."""

PREPARATION: dict[str, tuple[str, str]] = {
    "only_the_agency_prepares_and_bars_fit_the_test": (
        "draft",
        """
        - | national | selection.start pppk as mine | no: not yours
        draft | national | change selection | no: not yours
        draft | national | opening.add selection as other title=X | no: not yours
        draft | agency | opening.add selection as other title=X test=pengelola_umum_operasional least_technical=226 | no: not above its highest score
        prepared | national | change north | no: not yours
        prepared | agency | change ops title=C test=pengelola_umum_operasional least_technical=226 | no: not above its highest score
        prepared | agency | change ops title=C test=pengelola_umum_operasional least_technical=225 | prepared
        prepared | national | remove ops | no: not yours
        prepared | agency | remove ops | cancelled
        draft | national | discard selection | no: not yours
        draft | agency | discard selection | cancelled; north: cancelled
        cancelled | agency | opening.add selection as late title=X | no: not announced yet
        """,
    ),
    "what_the_announcement_needs": (
        "draft",
        """
        draft | national | announce selection | no: not yours
        draft | agency | change selection quorum=3 | draft
        draft | agency | announce selection | no: no more signatures are wanted
        draft | agency | change selection | draft
        draft | agency | @dismiss selection role=checker person=checker1 | draft
        draft | agency | @dismiss selection role=checker person=checker2 | draft
        draft | agency | announce selection | no: at least one checker
        draft | agency | @appoint selection role=checker person=checker1 | draft
        draft | agency | @dismiss selection role=supervisor person=supervisor | draft
        draft | agency | announce selection | no: at least one supervisor
        draft | agency | @appoint selection role=supervisor person=supervisor | draft
        draft | agency | @dismiss selection role=reviewer person=reviewer | draft
        draft | agency | announce selection | no: at least one reviewer
        draft | agency | @appoint selection role=reviewer person=reviewer | draft
        draft | agency & agency2 | announce selection | no: another role
        draft | agency & national | announce selection | announced
        listed | ani | application.begin_draft north as ani | no: registration is open
        """,
    ),
    "nothing_is_announced_without_an_opening": (
        "draft",
        """
        prepared | agency | remove north,south,ops | cancelled
        draft | agency | announce selection | no: one opening is prepared
        """,
    ),
}
REGISTRATION: dict[str, tuple[str, str]] = {
    "an_application_and_its_refusals": (
        "registration",
        """
        listed | ani | application.begin_draft north as ani | draft
        listed | ani | application.begin_draft ops as second | no: cap per person
        listed | public | application.begin_draft ops as nobody | no: not yours
        draft | budi | submit ani | no: not yours
        draft | ani | submit ani truthful=no | no: are true
        draft | ani | submit ani stamp=meterai_tempel | no: a paper stamp
        draft | ani | submit ani priority_file="" | no: asks for its proof
        draft | ani | submit ani priority=lain priority_file="" | submitted
        submitted | ani | correct ani truthful=no | no: are true
        submitted | ani | correct ani stamp=meterai_tempel | no: a paper stamp
        submitted | ani | correct ani priority_file="" priority=eks_thk2 | no: asks for its proof
        submitted | ani | correct ani priority=eks_thk2 | submitted
        submitted | budi | correct ani | no: not yours
        submitted | budi | withdraw ani | no: not yours
        submitted | ani | withdraw ani | withdrawn
        listed | authority & national | cancel ops | cancelled
        cancelled | ani | application.begin_draft ops as ani | no: the opening is open
        """,
    ),
    "extended_amended_and_postponed": (
        "applied",
        """
        registration | agency | extend selection | no: not yours
        registration | national | extend selection outage_until=2026-03-05T07:00 | no: was back after
        registration | national | extend selection outage_from=2026-03-01T07:00 | no: during registration
        registration | national & inspector | extend selection | no: another role
        registration | national & agency | extend selection | registration
        registration | national | extend selection | no: extensions left
        registration | national | amend selection paper_stamp=yes | no: not yours
        registration | agency & agency2 | amend selection paper_stamp=yes | no: another role
        registration | agency & national | amend selection paper_stamp=yes | registration
        submitted | ani | correct ani stamp=meterai_tempel priority=eks_thk2 | submitted
        listed | national | amend north oldest=50 | no: not yours
        listed | agency & agency2 | amend north oldest=50 | no: another role
        listed | agency & national | amend north oldest=50 | listed
        registration | agency | postpone selection | no: not yours
        registration | national & inspector | postpone selection | no: another role
        registration | national & agency | postpone selection | postponed
        submitted | ani | correct ani | no: postponed
        postponed | agency | resume selection | no: not yours
        postponed | national | resume selection | registration
        registration | clock | close registration selection | checking; ani: in_check
        listed | agency | amend north oldest=55 | no: registration is open
        """,
    ),
    "nobody_applied": (
        "registration",
        """
        registration | clock | close registration selection | checking
        checking | agency | publish_admin selection | no: there are applications
        checking | national | end_empty selection | no: not yours
        checking | agency & national | end_empty selection | no: another role
        checking | agency & authority | end_empty selection | closed
        """,
    ),
}
CHECK: dict[str, tuple[str, str]] = {
    "one_checker_each_then_the_supervisor": (
        "checking",
        f"""
        in_check | checker1 | check ani | no: first declare
        in_check | checker1,checker2 | @declare ani conflict=no | in_check
        in_check | checker2 | check ani | no: given to somebody else
        in_check | reviewer | check ani | no: not yours
        in_check | checker1 | check ani {UNMET} | doubted
        checking | agency | publish_admin selection | no: every application has been checked
        doubted | checker1 | second_check ani | no: not yours
        doubted | agency | stand_in ani | no: not open
        doubted | supervisor | @declare ani conflict=yes reason="Adik." | unsupervised
        unsupervised | national | stand_in ani | no: not yours
        unsupervised | agency | stand_in ani | rechecked
        checking | national | publish_admin selection | no: not yours
        """,
    ),
    "without_a_checker_the_supervisor_decides_alone": (
        "checking",
        """
        in_check | checker1,checker2 | @declare ani conflict=yes reason="Sepupu." | doubted
        checking | supervisor | @absent selection role=supervisor person=supervisor | checking
        - | clock | pass 1 minutes ani | unsupervised
        checking | supervisor | @back selection role=supervisor person=supervisor | checking
        - | clock | pass 1 minutes ani | doubted
        doubted | supervisor | @declare ani conflict=no | doubted
        doubted | supervisor | second_check ani | rechecked
        """,
    ),
    "an_objection_is_upheld_and_restores": (
        "ineligible",
        """
        ineligible | budi | objection.object ani as other | no: not yours
        eligible | budi | objection.object budi as mine | no: open for you
        ineligible | ani | objection.object ani as plea | filed
        ineligible | ani | objection.object ani as second | no: one objection for each matter
        admin_objection | agency | begin_test selection | no: the objection period is over
        admin_objection | clock | close admin_objecting selection | admin_objection
        admin_objection | agency | begin_test selection | no: every objection is answered
        ineligible | reviewer | @declare ani conflict=no | ineligible
        filed | agency | uphold plea | no: not yours
        filed | reviewer | uphold plea whose_error=pelamar | no: not the applicant's
        filed | reviewer & agency | uphold plea | no: another role
        filed | reviewer & national | uphold plea | upheld; ani: eligible
        admin_objection | national | begin_test selection | no: not yours
        admin_objection | agency & agency2 | begin_test selection | no: another role
        admin_objection | agency & national | begin_test selection | testing; ani: test_due
        """,
    ),
    "an_objection_is_refused_by_somebody_who_did_not_check": (
        "ineligible",
        """
        ineligible | ani | objection.object ani as plea | filed
        admin_objection | agency | @dismiss selection role=supervisor person=supervisor | admin_objection
        admin_objection | agency | @appoint selection role=reviewer person=supervisor | admin_objection
        filed | supervisor | uphold plea | no: did not check
        filed | supervisor | refuse plea | no: did not check
        filed | agency | refuse plea | no: not yours
        ineligible | reviewer | @declare ani conflict=no | ineligible
        filed | reviewer | refuse plea | refused; ani: ineligible
        admin_objection | clock | close admin_objecting selection | admin_objection
        admin_objection | agency & national | begin_test selection | testing; ani: rejected
        """,
    ),
    "unanswered_it_goes_to_the_inspectorate": (
        "ineligible",
        """
        ineligible | ani | objection.object ani as plea | filed
        filed | clock | close answering plea | passed_on
        passed_on | agency | uphold_over plea | no: not yours
        passed_on | inspector | uphold_over plea whose_error=pelamar | no: not the applicant's
        passed_on | inspector & agency | uphold_over plea | no: another role
        passed_on | agency | refuse_over plea | no: not yours
        passed_on | inspector & national | uphold_over plea | upheld; ani: eligible
        """,
    ),
    "no_reviewer_is_free_of_conflict": (
        "ineligible",
        """
        ineligible | ani | objection.object ani as plea | filed
        ineligible | reviewer | @declare ani conflict=yes reason="Sepupu." | ineligible; plea: passed_on
        passed_on | inspector | refuse_over plea | refused
        """,
    ),
    "an_objection_is_moot_when_its_owner_leaves": (
        "ineligible",
        """
        ineligible | ani | objection.object ani as plea | filed
        ineligible | ani | withdraw ani | withdrawn; plea: lapsed
        """,
    ),
}
TEST_AND_RESULT: dict[str, tuple[str, str]] = {
    "two_offices_publish_the_check": (
        "checked",
        """
        checking | agency & agency2 | publish_admin selection | no: another role
        checking | agency & national | publish_admin selection | admin_objection
        """,
    ),
    "nobody_is_eligible": (
        "ineligible",
        """
        eligible | budi | withdraw budi | withdrawn
        eligible | cici | withdraw cici | withdrawn
        eligible | gina | withdraw gina | withdrawn
        eligible | eka | withdraw eka | withdrawn
        eligible | lia | withdraw lia | withdrawn
        admin_objection | clock | close admin_objecting selection | admin_objection
        admin_objection | agency | begin_test selection | no: somebody is eligible
        admin_objection | agency & authority | end_empty selection | closed; ani: rejected
        """,
    ),
    "equals_in_a_second_round": (
        "published",
        """
        not_passed | eka | objection.object eka as plea about=akhir | filed
        - | reviewer | @declare eka conflict=no | -
        filed | reviewer & national | uphold plea | upheld
        recheck | national | mend eka test_technical=226 test_managerial=120 test_interview=25 | no: technical score is not above
        recheck | national & agency | mend eka test_technical=160 test_managerial=120 test_interview=25 | recounting
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency & national | recount selection | ranking
        ranking | national | sign selection | ready
        ready | agency | publish_again selection | no: equal to the end of the order
        ready | agency & national | publish_again selection because.1="Menunggu PPK." | filing; eka: not_passed; lia: not_passed
        """,
    ),
    "scores_and_their_limits": (
        "testing",
        """
        test_due | agency | enter_scores ani test_technical=200 test_managerial=120 test_interview=20 | no: not yours
        test_due | national | enter_scores ani test_technical=451 test_managerial=120 test_interview=20 | no: at most 450
        test_due | national | enter_scores ani test_technical=200 test_managerial=181 test_interview=20 | no: at most 180
        test_due | national | enter_scores eka test_technical=226 test_managerial=120 test_interview=20 | no: technical score is not above
        test_due | national | enter_scores eka test_technical=225 test_managerial=120 test_interview=20 | tested
        tested | agency | mend_entry eka test_technical=200 test_managerial=120 test_interview=20 | no: not yours
        tested | national | mend_entry eka test_technical=226 test_managerial=120 test_interview=20 | no: technical score is not above
        tested | national & national | mend_entry eka test_technical=200 test_managerial=120 test_interview=20 | no: somebody else
        tested | national & national2 | mend_entry eka test_technical=200 test_managerial=120 test_interview=20 | tested
        testing | agency | rank_all selection present=2 | no: as many scores came in
        testing | national | rank_all selection present=1 | no: not yours
        testing | agency | rank_all selection present=1 | ranking
        ranking | agency | reopen_test selection | no: not yours
        ranking | national & national2 | reopen_test selection | no: another role
        ranking | national & agency | reopen_test selection | testing
        test_due | national | enter_scores lia test_technical=225 test_managerial=120 test_interview=20 | tested
        testing | agency | rank_all selection present=2 | ranking
        """,
    ),
    "nobody_came": (
        "testing",
        """
        testing | agency | rank_all selection present=0 | no: there are scores
        testing | agency & authority | end_empty selection | closed; ani: absent_stays
        """,
    ),
    "somebody_who_could_pass_is_left": ("tested", "testing | agency | end_empty selection | no: nobody who could still pass"),
    "signed_by_as_many_as_wanted": (
        "ranking",
        """
        ranking | agency | sign selection | no: not yours
        ranking | inspector | accept_signatures selection because.1="Sakit." | no: not yours
        ranking | authority | accept_signatures selection because.1="Sakit." | no: fewer officials can sign
        ranking | national | @absent selection role=national person=national | ranking
        ranking | national2 | @absent selection role=national person=national2 | ranking
        ranking | authority | accept_signatures selection | no: signed by as many
        ranking | authority & agency | accept_signatures selection because.1="Sakit." | no: another role
        ranking | authority & inspector | accept_signatures selection because.1="Sakit." | ready
        """,
    ),
    "the_final_result_and_who_publishes_it": (
        "ready",
        """
        ready | national | publish_final selection | no: not yours
        ready | agency & agency2 | publish_final selection | no: another role
        ready | agency | publish_again selection | no: reckoned again
        ready | agency & national | publish_final selection | final_objection
        """,
    ),
    "equal_to_the_end_of_the_order": (
        "tested",
        """
        tested | national & national2 | mend_entry eka test_technical=160 test_managerial=120 test_interview=25 | tested
        testing | agency | rank_all selection present=5 | ranking
        ranking | national | sign selection | ready
        ready | agency | publish_final selection | no: equal to the end of the order
        ready | agency & national | publish_final selection because.1="Menunggu PPK." | final_objection; eka: not_passed; lia: not_passed; ani: passed
        """,
    ),
    "the_group_was_wrong_and_all_is_reckoned_again": (
        "published",
        """
        passed | ani | objection.object ani as mine about=akhir | no: open for you
        not_passed | cici | objection.object cici as plea about=akhir | filed
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency | confirm_final selection | no: every objection is answered
        final_objection | agency | recount selection | no: every objection is answered
        - | reviewer | @declare cici conflict=no | -
        filed | reviewer & national | uphold plea whose_error=sistem | upheld; cici: recheck
        final_objection | agency | confirm_final selection | no: no score has to be reckoned again
        final_objection | agency | recount selection | no: have been put right
        recheck | agency | mend cici priority=eks_thk2 test_technical=400 test_managerial=170 test_interview=38 | no: not yours
        recheck | national | mend cici priority=eks_thk2 test_technical=400 test_managerial=170 test_interview=38 correction="" | no: fill in
        recheck | national & national2 | mend cici priority=eks_thk2 test_technical=400 test_managerial=170 test_interview=38 | no: another role
        recheck | national & agency | mend cici priority=eks_thk2 test_technical=400 test_managerial=170 test_interview=38 | recounting
        final_objection | national | recount selection | no: not yours
        final_objection | agency & agency2 | recount selection | no: another role
        final_objection | agency & national | recount selection | ranking; ani: recounting; lia: recounting; gina: absent
        ranking | national | sign selection | ready
        ready | agency | publish_final selection | no: not reckoned again
        ready | national | reopen_test selection | no: not published yet
        ready | national | publish_again selection | no: not yours
        ready | agency & agency2 | publish_again selection | no: another role
        ready | agency & national | publish_again selection | filing; cici: filing; ani: filing; budi: not_passed; lia: filing; gina: absent_stays
        """,
    ),
    "an_absent_participant_objects": (
        "published",
        """
        absent | gina | objection.object gina as plea about=akhir | filed
        absent | reviewer | @declare gina conflict=no | absent
        filed | reviewer & national | uphold plea | upheld; gina: recheck
        recheck | national | mend gina test_technical=451 test_managerial=150 test_interview=30 | no: at most 450
        recheck | national & agency | mend gina test_technical=310 test_managerial=150 test_interview=30 | recounting
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency & national | recount selection | ranking
        ranking | national | sign selection | ready
        ready | agency & national | publish_again selection | filing; gina: filing; budi: not_passed; ani: filing
        """,
    ),
    "without_an_upheld_objection_the_result_stands": (
        "published",
        """
        final_objection | agency | confirm_final selection | no: the objection period is over
        final_objection | agency | recount selection | no: the objection period is over
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency | recount selection | no: an objection was upheld
        final_objection | national | confirm_final selection | no: not yours
        final_objection | agency & agency2 | confirm_final selection | no: another role
        final_objection | agency & national | confirm_final selection | filing
        """,
    ),
}
FILING: dict[str, tuple[str, str]] = {
    "papers_and_what_becomes_of_them": (
        "filing",
        """
        not_passed | cici | file_papers cici | no: not open
        filing | budi | file_papers ani | no: not yours
        filing | ani | file_papers ani | filed
        filed | national | accept_papers ani | no: not yours
        filed | national | return_papers ani | no: not yours
        filed | agency | return_papers ani | returned
        returned | clock | close completing ani | not_filed
        filing | budi | file_papers budi | filed
        filed | agency | turn_down budi | no: not yours
        filed | authority & agency | turn_down budi | no: another role
        filed | authority & national | turn_down budi | unqualified
        filing | lia | file_papers lia | filed
        filed | agency | accept_papers lia | proposed
        proposed | national | record_decree lia | no: not yours
        proposed | agency & national | record_decree lia | no: another role
        proposed | agency & authority | record_decree lia | appointed
        filing | agency | close selection | no: the filing period is over
        """,
    ),
    "who_leaves_is_replaced_by_the_next_in_rank": (
        "filing",
        """
        filing | agency | replace selection | no: has left
        filing | lia | withdraw lia | withdrawn
        filing | national | replace selection | no: not yours
        filing | agency & agency2 | replace selection | no: another role
        filing | agency & national | replace selection | filing; eka: called; cici: not_passed
        called | clock | close calling eka | not_filed
        filing | budi | withdraw budi | withdrawn
        filing | agency & national | replace selection | filing; cici: called
        called | cici | file_papers cici | filed
        filing | clock | close filing_time selection | filing; ani: not_filed
        filing | agency | close selection | no: is appointed or was replaced
        filing | agency | replace selection | no: somebody is next in rank
        filed | agency | accept_papers cici | proposed
        proposed | agency & authority | record_decree cici | appointed
        filing | national | close selection | no: not yours
        filing | agency & national | close selection | no: another role
        filing | agency & authority | close selection | closed
        """,
    ),
}
ANY_TIME: dict[str, tuple[str, str]] = {
    "one_opening_and_the_whole_are_cancelled": (
        "testing",
        """
        listed | agency | cancel ops | no: not yours
        listed | authority & agency | cancel ops | no: another role
        listed | authority & national | cancel ops | cancelled; eka: lapsed; ani: test_due; selection: testing
        testing | agency | cancel selection | no: not yours
        testing | authority & agency | cancel selection | no: another role
        testing | authority & national | cancel selection | cancelled; ani: lapsed; north: cancelled
        """,
    ),
    "no_opening_is_cancelled_once_it_is_ranked": ("ranking", "listed | authority | cancel ops | no: the ranks are not drawn up yet"),
    "disqualified_by_two": (
        "applied",
        """
        submitted | authority | disqualify ani | no: registration is closed
        registration | clock | close registration selection | checking
        in_check | agency | disqualify ani | no: not yours
        in_check | authority & agency | disqualify ani | no: another role
        in_check | authority & national | disqualify ani | disqualified
        """,
    ),
    "officials_who_leave_are_replaced_in_public": (
        "ready",
        """
        ready | agency | replace_national selection leaves=national joins=outsider | no: not yours
        ready | authority & agency | replace_national selection leaves=national joins=outsider | no: another role
        ready | authority & inspector | replace_national selection leaves=national joins=outsider | ready
        ready | inspector | replace_agency selection leaves=agency2 joins=gina | no: not yours
        ready | authority & agency | replace_agency selection leaves=agency2 joins=gina | no: another role
        ready | authority & inspector | replace_agency selection leaves=agency2 joins=gina | ready
        ready | authority | replace_authority selection leaves=authority joins=eka | no: not yours
        ready | inspector & national2 | replace_authority selection leaves=authority joins=eka | no: another role
        ready | inspector & agency | replace_authority selection leaves=authority joins=eka | ready
        ready | authority | replace_inspector selection leaves=inspector joins=cici | no: not yours
        ready | eka & national2 | replace_inspector selection leaves=inspector joins=cici | no: another role
        ready | eka & agency | replace_inspector selection leaves=inspector joins=cici | ready
        ready | agency2 | publish_final selection | no: not yours
        ready | gina & outsider | publish_final selection | final_objection
        """,
    ),
}
SCENARIOS: dict[str, tuple[str, str]] = PREPARATION | REGISTRATION | CHECK | TEST_AND_RESULT | FILING | ANY_TIME
SCENARIOS |= {
    "out_while_nobody_is_free_to_check": (
        "checking",
        """
        in_check | checker1,checker2 | @declare ani,budi,cici,eka conflict=yes reason="Sepupu." | doubted
        doubted | supervisor | @declare ani,budi,cici,eka conflict=yes reason="Tetangga." | unsupervised
        unsupervised | authority & national | disqualify ani | disqualified
        unsupervised | budi | withdraw budi | withdrawn
        unsupervised | agency | stand_in cici,eka | rechecked
        rechecked | authority & national | disqualify cici | disqualified
        rechecked | eka | withdraw eka | withdrawn
        """,
    ),
    "answers_on_the_check_have_their_days": (
        "eligible",
        """
        admin_objection | clock | close admin_reannouncing selection | admin_objection
        admin_objection | agency & national | begin_test selection | testing
        """,
    ),
    "answers_on_the_result_have_their_days": (
        "published",
        """
        final_objection | clock | close final_reannouncing selection | final_objection
        final_objection | agency & national | confirm_final selection | filing
        """,
    ),
}
SCENARIOS |= {
    f"the_inspectorate_is_replaced_at_{state}": (
        "registration" if state == "registration" else "draft",
        f"{state} | authority & agency | replace_inspector selection leaves=inspector joins=outsider | {state}",
    )
    for state in ("draft", "registration")
}

# In every stage the recruitment can be postponed and cancelled, the inspectorate replaced, and an applicant can withdraw or be disqualified.
SCENARIOS |= {
    f"out_of_the_ordinary_at_{stage}": (
        stage,
        f"""
        {state} | national & agency | postpone selection | postponed
        postponed | national | resume selection | {state}
        {state} | authority & agency | replace_inspector selection leaves=inspector joins=outsider | {state}
        {state} | inspector | replace_authority selection leaves=authority joins=inspector | no: not yours
        - | lia | withdraw lia | withdrawn
        - | authority & national | disqualify {who} | disqualified
        {state} | authority & national | cancel selection | cancelled; budi: lapsed; north: cancelled
        """,
    )
    for stage, state, who in (
        ("checking", "checking", "cici"),
        ("checked", "checking", "cici"),
        ("ineligible", "admin_objection", "ani"),
        ("testing", "testing", "cici"),
        ("tested", "testing", "cici"),
        ("ranking", "ranking", "cici"),
        ("ready", "ready", "cici"),
        ("published", "final_objection", "cici"),
        ("filing", "filing", "ani"),
    )
}
OPS = 'title="C. Pengelola Umum Operasional" position="Pengelola Umum Operasional" test=pengelola_umum_operasional education=SMA degree=SMA'
SCENARIOS |= {
    "below_a_technical_threshold": (
        "draft",
        "\n".join(
            [
                f"prepared | agency | change ops {OPS} least_technical=155 | prepared",
                *(
                    STAGES[stage][1]
                    for stage in ("registration", "applied", "checking", "checked", "eligible", "testing", "tested", "ranking", "ready")
                ),
                "ready | agency & national | publish_final selection | final_objection; lia: passed; eka: below",
                "below | eka | objection.object eka as complaint about=akhir | filed",
                "- | reviewer | @declare eka conflict=no | -",
                "filed | reviewer & national | uphold complaint | upheld; eka: recheck",
                "recheck | national & agency | mend eka test_technical=152 test_managerial=130 test_interview=25 | recounting",
                "final_objection | clock | close final_objecting selection | final_objection",
                "final_objection | agency & national | recount selection | ranking",
                "ranking | national | sign selection | ready",
                "ready | agency & national | publish_again selection | filing; eka: below_stays",
            ]
        ),
    ),
}
