"""Cases that facts name: what they are called for this reader, who follows the number only where something would open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import bindparam, select

from workflow.core.definition import Phase
from workflow.core.structure import is_place
from workflow.core.words import same
from workflow.queries.look import FactRow, Look
from workflow.queries.public_shown import is_announced, papers, told
from workflow.store import shelf
from workflow.store import tables as t

_CASE = select(t.cases.c.id, t.cases.c.definition).where(t.cases.c.number == bindparam("number"))


def with_names(seen: Look, rows: Iterable[FactRow]) -> tuple[FactRow, ...]:
    """The rows, each named case by its name beside the number; `case` stays only where the reader may follow it."""
    return tuple(row if row.case is None else _named(seen, row, row.case) for row in rows)


def public_places(here: Look, rows: Iterable[FactRow]) -> dict[str, tuple[str, str, str | None]]:
    """Number of each named case that has a public page -> the path of its root, the root, and the case itself where it is not the root."""
    found = ((row.case, _public(here, row.case)) for row in rows if row.case is not None)
    return {number: place for number, place in found if place is not None}


def _public(here: Look, number: str) -> tuple[str, str, str | None] | None:
    row = here.connection.execute(_CASE, {"number": number}).first()
    if row is None:
        return None
    other = Look(here.connection, shelf.pinned(here.connection, row.definition), row.id, here.viewer, here.now)
    root = other.world.case(other.case.root)
    if not is_announced(other, root):
        return None
    path = other.world.machine(root).path or ""
    if root.id == other.case.id:
        return path, number, None
    return (path, root.number, number) if number in told(papers(other)) else None


def _is_told(other: Look) -> bool:
    """Whether anybody may know what a case of an announced root is called: it is the root, or a place that is announced."""
    prepared = other.world.state(other.case).phase is Phase.PREPARATION
    return other.case.parent is None or (is_place(other.definition, other.machine) and not prepared)


def _named(seen: Look, row: FactRow, number: str) -> FactRow:
    found = seen.connection.execute(_CASE, {"number": number}).first()
    if found is None or seen.viewer.person is None:
        return replace(row, case=None)
    other = Look(seen.connection, shelf.pinned(seen.connection, found.definition), found.id, seen.viewer, seen.now)
    if other.audience() is None and not is_announced(other, other.world.case(other.case.root)):
        return replace(row, case=None)
    if other.audience() is None and not _is_told(other):
        return row
    called = other.called().id
    return replace(row, value=same(number if called == number else f"{called} ({number})"))
