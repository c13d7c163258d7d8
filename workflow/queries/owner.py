"""For those who may begin a case of their own: what is open for it now, until when, and what it asks of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from workflow.core import show
from workflow.core.definition import Action, Clause, Definition, FactKind, Machine, Phase, Role, Source
from workflow.core.grids import Grid, grid
from workflow.core.language import evaluate, sets_of
from workflow.core.showing import called, shown
from workflow.core.structure import invited, is_place, joins, joins_as
from workflow.core.view import CaseView
from workflow.core.words import Text, joined, lower, same
from workflow.core.world import Case, World
from workflow.queries.periods import Period, is_shut, now_open, periods
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.reader import Reader

_ROOTS = select(t.cases.c.id, t.cases.c.definition).where(t.cases.c.parent.is_(None), t.cases.c.ended.is_(False)).order_by(t.cases.c.born)
_ONE = select(t.cases.c.id, t.cases.c.definition).where(t.cases.c.number == bindparam("number"))
_MINE = (
    select(t.cases.c.parent, t.cases.c.machine, t.cases.c.number, t.cases.c.ended)
    .where(t.cases.c.owner == bindparam("person"))
    .order_by(t.cases.c.born)
)
_PUBLISHED = (
    select(t.publications.c.body).where(t.publications.c.root == bindparam("root")).order_by(t.publications.c.at, t.publications.c.id)
)


OR = Text(" atau ", " or ")
Below = tuple[int, str]
"""A case, and a machine below it."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One clause of a requirement group. `met` None: not known yet."""

    name: str
    words: Text
    basis: Source | None
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A published fact. `choice`: the value of a choice, by which a list may be filtered. `grid`: of a table."""

    name: str
    words: Text
    value: Text
    long: bool = False
    choice: str | None = None
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A place below which somebody may begin a case of their own. `mine`: number of the viewer's own one there, not ended.

    `verb`: machine and action of the birth; `alone`: no other birth is open to people there. `born`: what the new case is called.
    `begin`: the words of the birth. `only_for`: the role that must be held. `again`: one more may be begun beside `mine`, for the birth asks
    its questions itself and leaves no draft. `kept_out`: what keeps this person out, in words.
    """

    number: str
    title: Text
    kind: Text
    verb: str
    alone: bool
    born: Text
    begin: Text
    process: str
    process_title: Text
    root: Text
    root_number: str
    root_path: str
    zone: str
    is_open: bool
    paused: bool
    period: Period | None
    told: tuple[Told, ...]
    requirements: tuple[Requirement, ...]
    mine: str | None
    only_for: Text | None
    again: bool
    kept_out: tuple[Text, ...] = ()

    @property
    def figures(self) -> Mapping[str, str]:
        """What was published of it, by name: a choice as its value, the rest as written."""
        return {told.name: told.choice or told.value.id for told in self.told}


def joining(definition: Definition, parent: str) -> tuple[tuple[Machine, Action], ...]:
    """Births below cases of `parent` with which people begin a case of their own; none below cases that belong to somebody."""
    if not is_place(definition, definition.machines[parent]):
        return ()
    return tuple((m, a) for m in definition.children(parent) for a in m.actions.values() if joins(definition, m, a))


def requirements_of(machine: Machine) -> Iterator[Clause]:
    for clauses in machine.requirements.values():
        yield from clauses


def openings(db: Database, clock: Clock, person: int | None) -> tuple[Opening, ...]:
    """All that is open now to this person, or to anybody; what closes first on top."""
    found: list[Opening] = []
    with db.reading() as connection:
        now, mine = clock.now(connection), _mine(connection, person)
        for root in connection.execute(_ROOTS).all():
            world = World(shelf.pinned(connection, root.definition), Reader(connection), now)
            found += _of_root(connection, world, world.case(root.id), mine, person)
    return tuple(sorted(found, key=lambda o: (o.period is None, o.period.closes if o.period else None, o.title.id)))


def opening(db: Database, clock: Clock, number: str, person: int | None, verb: str | None = None) -> Opening | None:
    """One place, open or not, once it has been announced; None where nobody begins a case of their own below it. `verb`: which birth."""
    with db.reading() as connection:
        row = connection.execute(_ONE, {"number": number}).first()
        if row is None:
            return None
        world = World(shelf.pinned(connection, row.definition), Reader(connection), clock.now(connection))
        case = world.case(row.id)
        births = joining(world.definition, case.machine)
        birth = next(((m, a) for m, a in births if verb in (None, f"{m.name}.{a.name}")), None)
        if birth is None or not is_announced(world, case):
            return None
        names = published_names(connection, world.definition, case.root)
        return _opening(world, case, *birth, names.get(number, ()), _mine(connection, person), person)


def _of_root(connection: Connection, world: World, root: Case, mine: Mapping[Below, str], person: int | None) -> list[Opening]:
    found, names = [], None
    for place in world.definition.machines.values():
        for machine, action in joining(world.definition, place.name):
            for case in [root] if place.parent is None else world.below(root.id, place.name):
                if _is_offered(world, case, machine, action, person):
                    names = names if names is not None else published_names(connection, world.definition, root.id)
                    found.append(_opening(world, case, machine, action, names.get(case.number, ()), mine, person))
    return found


def _is_offered(world: World, case: Case, machine: Machine, action: Action, person: int | None) -> bool:
    if case.ended or not is_announced(world, case) or (person is not None and not _may_join(world, case, machine, action, person)):
        return False
    return _may_open(world, case, machine, action, person)


def _mine(connection: Connection, person: int | None) -> dict[Below, str]:
    if person is None:
        return {}
    rows = connection.execute(_MINE, {"person": person})
    return {(row.parent, row.machine): row.number for row in rows if not row.ended and row.parent is not None}


def is_announced(world: World, case: Case) -> bool:
    return all(world.state(c).phase is not Phase.PREPARATION for c in world.lineage(case))


def only_for(definition: Definition, machine: Machine, action: Action) -> list[Role]:
    """Roles of which one must be held; none where an account is enough."""
    roles = [definition.roles[name] for name in action.by if joins_as(definition, machine, name)]
    return roles if all(role.held_in for role in roles) else invited(definition, machine, action)


def _may_join(world: World, case: Case, machine: Machine, action: Action, person: int) -> bool:
    asked = only_for(world.definition, machine, action)
    return not asked or any(m.person == person for role in asked for m in world.acting(case, role.name))


def _may_open(world: World, case: Case, machine: Machine, action: Action, person: int | None) -> bool:
    """Conditions that count other cases are left to the step itself: they speak of this person, not of the place."""
    view = CaseView(world, unborn(world, case, machine, action, person), person)
    plain = [c for c in action.needs if not sets_of(c.that) and c.explain is None]
    return not world.is_paused(case) and all(evaluate(c.that, view) is not False for c in plain)


def unborn(world: World, parent: Case, machine: Machine, action: Action, person: int | None) -> Case:
    """The case that a birth would make, for conditions to be read on; it is in no world."""
    return Case(
        id=-1, root=parent.root, parent=parent.id, machine=machine.name, number="", owner=person, state=action.to, before=None,
        before_round=None, entered=world.now, round=0, revision=-1, ended=False, paused_at=None, zone=parent.zone, born=world.now,
    )  # fmt: skip


def _opening(
    world: World, case: Case, machine: Machine, action: Action, names: Sequence[str], mine: Mapping[Below, str], person: int | None
) -> Opening:
    new, root = unborn(world, case, machine, action, person), world.case(case.root)
    found, asked = periods(world, new, action.needs), only_for(world.definition, machine, action)
    own = mine.get((case.id, machine.name))
    return Opening(
        number=case.number,
        title=called(world, case),
        kind=world.machine(case).words,
        verb=f"{machine.name}.{action.name}",
        alone=len(joining(world.definition, case.machine)) == 1,
        born=machine.words,
        begin=action.words,
        process=world.definition.process,
        process_title=world.definition.title,
        root=called(world, root),
        root_number=root.number,
        root_path=world.machine(root).path or "",
        zone=case.zone,
        is_open=not is_shut(found) and not case.ended and _may_open(world, case, machine, action, person),
        paused=world.is_paused(case),
        period=now_open(found) or (found[-1] if found else None),
        told=tuple(_told(world, case, name) for name in names if name not in ("state", "number", world.machine(case).called)),
        requirements=tuple(requirement(clause) for clause in requirements_of(machine)),
        mine=own,
        only_for=joined([role.words for role in asked], OR) if asked else None,
        again=action.form is not None,
        kept_out=_kept_out(world, new, action, person) if person is not None and (own is None or action.form is not None) else (),
    )


def requirement(clause: Clause, met: bool | None = None) -> Requirement:
    return Requirement(clause.name or clause.source, clause.words or same(clause.source), clause.basis, met)


def _kept_out(world: World, new: Case, action: Action, person: int) -> tuple[Text, ...]:
    view = CaseView(world, new, person)
    machine, parent = world.machine(new), world.case(new.parent or new.root)
    if not _may_join(world, parent, machine, action, person):
        roles = joined([role.words for role in only_for(world.definition, machine, action)], OR)
        return (Text("hanya untuk {roles}", "only for {roles}").fill(roles=lower(roles)),)
    return tuple(
        c.words or same(c.source) for c in action.needs if sets_of(c.that) and c.explain is None and evaluate(c.that, view) is False
    )


def _told(world: World, case: Case, name: str) -> Told:
    machine = world.machine(case)
    fact, items = machine.facts.get(name), case.facts.get(name, ())
    choice = items[0].s if fact is not None and fact.kind is FactKind.CHOICE and items else None
    long = fact is not None and fact.kind is FactKind.LONG_TEXT
    drawn = grid(world.definition, machine, fact, items, case.zone) if fact is not None else None
    return Told(name, show.label(world.definition, machine, name), shown(world, case, name), long, choice, drawn)


def published_names(connection: Connection, definition: Definition, root: int) -> dict[str, tuple[str, ...]]:
    """Case number -> names whose value has been published to everybody; the value itself is read anew, for it may have been amended."""
    everybody = {r.name for r in definition.roles.values() if r.is_ == "anyone"}
    found: dict[str, dict[str, None]] = {}
    for (body,) in connection.execute(_PUBLISHED, {"root": root}):
        for role, part in json.loads(body).items():
            columns = [column["name"] for column in part["columns"]]
            for row in part["rows"] if role in everybody else ():
                found.setdefault(row["case"], {}).update(dict.fromkeys(name for name in columns if name in row["cells"]))
    return {number: tuple(names) for number, names in found.items()}
