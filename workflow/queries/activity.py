"""The steps a person has taken, over all cases, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from workflow.core.words import Text
from workflow.queries.engine_actions import ENGINE
from workflow.store import shelf
from workflow.store.ages import definition_at
from workflow.store.database import Database
from workflow.store.tables import cases, events


@dataclass(frozen=True, slots=True)
class Taken:
    """One step: what was done, on what kind of case, and its number."""

    at: datetime
    words: Text
    kind: Text
    case: str


def steps_of(db: Database, person: int, limit: int = 100) -> tuple[Taken, ...]:
    """The latest `limit` steps of a person, newest first."""
    columns = select(events.c.t, cases.c.number, events.c.action, cases.c.machine, definition_at(events.c.t).label("definition"))
    mine = columns.join(cases, cases.c.id == events.c.case_id).where(events.c.actor == person)
    with db.reading() as connection:
        rows = connection.execute(mine.order_by(events.c.t.desc(), cases.c.id, events.c.revision.desc()).limit(limit)).all()
        return tuple(_taken(connection, row) for row in rows)


def _taken(connection: Connection, row: Any) -> Taken:
    machine = shelf.pinned(connection, row.definition).machines[row.machine]
    action = machine.actions.get(row.action)
    return Taken(row[0], action.words if action else ENGINE[row.action], machine.words, row.number)
