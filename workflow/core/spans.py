"""Lengths of time in words: of a span, and how long a window lasts by its rule."""

from __future__ import annotations

from workflow.core.definition import Span, Window
from workflow.core.words import Text

_UNITS = {
    "calendar days": (Text("hari kalender", "calendar day"), Text("hari kalender", "calendar days")),
    "working days": (Text("hari kerja", "working day"), Text("hari kerja", "working days")),
    "hours": (Text("jam", "hour"), Text("jam", "hours")),
    "months": (Text("bulan", "month"), Text("bulan", "months")),
}
_MODES = {
    "at_least": Text("paling singkat {span}", "at least {span}"),
    "at_most": Text("paling lama {span}", "at most {span}"),
    "exactly": Text("{span}", "{span}"),
}


def span_words(span: Span) -> Text:
    """`15 hari kalender`, `1 working day`."""
    one, more = _UNITS[span.unit]
    return Text("{n} {unit}", "{n} {unit}").fill(n=span.n, unit=one if span.n == 1 else more)


def lasting(mode: str, span: Span) -> Text:
    """`paling singkat 15 hari kalender`; `mode` as windows have it."""
    return _MODES[mode].fill(span=span_words(span))


def rule_of(window: Window) -> Text:
    """How long the window lasts by its rule."""
    return lasting(window.mode, window.lasts)
