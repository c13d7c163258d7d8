"""What conditions say of single facts: the numbers and spans of days that they compare them with, read once from a definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.core.definition import Clause, Definition, FactKind, Machine
from workflow.core.language import Expr, Kind, walk
from workflow.core.language.nodes import Between, Compare, In, Literal, Name, Scaled

Key = tuple[str, str]
"""A machine and one of its facts."""
_YEAR = 366


@dataclass(frozen=True, slots=True)
class Hints:
    """`numbers`: whole units around those that a condition names. `days`: from today. `births`: dates from which years are counted."""

    numbers: Mapping[Key, tuple[int, ...]]
    days: Mapping[Key, tuple[int, ...]]
    births: frozenset[Key]


def hints(definition: Definition) -> Hints:
    """Read every condition, requirement and formula of the definition."""
    numbers: dict[Key, dict[int, None]] = {}
    days: dict[Key, dict[int, None]] = {}
    births: set[Key] = set()
    for machine in definition.machines.values():
        for expr in _expressions(machine):
            for node in walk(expr):
                if isinstance(node, Between) and node.unit == "years" and (key := _key(definition, machine, node.first)):
                    births.add(key)
                if isinstance(node, Compare):
                    _compared(definition, machine, node, numbers, days)
                if isinstance(node, In) and (key := _key(definition, machine, node.left)):
                    _add(numbers, key, [v.value for v in node.values if isinstance(v.value, int)])
    return Hints(_frozen(numbers), _frozen(days), frozenset(births))


def _frozen(found: Mapping[Key, Mapping[int, None]]) -> Mapping[Key, tuple[int, ...]]:
    return {key: tuple(values) for key, values in found.items()}


def _expressions(machine: Machine) -> Iterator[Expr]:
    clauses: list[Clause] = [c for a in machine.actions.values() for c in a.needs]
    clauses += [c for group in machine.requirements.values() for c in group]
    yield from (clause.that for clause in clauses)
    yield from (fact.formula for fact in machine.facts.values() if fact.formula is not None)


def _compared(
    definition: Definition, machine: Machine, node: Compare, numbers: dict[Key, dict[int, None]], days: dict[Key, dict[int, None]]
) -> None:
    for side, other in ((node.left, node.right), (node.right, node.left)):
        if not isinstance(value := _constant(other), int):
            continue
        told = unfolded(machine, side)
        if key := _key(definition, machine, told):
            _add(numbers, key, [value, value + 1, value - 1])
        if isinstance(told, Between):
            span = _YEAR if told.unit == "years" else 1
            for end, sign in ((told.first, -1), (told.second, 1)):
                if key := _key(definition, machine, end):
                    _add(days, key, [sign * span * (value + more) for more in (-2, 2, -1, 1, 0)])


def _add(found: dict[Key, dict[int, None]], key: Key, values: list[int]) -> None:
    found.setdefault(key, {}).update(dict.fromkeys(values))


def _constant(expr: Expr) -> int | None:
    """A written number in whole units."""
    if isinstance(expr, Scaled):
        return _constant(expr.of)
    if isinstance(expr, Literal) and isinstance(expr.value, int) and not isinstance(expr.value, bool):
        return int(expr.value // 10**expr.type.places)
    return None


def unfolded(machine: Machine, expr: Expr) -> Expr:
    """What stands behind a name that is a formula."""
    if isinstance(expr, Scaled):
        return unfolded(machine, expr.of)
    fact = machine.facts.get(expr.name) if isinstance(expr, Name) else None
    return unfolded(machine, fact.formula) if fact is not None and fact.formula is not None else expr


def _key(definition: Definition, machine: Machine, expr: Expr) -> Key | None:
    if isinstance(expr, Scaled):
        return _key(definition, machine, expr.of)
    if not isinstance(expr, Name):
        return None
    head, _, rest = expr.name.partition(".")
    owner = definition.machines[head] if rest and head in definition.machines else machine
    fact = owner.facts.get(rest if owner is not machine else expr.name)
    asked = fact is not None and fact.kind is not FactKind.FORMULA
    return (owner.name, fact.name) if asked and fact is not None and expr.type.kind in (Kind.NUMBER, Kind.DATE) else None
