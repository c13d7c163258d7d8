"""Ranking cases and filling open places: reckoned exactly, kept as facts of the event that ranks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from workflow.core import scoring
from workflow.core.definition import Filling, Pass, Ranking, Score
from workflow.core.fields import Item
from workflow.core.language import Value, View, evaluate
from workflow.core.moves import Move, put_fact
from workflow.core.names import case_names
from workflow.core.parts_results import Key
from workflow.core.world import Case

if TYPE_CHECKING:
    from workflow.core.plan import Plan

_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def store_scores(plan: Plan, move: Move, case: Case) -> dict[str, Fraction | None]:
    """Compute the scores of a case and keep them as facts; returns them exact, by name of score and part."""
    return _stored(plan, move, case, plan.world.machine(case).scores.values())


def keep_scores(plan: Plan, move: Move) -> None:
    """Scores that follow from answers alone are kept with each answer, so that guards in Python and in SQL find the same."""
    machine = plan.world.machine(move.case)
    _stored(plan, move, move.case, [score for score in machine.scores.values() if scoring.is_own(machine, score)])


def _stored(plan: Plan, move: Move, case: Case, scores: Iterable[Score]) -> dict[str, Fraction | None]:
    exact: dict[str, Fraction | None] = {}
    for score in scores:
        found = scoring.points(plan.world, case, score, plan.view(case))
        exact.update({**found.parts, score.name: found.total})
    for name, value in exact.items():
        items = (Item(n=scoring.scaled(value)),) if value is not None else ()
        if case.facts.get(name, ()) != items:
            put_fact(move, case, name, items)
    return exact


def rank(plan: Plan, move: Move, holder: Case, ranking: Ranking, ranked: Sequence[Case]) -> None:
    """Rank the cases below `holder`; each gets its rank, the holder the numbers of the whole."""
    keys = {case.id: sort_keys(plan, move, case, ranking.order) for case in ranked}
    take = evaluate(ranking.take, plan.view(holder))
    most = take if isinstance(take, int) else 0
    result = scoring.rank(keys, ranking.order, most, ranking.equal_at_cut)
    for row in result:
        case = plan.world.case(row.id)
        put_fact(move, case, f"{ranking.name}.rank", (Item(n=row.rank),))
        put_fact(move, case, f"{ranking.name}.tied", (Item(n=int(row.tied)),))
        put_fact(move, case, f"{ranking.name}.taken", (Item(n=int(row.taken)),))
        put_fact(move, case, f"{ranking.name}.decided_by", (Item(s=row.decided_by),) if row.decided_by else ())
    taken = [row for row in result if row.taken]
    put_fact(move, holder, f"{ranking.name}.size", (Item(n=len(result)),))
    put_fact(move, holder, f"{ranking.name}.filled", (Item(n=len(taken)),))
    put_fact(move, holder, f"{ranking.name}.tied_at_cut", (Item(n=int(len(taken) != min(len(result), most))),))


def sort_keys(plan: Plan, move: Move, case: Case, order: Iterable[Key]) -> list[scoring.SortKey]:
    """What the case is ranked by, scores unrounded."""
    exact = store_scores(plan, move, case)
    return [exact[name] if name in exact else _key(plan, case, name) for _direction, name in order]


def _key(plan: Plan, case: Case, name: str) -> scoring.SortKey:
    """The value of a name as it is ordered by: a choice of an ordered list by its place in the list, a text by itself."""
    value = plan.view(case).value(name)
    if isinstance(value, datetime):
        return Fraction((value - _EPOCH) // _MICROSECOND)
    if isinstance(value, date):
        return Fraction(value.toordinal())
    if isinstance(value, str) and (type_ := case_names(plan.world.definition, case.machine)[name]).ordered:
        return Fraction(type_.values.index(value))
    return Fraction(value) if isinstance(value, int) else value


# ------------------------------------------------------------------ open places
def fill(plan: Plan, move: Move, holder: Case, filling: Filling) -> None:
    """Fill open places in passes. In a pass people and places meet where all of `same` are equal; the best gets the first place.

    Who is equal to others to the end of the order gets a place only if there is one for each of them: nobody is drawn by lot.
    """
    view, world = plan.view(holder), plan.world
    people = world.descendants(holder, filling.of)
    waiting = [c for c in people if evaluate(filling.who, plan.view(c), view) is True]
    held = _held(plan, filling, view, people)
    keys = {case.id: sort_keys(plan, move, case, filling.order) for case in waiting}
    homes = {case.id: world.ancestor(case, filling.into) for case in waiting}
    places = [case for case in world.descendants(holder, filling.into) if not case.ended]
    free = {case.id: _open(evaluate(filling.places, plan.view(case), view), held[case.number]) for case in places}
    ordered = scoring.ordered({c.id: [_key(plan, c, n) for _d, n in filling.into_order] for c in places}, filling.into_order)
    for case in waiting:
        _place(move, case, filling, None, None)
    for one in filling.passes:
        able = {id: key for id, key in keys.items() if one.where is None or evaluate(one.where, plan.view(world.case(id)), view) is True}
        for person, place in _matched(plan, one, able, homes, [world.case(id) for id in ordered], free, filling):
            free[place.id] -= 1
            del keys[person]
            _place(move, world.case(person), filling, place, one)


def _held(plan: Plan, filling: Filling, view: View, people: Iterable[Case]) -> Counter[str]:
    """Number of a case with places -> how many of them are kept from an earlier run."""
    keep = filling.holds
    kept = [c for c in people if keep is not None and evaluate(keep, plan.view(c), view) is True]
    given = (case.facts.get(f"{filling.name}.place") for case in kept)
    return Counter(items[0].s or "" for items in given if items)


def _open(value: Value, held: int) -> int:
    return max(0, value - held) if isinstance(value, int) else 0


def _matched(
    plan: Plan,
    one: Pass,
    keys: dict[int, list[scoring.SortKey]],
    homes: dict[int, Case],
    places: Sequence[Case],
    free: dict[int, int],
    filling: Filling,
) -> list[tuple[int, Case]]:
    """Who gets which place in one pass: in each group the k-th person the k-th place."""

    def group(case: Case) -> tuple[Value, ...]:
        return tuple(plan.view(case).value(name) for name in one.same)

    seats: dict[tuple[Value, ...], list[Case]] = {}
    for place in places:
        seats.setdefault(group(place), []).extend([place] * free[place.id])
    people: dict[tuple[Value, ...], dict[int, list[scoring.SortKey]]] = {}
    for id, key in keys.items():
        people.setdefault(group(homes[id]), {})[id] = key
    return [pair for key, here in people.items() if None not in key for pair in _seated(here, seats.get(key, []), filling)]


def _seated(people: dict[int, list[scoring.SortKey]], seats: list[Case], filling: Filling) -> Iterator[tuple[int, Case]]:
    taken = [row.id for row in scoring.rank(people, filling.order, len(seats), "leave_out") if row.taken]
    yield from zip(taken, seats, strict=False)


def _place(move: Move, case: Case, filling: Filling, place: Case | None, one: Pass | None) -> None:
    put_fact(move, case, f"{filling.name}.placed", (Item(n=int(place is not None)),))
    put_fact(move, case, f"{filling.name}.place", (Item(s=place.number),) if place is not None else ())
    put_fact(move, case, f"{filling.name}.code", (Item(s=one.code),) if one is not None else ())
