"""One scenario from its beginning until every root has ended or nothing goes on: people look at their desks, plan, and do; time passes between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, bindparam, literal_column, select

from workflow.act.clockwork import next_closing, pass_time
from workflow.core.calendar import Calendar
from workflow.core.definition import Definition
from workflow.rehearse import doing, look
from workflow.rehearse.cast import Cast, Persona
from workflow.rehearse.deed import Deed, Diary
from workflow.rehearse.desk import Desk
from workflow.rehearse.effort import Effort
from workflow.rehearse.hints import Hints, hints
from workflow.rehearse.hours import WorkingTime
from workflow.rehearse.ledger import Ledger, Work
from workflow.rehearse.scenarios import Scenario
from workflow.rehearse.script import MOST_STEPS, MOST_WAITS
from workflow.rehearse.stage import Stage
from workflow.rehearse.ways import stages
from workflow.store import tables as t
from workflow.store.fast import Statement
from workflow.store.holidays_id import calendar_of

RECONSIDERED = 5
"""While nothing goes on, people think anew of what they left undone at every so manieth look."""
_ROW: ColumnElement[int] = literal_column("events.rowid", Integer())
_EVENTS = Statement(
    select(
        _ROW.label("row"), t.events.c.case_id, t.events.c.root, t.events.c.source, t.events.c.target, t.cases.c.machine, t.cases.c.parent,
        t.cases.c.number, t.cases.c.owner,
    )
    .join(t.cases, t.cases.c.id == t.events.c.case_id)
    .where(bindparam("mark", type_=Integer()) < _ROW)
    .order_by(_ROW)
)  # fmt: skip


@dataclass(slots=True)
class Known:
    """A case that has been born, as the events tell it. `ordinal`: by machine, in the order of birth. `theme`: whose it is, or where it stands."""

    id: int
    machine: str
    parent: int | None
    root: int
    number: str
    ordinal: int
    theme: str
    state: str
    ended: bool

    @property
    def alias(self) -> str:
        return f"{self.machine}-{self.ordinal}"


@dataclass
class Play:
    """A scenario being played. `level`: 0; 1 and 2 when nothing goes on and people do what they otherwise would not."""

    stage: Stage
    scenario: Scenario
    seed: int
    effort: Effort
    zone: str
    diary: Diary = field(default_factory=Diary)
    ledger: Ledger = field(default_factory=Ledger)
    known: dict[int, Known] = field(default_factory=dict)
    dirty: dict[int, bool] = field(default_factory=dict)
    free: dict[str, datetime] = field(default_factory=dict)
    done: dict[object, int] = field(default_factory=dict)
    memory: dict[str, object] = field(default_factory=dict)
    level: int = 0
    steps: int = 0
    stuck: bool = False
    _mark: int = 0
    _turned: bool = False
    _closing: datetime | None = None

    def __post_init__(self) -> None:
        self.hints: Hints = hints(self.stage.definition)
        self.alike = self.scenario.alike(self.stage.definition)
        self.kept: dict[tuple[str, str], dict[str, list[str]]] = {}
        self.stages = stages(self.stage.definition)
        self.begins = self.moved = self.now
        self.fresh_calendar()

    @property
    def definition(self) -> Definition:
        return self.stage.definition

    @property
    def cast(self) -> Cast:
        return self.stage.cast

    @property
    def now(self) -> datetime:
        return self.stage.clock.moment

    def fresh_calendar(self) -> None:
        """Read the days off anew."""
        with self.stage.db.reading() as connection:
            calendar: Calendar = calendar_of(connection, self.now.year)
        self.working = WorkingTime(ZoneInfo(self.zone), calendar, self.effort.hours)

    # ------------------------------------------------------------ the course of time
    def run(self) -> None:
        """Play to the end. Afterwards `stuck` says whether it came to one."""
        look.begin(self)
        idle = 0
        while not self._over():
            if self.steps > MOST_STEPS or idle > MOST_WAITS:
                self.stuck = True
                return
            idle = 0 if self._turn() else idle + self._wait(idle)

    def _over(self) -> bool:
        roots = [one for one in self.known.values() if one.parent is None]
        return bool(roots) and all(one.ended for one in roots) and not self.diary.plans(None, "root")

    def _turn(self) -> bool:
        """The next thing that happens: a window closes, a morning's look at the desks, a deed. False: there is none."""
        morning = self.working.next_morning(self.now) if self.dirty else None
        ahead = [moment for moment in (self._closing, morning, self.diary.next) if moment is not None]
        if not ahead:
            return False
        moment = min(ahead)
        if self.diary.next is not None and self.diary.next <= moment:
            self.stage.clock.move_to(max(self.diary.next, self.now))
            self._do(self.diary.take())
        else:
            pass_time(self.stage.db, self.stage.clock, moment)
            self._turned = True
        self.notice()
        if self._turned:
            self._look()
        return True

    def _do(self, deed: Deed) -> None:
        self.steps += 1
        doing.VERBS[deed.verb](self, deed)

    def _look(self) -> None:
        self._turned = False
        look.look(self, self._alive({case for case, deep in self.dirty.items() if deep}, self.dirty))
        self.dirty.clear()

    def _wait(self, idle: int) -> int:
        """Nothing is planned and nothing is due: people reconsider, first what they left undone, then what they avoid; then time passes."""
        for self.level in (1, 2) if idle % RECONSIDERED == 0 else ():
            look.look(self, self._alive((), self.known))
            if self.diary.next is not None:
                self.level = 0
                return 0
        self.level = 0
        days = 1 if idle < MOST_WAITS // 3 else 7
        pass_time(self.stage.db, self.stage.clock, self.working.next_morning(self.now + timedelta(days=days - 1)))
        self.notice()
        look.look(self, self._alive((), self.known))
        return 1

    def _alive(self, deep: Iterable[int], single: Iterable[int]) -> list[int]:
        """Of some cases with all below them, and of single ones, those that have not ended, in the order of birth."""
        wanted = set(deep)
        for one in self.known.values():  # parents are born before their children
            if one.parent in wanted:
                wanted.add(one.id)
        wanted |= set(single)
        return [one.id for one in self.known.values() if one.id in wanted and not one.ended]

    def notice(self) -> None:
        """See what has happened since last time: new cases, cases near which people may now find something to do, what closes next."""
        with self.stage.db.reading() as connection:
            rows = _EVENTS.rows(connection, mark=self._mark)
            self._closing = next_closing(connection, self.now)
        self.moved = self.now if rows else self.moved
        for row in rows:
            self._mark = row.row
            known = self.known.get(row.case_id) or self._met(row)
            known.state, known.ended = row.target, self.definition.machines[row.machine].states[row.target].is_end
            self.stir(row.case_id)
            self._turned = self._turned or (row.machine in self.stages and row.source != row.target)

    def _met(self, row: Any) -> Known:
        n, owner = self.born(row.machine) + 1, self.cast.by_person.get(row.owner or 0)
        theme = f"{row.machine} {owner.alias}" if owner else f"{self.theme(row.parent)} {self._sibling(row)}"
        self.known[row.case_id] = Known(row.case_id, row.machine, row.parent, row.root, row.number, n, theme, row.target, False)
        return self.known[row.case_id]

    def born(self, machine: str) -> int:
        """How many cases of a machine there are."""
        return sum(1 for one in self.known.values() if one.machine == machine)

    def _sibling(self, row: Any) -> str:
        n = sum(1 for one in self.known.values() if (one.machine, one.parent) == (row.machine, row.parent)) + 1
        return f"{row.machine}-{n}"

    def stir(self, case: int) -> None:
        """People will look at the case with all below it, and at those above."""
        self.dirty[case] = True
        for above in self.above(case):
            self.dirty.setdefault(above, False)

    # ------------------------------------------------------------ planning
    def in_office(self, deed: Deed, earliest: datetime | None = None) -> None:
        """Plan a deed in the working time of whoever does it, after all that they have planned before."""
        free = self.free.get(deed.who.alias, self.now)
        _begun, at = self.working.worked(max(earliest or self.now, free), deed.minutes)
        self.free[deed.who.alias] = at
        self.diary.put(at, deed)

    def soon(self, deed: Deed) -> None:
        """Plan a deed at once, as when somebody is rung up."""
        done = self.now + timedelta(minutes=deed.minutes)
        self.free[deed.who.alias] = max(done, self.free.get(deed.who.alias, done))
        self.diary.put(self.now + timedelta(minutes=1), deed)

    def in_own_time(self, deed: Deed, earliest: datetime, latest: datetime) -> None:
        """Plan a deed of somebody who takes part at some moment of the day between the two."""
        span = max(int((latest - earliest).total_seconds()), 60)
        at = earliest + timedelta(seconds=self.chance("when", *self.keys(deed)).randrange(span // 60) * 60 + 30)
        local = at.astimezone(self.working.zone)
        awake = local.replace(hour=7 + local.hour % 14)
        self.diary.put(awake if earliest <= awake < latest else at, deed)

    def is_awaited(self, case: int) -> bool:
        """Whether somebody is still to prepare the case or one below it, or to come with something: nobody carries it on before."""
        return any(self.is_within(here, case) for here in self.diary.waited_for())

    def is_within(self, here: int | None, case: int) -> bool:
        """Whether `here` is the case or stands below it."""
        while here is not None and here != case:
            here = self.known[here].parent
        return here == case

    def above(self, case: int) -> Iterator[int]:
        """The cases above one, from the nearest on."""
        here = self.known[case].parent
        while here is not None:
            yield here
            here = self.known[here].parent

    def least_busy(self, people: Iterable[Persona]) -> Persona:
        """Who can begin soonest; of several the first."""
        return min(people, key=lambda p: max(self.free.get(p.alias, self.now), self.now))

    # ------------------------------------------------------------ chance
    def chance(self, *keys: object) -> Random:
        """The dice for one decision: the same in every scenario of a seed, whatever was decided before it."""
        return Random(f"{self.seed} {keys}")  # noqa: S311 - invented behaviour

    def keys(self, deed: Deed) -> tuple[str, ...]:
        """What a deed is, without anything that another scenario would number otherwise."""
        return (self.theme(deed.case), deed.machine, deed.action, deed.who.alias)

    def theme(self, case: int | None) -> str:
        """A case by whose it is; one that nobody owns by its place among its kind."""
        return "" if case is None else self.known[case].theme

    def work(self, deed: Deed) -> None:
        in_office = deed.verb != "bear"
        self.ledger.told += [deed.tells] if deed.tells else []
        work = Work(deed.who.alias, deed.role, deed.machine, deed.action, deed.minutes, deed.since, self.now, in_office, deed.case)
        self.ledger.works.append(work)

    def desk(self, connection: object) -> Desk:
        return Desk(connection, self.stage)  # type: ignore[arg-type]

    def count(self, key: object) -> int:
        """How often `mark` was called with the key."""
        return self.done.get(key, 0)

    def mark(self, key: object) -> None:
        self.done[key] = self.done.get(key, 0) + 1
