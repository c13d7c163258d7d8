"""Many cases moved at once, each by the first action that fits: the cases first, under their revisions, then an event for each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, Boolean, Integer, Select, Table, Text, and_, case, func, insert, literal, null, select, update
from sqlalchemy import cast as as_type

from workflow.core.definition import Action, Machine
from workflow.core.effects import Unfit
from workflow.core.fields import Problem
from workflow.core.moves import Move
from workflow.core.world import Case
from workflow.store import tables as t
from workflow.store.batches import Overtaken
from workflow.store.columns import Column
from workflow.store.facts import Here
from workflow.store.guard_sql import to_sql
from workflow.store.many.stage import Kinds, Leaf, Stage
from workflow.store.many.turning import Turning
from workflow.store.many.wide import Rows, Set, gathered

REVISION = 987_654_321_987
NUMBER = "#case#"
"""Stand for what differs from event to event while the bytes of the others are made."""
WAYS: Kinds = {
    "way": Integer(), "source": t.words(), "action": t.words(), "target": t.words(), "role": t.words(), "ended": Boolean(), "stays": Boolean(),
    "head": t.words(), "middle": t.words(), "tail": t.words(),
}  # fmt: skip
PICKED: Kinds = {"id": BigInteger(), "number": t.words(), "source": t.words(), "round": Integer(), "revision": Integer(), "way": Integer()}


@dataclass(frozen=True, slots=True)
class Choice:
    """An action as one of several, and the role in which it is taken. `condition`: what must hold of a case beside the guards."""

    action: Action
    role: str
    condition: Callable[[Here], Column] | None = None


@dataclass(frozen=True, slots=True)
class Moving:
    """`cause`: as every event tells it. `rest_stays`: who fits none of the choices stays; else that refuses the whole, for these reasons."""

    machine: str
    choices: Sequence[Choice]
    cause: Move | None
    rest_stays: bool
    refused: Callable[[Case], Sequence[Problem]]


@dataclass(frozen=True, slots=True)
class Moved:
    """How many took each action, and how many of the set stayed."""

    taken: dict[str, int]
    left: int


def move_all(stage: Stage, of: Set, moving: Moving) -> Moved:
    """Move the cases of the set. Raises Unfit, Overtaken."""
    guards = [clause.that for choice in moving.choices for clause in choice.action.needs]
    rows = gathered(stage, of, guards)
    picked = _picked(stage, rows, moving)
    left = stage.count(select(picked.c.id).where(picked.c.way.is_(None)).subquery())
    if left and not moving.rest_stays:
        raise Unfit(tuple(moving.refused(_first_left(stage, picked))))
    return Moved(_move(stage, of.holder, picked, moving), left)


def _picked(stage: Stage, rows: Rows, moving: Moving) -> Table:
    """The cases with the place of the first action that fits, or none."""
    key = rows.key.c
    way = case(*((_fits(rows, choice), n) for n, choice in enumerate(moving.choices)), else_=null())
    found = select(key.id, key.number, key.state, key.round, key.revision, way).select_from(rows.rows).where(*rows.within)
    return stage.filled(PICKED, found)[0]


def _fits(rows: Rows, choice: Choice) -> Column:
    here, action = rows.here, choice.action
    guards = [to_sql(clause.that, here) for clause in action.needs]
    own = [] if choice.condition is None else [choice.condition(here)]
    return and_(rows.key.c.state.in_(action.from_), *guards, *own)


def _first_left(stage: Stage, picked: Table) -> Case:
    """The first, in order of birth, that fits none of the choices."""
    left = select(t.cases.c.id).join(picked, picked.c.id == t.cases.c.id).where(picked.c.way.is_(None))
    return stage.plan.world.case(stage.connection.execute(left.order_by(t.cases.c.born, t.cases.c.id).limit(1)).scalar_one())


# ------------------------------------------------------------------ ways
def _ways(stage: Stage, holder: Case, moving: Moving) -> Table:
    """Each action from each state that it may be taken from, with the bytes of its events on both sides of what differs."""
    own = stage.plan.world.definition.machines[moving.machine]
    rows = [_way(stage, holder, moving, own, n, source) for n, choice in enumerate(moving.choices) for source in choice.action.from_]
    return stage.listed(WAYS, rows)


def _way(stage: Stage, holder: Case, moving: Moving, own: Machine, number: int, source: str) -> dict[str, Any]:
    action = moving.choices[number].action
    stays = action.to == "stay"
    target = source if stays else action.to
    head, middle, tail = _around(stage, _sample(stage, holder, moving, number, source, target))
    return {
        "way": number, "source": source, "action": action.name, "target": target,
        "role": moving.choices[number].role, "ended": own.states[target].is_end, "stays": stays,
        "head": head, "middle": middle, "tail": tail,
    }  # fmt: skip


def _sample(stage: Stage, holder: Case, moving: Moving, number: int, source: str, target: str) -> Move:
    """One of the moves, of a case that is not there."""
    nobody = replace(holder, id=0, number=NUMBER, machine=moving.machine, owner=None, revision=REVISION)
    cause = (moving.cause.case.id, moving.cause.revision) if moving.cause is not None else None
    return Move(
        nobody,
        REVISION,
        moving.choices[number].action.name,
        moving.choices[number].role,
        stage.plan.actor.person,
        source,
        target,
        0,
        cause=cause,
    )


def _around(stage: Stage, sample: Move) -> tuple[str, str, str]:
    """The canonical body of the sample, cut out of which are its number and its revision."""
    body = stage.writer.body(sample)
    head, number, rest = body.partition(NUMBER)
    middle, revision, tail = rest.partition(str(REVISION))
    if not number or not revision or NUMBER in rest or str(REVISION) in tail:
        raise ValueError("a body that cannot be cut")
    return head, middle, tail


# ------------------------------------------------------------------ writing
def _move(stage: Stage, holder: Case, picked: Table, moving: Moving) -> dict[str, int]:
    """Write what the moves of `picked` tell. Raises Overtaken where a case is not as it was read."""
    ways, own = _ways(stage, holder, moving), stage.plan.world.definition.machines[moving.machine]
    together = picked.join(ways, and_(ways.c.way == picked.c.way, ways.c.source == picked.c.source))
    also = Turning(stage, own, holder, picked, ways, together).turn()
    moved = stage.run(_cases(stage, picked, ways, moving))
    events = stage.run(insert(t.events).from_select(EVENT, _events(stage, holder, picked, ways, together, moving, also)))
    counted = select(ways.c.action, func.count()).select_from(together).group_by(ways.c.action)
    taken = {str(action): int(n) for action, n in stage.connection.execute(counted)}
    if not moved == events == sum(taken.values()):
        raise Overtaken
    return taken


def _cases(stage: Stage, picked: Table, ways: Table, moving: Moving) -> Any:
    c = t.cases.c
    entered: dict[str, Any] = {"before": c.state, "before_round": c.round, "entered": stage.now(), "round": c.revision + 1}
    if any(choice.action.to == "stay" for choice in moving.choices):
        entered = {name: case((ways.c.stays, c[name]), else_=value) for name, value in entered.items()}
    here = and_(c.id == picked.c.id, c.revision == picked.c.revision, ways.c.way == picked.c.way, ways.c.source == picked.c.source)
    return update(t.cases).where(here).values({**entered, "state": ways.c.target, "ended": ways.c.ended, "revision": c.revision + 1})


EVENT = [
    "case_id", "revision", "target", "root", "t", "action", "source", "round", "actor", "role", "cause_case", "cause_revision", "also", "body", "leaf",
]  # fmt: skip


def _events(stage: Stage, holder: Case, picked: Table, ways: Table, together: Any, moving: Moving, also: Table | None) -> Select[Any]:
    body = ways.c.head + picked.c.number + ways.c.middle + as_type(picked.c.revision + 1, Text) + ways.c.tail
    cause = moving.cause
    told = together if also is None else together.outerjoin(also, also.c.id == picked.c.id)
    ops: Any = literal(None, Text()) if also is None else also.c.ops
    return (
        select(
            picked.c.id, picked.c.revision + 1, ways.c.target, literal(holder.root, BigInteger()), stage.now(), ways.c.action, picked.c.source,
            picked.c.round, literal(stage.plan.actor.person, BigInteger()), ways.c.role,
            literal(cause.case.id if cause is not None else None, BigInteger()), literal(cause.revision if cause is not None else None, Integer()),
            ops, body, Leaf(body),
        )
        .select_from(told)
        .order_by(picked.c.id)
    )  # fmt: skip
