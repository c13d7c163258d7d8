"""The course of a process as bars over time (SVG, drawn on the server): one row per stay, in groups. Every label is escaped here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask
from markupsafe import Markup

from web.formats import short_day
from web.i18n import language
from workflow.core.lettering import wrapped

PHONE, DESKTOP, NAMES = 340, 680, 226
SMALL, LINE, HEAD, FOOT = 13, 16, 30, 26
BAR, GAP = 12, 9
FILLS = {"stage": "#2A3775", "people": "#C48600", "else": "#B9BED6"}
"""What set the pace: a deadline, people's work, nothing. Each at least 1.8:1 beside the next on white, and told in the table too."""
_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364)


@dataclass(frozen=True, slots=True)
class Stay:
    """One row. `parts`: (kind, from, to) in the order of time; `note`: how long, in words."""

    words: str
    note: str
    parts: tuple[tuple[str, datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    rows: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Gantt:
    """`name` makes the ids of its SVG unique on the page. `zone`: of the days on the axis."""

    name: str
    title: str
    description: str
    groups: tuple[Group, ...]
    begins: datetime
    ends: datetime
    zone: str


def gantt(chart: Gantt) -> Markup:
    """Two drawings of the same rows, for narrow and wide pages; the style sheet shows one."""
    return _Drawing(chart, PHONE, "m").whole() + _Drawing(chart, DESKTOP, "d").whole()


class _Drawing:
    def __init__(self, chart: Gantt, width: int, kind: str) -> None:
        self.chart, self.width, self.kind = chart, width, kind
        self.left = NAMES if kind == "d" else 0
        self.y = 0
        self.parts: list[Markup] = []

    def whole(self) -> Markup:
        for group in self.chart.groups:
            self._head(group.name)
            for stay in group.rows:
                self._row(stay)
        height = self.y + FOOT
        return Markup("").join([self._frame(height), *self._axis(), *self.parts, Markup("</svg>")])

    def _frame(self, height: int) -> Markup:
        mark = f"{self.chart.name}-{self.kind}"
        return Markup(
            '<svg class="trg-svg trg-svg--{k}" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{m}-t {m}-d">'
            '<title id="{m}-t">{title}</title><desc id="{m}-d">{desc}</desc>'
        ).format(k=self.kind, w=self.width, h=height, m=mark, title=self.chart.title, desc=self.chart.description)

    def _head(self, name: str) -> None:
        lines = wrapped(name, 15, self.width, bold=True)
        for line in lines:
            self.y += 20
            self._text(0, self.y, line, 15, "#161D42", bold=True)
        self.y += HEAD - 20

    def _row(self, stay: Stay) -> None:
        """Beside the bar where there is room, above it where there is none."""
        noted = f"{stay.words} · {stay.note}"
        lines = wrapped(noted, SMALL, self.left - 12 if self.left else self.width)
        for n, line in enumerate(lines):
            self._text(0, self.y + 12 + n * LINE, line, SMALL, "#1B1E2E")
        top = self.y + (2 if self.left else len(lines) * LINE + 2)
        for kind, start, end in stay.parts:
            self._bar(kind, start, end, top)
        self.y = max(self.y + len(lines) * LINE, top + BAR) + GAP

    def _bar(self, kind: str, start: datetime, end: datetime, top: int) -> None:
        x, right = self._x(start), self._x(end)
        box = Markup('<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{f}"/>')
        self.parts.append(box.format(x=_tenths(x), y=top, w=_tenths(max(right - x, 20)), h=BAR, f=FILLS[kind]))

    def _x(self, moment: datetime) -> int:
        """Tenths of a pixel."""
        whole = max(int((self.chart.ends - self.chart.begins).total_seconds()), 1)
        passed = int((moment - self.chart.begins).total_seconds())
        return self.left * 10 + (self.width - self.left - 4) * 10 * passed // whole

    def _axis(self) -> list[Markup]:
        """A line and a day at even distances, five at most, three on a phone."""
        days = max((self.chart.ends - self.chart.begins).days, 1)
        most = 5 if self.left else 3
        step = next((each for each in _STEPS if days // each <= most), days)
        line = Markup('<path d="M{x} 0V{y}" stroke="#DDDAD0"/><text x="{x}" y="{t}" font-size="13" fill="#565B70"{a}>{day}</text>')
        drawn = []
        for n in range(days // step + 1):
            at = self.chart.begins + n * step * timedelta(days=1)
            x = self._x(at)
            anchor = (
                Markup("") if n == 0 else Markup(' text-anchor="end"') if x > (self.width - 40) * 10 else Markup(' text-anchor="middle"')
            )
            said = short_day(at, language(), self.chart.zone)
            drawn.append(line.format(x=_tenths(x), y=self.y + 4, t=self.y + 20, a=anchor, day=said))
        return drawn

    def _text(self, x: int, y: int, words: str, size: int, colour: str, *, bold: bool = False) -> None:
        weight = Markup(' font-weight="600"') if bold else Markup("")
        told = Markup('<text x="{x}" y="{y}" font-size="{s}" fill="{c}"{b}>{words}</text>')
        self.parts.append(told.format(x=x, y=y, s=size, c=colour, b=weight, words=words))


def _tenths(n: int) -> str:
    return f"{n // 10}.{n % 10}"


def install(app: Flask) -> None:
    app.jinja_env.globals.update(gantt=gantt, GANTT_FILLS=FILLS)
