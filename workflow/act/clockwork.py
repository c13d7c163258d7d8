"""The clock as an actor: what is due is taken in transactions of its own, by whoever comes first, and by the loop that sleeps least.

A worker that sleeps delays a change of state; it never lets anything late in, for every step settles what is due before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from workflow.act.job import ClockBack, Step
from workflow.core import due
from workflow.core.decide import complete
from workflow.core.definition import Definition
from workflow.core.effects import Unfit, apply
from workflow.core.plan import CLOCK, CLOCK_ACTOR, Plan
from workflow.core.world import Case
from workflow.store import journal, locking, places, shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.fast import Statement, among, read
from workflow.store.many import carry_out
from workflow.store.participants import Participants
from workflow.store.places import Place

SOON_AT_ONCE = 20
_CHILDREN = Statement(
    select(t.cases.c.id, t.cases.c.machine, t.cases.c.state, t.cases.c.definition).where(
        among(t.cases.c.parent, "ids"), t.cases.c.ended.is_(False)
    )
)
_STANDING = Statement(select(t.cases.c.id, t.cases.c.machine, t.cases.c.state, t.cases.c.definition).where(among(t.cases.c.id, "ids")))
_LIVE = Statement(
    select(t.cases.c.id, t.cases.c.machine, t.cases.c.state, t.cases.c.definition)
    .where(t.cases.c.ended.is_(False))
    .order_by(t.cases.c.root, t.cases.c.born, t.cases.c.id)
)
_NEXT = select(t.windows.c.closes).where(t.windows.c.closes.is_not(None), t.windows.c.left.is_(None)).order_by(t.windows.c.closes)


def take(db: Database, clock: Clock, case: int, *, soon: bool) -> list[int]:
    """Take the first action due on the case or above it, if any. Returns the cases it moved."""
    with db.writing() as connection:
        place = _place(connection, case)
        definition = shelf.pinned(connection, place.definition)
        locking.hold(connection, place.lineage, definition.root.name)
        step = Step(connection, clock, definition, CLOCK_ACTOR, place.lineage)
        try:
            plan = step.plan
            found = due.first_due(plan, plan.world.case(case), soon=soon)
            if found is None:
                return []
            if found.action.each:
                complete(plan, found.case, found.action, CLOCK, None)
            else:
                apply(plan, plan.move(found.case, found.action, CLOCK, {}, None), found.action)
            writer = journal.Writer(connection, plan, definition.sha256, Participants(connection), {})
            carry_out(writer)
        except (Unfit, ClockBack):
            connection.rollback()
            return []
        writer.finish()
        return sorted({move.case.id for move in plan.moves})


def follow_up(db: Database, clock: Clock, stirred: Iterable[int]) -> int:
    """Try `soon` actions of these cases, of those above and of those below; at most twenty. Returns how many were taken."""
    waiting, taken = list(stirred), 0
    while waiting and taken < SOON_AT_ONCE:
        with db.reading() as connection:
            candidates = _candidates(connection, waiting)
        waiting = []
        for case in candidates:
            if _is_due(db, clock, case) and (found := take(db, clock, case, soon=True)):
                taken, waiting = taken + 1, [*waiting, case, *found]  # what was taken may have stood above this one
    return taken


def stirred(plan: Plan) -> list[int]:
    """Of the cases that a plan moved, those near which the clock may now find something to do."""
    return sorted({move.case.id for move in plan.moves if _stirs(plan, move.case)})


def _stirs(plan: Plan, case: Case) -> bool:
    definition = plan.world.definition
    if any(_ever_waits(definition, machine.name) for machine in definition.machines.values() if machine.parent == case.machine):
        return True
    return any(due.may_be_due(plan, above) for above in plan.world.lineage(case))


def _ever_waits(definition: Definition, machine: str) -> bool:
    return any(CLOCK in action.by or action.each for action in definition.machines[machine].actions.values())


def _is_due(db: Database, clock: Clock, case: int) -> bool:
    """A look without a lock; `take` looks again under it."""
    with db.reading() as connection:
        place = _place(connection, case)
        step = Step(connection, clock, shelf.pinned(connection, place.definition), CLOCK_ACTOR, place.lineage)
        try:
            return due.first_due(step.plan, step.plan.world.case(case), soon=True) is not None
        except ClockBack:
            return False


def _place(connection: Connection, case: int) -> Place:
    found = places.by_key(connection, case)
    if found is None:
        raise LookupError(f"there is no case {case}")
    return found


def _candidates(connection: Connection, moved: list[int]) -> list[int]:
    """Of the moved cases, their ancestors and children: those whose state has something for the clock to do."""
    ids = {id: None for case in moved for id, _machine in _place(connection, case).lineage}
    above, below = read(connection, [(_STANDING, {"ids": list(ids)}), (_CHILDREN, {"ids": moved})])
    return list(dict.fromkeys(row.id for row in (*below, *above) if _waits(connection, row)))


def _waits(connection: Connection, row: Any) -> bool:
    machine = shelf.pinned(connection, row.definition).machines[row.machine]
    return any(CLOCK in action.by or action.each for action in machine.actions_from(row.state))


def take_due(db: Database, clock: Clock, limit: int = 1000) -> int:
    """Everything that is due now, everywhere; writes nothing when nothing is due. Returns how many actions were taken."""
    taken = 0
    while taken < limit:
        with db.reading() as connection:
            waiting = [row.id for row in _LIVE.rows(connection) if _waits(connection, row)]
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
