"""Many cases moved at once, each by the first action that fits: the cases first, under their revisions, then an event for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, Boolean, Integer, Select, Table, Text, and_, case, func, insert, literal, null, select, update
from sqlalchemy import cast as as_type

from workflow.core.definition import Action, Do, Machine
from workflow.core.effects import Unfit
from workflow.core.fields import Problem
from workflow.core.language import Expr
from workflow.core.moves import Move
from workflow.core.world import Case
from workflow.store import tables as t
from workflow.store.batches import Overtaken
from workflow.store.columns import Column
from workflow.store.facts import Here
from workflow.store.guard_sql import to_sql
from workflow.store.many.stage import Kinds, Leaf, Stage
from workflow.store.many.turning import Turning
from workflow.store.many.wide import Need, Rows, Set, gathered

REVISION = 987_654_321_987
NUMBER = "#case#"
"""Stand for what differs from event to event while the bytes of the others are made."""
WAYS: Kinds = {
    "id": Integer(), "source": t.words(), "action": t.words(), "target": t.words(), "role": t.words(), "ended": Boolean(), "stays": Boolean(),
    "head": t.words(), "middle": t.words(), "tail": t.words(),
}  # fmt: skip
PICKED: Kinds = {
    "id": BigInteger(), "number": t.words(), "source": t.words(), "round": Integer(), "revision": Integer(), "way": Integer(),
    "target": t.words(),
}  # fmt: skip


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

    def ways(self) -> Iterator[tuple[tuple[int, str], int]]:
        """Each choice from each state that it may be taken from, with a number for it."""
        every = ((n, source) for n, choice in enumerate(self.choices) for source in choice.action.from_)
        return ((way, code) for code, way in enumerate(every, 1))


@dataclass(frozen=True, slots=True)
class Moved:
    """How many took each action, and how many of the set stayed."""

    taken: dict[str, int]
    left: int


def need(stage: Stage, effect: Do, move: Move) -> Need:
    """What a `do` reads of the cases that its `on` names: below the moving case, or below one above it."""
    definition, case = stage.plan.world.definition, move.case
    above, _, below = effect.on.rpartition(".")
    holder, own = stage.plan.world.ancestor(case, above) if above else case, definition.machines[below]
    return Need(Set(below, holder, effect.where, case.machine), guards_of([own.actions[name] for name in effect.actions]))


def guards_of(actions: Iterable[Action]) -> list[Expr]:
    return [clause.that for action in actions for clause in action.needs]


def move_all(stage: Stage, need: Need, moving: Moving) -> Moved:
    """Move the cases of the set. Raises Unfit, Overtaken."""
    rows = gathered(stage, need)
    picked = _picked(stage, rows, moving)
    left = stage.count(select(picked.c.id).where(picked.c.way.is_(None)).subquery())
    if left and not moving.rest_stays:
        raise Unfit(tuple(moving.refused(_first_left(stage, picked))))
    taken = _move(stage, need.of.holder, picked, moving)
    stage.forget()
    return Moved(taken, left)


def _picked(stage: Stage, rows: Rows, moving: Moving) -> Table:
    """The cases with the place of the first action that fits, or none."""
    key = rows.key.c
    codes = dict(moving.ways())
    way = case(*((_fits(rows, choice), _coded(rows, codes, n)) for n, choice in enumerate(moving.choices)), else_=null())
    found = select(key.id, key.number, key.state, key.round, key.revision, way.label("way")).select_from(rows.rows).where(*rows.within)
    one = found.subquery()
    targets = [(code, _target(moving.choices[n].action, source)) for (n, source), code in codes.items()]
    return stage.filled(PICKED, select(*one.c, case(*((one.c.way == code, target) for code, target in targets))))[0]


def _target(action: Action, source: str) -> str:
    return source if action.to == "stay" else action.to


def _coded(rows: Rows, codes: dict[tuple[int, str], int], number: int) -> Column:
    """The way of the choice from the state in which the case is."""
    mine = [(source, code) for (n, source), code in codes.items() if n == number]
    return literal(mine[0][1], Integer()) if len(mine) == 1 else case(*((rows.key.c.state == source, code) for source, code in mine))


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
    return stage.listed(WAYS, [{"id": code, **_way(stage, holder, moving, own, *way)} for way, code in moving.ways()])


def _way(stage: Stage, holder: Case, moving: Moving, own: Machine, number: int, source: str) -> dict[str, Any]:
    action = moving.choices[number].action
    target = _target(action, source)
    head, middle, tail = _around(stage, _sample(stage, holder, moving, number, source, target))
    return {
        "source": source, "action": action.name, "target": target,
        "role": moving.choices[number].role, "ended": own.states[target].is_end, "stays": action.to == "stay",
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
    together = picked.join(ways, ways.c.id == picked.c.way)
    also = Turning(stage, own, holder, picked, ways, together).turn()
    moved = stage.run(_cases(stage, own, picked, moving))
    events = stage.run(insert(t.events).from_select(EVENT, _events(stage, holder, picked, ways, together, moving, also)))
    counted = select(ways.c.action, func.count()).select_from(together).group_by(ways.c.action)
    taken = {str(action): int(n) for action, n in stage.connection.execute(counted)}
    if not moved == events == sum(taken.values()):
        raise Overtaken
    return taken


def _cases(stage: Stage, own: Machine, picked: Table, moving: Moving) -> Any:
    c = t.cases.c
    entered: dict[str, Any] = {"before": c.state, "before_round": c.round, "entered": stage.now(), "round": c.revision + 1}
    if staying := [code for (n, _source), code in moving.ways() if moving.choices[n].action.to == "stay"]:
        entered = {name: case((picked.c.way.in_(staying), c[name]), else_=value) for name, value in entered.items()}
    ends = [state.name for state in own.states.values() if state.is_end]
    values = {**entered, "state": picked.c.target, "ended": picked.c.target.in_(ends), "revision": c.revision + 1}
    return update(t.cases).where(c.id == picked.c.id, c.revision == picked.c.revision, picked.c.way.is_not(None)).values(values)


EVENT = [
    "case_id", "revision", "target", "root", "t", "action", "source", "round", "actor", "role", "cause_case", "cause_revision", "also", "body", "leaf",
]  # fmt: skip


def _events(stage: Stage, holder: Case, picked: Table, ways: Table, together: Any, moving: Moving, also: Table | None) -> Select[Any]:
    """In the order of their keys, which is that of the journal's own; each body is made once, and hashed."""
    body = ways.c.head + picked.c.number + ways.c.middle + as_type(picked.c.revision + 1, Text) + ways.c.tail
    told = together if also is None else together.outerjoin(also, also.c.id == picked.c.id)
    ops: Any = literal(None, Text()) if also is None else also.c.ops
    columns = [picked.c.id, picked.c.revision, ways.c.target, ways.c.action, picked.c.source, picked.c.round, ways.c.role]
    one = select(*columns, ops.label("ops"), body.label("body")).select_from(told).order_by(picked.c.id).subquery().c
    cause = (moving.cause.case.id, moving.cause.revision) if moving.cause is not None else (None, None)
    return select(
        one.id, one.revision + 1, one.target, literal(holder.root, BigInteger()), stage.now(), one.action, one.source, one.round,
        literal(stage.plan.actor.person, BigInteger()), one.role, literal(cause[0], BigInteger()), literal(cause[1], Integer()), one.ops,
        one.body, Leaf(one.body),
    )  # fmt: skip
