"""Steps that are wrong in themselves: the way back to scoring after something was published, a clock action without end."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.explore.retell import Retelling, called
from workflow.core.explore.scenes import quoted
from workflow.core.explore.search import Odd, Search
from workflow.core.explore.story import after, joined, opening, sentence
from workflow.core.explore.telling import Discovery
from workflow.core.explore.trips import Trip, Trips
from workflow.core.words import Text, same

_BACK = Text(
    "Dengan demikian {who} kembali ke {state}, padahal hasilnya sudah diumumkan: langkah itu memerlukan `corrects: true`",
    "So {who} goes back to {state} although the result was published: that step needs `corrects: true`",
)
_ENDLESS = Text(
    "Setelah itu {action} jatuh tempo lagi pada saat yang sama, tanpa akhir: perpanjang jangka waktunya, atau batasi dengan `times`",
    "After that {action} is due again at the same moment, without end: extend the window, or limit it with `times`",
)


def odd(search: Search) -> Iterator[Discovery]:
    """The story of each such step, by the shortest way to it."""
    graph, model = search.graph, search.model
    for found in graph.backs.values():
        kind = model.kinds[found.kind]
        trip, certain = _trip(search, found)
        retold = Retelling(search).tell(trip)
        way, who = next((way, who) for way, who in retold.scenes[-1].taken if who.kind is kind and way.to == found.state)
        end = _BACK.fill(who=called(who), state=quoted(kind.machine.states[kind.states[found.state]].words.staff))
        steps, begun = opening(model, retold)
        yield Discovery("back", ("machines", kind.name, "actions", way.action.name), certain, _ended(begun, end), tuple(steps))
    for number, found in graph.endless.items():
        way = model.ways[number]
        trip, certain = _trip(search, found)
        retold = Retelling(search).tell(Trip(trip.start, trip.legs[:-1]))
        steps, begun = opening(model, retold)
        end = _ENDLESS.fill(action=quoted(way.action.words))
        path = ("machines", model.kinds[way.kind].name, "actions", way.action.name)
        yield Discovery("endless", path, certain, _ended(begun, end), tuple(steps))


def _ended(begun: Text, end: Text) -> Text:
    return after(joined([begun, sentence(end)]), same("."))


def _trip(search: Search, found: Odd) -> tuple[Trip, bool]:
    """The shortest way to the step, over sure moves where there is one."""
    firm = Trips(search.graph, firm=True)
    certain = found.source in firm and not found.edge.loose
    trips = firm if certain else Trips(search.graph, firm=False)
    return trips.to(found.source).then((found.source, found.edge)), certain
