"""The recruitment of contract civil servants as tables: the main path, what is refused, and the rare branches."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.definitions.play import Cast
from tests.definitions.pppk_tables import ALL, BRANCHES, SCENARIOS, STAGES
from tests.definitions.reading import rows, value
from tests.definitions.stages import At, fixtures, on_postgresql
from tests.definitions.telling import heard
from workflow.store import tables as t

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "pppk" / "2026.1.yaml"
FILL = {
    "name": "Pengadaan PPPK 2026",
    "period": "2026",
    "rules_year": "2024",
    "contact": "BKPSDM, (0000) 555-0101",
    "age_on": "2026-03-04",
    "cap": "1",
    "extensions": "1",
    "paper_stamp": "no",
    "show_names": "no",
    "quorum": "1",
    "present": "5",
    "reason": "Alasan yang diumumkan.",
    "ground": "Surat nomor 1.",
    "outage_from": "2026-03-05T08:00",
    "outage_until": "2026-03-05T20:00",
    "position": "Ahli Pertama - Perawat",
    "test": "lengkap",
    "education": "Ners",
    "degree": "S1/D-IV",
    "site": "Puskesmas Utara",
    "kind": "umum",
    "places": "1",
    "oldest": "57",
    "least_experience": "2",
    "full_name": "{who}",
    "birth_date": "1988-05-05",
    "priority": "non_asn_terdata",
    "study": "Ners, Universitas Contoh",
    "experience_years": "5",
    "stamp": "e_meterai",
    "convicted": "no",
    "dismissed": "no",
    "party": "no",
    "truthful": "yes",
    "nip": "198805052026211000",
    "decree_number": "800/2",
    "decree_date": "2026-08-01",
    "start_date": "2026-09-01",
    "contract_until": "2031-08-31",
    "missing": "SKCK sudah kedaluwarsa.",
    "correction": "Data kelompok di pangkalan data keliru.",
    "objection.about": "administrasi",
    "argument": "Saya terdata.",
    "whose_error": "panitia",
    "answer": "Benar, terdata.",
}
OFFICES = {
    "agency": "agency",
    "agency2": "agency",
    "national": "national",
    "national2": "national",
    "authority": "authority",
    "inspector": "inspector",
}
CAST = Cast(DEFINITION, (*OFFICES, "checker1", "checker2", "supervisor", "reviewer", *ALL.split(","), "outsider"), OFFICES, FILL, {})
templates, at = fixtures(CAST, STAGES | BRANCHES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the last decree, each row of STAGES played once on SQLite."""
    at("closed")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, table = SCENARIOS[name]
    heard(at(stage), name, table)


# ---------------------------------------------------------------- who passes
def test_the_order_of_priority_comes_before_the_total(at: At) -> None:
    """ani (R2) has 340 and the place; cici (R4) has 608 and none."""
    play = at("published")
    found = rows(play, "final_result", last=3)
    assert [(who, found[who]["merit.rank"], found[who]["total"]) for who in ("ani", "budi", "cici")] == [
        ("ani", "1", "340"),
        ("budi", "2", "480"),
        ("cici", "3", "608"),
    ]
    assert found["ani"]["priority"] == "Eks tenaga honorer kategori II (R2)"
    assert found["budi"]["open_places.code"] == "L-2: Perpindahan unit penempatan"
    assert play.cases["south"] in found["budi"]["open_places.place"]
    assert value(play, "lia", "merit.decided_by") == "technical"
    assert "total" not in found["gina"] and "merit.rank" not in found["gina"]


SCORED_2023 = """
test_due | national | enter_scores ani test_technical=200 test_managerial=116 test_interview=40 | tested
test_due | national | enter_scores budi test_technical=300 test_managerial=150 test_interview=23 | tested
test_due | national | enter_scores cici test_technical=250 test_managerial=117 test_interview=24 | tested
test_due | national | enter_scores gina test_technical=240 test_managerial=170 test_interview=40 | tested
testing | agency | rank_all selection present=4 | ranking
ranking | national | sign selection | ready
"""


@pytest.mark.parametrize(
    ("kind", "result"),
    [
        ("umum", {"ani": "below", "budi": "below", "cici": "passed_site", "gina": "passed"}),
        ("khusus", {"ani": "not_passed", "budi": "passed", "cici": "not_passed", "gina": "passed_site"}),
    ],
)
def test_the_rules_of_2023_know_bars_for_general_openings_and_no_priority(at: At, kind: str, result: dict[str, str]) -> None:
    """117 for the managerial and sociocultural test, 24 for the interview; for special openings none."""
    play = at("draft")
    play.table(
        f"""
        draft | agency | change selection rules_year=2023 | draft
        prepared | agency | change north title="A. Perawat, Puskesmas Utara" kind={kind} | prepared
        """
    )
    for stage in ("registration", "applied", "checking", "checked", "eligible", "testing"):
        play.table(STAGES[stage][1])
    play.table(SCORED_2023)
    play.table("ready | agency & national | publish_final selection | final_objection")
    assert {who: play.state(who) for who in result} == result


def test_who_is_below_a_bar_may_object_and_is_told_for_good(at: At) -> None:
    play = at("draft")
    play.table("draft | agency | change selection rules_year=2023 | draft")
    for stage in ("registration", "applied", "checking", "checked", "eligible", "testing"):
        play.table(STAGES[stage][1])
    play.table(SCORED_2023)
    play.table(
        """
        ready | agency & national | publish_final selection | final_objection
        below | ani | objection.object ani as plea about=akhir | filed
        below | reviewer | @declare ani conflict=no | below
        filed | reviewer | refuse plea | refused
        final_objection | clock | close final_objecting selection | final_objection
        final_objection | agency & national | confirm_final selection | filing; ani: below_stays; budi: below_stays
        """
    )


def test_a_bar_for_the_technical_test_is_a_setting_of_the_opening(at: At) -> None:
    play = at("draft")
    play.table('prepared | agency | change north title="A. Perawat" least_technical=250 | prepared')
    for stage in ("registration", "applied", "checking", "checked", "eligible", "testing", "tested", "ranking", "ready"):
        play.table(STAGES[stage][1])
    play.table("ready | agency & national | publish_final selection | final_objection; ani: below; budi: passed; cici: passed_site")


# ---------------------------------------------------------------- what becomes public
def test_the_announcement_tells_the_highest_scores_and_that_there_is_no_bar(at: At) -> None:
    found = rows(at("registration"), "announcement")
    highest = ("technical_most", "managerial_most", "interview_most", "total_most")
    assert [found["north"][f"scales.{name}"] for name in highest] == ["450", "180", "40", "670"]
    assert [found["ops"][f"scales.{name}"] for name in highest] == ["225", "180", "40", "445"]
    assert (found["north"]["bars.managerial"], found["north"]["bars.interview"]) == ("tidak ada", "tidak ada")


def test_nothing_personal_is_ever_published(at: At) -> None:
    play = at("published")
    with play.db.reading() as connection:
        bodies = " ".join(connection.execute(select(t.publications.c.body)).scalars())
    assert "kursi roda" not in bodies.lower() and "1988" not in bodies and "Ani" not in bodies


def test_every_code_has_a_sentence_for_each_stage(at: At) -> None:
    states = at("draft").definition.machines["application"].states.values()
    coded = [state for state in states if state.code]
    assert all(state.next is not None and f"({state.code})" in state.words.owner.id for state in coded)
    assert {state.code for state in coded} == {"MS", "TMS", "L", "L-2", "TL", "TH", "APS", "DIS"}
