"""What must hold of each case so that one person may take an action on it: no conflict, no pause, nobody else who has claimed it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import BigInteger, and_, exists, literal, select, true

from workflow.core.definition import Action, Definition
from workflow.core.language import Kind, Type
from workflow.core.rules import must_declare_on
from workflow.store import tables as t
from workflow.store.columns import Column
from workflow.store.facts import Here


def may(definition: Definition, action: Action, role: str, person: int | None) -> Callable[[Here], Column]:
    """As `core.rules` and `core.decide` ask it of one case; that the person holds the role is known."""

    def condition(here: Here) -> Column:
        found = [] if person is None else list(_unbound(definition, here, role, literal(person, BigInteger())))
        if not action.while_paused:
            found.append(~here.named("paused", Type(Kind.YES_NO)))
        if action.task is not None and action.task.claim:
            found.append(~_claimed(here, action, person))
        return and_(true(), *found)

    return condition


def _unbound(definition: Definition, here: Here, role: str, person: Column) -> list[Column]:
    if not definition.roles[role].held_in:
        return []
    declares = must_declare_on(definition, here.machine, role)
    return [~here.recused(person), *([here.free(person)] if declares else [])]


def _claimed(here: Here, action: Action, person: int | None) -> Column:
    """By somebody else."""
    c = t.tasks.c
    mine = [] if person is None else [c.claimed_by != person]
    open_ = select(literal(1)).where(c.case_id == here.id, c.action == action.name, c.closed.is_(None), c.claimed_by.is_not(None), *mine)
    return exists(open_.correlate_except(t.tasks))
