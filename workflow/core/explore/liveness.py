"""What can still be asked: a value is live in a state if a later state reads it before it is written anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from workflow.core.explore.cells import OPEN
from workflow.core.explore.kinds import BACK, BEFORE, STATE, UNSET, KindOf, Quiet, Way
from workflow.core.explore.model import Model
from workflow.core.graph import edges
from workflow.core.language import Expr
from workflow.core.language.nodes import And, Compare, In, Literal, Name


@dataclass(frozen=True, slots=True)
class Leg:
    """One move of a machine's own graph."""

    source: int
    target: int
    way: Way


@dataclass(slots=True)
class Asked:
    """Which positions of one kind are read. `always`: by state. `coming`: by state and the state before it, where that is a condition.

    `elsewhere`: positions that cases of other kinds, or other cases of this kind, read. `above`: positions that only the one case of a kind reads
    below which the case lies, with that kind and its states.
    """

    always: list[set[int]]
    coming: dict[tuple[int, int], set[int]] = field(default_factory=dict)
    elsewhere: set[int] = field(default_factory=set)
    above: dict[int, dict[int, set[int]]] = field(default_factory=dict)

    def read(self, way: Way, at: int, states: Mapping[str, int]) -> None:
        """The way reads the position; if it asks from where its case came, only then."""
        befores = came_from(way, states)
        for state in way.sources:
            if befores is None:
                self.always[state].add(at)
            for before in befores or ():
                self.coming.setdefault((state, before), set()).add(at)


def came_from(way: Way, states: Mapping[str, int]) -> frozenset[int] | None:
    """The states from which a case must have come for the way to be open; None where it does not ask."""
    for guard in way.guards:
        for clause in guard.clauses if isinstance(guard, And) else (guard,):
            names = _names_before(clause)
            if names is not None:
                return frozenset(states[name] for name in names if name in states)
    return None


def _names_before(clause: Expr) -> list[str] | None:
    if isinstance(clause, Compare) and clause.op == "==" and isinstance(clause.left, Name) and clause.left.name == "before":
        return [str(clause.right.value)] if isinstance(clause.right, Literal) else None
    if isinstance(clause, In) and not clause.negated and isinstance(clause.left, Name) and clause.left.name == "before":
        return [str(value.value) for value in clause.values]
    return None


def legs(model: Model, kind: KindOf) -> list[Leg]:
    """Moves between states; where no case is paused, those into and out of pauses are left out."""
    ways = {way.action.name: way for way in model.ways if way.kind == kind.number}
    found = [Leg(kind.states.index(e.source), kind.states.index(e.target), ways[e.action.name]) for e in edges(kind.machine)]
    return [leg for leg in found if model.run.pauses or not (kind.pausing[leg.source] or kind.pausing[leg.target])]


def rest(model: Model, kind: KindOf, asked: Asked) -> None:
    """Fill in what is neutral in each state: positions that nothing can ask any more, each with the value that then stands for all."""
    moves = legs(model, kind)
    for leg in moves:
        if leg.target in kind.marks and leg.source != leg.target:
            asked.always[leg.source].add(kind.marks[leg.target])
    neutral: list[list[tuple[int, int]]] = [[] for _ in kind.states]
    quiet: list[list[Quiet]] = [[] for _ in kind.states]
    coming: list[list[tuple[int, int, frozenset[int]]]] = [[] for _ in kind.states]
    for at, value in _resting(kind):
        live = set() if at in asked.elsewhere else _live(moves, asked, at, _written(kind, at))
        for state in range(len(kind.states)) if at not in asked.elsewhere else ():
            if state not in live:
                befores = _befores(moves, asked, state, at, live)
                if at in asked.above:
                    quiet[state] += [] if befores else [Quiet(at, value, _silent(model, asked.above[at]))]
                elif befores:
                    coming[state].append((at, value, befores))
                else:
                    neutral[state].append((at, value))
    kind.neutral = tuple(map(tuple, neutral))
    kind.coming = tuple(map(tuple, coming))
    kind.quiet = tuple(map(tuple, quiet))


def _silent(model: Model, readers: Mapping[int, set[int]]) -> tuple[tuple[int, frozenset[int]], ...]:
    """For the depth of each reader the states from which none that reads is reached any more."""
    found = []
    for number, reading in readers.items():
        kind = model.kinds[number]
        live = _live(
            legs(model, kind), Asked([{0} if state in reading else set() for state in range(len(kind.states))]), 0, lambda leg: False
        )
        live |= {leg.source for leg in legs(model, kind) if leg.way.to == BACK and leg.target in live}
        found.append((kind.depth, frozenset(range(len(kind.states))) - live))
    return tuple(found)


def _live(moves: list[Leg], asked: Asked, at: int, written: Callable[[Leg], bool]) -> set[int]:
    """States from which a state that reads is reached without a move that writes. Back to the state before leads only where one came from."""
    found = {state for state, reads in enumerate(asked.always) if at in reads}
    found |= {before for (_, before), reads in asked.coming.items() if at in reads}
    waiting = list(found)
    while waiting:
        target = waiting.pop()
        for leg in moves:
            if leg.target == target and leg.way.to != BACK and leg.source not in found and not written(leg):
                found.add(leg.source)
                waiting.append(leg.source)
    return found


def _befores(moves: list[Leg], asked: Asked, state: int, at: int, live: set[int]) -> frozenset[int]:
    """From which states a case must have come so that the position is asked after all."""
    found = {before for (here, before), reads in asked.coming.items() if here == state and at in reads}
    return frozenset(found | {leg.target for leg in moves if leg.source == state and leg.way.to == BACK and leg.target in live})


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
