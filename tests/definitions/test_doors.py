"""Every step of every definition is taken from every state it may be taken from, by a scenario or by a door; what is not, says why."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.definitions.doors import House, is_shut, possible, shut_of, tried
from tests.definitions.test_told import PROCESSES


@pytest.mark.parametrize("process", PROCESSES)
def test_every_step_is_taken_from_every_state_or_says_why_not(process: str, tmp_path: Path) -> None:
    module = importlib.import_module(f"tests.definitions.test_{process}")
    house = House(module, tmp_path, module.CAST)
    left = possible(house.definition) - house.taken() - tried(house, process)
    shut = shut_of(process)
    assert not [step for step in left if not is_shut(step, shut)]
    assert not [step for step in shut if step not in left and step[2] != "*"], "an open door is no longer said to be shut"
    assert not [step for step, why in shut.items() if why in ("", "?")]
