"""Filters of templates: dates, times, numbers in the page's language and the agency's zone. Thin over `web.formats`.

Each takes the context, though it needs none: Jinja works out other filters of constants once, when it compiles, in whatever language.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from flask import Flask, g
from jinja2 import pass_context
from markupsafe import Markup

from web import formats
from web.i18n import language, said


def _zoned(name: str) -> Callable[..., str]:
    """A filter `value|name`, or `value|name(zone)` where a case has a zone of its own."""
    form = getattr(formats, name)
    return _filter(lambda value, zone=None: form(value, language(), zone or g.terang.installation.zone))


def _filter(function: Callable[..., str]) -> Callable[..., str]:
    return pass_context(lambda _context, *given, **named: function(*given, **named))


def span(first: date | datetime, last: date | datetime, zone: str | None = None) -> str:
    return formats.span(first, last, language(), zone or g.terang.installation.zone)


def install(app: Flask) -> None:
    """`lines`: what people wrote keeps its line breaks; what is marked up already stays as it is."""
    filters = app.jinja_env.filters
    for name in ("day", "long_day", "short_day", "clock", "moment", "long_moment", "closing"):
        filters[name] = _zoned(name)
    filters["t"] = _filter(said)
    filters["number"] = _filter(lambda value: formats.number(value, language()))
    filters["decimal"] = _filter(lambda value, places=2: formats.decimal(Decimal(value), language(), places))
    filters["scaled"] = _filter(lambda value, places: formats.scaled(value, language(), places))
    filters["size"] = _filter(lambda octets: formats.size(octets, language()))
    filters["left"] = _filter(lambda until: formats.left(until, g.terang.now, language()))
    filters["ago"] = _filter(lambda then: formats.ago(then, g.terang.now, language()))
    filters["lines"] = lambda text: text if isinstance(text, Markup) else Markup("<br>").join(str(text).split("\n"))
    filters["iso"] = lambda value: value.isoformat()
    filters["groups"] = lambda text, n=4: " ".join(text[i : i + n] for i in range(0, len(text), n))
    app.jinja_env.globals["span"] = span
