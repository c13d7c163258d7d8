"""Stages of a process, each played once: a test gets a copy of the database in which its scenario begins."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.definitions.play import Cast, Play, open_house
from tests.definitions.telling import heard
from workflow.store import schema
from workflow.store.clock import FixedClock
from workflow.store.database import Database

Stages = Mapping[str, tuple[str | None, str]]
"""Name -> the stage before it (None: an empty installation) and the rows that lead to it."""
At = Callable[[str], Play]
Templates = Callable[[str], tuple[Path, Play]]


def stages_of(module: ModuleType) -> Stages:
    """The main path of a process, and the stages beside it."""
    found: Stages = {**module.STAGES, **getattr(module, "BRANCHES", {})}
    return found


def fixtures(cast: Cast, stages: Stages) -> tuple[Any, Any]:
    """The fixtures `templates` and `at` of one test module; `at(stage)` gives a play of its own, held against its journal at the end."""

    @pytest.fixture(scope="session")
    def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
        folder, made = tmp_path_factory.mktemp("stages"), dict[str, tuple[Path, Play]]()

        def template(stage: str) -> tuple[Path, Play]:
            if stage not in made:
                before, rows = stages[stage]
                file = folder / f"{stage}.db"
                play = copied(*template(before), file) if before else first(file, cast)
                heard(play, f"stage {stage}", rows)
                play.db.close()
                made[stage] = file, play
            return made[stage]

        return template

    @pytest.fixture
    def at(templates: Templates, tmp_path: Path) -> Iterator[At]:
        opened: list[Play] = []

        def stage(name: str) -> Play:
            opened.append(copied(*templates(name), tmp_path / "terang.db"))
            return opened[-1]

        yield stage
        for play in opened:
            play.holds_together()
            play.db.close()

    return templates, at


def first(file: Path, cast: Cast) -> Play:
    schema.migrate(f"sqlite:///{file}")
    return open_house(f"sqlite:///{file}", cast)


def copied(file: Path, play: Play, to: Path) -> Play:
    shutil.copy(file, to)
    db = Database(f"sqlite:///{to}", synchronous="OFF")
    return Play(db, FixedClock(play.clock.moment), play.cast, dict(play.persons), dict(play.cases))


def on_postgresql(url: str, cast: Cast, stages: Stages) -> None:
    """Every row of every stage, in the order in which they stand, on a fresh database."""
    schema.migrate(url)
    play = open_house(url, cast)
    for _before, rows in stages.values():
        play.table(rows)
    play.holds_together()
    play.db.close()
