"""What the owner of a case may do now, and until when: steps on the case and on cases below it, and what they may begin below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from workflow.core.definition import Action, Machine, Outcome
from workflow.core.language import evaluate
from workflow.core.view import CaseView
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import Look
from workflow.queries.owner import unborn
from workflow.queries.owner_step import Place
from workflow.queries.periods import Period, is_shut, now_open, periods
from workflow.store import tables as t

_CHILDREN = select(t.cases.c.id).where(t.cases.c.parent == bindparam("id")).order_by(t.cases.c.born, t.cases.c.id)
_ACTED = select(t.events.c.revision).where(t.events.c.case_id == bindparam("id"), t.events.c.actor == bindparam("person")).limit(1)


@dataclass(frozen=True, slots=True)
class Todo:
    """Something the owner may do now. `must`: the case waits for it. `about`: the case it is on, where that is another one."""

    place: Place
    words: Text
    kind: Text
    about: Text | None
    must: bool
    period: Period | None


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
    """The own case; below it what the owner began, may act on now, or has acted on. What is not yet theirs to answer is not shown."""
    if seen.audience() != "owner":
        return False
    if owns(seen) or seen.viewer.token is not None:
        return True
    return began(seen, seen.machine) or bool(seen.options()) or acted(seen, seen.case)


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
    for case in children_of(seen):
        about = seen.world.machine(case).words
        yield from steps_on(seen, case, Text(f"{about.id} {case.number}", f"{about.en} {case.number}"))
    yield from (Todo(r.place, r.words, r.kind, None, False, now_open(r.periods)) for r in rights(seen) if r.place is not None)


def steps_on(seen: Look, case: Case, about: Text | None) -> Iterator[Todo]:
    machine = seen.world.machine(case)
    for option in seen.options(case):
        action = machine.actions[option.action]
        found = periods(seen.world, case, action.needs)
        if is_owners(seen, action) and not is_shut(found):
            until = now_open(found) or now_open(_others(seen, case, machine, action))
            yield Todo(Place(case.number, action.name), action.words, machine.words, about, action.to not in ("stay", case.state), until)


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
    mine = {r.name for r in seen.definition.roles.values() if r.owner_of == seen.case.machine}
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


def children_of(seen: Look) -> list[Case]:
    return [seen.world.case(row.id) for row in seen.connection.execute(_CHILDREN, {"id": seen.case.id})]
