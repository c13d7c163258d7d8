"""Charts and QR codes as SVG, drawn on the server. Every label is escaped here; no style attribute, no script, no request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import segno
from flask import Flask
from markupsafe import Markup

from web.formats import decimal
from web.i18n import language

# (fill, text on it): each fill at least 3:1 on white, each text at least 4.5:1 on its fill
COLOURS = (
    ("#2A3775", "#fff"),
    ("#7C89C4", "#161D42"),
    ("#C48600", "#161D42"),
    ("#6B4423", "#fff"),
    ("#5B3A82", "#fff"),
    ("#2F6F7E", "#fff"),
)
PHONE, DESKTOP = 340, 680
NAMES, TOTAL, BAR, FOOT = 170, 74, 26, 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: parts in the order of the chart's, unknown ones None; `total` as decided elsewhere, never summed here."""

    name: str
    values: tuple[Decimal | None, ...]
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars from 0 to `out_of`; the order of rows is the ranking. `name` makes the ids of its SVG unique on the page."""

    name: str
    title: str
    description: str
    parts: tuple[str, ...]
    rows: tuple[Bar, ...]
    out_of: int = 100
    places: int = 1

    @property
    def legend(self) -> list[tuple[str, str]]:
        return [(part, colour(i)[0]) for i, part in enumerate(self.parts)]


def colour(i: int) -> tuple[str, str]:
    return COLOURS[i % len(COLOURS)]


def bars(chart: Bars) -> Markup:
    """Two drawings of the same rows, for narrow and wide pages; the style sheet shows one."""
    return _draw(chart, PHONE, "m", 58) + _draw(chart, DESKTOP, "d", 46 if _fits(chart) else 58)


def _fits(chart: Bars) -> bool:
    """Whether the names fit beside the bars."""
    return all(len(row.name) <= 17 for row in chart.rows)


def _draw(chart: Bars, width: int, kind: str, step: int) -> Markup:
    left = NAMES if kind == "d" and _fits(chart) else 0
    height = len(chart.rows) * step + FOOT
    scale = Decimal(width - left - TOTAL) / chart.out_of
    drawn = [_frame(chart, width, height, kind), *_axis(chart.out_of, left, height, scale)]
    for i, row in enumerate(chart.rows):
        drawn += _row(chart, row, i, left, i * step + (8 if left else 22), scale)
    return Markup("").join(drawn) + Markup("</svg>")


def _frame(chart: Bars, width: int, height: int, kind: str) -> Markup:
    mark = f"{chart.name}-{kind}"
    return Markup(
        '<svg class="trg-svg trg-svg--{k}" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{m}-t {m}-d">'
        '<title id="{m}-t">{title}</title><desc id="{m}-d">{desc}</desc>'
    ).format(k=kind, w=width, h=height, m=mark, title=chart.title, desc=chart.description)


def _axis(out_of: int, left: int, height: int, scale: Decimal) -> list[Markup]:
    ticks = [out_of * n // 4 for n in range(5)]
    line = Markup(
        '<path d="M{x:.1f} 0V{y}" stroke="#DDDAD0"/><text x="{x:.1f}" y="{t}" font-size="13" fill="#565B70" text-anchor="{a}">{n}</text>'
    )
    return [line.format(x=left + n * scale, y=height - 22, t=height - 6, a="middle" if n else "start", n=n) for n in ticks]


def _row(chart: Bars, row: Bar, i: int, left: int, y: int, scale: Decimal) -> list[Markup]:
    name = Markup('<text x="0" y="{y}" font-size="15" font-weight="600" fill="#1B1E2E">{n}. {name}</text>')
    drawn = [name.format(y=y + 18 if left else y - 6, n=i + 1, name=row.name)]
    x = Decimal(left)
    for part, value in enumerate(row.values):
        if value:
            drawn.append(_piece(value, part, x, y, scale, chart.places))
            x += value * scale
    total = "–" if row.total is None else decimal(row.total, language(), chart.places)
    end = Markup('<text x="{x:.1f}" y="{y}" font-size="17" font-weight="700" fill="#161D42">{total}</text>')
    return [*drawn, end.format(x=x + 8, y=y + 19, total=total)]


def _piece(value: Decimal, part: int, x: Decimal, y: int, scale: Decimal, places: int) -> Markup:
    fill, ink = colour(part)
    width = value * scale
    box = Markup('<rect x="{x:.1f}" y="{y}" width="{w:.1f}" height="{h}" rx="3" fill="{f}"/>').format(
        x=x, y=y, w=max(width - 2, Decimal(1)), h=BAR, f=fill
    )
    if width < 32:
        return box
    words = Markup('<text x="{x:.1f}" y="{y}" font-size="13" fill="{i}" text-anchor="middle">{v}</text>')
    return box + words.format(x=x + width / 2 - 1, y=y + 18, i=ink, v=decimal(value, language(), places))


def qr(address: str, title: str, name: str = "qr", size: int = 108) -> Markup:
    """A QR code of `address`, medium error correction; `size` in CSS pixels, quiet zone included."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    side = len(rows) + 4
    return Markup(
        '<svg class="trg-qr" width="{s}" height="{s}" viewBox="0 0 {n} {n}" role="img" aria-labelledby="{name}-t" shape-rendering="crispEdges">'
        '<title id="{name}-t">{title}</title><path d="M0 0h{n}v{n}H0z" fill="#fff"/><path d="{d}" stroke="#161D42"/></svg>'
    ).format(s=size, n=side, name=name, title=title, d=_runs(rows))


def _runs(rows: Sequence[bytes]) -> str:
    """Dark modules as horizontal strokes, neighbours joined."""
    path: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                path.append(f"M{x + 2} {y + 2.5}h{end - x}")
            x = end + 1
    return "".join(path)


def install(app: Flask) -> None:
    app.jinja_env.globals.update(bars=bars, qr=qr)
