"""What the owner of a case may do now, and until when: steps on the case and on cases below it, and what they may begin below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from workflow.core.definition import Action, Machine, Outcome
from workflow.core.language import evaluate
from workflow.core.structure import owner_roles
from workflow.core.view import CaseView
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import Look
from workflow.queries.owner import unborn
from workflow.queries.owner_step import Place
from workflow.queries.periods import Period, is_shut, now_open, periods
from workflow.store import tables as t

_CHILDREN = select(t.cases.c.id).where(t.cases.c.parent.in_(bindparam("ids", expanding=True))).order_by(t.cases.c.born, t.cases.c.id)
_ACTED = select(t.events.c.revision).where(t.events.c.case_id == bindparam("id"), t.events.c.actor == bindparam("person")).limit(1)
_BEEN = select(t.events.c.revision).where(t.events.c.case_id == bindparam("id"), t.events.c.target.in_(bindparam("states", expanding=True)))


BAD = (Outcome.LOST, Outcome.WITHDRAWN, Outcome.CANCELLED)


@dataclass(frozen=True, slots=True)
class Todo:
    """Something the owner may do now. `must`: the case waits for it. `about`: the case it is on, where that is another one.

    `period`: while it may be done. `due`: when it is expected, where a task says so.
    """

    place: Place
    words: Text
    kind: Text
    about: Text | None
    must: bool
    period: Period | None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """A birth below the own case that is the owner's: an objection, say. `place` where it may be taken now."""

    kind: Text
    words: Text
    periods: tuple[Period, ...]
    place: Place | None


# ------------------------------------------------------------------ may I read it?
def owns(seen: Look) -> bool:
    return seen.case.owner is not None and seen.case.owner == seen.viewer.person


def readable(seen: Look) -> bool:
    """The own case, and below it what concerns the owner."""
    return seen.audience() == "owner" and (owns(seen) or seen.viewer.token is not None or concerns(seen, seen.case))


def concerns(seen: Look, case: Case) -> bool:
    """A case below the own one that the owner began, acted on, or could act on at some time. What was never theirs to answer is not shown."""
    machine = seen.world.machine(case)
    states = [s for a in machine.actions.values() if is_owners(seen, a) for s in a.from_ if s in machine.states]
    been = seen.connection.execute(_BEEN.limit(1), {"id": case.id, "states": states}).first() if states else None
    return began(seen, machine) or been is not None or acted(seen, case)


def began(seen: Look, machine: Machine) -> bool:
    """Whether only an owner above can have given birth to cases of this machine."""
    above = {r.name for r in seen.definition.roles.values() if r.owner_of in seen.definition.ancestors(machine.name)}
    births = [a for a in machine.actions.values() if a.is_birth]
    return bool(births) and all(set(a.by) <= above for a in births)


def acted(seen: Look, case: Case) -> bool:
    return seen.connection.execute(_ACTED, {"id": case.id, "person": seen.viewer.person}).first() is not None


# ------------------------------------------------------------------ what to do
def todos(seen: Look) -> Iterator[Todo]:
    """Steps on the own case, then on cases below it, then births below it."""
    yield from steps_on(seen, seen.case, None)
    for case in below_of(seen):
        about = seen.world.machine(case).words
        yield from steps_on(seen, case, Text(f"{about.id} {case.number}", f"{about.en} {case.number}"))
    yield from (Todo(r.place, r.words, r.kind, None, False, now_open(r.periods)) for r in rights(seen) if r.place is not None)


def steps_on(seen: Look, case: Case, about: Text | None) -> Iterator[Todo]:
    machine = seen.world.machine(case)
    for option in seen.options(case):
        action = machine.actions[option.action]
        found = periods(seen.world, case, action.needs)
        office = not is_owners(seen, action)
        if (not office or _is_made_for_me(seen, case)) and not is_shut(found):
            until = now_open(found) or now_open(_others(seen, case, machine, action))
            place, must = Place(case.number, action.name, office=office), _is_awaited(seen, machine, case, action)
            yield Todo(place, action.words, machine.words, about, must, until, _due(seen, case, action))


def _is_awaited(seen: Look, machine: Machine, case: Case, action: Action) -> bool:
    """Whether the case waits for the step: it is somebody's task; or it leads on, and nobody else and no time brings anything good."""
    target = machine.states.get(action.to, machine.states[case.state])
    if target.name == case.state:
        return False
    if action.task is not None or target.outcome in BAD:
        return action.task is not None
    others = [a for a in machine.actions_from(case.state) if not a.extraordinary and not is_owners(seen, a)]
    return all(machine.states[a.to].outcome in BAD for a in others if a.to in machine.states and a.to != case.state)


def _is_made_for_me(seen: Look, case: Case) -> bool:
    """A case made for a holder of a role, which no role owns: there the role itself acts."""
    return case.owner == seen.viewer.person and not owner_roles(seen.definition, case.machine)


def _due(seen: Look, case: Case, action: Action) -> datetime | None:
    mine = (task.due for task in seen.world.tasks(case) if task.action == action.name and task.person == seen.viewer.person)
    return next((due for due in mine if due is not None), None)


def _others(seen: Look, case: Case, machine: Machine, action: Action) -> tuple[Period, ...]:
    """Periods after which somebody else may go on from here: until then the owner's step counts."""
    return periods(seen.world, case, [c for a in machine.actions_from(case.state) if a.name != action.name for c in a.needs])


def is_owners(seen: Look, action: Action) -> bool:
    return any(r.owner_of for r in seen.definition.roles.values() if r.name in action.by)


def leaves(seen: Look, todo: Todo) -> bool:
    if todo.place.number != seen.case.number or todo.place.machine is not None:
        return False
    target = seen.machine.states.get(seen.machine.actions[todo.place.action].to)
    return target is not None and target.outcome is Outcome.WITHDRAWN


def rights(seen: Look) -> Iterator[Right]:
    owned = {c.machine for c in seen.world.lineage(seen.case) if c.owner is not None and c.owner == seen.viewer.person}
    mine = {r.name for r in seen.definition.roles.values() if r.owner_of in owned}
    for machine in seen.definition.children(seen.case.machine):
        for action in machine.actions.values():
            if action.is_birth and mine & set(action.by):
                new = unborn(seen.world, seen.case, machine, action, None)
                found = periods(seen.world, new, action.needs)
                yield Right(machine.words, action.words, found, _may_bear(seen, new, machine, action, found))


def _may_bear(seen: Look, new: Case, machine: Machine, action: Action, found: Sequence[Period]) -> Place | None:
    """A condition that hangs on an answer is unknown here, and no obstacle."""
    view = CaseView(seen.world, new, seen.viewer.person)
    against = any(evaluate(c.that, view) is False for c in action.needs if c.explain is None)
    if against or is_shut(found) or seen.case.ended or (seen.world.is_paused(seen.case) and not action.while_paused):
        return None
    return Place(seen.case.number, action.name, machine.name)


def below_of(seen: Look) -> list[Case]:
    """The cases below, those right below it first."""
    found: list[int] = []
    ids = [seen.case.id]
    while ids:
        ids = list(seen.connection.execute(_CHILDREN, {"ids": ids}).scalars())
        found += ids
    return [seen.world.case(id) for id in found]
