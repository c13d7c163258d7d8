"""The written lists of what is told are those of the tables: every stage and every scenario once, nothing else."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.definitions.stages import stages_of
from tests.definitions.telling import FOLDER
from workflow.store.shelf import definition_files

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
PROCESSES = sorted({path.parent.name for path in definition_files(DEFINITIONS)})


@pytest.mark.parametrize("process", PROCESSES)
def test_every_stage_and_every_scenario_is_listed(process: str) -> None:
    tables = importlib.import_module(f"tests.definitions.test_{process}")
    listed = [line.partition(": ")[0] for line in (FOLDER / f"{process}.txt").read_text(encoding="utf-8").splitlines()]
    assert sorted(listed) == sorted([*(f"stage {stage}" for stage in stages_of(tables)), *tables.SCENARIOS])
