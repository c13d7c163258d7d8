"""The placement by performance as tables: the main path, what is refused, the rare branches; and what each audience is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.definitions.penempatan_kinerja_tables import EVIDENCE, GIVING, JUDGES, SCENARIOS, STAGES, WAIVED
from tests.definitions.play import Cast, Play
from tests.definitions.stages import At, fixtures, on_postgresql
from tests.definitions.telling import heard
from tests.definitions.values import value
from workflow import people
from workflow.act import Actor, Done, act, give_birth
from workflow.load import load
from workflow.store import shelf

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "penempatan_kinerja" / "2026.1.yaml"
FILL = {
    "placement_round.name": "Penempatan 2026",
    "year_number": "2026",
    "contact": "BKPSDM, (0000) 555-0101",
    "quorum": "2",
    "strong_from": "4",
    "weak_below": "2.5",
    "meetings": "3",
    "unit_name": "Dinas Perizinan",
    "demands": "Memimpin pelayanan yang cepat dan jujur.",
    "judged_why": "Register loket sesuai dengan laporan.",
    "potential_source": "Asesmen provinsi, Maret 2026",
    "argument": "Bukti ketiga tidak dibaca.",
    "answer": "Bukti ketiga sudah dibaca.",
    "why": "Hasil dan cara kerjanya sesuai tuntutan jabatan.",
    "years_in_post": "13",
    "decision_why": "Pengalamannya di loket paling sesuai.",
    "decree": "800/1",
    "progress": "sebagian",
    "notes": "Berkas lebih rapi.",
    "advice": "sebagian",
    "employee_view": "Pendamping sangat membantu.",
    "ruling": "Delapan dari sepuluh berkas selesai tepat waktu.",
    "reason": "Alasan yang dicatat.",
    "ground": "Surat nomor 1.",
}
OFFICES = {"hr": "hr", "authority": "authority", "inspector": "inspector"}
TEAM = ("judge1", "judge2", "judge3", "deputy", "scout", "arbiter", "boss", "chief")
LEVELS = {"ani": "5", "budi": "4", "cici": "3", "dodi": "2"}
CAST = Cast(
    DEFINITION,
    (*OFFICES, "hr2", *TEAM, *GIVING, "eka", "outsider"),
    {**OFFICES, "hr2": "hr"},
    FILL,
    {f"review@{who}": n for who, n in LEVELS.items()},
)

templates, at = fixtures(CAST, STAGES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the end of the coaching, each row of STAGES played once on SQLite."""
    at("closed")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    heard(at(stage), name, rows)


# ------------------------------------------------------------------ figures
LENDER = Path(__file__).parent / "lender_of_predicates" / "2026.1.yaml"
TAL_01 = {
    "below low": 1,
    "meets low": 2,
    "below medium": 3,
    "above low": 4,
    "meets medium": 5,
    "below high": 6,
    "above medium": 7,
    "meets high": 8,
    "above high": 9,
}
"""Performance and potential -> box, as in the case TAL-01."""
SAID = {("no", "yes"): "below", ("no", "no"): "meets", ("yes", "no"): "above"}
POTENTIAL = {"rendah": "low", "menengah": "medium", "tinggi": "high"}


def lend(play: Play, who: str, year: str, predicate: str) -> None:
    """The appraisal tells somebody their predicate of a year."""
    with play.db.writing() as connection:
        shelf.pin(connection, LENDER, play.clock.moment)
    people.give_office(play.db, play.clock, "clerk", play.persons["outsider"])
    cycle = give_birth(play.db, play.clock, "penilaian_kinerja", "cycle.start", Actor(play.persons["outsider"], "person"), {})
    assert isinstance(cycle, Done)
    typed = {"year_number": [year], "given": [predicate]}
    mine = give_birth(play.db, play.clock, cycle.case, "appraisal.start", Actor(play.persons[who], "person"), typed)
    assert isinstance(mine, Done)
    assert isinstance(act(play.db, play.clock, mine.case, "publish", Actor(play.persons[who], "person"), {}), Done)


def test_boxes_follow_the_table() -> None:
    rows = load(DEFINITION).tables["nine"].rows
    found = {
        f"{SAID[strong, weak]} {POTENTIAL[potential]}": row[0] for (strong, weak, potential), row in rows.items() if (strong, weak) in SAID
    }
    assert found == TAL_01
    assert {row for (strong, weak, _), row in rows.items() if (strong, weak) not in SAID} == {(None,)}


def test_a_good_result_reached_in_a_bad_way_is_no_strength(at: At) -> None:
    play = at("judging")
    play.table(
        f"""
        to_be_judged | {JUDGES} | @declare review@ani,review@budi,review@cici,review@dodi conflict=no | to_be_judged
        to_be_judged | {JUDGES} | judge_evidence review@ani result_level=5 method_level=3 | -
        to_be_judged | {JUDGES} | judge_evidence review@budi result_level=5 method_level=2 | -
        to_be_judged | {JUDGES} | judge_evidence review@cici result_level=4 method_level=4 | -
        to_be_judged | {JUDGES} | judge_evidence review@dodi result_level=cannot result_level.remark="Bukti tidak terbaca." method_level=4 | -
        judging | hr & authority | release round | placing; review@ani: steady; review@budi: weak; review@cici: strong; review@dodi: steady
        """
    )


def test_the_predicate_is_the_person_s_own_of_that_year(at: At) -> None:
    """Two years Very good need no reason; what is somebody else's or of another year is not taken."""
    play = at("available")
    for who, year, predicate in (("ani", "2026", "sangat_baik"), ("ani", "2025", "sangat_baik"), ("budi", "2024", "sangat_baik")):
        lend(play, who, year, predicate)
    assert value(play, "review@budi", "predicate") is None
    play.cases["late"] = play.number("review@ani")
    play.table(f"available | scout | nomination.propose review@budi as p_budi for_post=bidang {WAIVED} | proposed")


def test_a_frozen_predicate_does_not_change_afterwards(at: At) -> None:
    play = at("gathering")
    lend(play, "ani", "2026", "sangat_baik")
    lend(play, "ani", "2025", "sangat_baik")
    play.table(f"collecting | ani | give review@ani {EVIDENCE} | given\ngathering | clock | close gathering_time round | judging")
    lend(play, "ani", "2026", "kurang")
    assert value(play, "review@ani", "predicate") == "sangat_baik"
    play.table(
        f"""
        to_be_judged | {JUDGES} | @declare review@ani conflict=no | to_be_judged
        to_be_judged | {JUDGES} | judge_evidence review@ani | -
        judging | hr & authority | release round | placing; review@ani: strong
        strong | clock | close asking review@ani | available
        available | scout | @declare review@ani conflict=no | available
        available | scout | assess_potential review@ani potential=tinggi | available
        available | scout | nomination.propose review@ani as p_ani for_post=bidang years_in_post=3 | proposed
        """
    )
    assert value(play, "review@ani", "nine.box") == 9


def test_a_low_predicate_leads_to_coaching_whatever_was_sent(at: At) -> None:
    """Whoever sends no evidence does not escape the coaching; strong evidence does not outweigh a predicate below Good."""
    play = at("gathering")
    lend(play, "ani", "2026", "butuh_perbaikan")
    lend(play, "eka", "2026", "kurang")
    play.table(
        f"""
        collecting | ani | give review@ani {EVIDENCE} | given
        gathering | clock | close gathering_time round | judging; review@eka: judged; review@budi: settled
        to_be_judged | {JUDGES} | @declare review@ani conflict=no | to_be_judged
        to_be_judged | {JUDGES} | judge_evidence review@ani | -
        judging | hr & authority | release round | placing; review@ani: weak; review@eka: weak
        weak | clock | close asking review@eka | in_coaching; coaching@eka: drafting
        """
    )


def test_what_is_written_of_a_person_reaches_that_person_alone(at: At) -> None:
    play = at("closed")
    names = ("outcome", "box", "decision", "coaching_outcome")
    assert {role for name in names for body in play.published(name) for role in json.loads(body)} == {"person_concerned"}
    cells = [json.loads(body)["person_concerned"]["rows"][0]["cells"] for body in play.published("outcome")]
    assert sorted(one["result_mean"][0] for one in cells) == ["2,00", "3,00", "4,00", "5,00"]
    assert all("Register loket sesuai dengan laporan." in one["judge_evidence.judged_why"][0] for one in cells)


def test_the_public_reads_posts_and_counts_of_groups_large_enough(at: At) -> None:
    play = at("closed")
    rows = json.loads(play.published("call")[0])["public"]["rows"]
    assert [row["cells"]["post_name"][0] for row in rows] == ["Camat Wae Luju", "Kepala Bidang Perizinan"]
    assert json.loads(play.published("figures")[0])["public"]["rows"][0]["cells"] == {}
    assert [value(play, "round", name) for name in ("judged", "placed", "coached", "improved")] == [4, 1, 1, 1]
