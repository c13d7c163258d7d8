"""Reminders and escalations of tasks: letters and marks, no events, for a due date reminds and never binds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from workflow.act.job import fresh
from workflow.core.definition import Action
from workflow.core.plan import task_blanks
from workflow.core.world import Case, World
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.journal import put_letter
from workflow.store.reader import Reader

_OPEN = select(t.tasks, t.cases.c.definition).join(t.cases, t.cases.c.id == t.tasks.c.case_id).where(t.tasks.c.closed.is_(None))


def remind_due(db: Database, clock: Clock) -> int:
    """Write the letters of tasks that are soon due or overdue, once each. Returns how many tasks were marked."""
    with db.reading() as connection:
        now = clock.now(connection)
        if not connection.execute(_due(now)).first():
            return 0
    with db.writing() as connection:
        rows = connection.execute(_due(now)).all()
        for row in rows:
            _remind(connection, row, now)
    return len(rows)


def _due(now: datetime) -> Any:
    soon = (t.tasks.c.remind <= now) & t.tasks.c.reminded.is_(False)
    late = (t.tasks.c.due <= now) & t.tasks.c.escalated.is_(False)
    return _OPEN.where(or_(soon, late))


def _remind(connection: Connection, row: Row[Any], now: datetime) -> None:
    definition = shelf.pinned(connection, row.definition)
    world = World(definition, Reader(connection), now)
    case = world.case(row.case_id)
    action = world.machine(case).actions[row.action]
    late = row.due is not None and row.due <= now
    to = _superiors(world, case, action) if late else _doers(world, case, row)
    if not world.is_paused(case):
        for person in to:
            put_letter(
                connection, fresh(), case, "@escalation" if late else "@reminder", person, task_blanks(world, case, action, row.due), now
            )
    marks = {"reminded": True, "escalated": late}
    connection.execute(update(t.tasks).where(t.tasks.c.id == row.id).values(marks))


def _doers(world: World, case: Case, row: Row[Any]) -> list[int]:
    person = row.person or row.claimed_by
    return [person] if person else [m.person for m in world.acting(case, row.role)]


def _superiors(world: World, case: Case, action: Action) -> list[int]:
    role = action.task.escalate if action.task else None
    return [m.person for m in world.acting(case, role)] if role else []
