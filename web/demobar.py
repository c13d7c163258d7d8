"""What the bar of a demonstration shows on top of every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DemoBar:
    """`people`: (key, label) to become, in order; `current`: the key of who is signed in, None for a visitor.

    `next`: the next deadline and its words, which the clock can be moved to; None when nothing is due.
    """

    now: datetime
    people: tuple[tuple[str, str], ...]
    current: str | None
    next: tuple[datetime, str] | None
