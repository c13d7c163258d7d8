"""The cells of a value: as few representatives as its guards tell apart, each a value that the language's own evaluator reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import ceil, floor

from workflow.core.definition import Definition, Fact, FactKind
from workflow.core.explore.drafts import Draft, Key
from workflow.core.language import Kind, Type, Value

OPEN = -1
"""In a state: the value was given, but nothing has asked yet which it is."""
MOST_CELLS = 9
MOST_CONTENTS = 64
MOST_SHEETS = 5
_GIVEN = "given"
_DAY = date(2000, 1, 1).toordinal()
_MIDDLE, _WIDE = Fraction(10), Fraction(9)
MOST_NUMBERS = 27


@dataclass(frozen=True, slots=True)
class Cells:
    """`values`: representatives, the last is None (not known). `choices`: how many of them may be given. `start`: position at birth, or OPEN.

    `loose`: made of the same facts as another value, so that not every pair of cells may really occur.
    """

    values: tuple[Value, ...]
    choices: int
    start: int
    base: frozenset[str]
    by: str
    loose: bool


def cells_of(definition: Definition, drafts: Mapping[Key, Draft]) -> dict[Key, Cells]:
    """Cells of every value of a run."""
    return {key: _cells(definition, draft, drafts) for key, draft in drafts.items()}


def _cells(definition: Definition, draft: Draft, drafts: Mapping[Key, Draft]) -> Cells:
    found = values_of(draft, drafts)
    unknown = may_be_unknown(definition, draft)
    values = (*found, None)
    loose = draft.derived and any(
        other.key != draft.key and other.key[0] == draft.key[0] and other.base & draft.base for other in drafts.values()
    )
    return Cells(values, len(found) + unknown, _start(definition, draft, values), draft.base, draft.by, loose)


def _start(definition: Definition, draft: Draft, values: tuple[Value, ...]) -> int:
    machine, name = draft.key
    fact = definition.machines[machine].facts.get(name)
    if draft.derived and not draft.base:
        return OPEN
    if fact is None or fact.default is None:
        return len(values) - 1
    default = _read(fact)
    return values.index(default) if default in values else OPEN


def _read(fact: Fact) -> Value:
    default = fact.default or ""
    if fact.kind is FactKind.YES_NO:
        return default == "yes"
    if fact.kind in (FactKind.NUMBER, FactKind.DECIMAL):
        return int(Fraction(default) * 10**fact.type.places)
    return default


def may_be_unknown(definition: Definition, draft: Draft) -> bool:
    """Whether it may stay unknown although it was asked."""
    machine, name = draft.key
    own = definition.machines[machine]
    if draft.by == "rank":
        return False
    head, _, column = name.partition(".")
    table = definition.tables.get(head)
    if table is not None and any(row[list(table.columns).index(column)] is None for row in table.rows.values()):
        return True
    if name in own.facts and own.facts[name].figure is not None:
        return True
    score = next((s for s in own.scores.values() if name == s.name or any(name == part.name for part in s.parts)), None)
    if score is not None and score.missing == "zero":
        return False
    asked = {*draft.base, name.rpartition(".")[2]}
    for action in own.actions.values():
        if action.name in draft.base and action.form is not None:
            asked |= set(own.forms[action.form].facts)
    return any(own.facts[fact].optional for fact in asked if fact in own.facts)


def values_of(draft: Draft, drafts: Mapping[Key, Draft]) -> tuple[Value, ...]:
    """The representatives, without unknown. Of what is only asked whether it is known, one."""
    if draft.type.kind is not Kind.YES_NO and not draft.cuts and not draft.links:
        return (draft.type.values[0] if draft.type.values else _GIVEN,)
    match draft.type.kind:
        case Kind.YES_NO:
            return (True, False)
        case Kind.CHOICE:
            return _choices(draft)
        case Kind.NUMBER:
            return tuple(_numbers(draft, drafts))
        case Kind.DATE:
            return tuple(date.fromordinal(day) for day in _numbers(draft, drafts))
    return (_GIVEN,)


def _choices(draft: Draft) -> tuple[str, ...]:
    """Every value that a guard names, and one that none names; all of them where two choices are compared or few are ordered."""
    values = draft.type.values
    if draft.links or (draft.type.ordered and len(values) <= MOST_CELLS):
        return values[:MOST_CELLS]
    named = tuple(value for value in values if value in draft.cuts)
    others = tuple(value for value in values if value not in draft.cuts)
    return named + others[:1]


def _numbers(draft: Draft, drafts: Mapping[Key, Draft]) -> list[int]:
    """Below, at and above each number that it is compared with; and so for each value of what it is compared with, in smaller and smaller steps."""
    cluster = _cluster(draft, drafts)
    cuts = {cut for one in cluster for cut in one.cuts if isinstance(cut, Fraction)}
    if len(cluster) == 1:
        return sorted({value for cut in cuts for value in _around(cut, Fraction(0), draft.type)})
    anchor = min(cluster, key=lambda one: (one.default is None, one.derived, one.key))
    lo, hi = _reach(cluster)
    step = min(_WIDE, (hi - lo) / 8)
    points = cuts or {_middle(anchor, lo, hi)}
    for distance in range(_distance(anchor, draft, drafts) + bool(cuts)):
        points = {Fraction(value, 10**draft.type.places) for point in points for value in _around(point, step / 3**distance, draft.type)}
    found = sorted({_units(point, draft.type) for point in points})
    return found[:MOST_NUMBERS]


def _middle(anchor: Draft, lo: Fraction, hi: Fraction) -> Fraction:
    """Its default, or where there is none, or nothing lies on one side of it, a number with room on both."""
    if anchor.default is not None and lo < anchor.default < hi:
        return anchor.default
    return _MIDDLE if lo < _MIDDLE < hi else (lo + hi) / 2


def _reach(cluster: Iterable[Draft]) -> tuple[Fraction, Fraction]:
    """What lies within the reach of each."""
    reaches = [(_bounds(one.type), 10**one.type.places) for one in cluster]
    lo, hi = max(Fraction(reach[0], unit) for reach, unit in reaches), min(Fraction(reach[1], unit) for reach, unit in reaches)
    return lo, max(lo, hi)


def _bounds(type_: Type) -> tuple[int, int]:
    return type_.reach if type_.kind is Kind.NUMBER else (_DAY - 36500, _DAY + 36500)


def _distance(anchor: Draft, draft: Draft, drafts: Mapping[Key, Draft]) -> int:
    """Over how many comparisons the one hangs on the other."""
    near, distance = {anchor.key}, 0
    while draft.key not in near:
        near |= {key for one in near for key in drafts[one].links if key in drafts}
        distance += 1
    return distance


def _cluster(draft: Draft, drafts: Mapping[Key, Draft]) -> list[Draft]:
    found, waiting = {draft.key}, [draft.key]
    while waiting:
        for key in drafts[waiting.pop()].links:
            if key in drafts and key not in found:
                found.add(key)
                waiting.append(key)
    return [drafts[key] for key in found]


def _around(cut: Fraction, step: Fraction, type_: Type) -> set[int]:
    """The value itself, where it is one, and one on each side, at least a step away."""
    unit = 10**type_.places
    lo, hi = _bounds(type_)
    below = min(ceil(cut * unit) - 1, floor((cut - step) * unit))
    above = max(floor(cut * unit) + 1, ceil((cut + step) * unit))
    return {min(max(value, lo), hi) for value in (below, floor(cut * unit), ceil(cut * unit), above)}


def _units(natural: Fraction, type_: Type) -> int:
    lo, hi = _bounds(type_)
    return min(max(int(natural * 10**type_.places), lo), hi)


Sheet = tuple[Value, ...]
"""What one sheet answers, in the order of the names that guards read."""


def contents_of(sheets: int, answers: list[tuple[Value, ...]]) -> tuple[tuple[Sheet, ...], ...]:
    """Everything that so many sheets may say together; whose sheet is whose makes no difference."""
    each = list(product(*answers))
    for number in range(min(sheets, MOST_SHEETS), 1, -1):
        found = list(combinations_with_replacement(each, number))
        if len(found) <= MOST_CONTENTS:
            return tuple(found)
    return tuple((one,) for one in each)
