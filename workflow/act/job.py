"""One step's transaction: locks, clock, what is due first, the decision, the writing. Tried again when something due stood in the way."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import count
from typing import TypeVar

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from workflow import drafts
from workflow.core import due, record
from workflow.core.calendar import Calendar
from workflow.core.decide import Request
from workflow.core.definition import Definition
from workflow.core.effects import Unfit
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
from workflow.store.fast import Call, Statement
from workflow.store.holidays_id import calendar_of
from workflow.store.many import carry_out
from workflow.store.participants import Participants
from workflow.store.places import Lineage
from workflow.store.reader import Reader

ATTEMPTS = 12
COLLISIONS = 4
BACKWARDS = timedelta(seconds=2)
_ONCE = Statement(select(t.once.c.case_id, t.once.c.revision).where(t.once.c.key == bindparam("key")))
_USED = Statement(insert(t.once))
_DONE = Statement(
    select(t.cases.c.number, t.events.c.target, t.events.c.body, t.events.c.leaf)
    .join(t.events, t.events.c.case_id == t.cases.c.id)
    .where(t.events.c.case_id == bindparam("id"), t.events.c.revision == bindparam("revision"))
)
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
    """A step to be decided. `lineage`: the case, or at a birth its parent, with those above; empty where a root is to be born.

    `level`: the machine up to whose case the step locks. `decided` plans it, or says why not, or has settled it without an event.
    """

    definition: Definition
    actor: Actor
    lineage: Lineage
    level: str
    decided: Decided
    token: str | None = None
    proposes: Request | None = None
    confirms: proposals.Proposal | None = None
    confirmer: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; `key` is the hash of the form's one-time key. `opened` reads, in the step's own transaction, on which case it is to be done and how."""

    db: Database
    clock: Clock
    key: str | None
    opened: Callable[[Connection], Job | Refusal]


class Again(Exception):
    """Something due must be taken first, in a transaction of its own; then the step starts over."""

    def __init__(self, case: int) -> None:
        super().__init__(case)
        self.case = case


class ClockBack(Exception):
    """The clock is behind the last event by more than a moment."""


class Migrated(Exception):
    """The root went over to another version of its definition between the first look and the lock."""


@dataclass
class Step:
    """The tools of one transaction; the clock is read when the plan is first asked for, after the locks."""

    connection: Connection
    clock: Clock
    definition: Definition
    actor: Actor
    lineage: Lineage

    @cached_property
    def plan(self) -> Plan:
        reader = Reader(self.connection)
        if self.lineage:
            reader.ahead(self.lineage)
            if reader.definition != self.definition.sha256:
                raise Migrated
        world = World(self.definition, reader, self._now(reader.latest))
        return Plan(world, self.actor, lambda: self._calendar, rising())

    @property
    def here(self) -> Case | None:
        """The case, or at a birth its parent."""
        return self.plan.world.case(self.lineage[0][0]) if self.lineage else None

    def _now(self, last: datetime | None) -> datetime:
        """Never at or before the last event of the root: whoever read an event writes a later one."""
        now = self.clock.now(self.connection)
        if last is None or now > last:
            return now
        if last - now > BACKWARDS:
            raise ClockBack
        return last + timedelta(microseconds=1)

    @cached_property
    def _calendar(self) -> Calendar:
        return calendar_of(self.connection, self.plan.now.year)

    def desk(self, zone: str) -> Desk:
        above = [id for id, _level in self.lineage]
        return desk_of(self.connection, self.definition, zone, self.actor.person, lambda person: is_proven(self.connection, person), above)


def fresh() -> int:
    """A new key: random, positive, exact in JSON."""
    return secrets.randbelow(2**52 - 2**40) + 2**52


def rising() -> Callable[[], int]:
    """Keys for the rows of one step, each above the last: what was made at one moment keeps the order in which it was made."""
    return count(fresh()).__next__


def token_hash(token: str) -> str:
    """How a private token is kept: its SHA-256 in hexadecimal; the token itself is nowhere but in the link."""
    return hashlib.sha256(token.encode()).hexdigest()


def private_token(key: str | None) -> str:
    """The token of somebody without an account: 128 bits that follow from the form's one-time key, so that a form sent again after a lost
    answer leads to the same private link. Only hashes of both are kept."""
    raw = hashlib.sha256(f"private link {key}".encode()).digest()[:16] if key else secrets.token_bytes(16)
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


T = TypeVar("T")
Decided = Callable[[Step, Case | None], Move | Refusal | Done]


def run(asked: Asked) -> Done | Refusal:
    """Take a step to its end, with what is due before it and what becomes possible by it."""
    return again(asked.db, asked.clock, lambda: _attempt_once(asked))


def again(db: Database, clock: Clock, once: Callable[[], tuple[T | Refusal, list[int]]]) -> T | Refusal:
    """Try until it is done or refused. `once`: one transaction; also gives the cases near which the clock may have something to do now."""
    from workflow.act.clockwork import follow_up, take

    collisions = 0
    for _attempt in range(ATTEMPTS):
        try:
            result, stirred = once()
        except Again as due_first:
            if not take(db, clock, due_first.case, soon=False):
                return BUSY
            continue
        except Migrated:
            continue
        except ClockBack:
            return CLOCK_BACK
        except IntegrityError:
            collisions += 1  # a key used meanwhile, a number drawn twice: looked at anew; again and again it is a defect
            if collisions == COLLISIONS:
                raise
            continue
        except journal.Overtaken:
            return Refusal(Kind.FASTER, (Problem(FASTER),))
        follow_up(db, clock, stirred)
        return result
    return BUSY


def _attempt_once(asked: Asked) -> tuple[Done | Refusal, list[int]]:
    """One transaction. Also returns the cases near which the clock may have something to do now."""
    from workflow.act.clockwork import stirred

    with asked.db.writing() as connection:
        job = asked.opened(connection)
        if isinstance(job, Refusal):
            return job, []
        locking.hold(connection, job.lineage, job.level)
        if (earlier := _earlier(connection, asked.key, job.token)) is not None:
            return earlier, []
        step = Step(connection, asked.clock, job.definition, job.actor, job.lineage)
        if step.here is not None and (pending := due.first_due(step.plan, step.here, soon=False)):
            raise Again(pending.case.id)
        found = job.decided(step, step.here)
        if isinstance(found, Refusal):
            asked.db.undo(connection)  # a refused birth gives its counted number back
            return found, []
        if isinstance(found, Done):
            return found, []
        if job.proposes is not None and job.confirms is None:
            return _propose(step, job, job.proposes, found), []
        done = _finish(step, job, found, asked.key)
        if isinstance(done, Refusal):
            asked.db.undo(connection)  # a case far down fits none of the ways: nothing of the step stays
            return done, []
        return done, stirred(step.plan)


def _earlier(connection: Connection, key: str | None, token: str | None) -> Done | None:
    """The receipt of the step that used the key. Certain only once the locks are held."""
    used = _ONCE.first(connection, key=key) if key is not None else None
    if used is None:
        return None
    row = _DONE.first(connection, id=used.case_id, revision=used.revision)
    return Done(row.number, used.revision, row.target, row.body, record.code(row.leaf), token=token)


def _propose(step: Step, job: Job, request: Request, move: Move) -> Done:
    """The plan is thrown away; what was asked waits for a second person, who sees it and confirms."""
    case = step.plan.world.case(move.case.id)
    id = fresh()
    proposals.put(step.connection, id, case, request.action.name, move.round, job.actor.person, move.role, request, step.plan.now)
    return Done(case.number, move.revision - 1, move.source or case.state, "", "", proposal=id)


def _finish(step: Step, job: Job, move: Move, key: str | None) -> Done | Refusal:
    people = Participants(step.connection)
    extra: dict[str, str] = {}
    if job.confirms is not None and job.confirmer is not None:
        root = step.plan.world.case(move.case.root)
        extra = {"confirmed_by": people.number(root, job.confirmer, "")}
        proposals.close(step.connection, job.confirms.id, "confirmed", job.confirmer, step.plan.now)
    writer = journal.Writer(step.connection, step.plan, job.definition.sha256, people, extra)
    try:
        carry_out(writer)
    except Unfit as unfit:
        return Refusal(Kind.UNMET, unfit.problems)
    bodies = writer.finish(_beside(job, move, key, step.plan.now))
    body, leaf = bodies[(move.case.id, move.revision)]
    return Done(move.case.number, move.revision, move.case.state, body, record.code(leaf), token=job.token)


def _beside(job: Job, move: Move, key: str | None, now: datetime) -> list[Call]:
    """What goes with the step and is no part of its event: the draft that it was, the key that it used."""
    found: list[Call] = []
    if job.actor.person is not None:
        found.append(drafts.dropped(drafts.person_key(job.actor.person), move.case.id, move.action, move.round))
    if key is not None:
        found.append((_USED, {"key": key, "case_id": move.case.id, "revision": move.revision, "at": now}))
    return found
