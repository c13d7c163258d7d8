"""Soundness of definitions that cannot be written wrongly by one small change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workflow.core.check import references, soundness
from workflow.core.definition import Definition, Machine
from workflow.core.graph import cycle
from workflow.load import load

SMALL = Path(__file__).parents[1] / "definitions" / "small" / "2026.1.yaml"


@pytest.fixture(scope="module")
def small() -> Definition:
    return load(SMALL)


def with_machine(definition: Definition, machine: Machine) -> Definition:
    return replace(definition, machines={**definition.machines, machine.name: machine})


def told(definition: Definition) -> list[str]:
    return [finding.message for finding in soundness(definition) if finding.severity == "error"]


def test_the_small_definition_holds(small: Definition) -> None:
    assert references(small) == ()
    assert told(small) == []


def test_a_machine_without_a_birth(small: Definition) -> None:
    remark = small.machines["remark"]
    born = {name: action for name, action in remark.actions.items() if not action.is_birth}
    found = told(with_machine(small, replace(remark, actions=born)))
    assert any("no case of this kind can begin" in message for message in found)


def test_a_machine_without_an_end(small: Definition) -> None:
    remark = small.machines["remark"]
    going = {name: state for name, state in remark.states.items() if not state.is_end}
    staying = {name: action for name, action in remark.actions.items() if action.to in going}
    found = told(with_machine(small, replace(remark, states=going, actions=staying)))
    assert any("has no end" in message for message in found)


def test_a_window_in_a_state_that_is_never_reached(small: Definition) -> None:
    entry = small.machines["entry"]
    windows = {**entry.windows, "keeping": replace(entry.windows["keeping"], in_=("objected",))}
    actions = {name: action for name, action in entry.actions.items() if name not in ("object", "uphold", "refuse")}
    found = told(with_machine(small, replace(entry, windows=windows, actions=actions)))
    assert any("never opens" in message for message in found)


def test_going_back_reaches_nothing_new(small: Definition) -> None:
    """Only a state that was reached can be the state before."""
    root = small.machines["round"]
    actions = {name: action for name, action in root.actions.items() if name not in ("sign", "accept_signatures")}
    found = told(with_machine(small, replace(root, actions=actions)))
    assert any('no case can ever reach "deciding"' in message for message in found)


def test_a_circle_is_found_with_its_steps() -> None:
    a, b, c = ("m", "a"), ("m", "b"), ("m", "c")
    assert cycle({a: {b}, b: {c}, c: set()}) == []
    assert set(cycle({a: {b}, b: {c}, c: {b}})) == {b, c}
