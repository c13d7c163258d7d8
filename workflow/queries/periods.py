"""Windows in words: which periods a step needs, when each opens and closes, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.core.definition import Clause, Source, Window
from workflow.core.language import names_of
from workflow.core.reckoning import Shift, moved
from workflow.core.spans import rule_of
from workflow.core.values import window_value
from workflow.core.words import Text
from workflow.core.world import Case, World


class Standing(StrEnum):
    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Period:
    """A window as it stands now. `closes`: of a closed one, when it was over. `rule`: how long it lasts, in words. `moved`: by days off entered later."""

    name: str
    words: Text
    standing: Standing
    opens: datetime | None
    closes: datetime | None
    planned_opens: str | None
    planned_closes: str | None
    rule: Text
    basis: Source | None
    zone: str
    moved: tuple[Shift, ...]


def period(world: World, case: Case, window: Window) -> Period:
    held, inside = case.windows.get(window.name), case.state in window.in_
    standing, closes = Standing.AHEAD, held.closes if held else None
    if held is not None and held.opens is not None:
        standing = Standing.OPEN if window_value(held, "open", world.now, inside) else Standing.CLOSED
        closes = min(m for m in (held.left, held.closes) if m is not None) if held.left or held.closes else None
    opens, planned = (held.opens, (held.planned_opens, held.planned_closes)) if held else (None, (None, None))
    return Period(
        window.name,
        window.words,
        standing,
        opens,
        closes,
        *planned,
        rule_of(window),
        window.basis,
        case.zone,
        moved(held.why if held else None),
    )


def periods(world: World, case: Case, clauses: Sequence[Clause]) -> tuple[Period, ...]:
    """The windows, of the case or above it, that conditions read; each once, in the order of the conditions."""
    found = {(place.id, window.name): period(world, place, window) for place, window in _read(world, case, clauses)}
    return tuple(found.values())


def _read(world: World, case: Case, clauses: Sequence[Clause]) -> Iterator[tuple[Case, Window]]:
    above = {c.machine: c for c in world.lineage(case)}
    for clause in clauses:
        for name in sorted(names_of(clause.that)):
            *head, window, _moment = ("", *name.split("."))[-3:] if "." in name else ("", "", "")
            place = above.get(head[0]) if head and head[0] else case
            if place is not None and window in world.machine(place).windows:
                yield place, world.machine(place).windows[window]


def now_open(found: Sequence[Period]) -> Period | None:
    """The open one that closes first."""
    held = [p for p in found if p.standing is Standing.OPEN]
    return min(held, key=lambda p: (p.closes is None, p.closes), default=None)


def is_shut(found: Sequence[Period]) -> bool:
    """Whether a step needs a period and none is open."""
    return bool(found) and now_open(found) is None
