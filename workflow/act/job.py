"""One step's transaction: locks, clock, what is due first, the decision, the writing. Tried again when something due stood in the way."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection, bindparam, func, insert, select
from sqlalchemy.exc import IntegrityError

from workflow import drafts
from workflow.core import due, record
from workflow.core.calendar import Calendar
from workflow.core.decide import Request
from workflow.core.definition import Definition
from workflow.core.fields import Desk, Problem
from workflow.core.plan import Actor, Move, Plan
from workflow.core.rules import FASTER, Kind, Refusal, refuse
from workflow.core.world import Case, World
from workflow.people import is_proven
from workflow.store import journal, locking, proposals
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.desk import desk_of
from workflow.store.holidays_id import calendar_of
from workflow.store.participants import Participants
from workflow.store.reader import Reader

ATTEMPTS = 12
BACKWARDS = timedelta(seconds=2)
_ONCE = select(t.once.c.case_id, t.once.c.revision).where(t.once.c.key == bindparam("key"))
_DONE = (
    select(t.cases.c.number, t.events.c.target, t.events.c.body, t.events.c.leaf)
    .join(t.events, t.events.c.case_id == t.cases.c.id)
    .where(t.events.c.case_id == bindparam("id"), t.events.c.revision == bindparam("revision"))
)
_ROOT = select(t.cases.c.root).where(t.cases.c.id == bindparam("id")).scalar_subquery()
_LAST = select(func.max(t.events.c.t)).where(t.events.c.root == _ROOT)
BUSY = refuse(
    Kind.CLOSED,
    "Tahap ini sedang ditutup. Coba lagi sebentar lagi; isian Anda tidak hilang.",
    "This stage is being closed. Try again in a moment; what you typed is kept.",
)
CLOCK_BACK = refuse(
    Kind.CLOSED,
    "Jam peladen mundur, jadi tidak ada yang dicatat. Beri tahu pengelola.",
    "The server's clock went backwards, so nothing is recorded. Tell the administrator.",
)


@dataclass(frozen=True, slots=True)
class Done:
    """A step taken: the content of its receipt. `proposal`: its key where a second person must confirm first; then no event stands yet.

    `token`: the private token of somebody without an account, shown once.
    """

    case: str
    revision: int
    state: str
    body: str
    code: str
    proposal: int | None = None
    token: str | None = None


@dataclass(slots=True)
class Job:
    """What is asked: on which case (None: a root is to be born), locking up to which machine, by whom."""

    db: Database
    clock: Clock
    definition: Definition
    actor: Actor
    key: str | None
    case: int | None
    level: str
    token: str | None = None
    proposes: Request | None = None
    confirms: proposals.Proposal | None = None
    confirmer: int | None = None


class Again(Exception):
    """Something due must be taken first, in a transaction of its own; then the step starts over."""

    def __init__(self, case: int) -> None:
        super().__init__(case)
        self.case = case


class ClockBack(Exception):
    """The clock is behind the last event by more than a moment."""


@dataclass
class Step:
    """The tools of one transaction; the clock is read when the plan is first asked for, after the locks."""

    connection: Connection
    clock: Clock
    definition: Definition
    actor: Actor
    case: int | None

    @cached_property
    def plan(self) -> Plan:
        world = World(self.definition, Reader(self.connection), self._now())
        return Plan(world, self.actor, lambda: self._calendar, fresh)

    def _now(self) -> datetime:
        """Never at or before the last event of the root: whoever read an event writes a later one."""
        now = self.clock.now(self.connection)
        last = self.connection.execute(_LAST, {"id": self.case}).scalar() if self.case is not None else None
        if last is None or now > last:
            return now
        if last - now > BACKWARDS:
            raise ClockBack
        return last + timedelta(microseconds=1)  # type: ignore[no-any-return]

    @cached_property
    def _calendar(self) -> Calendar:
        return calendar_of(self.connection, self.plan.now.year)

    def desk(self, zone: str) -> Desk:
        found = desk_of(self.connection, self.definition, zone, self.actor.person)
        return replace(found, may_serve=lambda person: is_proven(self.connection, person))


def fresh() -> int:
    """A new key: random, positive, exact in JSON."""
    return secrets.randbelow(2**52) + 2**52


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


Decided = Callable[[Step, Case | None], Move | Refusal]


def run(job: Job, decided: Decided) -> Done | Refusal:
    """Run a job to its end, taking what is due before it and what becomes possible by it."""
    from workflow.act.clockwork import follow_up, take

    for _attempt in range(ATTEMPTS):
        try:
            result, moved = _attempt_once(job, decided)
        except Again as again:
            if not take(job.db, job.clock, again.case, soon=False):
                return BUSY
            continue
        except ClockBack:
            return CLOCK_BACK
        except (journal.Overtaken, IntegrityError) as error:
            if _is_repeat(job):
                continue
            if isinstance(error, IntegrityError) and job.case is None:
                raise
            return Refusal(Kind.FASTER, (Problem(FASTER),))
        follow_up(job.db, job.clock, moved)
        return result
    return BUSY


def _is_repeat(job: Job) -> bool:
    if job.key is None:
        return False
    with job.db.reading() as connection:
        return connection.execute(_ONCE, {"key": job.key}).first() is not None


def _attempt_once(job: Job, decided: Decided) -> tuple[Done | Refusal, list[int]]:
    with job.db.writing() as connection:
        if job.key is not None and (earlier := connection.execute(_ONCE, {"key": job.key}).first()):
            return _earlier(connection, earlier.case_id, earlier.revision), []
        locking.lock(connection, job.case, job.level)
        step = Step(connection, job.clock, job.definition, job.actor, job.case)
        plan, here = step.plan, None
        if job.case is not None:
            here = plan.world.case(job.case)
            if pending := due.first_due(plan, here, soon=False):
                raise Again(pending.case.id)
        move = decided(step, here)
        if isinstance(move, Refusal):
            connection.rollback()  # a refused birth gives its counted number back
            return move, []
        if job.proposes is not None and job.confirms is None:
            return _propose(step, job, job.proposes, move), []
        return _finish(step, job, move), sorted({m.case.id for m in plan.moves})


def _earlier(connection: Connection, case: int, revision: int) -> Done:
    row = connection.execute(_DONE, {"id": case, "revision": revision}).one()
    return Done(row.number, revision, row.target, row.body, record.code(row.leaf))


def _propose(step: Step, job: Job, request: Request, move: Move) -> Done:
    """The plan is thrown away; what was asked waits for a second person, who sees it and confirms."""
    case = step.plan.world.case(move.case.id)
    id = fresh()
    proposals.put(step.connection, id, case, request.action.name, move.round, job.actor.person, move.role, request, step.plan.now)
    return Done(case.number, move.revision - 1, move.source or case.state, "", "", proposal=id)


def _finish(step: Step, job: Job, move: Move) -> Done:
    people = Participants(step.connection)
    extra: dict[str, str] = {}
    if job.confirms is not None and job.confirmer is not None:
        root = step.plan.world.case(move.case.root)
        extra = {"confirmed_by": people.number(root, job.confirmer, "")}
    bodies = journal.write(step.connection, step.plan, job.definition.sha256, people, extra)
    if job.confirms is not None:
        proposals.close(step.connection, job.confirms.id, "confirmed", job.confirmer, step.plan.now)
    if job.actor.person is not None:
        drafts.drop(step.connection, drafts.person_key(job.actor.person), move.case.id, move.action, move.round)
    if job.key is not None:
        once = {"key": job.key, "case_id": move.case.id, "revision": move.revision, "at": step.plan.now}
        step.connection.execute(insert(t.once), once)
    body, leaf = bodies[(move.case.id, move.revision)]
    return Done(move.case.number, move.revision, move.case.state, body, record.code(leaf), token=job.token)
