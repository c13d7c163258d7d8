"""What happened to a case, told to those who serve on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from workflow.core.definition import Machine
from workflow.core.record import code
from workflow.core.secrecy import is_secret
from workflow.core.words import Text
from workflow.queries.engine_actions import ENGINE
from workflow.queries.look import Look
from workflow.store import tables as t

_EVENTS = (
    select(
        t.events.c.revision,
        t.events.c.t.label("at"),
        t.events.c.action,
        t.events.c.target,
        t.events.c.source,
        t.events.c.leaf,
        t.events.c.role,
        t.persons.c.name,
    )
    .outerjoin(t.persons, t.persons.c.id == t.events.c.actor)
    .where(t.events.c.case_id == bindparam("id"))
    .order_by(t.events.c.revision.desc())
)


@dataclass(frozen=True, slots=True)
class Past:
    """One event. `who` is None where the clock acted or nobody is named; `role`: of somebody who is not to be named. `target`: the new
    state's words, None when it stayed."""

    revision: int
    at: datetime
    words: Text
    who: str | None
    role: Text | None
    target: Text | None
    code: str


def history(at: Look) -> tuple[Past, ...]:
    """Newest first. Secret sheets are not told one by one: only that the last one moved the case, and in which role it was given."""
    rows = at.connection.execute(_EVENTS, {"id": at.case.id}).all()
    return tuple(_past(at, row) for row in rows if row.source != row.target or not is_secret(_on(at, row.at), row.action))


def _on(at: Look, moment: datetime) -> Machine:
    return at.ages.on(moment).machines[at.case.machine]


def _past(at: Look, row: Any) -> Past:
    definition = at.ages.on(row.at)
    machine = definition.machines[at.case.machine]
    words = ENGINE[row.action] if row.action in ENGINE else machine.actions[row.action].words
    moved = machine.states[row.target].words.staff if row.source != row.target else None
    secret = is_secret(machine, row.action)
    role = definition.roles[row.role].words if secret and row.role in definition.roles else None
    return Past(row.revision, row.at, words, None if secret else row.name, role, moved, code(row.leaf))
