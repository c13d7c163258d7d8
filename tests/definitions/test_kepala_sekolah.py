"""The selection of school principals as tables: the main path, what is refused, and the rare branches."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.definitions.kepala_sekolah_tables import SCENARIOS, STAGES, TEAM
from tests.definitions.play import Cast, Play, open_house
from workflow.core import record
from workflow.core.eligible import eligibility, given_values
from workflow.core.view import CaseView
from workflow.load import load
from workflow.queries.look import Viewer, look
from workflow.store import schema
from workflow.store import tables as t
from workflow.store.clock import FixedClock
from workflow.store.database import Database

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "kepala_sekolah" / "2026.1.yaml"
FILL = {
    "name": "{who}",
    "contact": "Subbidang Mutasi, (0000) 555-0101",
    "minimum": "3",
    "extensions": "2",
    "cap": "2",
    "nominees": "2",
    "quorum": "3",
    "hear_public": "yes",
    "reason": "Alasan yang diumumkan.",
    "ground": "Surat nomor 1.",
    "school": "SD Negeri 1 Wae Luju",
    "school_level": "sd",
    "district": "Wae Luju",
    "assignment_date": "2026-12-01",
    "lacks_candidates": "no",
    "considerations": "Semua masukan dibahas.",
    "home_school": "SD Negeri 2 Wae Luju",
    "birth_date": "1980-05-05",
    "employment": "PNS",
    "rank": "III/d",
    "level": "ahli_muda",
    "degree": "S1/D-IV",
    "certified": "yes",
    "teaching_years": "15",
    "managerial_years": "4",
    "performance_1": "baik",
    "performance_2": "baik",
    "disciplined": "no",
    "accused": "no",
    "pact": "yes",
    "truthful": "yes",
    "summary": "Lima belas tahun mengajar.",
    "vision": "Jam baca setiap pagi.",
    "interview_at": "2026-04-20T09:00",
    "interview_place": "Ruang rapat",
    "decree_number": "800/1",
    "decree_date": "2026-05-01",
    "inauguration_at": "2026-05-04T09:00",
    "inauguration_place": "Pendopo",
    "kind": "dukungan",
    "text": "Baik.",
    "reply": "Terima kasih.",
    "disposition": "dijawab",
    "answer": "Sudah dibahas.",
    "hidden_because": "spam",
    "objection.about": "berkas",
    "argument": "Predikat saya Baik.",
}
OFFICES = {"secretary": "secretariat", "secretary2": "secretariat", "authority": "authority", "inspector": "inspector"}
TEAMS = (*TEAM.split(","), "deputy", "checker1", "checker2", "checker3", "reviewer", "reviewer2")
RATINGS = {"ani": "5", "budi": "4", "cici": "3", "dodi": "2"}
CAST = Cast(DEFINITION, (*OFFICES, *TEAMS, *RATINGS, "outsider", *"efg"), OFFICES, FILL, RATINGS)
At = Callable[[str], Play]


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Path, Play]]:
    """Each stage is played once; a test gets a copy of its database."""
    folder, made = tmp_path_factory.mktemp("stages"), dict[str, tuple[Path, Play]]()

    def template(stage: str) -> tuple[Path, Play]:
        if stage not in made:
            before, rows = STAGES[stage]
            file = folder / f"{stage}.db"
            play = copied(*template(before), file) if before else first(file)
            play.table(rows)
            play.db.close()
            made[stage] = file, play
        return made[stage]

    return template


def first(file: Path) -> Play:
    schema.migrate(f"sqlite:///{file}")
    return open_house(f"sqlite:///{file}", CAST)


def copied(file: Path, play: Play, to: Path) -> Play:
    shutil.copy(file, to)
    db = Database(f"sqlite:///{to}", synchronous="OFF")
    return Play(db, FixedClock(play.clock.moment), play.cast, dict(play.persons), dict(play.cases))


@pytest.fixture
def at(templates: Callable[[str], tuple[Path, Play]], tmp_path: Path) -> Iterator[At]:
    opened: list[Play] = []

    def stage(name: str) -> Play:
        opened.append(copied(*templates(name), tmp_path / "terang.db"))
        return opened[-1]

    yield stage
    for play in opened:
        play.holds_together()
        play.db.close()


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the filled post, each row of STAGES played once on SQLite."""
    at("filled")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    schema.migrate(fresh_postgres)
    play = open_house(fresh_postgres, CAST)
    for _before, rows in STAGES.values():
        play.table(rows)
    play.holds_together()
    play.db.close()


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    at(stage).table(rows)
