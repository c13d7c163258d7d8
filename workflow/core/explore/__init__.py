"""Bounded exploration of all machines of a definition together: every state that people, the clock and chance can bring about.

What it finds is told as a story. Theory: soundness of workflow nets (option to complete, proper completion, no dead transitions), with one
change: from every reachable state officials and the clock alone must be able to reach the end, without an extraordinary action.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from workflow.core.definition import Definition
from workflow.core.explore.bounds import DEEP, DEFAULT, Bounds, runs
from workflow.core.explore.causes import causes
from workflow.core.explore.compile import compiled
from workflow.core.explore.duties import duties
from workflow.core.explore.gaps import gaps
from workflow.core.explore.never import never, untaken
from workflow.core.explore.numbers import numbers_of
from workflow.core.explore.odd import odd
from workflow.core.explore.search import Search
from workflow.core.explore.telling import Discovery, trapped
from workflow.core.explore.traps import traps
from workflow.core.findings import Path

__all__ = ["DEEP", "DEFAULT", "Bounds", "Discovery", "Exploration", "Explored", "explore"]
MOST_TRAPS = 12


@dataclass(frozen=True, slots=True)
class Explored:
    """One run: how many cases of each machine, what it met. `complete`: it was not stopped by the bound on states."""

    counts: dict[str, int]
    states: int
    edges: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Exploration:
    """What was found within the bounds, the certain first."""

    bounds: Bounds
    findings: tuple[Discovery, ...]
    runs: tuple[Explored, ...]

    @property
    def states(self) -> int:
        return sum(run.states for run in self.runs)

    @property
    def edges(self) -> int:
        return sum(run.edges for run in self.runs)


def explore(definition: Definition, bounds: Bounds = DEFAULT) -> Exploration:
    """Explore a definition whose names and references hold (see `workflow.core.check`)."""
    searches = _searched(definition, bounds)
    found = [*duties(definition), *gaps(definition), *_told(searches)]
    if not any(one.certain and one.net in ("trapped", "left") for one in found):
        found += _never(definition, searches, bounds)
    told = tuple(Explored(dict(s.model.run.counts), len(s.graph.states), s.graph.edge_count, s.graph.complete) for s in searches)
    return Exploration(bounds, causes(definition, found), told)


def _searched(definition: Definition, bounds: Bounds, *, far: bool = False) -> list[Search]:
    """Every run takes an equal share of the states; what one leaves the others have. `far`: a run that has to stop has seen ends rather than beginnings."""
    numbers, found = numbers_of(definition), list[Search]()
    for run in runs(definition, bounds):
        own = numbers.within(definition, run)
        if not run.largest or own != numbers.within(definition, replace(run, largest=False)):
            found.append(Search(compiled(definition, own, run), bounds.losses))
    open_ = found
    while open_ and (left := bounds.most - sum(search.explored for search in found)) >= len(open_):
        for search in open_:
            search.run(search.explored + left // len(open_), far=far)
        open_ = [search for search in open_ if not search.graph.complete]
    return found


def _told(searches: Iterable[Search]) -> Iterator[Discovery]:
    """One finding for one cause: of several ways into the same trap the one that is sure, that shows it at once, that is short."""
    best: dict[tuple[str, Path], tuple[tuple[bool, bool, int], Discovery]] = {}
    key: tuple[str, Path]
    for search in searches:
        for _, trap in zip(range(MOST_TRAPS), traps(search.graph), strict=False):
            found, stands = trapped(search, trap)
            rank = (not found.certain, not stands, len(trap.trip.legs))
            key = ("trap", found.path)
            if key not in best or rank < best[key][0]:
                best[key] = (rank, found)
        for found in odd(search):
            rank = (not found.certain, False, len(found.steps))
            key = (found.net, found.path)
            if key not in best or rank < best[key][0]:
                best[key] = (rank, found)
    yield from (found for _, found in best.values())


def _never(definition: Definition, searches: list[Search], bounds: Bounds) -> Iterator[Discovery]:
    """Actions that are never taken, if wider bounds do not find them either; a search that was stopped says nothing of them."""
    graphs = [search.graph for search in searches]
    if all(graph.complete for graph in graphs) and untaken(definition, graphs):
        wider = bounds.wider()
        graphs += [search.graph for search in _searched(definition, wider, far=True)]
        yield from never(definition, graphs, certain=all(graph.complete for graph in graphs))
