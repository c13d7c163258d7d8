"""Trapped states: officials and the clock alone cannot end the process any more, or they end it and leave a case behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.core.explore.bottoms import bottoms
from workflow.core.explore.kinds import STATE
from workflow.core.explore.search import Graph
from workflow.core.explore.tree import at as line_at
from workflow.core.explore.trips import Trip, Trips, ended, leading, over, shortest


@dataclass(frozen=True, slots=True)
class Trap:
    """`trip`: the way into it. `rest`: from there to where everything comes to rest. `left`: the root can end, but not all below it.

    `certain`: every move on the way in is sure to be possible.
    """

    trip: Trip
    rest: Trip
    left: bool
    certain: bool


def traps(graph: Graph) -> Iterator[Trap]:
    """The nearest entry into what is trapped, once for each move that leads in; what lies behind a trap is no further one."""
    free = leading(graph, over(graph))
    if len(free) == len(graph.states):
        return
    ending = leading(graph, ended(graph))
    resting = bottoms(graph, set(range(len(graph.states))) - free)
    seen: set[object] = set()
    for certain in (True, False):
        trips = Trips(graph, firm=certain)
        for state in trips:
            before = trips.before(state)
            if state in free or (before is not None and before not in free):
                continue
            trip = trips.to(state)
            cause = _cause(graph, trip)
            if cause not in seen:
                seen.add(cause)
                more = shortest(graph, state, resting.__contains__) or ()
                yield Trap(trip, trip.then(*more), state in ending, certain)


def _cause(graph: Graph, trip: Trip) -> object:
    """What moved whom out of which state."""
    if not trip.legs:
        return None
    source, edge = trip.legs[-1]
    case = line_at(graph.states[source], edge.move.path)[-1]
    return edge.move.what, edge.move.ref, edge.move.role, case.kind.number, case.v[STATE]
