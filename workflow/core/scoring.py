"""Weights, points, aggregation, ranking and tie-break chains, in exact fractions; rounding is for display alone.

Points of a part = weight x value / its maximum. A part is unknown until enough sheets are in; unknown ranks last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal

from workflow.core.definition import Fact, Machine, Part, Score
from workflow.core.language import Expr, View, evaluate
from workflow.core.parts_results import Direction, Key
from workflow.core.values import sheet_view
from workflow.core.world import Case, World

PLACES = 6
"""Places with which points and totals are stored as facts: scaled integers, half away from zero."""


@dataclass(frozen=True, slots=True)
class Points:
    """One case's score: points per part, and the total; None is unknown."""

    parts: Mapping[str, Fraction | None]
    total: Fraction | None


def points(world: World, case: Case, score: Score, view: View) -> Points:
    """The score of a case, whose own view is `view`."""
    shares = _shares(world, case, score, view)
    known = _weights(score, shares, view)
    if known is None:
        return Points(dict.fromkeys(shares), None)
    parts = {part.name: _weighed(part, shares[part.name], known) for part in score.parts}
    if score.missing == "zero":
        parts = {name: value or Fraction(0) for name, value in parts.items()}
    counted = [value for name, value in parts.items() if known.get(name, Fraction(1)) != 0]
    total = None if None in counted or not counted else sum((v for v in counted if v is not None), Fraction(0))
    return Points(parts, total)


def weights(world: World, case: Case, score: Score, view: View) -> dict[str, Fraction] | None:
    """The weights in points that the score of a case is reckoned with now; None: settings that do not make 100."""
    return _weights(score, _shares(world, case, score, view), view)


def _shares(world: World, case: Case, score: Score, view: View) -> dict[str, tuple[Fraction, Fraction] | None]:
    return {part.name: share(world, case, part, view) for part in score.parts}


def _weighed(part: Part, found: tuple[Fraction, Fraction] | None, weights: Mapping[str, Fraction]) -> Fraction | None:
    if found is None:
        return None
    value, most = found
    if not part.is_weighed:
        return value
    return weights[part.name] * value / most if most else Fraction(0)


def _weights(score: Score, shares: Mapping[str, object], view: View) -> dict[str, Fraction] | None:
    """Weights in points; with `missing: share` the weight of what is missing is spread over the rest. None: settings that do not make 100."""
    weights = {p.name: weight(p, view) for p in score.parts if p.is_weighed}
    known = {name: one for name, one in weights.items() if one is not None}
    if known != weights or (weights and sum(known.values(), Fraction(0)) != 100):
        return None
    if score.missing != "share" or not known:
        return known
    there = sum((w for n, w in known.items() if shares[n] is not None), Fraction(0))
    return {n: (w * 100 / there if shares[n] is not None and there else Fraction(0)) for n, w in known.items()}


def weight(part: Part, view: View) -> Fraction | None:
    """In per cent; None where the setting that gives it is not known."""
    if part.weighing is None:
        return Fraction(part.weight or 0, 100)
    value = evaluate(part.weighing, view)
    return Fraction(value, 10**part.weighing.type.places) if isinstance(value, int) else None


def share(world: World, case: Case, part: Part, view: View) -> tuple[Fraction, Fraction] | None:
    """A part's value and its maximum; of a part in points its points and its weight."""
    machine = world.machine(case)
    if part.from_ in machine.scores:
        inner = points(world, case, machine.scores[part.from_], view).total
        return None if inner is None else (inner, Fraction(machine.scores[part.from_].out_of))
    action, _, name = part.from_.rpartition(".")
    fact = machine.facts[name]
    found = _from_sheets(world, case, action, name, part.where, view) if action else [_of_case(fact, case, view)]
    values = [Fraction(n, 10**fact.type.places) for n in found if n is not None]
    if len(values) < max(1, part.at_least):
        return None
    most = weight(part, view) if part.in_points else Fraction(greatest(part, fact))
    return None if most is None else (_AGGREGATES[part.as_ or "mean"](values), most)


def greatest(part: Part, fact: Fact) -> int:
    """The greatest value of a part, which earns its whole weight."""
    return part.most or (fact.scale[1] if fact.scale else fact.most) or 1


def _of_case(fact: Fact, case: Case, view: View) -> int | None:
    if fact.is_asked:
        items = case.facts.get(fact.name)
        return items[0].n if items else None
    value = view.value(fact.name)
    return int(value) if isinstance(value, int) else None


def is_own(machine: Machine, score: Score) -> bool:
    """Whether a score follows from answers to the case itself, so that it can be kept with each of them."""
    inner = (machine.scores.get(part.from_) for part in score.parts)
    return all("." not in part.from_ for part in score.parts) and all(is_own(machine, one) for one in inner if one is not None)


def _from_sheets(world: World, case: Case, action: str, name: str, where: Expr | None, view: View) -> list[int | None]:
    machine = world.machine(case)
    sheets = world.sheets(case, machine.actions[action])
    kept = [s for s in sheets if where is None or evaluate(where, sheet_view(world, case, machine.actions[action], s), view) is True]
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


def stored_points(world: World, case: Case, name: str, view: View) -> int | None:
    """A score or part by name, as a guard sees it: what was stored, else what the sheets say now."""
    if items := case.facts.get(name):
        return items[0].n
    for score in world.machine(case).scores.values():
        found = points(world, case, score, view)
        value = found.total if name == score.name else found.parts.get(name)
        if value is not None:
            return scaled(value)
    return None


# ------------------------------------------------------------------ ranking
SortKey = Fraction | str | None


@dataclass(frozen=True, slots=True)
class Rank:
    """`decided_by`: the name in the order that set this one apart from somebody equal on all names before it; None if the first did."""

    id: int
    rank: int
    tied: bool
    taken: bool
    decided_by: str | None


def rank(keys: Mapping[int, Sequence[SortKey]], order: Sequence[Key], take: int, equal_at_cut: Literal["admit", "leave_out"]) -> list[Rank]:
    """Rank ids by their keys, one key per name in `order`. Equal after the whole chain: the same rank (1, 2, 2, 4)."""
    groups = [list(group) for _key, group in groupby(ordered(keys, order), key=lambda id: tuple(keys[id]))]
    result: list[Rank] = []
    for i, group in enumerate(groups):
        first, last = len(result) + 1, len(result) + len(group)
        taken = last <= take or (first <= take and equal_at_cut == "admit")
        beside = [keys[groups[j][0]] for j in (i - 1, i + 1) if 0 <= j < len(groups)]
        decided_by = _decided_by(keys[group[0]], beside, order)
        result += [Rank(id, first, len(group) > 1, taken, decided_by) for id in group]
    return result


def ordered(keys: Mapping[int, Sequence[SortKey]], order: Sequence[Key]) -> list[int]:
    """Ids, best first; equal ones in the order in which they are given."""
    return sorted(keys, key=lambda id: tuple(_comparable(d, k) for (d, _), k in zip(order, keys[id], strict=True)))


def _comparable(direction: Direction, value: SortKey) -> tuple[int, Fraction | tuple[int, ...]]:
    """Unknown last, whichever direction. A text goes by the code points of its characters."""
    if value is None:
        return (1, Fraction(0))
    if isinstance(value, Fraction):
        return (0, -value if direction == "highest" else value)
    points = tuple(ord(character) for character in value)
    return (0, (*(-point for point in points), 1) if direction == "highest" else points)


def _decided_by(own: Sequence[SortKey], beside: Iterable[Sequence[SortKey]], order: Sequence[Key]) -> str | None:
    """The deepest name at which somebody differs who is equal before it: one of the two neighbours in the order is the closest of all."""
    differing = [next(i for i, (a, b) in enumerate(zip(own, other, strict=True)) if a != b) for other in beside]
    deepest = max(differing, default=0)
    return order[deepest][1] if deepest else None
