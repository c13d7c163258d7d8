"""Ways through a graph of states: the shortest to each, and the states from which officials and the clock can still end everything."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from workflow.core.explore.kinds import STATE
from workflow.core.explore.search import Edge, Graph, Start


@dataclass(frozen=True, slots=True)
class Trip:
    """From a birth of the root over `legs`: the state before each move, and the move."""

    start: Start
    legs: tuple[tuple[int, Edge], ...]

    @property
    def end(self) -> int:
        return self.legs[-1][1].target if self.legs else self.start.target

    def then(self, *more: tuple[int, Edge]) -> Trip:
        return Trip(self.start, (*self.legs, *more))


class Trips:
    """The shortest way to every state. `firm`: over moves only that are sure to be possible."""

    def __init__(self, graph: Graph, *, firm: bool) -> None:
        self._from: dict[int, tuple[int, Edge] | Start] = {}
        waiting: deque[int] = deque()
        for start in graph.starts:
            if not (firm and start.loose) and start.target not in self._from:
                self._from[start.target] = start
                waiting.append(start.target)
        while waiting:
            at = waiting.popleft()
            for edge in graph.edges[at] or ():
                if not (firm and edge.loose) and edge.target not in self._from:
                    self._from[edge.target] = (at, edge)
                    waiting.append(edge.target)

    def __contains__(self, state: int) -> bool:
        return state in self._from

    def __iter__(self) -> Iterator[int]:
        """States, nearest first."""
        return iter(self._from)

    def before(self, state: int) -> int | None:
        """The state before it on the shortest way; None for a birth."""
        found = self._from[state]
        return None if isinstance(found, Start) else found[0]

    def to(self, state: int) -> Trip:
        legs: list[tuple[int, Edge]] = []
        found = self._from[state]
        while not isinstance(found, Start):
            legs.append(found)
            found = self._from[found[0]]
        return Trip(found, tuple(reversed(legs)))


def leading(graph: Graph, goals: Iterable[int]) -> set[int]:
    """States from which officials and the clock, in the ordinary course, can reach one of `goals`, or one where the search stopped."""
    back: list[list[int]] = [[] for _ in graph.states]
    for at, edges in enumerate(graph.edges):
        for edge in edges or ():
            if edge.helps:
                back[edge.target].append(at)
    found = {*goals, *(at for at, edges in enumerate(graph.edges) if edges is None)}
    waiting = list(found)
    while waiting:
        for before in back[waiting.pop()]:
            if before not in found:
                found.add(before)
                waiting.append(before)
    return found


def over(graph: Graph) -> list[int]:
    """States in which everything has ended."""
    return [at for at, root in enumerate(graph.states) if root.over]


def ended(graph: Graph) -> list[int]:
    """States in which the root has ended."""
    return [at for at, root in enumerate(graph.states) if root.kind.ended[root.v[STATE]]]


def shortest(graph: Graph, start: int, wanted: Callable[[int], bool]) -> tuple[tuple[int, Edge], ...] | None:
    """The shortest way over helping moves from `start` to a state that is wanted."""
    before: dict[int, tuple[int, Edge] | None] = {start: None}
    waiting = deque([start])
    while waiting:
        at = waiting.popleft()
        if wanted(at):
            legs: list[tuple[int, Edge]] = []
            found = before[at]
            while found is not None:
                legs.append(found)
                found = before[found[0]]
            return tuple(reversed(legs))
        for edge in graph.edges[at] or ():
            if edge.helps and edge.target not in before:
                before[edge.target] = (at, edge)
                waiting.append(edge.target)
    return None
