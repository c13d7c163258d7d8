"""Where the parts of a drawing of a machine stand: boxes from top to bottom, tracks at the right, ports at the boxes. Pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workflow.core.definition import Definition, Machine
from workflow.core.flow import CLOCK, Flow, Way, who
from workflow.core.lettering import wrapped
from workflow.core.words import Audience, Language, Text

TITLE, SMALL = 16, 13
LINE, SMALL_LINE = 20, 17
TRACK, INSET, SPINE = 22, 44, 22
"""Pixels between two tracks at a side; how far a branch stands in; how far the main line stands in."""
EVERYWHERE = Text("dari setiap tahap", "from every stage")
RESUMES = Text("dari setiap tahap, lalu kembali ke tahap semula", "from every stage, then back to the stage before")
RESUMES_SOME = Text("lalu kembali ke tahap semula", "then back to the stage before")


@dataclass(frozen=True, slots=True)
class Box:
    """Where a state is drawn; pixels."""

    x: float
    y: float
    width: float
    height: float
    title: tuple[str, ...]
    below: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(slots=True)
class Drawing:
    """A drawing in the making: what it is of, where its boxes stand, and its parts in the order they are painted."""

    definition: Definition
    machine: Machine
    language: Language
    current: str | None
    width: int
    audience: Audience
    flow: Flow
    boxes: dict[str, Box] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    badges: list[str] = field(default_factory=list)
    y: float = 4

    @property
    def id(self) -> str:
        return f"alur-{self.machine.name}-{self.width}"

    def say(self, text: Text) -> str:
        return text.in_(self.language)

    def name(self, state: str) -> str:
        return self.say(self.machine.states[state].words.for_(self.audience))

    def ways(self, *kinds: str) -> list[Way]:
        """The ways drawn at one side, numbered ones at the right."""
        return [way for way in self.flow.ways if way.kind in kinds and not way.everywhere]


def tracks_of(drawing: Drawing, ways: list[Way]) -> dict[int, int]:
    """Way (its place in `flow.ways`) -> track at the right, the nearest that is free over the rows that it spans."""
    rows = {state: i for i, state in enumerate(drawing.flow.rows)}
    taken: list[list[tuple[int, int]]] = []
    found: dict[int, int] = {}
    for way in sorted(ways, key=lambda one: _span(one, rows)[1] - _span(one, rows)[0]):
        low, high = _span(way, rows)
        free = (i for i, spans in enumerate(taken) if all(high < a or b < low for a, b in spans))
        track = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append((low, high))
        found[drawing.flow.ways.index(way)] = track
    return found


def _span(way: Way, rows: dict[str, int]) -> tuple[int, int]:
    ends = [rows[way.target], *(rows[source] for source in way.sources)]
    return min(ends), max(ends)


def place(drawing: Drawing, left: list[Way], tracks: int) -> None:
    """Boxes from top to bottom: the rows, then the pauses, then the other ends."""
    x0 = 10 + step(drawing) * len(left) if left else 6.0
    room = drawing.width - x0 - (step(drawing) * tracks + 16 if tracks else 6)
    wide = min(room, 330)
    x0 += (room - wide) / 2 if room > wide else 0
    for row in drawing.flow.rows:
        branch = row not in drawing.flow.main
        inset = INSET if branch else 0
        _add(drawing, row, x0 + inset, wide - inset, _actors(drawing, row))
        drawing.y += _gap(drawing, row, wide)
    drawing.y += 6
    for state in (*drawing.flow.pauses, *drawing.flow.ends):
        _add(drawing, state, x0, wide, _caption(drawing, state))
        drawing.y += 14


def step(drawing: Drawing) -> float:
    """Pixels between two tracks."""
    return TRACK if drawing.width > 500 else 13


def _add(drawing: Drawing, state: str, x: float, width: float, below: str) -> None:
    title = tuple(wrapped(drawing.name(state), TITLE, width - 24, bold=True))
    small = tuple(wrapped(below, SMALL, width - 24))
    height = 18 + len(title) * LINE + len(small) * SMALL_LINE
    drawing.boxes[state] = Box(x, drawing.y, width, height, title, small)
    drawing.y += height


def _gap(drawing: Drawing, row: str, wide: float) -> float:
    """Room for the words of the arrow below a row."""
    lines = arrow_words(drawing, row, wide)
    return 22 + len(lines) * SMALL_LINE if lines else 16


def arrow_words(drawing: Drawing, row: str, wide: float) -> list[str]:
    actions = next((found for (source, _), found in drawing.flow.onward.items() if source == row), ())
    words = dict.fromkeys(drawing.say(action.words) for action in actions)
    return wrapped(" / ".join(words), SMALL, wide - SPINE - 14) if words else []


def _actors(drawing: Drawing, state: str) -> str:
    """Who moves a case on from here, without what is extraordinary."""
    found: dict[str, None] = {}
    for action in drawing.machine.actions_from(state):
        usual = not action.extraordinary and action.to not in ("stay", "before", state) and len(action.from_) < len(drawing.flow.rows) - 1
        if usual and action.by != ("step",):
            found |= dict.fromkeys(drawing.say(role) for role in who(drawing.definition, action))
    people = [name for name in found if name != drawing.say(CLOCK)]
    return ", ".join(people or found)


def _caption(drawing: Drawing, state: str) -> str:
    way = next((way for way in drawing.flow.ways if way.target == state), None)
    if state in drawing.flow.pauses:
        return drawing.say(RESUMES if way is not None and way.everywhere else RESUMES_SOME)
    return drawing.say(EVERYWHERE) if way is not None and way.everywhere else ""


def ports_of(drawing: Drawing, tracks: dict[int, int]) -> dict[tuple[int, str], float]:
    """Where each way meets the right edge of each of its states, spread so that no two meet at one point. Whole pixels: short numbers make a small page."""
    meeting: dict[str, list[tuple[float, int]]] = {}
    order = {state: i for i, state in enumerate(drawing.flow.rows)}
    for index in tracks:
        way = drawing.flow.ways[index]
        for state in (*way.sources, way.target):
            others = [order[other] for other in (*way.sources, way.target) if other != state]
            meeting.setdefault(state, []).append((sum(others) / len(others) if others else 0.0, index))
    found: dict[tuple[int, str], float] = {}
    for state, ways in meeting.items():
        box = drawing.boxes[state]
        for i, (_, index) in enumerate(sorted(ways)):
            found[index, state] = round(box.y + box.height * (i + 1) / (len(ways) + 1))
    return found


def clear(one: float, other: float, crossing: Sequence[float]) -> float:
    """A height between the two where no line crosses, as near to the middle as can be."""
    low, high = sorted((one, other))
    middle = (low + high) / 2
    heights = [low + 10 + step for step in range(max(1, int(high - low - 20)))]
    return min(heights, key=lambda y: (-min([14.0, *(abs(y - line) for line in crossing)]), abs(y - middle)))
