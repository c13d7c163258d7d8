"""How one root stands, for its staff: how many cases in which state, what closes next, and what waits on whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflow.core.definition import State
from workflow.core.known import known_as
from workflow.core.secrecy import is_secret
from workflow.core.structure import founders, is_place
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import Look, Option
from workflow.queries.public_shown import is_announced
from workflow.queries.reach import reach
from workflow.queries.secretariat import staff_look
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

MOST = 60


@dataclass(frozen=True, slots=True)
class MachineCount:
    """How many cases of a machine are in which state, in the order of the definition."""

    machine: str
    words: Text
    total: int
    states: tuple[tuple[State, int], ...]


@dataclass(frozen=True, slots=True)
class CaseStand:
    """A place right below the root. `window`: the open period that closes first, and when. `counts`: how many cases of what below it."""

    number: str
    called: Text
    state: State
    since: datetime
    window: tuple[Text, datetime] | None
    counts: tuple[tuple[Text, int], ...]
    tasks: int
    late: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task that is not done. `about`: what the case stands below. `who`: the person asked or who claimed it; None: all of the role,
    or the case's owner (`own`), who is not named here.

    `persons`: how many are still asked for a secret sheet, in one line; none of them is named.
    """

    case: str
    called: Text
    about: Text | None
    action: str
    words: Text
    role: Text
    own: bool
    who: str | None
    opened: datetime
    due: datetime | None
    late: bool
    persons: int = 0


@dataclass(frozen=True, slots=True)
class Proposed:
    id: int
    case: str
    called: Text
    words: Text
    by: str
    confirmed_by: Text
    expires: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    number: str
    called: Text
    title: Text
    process: str
    path: str
    is_public: bool
    state: State
    next: Text | None
    runs: bool
    zone: str
    counts: tuple[MachineCount, ...]
    cases: tuple[CaseStand, ...]
    waiting: tuple[Waiting, ...]
    more: int
    proposals: tuple[Proposed, ...]
    options: tuple[Option, ...]


def standing(db: Database, clock: Clock, number: str, person: int) -> Standing | None:
    """A root as its staff sees it; None where it is missing, not a root, or not theirs."""
    with staff_look(db, clock, number, person) as found:
        if found is None or found.case.parent is not None:
            return None
        case, state = found.case, found.world.state(found.case)
        reached = {row.id for row in found.connection.execute(_in_root(found, person))}
        waiting = _waiting(found, reached)
        runs = any(role in founders(found.definition) for role in found.staff_roles())
        return Standing(
            case.number, found.called(), found.definition.title, found.definition.process, found.machine.path or "",
            is_announced(found, case), state, state.next, runs, case.zone,
            _counts(found, reached), _cases(found, reached, waiting), waiting[:MOST], max(0, len(waiting) - MOST),
            _proposals(found, reached), found.options(),
        )  # fmt: skip


def _in_root(found: Look, person: int) -> Any:
    return select(t.cases.c.id).where(t.cases.c.root == found.case.id, t.cases.c.id.in_(reach(found.connection, person).ids))


def _counts(found: Look, reached: set[int]) -> tuple[MachineCount, ...]:
    result = []
    for name in found.definition.below(found.case.machine):
        machine = found.definition.machines[name]
        held = Counter(c.state for c in found.world.below(found.case.id, name) if c.id in reached)
        if held:
            states = tuple((s, held[s.name]) for s in machine.states.values() if held[s.name])
            result.append(MachineCount(name, machine.words, held.total(), states))
    return tuple(result)


def _cases(found: Look, reached: set[int], waiting: tuple[Waiting, ...]) -> tuple[CaseStand, ...]:
    """Cases of people are counted by state, not listed: there may be thousands."""
    machines = [m for m in found.definition.children(found.case.machine) if is_place(found.definition, m)]
    children = [c for m in machines for c in found.world.descendants(found.case, m.name)]
    return tuple(_stand(found, c, waiting) for c in sorted(children, key=lambda c: c.ended) if c.id in reached)


def _stand(found: Look, case: Case, waiting: tuple[Waiting, ...]) -> CaseStand:
    below = {c.number for m in found.definition.below(case.machine) for c in found.world.descendants(case, m)} | {case.number}
    own = [w for w in waiting if w.case in below]
    counts = [(found.definition.machines[m].words, len(found.world.descendants(case, m))) for m in found.definition.below(case.machine)]
    return CaseStand(
        case.number, known_as(found.world, case, found.staff_roles()), found.world.state(case), case.entered, _window(found, case), tuple((w, n) for w, n in counts if n),
        len(own), sum(w.late for w in own),
    )  # fmt: skip


def _window(found: Look, case: Case) -> tuple[Text, datetime] | None:
    windows = found.world.machine(case).windows
    ahead = [
        (w.closes, n)
        for n, w in case.windows.items()
        if w.closes and w.left is None and w.closes > found.now and case.state in windows[n].in_
    ]
    return (windows[min(ahead)[1]].words, min(ahead)[0]) if ahead else None


def _waiting(found: Look, reached: set[int]) -> tuple[Waiting, ...]:
    """Open tasks of the root, what is late or due first."""
    k, c = t.tasks.c, t.cases.c
    asked, claimed = t.persons.alias("asked"), t.persons.alias("claimed")
    p, q = asked.c, claimed.c
    joined = t.tasks.join(t.cases, c.id == k.case_id).outerjoin(asked, p.id == k.person).outerjoin(claimed, q.id == k.claimed_by)
    listed = select(k.case_id, k.action, k.role, p.name, q.name.label("claimer"), k.opened, k.due).select_from(joined)
    rows = found.connection.execute(listed.where(c.root == found.case.id, k.closed.is_(None)).order_by(k.due.is_(None), k.due, k.id))
    mine = found.staff_roles()
    return tuple(_unnamed(found, [(row.case_id, _row(found, row, mine)) for row in rows if row.case_id in reached]))


def _unnamed(found: Look, waiting: Sequence[tuple[int, Waiting]]) -> Iterator[Waiting]:
    """Those who have not given a secret sheet yet as one line per case: who is left tells who is done."""
    asked = Counter((id, one.action) for id, one in waiting)
    told = set[tuple[int, str]]()
    for id, one in waiting:
        if not is_secret(found.world.machine(found.world.case(id)), one.action):
            yield one
        elif (id, one.action) not in told:
            told.add((id, one.action))
            yield replace(one, who=None, persons=asked[id, one.action])


def _row(found: Look, row: Any, mine: Collection[str]) -> Waiting:
    case = found.world.case(row.case_id)
    action = found.world.machine(case).actions[row.action]
    role = found.definition.roles[row.role].words
    late = row.due is not None and row.due < found.now
    own = found.definition.roles[row.role].owner_of is not None
    about = found.called(found.world.case(case.parent)) if case.parent is not None else None
    return Waiting(
        case.number,
        known_as(found.world, case, mine),
        about,
        action.name,
        action.words,
        role,
        own,
        None if own else row.name or row.claimer,
        row.opened,
        row.due,
        late,
    )


def _proposals(found: Look, reached: set[int]) -> tuple[Proposed, ...]:
    p, c = t.proposals.c, t.cases.c
    listed = select(p.id, p.case_id, p.action, p.expires, t.persons.c.name).select_from(
        t.proposals.join(t.cases, c.id == p.case_id).join(t.persons, t.persons.c.id == p.actor)
    )
    rows = found.connection.execute(listed.where(c.root == found.case.id, p.status == "open", p.expires > found.now).order_by(p.at))
    return tuple(_proposed(found, row) for row in rows if row.case_id in reached)


def _proposed(found: Look, row: Any) -> Proposed:
    case = found.world.case(row.case_id)
    action = found.world.machine(case).actions[row.action]
    confirmed = found.definition.roles[action.confirmed_by or ""].words
    return Proposed(row.id, case.number, found.called(case), action.words, row.name, confirmed, row.expires)
