"""The page of a case for those who work on it. Nothing of the case leaves here before the viewer has declared, nor after a conflict."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from workflow.core.definition import State
from workflow.core.fields import Problem
from workflow.core.known import known_as
from workflow.core.many import on_offer
from workflow.core.reckoning import Shift, moved
from workflow.core.secrecy import is_secret
from workflow.core.words import Text
from workflow.core.world import Case, Task, Window
from workflow.queries.look import FactRow, Look
from workflow.queries.ranking import may_see_ranking
from workflow.queries.reach import reach
from workflow.queries.staff_facts import (
    Header,
    Paper,
    facts_of,
    header,
    papers,
    plain,
    scores_of,
    staff_look,
)
from workflow.queries.staff_history import Past, history
from workflow.queries.staff_roles import RoleHere, roles_here
from workflow.queries.staff_sheets import Gathering, SheetShown, gatherings, sealed_by_others, sheets_of
from workflow.queries.staff_ways import Way, ways
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

MOST_BELOW = 200
_PROPOSALS = (
    select(t.proposals.c.id, t.proposals.c.action, t.proposals.c.expires, t.persons.c.name)
    .join(t.persons, t.persons.c.id == t.proposals.c.actor)
    .where(t.proposals.c.case_id == bindparam("id"), t.proposals.c.status == "open", t.proposals.c.expires > bindparam("now"))
)
_CONFLICTS = (
    select(t.recusals.c.person, t.recusals.c.reason, t.persons.c.name)
    .join(t.persons, t.persons.c.id == t.recusals.c.person)
    .where(t.recusals.c.case_id == bindparam("id"), t.recusals.c.conflict.is_(True))
)


@dataclass(frozen=True, slots=True)
class WindowShown:
    words: Text
    opens: datetime | None
    closes: datetime | None
    is_open: bool
    moved: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Below:
    number: str
    called: Text
    state: State
    undeclared: bool
    conflict: bool


@dataclass(frozen=True, slots=True)
class BelowGroup:
    """Cases right below of one machine; `total` may exceed the rows shown. `many`: a step of the viewer may be taken on several at once."""

    words: Text
    rows: tuple[Below, ...]
    total: int
    undeclared: int
    many: bool


@dataclass(frozen=True, slots=True)
class TaskShown:
    """`takers`: to whom the viewer may give it, as (person, name); none where somebody else fills the role. `persons`: how many are still
    asked for a secret sheet; none of them is named."""

    id: int
    words: Text
    role: Text
    due: datetime | None
    holder: str | None
    can_claim: bool
    can_return: bool
    takers: tuple[tuple[int, str], ...]
    moved: tuple[Shift, ...]
    persons: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    person: int
    name: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class StaffCase:
    """`undeclared`: only the header may be shown. `liftable`: conflicts that the viewer may lift here."""

    header: Header
    undeclared: bool
    roles: tuple[Text, ...] = ()
    ways: tuple[Way, ...] = ()
    births: tuple[tuple[str, str, Text, tuple[Problem, ...]], ...] = ()
    facts: tuple[FactRow, ...] = ()
    papers: tuple[Paper, ...] = ()
    scores: tuple[tuple[Text, Text], ...] = ()
    windows: tuple[WindowShown, ...] = ()
    sheets: tuple[SheetShown, ...] = ()
    sealed: int = 0
    tasks: tuple[TaskShown, ...] = ()
    proposals: tuple[tuple[int, Text, str, datetime], ...] = ()
    below: tuple[BelowGroup, ...] = ()
    history: tuple[Past, ...] = ()
    liftable: tuple[Conflict, ...] = ()
    may_declare: bool = False
    ranked: bool = False
    presence: tuple[tuple[str, Text, bool], ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    here: tuple[RoleHere, ...] = ()


def staff_case(db: Database, clock: Clock, number: str, person: int) -> StaffCase | None:
    """The case as this person may see it; None: a page that is not there."""
    with staff_look(db, clock, number, person) as at:
        if at is None:
            return None
        if at.must_declare():
            return StaffCase(header(at), True)
        if at.is_only_asked():
            own, secret = tuple(s for s in sheets_of(at) if s.own), tuple(g for g in gatherings(at) if g.secret)
            return StaffCase(header(at), False, _own_roles(at), ways(at), sheets=own, gatherings=secret)
        facts = facts_of(at)
        return StaffCase(
            header(at), False, _own_roles(at), ways(at), _births(at), plain(facts),
            papers(at, facts), scores_of(at), _windows(at), sheets_of(at), sealed_by_others(at), _tasks(at), _proposals(at), _below(at), history(at),
            _liftable(at), declares_here(at), may_see_ranking(at), _presence(at), gatherings(at), roles_here(at),
        )  # fmt: skip


def _own_roles(at: Look) -> tuple[Text, ...]:
    return tuple(at.definition.roles[role].words for role in at.staff_roles())


# ------------------------------------------------------------------ what is going on
def _windows(at: Look) -> tuple[WindowShown, ...]:
    declared = at.machine.windows
    known = [(declared[name].words, w) for name, w in at.case.windows.items() if w.opens is not None and name in declared]
    known.sort(key=lambda pair: pair[1].opens or at.now)
    return tuple(WindowShown(words, w.opens, w.closes, _is_open(at, w), moved(w.why)) for words, w in known)


def _is_open(at: Look, window: Window) -> bool:
    return window.left is None and window.closes is not None and at.now < window.closes


def _births(at: Look) -> tuple[tuple[str, str, Text, tuple[Problem, ...]], ...]:
    mine = set(at.staff_roles())
    return tuple((machine, action.name, action.words, problems) for machine, action, problems in at.births() if mine & set(action.by))


def _tasks(at: Look) -> tuple[TaskShown, ...]:
    tasks = at.world.tasks(at.case)
    unnamed = [t for t in tasks if is_secret(at.machine, t.action) and t.person != at.viewer.person]
    rows = [_task(at, task) for task in tasks if task not in unnamed]
    for action, role in dict.fromkeys((task.action, task.role) for task in unnamed):
        alike = [task for task in unnamed if (task.action, task.role) == (action, role)]
        due = min((task.due for task in alike if task.due), default=None)
        words = at.machine.actions[action].words, at.definition.roles[role].words
        rows.append(TaskShown(0, *words, due, None, False, False, (), (), len(alike)))
    return tuple(rows)


def _task(at: Look, task: Task) -> TaskShown:
    own = at.definition.roles[task.role].owner_of is not None
    person, holder = at.viewer.person, None if own else task.person or task.claimed_by
    mine = any(m.person == person for m in at.world.acting(at.case, task.role))
    return TaskShown(
        task.id, at.machine.actions[task.action].words, at.definition.roles[task.role].words, task.due,
        at.world.source.name(holder) if holder is not None else None,
        mine and holder is None and not own, task.person is None and task.claimed_by == person, _takers(at, task), moved(task.why),
    )  # fmt: skip


def _takers(at: Look, task: Task) -> tuple[tuple[int, str], ...]:
    """Who acts for the role and has not the task already, for the one who appoints to it."""
    by = at.definition.roles[task.role].appointed_by
    if task.person is not None or by is None or not any(m.person == at.viewer.person for m in at.world.acting(at.case, by)):
        return ()
    acting = (m.person for m in at.world.acting(at.case, task.role) if m.person != task.claimed_by)
    return tuple((person, at.world.source.name(person)) for person in acting)


def _proposals(at: Look) -> tuple[tuple[int, Text, str, datetime], ...]:
    rows = at.connection.execute(_PROPOSALS, {"id": at.case.id, "now": at.now})
    return tuple((r.id, at.machine.actions[r.action].words, r.name, r.expires) for r in rows)


def _below(at: Look) -> tuple[BelowGroup, ...]:
    mine, reached = at.staff_roles(), _reached(at)
    groups = []
    for machine in at.definition.children(at.case.machine):
        cases = [c for c in at.world.descendants(at.case, machine.name) if c.id in reached or at.world.declared(c, at.viewer.person or 0)]
        if not cases or not any(machine.name in at.read_by(role) for role in mine):
            continue
        rows = tuple(_row(at, c, mine) for c in cases[:MOST_BELOW])
        undeclared = sum(1 for r in rows if r.undeclared and not r.state.is_end)
        together = {state for action in on_offer(machine, mine) for state in action.from_}
        many = sum(1 for c in cases if c.state in together and c.id in reached) > 1
        groups.append(BelowGroup(machine.words, rows, len(cases), undeclared, many))
    return tuple(groups)


def _reached(at: Look) -> set[int]:
    """Cases of this root that the viewer may open."""
    found = select(t.cases.c.id).where(t.cases.c.root == at.case.root, t.cases.c.id.in_(reach(at.connection, at.viewer.person or 0).ids))
    return set(at.connection.execute(found).scalars())


def _is_kept_out(at: Look, case: Case) -> bool:
    return at.world.declared(case, at.viewer.person or 0) is True


def _row(at: Look, case: Case, mine: Collection[str]) -> Below:
    return Below(case.number, known_as(at.world, case, mine), at.world.state(case), at.must_declare(case), _is_kept_out(at, case))


def _presence(at: Look) -> tuple[tuple[str, Text, bool], ...]:
    """(role, words, absent) of the roles that the viewer holds at this very case and that have deputies to move up."""
    held = [m for r in at.definition.roles.values() if r.deputies for m in at.world.members(at.case.id, r.name)]
    mine = [m for m in held if m.person == at.viewer.person and not at.case.ended]
    return tuple((m.role, at.definition.roles[m.role].words, m.absent) for m in mine)


# ------------------------------------------------------------------ conflicts
def declares_here(at: Look) -> bool:
    """Whether the viewer holds a role that declares conflicts on this very case."""
    roles = [r.name for r in at.definition.roles.values() if r.declares == at.case.machine]
    return any(m.person == at.viewer.person for r in roles for m in at.world.holders(at.case, r))


def _liftable(at: Look) -> tuple[Conflict, ...]:
    """Conflicts declared here by others, for whoever chairs the role that declares, else appoints to it."""
    if at.case.ended:
        return ()
    found = []
    for row in at.connection.execute(_CONFLICTS, {"id": at.case.id}).all():
        if row.person != at.viewer.person and any(_holds(at, chair, at.viewer.person) for chair in _chairs(at, row.person)):
            found.append(Conflict(row.person, row.name, row.reason))
    return tuple(found)


def _holds(at: Look, role: str, person: int | None) -> bool:
    return any(m.person == person for m in at.world.holders(at.case, role))


def _chairs(at: Look, person: int) -> list[str]:
    roles = at.definition.roles.values()
    declaring = {r.name for r in roles if r.declares == at.case.machine and _holds(at, r.name, person)}
    chairs = [r.name for r in roles if r.among in declaring]
    return chairs or [r.appointed_by for r in roles if r.name in declaring and r.appointed_by]


__all__ = ["StaffCase", "declares_here", "staff_case"]
