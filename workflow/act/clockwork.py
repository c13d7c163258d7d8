"""The clock as an actor: what is due is taken in transactions of its own, by whoever comes first, and by the loop that sleeps least.

A worker that sleeps delays a change of state; it never lets anything late in, for every step settles what is due before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, select

from workflow.act.job import ClockBack, Migrated, Step, rising
from workflow.act.recount import recount_dates, recount_root
from workflow.core import due
from workflow.core.decide import complete
from workflow.core.definition import Definition
from workflow.core.effects import Unfit, apply
from workflow.core.plan import CLOCK, CLOCK_ACTOR, Plan
from workflow.core.world import Case, World
from workflow.store import journal, locking, places, shelf
from workflow.store import tables as t
from workflow.store.clock import Clock, FixedClock
from workflow.store.database import Database
from workflow.store.fast import Statement, among, read
from workflow.store.holidays_id import calendar_of, waiting_since
from workflow.store.many import carry_out
from workflow.store.participants import Participants
from workflow.store.places import Place
from workflow.store.reader import Reader

SOON_AT_ONCE = 20
_ROW = select(t.cases.c.id, t.cases.c.root, t.cases.c.machine, t.cases.c.state, t.cases.c.definition)
_ROW = _ROW.order_by(t.cases.c.root, t.cases.c.born, t.cases.c.id)
_CHILDREN = Statement(_ROW.where(among(t.cases.c.parent, "ids"), t.cases.c.ended.is_(False)))
_STANDING = Statement(_ROW.where(among(t.cases.c.id, "ids")))
_LIVE = Statement(_ROW.where(t.cases.c.ended.is_(False)))
_NEXT = Statement(
    select(t.windows.c.closes)
    .where(t.windows.c.closes > bindparam("after", type_=t.Moment()), t.windows.c.left.is_(None))
    .order_by(t.windows.c.closes)
    .limit(1)
)


def take(db: Database, clock: Clock, case: int, *, soon: bool) -> list[int]:
    """Take the first action due on the case or above it, if any; a day off entered meanwhile first moves what is due. Returns the cases moved."""
    with db.writing() as connection:
        place = _place(connection, case)
        definition = shelf.pinned(connection, place.definition)
        locking.hold(connection, place.lineage, definition.root.name)
        step = Step(connection, clock, definition, CLOCK_ACTOR, place.lineage)
        try:
            plan = step.plan
            if (since := waiting_since(connection)) is not None:
                recount_root(connection, plan, place.lineage[-1][0], since)
            found = due.first_due(plan, plan.world.case(case), soon=soon)
            if found is not None and found.action.each:
                complete(plan, found.case, found.action, CLOCK, None)
            elif found is not None:
                apply(plan, plan.move(found.case, found.action, CLOCK, {}, None), found.action)
            if not plan.moves:
                return []
            writer = journal.Writer(connection, plan, definition.sha256, Participants(connection), {})
            carry_out(writer)
        except (Unfit, ClockBack, Migrated):
            db.undo(connection)
            return []
        writer.finish()
        return sorted({move.case.id for move in plan.moves})


def follow_up(db: Database, clock: Clock, stirred: Iterable[int]) -> int:
    """Try `soon` actions of these cases, of those above and of those below; at most twenty. Returns how many were taken."""
    waiting, taken = list(stirred), 0
    while waiting and taken < SOON_AT_ONCE:
        with db.reading() as connection:
            now = _due_of(connection, _candidates(connection, waiting), clock)
        waiting = []
        for case in now:
            if found := take(db, clock, case, soon=True):
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


def _place(connection: Connection, case: int) -> Place:
    found = places.by_key(connection, case)
    if found is None:
        raise LookupError(f"there is no case {case}")
    return found


def _candidates(connection: Connection, moved: list[int]) -> list[Any]:
    """Of the moved cases, their ancestors and children: those whose state has something for the clock to do."""
    ids = {id: None for case in moved for id, _machine in _place(connection, case).lineage}
    above, below = read(connection, [(_STANDING, {"ids": list(ids)}), (_CHILDREN, {"ids": moved})])
    return [row for row in {row.id: row for row in (*below, *above)}.values() if _waits(connection, row)]


def _waits(connection: Connection, row: Any) -> bool:
    machine = shelf.pinned(connection, row.definition).machines[row.machine]
    return any(CLOCK in action.by or action.each for action in machine.actions_from(row.state))


def take_due(db: Database, clock: Clock, limit: int = 1000) -> int:
    """Everything that is due now, everywhere; writes nothing when nothing is due. Returns how many actions were taken."""
    recount_dates(db, clock)
    taken = 0
    while taken < limit:
        before = taken
        for case in _due_now(db, clock):
            if moved := take(db, clock, case, soon=True):
                taken += 1 + follow_up(db, clock, moved)
        if taken == before:
            return taken
    return taken


def _due_now(db: Database, clock: Clock) -> list[int]:
    with db.reading() as connection:
        return _due_of(connection, [row for row in _LIVE.rows(connection) if _waits(connection, row)], clock)


def _due_of(connection: Connection, rows: list[Any], clock: Clock) -> list[int]:
    """Those on which or above which something is due, one root after the other. A look without a lock; `take` looks again under it."""
    now = clock.now(connection)
    return [case for _root, some in groupby(rows, lambda row: row.root) for case in _due_in(connection, list(some), now)]


def _due_in(connection: Connection, rows: list[Any], now: datetime) -> list[int]:
    """Of the cases of one root, read together; each is asked once, however many stand below it."""
    world = World(shelf.pinned(connection, rows[0].definition), Reader(connection), now)
    plan = Plan(world, CLOCK_ACTOR, lambda: calendar_of(connection, now.year), rising())
    known: dict[int, bool] = {}

    def waits(case: Case) -> bool:
        if case.id not in known:
            known[case.id] = due.is_due(plan, case)
        return known[case.id]

    return [case.id for case in world.several([row.id for row in rows]) if any(waits(above) for above in world.lineage(case))]


def pass_time(db: Database, clock: FixedClock, until: datetime) -> None:
    """Let a clock that stands move on to `until`, as time passes by itself: what falls due on the way is taken at its moment."""
    while (closing := closing_after(db, clock.moment)) is not None and closing <= until:
        clock.move_to(closing)
        take_due(db, clock)
    if clock.moment < until:
        clock.move_to(until)
        take_due(db, clock)


def closing_after(db: Database, after: datetime) -> datetime | None:
    """The next moment at which a window closes."""
    with db.reading() as connection:
        return next_closing(connection, after)


def next_closing(connection: Connection, after: datetime) -> datetime | None:
    """The same, in a transaction that is open."""
    found = _NEXT.first(connection, after=after)
    return found.closes if found is not None else None
