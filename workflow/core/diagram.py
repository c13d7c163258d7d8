"""A machine as a drawing (SVG, text stays text) and as a list that says the same. Layout: `Flow`; looks: the attributes below."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import Literal

from workflow.core.definition import Definition
from workflow.core.flow import Way, flow
from workflow.core.ink import AMBER, BLUE, GREY, INK, NAVY, PALE, RED, SLATE, SOFT, STONE, WHITE, badge, markers, stroke, text
from workflow.core.layout import LINE, SMALL, SMALL_LINE, SPINE, TITLE, Drawing, arrow_words, clear, place, ports_of, step, tracks_of
from workflow.core.lettering import wrapped
from workflow.core.state_list import Move, Row, as_list
from workflow.core.words import Audience, Language, Text

__all__ = ["Move", "Row", "as_list", "diagram"]

_TO = Text("ke", "to")
_BACK_TO = Text("kembali ke", "back to")
_DRAWING = Text("Alur {machine}", "The course of {machine}")
_COUNT = Text(
    "{n} tahap, dari {first} sampai {last}. Semua perpindahan ada pada daftar di bawah gambar.",
    "{n} stages, from {first} to {last}. Every move is in the list below the drawing.",
)
_NOW = Text("Tahap sekarang: {state}.", "The stage now: {state}.")


def diagram(
    definition: Definition,
    machine: str,
    language: Language,
    current: str | None = None,
    width: Literal[340, 640] = 640,
    audience: Audience = "staff",
) -> str:
    """The machine as SVG of `width` pixels, `current` being the state to mark, states named in the words for `audience`.

    Raises KeyError for an unknown machine.
    """
    own = definition.machines[machine]
    drawing = Drawing(definition, own, language, current, width, audience, flow(own))
    right = tracks_of(drawing, drawing.ways("forward", "back"))
    left = drawing.ways("out")
    place(drawing, left, max(right.values(), default=-1) + 1)
    _spine(drawing)
    _right(drawing, right)
    _left(drawing, left)
    for state in (*drawing.flow.rows, *drawing.flow.pauses, *drawing.flow.ends):
        _box(drawing, state)
    drawing.parts += drawing.badges
    _legend(drawing, right)
    return _whole(drawing)


# ------------------------------------------------------------------ lines
def _spine(drawing: Drawing) -> None:
    for upper, lower in pairwise(drawing.flow.main):
        a, b = drawing.boxes[upper], drawing.boxes[lower]
        x = a.x + SPINE
        drawing.parts.append(f'<path d="M{x:g} {a.y + a.height:g}V{b.y - 2:g}" {stroke(BLUE)} marker-end="url(#{drawing.id}-on)"/>')
        y = a.y + a.height + 17
        for i, line in enumerate(arrow_words(drawing, upper, a.width)):
            drawing.parts.append(text(x + 12, y + 4 + i * SMALL_LINE, line, SMALL, SOFT))


def _right(drawing: Drawing, tracks: dict[int, int]) -> None:
    """Ways back (dashed, red) and onward past the main line (blue), each with its number."""
    edge = max(box.x + box.width for box in drawing.boxes.values())
    ports = ports_of(drawing, tracks)
    for number, index in enumerate(sorted(tracks), start=1):
        way = drawing.flow.ways[index]
        back = way.kind == "back"
        colour, x = (RED if back else BLUE), edge + 16 + tracks[index] * step(drawing)
        target = drawing.boxes[way.target]
        end = ports[index, way.target]
        starts = [(drawing.boxes[source], ports[index, source]) for source in way.sources]
        far = max(starts, key=lambda one: abs(one[1] - end))[1]
        bend = 8 if far > end else -8
        drawing.parts += [
            f'<path d="M{box.x + box.width - 14:g} {y:g}H{x - 8:g}Q{x:g} {y:g} {x:g} {y - bend:g}" {stroke(colour, dashed=back)}/>'
            for box, y in starts
        ]
        line = f"M{x:g} {far - bend:g}V{end + bend:g}Q{x:g} {end:g} {x - 8:g} {end:g}H{target.x + target.width + 3:g}"
        mark = "back" if back else "on"
        drawing.parts.append(f'<path d="{line}" {stroke(colour, dashed=back)} marker-end="url(#{drawing.id}-{mark})"/>')
        crossing = [port for (other, _), port in ports.items() if other != index] + [y for _, y in starts]
        drawing.badges += badge(x, clear(far, end, crossing), number, colour)


def _left(drawing: Drawing, ways: list[Way]) -> None:
    """Ways out, in grey, down to the ends below; the end that stands lowest has the line farthest out."""
    ends = drawing.flow.ends
    edge = min(box.x for box in drawing.boxes.values())
    for i, way in enumerate(sorted(ways, key=lambda one: ends.index(one.target))):
        x, target = edge - 8 - (i + 0.5) * step(drawing) + 4, drawing.boxes[way.target]
        for source in way.sources:
            box = drawing.boxes[source]
            y = round(box.y + box.height * (i + 1) / (len(ways) + 1))
            drawing.parts.append(f'<path d="M{box.x + 14:g} {y:g}H{x + 6:g}Q{x:g} {y:g} {x:g} {y + 6:g}" {stroke(GREY, width=1.75)}/>')
        first = drawing.boxes[way.sources[0]]
        top = round(first.y + first.height * (i + 1) / (len(ways) + 1)) + 6
        line = f"M{x:g} {top:g}V{target.middle - 6:g}Q{x:g} {target.middle:g} {x + 6:g} {target.middle:g}H{target.x - 3:g}"
        drawing.parts.append(f'<path d="{line}" {stroke(GREY, width=1.75)} marker-end="url(#{drawing.id}-out)"/>')


# ------------------------------------------------------------------ boxes and words
def _box(drawing: Drawing, state: str) -> None:
    box = drawing.boxes[state]
    fill, edge, ink, soft = _colours(drawing, state)
    ends = drawing.machine.states[state].is_end or state == drawing.flow.main[0]
    radius = min(box.height / 2, 25) if ends else 10
    thick = 3 if state == drawing.current else 2
    dashes = ' stroke-dasharray="2 4"' if state in drawing.flow.pauses and state != drawing.current else ""
    drawing.parts.append(
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="{radius:g}"'
        f' fill="{fill}" stroke="{edge}" stroke-width="{thick}"{dashes}/>'
    )
    x, y = box.x + box.width / 2, box.y + 9
    for line in box.title:
        drawing.parts.append(text(x, y + 15, line, TITLE, ink, bold=True, middle=True))
        y += LINE
    for line in box.below:
        drawing.parts.append(text(x, y + 13, line, SMALL, soft, middle=True))
        y += SMALL_LINE


def _colours(drawing: Drawing, state: str) -> tuple[str, str, str, str]:
    """Fill, edge, ink of the title, ink of the rest. What the main line has passed is dark, what is now is turmeric."""
    main = drawing.flow.main
    if state == drawing.current:
        return AMBER, INK, INK, INK
    if drawing.current in main and state in main and main.index(state) < main.index(drawing.current):
        return NAVY, NAVY, WHITE, PALE
    if state in drawing.flow.ends or state in drawing.flow.pauses:
        return STONE, GREY, SLATE, SLATE
    return WHITE, GREY, "#1B1E2E", SOFT


def _legend(drawing: Drawing, tracks: dict[int, int]) -> None:
    """What each number means, below the drawing."""
    drawing.y += 12
    for number, index in enumerate(sorted(tracks), start=1):
        way = drawing.flow.ways[index]
        back = way.kind == "back"
        words = " / ".join(dict.fromkeys(drawing.say(action.words) for action in way.actions))
        lead = f"{drawing.say(_BACK_TO if back else _TO)} {drawing.name(way.target)}"
        lines = wrapped(f"{words}: {lead}", SMALL, drawing.width - 46)
        drawing.parts += badge(16, drawing.y + 9, number, RED if back else BLUE)
        drawing.parts += [text(34, drawing.y + 13.5 + i * SMALL_LINE, line, SMALL, SOFT) for i, line in enumerate(lines)]
        drawing.y += len(lines) * SMALL_LINE + 8


def _whole(drawing: Drawing) -> str:
    size = "m" if drawing.width < 500 else "d"
    rows = drawing.flow.rows
    title = drawing.say(_DRAWING).format(machine=drawing.say(drawing.machine.words))
    told = drawing.say(_COUNT).format(n=len(drawing.boxes), first=drawing.name(rows[0]), last=drawing.name(rows[-1]))
    if drawing.current is not None:
        told += " " + drawing.say(_NOW).format(state=drawing.name(drawing.current))
    height = round(drawing.y + 4)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="trg-svg trg-svg--{size}" viewBox="0 0 {drawing.width} {height}"'
        f' width="{drawing.width}" height="{height}" role="img" aria-labelledby="{drawing.id}-t {drawing.id}-d"'
        ' font-family="Plus Jakarta Sans, system-ui, sans-serif">'
        f'<title id="{drawing.id}-t">{escape(title)}</title><desc id="{drawing.id}-d">{escape(told)}</desc><defs>'
    )
    return head + "".join(markers(drawing.id)) + "</defs>" + "".join(drawing.parts) + "</svg>"
