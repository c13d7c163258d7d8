"""Weights, points, aggregation, ranking and tie-break chains, in exact fractions; rounding is for display alone.

Points of a part = weight x value / its maximum. A part is unknown until enough sheets are in; unknown ranks last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from workflow.core.definition import FactKind, Part, Score
from workflow.core.language import Expr, evaluate
from workflow.core.values import SheetView
from workflow.core.world import Case, World

PLACES = 6
"""Places with which points and totals are stored as facts: scaled integers, half away from zero."""


@dataclass(frozen=True, slots=True)
class Points:
    """One case's score: points per part, and the total; None is unknown."""

    parts: Mapping[str, Fraction | None]
    total: Fraction | None


def points(world: World, case: Case, score: Score) -> Points:
    machine = world.machine(case)
    shares = {part.name: _share(world, case, part, machine.scores) for part in score.parts}
    weights = _weights(score, shares)
    parts = {part.name: _weighed(part, shares[part.name], weights) for part in score.parts}
    if score.missing == "zero":
        parts = {name: value or Fraction(0) for name, value in parts.items()}
    counted = [value for name, value in parts.items() if weights.get(name, Fraction(1)) != 0]
    total = None if None in counted or not counted else sum((v for v in counted if v is not None), Fraction(0))
    return Points(parts, total)


def _weighed(part: Part, share: tuple[Fraction, Fraction] | None, weights: Mapping[str, Fraction]) -> Fraction | None:
    if share is None:
        return None
    value, most = share
    return value if part.weight is None else weights[part.name] * value / most


def _weights(score: Score, shares: Mapping[str, object]) -> dict[str, Fraction]:
    """Weights in points; with `missing: share` the weight of what is missing is spread over the rest."""
    weights = {p.name: Fraction(p.weight, 100) for p in score.parts if p.weight is not None}
    if score.missing != "share" or not weights:
        return weights
    known = sum((w for n, w in weights.items() if shares[n] is not None), Fraction(0))
    whole = sum(weights.values(), Fraction(0))
    return {n: (w * whole / known if shares[n] is not None and known else Fraction(0)) for n, w in weights.items()}


def _share(world: World, case: Case, part: Part, scores: Mapping[str, Score]) -> tuple[Fraction, Fraction] | None:
    """A part's value and its maximum."""
    if part.from_ in scores:
        inner = points(world, case, scores[part.from_]).total
        return None if inner is None else (inner, Fraction(scores[part.from_].out_of))
    action, _, name = part.from_.rpartition(".")
    fact = world.machine(case).facts[name]
    most = Fraction(part.most or (fact.scale[1] if fact.scale else fact.most) or 1)
    if not action:
        items = case.facts.get(name)
        found = [items[0].n] if items else []
    else:
        found = _from_sheets(world, case, action, name, part.where)
    values = [Fraction(n, 10**fact.places if fact.kind is FactKind.DECIMAL else 1) for n in found if n is not None]
    if len(values) < part.at_least:
        return None
    return _AGGREGATES[part.as_ or "mean"](values), most


def _from_sheets(world: World, case: Case, action: str, name: str, where: Expr | None) -> list[int | None]:
    machine = world.machine(case)
    sheets = world.sheets(case, machine.actions[action])
    kept = [s for s in sheets if where is None or evaluate(where, SheetView(machine, s)) is True]
    return [s.facts[name][0].n if s.facts.get(name) else None for s in kept]


def mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def median(values: Sequence[Fraction]) -> Fraction:
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def trimmed_mean(values: Sequence[Fraction]) -> Fraction:
    """The mean without the highest and the lowest; of fewer than three values the plain mean."""
    return mean(sorted(values)[1:-1]) if len(values) >= 3 else mean(values)


_AGGREGATES: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "mean": mean,
    "median": median,
    "trimmed_mean": trimmed_mean,
    "sum": lambda values: sum(values, Fraction(0)),
}


def scaled(value: Fraction, places: int = PLACES) -> int:
    """A fraction as an integer scaled by 10**places, half away from zero."""
    shifted = abs(value) * 10**places
    whole: int = (2 * shifted.numerator + shifted.denominator) // (2 * shifted.denominator)
    return whole if value >= 0 else -whole


def stored_points(world: World, case: Case, name: str) -> int | None:
    """A score or part by name, as a guard sees it: what was stored, else what the sheets say now."""
    if items := case.facts.get(name):
        return items[0].n
    for score in world.machine(case).scores.values():
        found = points(world, case, score)
        value = found.total if name == score.name else found.parts.get(name)
        if value is not None:
            return scaled(value)
    return None


# ------------------------------------------------------------------ ranking
SortKey = Fraction | str | None
Direction = Literal["highest", "lowest"]


@dataclass(frozen=True, slots=True)
class Rank:
    """`decided_by`: the name in the order that set this one apart from somebody equal on all names before it; None if the first did."""

    id: int
    rank: int
    tied: bool
    taken: bool
    decided_by: str | None


def rank(
    keys: Mapping[int, Sequence[SortKey]], order: Sequence[tuple[Direction, str]], take: int, equal_at_cut: Literal["admit", "leave_out"]
) -> list[Rank]:
    """Rank ids by their keys, one key per name in `order`. Equal after the whole chain: the same rank (1, 2, 2, 4)."""
    sorted_ids = sorted(keys, key=lambda id: tuple(_comparable(d, k) for (d, _), k in zip(order, keys[id], strict=True)))
    ranks = {id: 1 + sum(1 for other in sorted_ids if _before(keys[other], keys[id], order)) for id in sorted_ids}
    size = {id: sum(1 for other in sorted_ids if ranks[other] == ranks[id]) for id in sorted_ids}
    result = []
    for id in sorted_ids:
        last = ranks[id] + size[id] - 1
        taken = last <= take or (ranks[id] <= take and equal_at_cut == "admit")
        result.append(Rank(id, ranks[id], size[id] > 1, taken, _decided_by(id, keys, order)))
    return result


def _comparable(direction: Direction, value: SortKey) -> tuple[int, Fraction | str]:
    if value is None:
        return (1, Fraction(0))
    return (0, -value if direction == "highest" and isinstance(value, Fraction) else value)


def _before(one: Sequence[SortKey], other: Sequence[SortKey], order: Sequence[tuple[Direction, str]]) -> bool:
    for (direction, _), a, b in zip(order, one, other, strict=True):
        if a != b:
            return _comparable(direction, a) < _comparable(direction, b)
    return False


def _decided_by(id: int, keys: Mapping[int, Sequence[SortKey]], order: Sequence[tuple[Direction, str]]) -> str | None:
    deepest = 0
    for other, theirs in keys.items():
        if other == id:
            continue
        differing = next((i for i, (a, b) in enumerate(zip(keys[id], theirs, strict=True)) if a != b), None)
        deepest = max(deepest, differing or 0)
    return order[deepest][1] if deepest else None
