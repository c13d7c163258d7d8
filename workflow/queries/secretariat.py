"""The secretariat's own page, and the forms with which it gives birth to a root or to a case below one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, exists, func, select

from workflow.core.definition import Action, Definition, Fact, FactKind, Machine, Phase, State
from workflow.core.structure import founders, is_place, office_births
from workflow.core.words import Text
from workflow.queries.look import Look, Viewer, look
from workflow.queries.offered import Asker, Offers, on_offer
from workflow.queries.owner import unborn
from workflow.queries.places import names_of
from workflow.queries.reach import Reach, reach
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

People = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A process on offer whose root the person may give birth to."""

    process: str
    title: Text
    about: Text | None
    version: str
    words: Text


@dataclass(frozen=True, slots=True)
class RootRow:
    """One root in reach. `tasks`, `late`: open tasks in all of it. `runs`: the person's role prepares it. `process`, `title`: of what kind."""

    number: str
    called: Text
    process: str
    title: Text
    state: State
    since: datetime
    tasks: int
    late: int
    runs: bool

    @property
    def preparing(self) -> bool:
        return self.state.phase is Phase.PREPARATION


@dataclass(frozen=True, slots=True)
class BirthForm:
    """What the page of a birth shows. `parent`: number and name of the case above, None for a root. `people`, `cases`: on offer, by fact.

    `prepares`: the person runs the root and sets up a place of it. `reads`: they may open what they bring about.
    """

    definition: Definition
    machine: Machine
    action: Action
    parent: tuple[str, Text] | None
    root: str | None
    zone: str
    people: People
    cases: Offers
    prepares: bool = True
    reads: bool = True

    @property
    def verb(self) -> str:
        return f"{self.machine.name}.{self.action.name}"


@contextmanager
def staff_look(db: Database, clock: Clock, number: str, person: int) -> Iterator[Look | None]:
    """A look at a case that the person reads as staff; None where it is missing or not theirs."""
    with look(db, clock, number, Viewer(person)) as found:
        yield found if found is not None and found.audience() == "staff" else None


# ------------------------------------------------------------------ the desk
def roots(db: Database, clock: Clock, person: int) -> tuple[RootRow, ...]:
    """Roots in reach of the person: those under way first, the newest first."""
    with db.reading() as connection:
        return _roots(connection, reach(connection, person), clock.now(connection))


def _roots(connection: Connection, found: Reach, now: datetime) -> tuple[RootRow, ...]:
    c = t.cases.c
    run = {row.id for row in connection.execute(select(c.id).where(found.roots_run()))}
    listed = select(c.id, c.definition, c.machine, c.number, c.state, c.entered, c.born, c.ended)
    rows = connection.execute(listed.where(c.id == c.root, c.id.in_(found.ids)).order_by(c.ended, c.born.desc())).all()
    names = names_of(connection, found.definitions, [(r.id, r.definition, r.machine, r.number) for r in rows])
    loads = _loads(connection, found, now)
    result = []
    for row in rows:
        definition = found.definitions[row.definition]
        state = definition.machines[row.machine].states[row.state]
        tasks, late = loads.get(row.id, (0, 0))
        result.append(
            RootRow(row.number, names[row.id], definition.process, definition.title, state, row.entered, tasks, late, row.id in run)
        )
    return tuple(result)


def _loads(connection: Connection, found: Reach, now: datetime) -> dict[int, tuple[int, int]]:
    """Root -> open tasks on the cases in reach, and how many of them are late."""
    c, overdue = t.cases.c, case((t.tasks.c.due < now, 1), else_=0)
    counted = select(c.root, func.count(), func.sum(overdue)).join_from(t.cases, t.tasks, t.tasks.c.case_id == c.id)
    rows = connection.execute(counted.where(t.tasks.c.closed.is_(None), c.id.in_(found.ids)).group_by(c.root))
    return {row[0]: (row[1], row[2] or 0) for row in rows}


def offers(db: Database, person: int) -> tuple[Offer, ...]:
    """Processes whose root the person may give birth to, as the agency's holder of a founding role."""
    with db.reading() as connection:
        held = _offices(connection, person)
        definitions = [shelf.pinned(connection, sha) for sha in shelf.offered(connection).values()] if held else []
    found = [(d, a) for d in definitions for a in d.root.actions.values() if a.is_birth and held & set(a.by)]
    return tuple(sorted((Offer(d.process, d.title, d.about, d.version, a.words) for d, a in found), key=lambda offer: offer.title.id))


def _offices(connection: Connection, person: int) -> set[str]:
    m = t.memberships.c
    held = select(m.role).where(m.person == person, m.place.is_(None), m.until.is_(None))
    return {row.role for row in connection.execute(held)}


# ------------------------------------------------------------------ births
def root_form(db: Database, person: int, process: str) -> BirthForm | None:
    """The form with which the person starts a root of the process; None where the process is not on offer to them."""
    with db.reading() as connection:
        sha = shelf.offered(connection).get(process)
        if sha is None:
            return None
        definition, zone = shelf.pinned(connection, sha), connection.execute(select(t.installation.c.zone)).scalar_one()
        held = _offices(connection, person)
        action = next((a for a in definition.root.actions.values() if a.is_birth and held & set(a.by)), None)
        if action is None:
            return None
        people, asker = _people(connection, definition.root, action, None), Asker(connection, definition, person, True)
        return BirthForm(definition, definition.root, action, None, None, zone, people, on_offer(asker, _asked(definition.root, action)))


def below_form(db: Database, clock: Clock, person: int, parent: str, machine: str, action: str) -> BirthForm | None:
    """The form with which the person, as staff, gives birth to a case below `parent`; None where they may not."""
    with staff_look(db, clock, parent, person) as found:
        born = next((a for m, a, _p in found.births() if (m, a.name) == (machine, action)), None) if found else None
        if found is None or born is None or born not in office_births(found.definition, found.definition.machines[machine]):
            return None
        made, above = found.definition.machines[machine], found.case
        people = _people(found.connection, made, born, above.root)
        root = found.world.case(above.root).number
        roles = found.staff_roles()
        prepares = is_place(found.definition, made) and bool(founders(found.definition).intersection(roles))
        reads = any(machine in found.read_by(role) for role in roles)
        asker = Asker(found.connection, found.definition, person, True, found.world, unborn(found.world, above, made, born, None))
        cases = on_offer(asker, _asked(made, born))
        return BirthForm(found.definition, made, born, (above.number, found.named()), root, above.zone, people, cases, prepares, reads)


def _asked(machine: Machine, action: Action) -> list[Fact]:
    return [machine.facts[name] for name in (machine.forms[action.form].facts if action.form else ())]


def _people(connection: Connection, machine: Machine, action: Action, root: int | None) -> People:
    """For each person fact of the form: those who serve in the root, or the agency's office holders."""
    names = [fact.name for fact in _asked(machine, action) if fact.kind is FactKind.PERSON]
    if not names:
        return {}
    m, p = t.memberships.c, t.persons.c
    place = m.root == root if root is not None else m.place.is_(None)
    serving = exists().where(m.person == p.id, m.until.is_(None), place)
    rows = [(str(r.id), r.name) for r in connection.execute(select(p.id, p.name).where(serving).order_by(p.name))]
    return dict.fromkeys(names, rows)
