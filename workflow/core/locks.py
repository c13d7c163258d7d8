"""Which case a step must hold alone: the highest one whose sets its guards read or that its cascade moves (format, section 5.1)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from workflow.core.definition import Action, Definition, Do, Effect, Machine, Rank, Send
from workflow.core.language import Expr, names_of, sets_of


class _Keyed:
    """A definition that is equal by its hash."""

    __slots__ = ("definition",)

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def __hash__(self) -> int:
        return hash(self.definition.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.definition.sha256 == self.definition.sha256


def anchor(definition: Definition, machine: str, action: str) -> str:
    """The machine, this one or an ancestor, whose case a step locks exclusively; ancestors above it are locked shared."""
    return _anchor(_Keyed(definition), machine, action)


@lru_cache(maxsize=4096)
def _anchor(keyed: _Keyed, machine: str, action: str) -> str:
    definition = keyed.definition
    order = (machine, *definition.ancestors(machine))
    touched = set(_touched(definition, definition.machines[machine], definition.machines[machine].actions[action], frozenset()))
    return max((m for m in order if m in touched or m == machine), key=order.index)


def _touched(definition: Definition, machine: Machine, action: Action, seen: frozenset[tuple[str, str]]) -> Iterator[str]:
    if (machine.name, action.name) in seen:
        return
    seen |= {(machine.name, action.name)}
    for clause in action.needs:
        yield from _read(definition, machine, clause.that)
    for effect in action.then:
        yield from _by_effect(definition, machine, effect, seen)


def _read(definition: Definition, machine: Machine, expr: Expr) -> Iterator[str]:
    """Machines whose cases anchor a set that the guard reads, also through formulas of ancestors."""
    for name in sets_of(expr):
        head, _, rest = name.partition(".")
        yield head if rest else machine.name
    for name in names_of(expr):
        head, _, rest = name.partition(".")
        owner = definition.machines.get(head) if rest else machine
        fact = owner.facts.get(rest or head) if owner else None
        if owner is not None and fact is not None and fact.formula is not None:
            yield from _read(definition, owner, fact.formula)


def _by_effect(definition: Definition, machine: Machine, effect: Effect, seen: frozenset[tuple[str, str]]) -> Iterator[str]:
    if isinstance(effect, Rank):
        yield machine.name
    if not isinstance(effect, Do | Send):
        return
    head, _, rest = effect.on.partition(".")
    if effect.on == "parent" and machine.parent is not None:
        target = definition.machines[machine.parent]
        yield target.name
    elif effect.on == "self":
        target = machine
    else:
        target = definition.machines[rest or head]
        yield head if rest else machine.name
    if isinstance(effect, Do):
        for name in effect.actions:
            yield from _touched(definition, target, target.actions[name], seen)
