"""Which of the open ways people take: what leads on, what is a duty, what is a mere possibility, what nobody does without need."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from workflow.core.definition import Action, Create, Definition, Do, Fill, Machine, Outcome, Phase, Rank, State
from workflow.core.flow import flow
from workflow.core.language import sets_of

_GONE = (Outcome.WITHDRAWN, Outcome.CANCELLED)
NARROW = 2
"""An end for at most so many states is a remedy meant for them, not a way out of everything."""


class Appeal(IntEnum):
    """`NEVER`: only a scenario does it. `LAST`: when nothing else is left. `EXTRA`: some do it, once. `DUTY`: done beside what leads on."""

    NEVER = 0
    LAST = 1
    EXTRA = 2
    DUTY = 3
    ONWARD = 4


def appeal(machine: Machine, state: str, action: Action) -> Appeal:
    """How an action from this state appeals to whoever may take it."""
    if action.extraordinary:
        return Appeal.NEVER
    if action.to == "before":
        return Appeal.ONWARD if machine.states[state].pauses else Appeal.EXTRA
    if action.to in ("stay", state):
        return Appeal.DUTY if action.task or is_remedy(action) or moves_others(action) else Appeal.EXTRA
    target = machine.states[action.to]
    if target.pauses:
        return Appeal.NEVER
    if target.outcome in _GONE:
        remedy = len(action.from_) <= NARROW and state not in main_line(machine)
        return Appeal.ONWARD if remedy else Appeal.LAST
    backward = _place(machine, action.to) is not None and (_place(machine, action.to) or 0) < (_place(machine, state) or 0)
    if backward and action.task is None:
        return Appeal.DUTY if is_remedy(action) else Appeal.EXTRA
    return Appeal.ONWARD


def is_remedy(action: Action) -> bool:
    """Open only while others are too few or too many: whoever may, does something about it."""
    return any(sets_of(clause.that) for clause in action.needs)


def moves_others(action: Action) -> bool:
    """Its own case stays, others go on by it."""
    return any(isinstance(effect, Do | Create | Rank | Fill) for effect in action.then)


def weight(machine: Machine, state: State, action: Action, *, upheld: int) -> int:
    """How likely it is that this one of several ways onward is taken. `upheld`: of a hundred objections."""
    if state.phase is Phase.OBJECTION:
        return 100 - upheld if _is_lost(machine, action) else upheld
    found = 6 if action.task is not None else 0
    if action.to in machine.states:
        found += 6 if action.to in main_line(machine) else 2
    return 1 if _is_lost(machine, action) and found < 6 else max(found, 1)


def _is_lost(machine: Machine, action: Action) -> bool:
    return action.to in machine.states and machine.states[action.to].is_end and machine.states[action.to].outcome in (Outcome.LOST, *_GONE)


def _place(machine: Machine, state: str) -> int | None:
    line = main_line(machine)
    return line.index(state) if state in line else None


def main_line(machine: Machine) -> tuple[str, ...]:
    """From a birth to a good end, as the drawing has it."""
    return _line(_Known(machine))


class _Known:
    """A machine that counts as equal only to itself; machines live as long as their definition."""

    __slots__ = ("machine",)

    def __init__(self, machine: Machine) -> None:
        self.machine = machine

    def __hash__(self) -> int:
        return id(self.machine)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.machine is self.machine


@lru_cache(maxsize=256)
def _line(known: _Known) -> tuple[str, ...]:
    return flow(known.machine).main


def stages(definition: Definition) -> frozenset[str]:
    """Machines whose moves turn the page for many: those above the cases that people own, or all that have anything below."""
    owned = {role.owner_of for role in definition.roles.values() if role.owner_of}
    above = {name for machine in owned for name in definition.ancestors(machine or "")}
    return frozenset(above or {m for m in definition.machines if definition.children(m)} or {definition.root.name})
