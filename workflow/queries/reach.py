"""Which cases a person reads as staff, as one SQL: the rule of `look.Look.staff_roles`, over every root at once.

A role reaches the place where it is held, all below it and the root above, on machines where it acts, confirms or appoints
(`structure.machines_of`); minus the cases below a declared conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, or_, select, union

from workflow.core.definition import Definition
from workflow.core.secrecy import asked_of
from workflow.core.structure import founders, machines_of
from workflow.store import shelf
from workflow.store import tables as t


@dataclass(frozen=True, slots=True)
class Reach:
    """`held`: (SHA-256 of a definition, role) that the person holds somewhere. `ids`: selects the ids of the cases in reach."""

    person: int
    definitions: Mapping[str, Definition]
    held: frozenset[tuple[str, str]]
    ids: Select[Any] = field(repr=False)

    def roots_run(self) -> ColumnElement[bool]:
        """A condition on `cases`: roots in which the person holds a role that gives birth to such roots."""
        mine = select(t.memberships.c.place).where(t.memberships.c.person == self.person, t.memberships.c.until.is_(None))
        pairs = [
            and_(t.cases.c.definition == sha, t.cases.c.id.in_(mine.where(t.memberships.c.role == role)))
            for sha, role in self.held
            if role in founders(self.definitions[sha])
        ]
        return or_(*pairs) if pairs else false()


def reach(connection: Connection, person: int) -> Reach:
    """What the person may read as staff now."""
    m, c = t.memberships.c, t.cases.c
    found = select(c.definition, m.role).join(t.cases, c.id == m.place).where(m.person == person, m.until.is_(None)).distinct()
    held = frozenset((row.definition, row.role) for row in connection.execute(found))
    definitions = {sha: shelf.pinned(connection, sha) for sha, _role in held}
    return Reach(person, definitions, held, _ids(person, definitions, held))


def _ids(person: int, definitions: Mapping[str, Definition], held: frozenset[tuple[str, str]]) -> Select[Any]:
    within, conflicts = _within(person), _conflicts(person)
    rules = [and_(t.cases.c.definition == sha, within.c.role == role, _read_by(definitions[sha], role)) for sha, role in sorted(held)]
    found = select(t.cases.c.id).join_from(t.cases, within, within.c.id == t.cases.c.id).where(or_(*rules) if rules else false())
    return found.where(t.cases.c.id.not_in(select(conflicts.c.id)))


def _read_by(definition: Definition, role: str) -> ColumnElement[bool]:
    asked = asked_of(definition, role)
    if asked is None:
        return t.cases.c.machine.in_(machines_of(definition, role))
    return or_(*(and_(t.cases.c.machine == machine, t.cases.c.state.in_(states)) for machine, states in asked.items()))


def _within(person: int) -> Any:
    """(case, role): each place and all below it, and the root above it."""
    m, c = t.memberships.c, t.cases.c
    mine = (m.person == person, m.until.is_(None), m.place.is_not(None))
    tree = select(m.place.label("id"), m.role.label("role")).where(*mine).cte("places", recursive=True)
    tree = tree.union(select(c.id, tree.c.role).join_from(t.cases, tree, c.parent == tree.c.id))
    return union(select(tree.c.id, tree.c.role), select(m.root, m.role).where(*mine)).subquery("within")


def _conflicts(person: int) -> Any:
    r, c = t.recusals.c, t.cases.c
    tree = select(r.case_id.label("id")).where(r.person == person, r.conflict.is_(True)).cte("conflicts", recursive=True)
    return tree.union(select(c.id).join_from(t.cases, tree, c.parent == tree.c.id))


def under(case: int) -> Any:
    """(id,): the case and everything below it."""
    c = t.cases.c
    tree = select(c.id).where(c.id == case).cte("below", recursive=True)
    return tree.union(select(c.id).join(tree, c.parent == tree.c.id))
