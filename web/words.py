"""Filters of templates: dates, times, numbers in the page's language and the agency's zone. Thin over `web.formats`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from flask import Flask, g

from web import formats
from web.i18n import language


def _zoned(name: str) -> Callable[[date | datetime, str | None], str]:
    """A filter `value|name`, or `value|name(zone)` where a case has a zone of its own."""
    form = getattr(formats, name)
    return lambda value, zone=None: form(value, language(), zone or g.terang.installation.zone)


def span(first: date | datetime, last: date | datetime, zone: str | None = None) -> str:
    return formats.span(first, last, language(), zone or g.terang.installation.zone)


def install(app: Flask) -> None:
    filters = app.jinja_env.filters
    for name in ("day", "long_day", "short_day", "clock", "moment", "long_moment", "closing"):
        filters[name] = _zoned(name)
    filters["number"] = lambda value: formats.number(value, language())
    filters["decimal"] = lambda value, places=2: formats.decimal(Decimal(value), language(), places)
    filters["scaled"] = lambda value, places: formats.scaled(value, language(), places)
    filters["size"] = lambda octets: formats.size(octets, language())
    filters["left"] = lambda until: formats.left(until, g.terang.now, language())
    filters["ago"] = lambda then: formats.ago(then, g.terang.now, language())
    filters["iso"] = lambda value: value.isoformat()
    filters["groups"] = lambda text, n=4: " ".join(text[i : i + n] for i in range(0, len(text), n))
    app.jinja_env.globals["span"] = span
