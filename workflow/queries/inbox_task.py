"""Where a task of the inbox is taken up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.database import Database

_m, _t, _c = t.memberships.c, t.tasks.c, t.cases.c


@dataclass(frozen=True, slots=True)
class Target:
    """`own`: a step of the person's own case."""

    number: str
    action: str
    is_open: bool
    own: bool


def task_target(db: Database, person: int, task: int) -> Target | None:
    """Where a task leads that is or was the person's to take up; None: not theirs."""
    found = (
        select(_c.number, _c.definition, _t.action, _t.role, _t.person, _t.closed, _c.root)
        .join(t.cases, _c.id == _t.case_id)
        .where(_t.id == task)
    )
    with db.reading() as connection:
        row = connection.execute(found).first()
        if row is None:
            return None
        held = select(_m.id).where(_m.person == person, _m.role == row.role, _m.root == row.root, _m.until.is_(None))
        theirs = row.person == person or (row.person is None and connection.execute(held).first() is not None)
        own = shelf.pinned(connection, row.definition).roles[row.role].owner_of is not None
        return Target(row.number, row.action, row.closed is None, own) if theirs else None
