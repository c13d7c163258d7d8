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
        draft | agency | opening.add selection as dis title="C. Pranata Komputer, Utara, disabilitas" kind=disabilitas w_cat=60 test_1=Praktik w_test_1=40 knock_out="Tes kesehatan" | prepared
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
        + "".join(applied(who, "dis", f"special_file=berkas-{who} facility=kursi_roda") for who in ("eka", "lia")),
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
    "ready": ("integrating", "integrating | national | sign selection | ready"),
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
SCENARIOS: dict[str, tuple[str, str]] = {}
