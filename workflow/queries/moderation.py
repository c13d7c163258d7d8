"""What anybody may say below a root, for those who examine it: what waits for the viewer first, then the rest, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from workflow.core.definition import Definition, Machine, State
from workflow.core.structure import is_public_birth
from workflow.core.words import Text
from workflow.queries.look import FactRow, Look, Option, Viewer
from workflow.queries.named_cases import with_names
from workflow.queries.reach import Reach, reach
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

PAGE = 20
Show = Literal["waiting", "going", "ended", "all"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One case that anybody could give birth to. `about`: what it stands below, and its root. `mine`: an action waits for the viewer."""

    number: str
    machine: Text
    about: Text
    about_number: str
    root: Text
    root_number: str
    state: State
    born: datetime
    due: datetime | None
    late: bool
    facts: tuple[FactRow, ...]
    options: tuple[Option, ...]

    @property
    def mine(self) -> bool:
        return bool(self.options)


@dataclass(frozen=True, slots=True)
class Counts:
    """Of all in reach: `waiting` for the viewer's role, `going` with others, `ended`, and open ones past a date."""

    waiting: int
    going: int
    ended: int
    late: int


@dataclass(frozen=True, slots=True)
class Moderation:
    rows: tuple[Spoken, ...]
    counts: Counts
    show: Show
    page: int
    last: int


def moderation(db: Database, clock: Clock, person: int, show: Show = "waiting", page: int = 1) -> Moderation:
    """A page of what was said in the roots that the person serves."""
    with db.reading() as connection:
        found, now = reach(connection, person), clock.now(connection)
        counts = _counts(connection, found, now)
        total = {"waiting": counts.waiting, "going": counts.going, "ended": counts.ended}.get(
            show, counts.waiting + counts.going + counts.ended
        )
        last = max(1, -(-total // PAGE))
        page = min(max(page, 1), last)
        listed = _listed(found, show).limit(PAGE).offset((page - 1) * PAGE)
        rows = _Rows(connection, found, now)
        return Moderation(tuple(rows.row(*ids) for ids in connection.execute(listed)), counts, show, page, last)


def spoken_machines(definition: Definition) -> tuple[Machine, ...]:
    """Machines whose cases anybody gives birth to."""
    return tuple(m for m in definition.machines.values() if any(is_public_birth(definition, a) for a in m.actions.values()))


def _spoken(found: Reach) -> list[ColumnElement[bool]]:
    c = t.cases.c
    kinds = [and_(c.definition == sha, c.machine == m.name) for sha, d in found.definitions.items() for m in spoken_machines(d)]
    return [c.id.in_(found.ids), or_(*kinds) if kinds else false()]


def _waits(found: Reach) -> ColumnElement[bool]:
    """In a state from which a role that the person holds in this very root has an ordinary action with a task, or any at all."""
    c, m = t.cases.c, t.memberships.c
    rules = []
    for sha, role in found.held:
        roots = select(m.root).where(m.person == found.person, m.role == role, m.until.is_(None))
        for machine in spoken_machines(found.definitions[sha]):
            states = {s for a in machine.actions.values() if role in a.by and a.task is not None for s in a.from_}
            if states:
                rules.append(and_(c.definition == sha, c.machine == machine.name, c.state.in_(states), c.root.in_(roots)))
    return or_(*rules) if rules else false()


def _listed(found: Reach, show: Show) -> Any:
    c = t.cases.c
    rules = _spoken(found)
    if show == "waiting":
        rules += [c.ended.is_(False), _waits(found)]
    elif show == "going":
        rules += [c.ended.is_(False), ~_waits(found)]
    elif show == "ended":
        rules.append(c.ended.is_(True))
    due = select(func.min(t.tasks.c.due)).where(t.tasks.c.case_id == c.id, t.tasks.c.closed.is_(None)).correlate(t.cases).scalar_subquery()
    order = (c.entered.desc(),) if show == "ended" else (c.ended, due.is_(None), due, c.born)
    return select(c.id, c.definition).where(*rules).order_by(*order, c.id)


def _counts(connection: Connection, found: Reach, now: datetime) -> Counts:
    c, rules = t.cases.c, _spoken(found)
    late = select(t.tasks.c.case_id).where(t.tasks.c.closed.is_(None), t.tasks.c.due < now)

    def count(*more: ColumnElement[bool]) -> int:
        return int(connection.execute(select(func.count()).select_from(t.cases).where(*rules, *more)).scalar_one())

    going, waiting = count(c.ended.is_(False)), count(c.ended.is_(False), _waits(found))
    return Counts(waiting, going - waiting, count(c.ended.is_(True)), count(c.id.in_(late)))


class _Rows:
    """Looks shared between the cases of one definition, so that roots are read once."""

    def __init__(self, connection: Connection, found: Reach, now: datetime) -> None:
        self.connection, self.person, self.now = connection, found.person, now
        self.definitions: Mapping[str, Definition] = found.definitions
        self.looks: dict[str, Look] = {}

    def row(self, id: int, sha: str) -> Spoken:
        if sha not in self.looks:
            self.looks[sha] = Look(self.connection, self.definitions[sha], id, Viewer(self.person), self.now)
        look = self.looks[sha]
        case = look.world.case(id)
        machine = look.world.machine(case)
        open_facts = [f.name for f in machine.facts.values() if f.sealed_to is None and not f.personal]
        dues = [task.due for task in look.world.tasks(case) if task.due is not None]
        due = min(dues, default=None)
        about, root = look.world.case(case.parent or case.root), look.world.case(case.root)
        return Spoken(
            case.number, machine.words, look.called(about), about.number, look.called(root), root.number, look.world.state(case),
            case.born, due, due is not None and due < self.now, with_names(look, look.facts(open_facts, case)), look.options(case),
        )  # fmt: skip
