"""Soundness of definitions that cannot be written wrongly by one small change, and the skeleton of guards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workflow.core.check import references, soundness
from workflow.core.definition import Definition, Machine
from workflow.core.graph import cycle
from workflow.core.language import Expr, Kind, Scope, Type, parse
from workflow.core.skeleton import never_all_false
from workflow.load import load

SMALL = Path(__file__).parents[1] / "definitions" / "small" / "2026.1.yaml"
SCOPE = Scope({"n": Type(Kind.NUMBER), "m": Type(Kind.NUMBER), "yes_or_no": Type(Kind.YES_NO)})


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


def test_a_moment_at_which_nothing_may_fit_is_told(small: Definition) -> None:
    root = small.machines["round"]
    never = replace(root.actions["give_up"], needs=root.actions["give_up"].needs[:1] + root.actions["none_fit"].needs)
    findings = soundness(with_machine(small, replace(root, actions={**root.actions, "give_up": never})))
    assert [f.severity for f in findings if "none of" in f.message] == ["warning"]


def guards(*sources: str) -> list[list[Expr]]:
    return [[parse(source, SCOPE)] for source in sources]


@pytest.mark.parametrize(
    ("sources", "always"),
    [
        (("n >= m", "n < m"), True),
        (("n > m", "n < m"), False),
        (("n >= m", "n < m and yes_or_no", "n < m and not yes_or_no"), True),
        (("n >= m", "n < m and yes_or_no"), False),
        (("n in [1, 2]", "n not in [2, 1]"), True),
        (("yes",), True),
        (("n == 1", "n != 1"), True),
        (tuple(f"n == {i}" for i in range(11)), None),
    ],
)
def test_does_one_guard_always_hold(sources: tuple[str, ...], always: bool | None) -> None:
    assert never_all_false(guards(*sources)) is always


def test_a_circle_is_found_with_its_steps() -> None:
    a, b, c = ("m", "a"), ("m", "b"), ("m", "c")
    assert cycle({a: {b}, b: {c}, c: set()}) == []
    assert set(cycle({a: {b}, b: {c}, c: {b}})) == {b, c}
