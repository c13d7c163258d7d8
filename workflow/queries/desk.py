"""What a person has to do, counted for the navigation of every page: a few cheap queries, no look into cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Exists, Select, and_, exists, func, or_, select

from workflow.core.definition import Definition, Phase
from workflow.core.structure import founders, serves
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.database import Database

_M = t.memberships.c


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """`tasks`: open tasks of roles held. `waiting`: of these, decisions. `own`: open tasks as the owner of a case.

    `staff`: works on cases of others. `opens`: may begin a root. `decides`: decides somewhere.
    """

    tasks: int
    waiting: int
    own: int
    staff: bool
    opens: bool
    decides: bool


def desk_counts(db: Database, person: int) -> DeskCounts:
    """What waits for a person, and which parts of the navigation they are shown."""
    with db.reading() as connection:
        held, rows = _held(connection, person), connection.execute(_tasks(person)).all()
        definitions = {
            sha: shelf.pinned(connection, sha) for sha in {*(row.definition for row in rows), *(sha for sha, _role in held if sha)}
        }
        offered = [shelf.pinned(connection, sha) for sha in shelf.offered(connection).values()] if held else []
        return _counts(definitions, held, rows, offered)


def _counts(
    definitions: Mapping[str, Definition], held: set[tuple[str | None, str]], rows: Sequence[Any], offered: Sequence[Definition]
) -> DeskCounts:
    offices = {role for sha, role in held if sha is None}
    own = sum(row.n for row in rows if definitions[row.definition].roles[row.role].owner_of is not None)
    serving = {(sha, role) for sha, role in held if sha is not None and serves(definitions[sha], role)}
    deciding = {(sha, role) for sha, role in serving if role in _deciders(definitions[sha])}
    return DeskCounts(
        tasks=sum(row.n for row in rows) - own,
        waiting=sum(1 for row in rows if (row.definition, row.role) in deciding),
        own=own,
        staff=bool(serving) or any(serves(definition, role) for definition in offered for role in offices),
        opens=any(offices & founders(definition) for definition in offered),
        decides=bool(deciding) or any(offices & _deciders(definition) for definition in offered),
    )


def _held(connection: Connection, person: int) -> set[tuple[str | None, str]]:
    """(hash of the definition, role) of every membership; without a hash, an office of the agency."""
    found = select(t.cases.c.definition, _M.role).select_from(t.memberships.outerjoin(t.cases, t.cases.c.id == _M.place))
    return {(row.definition, row.role) for row in connection.execute(found.where(_M.person == person, _M.until.is_(None)).distinct())}


def _deciders(definition: Definition) -> frozenset[str]:
    """Roles that are asked to act in a phase of decision."""
    return frozenset(
        role
        for machine in definition.machines.values()
        for action in machine.actions.values()
        if action.task is not None and any(s in machine.states and machine.states[s].phase is Phase.DECISION for s in action.from_)
        for role in action.by
    )


def _tasks(person: int) -> Select[Any]:
    """Open tasks of the person, and those open to a role that they hold for the case, without cases on which they declared a conflict."""
    task, case, up = t.tasks.c, t.cases.c, t.cases.alias("up")
    mine = or_(task.person == person, task.claimed_by == person)
    lineage = [case.id, case.parent, up.c.parent, case.root]
    active = [_M.role == task.role, _M.until.is_(None)]
    role = exists().where(
        *active, _M.person == person, _M.place.in_(lineage), _M.absent.is_(False), _M.deputy.is_(False), ~_nearer(lineage)
    )
    anyone = and_(task.person.is_(None), task.claimed_by.is_(None), role)
    conflict = exists().where(
        t.recusals.c.person == person, t.recusals.c.conflict.is_(True), t.recusals.c.case_id.in_([case.id, case.parent])
    )
    found = select(case.definition, task.role, func.count().label("n")).join_from(t.tasks, t.cases, case.id == task.case_id)
    found = found.outerjoin(up, up.c.id == case.parent)
    return found.where(task.closed.is_(None), or_(mine, anyone), ~conflict).group_by(case.definition, task.role)


def _nearer(lineage: Sequence[Any]) -> Exists:
    """Somebody holds the role at a place nearer to the case than the membership: then that place counts alone."""
    other = t.memberships.alias("nearer").c
    closer = [and_(_M.place.not_in(lineage[: n + 1]), other.place == place) for n, place in enumerate(lineage[:-1])]
    found = exists().where(other.role == _M.role, other.until.is_(None), or_(*closer))
    return found.correlate(t.memberships, *{place.table for place in lineage})
