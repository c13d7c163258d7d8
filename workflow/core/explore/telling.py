"""What an exploration finds, told: the part of the file, how sure it is, and a story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workflow.core.explore.kinds import STATE, STAY, Way
from workflow.core.explore.offices import offices_can
from workflow.core.explore.retell import Retelling, called, who_of
from workflow.core.explore.scenes import listed, quoted
from workflow.core.explore.search import Search
from workflow.core.explore.story import after, breaking, joined, lacks, opening, sentence
from workflow.core.explore.traps import Trap
from workflow.core.explore.tree import Live
from workflow.core.findings import Path
from workflow.core.words import Text, same

Net = Literal["trapped", "left", "unreached", "never", "back", "endless", "gap", "duty"]
_MOST_WAITS = 5
_MOST_BREAKS = 4
_TRAPPED = Text(
    "Dari sini tidak ada langkah petugas dan tidak ada tenggat yang dapat mengakhiri {root}",
    "From here no step of an official and no date can bring {root} to its end",
)
_LEFT = Text(
    "{root} berakhir, tetapi {who} tertinggal pada {state} dan tidak ada yang akan menggerakkannya",
    "{root} ends, but {who} is left at {state} and nothing will move it",
)
_ONLY = Text("Yang masih dapat mengakhirinya hanya {ways}", "Only {ways} would still end it")


@dataclass(frozen=True, slots=True)
class Discovery:
    """One fault. `path`: the part of the file, `at_key` its key. `steps`: the whole way there, clause by clause.

    `certain`: it holds whatever people answer; otherwise it is possible, as far as the exploration can tell.
    """

    net: Net
    path: Path
    certain: bool
    story: Text
    steps: tuple[Text, ...] = ()
    at_key: bool = True


def trapped(search: Search, trap: Trap) -> tuple[Discovery, bool]:
    """The story of a trap, bound to the state of the case with which everything is stuck; and whether it already stands there at the end."""
    retold = Retelling(search).tell(trap.rest if trap.left else trap.trip)
    resting = Retelling(search).tell(trap.rest).root
    assert resting is not None  # noqa: S101 - a trip begins with a birth
    steps, begun = opening(search.model, retold)
    culprit = stuck(search, resting)
    state = culprit.kind.states[culprit.v[STATE]]
    root = called(who_of(resting))
    if trap.left:
        words = quoted(culprit.kind.machine.states[state].words.staff)
        end = [sentence(_LEFT.fill(root=root, who=called(who_of(culprit)), state=words))]
    else:
        end = [_TRAPPED.fill(root=root)]
    end += [sentence(text) for text in list(dict.fromkeys(_waits(search, culprit)))[:_MOST_WAITS]]
    breaks = list(dict.fromkeys(_breaks(search, culprit)))[:_MOST_BREAKS]
    end += [_ONLY.fill(ways=listed(breaks))] if breaks else []
    path: Path = ("machines", culprit.kind.name, "states", state)
    story = after(joined([begun, *end]), same("."))
    stands = any(who.kind is culprit.kind and who.kind.states[at] == state for who, at in retold.standing[-1])
    return Discovery("left" if trap.left else "trapped", path, trap.certain, story, tuple(steps)), stands


def stuck(search: Search, root: Live) -> Live:
    """The deepest case that officials or the clock would move and cannot; else the deepest that has not ended."""
    alive = [case for case in root.all() if not case.kind.ended[case.v[STATE]]]
    alive.sort(key=lambda case: -len(case.path))
    return next((case for case in alive if any(True for _ in _lacking(search, case))), alive[0] if alive else root)


def _lacking(search: Search, case: Live) -> Iterator[Text]:
    for way in _onward(case):
        if way.offices or way.clock:
            found = lacks(search.model, case, way)
            if found is not None:
                yield found


def _onward(case: Live) -> Iterator[Way]:
    """Actions in the ordinary course that lead on from where the case stands."""
    state = case.v[STATE]
    for way in (*case.kind.people[state], *case.kind.soon[state], *case.kind.due[state]):
        if (way.to != STAY or not way.inert) and not way.action.extraordinary:
            yield way


def _waits(search: Search, case: Live) -> Iterator[Text]:
    """What the case and those above it wait for."""
    place: Live | None = case
    while place is not None:
        yield from _lacking(search, place)
        place = place.up


def _breaks(search: Search, case: Live) -> Iterator[Text]:
    """Who could still bring it to an end: owners who give up, and extraordinary actions."""
    place: Live | None = case
    while place is not None:
        for way in place.kind.people[place.v[STATE]]:
            ends = way.to >= 0 and place.kind.ended[way.to]
            if ends and not (way.helps and offices_can(search.model, way, place.line)) and lacks(search.model, place, way) is None:
                yield breaking(search.model, way, who_of(place))
        place = place.up
