"""Spans of time: what they cover together, and what of one lies outside others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]


def union(spans: Iterable[Span], gap: timedelta = timedelta()) -> list[Span]:
    """The same stretches of time without overlaps, in order; those that lie no more than `gap` apart become one."""
    found: list[Span] = []
    for start, end in sorted(s for s in spans if s[0] <= s[1]):
        if found and start <= found[-1][1] + gap:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def length(spans: Iterable[Span]) -> timedelta:
    return sum((end - start for start, end in union(spans)), timedelta())


def inside(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What of `spans` the others cover."""
    whole = union(spans)
    return outside(whole, outside(whole, others))


def outside(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What of `spans` none of the others covers."""
    found: list[Span] = []
    taken = union(others)
    for start, end in union(spans):
        for begun, ended in taken:
            if begun < end and ended > start:
                if start < begun:
                    found.append((start, begun))
                start = max(start, ended)
        if start < end:
            found.append((start, end))
    return found
