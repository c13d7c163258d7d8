"""What can still be asked: a value is live in a state if a later state reads it before it is written anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workflow.core.explore.cells import OPEN
from workflow.core.explore.kinds import BEFORE, STATE, UNSET, KindOf, Way
from workflow.core.explore.model import Model
from workflow.core.graph import edges


@dataclass(frozen=True, slots=True)
class Leg:
    """One move of a machine's own graph."""

    source: int
    target: int
    way: Way


def legs(model: Model, kind: KindOf) -> list[Leg]:
    """Moves between states; where no case is paused, those into and out of pauses are left out."""
    ways = {way.action.name: way for way in model.ways if way.kind == kind.number}
    found = [Leg(kind.states.index(e.source), kind.states.index(e.target), ways[e.action.name]) for e in edges(kind.machine)]
    return [leg for leg in found if model.run.pauses or not (kind.pausing[leg.source] or kind.pausing[leg.target])]


def neutral(model: Model, kind: KindOf, own: list[set[int]], foreign: set[int]) -> Iterator[tuple[tuple[int, int], ...]]:
    """By state: positions that nothing can ask any more, each with the value that then stands for all.

    `own`: by state, positions that its ways out read; `foreign`: positions that cases of other kinds, or other cases of this kind, read.
    """
    moves = legs(model, kind)
    for leg in moves:
        own[leg.source] |= {kind.marks[leg.target]} if leg.target in kind.marks and leg.source != leg.target else set()
    rest = dict(_resting(kind))
    dead: list[list[tuple[int, int]]] = [[] for _ in kind.states]
    for at, value in rest.items():
        live = _live(kind, moves, {i for i, reads in enumerate(own) if at in reads}, _written(kind, at))
        for i in range(len(kind.states)):
            if at not in foreign and i not in live:
                dead[i].append((at, value))
    return (tuple(found) for found in dead)


def _live(kind: KindOf, moves: list[Leg], reading: set[int], written: Callable[[Leg], bool]) -> set[int]:
    """States from which a state that reads is reached without a move that writes."""
    found, waiting = set(reading), list(reading)
    while waiting:
        target = waiting.pop()
        for leg in moves:
            if leg.target == target and leg.source not in found and not written(leg):
                found.add(leg.source)
                waiting.append(leg.source)
    return found


def _written(kind: KindOf, at: int) -> Callable[[Leg], bool]:
    for window in kind.windows:
        if window.at == at:
            inside = window.inside
            return lambda leg: leg.source not in inside and leg.target in inside and not kind.pausing[leg.source]
    for sheets in kind.sheets:
        if at in (sheets.at, sheets.contents):
            sources = kind.machine.actions[sheets.action].from_
            return lambda leg: leg.way.to >= 0 and kind.states[leg.target] in sources
    if at == BEFORE:
        return lambda leg: leg.source != leg.target
    return lambda leg: at in leg.way.fresh


def _resting(kind: KindOf) -> Iterator[tuple[int, int]]:
    yield BEFORE, STATE
    yield from ((window.at, UNSET) for window in kind.windows)
    yield from ((slot.at, OPEN) for slot in kind.slots)
    for sheets in kind.sheets:
        yield sheets.at, 0
        if sheets.contents is not None:
            yield sheets.contents, OPEN
    yield from ((at, 0) for at in (*kind.levels.values(), *kind.marks.values()))
    yield from ((at, 0) for at, _ in kind.times.values())
