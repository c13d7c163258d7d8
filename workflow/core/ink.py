"""The strokes of a drawing: lines, words, badges and arrow heads as SVG. Presentation attributes only, so that no style rule is broken."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

INK, SOFT, NAVY, BLUE, RED, GREY, AMBER = "#161D42", "#565B70", "#2A3775", "#3A4A96", "#A8321F", "#5F6478", "#FFD25E"
STONE, SLATE, PALE, WHITE = "#ECEAE3", "#45495B", "#E4E7F5", "#fff"


def stroke(colour: str, *, dashed: bool = False, width: float = 2.5) -> str:
    """The attributes of a line."""
    dashes = ' stroke-dasharray="6 4"' if dashed else ""
    return f'fill="none" stroke="{colour}" stroke-width="{width:g}"{dashes}'


def badge(x: float, y: float, number: int, colour: str) -> list[str]:
    """A number in a circle, centred at the point."""
    circle = f'<circle cx="{x:g}" cy="{y:g}" r="9" fill="#fff" stroke="{colour}" stroke-width="1.5"/>'
    return [circle, text(x, y + 4.5, str(number), 12, colour, bold=True, middle=True)]


def text(x: float, y: float, words: str, size: int, colour: str, *, bold: bool = False, middle: bool = False) -> str:
    """Words, escaped, with their base line at `y`."""
    weight = ' font-weight="600"' if bold else ""
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}"{weight}{anchor}>{escape(words)}</text>'


def markers(id: str) -> Iterator[str]:
    """The three arrow heads of a drawing; their ids begin with the drawing's."""
    shapes: tuple[tuple[str, str], ...] = (("on", BLUE), ("back", RED), ("out", GREY))
    for name, colour in shapes:
        size = 6 if name == "out" else 5
        yield (
            f'<marker id="{id}-{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="{size}" markerHeight="{size}"'
            f' orient="auto"><path d="M0 0l10 5-10 5z" fill="{colour}"/></marker>'
        )
