"""The recognition of civil servants as tables: the main path, what is refused, the rare branches; and what each audience is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.definitions.penghargaan_tables import SCENARIOS, STAGES
from tests.definitions.play import Cast, Play
from tests.definitions.stages import At, first, fixtures, on_postgresql
from tests.definitions.telling import heard
from workflow.queries.staff import staff_case

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "penghargaan" / "2026.1.yaml"
FILL = {
    "programme.name": "Penghargaan pelayanan 2026",
    "contact": "BKPSDM, (0000) 555-0101",
    "least_months": "3",
    "w_impact": "50",
    "w_newness": "20",
    "w_lasting": "30",
    "quorum": "2",
    "title": "Pelayanan cepat",
    "about": "Izin yang dulu berpekan-pekan kini berhari-hari.",
    "award_kind": "piagam",
    "winners": "1",
    "nominee_name": "Nama Pegawai",
    "nominee_unit": "Dinas Perizinan",
    "relation": "ketua_tim",
    "source": "rekan",
    "achievement": "Izin dari empat pekan menjadi enam hari.",
    "before_it": "28 hari.",
    "after_it": "6 hari.",
    "for_citizens": "Warga tidak bolak-balik.",
    "months": "9",
    "extra_argument": "Angkanya terlampir.",
    "public_summary": "Bersama tim loket.",
    "agreed": "yes",
    "reason": "Alasan yang diberitahukan.",
    "ground": "Surat nomor 1.",
    "advice_number": "TPK-1",
    "decree_number": "800/1",
    "decree_date": "2026-08-01",
}
OFFICES = {"secretary": "secretariat", "authority": "authority", "inspector": "inspector"}
TEAMS = ("chair", "juror2", "juror3", "deputy", "verifier1", "verifier2", "verifier3")
PEOPLE = ("ani", "budi", "cici", "dodi", "eka", "fani", "outsider")
CAST = Cast(DEFINITION, (*OFFICES, *TEAMS, *PEOPLE), OFFICES, FILL, {"izin": "90.50", "loket": "85", "data": "70"})

templates, at = fixtures(CAST, STAGES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the register, each row of STAGES played once on SQLite."""
    at("closed")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    heard(at(stage), name, rows)


def test_without_an_inspectorate_nothing_is_announced(tmp_path: Path) -> None:
    offices = {who: role for who, role in OFFICES.items() if role != "inspector"}
    play = first(tmp_path / "terang.db", replace(CAST, offices=offices))
    play.table(STAGES["set_up"][1])
    play.table(STAGES["draft"][1])
    play.table("draft | chair | announce programme | no: the inspectorate is named")
    play.db.close()


# ---------------------------------------------------------------- figures, and what is shown to whom
def told(play: Play, name: str, role: str) -> dict[str, dict[str, Any]]:
    """Cells of the last publication of this name, by the number of the case."""
    return {row["case"]: row["cells"] for row in json.loads(play.published(name)[-1]).get(role, {"rows": []})["rows"]}


def test_nothing_about_a_nominee_is_public_before_the_award(at: At) -> None:
    """Up to the decision the public is told no name, no number and no state of a nomination, whatever was published."""
    play = at("granted")
    with play.db.reading() as connection:
        bodies = [str(body) for (body,) in connection.exec_driver_sql("select body from publications")]
    public = json.dumps([json.loads(body).get("public", {}) for body in bodies])
    for nomination in ("izin", "loket", "data", "antar"):
        assert play.cases[nomination] not in public
    assert "Cici" not in public


def test_the_register_names_who_agreed_and_nobody_else(at: At) -> None:
    play = at("closed")
    for name in ("register", "register_all"):
        found = told(play, name, "public")
        assert list(found) == [play.cases["izin"]]
        assert found[play.cases["izin"]]["nominee_name"] == ["Cici", "Cici"]
        assert "total" not in found[play.cases["izin"]]


def test_the_nominee_reads_the_scores_and_the_nominator_does_not(at: At) -> None:
    play = at("plenary")
    nominee = told(play, "standing_of_own", "nominee")[play.cases["izin"]]
    assert (nominee["total"], nominee["merit.rank"]) == (["90,50", "90.50"], ["1", "1"])
    assert set(told(play, "standing_of_own", "nominator")[play.cases["izin"]]) == {"state"}


@pytest.mark.parametrize("stage", ["asked", "granted"])
def test_the_nominee_sees_no_more_of_the_case_than_what_is_asked(at: At, stage: str) -> None:
    """Neither the answers, nor the panel's sheets and points, nor that an award is chosen before it is announced."""
    play = at(stage)
    seen, whole = (staff_case(play.db, play.clock, play.cases["izin"], play.persons[who]) for who in ("cici", "secretary"))
    assert seen is not None and whole is not None and seen.header.state.name == whole.header.state.name == stage
    assert not (seen.facts or seen.papers or seen.scores or seen.sheets or seen.history or seen.tasks or seen.below)
    assert whole.facts and whole.history and seen.ways
    assert seen.header.state.words.staff == seen.header.state.words.owner


def test_why_not_as_the_panel_ranked_is_published(at: At) -> None:
    play = at("deciding")
    play.table(
        """
        ranked | authority | grant loket because.1="Menjangkau pulau terluar." | granted
        deciding | authority & secretary | conclude cepat | announced; loket: awarded; izin: passed_over
        """
    )
    assert "Menjangkau pulau terluar." in play.published("register")[0]


def test_equals_at_the_cut_are_both_among_the_first(at: At) -> None:
    play = at("scoring")
    play.table(STAGES["plenary"][1].replace("score izin,loket |", "score izin,loket impact_value=80 newness_value=80 lasting_value=80 |"))
    play.table(STAGES["deciding"][1])
    play.table(
        """
        ranked | authority | grant loket | granted
        ranked | authority | grant izin because.2="Nilainya sama." | granted
        """
    )
