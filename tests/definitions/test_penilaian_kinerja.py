"""The yearly appraisal as tables: the main path, what is refused, the rare branches; who reads which figure, and what never leaves the file of a person."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.definitions.penilaian_kinerja_tables import ALL, SCENARIOS, STAGES, lines
from tests.definitions.play import Cast, Play
from tests.definitions.stages import At, fixtures, on_postgresql
from tests.definitions.telling import heard
from tests.definitions.values import value
from workflow import people
from workflow.act import Actor, Done, act, give_birth
from workflow.load import load
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.reader import Reader

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "penilaian_kinerja" / "2026.1.yaml"
FILL = {
    "cycle.name": "Penilaian kinerja 2026",
    "year_number": "2026",
    "contact": "BKPSDM, (0000) 555-0101",
    "least_feedback": "2",
    "w_superior": "40",
    "w_peers": "20",
    "w_staff": "20",
    "w_self": "10",
    "w_public": "10",
    "above_from": "80",
    "below_to": "60",
    "about": "Antrean loket",
    "note": "Antrean berkurang sejak loket dibagi.",
    "reply": "Terima kasih.",
    "work_result": "sesuai",
    "behaviour": "sesuai",
    "why_rated": "Layanan tepat waktu dan pelapor didengar.",
    "result": "baik",
    "result_reason": "Sembilan dari sepuluh target tercapai.",
    "employee_answer": "Target ketiga berubah pada bulan Juni.",
    "argument": "Perubahan target tidak dihitung.",
    "ruling": "Perubahan target terbukti dari catatan.",
    "remark": "Tambahkan ukurannya.",
    "adjust_reason": "Tugas baru sejak Juni.",
    "wrong_why": "Saya pindah bidang bulan lalu.",
    "correction": "Benar, pindah per 1 Maret.",
    "reason": "Alasan yang diumumkan.",
    "ground": "Surat nomor 1.",
}
OFFICES = {"hr": "hr", "authority": "authority", "inspector": "inspector"}
CAST = Cast(
    DEFINITION,
    (*OFFICES, "hr2", "judge", "boss", "chief", *ALL, "indra", "outsider"),
    {**OFFICES, "hr2": "hr"},
    FILL,
    {f"appraisal@{who}": "4" for who in (*ALL, "indra")},
)

PARTS = ("from_superior", "from_peers", "from_staff", "from_self", "from_public")

templates, at = fixtures(CAST, STAGES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the published distribution, each row of STAGES played once on SQLite."""
    at("closed")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    heard(at(stage), name, rows)


# ------------------------------------------------------------------ figures
LENDER = Path(__file__).parent / "lender" / "2026.1.yaml"
KIN_01 = {
    "di_atas di_atas": "sangat_baik",
    "di_atas sesuai": "baik",
    "sesuai di_atas": "baik",
    "sesuai sesuai": "baik",
    "di_bawah sesuai": "butuh_perbaikan",
    "di_bawah di_atas": "butuh_perbaikan",
    "di_atas di_bawah": "kurang",
    "sesuai di_bawah": "kurang",
    "di_bawah di_bawah": "sangat_kurang",
}
"""Work result and behaviour -> predicate, as in the case KIN-01."""


def lend(play: Play, unit: str, year: str, score: str) -> None:
    """The other process publishes the score of a unit."""
    with play.db.writing() as connection:
        shelf.pin(connection, LENDER, play.clock.moment)
    people.give_office(play.db, play.clock, "clerk", play.persons["outsider"])
    clerk = Actor(play.persons["outsider"], "person")
    typed = {"unit_name": [unit], "year_number": [year], "mean_score": [score]}
    born = give_birth(play.db, play.clock, "pengawasan_layanan", "period.start", clerk, typed)
    assert isinstance(born, Done)
    assert isinstance(act(play.db, play.clock, born.case, "publish", clerk, {}), Done)


def test_predicates_follow_the_matrix() -> None:
    matrix = load(DEFINITION).tables["matrix"]
    assert {" ".join(key): row[0] for key, row in matrix.rows.items()} == KIN_01


def test_the_view_from_around_is_made_of_groups_large_enough(at: At) -> None:
    """Three peers (4, 4, 4) and three who work for ani (5, 5, 2) count; the two peers of eka do not, and nobody spoke of budi."""
    play = at("shown")
    assert [value(play, "appraisal@ani", part) for part in PARTS] == [35_555556, 17_777778, 17_777778, 8_888889, None]
    assert value(play, "appraisal@ani", "round_view") == 80_000000
    assert value(play, "appraisal@eka", "from_peers") is None
    assert value(play, "appraisal@eka", "round_view") == 80_000000
    assert [value(play, "appraisal@budi", part) for part in PARTS] == [48_000000, None, None, 16_000000, None]
    assert value(play, "appraisal@budi", "round_view") == 64_000000


def test_the_public_s_view_counts_where_the_unit_s_score_is_published(at: At) -> None:
    """Of another year or another unit it is none of ours; the rating keeps the value that was there."""
    play = at("rating")
    lend(play, "Dinas Perizinan", "2025", "1")
    lend(play, "Badan Arsip", "2026", "1")
    assert value(play, "appraisal@ani", "unit_view") is None
    lend(play, "Dinas Perizinan", "2026", "3.50")
    play.table("rating | boss | rate appraisal@ani | shown")
    assert [value(play, "appraisal@ani", part) for part in PARTS] == [32_000000, 16_000000, 16_000000, 8_000000, 8_750000]
    assert value(play, "appraisal@ani", "round_view") == 80_750000
    play.until(play.clock.moment + timedelta(hours=1))
    lend(play, "Dinas Perizinan", "2026", "4")
    assert value(play, "appraisal@ani", "unit_view") == 350
    assert value(play, "appraisal@budi", "unit_view") == 400


def test_nobody_ever_reads_a_sheet_of_the_360(at: At) -> None:
    play = at("closed")
    with play.db.reading() as connection:
        assert all(connection.execute(select(t.sheets.c.sealed).where(t.sheets.c.action == "view")).scalars())
    assert all("view." not in body for name in ("around", "sheet", "result") for body in play.published(name))


def test_what_is_written_of_a_person_reaches_that_person_and_the_superior_alone(at: At) -> None:
    play = at("closed")
    audiences = {name: {role for body in play.published(name) for role in json.loads(body)} for name in ("around", "sheet", "result")}
    assert audiences == {"around": {"superior"}, "sheet": {"employee"}, "result": {"employee"}}
    assert len(play.published("result")) == len(ALL)
    with play.db.reading() as connection:
        lent = connection.execute(
            select(t.figures.c.owner, t.figures.c.public, t.figures.c.s).where(t.figures.c.fact == "matrix.predicate")
        )
        assert {(row.owner, bool(row.public)): row.s for row in lent}[play.persons["budi"], False] == "butuh_perbaikan"


def test_units_are_published_only_where_they_tell_nothing_about_one_person(at: At) -> None:
    """Seven people with two predicates are shown; one person is not, and not even how many there are."""
    rows = json.loads(at("closed").published("spread")[0])["public"]["rows"]
    shown = {
        row["cells"]["unit_name"][0]: {name: text[0] for name, text in row["cells"].items() if name not in ("unit_name", "result")}
        for row in rows
    }
    assert shown == {
        "Badan Arsip": {},
        "Dinas Perizinan": {"people": "7", "best": "0", "good": "6", "improve": "1", "poor": "0", "worst": "0"},
    }


def test_a_unit_with_one_predicate_for_all_is_not_published_either(at: At) -> None:
    play = at("rating")
    play.table(
        f"""
        {lines("rating | {rater} | rate appraisal@{who} | shown", *ALL)}
        {lines("shown | {who} | accept appraisal@{who} | kept", *ALL)}
        settling | hr & authority | state_result dinas,badan result=istimewa | settling
        settling | boss & hr | settle dinas,badan | settled; cycle: closed
        """
    )
    rows = json.loads(play.published("spread")[0])["public"]["rows"]
    assert all(set(row["cells"]) == {"unit_name", "result"} for row in rows)
    assert {name: text[0] for name, text in json.loads(play.published("totals")[0])["public"]["rows"][0]["cells"].items()} == {
        "year_number": "2026", "rated": "8", "objections": "0", "upheld": "0",
    }  # fmt: skip


def test_an_upheld_objection_counts_and_changes_what_is_settled(at: At) -> None:
    play = at("shown")
    play.table(
        f"""
        shown | budi | object appraisal@budi | objected
        objected | chief | uphold appraisal@budi work_result=sesuai | kept
        {lines("shown | {who} | accept appraisal@{who} | kept", *[who for who in ALL if who != "budi"])}
        settling | hr & authority | state_result dinas,badan result=istimewa | settling
        settling | boss & hr | settle dinas,badan | settled; cycle: closed
        """
    )
    assert value(play, "appraisal@budi", "matrix.predicate") == "baik"
    assert [value(play, "cycle", name) for name in ("rated", "objections", "upheld")] == [8, 1, 1]
    assert "Perubahan target terbukti" in play.published("sheet")[-1]


def test_peers_are_chosen_evenly_and_whoever_is_rated_is_not_among_them(at: At) -> None:
    play = at("surveying")
    found = {who: holders(play, f"appraisal@{who}", "respondent") for who in ("ani", "eka", "hani")}
    assert found["ani"] == {**dict.fromkeys(("budi", "cici", "dodi"), "sejawat"), **dict.fromkeys(("eka", "fani", "gani"), "bawahan")}
    assert found["eka"] == {"fani": "sejawat", "gani": "sejawat"}
    assert found["hani"] == {}


def holders(play: Play, alias: str, role: str) -> dict[str, str]:
    names = {person: name for name, person in play.persons.items()}
    with play.db.reading() as connection:
        id = connection.execute(select(t.cases.c.id).where(t.cases.c.number == play.number(alias))).scalar_one()
        return {names[m.person]: m.attributes["relation"] for m in Reader(connection).members(id, role)}
