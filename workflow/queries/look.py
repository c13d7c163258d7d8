"""One look at one case: who is looking, what they may read, and what they may do now.

Who reads what: the public, publications only; an owner, the own case and those below on which the owner's role has an action; staff, the
cases on which a role of theirs has an action, and those above; minus conflicts. Where nothing says yes, the page answers 404.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Literal

from sqlalchemy import Connection, bindparam, select

from workflow.core import show
from workflow.core.decide import standing
from workflow.core.definition import Action, Definition, Fact, FactKind, Machine
from workflow.core.fields import Desk, Items, Problem
from workflow.core.grids import Grid, grid
from workflow.core.known import known_as
from workflow.core.plan import CLOCK, STEP, Actor, Plan
from workflow.core.rules import Refusal, must_declare, unmet
from workflow.core.secrecy import asked_of
from workflow.core.showing import called, shown
from workflow.core.structure import machines_of
from workflow.core.words import Text, same
from workflow.core.world import Case, Sheet, World
from workflow.queries.figures import figure_words
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.ages import Ages
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.desk import desk_of
from workflow.store.holidays_id import calendar_of
from workflow.store.reader import Reader

_CASE = select(t.cases.c.id, t.cases.c.definition).where(t.cases.c.number == bindparam("number"))
Audience = Literal["owner", "staff"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: a person, or somebody known only by the hash of a private token, or nobody in particular."""

    person: int | None = None
    token: str | None = None

    @property
    def actor(self) -> Actor:
        return Actor(self.person, "person" if self.person is not None else "anyone", self.token)


@dataclass(frozen=True, slots=True)
class Option:
    """An action that this viewer could take on the case: `ready` when all its needs hold with what is known now.

    `problems`: what is missing otherwise (a need may hang on an answer still to be given in `form`). `extraordinary`: show it apart.
    `confirmed_by`: the words of the role that must confirm it. `undeclared`: a conflict must be declared or denied first.
    """

    action: str
    words: Text
    form: str | None
    ready: bool
    problems: tuple[Problem, ...]
    extraordinary: bool
    confirmed_by: Text | None
    signs: str | None
    sheet: bool
    undeclared: bool = False


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact for people. `files`: SHA-256 of each file. `remark`: the reason beside a rating. `grid`: of a table. `case`: the number of
    the case that is named. `source`: where a figure that another process published comes from."""

    name: str
    words: Text
    value: Text
    files: tuple[str, ...] = ()
    remark: str | None = None
    personal: bool = False
    grid: Grid | None = None
    case: str | None = None
    source: Text | None = None


class Look:
    """A case read for one viewer within one transaction; every answer is about the same moment."""

    def __init__(self, connection: Connection, definition: Definition, id: int, viewer: Viewer, now: datetime) -> None:
        self.connection = connection
        self.viewer = viewer
        self.reader = Reader(connection)
        self.world = World(definition, self.reader, now)
        self.plan = Plan(self.world, viewer.actor, lambda: calendar_of(connection, now.year), lambda: 0)
        self.case = self.world.case(id)
        self._read_by: dict[str, tuple[str, ...]] = {}

    @property
    def definition(self) -> Definition:
        return self.world.definition

    @cached_property
    def ages(self) -> Ages:
        """Under which versions the root has stood: what happened before the last of them is told in the words of its day."""
        return Ages(self.connection, self.case.root, self.definition)

    @property
    def machine(self) -> Machine:
        return self.world.machine(self.case)

    @property
    def now(self) -> datetime:
        return self.world.now

    def called(self, case: Case | None = None) -> Text:
        return called(self.world, case or self.case)

    def named(self, case: Case | None = None) -> Text:
        """What the viewer calls it, as one who serves on it."""
        return known_as(self.world, case or self.case, self.staff_roles())

    def desk(self, actor: int | None) -> Desk:
        """For reading what the actor typed about this case, or about one to be born below it."""
        return desk_of(self.connection, self.definition, self.case.zone, actor, above=[c.id for c in self.world.lineage(self.case)])

    # ------------------------------------------------------------ may I read?
    def audience(self, case: Case | None = None) -> Audience | None:
        """As whom the viewer reads the case; None: not at all (the page says 404)."""
        here = case or self.case
        if self._is_owner(here):
            return "owner"
        return "staff" if self.staff_roles(here) else None

    def _is_owner(self, case: Case) -> bool:
        for above in self.world.lineage(case):
            mine = self.viewer.person is not None and above.owner == self.viewer.person
            if mine or (self.viewer.token is not None and above.token == self.viewer.token):
                return above.id == case.id or self._owner_acts(above, case)
        return False

    def _owner_acts(self, owned: Case, case: Case) -> bool:
        """Whether the owner's role has an action on a case below the owned one; the clock's and others' births do not count."""
        roles = {r.name for r in self.definition.roles.values() if r.owner_of == owned.machine}
        return any(roles & set(a.by) for a in self.world.machine(case).actions.values())

    def staff_roles(self, case: Case | None = None) -> tuple[str, ...]:
        """Roles of the viewer that have an action on the case or on something below it; none where a conflict is declared."""
        here, person = case or self.case, self.viewer.person
        if person is None or self.world.declared(here, person) is True:
            return ()
        held = [r.name for r in self.definition.roles.values() if r.held_in and here.machine in self.read_by(r.name)]
        return tuple(role for role in held if self._still_asks(here, role) and self._holds(here, role, person))

    def is_only_asked(self) -> bool:
        """Whether the viewer reads no more of the case than what is asked of them."""
        return all(asked_of(self.definition, role) is not None for role in self.staff_roles())

    def _still_asks(self, case: Case, role: str) -> bool:
        """Who reads no more than what is asked of them reads a case only while it asks."""
        asked = asked_of(self.definition, role)
        return asked is None or case.state in asked.get(case.machine, ())

    def read_by(self, role: str) -> tuple[str, ...]:
        """Machines whose cases holders of the role read."""
        if role not in self._read_by:
            self._read_by[role] = machines_of(self.definition, role)
        return self._read_by[role]

    def _holds(self, case: Case, role: str, person: int) -> bool:
        """At the case, above it, or (for those above) at one below."""
        if any(m.person == person for m in self.world.holders(case, role)):
            return True
        below = [m for m in self.definition.roles[role].held_in if m in self.definition.below(case.machine)]
        return any(m.person == person for b in below for c in self.world.descendants(case, b) for m in self.world.members(c.id, role))

    def must_declare(self, case: Case | None = None) -> bool:
        """Whether the viewer serves in a role that declares conflicts here and has not yet said anything."""
        here, person = case or self.case, self.viewer.person
        if person is None or self.world.declared(here, person) is not None:
            return False
        roles = [r for r in self.definition.roles if must_declare(self.definition, here, r)]
        return any(m.person == person for r in roles for m in self.world.holders(here, r))

    # ------------------------------------------------------------ what may I do?
    def options(self, case: Case | None = None) -> tuple[Option, ...]:
        """Actions open to the viewer from the present state, in the order of the definition."""
        here = case or self.case
        found = (self._option(here, action) for action in self.world.machine(here).actions_from(here.state))
        return tuple(option for option in found if option is not None)

    def _option(self, case: Case, action: Action) -> Option | None:
        if CLOCK in action.by or STEP in action.by:
            return None
        role = standing(self.plan, case, action)
        undeclared = isinstance(role, Refusal) and self.must_declare(case) and self._is_asked(case, action)
        if isinstance(role, Refusal) and not undeclared:
            return None
        problems, _given = unmet(self.plan, case, action.needs, {})
        return self._told(action, tuple(problems), undeclared)

    def _is_asked(self, case: Case, action: Action) -> bool:
        person = self.viewer.person
        return any(m.person == person for r in action.by if r in self.definition.roles for m in self.world.holders(case, r))

    def _told(self, action: Action, problems: tuple[Problem, ...], undeclared: bool) -> Option:
        confirmed = self.definition.roles[action.confirmed_by].words if action.confirmed_by else None
        return Option(
            action.name, action.words, action.form, not problems, problems, action.extraordinary, confirmed, action.signs,
            action.each is not None, undeclared,
        )  # fmt: skip

    def births(self, case: Case | None = None) -> tuple[tuple[str, Action, tuple[Problem, ...]], ...]:
        """What the viewer could give birth to below the case: machine, action, and what is missing now."""
        here = case or self.case
        found = []
        for machine in self.definition.children(here.machine):
            for action in machine.actions.values():
                if action.is_birth and self._may_bear(here, machine, action):
                    found.append((machine.name, action, ()))
        return tuple(found)

    def _may_bear(self, parent: Case, machine: Machine, action: Action) -> bool:
        for name in action.by:
            role = self.definition.roles.get(name)
            if role is None:
                continue
            if role.is_ == "anyone" or (self.viewer.person is not None and (role.is_ == "account" or role.owner_of == machine.name)):
                return True
            if role.owner_of is not None and self._is_owner(parent):
                return True
            if role.held_in and any(m.person == self.viewer.person for m in self.world.acting(parent, name)):
                return True
        return False

    # ------------------------------------------------------------ facts for people
    def facts(
        self, names: Sequence[str] | None = None, case: Case | None = None, answers: dict[str, Items] | None = None
    ) -> tuple[FactRow, ...]:
        """The known facts of a case in the order asked, or `answers` (a sheet's, say) instead of the case's own."""
        here = case or self.case
        machine = self.world.machine(here)
        asked = [machine.facts[n] for n in (names if names is not None else machine.facts) if n in machine.facts]
        if answers is not None:
            return tuple(self.answer(machine, fact, answers[fact.name], here.zone) for fact in asked if answers.get(fact.name))
        return tuple(self._own(here, fact) for fact in asked if here.facts.get(fact.name) or not fact.is_asked)

    def _own(self, case: Case, fact: Fact) -> FactRow:
        """What the case itself says, reckoned and taken figures included."""
        found = self.answer(self.world.machine(case), fact, case.facts.get(fact.name, ()), case.zone)
        source = figure_words(self.connection, fact.figure) if fact.figure is not None else None
        return replace(found, value=shown(self.world, case, fact.name), source=source)

    def answer(self, machine: Machine, fact: Fact, items: Items, zone: str | None = None) -> FactRow:
        """Answers to a fact of `machine`, wherever they stand: of a sheet, a draft, a proposal."""
        at = zone or self.case.zone
        value = show.fact(self.definition, machine, fact, items, at)
        if fact.kind is FactKind.PERSON and items and items[0].n is not None:
            value = same(self.world.source.name(items[0].n))
        return FactRow(
            fact.name, fact.words, value, tuple(i.s for i in items if i.s) if fact.kind is FactKind.FILE else (),
            items[0].remark if items and fact.kind is not FactKind.TABLE else None, fact.personal, grid(self.definition, machine, fact, items, at),
            items[0].s if items and fact.kind is FactKind.CASE else None,
        )  # fmt: skip

    def remarks(self, sheet: Sheet, case: Case | None = None) -> tuple[Text, ...]:
        """What a sheet says, each fact in a line with its words: `Perbedaan pendapat: ...`."""
        here = case or self.case
        machine = self.ages.on(sheet.at).machines[here.machine]
        asked = machine.actions[sheet.action].form
        names = machine.forms[asked].facts if asked else ()
        line = Text("{words}: {value}", "{words}: {value}")
        return tuple(
            line.fill(words=row.words, value=row.value) for row in self.facts(names, here, sheet.facts) if sheet.facts.get(row.name)
        )


@contextmanager
def look(db: Database, clock: Clock, number: str, viewer: Viewer) -> Iterator[Look | None]:
    """A look at the case with this number; None where there is none. Whether the viewer may read it: `audience`."""
    with db.reading() as connection:
        row = connection.execute(_CASE, {"number": number}).first()
        if row is None:
            yield None
            return
        yield Look(connection, shelf.pinned(connection, row.definition), row.id, viewer, clock.now(connection))
