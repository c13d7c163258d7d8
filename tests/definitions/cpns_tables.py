"""Scenario tables of the recruitment of civil servants. How a table is read: tests/definitions/play.py.

Openings: `north` (general, one place), `cum` (best graduates, same site, one place, nobody applies), `dis` (persons with disabilities, one
place). At north ani, budi and cici go on, dodi is outside three times the places, fani below a threshold, gina absent; at dis eka and lia.
Final order at north: budi, ani, cici. budi has the place, ani is moved to cum; eka has the place at dis. STAGES are the main path.
"""

from __future__ import annotations

ALL = "ani,budi,cici,dodi,fani,gina,eka,lia"


def applied(who: str, opening: str, answers: str = "") -> str:
    return f"listed | {who} | application.begin_draft {opening} as {who} | draft\ndraft | {who} | submit {who} {answers} | submitted\n"


STAGES: dict[str, tuple[str | None, str]] = {
    "set_up": (
        None,
        """
        - | agency | selection.start cpns as selection | draft
        draft | agency | opening.add selection as north title="A. Pranata Komputer, Utara, umum" | prepared
        draft | agency | opening.add selection as cum title="B. Pranata Komputer, Utara, cumlaude" kind=cumlaude | prepared
        draft | agency | opening.add selection as dis title="C. Pranata Komputer, Utara, disabilitas" kind=disabilitas w_cat=60 test_1=Praktik w_test_1=40 knock_out="Tes kesehatan" certificate_counts=yes | prepared
        """,
    ),
    "draft": (
        "set_up",
        """
        draft | agency | @appoint selection role=checker person=checker1 | draft
        draft | agency | @appoint selection role=checker person=checker2 | draft
        draft | agency | @appoint selection role=supervisor person=supervisor | draft
        draft | agency | @appoint selection role=supervisor person=supervisor2 deputy=yes | draft
        draft | agency | @appoint selection role=reviewer person=reviewer | draft
        draft | agency | @appoint selection role=reviewer person=reviewer2 deputy=yes | draft
        """,
    ),
    "registration": (
        "draft",
        """
        draft | agency & national | announce selection | announced; north: listed; dis: listed
        announced | clock | close notice selection | registration
        """,
    ),
    "applied": (
        "registration",
        "".join(applied(who, "north") for who in ("ani", "budi", "cici", "dodi", "fani", "gina"))
        + "".join(applied(who, "dis", f"special_file=berkas-{who} facility=kursi_roda") for who in ("eka",))
        + applied("lia", "dis", "special_file=berkas-lia certificate_file=''"),
    ),
    "checking": ("applied", "registration | clock | close registration selection | checking; ani: in_check; lia: in_check"),
    "checked": (
        "checking",
        f"""
        in_check | checker1,checker2 | @declare {ALL} conflict=no | in_check
        in_check | checker1 | check ani,cici,fani,eka | checked
        in_check | checker2 | check budi,dodi,gina,lia | checked
        """,
    ),
    "eligible": ("checked", "checking | agency & national | publish_admin selection | admin_objection; ani: eligible; lia: eligible"),
    "skd": (
        "eligible",
        """
        admin_objection | clock | close admin_objecting selection | admin_objection
        admin_objection | agency & national | begin_skd selection | skd; ani: skd_due; lia: skd_due
        """,
    ),
    "skd_taken": (
        "skd",
        """
        skd_due | national | enter_skd ani test_twk=100 test_tiu=120 test_tkp=180 | skd_taken
        skd_due | national | enter_skd budi test_twk=95 test_tiu=115 test_tkp=180 | skd_taken
        skd_due | national | enter_skd cici test_twk=90 test_tiu=110 test_tkp=180 | skd_taken
        skd_due | national | enter_skd dodi test_twk=80 test_tiu=100 test_tkp=170 | skd_taken
        skd_due | national | enter_skd fani test_twk=60 test_tiu=170 test_tkp=200 | skd_taken
        skd_due | national | enter_skd eka test_twk=50 test_tiu=65 test_tkp=180 | skd_taken
        skd_due | national | enter_skd lia test_twk=45 test_tiu=70 test_tkp=175 | skd_taken
        """,
    ),
    "skb": (
        "skd_taken",
        """
        skd | agency & national | publish_skd selection present_skd=7 | skb; ani: skb_due; budi: skb_due; cici: skb_due; eka: skb_due
        skb_due | public | withdraw lia | no: not yours
        skd_over | dodi | withdraw dodi | no: not open; fani: skd_failed; gina: skd_absent
        """,
    ),
    "skb_taken": (
        "skb",
        """
        skb_due | national | enter_cat ani cat=400 | skb_due
        skb_due | national | enter_cat budi cat=420 | skb_due
        skb_due | national | enter_cat cici cat=380 | skb_due
        skb_due | national | enter_cat eka cat=300 | skb_due
        skb_due | national | enter_cat lia cat=300 | skb_due
        skb_due | agency | enter_further eka score_1=80 | skb_due
        skb_due | agency | enter_further lia score_1=75.50 | skb_due
        """,
    ),
    "integrating": ("skb_taken", "skb | agency | integrate selection complete_skb=5 | integrating; ani: skb_due"),
    "ready": ("integrating", "integrating | national,national2 | sign selection | ready"),
    "published": (
        "ready",
        """
        ready | agency & national | publish_final selection | final_objection; budi: passed; ani: passed_kind; cici: not_passed; eka: passed; lia: not_passed
        """,
    ),
    "filing": (
        "published",
        """
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency & national | confirm_final selection | filing; budi: filing; ani: filing; cici: not_passed
        """,
    ),
    "proposed": (
        "filing",
        """
        filing | ani | file_papers ani | filed
        filing | budi | file_papers budi | filed
        filing | eka | file_papers eka | filed
        filed | agency | accept_papers ani,budi,eka | proposed
        """,
    ),
    "closed": (
        "proposed",
        """
        proposed | agency & authority | record_decree ani nip=199001012026041000 | appointed
        proposed | agency & authority | record_decree budi nip=199001012026041000 | appointed
        proposed | agency & authority | record_decree eka nip=199001012026041000 | appointed
        filing | clock | close filing_time selection | filing
        filing | agency & authority | close selection | closed; cici: finished; lia: finished; north: done; cum: done
        """,
    ),
}

BRANCHES: dict[str, tuple[str | None, str]] = {
    "ineligible": (
        "checking",
        f"""
        in_check | checker1,checker2 | @declare {ALL} conflict=no | in_check
        in_check | checker1 | check ani findings.education=not_met findings.education.remark="Ijazah belum terbit." | doubted
        in_check | checker1 | check cici,fani,eka | checked
        in_check | checker2 | check budi,dodi,gina,lia | checked
        doubted | supervisor | @declare ani conflict=no | doubted
        doubted | supervisor | second_check ani findings.education=not_met findings.education.remark="Ijazah belum terbit." | rechecked
        checking | agency & national | publish_admin selection | admin_objection; ani: ineligible; budi: eligible
        """,
    ),
    "knocked": (
        "skb",
        """
        skb_due | national | enter_cat ani cat=400 | skb_due
        skb_due | national | enter_cat budi cat=420 | skb_due
        skb_due | national | enter_cat eka,lia cat=300 | skb_due
        skb_due | agency | enter_further eka score_1=80 | skb_due
        skb_due | agency | enter_further lia score_1=90 knocked_out=yes knocked_by="Tes kesehatan: di bawah batas." | skb_due
        skb | agency | integrate selection complete_skb=4 | integrating
        integrating | national,national2 | sign selection | ready
        ready | agency & national | publish_final selection | final_objection; lia: knocked; cici: skb_absent; budi: passed; ani: passed_kind
        """,
    ),
}
"""Beside the main path: a stage in which somebody was found not eligible, and one with an absence and a knock-out in the field test."""

UNMET = 'findings.education=not_met findings.education.remark="Ijazah belum terbit."'

PREPARATION: dict[str, tuple[str, str]] = {
    "only_the_agency_prepares": (
        "set_up",
        """
        - | outsider | selection.start cpns as mine | no: not yours
        - | national | selection.start cpns as mine | no: not yours
        draft | national | opening.add selection as other title=X | no: not yours
        draft | agency | opening.add selection as other title=X w_cat=90 | no: weights of the field test make 100
        draft | agency | opening.add selection as other title=X w_cat=60 w_test_1=40 | no: a first further test with a weight has a name
        draft | agency | opening.add selection as other title=X w_cat=60 w_test_2=40 | no: a second further test with a weight has a name
        draft | agency | opening.add selection as other title=X oldest=41 | no: at most 40
        prepared | agency | change north title="A. Diubah" w_cat=70 | no: weights of the field test make 100
        prepared | agency | change north title="A. Diubah" w_cat=70 w_test_1=30 | no: has a name
        prepared | agency | change north title="A. Diubah" w_cat=70 w_test_2=30 | no: has a name
        prepared | agency | change north title="A. Diubah" w_cat=70 w_test_1=30 test_1=Praktik | prepared
        draft | national | change selection | no: not yours
        prepared | national | change north | no: not yours
        prepared | national | remove north | no: not yours
        draft | agency | change selection cap=0 | no: at least 1
        draft | agency | change selection cap=2 | draft
        """,
    ),
    "who_serves_is_named_before_the_announcement": (
        "set_up",
        """
        draft | agency | announce selection | no: at least one checker
        draft | agency | @appoint selection role=checker person=checker1 | draft
        draft | agency | announce selection | no: at least one supervisor
        draft | agency | @appoint selection role=supervisor person=checker1 | no: nobody may hold both
        draft | agency | @appoint selection role=supervisor person=supervisor | draft
        draft | agency | announce selection | no: at least one reviewer
        draft | agency | @appoint selection role=reviewer person=supervisor | no: nobody may hold both
        draft | agency | @appoint selection role=reviewer person=checker1 | no: nobody may hold both
        draft | agency | @appoint selection role=reviewer person=national | no: nobody may hold both
        draft | agency | @appoint selection role=reviewer person=reviewer | draft
        draft | agency | change selection quorum=3 | draft
        draft | agency | announce selection | no: no more signatures are wanted
        draft | agency | change selection quorum=2 | draft
        draft | agency & national | announce selection | announced
        """,
    ),
    "the_announcement_keeps_to_the_rules_of_its_year": (
        "draft",
        """
        prepared | agency | change dis title=C kind=disabilitas w_cat=59 test_1=Praktik w_test_1=41 | prepared
        draft | agency | announce selection | no: not below its limit
        prepared | agency | change dis title=C kind=disabilitas w_cat=95 w_interview=5 | prepared
        draft | agency | announce selection | no: not above its limit
        draft | agency | change selection agency_kind=pusat | draft
        prepared | agency | change north title=A position_group=dokter | prepared
        draft | agency | announce selection | no: thresholds for every opening
        draft | agency | change selection agency_kind=pusat rules_year=2021 | draft
        draft | agency & national | announce selection | announced
        """,
    ),
    "the_announcement_needs_the_national_committee": (
        "draft",
        """
        draft | national | announce selection | no: not yours
        draft | agency | announce selection | draft
        draft | agency & agency2 | announce selection | no: another role
        draft | agency & national | announce selection | announced
        announced | agency | change selection | no: not open
        listed | agency | change north | no: not open
        announced | agency | opening.add selection as late title=X | no: has been announced
        listed | ani | application.begin_draft north as ani | no: registration is open
        """,
    ),
    "what_is_not_announced_can_be_dropped": (
        "draft",
        """
        prepared | agency | remove cum | cancelled
        prepared | agency | remove north | cancelled
        prepared | agency | remove dis | cancelled
        draft | agency | announce selection | no: one opening is prepared
        draft | national | discard selection | no: not yours
        draft | agency | discard selection | cancelled
        cancelled | agency | opening.add selection as late title=X | no: not announced yet
        """,
    ),
}
REGISTRATION: dict[str, tuple[str, str]] = {
    "an_application_and_its_refusals": (
        "registration",
        """
        listed | ani | application.begin_draft dis as ani | draft
        listed | ani | application.begin_draft north as second | no: cap per person
        draft | ani | submit ani truthful=no | no: are true
        draft | ani | submit ani stamp=meterai_tempel | no: a paper stamp
        draft | ani | submit ani special_file="" | no: asks for its proof
        draft | ani | submit ani birth_date=2026-02-30 | no: exists
        draft | ani | submit ani diploma_file=berkas-budi | no: not found
        draft | public | submit ani | no: not yours
        listed | public | application.begin_draft north as nobody | no: not yours
        draft | budi | submit ani | no: not yours
        draft | ani | submit ani | submitted
        submitted | ani | submit ani | no: not open
        submitted | ani | correct ani truthful=no | no: are true
        submitted | ani | correct ani stamp=meterai_tempel | no: a paper stamp
        submitted | ani | correct ani special_file="" | no: asks for its proof
        submitted | budi | correct ani | no: not yours
        submitted | ani | correct ani gpa=3.50 | submitted
        submitted | ani | withdraw ani | withdrawn
        listed | ani | application.begin_draft north as ani | draft
        """,
    ),
    "what_was_not_sent_is_not_checked_and_nothing_is_taken_late": (
        "applied",
        """
        listed | outsider | application.begin_draft north as late | draft
        registration | clock | close registration selection | checking; late: unsent; ani: in_check
        in_check | ani | correct ani | no: not open
        listed | outsider | application.begin_draft north as later | no: registration is open
        """,
    ),
    "sent_after_the_last_minute": (
        "registration",
        """
        listed | ani | application.begin_draft north as ani | draft
        registration | clock | close registration selection | checking; ani: unsent
        checking | agency | publish_admin selection | no: there are applications
        checking | agency | end_empty selection | checking
        checking | agency & national | end_empty selection | no: another role
        checking | agency & authority | end_empty selection | closed; north: done
        """,
    ),
    "registration_is_extended_after_an_outage": (
        "applied",
        """
        registration | agency | extend selection | no: not yours
        registration | national | extend selection outage_until=2026-03-05T07:00 | no: was back after
        registration | national | extend selection outage_from=2026-03-01T07:00 | no: during registration
        registration | national | extend selection | registration
        registration | national & inspector | extend selection | no: another role
        registration | national & agency | extend selection reason="" | no: fill in
        registration | national & agency | extend selection | registration
        registration | national | extend selection | no: extensions left
        submitted | clock | pass 15 days ani | submitted; selection: registration
        registration | clock | close registration selection | checking
        checking | national | extend selection | no: not open
        """,
    ),
    "a_paper_stamp_after_an_amendment": (
        "registration",
        """
        listed | ani | application.begin_draft north as ani | draft
        draft | ani | submit ani stamp=meterai_tempel | no: a paper stamp
        registration | agency | amend selection paper_stamp=yes | registration
        registration | agency & agency2 | amend selection paper_stamp=yes | no: another role
        registration | national | amend selection paper_stamp=yes | no: not yours
        registration | agency & national | amend selection paper_stamp=yes | registration
        draft | ani | submit ani stamp=meterai_tempel | submitted
        """,
    ),
    "an_opening_is_amended_in_public": (
        "applied",
        """
        listed | national | amend north oldest=40 | no: not yours
        listed | agency & agency2 | amend north oldest=40 | no: another role
        listed | agency & national | amend north oldest=40 | listed
        registration | clock | close registration selection | checking
        listed | agency | amend north oldest=35 | no: registration is open
        """,
    ),
}
CHECK: dict[str, tuple[str, str]] = {
    "one_checker_each_and_only_after_declaring": (
        "checking",
        """
        in_check | checker1 | check ani | no: first declare
        in_check | checker1,checker2 | @declare ani,budi conflict=no | in_check
        in_check | checker2 | check ani | no: given to somebody else
        in_check | supervisor | check ani | no: not yours
        in_check | checker1 | check ani findings.education=not_met | no: why it is not met
        in_check | checker1 | check ani | checked
        checked | checker1 | check ani | no: not open
        checking | agency | publish_admin selection | no: every application has been checked
        """,
    ),
    "a_doubt_goes_to_the_supervisor_who_decides": (
        "checking",
        f"""
        in_check | checker1,checker2 | @declare {ALL} conflict=no | in_check
        in_check | checker1 | check ani,cici {UNMET} | doubted
        in_check | checker1 | check fani,eka | checked
        in_check | checker2 | check budi,dodi,gina,lia | checked
        checking | agency | publish_admin selection | no: every application has been checked
        doubted | checker2 | second_check ani | no: not yours
        doubted | supervisor | second_check ani | no: first declare
        doubted | supervisor | @declare ani,cici conflict=no | doubted
        doubted | supervisor | second_check ani {UNMET} | rechecked
        doubted | supervisor | second_check cici | rechecked
        checking | national | publish_admin selection | no: not yours
        checking | agency & agency2 | publish_admin selection | no: another role
        checking | agency & national | publish_admin selection | admin_objection; ani: ineligible; cici: eligible; budi: eligible
        """,
    ),
    "a_supervisor_in_conflict_makes_way_for_the_deputy": (
        "checking",
        f"""
        in_check | checker1 | @declare ani conflict=no | in_check
        in_check | checker1 | check ani {UNMET} | doubted
        doubted | supervisor2 | second_check ani | no: deputy
        doubted | supervisor | @declare ani conflict=yes reason="Keponakan." | doubted
        doubted | supervisor2 | @declare ani conflict=no | doubted
        doubted | supervisor2 | second_check ani | rechecked
        """,
    ),
    "no_checker_and_no_supervisor_free_of_conflict": (
        "checking",
        """
        in_check | checker1,checker2 | @declare ani conflict=yes reason="Sepupu." | doubted
        doubted | agency | stand_in ani | no: not open
        doubted | supervisor,supervisor2 | @declare ani conflict=yes reason="Tetangga." | unsupervised
        unsupervised | supervisor | second_check ani | no: conflict of interest
        unsupervised | national | stand_in ani | no: not yours
        unsupervised | agency | stand_in ani | rechecked
        """,
    ),
    "a_supervisor_comes_back": (
        "checking",
        """
        in_check | checker1,checker2 | @declare ani conflict=yes reason="Sepupu." | doubted
        checking | agency | @absent selection role=supervisor person=supervisor | checking
        checking | agency | @absent selection role=supervisor person=supervisor2 | checking
        - | clock | pass 1 minutes ani | unsupervised
        checking | supervisor | @back selection role=supervisor person=supervisor | checking
        - | clock | pass 1 minutes ani | doubted
        """,
    ),
    "what_the_substitute_finds_counts": (
        "checking",
        f"""
        in_check | checker1,checker2 | @declare budi,cici,dodi,fani,gina,eka,lia conflict=no | in_check
        in_check | checker1,checker2 | @declare ani conflict=yes reason="Sepupu." | doubted
        doubted | supervisor,supervisor2 | @declare ani conflict=yes reason="Tetangga." | unsupervised
        unsupervised | agency | stand_in ani {UNMET} | rechecked
        in_check | checker1 | check cici,fani,eka | checked
        in_check | checker2 | check budi,dodi,gina,lia | checked
        checking | agency & national | publish_admin selection | admin_objection; ani: ineligible; budi: eligible
        """,
    ),
    "an_objection_is_upheld_and_restores": (
        "ineligible",
        """
        ineligible | budi | objection.object ani as other | no: not yours
        eligible | budi | objection.object budi as mine | no: open for you
        ineligible | ani | objection.object ani as plea about=akhir | no: open for you
        ineligible | ani | objection.object ani as plea argument="" | no: fill in
        ineligible | ani | objection.object ani as plea | filed
        ineligible | ani | objection.object ani as second | no: one objection for each matter
        admin_objection | clock | close admin_objecting selection | admin_objection
        admin_objection | agency | begin_skd selection | no: every objection is answered
        filed | reviewer | uphold plea | no: first declare
        filed | agency | uphold plea | no: not yours
        filed | agency | refuse plea | no: not yours
        ineligible | reviewer | @declare ani conflict=no | ineligible
        filed | reviewer | uphold plea whose_error=pelamar | no: not the applicant's
        filed | reviewer | uphold plea answer="" | no: fill in
        filed | reviewer | uphold plea | filed
        filed | reviewer & agency | uphold plea | no: another role
        filed | reviewer & national | uphold plea | upheld; ani: eligible
        admin_objection | national | begin_skd selection | no: not yours
        admin_objection | agency & agency2 | begin_skd selection | no: another role
        admin_objection | agency & national | begin_skd selection | skd; ani: skd_due
        """,
    ),
    "an_objection_is_refused_and_the_result_is_final": (
        "ineligible",
        """
        ineligible | ani | objection.object ani as plea | filed
        admin_objection | agency | begin_skd selection | no: the objection period is over
        ineligible | reviewer | @declare ani conflict=no | ineligible
        filed | reviewer2 | refuse plea | no: deputy
        filed | reviewer | refuse plea whose_error=pelamar | refused
        admin_objection | clock | close admin_objecting selection | admin_objection
        ineligible | ani | objection.object ani as late | no: open for you
        admin_objection | agency & national | begin_skd selection | skd; ani: rejected; budi: skd_due
        """,
    ),
    "who_checked_does_not_answer": (
        "ineligible",
        """
        ineligible | ani | objection.object ani as plea | filed
        admin_objection | agency | @dismiss selection role=checker person=checker1 | admin_objection
        admin_objection | agency | @appoint selection role=reviewer person=checker1 | admin_objection
        filed | checker1 | uphold plea | no: did not check
        filed | checker1 | refuse plea | no: did not check
        admin_objection | agency | @dismiss selection role=supervisor person=supervisor | admin_objection
        admin_objection | agency | @appoint selection role=reviewer person=supervisor | admin_objection
        filed | supervisor | uphold plea | no: did not check
        filed | supervisor | refuse plea | no: did not check
        """,
    ),
    "an_objection_left_unanswered_goes_to_the_inspectorate": (
        "ineligible",
        """
        ineligible | ani | objection.object ani as plea | filed
        filed | clock | close answering plea | passed_on
        ineligible | reviewer | @declare ani conflict=no | ineligible
        passed_on | reviewer | uphold plea | no: not open
        passed_on | inspector | uphold_over plea whose_error=pelamar | no: not the applicant's
        passed_on | agency | uphold_over plea | no: not yours
        passed_on | inspector | uphold_over plea | passed_on
        passed_on | inspector & agency | uphold_over plea | no: another role
        passed_on | inspector & national | uphold_over plea | upheld; ani: eligible
        """,
    ),
    "no_reviewer_is_free_of_conflict": (
        "ineligible",
        """
        ineligible | ani | objection.object ani as plea | filed
        ineligible | reviewer | @declare ani conflict=yes reason="Sepupu." | ineligible; plea: filed
        ineligible | reviewer2 | @declare ani conflict=yes reason="Ipar." | ineligible; plea: passed_on
        passed_on | agency | refuse_over plea | no: not yours
        passed_on | inspector | refuse_over plea | refused; ani: ineligible
        """,
    ),
    "an_objection_is_moot_when_its_owner_leaves": (
        "ineligible",
        """
        ineligible | ani | objection.object ani as plea | filed
        ineligible | ani | withdraw ani | withdrawn; plea: lapsed
        """,
    ),
    "nobody_is_eligible": (
        "checking",
        f"""
        in_check | budi | withdraw budi | withdrawn
        {"".join(f"in_check | {who} | withdraw {who} | withdrawn" + chr(10) + "        " for who in ("cici", "dodi", "fani", "gina", "eka", "lia"))}
        in_check | checker1 | @declare ani conflict=no | in_check
        in_check | checker1 | check ani {UNMET} | doubted
        doubted | supervisor | @declare ani conflict=no | doubted
        doubted | supervisor | second_check ani {UNMET} | rechecked
        checking | agency | end_empty selection | no: nobody who could still pass
        checking | agency & national | publish_admin selection | admin_objection; ani: ineligible
        admin_objection | clock | close admin_objecting selection | admin_objection
        admin_objection | agency | begin_skd selection | no: somebody is eligible
        admin_objection | national | end_empty selection | no: not yours
        admin_objection | agency & authority | end_empty selection | closed; ani: rejected
        """,
    ),
}
TESTS: dict[str, tuple[str, str]] = {
    "basic_scores_and_their_limits": (
        "skd",
        """
        skd_due | agency | enter_skd ani test_twk=100 test_tiu=120 test_tkp=180 | no: not yours
        skd_due | national | enter_skd ani test_twk=151 test_tiu=120 test_tkp=180 | no: civics is not above
        skd_due | national | enter_skd ani test_twk=100 test_tiu=176 test_tkp=180 | no: at most 175
        skd_due | national | enter_skd ani test_twk=100 test_tiu=120 test_tkp=226 | no: at most 225
        skd_due | national | enter_skd ani test_twk=100 test_tiu="" test_tkp=180 | no: fill in
        skd_due | national | enter_skd ani test_twk=100 test_tiu=120 test_tkp=180 | skd_taken
        skd_taken | national | enter_skd ani test_twk=100 test_tiu=120 test_tkp=180 | no: not open
        skd_taken | agency | mend_entry ani test_twk=150 test_tiu=120 test_tkp=180 | no: not yours
        skd_taken | national | mend_entry ani test_twk=151 test_tiu=120 test_tkp=180 | no: civics is not above
        skd_taken | national | mend_entry ani test_twk=110 test_tiu=120 test_tkp=180 | skd_taken
        skd_taken | national & national | mend_entry ani test_twk=110 test_tiu=120 test_tkp=180 | no: somebody else
        skd_taken | national & national2 | mend_entry ani test_twk=110 test_tiu=120 test_tkp=180 | skd_taken
        """,
    ),
    "a_missing_score_is_not_an_absence": (
        "skd_taken",
        """
        skd | agency | publish_skd selection present_skd=8 | no: as many scores came in
        skd | national | publish_skd selection present_skd=7 | no: not yours
        skd | agency | publish_skd selection present_skd=7 | skd
        skd | agency & agency2 | publish_skd selection present_skd=7 | no: another role
        skd | agency & national | publish_skd selection present_skd=7 | skb; gina: skd_absent
        """,
    ),
    "nobody_came": (
        "skd",
        """
        skd | agency | publish_skd selection present_skd=0 | no: there are scores
        skd | agency & authority | end_empty selection | closed; ani: skd_absent; north: done
        """,
    ),
    "equals_at_the_cut_all_go_on": (
        "skd_taken",
        """
        skd_taken | national & national2 | mend_entry dodi test_twk=90 test_tiu=110 test_tkp=180 | skd_taken
        skd | agency & national | publish_skd selection present_skd=7 | skb; cici: skb_due; dodi: skb_due
        """,
    ),
    "field_scores_and_what_was_announced": (
        "skb",
        """
        skb_due | agency | enter_cat ani cat=400 | no: not yours
        skb_due | national | enter_cat ani cat=501 | no: at most 500
        skb_due | national | enter_cat ani cat=400 | skb_due
        skb_due | national | enter_further eka score_1=80 | no: not yours
        skb_due | agency | enter_further eka | no: a score or a result is given
        skb_due | agency | enter_further ani knocked_out=yes knocked_by=Lari | no: was announced
        skb_due | agency | enter_further eka knocked_out=yes | no: the test and the reason
        skb_due | agency | enter_further eka knocked_out=yes knocked_by="Tes kesehatan: tidak sehat." | skb_due
        skb | agency | integrate selection complete_skb=2 | no: as many complete scores
        skb | national | integrate selection complete_skb=1 | no: not yours
        skb | agency | integrate selection complete_skb=1 | integrating
        """,
    ),
    "a_certificate_gives_the_full_score_only_where_announced": (
        "skb",
        """
        skb_due | agency | credit ani cat=500 | no: gives the full score
        skb_due | agency | credit lia cat=500 score_1=100 | no: the certificate is in the application
        skb_due | agency | credit eka cat=499 score_1=100 | no: full computer score
        skb_due | agency | credit eka cat=500 score_1=99 | no: full scores for further tests
        skb_due | national | credit eka cat=500 score_1=100 | no: not yours
        skb_due | agency | credit eka cat=500 score_1=100 | skb_due
        skb_due | agency & agency2 | credit eka cat=500 score_1=100 | no: another role
        skb_due | agency & national | credit eka cat=500 score_1=100 | skb_due
        """,
    ),
    "all_field_participants_left": (
        "skb",
        """
        skb_due | ani | withdraw ani | withdrawn
        skb_due | budi | withdraw budi | withdrawn
        skb_due | cici | withdraw cici | withdrawn
        skb_due | eka | withdraw eka | withdrawn
        skb | agency | end_empty selection | no: nobody who could still pass
        skb_due | lia | withdraw lia | withdrawn
        skb | agency | integrate selection complete_skb=0 | no: there are participants
        skb | agency & authority | end_empty selection | closed
        """,
    ),
    "scores_are_put_right_before_they_are_published": (
        "ready",
        """
        ready | agency | reopen_skb selection | no: not yours
        ready | national & national2 | reopen_skb selection | no: another role
        ready | national & agency | reopen_skb selection | skb
        skb_due | national | enter_cat ani cat=500 | skb_due
        skb | agency | integrate selection complete_skb=5 | integrating
        integrating | national,national2 | sign selection | ready
        ready | agency & national | publish_final selection | final_objection; ani: passed; budi: passed_kind
        """,
    ),
    "minutes_are_signed_by_as_many_as_wanted": (
        "integrating",
        """
        integrating | agency | sign selection | no: not yours
        integrating | national | sign selection dissent="Nilai praktik terlambat." | integrating
        integrating | national | sign selection | no: already sent
        integrating | agency | publish_final selection | no: not open
        integrating | authority | accept_signatures selection because.1="Tinggal satu." | no: fewer officials can sign
        integrating | inspector | accept_signatures selection because.1="Tinggal satu." | no: not yours
        integrating | national2 | sign selection | ready
        """,
    ),
    "fewer_can_sign_than_are_wanted": (
        "integrating",
        """
        integrating | national2 | @absent selection role=national person=national2 | integrating
        integrating | authority | accept_signatures selection | no: signed by as many
        integrating | authority | accept_signatures selection because.1="Satu pejabat sakit." | integrating
        integrating | authority & agency | accept_signatures selection because.1="Satu pejabat sakit." | no: another role
        integrating | authority & inspector | accept_signatures selection because.1="Satu pejabat sakit." | ready
        """,
    ),
}

FINAL: dict[str, tuple[str, str]] = {
    "the_final_result_is_published_by_two_offices": (
        "ready",
        """
        ready | national | publish_final selection | no: not yours
        ready | agency | publish_again selection | no: reckoned again
        ready | agency | publish_final selection | ready
        ready | agency & agency2 | publish_final selection | no: another role
        ready | agency & national | publish_final selection | final_objection
        final_objection | national | reopen_skb selection | no: not open
        """,
    ),
    "equal_to_the_end_of_the_order_is_published_with_a_reason": (
        "skd_taken",
        """
        skd_taken | national & national2 | mend_entry lia test_twk=50 test_tiu=65 test_tkp=180 | skd_taken
        skd | agency & national | publish_skd selection present_skd=7 | skb
        skb_due | national | enter_cat eka,lia cat=300 | skb_due
        skb_due | agency | enter_further eka,lia score_1=80 | skb_due
        skb | agency | integrate selection complete_skb=2 | integrating
        integrating | national,national2 | sign selection | ready
        ready | agency | publish_final selection | no: equal to the end of the order
        ready | agency & national | publish_final selection because.1="Menunggu keputusan PPK." | final_objection; eka: not_passed; lia: not_passed; ani: skb_absent
        """,
    ),
    "equals_in_a_second_round_are_published_with_a_reason": (
        "knocked",
        """
        knocked | lia | objection.object lia as plea about=akhir | filed
        - | reviewer | @declare lia conflict=no | -
        filed | reviewer & national | uphold plea | upheld
        recheck | national | mend_skd lia test_twk=50 test_tiu=65 test_tkp=180 | recheck
        recheck | national & agency | mend_skb lia cat=300 score_1=80 knocked_out=no | recounting
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency & national | recount selection | integrating
        integrating | national,national2 | sign selection | ready
        ready | agency | publish_again selection | no: equal to the end of the order
        ready | agency & national | publish_again selection because.1="Eka dan Lia sama." | filing; budi: filing; eka: not_passed; lia: not_passed
        """,
    ),
    "moved_to_another_site": (
        "draft",
        """
        prepared | agency | change cum title="B. Pranata Komputer, Selatan" site=Selatan | prepared
        prepared | agency | remove dis | cancelled
        draft | agency & national | announce selection | announced
        announced | clock | close notice selection | registration
        """
        + "".join(applied(who, "north") for who in ("ani", "budi"))
        + """
        registration | clock | close registration selection | checking
        - | checker1,checker2 | @declare ani,budi conflict=no | -
        in_check | checker1 | check ani | checked
        in_check | checker2 | check budi | checked
        checking | agency & national | publish_admin selection | admin_objection
        admin_objection | clock | close admin_objecting selection | admin_objection
        admin_objection | agency & national | begin_skd selection | skd
        skd_due | national | enter_skd ani,budi test_twk=100 test_tiu=120 test_tkp=180 | skd_taken
        skd | agency & national | publish_skd selection present_skd=2 | skb
        skb_due | national | enter_cat ani cat=400 | skb_due
        skb_due | national | enter_cat budi cat=300 | skb_due
        skb | agency | integrate selection complete_skb=2 | integrating
        integrating | national,national2 | sign selection | ready
        ready | agency & national | publish_final selection | final_objection; ani: passed; budi: passed_site
        """,
    ),
    "who_did_not_pass_objects_and_all_is_reckoned_again": (
        "published",
        """
        passed | budi | objection.object budi as mine about=akhir | no: open for you
        not_passed | cici | objection.object cici as plea about=administrasi | no: open for you
        not_passed | cici | objection.object cici as plea about=akhir | filed
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency | confirm_final selection | no: every objection is answered
        final_objection | agency | recount selection | no: every objection is answered
        not_passed | reviewer | @declare cici conflict=no | not_passed
        filed | reviewer & national | uphold plea whose_error=sistem | upheld; cici: recheck
        final_objection | agency | confirm_final selection | no: no score has to be reckoned again
        final_objection | agency | recount selection | no: have been put right
        recheck | agency | mend_skb cici cat=480 | no: not yours
        recheck | agency | mend_skd cici test_twk=100 test_tiu=110 test_tkp=180 | no: not yours
        recheck | national | mend_skd cici test_twk=151 test_tiu=110 test_tkp=180 | no: civics is not above
        recheck | national | mend_skd cici test_twk=100 test_tiu=110 test_tkp=180 | recheck
        recheck | national | mend_skb cici cat=480 correction="" | no: fill in
        recheck | national & national2 | mend_skb cici cat=480 | no: another role
        recheck | national & agency | mend_skb cici cat=480 | recounting
        final_objection | agency | confirm_final selection | no: no score has to be reckoned again
        final_objection | national | recount selection | no: not yours
        final_objection | agency & agency2 | recount selection | no: another role
        final_objection | agency & national | recount selection | integrating; budi: recounting; lia: recounting
        integrating | national,national2 | sign selection | ready
        ready | agency | publish_final selection | no: not reckoned again
        ready | national | reopen_skb selection | no: not published yet
        ready | national | publish_again selection | no: not yours
        ready | agency & agency2 | publish_again selection | no: another role
        ready | agency & national | publish_again selection | filing; cici: filing; budi: filing; ani: not_passed; eka: filing; lia: not_passed
        """,
    ),
    "without_an_upheld_objection_nothing_is_reckoned_again": (
        "published",
        """
        not_passed | cici | objection.object cici as plea about=akhir | filed
        not_passed | reviewer | @declare cici conflict=no | not_passed
        filed | reviewer | refuse plea | refused
        final_objection | agency | confirm_final selection | no: the objection period is over
        final_objection | agency | recount selection | no: the objection period is over
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency | recount selection | no: an objection was upheld
        final_objection | national | confirm_final selection | no: not yours
        final_objection | agency & agency2 | confirm_final selection | no: another role
        final_objection | agency & national | confirm_final selection | filing; cici: not_passed
        """,
    ),
    "absent_and_knocked_out_may_object": (
        "knocked",
        """
        skb_absent | cici | objection.object cici as plea about=akhir | filed
        knocked | lia | objection.object lia as other about=akhir | filed
        - | reviewer | @declare cici,lia conflict=no | -
        filed | reviewer & national | uphold plea | upheld; cici: recheck
        filed | reviewer & national | uphold other | upheld; lia: recheck
        recheck | national & agency | mend_skb cici cat=380 | recounting
        recheck | national & agency | mend_skb lia cat=300 score_1=90 knocked_out=no | recounting
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency & national | recount selection | integrating
        integrating | national,national2 | sign selection | ready
        ready | agency & national | publish_again selection | filing; cici: not_passed; lia: filing; eka: not_passed; ani: filing
        """,
    ),
    "an_absence_and_a_knock_out_become_final": (
        "knocked",
        """
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency & national | confirm_final selection | filing; cici: absent_stays; lia: knocked_stays; ani: filing
        """,
    ),
}
FILING: dict[str, tuple[str, str]] = {
    "papers_and_what_becomes_of_them": (
        "filing",
        """
        not_passed | cici | file_papers cici | no: not open
        filing | budi | file_papers ani | no: not yours
        filing | ani | file_papers ani drug_file="" | no: upload the file
        filing | ani | file_papers ani | filed
        filed | national | accept_papers ani | no: not yours
        filed | agency | return_papers ani missing="" | no: fill in
        filed | agency | return_papers ani | returned
        returned | ani | file_papers ani | filed
        filed | agency | accept_papers ani | proposed
        proposed | national | return_papers ani | no: not yours
        proposed | agency | return_papers ani | returned
        returned | clock | close completing ani | not_filed
        filing | agency | turn_down budi | no: not yours
        filing | budi | file_papers budi | filed
        filed | authority | turn_down budi reason="" | no: fill in
        filed | authority | turn_down budi | filed
        filed | authority & agency | turn_down budi | no: another role
        filed | authority & national | turn_down budi | unqualified
        """,
    ),
    "who_does_not_file_is_replaced": (
        "filing",
        """
        filing | agency | replace selection | no: has left
        filing | budi | withdraw budi | withdrawn
        filing | national | replace selection | no: not yours
        filing | agency | replace selection reason="" | no: fill in
        filing | agency | replace selection | filing
        filing | agency & agency2 | replace selection | no: another role
        filing | agency & national | replace selection | filing; cici: called; lia: not_passed; ani: filing
        called | clock | close calling cici | not_filed
        filing | agency | replace selection | filing
        filing | agency & national | replace selection | filing; lia: not_passed
        """,
    ),
    "a_place_that_was_filled_by_a_move_goes_to_the_next": (
        "filing",
        """
        filing | ani | withdraw ani | withdrawn
        filing | agency & national | replace selection | filing; cici: called; lia: not_passed
        called | cici | file_papers cici | filed
        filing | clock | close filing_time selection | filing; budi: not_filed; eka: not_filed
        filing | agency | close selection | no: is appointed or was replaced
        filing | agency & national | replace selection | filing; lia: called
        called | lia | file_papers lia | filed
        filed | agency | accept_papers cici,lia | proposed
        proposed | agency & authority | record_decree cici | appointed
        proposed | agency & authority | record_decree lia | appointed
        filing | agency & authority | close selection | closed
        """,
    ),
    "nobody_is_next": (
        "filing",
        """
        filing | eka | withdraw eka | withdrawn
        not_passed | cici | withdraw cici | withdrawn
        not_passed | lia | withdraw lia | withdrawn
        filing | agency | replace selection | no: somebody is next in rank
        """,
    ),
    "a_decree_and_the_end": (
        "proposed",
        """
        proposed | national | record_decree ani | no: not yours
        proposed | agency | record_decree ani nip="" | no: fill in
        proposed | agency | record_decree ani | proposed
        proposed | agency & national | record_decree ani | no: another role
        proposed | agency & authority | record_decree ani | appointed
        appointed | ani | withdraw ani | no: not open
        filing | agency | close selection | no: the filing period is over
        filing | clock | close filing_time selection | filing; budi: proposed
        filing | agency | close selection | no: is appointed or was replaced
        proposed | agency & authority | record_decree budi | appointed
        proposed | agency & authority | record_decree eka | appointed
        filing | national | close selection | no: not yours
        filing | agency & national | close selection | no: another role
        filing | agency & authority | close selection | closed; cici: finished
        closed | authority | cancel selection | no: not open
        """,
    ),
}
ANY_TIME: dict[str, tuple[str, str]] = {
    "postponed_and_resumed": (
        "applied",
        """
        registration | agency | postpone selection | no: not yours
        registration | national | postpone selection ground="" | no: fill in
        registration | national & inspector | postpone selection | no: another role
        registration | national & agency | postpone selection | postponed
        submitted | ani | correct ani | no: postponed
        listed | outsider | application.begin_draft north as late | no: postponed
        postponed | clock | pass 30 days selection | postponed
        submitted | lia | withdraw lia | withdrawn
        postponed | agency | resume selection | no: not yours
        postponed | national | resume selection | registration
        submitted | ani | correct ani gpa=3.60 | submitted
        """,
    ),
    "one_opening_is_cancelled_and_the_others_go_on": (
        "skd",
        """
        listed | agency | cancel dis | no: not yours
        listed | authority | cancel dis ground="" | no: fill in
        listed | authority | cancel dis | listed
        listed | authority & agency | cancel dis | no: another role
        listed | authority & national | cancel dis | cancelled; eka: lapsed; lia: lapsed; ani: skd_due; selection: skd
        """,
    ),
    "a_cancelled_opening_takes_no_applications": (
        "registration",
        """
        listed | authority & national | cancel dis | cancelled
        cancelled | outsider | application.begin_draft dis as late | no: the opening is open
        registration | clock | pass 1 hours selection | registration
        """,
    ),
    "officials_who_leave_are_replaced_in_public": (
        "ready",
        """
        ready | agency | replace_national selection leaves=national joins=outsider | no: not yours
        ready | authority | replace_national selection leaves=national joins=national | no: already holds the role
        ready | authority | replace_national selection leaves=national joins=checker1 | no: nobody may hold both
        ready | authority & agency | replace_national selection leaves=national joins=outsider | no: another role
        ready | authority & inspector | replace_national selection leaves=national joins=outsider | ready
        ready | authority | replace_agency selection leaves=agency2 joins=agency2 | no: already holds the role
        ready | inspector | replace_agency selection leaves=agency2 joins=gina | no: not yours
        ready | authority & agency | replace_agency selection leaves=agency2 joins=gina | no: another role
        ready | authority & inspector | replace_agency selection leaves=agency2 joins=gina | ready
        ready | authority | replace_authority selection leaves=authority joins=fani | no: not yours
        ready | inspector | replace_authority selection leaves=authority joins=authority | no: already holds the role
        ready | inspector & national2 | replace_authority selection leaves=authority joins=fani | no: another role
        ready | inspector & agency | replace_authority selection leaves=authority joins=fani | ready
        ready | authority | replace_inspector selection leaves=inspector joins=dodi | no: not yours
        ready | fani | replace_inspector selection leaves=inspector joins=inspector | no: already holds the role
        ready | fani & national2 | replace_inspector selection leaves=inspector joins=dodi | no: another role
        ready | fani & agency | replace_inspector selection leaves=inspector joins=dodi | ready
        ready | agency & national | publish_final selection | no: another role
        ready | agency2 | publish_final selection | no: not yours
        ready | gina & outsider | publish_final selection | final_objection
        """,
    ),
    "no_opening_is_cancelled_once_the_scores_are_integrated": (
        "integrating",
        """
        listed | authority | cancel dis | no: the final scores are not reckoned yet
        """,
    ),
    "the_whole_recruitment_is_cancelled": (
        "published",
        """
        not_passed | cici | objection.object cici as plea about=akhir | filed
        final_objection | authority | cancel selection reason="" | no: fill in
        final_objection | authority & agency | cancel selection | no: another role
        final_objection | authority & national | cancel selection | cancelled; budi: lapsed; cici: lapsed; plea: lapsed; north: cancelled; dodi: skd_over
        """,
    ),
    "a_postponed_recruitment_is_cancelled": (
        "skb",
        """
        skb | national & agency | postpone selection | postponed
        skb_due | national | enter_cat ani cat=400 | no: postponed
        postponed | authority & national | cancel selection | cancelled; ani: lapsed; cum: cancelled
        """,
    ),
    "disqualified_by_two_after_registration_only": (
        "applied",
        """
        submitted | authority | disqualify ani | no: registration is closed
        registration | clock | close registration selection | checking
        in_check | national | disqualify ani | no: not yours
        in_check | authority | disqualify ani reason="" | no: fill in
        in_check | authority | disqualify ani | in_check
        in_check | authority & agency | disqualify ani | no: another role
        in_check | authority & national | disqualify ani | disqualified
        disqualified | ani | withdraw ani | no: not open
        """,
    ),
    "a_draft_is_not_disqualified": (
        "registration",
        """
        listed | ani | application.begin_draft north as ani | draft
        draft | authority | disqualify ani | no: registration is closed
        """,
    ),
    "withdrawn_with_a_place": (
        "published",
        """
        passed | cici | withdraw budi | no: not yours
        passed | budi | withdraw budi | withdrawn
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency & national | confirm_final selection | filing; ani: filing
        filing | agency & national | replace selection | filing; cici: called
        """,
    ),
}
SCENARIOS: dict[str, tuple[str, str]] = PREPARATION | REGISTRATION | CHECK | TESTS | FINAL | FILING | ANY_TIME
SCENARIOS |= {
    "out_while_nobody_is_free_to_check": (
        "checking",
        """
        in_check | checker1,checker2 | @declare ani,budi,cici,eka conflict=yes reason="Sepupu." | doubted
        doubted | supervisor,supervisor2 | @declare ani,budi,cici,eka conflict=yes reason="Tetangga." | unsupervised
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
        admin_objection | agency & national | begin_skd selection | skd
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
        ("skd", "skd", "cici"),
        ("skd_taken", "skd", "cici"),
        ("skb", "skb", "cici"),
        ("integrating", "integrating", "cici"),
        ("ready", "ready", "cici"),
        ("knocked", "final_objection", "cici"),
        ("filing", "filing", "cici"),
        ("proposed", "filing", "ani"),
    )
}
