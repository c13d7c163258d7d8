"""Days off that were entered after dates had been reckoned: open dates are reckoned anew, root by root, and only ever come later.

Whoever enters a day begins it; the loop of the clock finishes what a process left undone. Looking at a root a second time moves nothing,
for the reckoning hangs on the calendar alone (docs/decisions/days-off-by-the-clock.md).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, or_, select, update

from workflow.act.job import ClockBack, Migrated, Step
from workflow.core.dates import recount
from workflow.core.plan import CLOCK_ACTOR, Plan
from workflow.store import journal, locking, places, shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.holidays_id import waiting_since
from workflow.store.participants import Participants

AT_ONCE = 20
"""Roots that are reckoned anew while somebody waits for a page."""
OVERLAP = timedelta(seconds=30)
"""An entry is looked at for so long: a step that began before it may still write a date that does not know it."""
_OPEN_WINDOW = select(t.windows.c.case_id).where(t.windows.c.left.is_(None), t.windows.c.closes > bindparam("since"))
_OPEN_TASK = select(t.tasks.c.case_id).where(t.tasks.c.closed.is_(None), t.tasks.c.due > bindparam("since"))
_DATED = or_(t.cases.c.id.in_(_OPEN_WINDOW), t.cases.c.id.in_(_OPEN_TASK))
_ROOTS = select(t.cases.c.root).where(t.cases.c.ended.is_(False), _DATED).distinct().order_by(t.cases.c.root)
_CASES = select(t.cases.c.id).where(t.cases.c.root == bindparam("root"), t.cases.c.ended.is_(False), _DATED)
_CASES = _CASES.order_by(t.cases.c.born, t.cases.c.id)


def recount_dates(db: Database, clock: Clock, limit: int | None = None) -> tuple[int, bool]:
    """Reckon open dates anew where a day off was entered, in at most `limit` roots, each in a transaction of its own.

    Returns in how many roots a date moved, and whether all were looked at. Writes nothing when no entry waits.
    """
    with db.reading() as connection:
        since = waiting_since(connection)
        if since is None:
            return 0, True
        began = clock.now(connection)
        roots = list(connection.execute(_ROOTS, {"since": since}).scalars())
    found = [_recount_root(db, clock, root, since) for root in roots[:limit]]
    whole = len(found) == len(roots) and None not in found
    if whole and began - since > OVERLAP:
        known = update(t.days_off).where(t.days_off.c.recounted.is_(None), t.days_off.c.at < began - OVERLAP)
        with db.writing() as connection:
            connection.execute(known.values(recounted=began))
    return found.count(True), whole


def _recount_root(db: Database, clock: Clock, root: int, since: datetime) -> bool | None:
    """Whether a date moved; None where it could not be looked at now. A look without a lock first, then again under it."""
    try:
        with db.reading() as connection:
            if not recount_root(connection, _step(connection, clock, root).plan, root, since):
                return False
        with db.writing() as connection:
            step = _step(connection, clock, root)
            locking.hold(connection, step.lineage, step.definition.root.name)
            moved = recount_root(connection, step.plan, root, since)
            journal.write(connection, step.plan, step.definition.sha256, Participants(connection), {})
            return moved
    except (ClockBack, Migrated):
        return None


def _step(connection: Connection, clock: Clock, root: int) -> Step:
    place = places.by_key(connection, root)
    if place is None:
        raise LookupError(f"there is no case {root}")
    return Step(connection, clock, shelf.pinned(connection, place.definition), CLOCK_ACTOR, place.lineage)


def recount_root(connection: Connection, plan: Plan, root: int, since: datetime) -> bool:
    """Plan the moves of a root whose dates come later by now; the lock of the root is the caller's. Whether there are any."""
    ids = list(connection.execute(_CASES, {"root": root, "since": since}).scalars())
    moves = [recount(plan, case, since) for case in plan.world.several(ids)]
    return any(move is not None for move in moves)
