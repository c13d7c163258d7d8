"""Every step of every definition is taken from every state it may be taken from, by a scenario or by a door; what is not, says why."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.definitions.doors import House, possible, shut_of, tried
from tests.definitions.test_told import PROCESSES


@pytest.mark.parametrize("process", PROCESSES)
def test_every_step_is_taken_from_every_state_or_says_why_not(process: str, tmp_path: Path) -> None:
    module = importlib.import_module(f"tests.definitions.test_{process}")
    house = House(module, tmp_path, module.CAST)
    left = possible(house.definition) - house.taken() - tried(house, process)
    assert left == set(shut_of(process))
    assert not [step for step, why in shut_of(process).items() if why in ("", "?")]
