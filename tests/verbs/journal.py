"""What must hold of a journal whatever was done at once, and how much of it there is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from workflow.core import record
from workflow.store import rebuild
from workflow.store import tables as t
from workflow.store.database import Database


def events(db: Database, action: str | None = None) -> list[Any]:
    """All events, or those of one action, by case and revision."""
    found = select(t.events).order_by(t.events.c.case_id, t.events.c.revision)
    with db.reading() as connection:
        return list(connection.execute(found if action is None else found.where(t.events.c.action == action)).all())


def count(db: Database, table: Any) -> int:
    with db.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def assert_sound(db: Database) -> None:
    """Revisions without gaps, leaves that are the hashes of their bodies, times that never go back within a case, projections as the journal tells."""
    last: dict[int, Any] = {}
    for event in events(db):
        before = last.get(event.case_id)
        assert event.revision == (before.revision + 1 if before else 0)
        assert before is None or before._mapping["t"] <= event._mapping["t"]
        assert record.leaf(event.body) == event.leaf
        assert record.canonical(record.parse(event.body)) == event.body
        last[event.case_id] = event
    with db.reading() as connection:
        assert rebuild.differences(connection) == []
