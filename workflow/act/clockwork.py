"""The clock as an actor: what is due is taken in transactions of its own, by whoever comes first, and by the loop that sleeps least.

A worker that sleeps delays a change of state; it never lets anything late in, for every step settles what is due before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from workflow.act.job import ClockBack, Step
from workflow.core import due
from workflow.core.decide import complete
from workflow.core.definition import Definition
from workflow.core.effects import Unfit, apply
from workflow.core.plan import CLOCK, CLOCK_ACTOR
from workflow.store import journal, locking, shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.participants import Participants

SOON_AT_ONCE = 20
_CASE = select(t.cases.c.id, t.cases.c.root, t.cases.c.parent, t.cases.c.machine, t.cases.c.state, t.cases.c.definition)
_ONE = _CASE.where(t.cases.c.id == bindparam("id"))
_CHILDREN = _CASE.where(t.cases.c.parent == bindparam("id"), t.cases.c.ended.is_(False))
_LIVE = _CASE.where(t.cases.c.ended.is_(False)).order_by(t.cases.c.root, t.cases.c.born, t.cases.c.id)
_NEXT = select(t.windows.c.closes).where(t.windows.c.closes.is_not(None), t.windows.c.left.is_(None)).order_by(t.windows.c.closes)


def take(db: Database, clock: Clock, case: int, *, soon: bool) -> list[int]:
    """Take the first action due on the case or above it, if any. Returns the cases it moved."""
    with db.writing() as connection:
        row = connection.execute(_ONE, {"id": case}).one()
        definition = shelf.pinned(connection, row.definition)
        locking.lock(connection, row.root, definition.root.name)
        step = Step(connection, clock, definition, CLOCK_ACTOR, case)
        try:
            plan = step.plan
            found = due.first_due(plan, plan.world.case(case), soon=soon)
            if found is None:
                return []
            if found.action.each:
                complete(plan, found.case, found.action, CLOCK, None)
            else:
                apply(plan, plan.move(found.case, found.action, CLOCK, {}, None), found.action)
        except (Unfit, ClockBack):
            return []
        journal.write(connection, plan, definition.sha256, Participants(connection), {})
        return sorted({move.case.id for move in plan.moves})


def follow_up(db: Database, clock: Clock, moved: Iterable[int]) -> int:
    """Try `soon` actions of the moved cases, those above and those below; at most twenty. Returns how many were taken."""
    waiting, taken = list(moved), 0
    while waiting and taken < SOON_AT_ONCE:
        with db.reading() as connection:
            candidates = _candidates(connection, waiting)
        waiting = []
        for case in candidates:
            if _is_due(db, clock, case) and (found := take(db, clock, case, soon=True)):
                taken, waiting = taken + 1, [*waiting, *found]
    return taken


def _is_due(db: Database, clock: Clock, case: int) -> bool:
    """A look without a lock; `take` looks again under it."""
    with db.reading() as connection:
        row = connection.execute(_ONE, {"id": case}).one()
        step = Step(connection, clock, shelf.pinned(connection, row.definition), CLOCK_ACTOR, case)
        try:
            return due.first_due(step.plan, step.plan.world.case(case), soon=True) is not None
        except ClockBack:
            return False


def _candidates(connection: Connection, moved: Iterable[int]) -> list[int]:
    """Of the moved cases, their ancestors and children: those whose state has something for the clock to do."""
    found: dict[int, None] = {}
    for id in moved:
        here = connection.execute(_ONE, {"id": id}).first()
        rows = list(connection.execute(_CHILDREN, {"id": id}))
        while here is not None:
            rows.append(here)
            here = connection.execute(_ONE, {"id": here.parent}).first() if here.parent is not None else None
        for row in rows:
            if _waits(shelf.pinned(connection, row.definition), row.machine, row.state):
                found[row.id] = None
    return list(found)


def _waits(definition: Definition, machine: str, state: str) -> bool:
    return any(CLOCK in a.by or a.each for a in definition.machines[machine].actions_from(state))


def take_due(db: Database, clock: Clock, limit: int = 1000) -> int:
    """Everything that is due now, everywhere; writes nothing when nothing is due. Returns how many actions were taken."""
    taken = 0
    while taken < limit:
        with db.reading() as connection:
            rows = connection.execute(_LIVE).all()
            waiting = [row.id for row in rows if _waits(shelf.pinned(connection, row.definition), row.machine, row.state)]
        now = [case for case in waiting if _is_due(db, clock, case)]
        before = taken
        for case in now:
            if moved := take(db, clock, case, soon=True):
                taken += 1 + follow_up(db, clock, moved)
        if taken == before:
            return taken
    return taken


def next_closing(connection: Connection, after: datetime) -> datetime | None:
    """The next moment at which a window closes."""
    found: datetime | None = connection.execute(_NEXT.where(t.windows.c.closes > after).limit(1)).scalar()
    return found
