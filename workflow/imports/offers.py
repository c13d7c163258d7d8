"""What a person can bring from a table below a case, and the page of one such import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from workflow.core.structure import office_births
from workflow.core.words import Text, same
from workflow.imports.columns import Column, columns
from workflow.imports.target import APPOINT, Target, find, unimportable
from workflow.queries.look import Look
from workflow.queries.places import names_of
from workflow.queries.reach import reach
from workflow.queries.secretariat import staff_look
from workflow.queries.team import RoleRow, team
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database


@dataclass(frozen=True, slots=True)
class Offer:
    """`machine` and `action` of a birth or a step, or `role`. `about`: what is born, stepped on or filled. `waiting`: cases on which it is open."""

    words: Text
    about: Text
    machine: str = ""
    action: str = ""
    role: str = ""
    waiting: int | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """By kind; steps only where some case waits for them."""

    number: str
    called: Text
    root: tuple[str, Text]
    births: tuple[Offer, ...]
    steps: tuple[Offer, ...]
    holders: tuple[Offer, ...]

    def __bool__(self) -> bool:
        return bool(self.births or self.steps or self.holders)


@dataclass(frozen=True, slots=True)
class Page:
    """One import, for the page that takes its file. `waiting`: number and name of each case on which the step is open."""

    number: str
    called: Text
    root: tuple[str, Text]
    target: Target
    columns: tuple[Column, ...]
    waiting: tuple[tuple[str, Text], ...]


def offers(db: Database, clock: Clock, number: str, person: int) -> Offers | None:
    """None where the case is missing or the person is no staff of it."""
    made = team(db, clock, number, person)
    with staff_look(db, clock, number, person) as found:
        if found is None or made is None:
            return None
        root = found.world.case(found.case.root)
        holders = tuple(Offer(role.words, made.machine, role=role.name) for role in made.roles if role.editable and not made.ended)
        steps = tuple(offer for offer in _steps(found, person) if offer.waiting)
        return Offers(number, found.called(), (root.number, found.called(root)), tuple(_births(found)), steps, holders)


def _births(found: Look) -> Iterator[Offer]:
    for name, action, _problems in found.births():
        machine = found.definition.machines[name]
        if action in office_births(found.definition, machine) and action.form and unimportable(machine, action) is None:
            yield Offer(action.words, machine.words, name, action.name)


def _steps(found: Look, person: int) -> Iterator[Offer]:
    held = _roles(found, person)
    counts = _counts(found, person)
    for name in found.definition.below(found.case.machine):
        machine = found.definition.machines[name]
        for action in machine.actions.values():
            if not (action.is_birth or action.extraordinary) and held & set(action.by) and unimportable(machine, action) is None:
                waiting = sum(counts.get((name, state), 0) for state in action.from_)
                yield Offer(action.words, machine.words, name, action.name, waiting=waiting)


def _roles(found: Look, person: int) -> set[str]:
    """Roles that the person holds anywhere in the root."""
    m = t.memberships.c
    return set(found.connection.execute(select(m.role).where(m.root == found.case.root, m.person == person, m.until.is_(None))).scalars())


def _counts(found: Look, person: int) -> dict[tuple[str, str], int]:
    """(machine, state) -> cases below that the person reads."""
    c = t.cases.c
    ids = [case.id for name in found.definition.below(found.case.machine) for case in found.world.descendants(found.case, name)]
    mine = select(c.machine, c.state, func.count()).where(c.id.in_(ids), c.id.in_(reach(found.connection, person).ids))
    return {(machine, state): n for machine, state, n in found.connection.execute(mine.group_by(c.machine, c.state))}


def page(db: Database, clock: Clock, number: str, person: int, what: str, role: str | None = None) -> Page | None:
    """`what`: `machine.action`, or `@appoint` with `role`. None where it is not offered to the person."""
    if role is not None:
        made = team(db, clock, number, person)
        if made is None or made.ended or not any(_fills(row, role) for row in made.roles):
            return None
    with staff_look(db, clock, number, person) as found:
        if found is None:
            return None
        target = find(found.connection, number, what, role)
        if isinstance(target, Text) or (what != APPOINT and not _offered(found, target, person)):
            return None
        root = found.world.case(found.case.root)
        waiting = _waiting(found, target, person) if target.kind == "steps" else ()
        return Page(number, found.called(), (root.number, found.called(root)), target, columns(target), waiting)


def _fills(row: RoleRow, role: str) -> bool:
    return row.name == role and row.editable


def _offered(found: Look, target: Target, person: int) -> bool:
    """Whether it is among the births or steps of the person here, some case waiting for it or none."""
    wanted = (target.machine.name, target.action.name if target.action is not None else "")
    return any((offer.machine, offer.action) == wanted for offer in (*_births(found), *_steps(found, person)))


def _waiting(found: Look, target: Target, person: int) -> tuple[tuple[str, Text], ...]:
    assert target.action is not None  # noqa: S101 - a step
    c = t.cases.c
    ids = [case.id for case in found.world.descendants(found.case, target.machine.name) if case.state in target.action.from_]
    mine = (
        select(c.id, c.definition, c.machine, c.number)
        .where(c.id.in_(ids), c.id.in_(reach(found.connection, person).ids))
        .order_by(c.number)
    )
    rows = [(row.id, row.definition, row.machine, row.number) for row in found.connection.execute(mine)]
    reached = reach(found.connection, person).definitions
    names = names_of(found.connection, reached, rows)
    return tuple((number, names.get(id, same(number))) for id, _sha, _machine, number in rows)
