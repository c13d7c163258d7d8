"""One step on many cases at once, for a page: what is offered to whom, a trial that leaves nothing behind, the step itself, and what it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select

from workflow.act import Actor, Kind, Refusal, act_many, token_hash
from workflow.core import many
from workflow.core.decide import Request, decide
from workflow.core.definition import Action, Machine
from workflow.core.fields import Problem
from workflow.core.words import Text
from workflow.queries.look import Look, Viewer, look
from workflow.queries.reach import reach, under
from workflow.queries.secretariat import staff_look
from workflow.store import locking, places, shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database, OneTransaction

MOST, MOST_ONE_BY_ONE = 100_000, 5_000
"""Cases at once: where the database moves them as a whole, and where each is moved by itself. Other steps of the root wait meanwhile."""
SHOWN = 5
"""Cases that stay whose reasons are told."""
TOO_MANY = Text(
    "Paling banyak {most} perkara sekaligus; yang dipilih {n}. Pilih satu keadaan, atau mulai dari bagian di bawahnya.",
    "At most {most} cases at once; {n} are chosen. Choose one state, or begin at a part below.",
)
NOTHING = Text("Tidak ada perkara yang dapat maju; tidak ada yang berubah.", "No case could move; nothing has changed.")
_c, _e = t.cases.c, t.events.c


@dataclass(frozen=True, slots=True)
class Offer:
    """A step on the cases of a machine below. `waiting`: state -> how many cases in reach stand in it, of those from which it leads on."""

    machine: Machine
    action: Action
    waiting: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.waiting.values())


@dataclass(frozen=True, slots=True)
class Offers:
    """Of one case for one person; steps for which no case waits come too, so that their pages can say so."""

    number: str
    called: Text
    root: tuple[str, Text]
    steps: tuple[Offer, ...]

    def one(self, machine: str, action: str) -> Offer | None:
        return next((step for step in self.steps if (step.machine.name, step.action.name) == (machine, action)), None)


@dataclass(frozen=True, slots=True)
class Wish:
    """`state`: only cases that stand in it; empty: in any from which the step leads on. `key`: of the form; once used, nothing is done again."""

    number: str
    person: int
    machine: str
    action: str
    state: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Stays:
    number: str
    called: Text
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """`moved`, `left`: of the cases chosen, of which only those in reach are counted. `stays`: the first of those left, and why."""

    moved: int
    left: int
    stays: tuple[Stays, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """`left`: cases in reach that stand now where the step could be taken."""

    moved: int
    left: int
    at: datetime


# ------------------------------------------------------------------ what is offered
def offers(db: Database, clock: Clock, number: str, person: int) -> Offers | None:
    """None where the case is missing or the person is no staff of it."""
    with staff_look(db, clock, number, person) as found:
        if found is None:
            return None
        root = found.world.case(found.case.root)
        return Offers(number, found.called(), (root.number, found.called(root)), tuple(_steps(found, person)))


def _steps(found: Look, person: int) -> Iterator[Offer]:
    roles, counts = _roles(found, person), _counts(found, person)
    for name in found.definition.below(found.case.machine):
        machine = found.definition.machines[name]
        for action in many.on_offer(machine, roles):
            waiting = {state: n for state in action.from_ if (n := counts.get((name, state), 0))}
            yield Offer(machine, action, waiting)


def _roles(found: Look, person: int) -> set[str]:
    """Roles that the person holds here, above or below."""
    m, above = t.memberships.c, [case.id for case in found.world.lineage(found.case)]
    here = or_(m.place.in_(above), m.place.in_(select(under(found.case.id).c.id)))
    return set(found.connection.execute(select(m.role).where(m.person == person, m.until.is_(None), here)).scalars())


def _counts(found: Look, person: int) -> dict[tuple[str, str], int]:
    """(machine, state) -> cases below in reach."""
    counted = select(_c.machine, _c.state, func.count()).where(*_in_reach(found.connection, found.case.id, person))
    return {(machine, state): n for machine, state, n in found.connection.execute(counted.group_by(_c.machine, _c.state))}


def _in_reach(connection: Connection, case: int, person: int) -> list[ColumnElement[bool]]:
    return [_c.id != case, _c.id.in_(select(under(case).c.id)), _c.id.in_(reach(connection, person).ids)]


# ------------------------------------------------------------------ trial and step
def attempt(db: Database, clock: Clock, wish: Wish) -> Trial | Refusal:
    """What `run` would do now: the step itself, taken back."""
    try:
        with db.writing() as connection:
            raise _Undone(_Work(db, connection, clock, wish).attempt())
    except _Undone as undone:
        return undone.found


def run(db: Database, clock: Clock, wish: Wish) -> datetime | Refusal:
    """Take the step on all that it fits, and say at which moment; the same key again says when that was."""
    with db.writing() as connection:
        return _Work(db, connection, clock, wish).run()


class _Undone(Exception):
    """Leaves the transaction without keeping anything."""

    def __init__(self, found: Trial | Refusal) -> None:
        super().__init__()
        self.found = found


class _Work:
    """The step within one transaction, which holds the whole root: the verb, what it left, and the key that it used."""

    def __init__(self, db: Database, connection: Connection, clock: Clock, wish: Wish) -> None:
        self.db, self.connection, self.clock, self.wish = OneTransaction(db, connection), connection, clock, wish
        place = places.by_number(connection, wish.number)
        if place is None:
            raise LookupError(f"there is no case {wish.number}")
        self.place, self.definition = place, shelf.pinned(connection, place.definition)
        self.action = self.definition.machines[wish.machine].actions[wish.action]
        locking.hold(connection, place.lineage[-1:], self.definition.root.name)

    def attempt(self) -> Trial | Refusal:
        chosen = self._chosen()
        found = self._move(len(chosen))
        if isinstance(found, Refusal):
            return found
        at = self._last() if found else None
        moved = set(self.connection.execute(select(_e.case_id).where(*self._mine(at))).scalars()) if at is not None else set[int]()
        left = [id for id in chosen if id not in moved]
        return Trial(found, len(left), self._why(left[:SHOWN]))

    def run(self) -> datetime | Refusal:
        if (earlier := self._earlier()) is not None:
            return earlier
        found = self._move(len(self._chosen()))
        at = self._last() if not isinstance(found, Refusal) and found else None
        if at is None:
            return found if isinstance(found, Refusal) else Refusal(Kind.UNMET, (Problem(NOTHING),))
        self._use(at)
        return at

    @property
    def _states(self) -> tuple[str, ...]:
        return tuple(state for state in self.action.from_ if self.wish.state in ("", state))

    def _chosen(self) -> list[int]:
        """In order of birth."""
        mine = _in_reach(self.connection, self.place.case, self.wish.person)
        chosen = select(_c.id).where(*mine, _c.machine == self.wish.machine, _c.state.in_(self._states)).order_by(_c.born, _c.id)
        return list(self.connection.execute(chosen).scalars())

    def _move(self, chosen: int) -> int | Refusal:
        """How many moved."""
        if (wrong := self._too_many(chosen)) is not None:
            return wrong
        wish, where = self.wish, " or ".join(f"state == '{state}'" for state in self._states)
        actor = Actor(wish.person, "person")
        found = act_many(self.db, self.clock, wish.number, [wish.action], actor, of=wish.machine, where=where or None)
        return found if isinstance(found, Refusal) else sum(found.moved.values())

    def _too_many(self, chosen: int) -> Refusal | None:
        if chosen <= MOST_ONE_BY_ONE:
            return None
        with self._look() as found:
            most = MOST_ONE_BY_ONE if many.hindrances(found.plan, found.case, self.wish.machine, [self.action]) else MOST
        return Refusal(Kind.INVALID, (Problem(TOO_MANY.fill(most=most, n=chosen)),)) if chosen > most else None

    def _why(self, ids: list[int]) -> tuple[Stays, ...]:
        """Asked of the cases as they stand after the others have moved."""
        with self._look() as found:
            desk, stays = found.desk(self.wish.person), list[Stays]()
            for case in found.world.several(ids):
                refused = decide(found.plan, case, Request(self.action), desk)
                stays.append(Stays(case.number, found.named(case), refused.problems if isinstance(refused, Refusal) else ()))
            return tuple(stays)

    @contextmanager
    def _look(self) -> Iterator[Look]:
        with look(self.db, self.clock, self.wish.number, Viewer(self.wish.person)) as found:
            assert found is not None  # noqa: S101 - the place was found
            yield found

    # ------------------------------------------------------------ what it wrote
    def _mine(self, at: datetime) -> list[ColumnElement[bool]]:
        return [_e.root == self.place.lineage[-1][0], _e.actor == self.wish.person, _e.action == self.wish.action, _e.t == at]

    def _last(self) -> datetime:
        """The moment of the newest of these steps of the person: all of one step on many cases have the same."""
        root = self.place.lineage[-1][0]
        newest = select(func.max(_e.t)).where(_e.root == root, _e.actor == self.wish.person, _e.action == self.wish.action)
        found: datetime = self.connection.execute(newest).scalar_one()
        return found

    def _earlier(self) -> datetime | None:
        if self.wish.key is None:
            return None
        used = select(_e.t).join(t.once, and_(t.once.c.case_id == _e.case_id, t.once.c.revision == _e.revision))
        return self.connection.execute(used.where(t.once.c.key == token_hash(self.wish.key))).scalar()

    def _use(self, at: datetime) -> None:
        if self.wish.key is None:
            return
        one = self.connection.execute(select(_e.case_id, _e.revision).where(*self._mine(at)).limit(1)).one()
        used = {"key": token_hash(self.wish.key), "case_id": one.case_id, "revision": one.revision, "at": at}
        self.connection.execute(insert(t.once).values(used))


# ------------------------------------------------------------------ what it did
def result(db: Database, clock: Clock, wish: Wish, at: datetime) -> Ran | None:
    """What a step of the person on many cases at that moment did; None where there was none."""
    with db.reading() as connection:
        place = places.by_number(connection, wish.number)
        if place is None:
            return None
        states = shelf.pinned(connection, place.definition).machines[wish.machine].actions[wish.action].from_
        mine = _in_reach(connection, place.case, wish.person)
        moved = select(func.count()).select_from(t.events).join(t.cases, _c.id == _e.case_id)
        moved = moved.where(_e.actor == wish.person, _e.action == wish.action, _e.t == at, _c.machine == wish.machine)
        left = select(func.count()).select_from(t.cases).where(*mine, _c.machine == wish.machine, _c.state.in_(states))
        n = connection.execute(moved.where(_c.id.in_(select(under(place.case).c.id)))).scalar_one()
        return Ran(n, connection.execute(left).scalar_one(), at) if n else None
