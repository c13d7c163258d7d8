"""The recruitment of civil servants as tables: the main path, what is refused, and the rare branches."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.definitions.cpns_tables import ALL, BRANCHES, SCENARIOS, STAGES, applied
from tests.definitions.play import Cast
from tests.definitions.reading import rows, value
from tests.definitions.stages import At, fixtures, on_postgresql
from tests.definitions.telling import heard
from workflow.core import record
from workflow.store import tables as t

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "cpns" / "2026.1.yaml"
FILL = {
    "name": "Pengadaan CPNS 2026",
    "period": "2026",
    "rules_year": "2024",
    "agency_kind": "daerah",
    "contact": "BKPSDM, (0000) 555-0101",
    "age_on": "2026-03-04",
    "cap": "1",
    "extensions": "1",
    "paper_stamp": "no",
    "show_names": "no",
    "quorum": "2",
    "present_skd": "7",
    "complete_skb": "5",
    "reason": "Alasan yang diumumkan.",
    "ground": "Surat nomor 1.",
    "outage_from": "2026-03-05T08:00",
    "outage_until": "2026-03-05T20:00",
    "position": "Ahli Pertama - Pranata Komputer",
    "position_group": "biasa",
    "education": "S1 Informatika",
    "degree": "S1/D-IV",
    "site": "Utara",
    "kind": "umum",
    "places": "1",
    "oldest": "35",
    "w_cat": "100",
    "w_test_1": "0",
    "w_test_2": "0",
    "w_interview": "0",
    "certificate_counts": "no",
    "full_name": "{who}",
    "birth_date": "1998-05-05",
    "study": "Informatika, Universitas Contoh",
    "gpa": "3.45",
    "stamp": "e_meterai",
    "special_file": "",
    "certificate_file": "",
    "convicted": "no",
    "dismissed": "no",
    "serving": "no",
    "party": "no",
    "willing": "yes",
    "truthful": "yes",
    "nip": "199805052026041000",
    "decree_number": "800/1",
    "decree_date": "2026-08-01",
    "start_date": "2026-09-01",
    "missing": "SKCK sudah kedaluwarsa.",
    "correction": "Nilai CAT peserta tertukar.",
    "cat": "400",
    "credit_note": "Sertifikat pendidik 123, Informatika.",
    "objection.about": "administrasi",
    "argument": "Ijazah saya sesuai.",
    "whose_error": "panitia",
    "answer": "Ijazah memang sesuai.",
}
OFFICES = {
    "agency": "agency",
    "agency2": "agency",
    "national": "national",
    "national2": "national",
    "authority": "authority",
    "inspector": "inspector",
}
TEAM = ("checker1", "checker2", "supervisor", "supervisor2", "reviewer", "reviewer2")
APPLICANTS = ("ani", "budi", "cici", "dodi", "fani", "gina", "eka", "lia", "outsider")
CAST = Cast(DEFINITION, (*OFFICES, *TEAM, *APPLICANTS), OFFICES, FILL, {})
NORTH = ("ani", "budi", "cici", "dodi", "fani", "gina")
templates, at = fixtures(CAST, STAGES | BRANCHES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the last decree, each row of STAGES played once on SQLite."""
    at("closed")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    heard(at(stage), name, rows)


# ---------------------------------------------------------------- what becomes public
def test_lists_show_numbers_and_results_but_no_names(at: At) -> None:
    play = at("published")
    admin = rows(play, "admin_result", last=3)
    assert set(admin) == set(ALL.split(",")) and all(set(cells) == {"number", "state", "in"} for cells in admin.values())
    found = rows(play, "skd_result", last=3)
    north = {who: cells.get("skd_cut.rank") for who, cells in found.items() if who in NORTH}
    assert list(north.items()) == [("ani", "1"), ("budi", "2"), ("cici", "3"), ("dodi", "4"), *((who, None) for who in list(north)[4:])]
    assert found["dodi"]["state"] == "Memenuhi ambang batas, di luar tiga kali kebutuhan (P)"
    assert found["dodi"]["skd"] == "350" and "skd" not in found["gina"] and found["gina"]["in"] == "skd_absent"
    final = rows(play, "final_result", last=3)
    told = [(who, cells["final"], cells["in"]) for who, cells in final.items()]
    assert [one for one in told if one[0] in NORTH] == [
        ("budi", "78,764", "passed"), ("ani", "77,091", "passed_kind"), ("cici", "73,236", "not_passed"),
    ]  # fmt: skip
    assert [one for one in told if one[0] not in NORTH] == [("eka", "62,255", "passed"), ("lia", "60,811", "not_passed")]
    assert final["ani"]["open_places.code"] == "P/L-1: Perpindahan jenis kebutuhan di unit yang sama"
    assert play.cases["cum"] in final["ani"]["open_places.place"]
    assert list(rows(play, "moves")) == ["ani"]


def test_nothing_personal_and_no_need_at_the_test_is_ever_published(at: At) -> None:
    play = at("published")
    with play.db.reading() as connection:
        bodies = " ".join(connection.execute(select(t.publications.c.body)).scalars())
    assert "kursi roda" not in bodies.lower() and "1998" not in bodies
    assert not any(name in bodies for name in ("Ani", "Budi", "Eka", "Lia"))


def test_names_are_shown_only_by_the_setting(at: At) -> None:
    play = at("draft")
    play.table("draft | agency | change selection show_names=yes | draft")
    play.table(STAGES["registration"][1] + applied("ani", "north"))
    play.table(
        """
        registration | clock | close registration selection | checking
        in_check | checker1 | @declare ani conflict=no | in_check
        in_check | checker1 | check ani | checked
        checking | agency & national | publish_admin selection | admin_objection
        """
    )
    assert rows(play, "admin_result", last=3)["ani"]["full_name"] == "Ani"


def test_the_owner_reads_the_findings_of_both_who_checked(at: At) -> None:
    own = rows(at("ineligible"), "admin_result", "applicant", last=3)
    assert "Ijazah belum terbit." in own["ani"]["check.findings"] and "Ijazah belum terbit." in own["ani"]["second_check.findings"]


def test_the_owner_reads_the_arithmetic(at: At) -> None:
    shown = rows(at("published"), "final_result", "applicant", last=3)["budi"]
    assert (shown["p_skd"], shown["p_skb"]) == ("28,364", "50,400")


def test_the_announcement_tells_bars_weights_and_what_knocks_out(at: At) -> None:
    found = rows(at("registration"), "announcement")
    assert [found["north"][f"thresholds.{part}"] for part in ("twk", "tiu", "tkp", "total")] == ["65", "80", "166", "tidak ada"]
    assert [found["dis"][f"thresholds.{part}"] for part in ("twk", "tiu", "tkp", "total")] == ["tidak ada", "60", "tidak ada", "286"]
    assert found["dis"]["thresholds.source"] == "Kepmen PANRB 321/2024 (B)"
    assert (found["dis"]["w_cat"], found["dis"]["test_1"], found["dis"]["w_test_1"], found["dis"]["knock_out"]) == (
        "60",
        "Praktik",
        "40",
        "Tes kesehatan",
    )


def test_an_objection_is_published_by_its_number_and_answered_to_its_owner(at: At) -> None:
    play = at("ineligible")
    play.table(
        """
        ineligible | ani | objection.object ani as plea | filed
        ineligible | reviewer | @declare ani conflict=no | ineligible
        filed | reviewer | refuse plea whose_error=pelamar answer="Ijazah belum terbit." | refused
        """
    )
    assert set(rows(play, "result")["plea"]) == {"number", "about", "state", "in"}
    assert rows(play, "result", "applicant")["plea"]["answer"] == "Ijazah belum terbit."


def test_the_second_round_stands_beside_the_first(at: At) -> None:
    """cici's corrected score gives her the place; both lists stay published, and each row tells its own round."""
    play = at("published")
    first = rows(play, "final_result", last=3)
    play.table(SCENARIOS["who_did_not_pass_objects_and_all_is_reckoned_again"][1])
    again = rows(play, "final_result", last=3)
    assert len(play.published("final_result")) == 6
    assert (first["cici"]["merit.rank"], again["cici"]["merit.rank"]) == ("3", "1")
    assert (again["cici"]["final"], again["cici"]["in"], again["budi"]["in"], again["ani"]["in"]) == (
        "85,964",
        "passed",
        "passed_kind",
        "not_passed",
    )
    assert len(play.published("recount")) == 1


def test_letters_say_what_happened_and_what_comes_next(at: At) -> None:
    play = at("published")
    with play.db.reading() as connection:
        found = connection.execute(select(t.letters.c.letter, t.letters.c.person, t.letters.c.blanks)).all()
    told = {row.letter: json.loads(row.blanks) for row in found if row.person == play.persons["dodi"]}
    assert told["basic_result"]["skd"] == ["350", "350"] and "(P)" in told["basic_result"]["state"][0]
    absent = [row.person for row in found if row.letter == "basic_absent"]
    assert absent == [play.persons["gina"]]
    assert {row.letter for row in found if row.person == play.persons["cici"]} >= {
        "received",
        "eligible",
        "test_ahead",
        "basic_result",
        "final_result",
    }


def test_every_code_has_a_sentence_for_each_stage(at: At) -> None:
    """The same code may mean different things: `P/L` after the basic test and at the end."""
    states = at("set_up").definition.machines["application"].states.values()
    coded = [state for state in states if state.code]
    assert all(state.next is not None and f"({state.code})" in state.words.owner.id for state in coded)
    assert {state.code for state in coded} >= {"MS", "TMS", "TMS-1", "P/L", "P", "TL", "TH", "DIS", "APS", "P/L-1", "P/L-2", "P/TL", "P/TH"}
    assert {state.name for state in coded if state.code == "P/L"} == {"skb_due", "passed"}


# ---------------------------------------------------------------- dates
def test_an_outage_and_an_amendment_move_the_end_of_registration(at: At) -> None:
    play = at("applied")
    _opens, closes = play.window("selection", "registration")
    play.table("registration | national & agency | extend selection | registration")
    assert play.window("selection", "registration")[1] == closes + timedelta(days=4)
    play.table("listed | agency & national | amend north oldest=40 | listed")
    assert play.window("selection", "registration")[1] == closes + timedelta(days=8)
    told = record.parse(play.published("extension")[0])["public"]
    assert "Alasan yang diumumkan." in str(told["rows"]) and told["with"]["windows"]


def test_a_pause_moves_the_end_of_registration(at: At) -> None:
    play = at("applied")
    _opens, closes = play.window("selection", "registration")
    play.table("registration | national & agency | postpone selection | postponed")
    play.clock.move_to(play.clock.moment + timedelta(days=30))
    play.table("postponed | national | resume selection | registration")
    assert timedelta(0) <= play.window("selection", "registration")[1] - closes - timedelta(days=30) < timedelta(minutes=1)


def test_registration_is_never_shorter_than_fifteen_days(at: At) -> None:
    """Day 1 is the day after the opening on 4 March at 00.00: fifteen calendar days end on 19 March."""
    play = at("draft")
    play.table("draft | agency | @plan selection window=registration closes=2026-03-10 | draft")
    play.table(STAGES["registration"][1])
    assert (play.window("selection", "registration")[1] + timedelta(hours=7)).strftime("%Y-%m-%d %H:%M") == "2026-03-19 23:59"


# ---------------------------------------------------------------- officials, minutes
def test_the_minutes_count_by_result_and_name_who_signs(at: At) -> None:
    play = at("ready")
    with play.db.reading() as connection:
        body = record.parse(connection.execute(select(t.minutes.c.body)).scalar_one())
    parts = {part["part"]: part["rows"] for part in body["parts"]}
    assert [row[0][0] for row in parts["present"]] == ["National", "National2"]
    assert ["Tidak hadir pada SKD (TH)", "1"] in [[cell[0] for cell in row] for row in parts["figures"]]
    assert "Jumlah kebutuhan: 3." in " ".join(body["text"][0])


# ---------------------------------------------------------------- an earlier score is used again
SECOND = """
- | agency | selection.start cpns as second name=Kedua period=2027 reuse_period=2026 | draft
draft | agency | opening.add second as post title="A. Pranata Komputer" | prepared
draft | agency | opening.add second as master title="B. Pranata Komputer, S2" degree=S2 | prepared
draft | agency | @appoint second role=checker person=checker1 | draft
draft | agency | @appoint second role=supervisor person=supervisor | draft
draft | agency | @appoint second role=reviewer person=reviewer | draft
draft | agency & national | announce second | announced
announced | clock | close notice second | registration
listed | dodi | application.begin_draft post as dodi2 | draft
draft | dodi | submit dodi2 | submitted
listed | fani | application.begin_draft post as fani2 | draft
draft | fani | submit fani2 | submitted
listed | outsider | application.begin_draft post as new2 | draft
draft | outsider | submit new2 | submitted
listed | ani | application.begin_draft master as ani2 | draft
draft | ani | submit ani2 degree=S2 | submitted
listed | gina | application.begin_draft post as gina2 | draft
draft | gina | submit gina2 | submitted
registration | clock | close registration second | checking
- | checker1 | @declare dodi2,fani2,new2,ani2,gina2 conflict=no | -
in_check | checker1 | check dodi2,fani2,new2,ani2,gina2 | checked
checking | agency & national | publish_admin second | admin_objection
"""


def test_an_earlier_score_is_used_again_where_the_announcement_allows_it(at: At) -> None:
    """dodi was outside three times the places and keeps 350; fani was below a bar; ani's score is of another level; gina was absent."""
    play = at("skb")
    play.table(SECOND)
    assert value(play, "dodi2", "tested") is False
    play.table(
        """
        eligible | fani | reuse dodi2 reuse_skd=yes | no: not yours
        eligible | fani | reuse fani2 reuse_skd=yes | no: meets the thresholds of the opening
        eligible | outsider | reuse new2 reuse_skd=yes | no: you have a score of that period
        eligible | ani | reuse ani2 reuse_skd=yes | no: same level of education
        eligible | gina | reuse gina2 reuse_skd=yes | no: you have a score of that period
        eligible | dodi | reuse dodi2 reuse_skd=yes | eligible
        eligible | dodi | reuse dodi2 reuse_skd=no | eligible
        eligible | dodi | reuse dodi2 reuse_skd=yes | eligible
        eligible | fani | reuse fani2 reuse_skd=no | eligible
        admin_objection | clock | close admin_objecting second | admin_objection
        admin_objection | agency & national | begin_skd second | skd; dodi2: skd_taken; fani2: skd_due; ani2: skd_due
        skd_taken | national | mend_entry dodi2 test_twk=100 test_tiu=100 test_tkp=200 | no: the score is of this test
        skd_due | national | enter_skd new2 test_twk=100 test_tiu=120 test_tkp=180 | skd_taken
        skd | agency & national | publish_skd second present_skd=1 | skb; dodi2: skb_due; fani2: skd_absent; ani2: skd_absent
        """
    )
    found = rows(play, "skd_result", last=2)
    assert (found["dodi2"]["twk"], found["dodi2"]["skd"], found["new2"]["skd_cut.rank"]) == ("80", "350", "1")
    assert "skd" not in found["fani2"]


def test_without_a_period_in_the_announcement_no_earlier_score_is_used(at: At) -> None:
    at("eligible").table("eligible | ani | reuse ani reuse_skd=yes | no: lets earlier scores be used")


def test_a_reused_score_is_not_mended_after_an_objection(at: At) -> None:
    play = at("skb")
    play.table(SECOND)
    play.table(
        """
        eligible | dodi | reuse dodi2 reuse_skd=yes | eligible
        admin_objection | clock | close admin_objecting second | admin_objection
        admin_objection | agency & national | begin_skd second | skd; dodi2: skd_taken
        skd | agency & national | publish_skd second present_skd=0 | skb; dodi2: skb_due
        skb | agency | integrate second complete_skb=0 | integrating
        integrating | national,national2 | sign second | ready
        ready | agency & national | publish_final second | final_objection; dodi2: skb_absent
        skb_absent | dodi | objection.object dodi2 as plea about=akhir | filed
        - | reviewer | @declare dodi2 conflict=no | -
        filed | reviewer & national | uphold plea | upheld; dodi2: recheck
        recheck | national | mend_skd dodi2 test_twk=100 test_tiu=100 test_tkp=200 | no: the score is of this test
        """
    )
