"""How far a case is: its stages with dates, what is open now and until when, and why a date is the date it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Literal

from sqlalchemy import Connection, bindparam, select

from workflow.core.definition import Action, Machine, Source, Span, State
from workflow.core.definition import Window as Declared
from workflow.core.language import evaluate, names_of
from workflow.core.reckoning import Why, why_of
from workflow.core.structure import stages
from workflow.core.view import CaseView
from workflow.core.words import Text
from workflow.core.world import Case, Window, World
from workflow.store import tables as t
from workflow.store.ages import Ages

_MOVES = (
    select(t.events.c.action, t.events.c.source, t.events.c.target, t.events.c.t.label("at"))
    .where(t.events.c.case_id == bindparam("id"))
    .order_by(t.events.c.revision)
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage on the main line. `first` and `last`: when it ran, as far as known; `lasts`: how long it will, where it is not dated yet."""

    words: Text
    at: Literal["done", "now", "later"]
    first: datetime | None = None
    last: datetime | None = None
    planned: date | None = None
    lasts: Declared | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """`done`: stages behind, the present one included. Preparation and the end are no stages of it. `own`: none is that of a place below."""

    stages: tuple[Stage, ...]
    own: bool = True

    @property
    def done(self) -> int:
        return sum(1 for stage in self.stages if stage.at != "later")

    @property
    def now(self) -> Stage | None:
        return next((stage for stage in self.stages if stage.at == "now"), None)


@dataclass(frozen=True, slots=True)
class Dated:
    """One window of a case for people. `left`: when the stage was over. `place`: what the case is called."""

    name: str
    words: Text
    place: Text
    opens: datetime | None
    closes: datetime | None
    left: datetime | None
    planned_opens: date | None
    planned_closes: date | None
    mode: Literal["at_least", "at_most", "exactly"]
    lasts: Span
    basis: Source | None
    why: Why | None


def course(connection: Connection, world: World, root: Case, place: Case | None) -> Course:
    """The stages of a root: its own, and those of the place that is least far, which run inside it."""
    own = _stages(connection, world, root)
    if place is None:
        return Course(tuple(own))
    told = [Stage(s.words, "done", s.first, s.first) for s in own if s.at != "later"]
    return Course((*told, *_stages(connection, world, place)), own=False)


def course_of(connection: Connection, world: World, case: Case) -> Course:
    return Course(tuple(_stages(connection, world, case)))


def _stages(connection: Connection, world: World, case: Case) -> list[Stage]:
    machine = world.machine(case)
    main = [state.name for state in stages(machine)]
    visits = _visits(connection, world, case)
    here = _present(machine, case, main, visits)
    told = []
    for position, name in enumerate(main):
        stage = _stage(world, case, machine.states[name], position - here, visits.get(name))
        if stage is not None:
            told.append(stage)
    return [as_one(list(run)) for _words, run in groupby(told, key=lambda stage: stage.words)]


def as_one(run: Sequence[Stage]) -> Stage:
    """Stages in a row with the same words for the public are one to it: from the first to the last, and under way between them."""
    first, last = run[0], run[-1]
    at = first.at if first.at == last.at else "now"
    return replace(first, at=at, last=None if last.at == "later" else last.last, lasts=first.lasts or last.lasts)


def _visits(connection: Connection, world: World, case: Case) -> dict[str, tuple[datetime, datetime | None]]:
    """State, as it is called now -> when it was first entered and last left. A new name of the state in which a case stands is no move."""
    found: dict[str, tuple[datetime, datetime | None]] = {}
    ages = Ages(connection, case.root, world.definition)
    for row in connection.execute(_MOVES, {"id": case.id}).all():
        if row.source == row.target or row.action == "@migrate":
            continue
        source, target = (ages.present(case.machine, name, row.at) if name else name for name in (row.source, row.target))
        if source in found:
            found[source] = (found[source][0], row.at)
        found[target] = (found[target][0] if target in found else row.at, None)
    return found


def _present(machine: Machine, case: Case, main: list[str], visits: dict[str, tuple[datetime, datetime | None]]) -> int:
    """Position on the main line; off it, the farthest stage that was reached, and past the end for a case that has ended."""
    state = case.before if machine.states[case.state].pauses and case.before else case.state
    if case.ended and state not in main:
        return len(main)
    if state in main:
        return main.index(state)
    return max((main.index(name) for name in visits if name in main), default=-1)


def _stage(world: World, case: Case, state: State, ahead: int, visit: tuple[datetime, datetime | None] | None) -> Stage | None:
    window = _window(world.machine(case), state.name)
    dated = case.windows.get(window.name) if window else None
    if ahead > 0:
        return None if case.ended or not _reachable(world, case, state.name) else _ahead(state, window, dated)
    if visit is None:
        return None
    if ahead == 0 and not case.ended:
        return Stage(state.words.public, "now", visit[0], dated.closes if dated else None)
    return Stage(state.words.public, "done", visit[0], visit[1] or visit[0])


def _ahead(state: State, window: Declared | None, dated: Window | None) -> Stage:
    planned = date.fromisoformat(dated.planned_opens) if dated and dated.planned_opens else None
    return Stage(state.words.public, "later", planned=planned, lasts=window)


def _window(machine: Machine, state: str) -> Declared | None:
    return next((w for w in machine.windows.values() if state in w.in_), None)


def _reachable(world: World, case: Case, state: str) -> bool:
    """Not where every way into the stage hangs on a setting above that says no."""
    ways = [a for a in world.machine(case).actions.values() if a.to == state and not a.extraordinary]
    return not ways or any(_open(world, case, action) for action in ways)


def _open(world: World, case: Case, action: Action) -> bool:
    view = CaseView(world, case)
    above = world.definition.ancestors(case.machine)
    settings = [c.that for c in action.needs if names_of(c.that) and all(n.partition(".")[0] in above for n in names_of(c.that))]
    return all(evaluate(that, view) is not False for that in settings)


def open_until(world: World, case: Case) -> datetime | None:
    """When the window of the present state closes."""
    window = _window(world.machine(case), case.state)
    held = case.windows.get(window.name) if window else None
    return held.closes if held else None


def dates(world: World, case: Case, called: Text) -> tuple[Dated, ...]:
    """The windows of one case in the order of the definition; those without any date yet are left out."""
    declared = world.machine(case).windows
    return tuple(_dated(declared[name], case.windows[name], called) for name in declared if name in case.windows)


def _dated(declared: Declared, window: Window, called: Text) -> Dated:
    planned = [date.fromisoformat(d) if d else None for d in (window.planned_opens, window.planned_closes)]
    return Dated(
        declared.name, declared.words, called, window.opens, window.closes, window.left, planned[0], planned[1],
        declared.mode, declared.lasts, declared.basis, why_of(window.why),
    )  # fmt: skip
