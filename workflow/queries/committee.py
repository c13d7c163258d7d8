"""The inbox of an official: what waits for them, what waits for others because of them, and what they did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, and_, or_, select

from workflow.core.definition import Action, Definition, Phase
from workflow.core.reckoning import Shift, moved
from workflow.core.words import Text
from workflow.core.world import World
from workflow.queries import inbox_others as others
from workflow.queries.places import Lineage, Place, lineages
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.reader import Reader

MOST = 300
_m, _t, _c = t.memberships.c, t.tasks.c, t.cases.c


@dataclass(frozen=True, slots=True)
class Item:
    """One task inside a line: `number` is the case's."""

    task: int
    number: str
    called: Text
    draft: bool
    undeclared: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the inbox. `kind` step: `items` are its tasks, the next one first. declare: the page at `number`. confirm: `proposal`.

    `done` and `all` count the person's own sheets of the group; `all` 0: nothing to count. `ranking`: the holder of a ranking to choose by.
    `decides`: a step of the decision phase. `process` and `kind_of_process`: its name and title. `moved`: how days off entered later moved
    the due date.
    """

    kind: Literal["step", "declare", "confirm"]
    process: str
    kind_of_process: Text
    title: Text
    place: Text
    number: str
    due: datetime | None
    late: bool
    draft: bool = False
    claimed: bool = False
    items: tuple[Item, ...] = ()
    done: int = 0
    all: int = 0
    proposal: int | None = None
    ranking: str | None = None
    decides: bool = False
    moved: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class Inbox:
    """`finished`: steps taken so far. `load`: own sheets of the last 30 days. `conflicts`: what the person keeps away from, by machine."""

    lines: tuple[Line, ...]
    waiting: tuple[others.Waiting, ...]
    finished: int
    load: tuple[others.Load, ...]
    conflicts: tuple[tuple[Text, int], ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """An open task of the person with what its line needs."""

    row: Any
    lineage: Lineage
    action: Action
    undeclared: bool

    @property
    def group(self) -> Place | None:
        rule = self.action.task
        return self.lineage.at(rule.group) if rule and rule.group else None

    @property
    def item(self) -> Item:
        here = self.lineage.here
        called = self.lineage.known_to(self.row.role)
        return Item(self.row.id, here.number, called, self.row.saved is not None, self.undeclared)


def inbox(db: Database, clock: Clock, person: int, drafts: str) -> Inbox:
    """Everything on the inbox page; a fixed number of statements, but for proposals and tasks held as a deputy. `drafts`: whose drafts."""
    with db.reading() as connection:
        now = clock.now(connection)
        opened = _opened(connection, person, drafts, now)
        progress = _progress(connection, person, opened)
        lines = [*_declarations(opened, now), *_steps(opened, progress, now), *_proposals(connection, person, now)]
        ahead = (*others.waiting(connection, person, {o.row.id for o in opened}, now), *others.own_proposals(connection, person, now))
        return Inbox(
            tuple(sorted(lines, key=lambda line: (line.due is None, line.due or now))),
            ahead,
            others.finished(connection, person),
            others.load(connection, person, now),
            others.conflicts(connection, person),
        )


# ------------------------------------------------------------------ tasks
def _opened(connection: Connection, person: int, drafts: str, now: datetime) -> list[_Open]:
    rows = connection.execute(_tasks_of(person, drafts)).all()
    found = lineages(connection, [row.case_id for row in rows])
    opened = [_open(row, found[row.case_id], person) for row in rows if not _is_own(found[row.case_id], row.role)]
    return [o for o in opened if o.row.person is not None or not o.row.deputy or _acts(connection, o, person, now)]


def _is_own(lineage: Lineage, role: str) -> bool:
    """A task of an owner stands with the own cases."""
    return lineage.definition.roles[role].owner_of is not None


def _open(row: Any, lineage: Lineage, person: int) -> _Open:
    definition, here = lineage.definition, lineage.here
    action = definition.machines[here.machine].actions[row.action]
    declares = definition.roles[row.role].declares
    undeclared = declares is not None and lineage.at(declares) is not None and not row.declared
    return _Open(row, lineage, action, undeclared)


def _acts(connection: Connection, opened: _Open, person: int, now: datetime) -> bool:
    world = World(opened.lineage.definition, Reader(connection), now)
    return any(m.person == person for m in world.acting(world.case(opened.row.case_id), opened.row.role))


def _tasks_of(person: int, drafts: str) -> Any:
    """Open tasks: those in the person's name, and those of a role held at the nearest place, not claimed by others, no conflict above."""
    mine = select(_m.role).where(_m.person == person, _m.until.is_(None))
    group = and_(_t.person.is_(None), or_(_t.claimed_by.is_(None), _t.claimed_by == person), _t.role.in_(mine))
    wanted = and_(_t.closed.is_(None), or_(_t.person == person, group))
    up = select(_t.id.label("task"), _c.id.label("id"), _c.parent.label("parent"), (_c.id * 0).label("depth"))
    tree = up.join_from(t.tasks, t.cases, _c.id == _t.case_id).where(wanted).cte("up", recursive=True)
    tree = tree.union_all(select(tree.c.task, _c.id, _c.parent, tree.c.depth + 1).join_from(tree, t.cases, _c.id == tree.c.parent))
    deputy, holds = _holding(tree, person)
    draft = and_(
        t.drafts.c.owner == drafts,
        t.drafts.c.case_id == _t.case_id,
        t.drafts.c.action == _t.action,
        t.drafts.c.round == _t.round,
    )
    columns = (_t.id, _t.case_id, _t.action, _t.role, _t.person, _t.claimed_by, _t.due, _t.why, _t.opened, t.drafts.c.saved)
    found = select(*columns, _declared(tree, person).label("declared"), deputy.label("deputy"))
    found = found.select_from(t.tasks.join(t.cases, _c.id == _t.case_id).outerjoin(t.drafts, draft))
    allowed = or_(_t.person == person, and_(holds, ~_declared(tree, person, conflict=True)))
    return found.where(wanted, allowed, _c.ended.is_(False)).order_by(_t.due.is_(None), _t.due, _t.opened, _t.id).limit(MOST)


def _declared(tree: Any, person: int, *, conflict: bool = False) -> Any:
    r, up = t.recusals, tree.alias()
    where = [up.c.task == _t.id, r.c.person == person]
    if conflict:
        where.append(r.c.conflict.is_(True))
    return select(r.c.case_id).join_from(r, up, up.c.id == r.c.case_id).where(*where).exists()


def _holding(tree: Any, person: int) -> tuple[Any, Any]:
    """(whether as a deputy, whether at all): an active holder of the task's role at the nearest place that has any."""
    up, nearer, other = tree.alias(), tree.alias(), t.memberships.alias()
    same_role = (nearer.c.task == _t.id, nearer.c.depth < up.c.depth, other.c.role == _t.role, other.c.until.is_(None))
    closer = select(other.c.id).join_from(other, nearer, nearer.c.id == other.c.place).where(*same_role).correlate(t.tasks, up).exists()
    held = (up.c.task == _t.id, _m.role == _t.role, _m.person == person, _m.until.is_(None), _m.absent.is_(False), ~closer)
    found = select(_m.deputy).join_from(t.memberships, up, up.c.id == _m.place).where(*held)
    return found.limit(1).scalar_subquery(), found.exists()


def _progress(connection: Connection, person: int, opened: Sequence[_Open]) -> Mapping[tuple[str, int], int]:
    """(action, group case) -> sheets that the person has given there."""
    wanted = {o.row.action for o in opened if o.action.each and o.group}
    if not wanted:
        return {}
    done = select(_t.case_id, _t.action).where(_t.person == person, _t.action.in_(wanted), _t.closed_how == "done")
    rows = connection.execute(done).all()
    found = lineages(connection, [row.case_id for row in rows])
    counted: Counter[tuple[str, int]] = Counter()
    for row in rows:
        lineage = found[row.case_id]
        action = lineage.definition.machines[lineage.here.machine].actions.get(row.action)
        rule = action.task if action is not None else None
        group = lineage.at(rule.group) if rule and rule.group else None
        if group is not None:
            counted[(row.action, group.id)] += 1
    return counted


def _steps(opened: Sequence[_Open], progress: Mapping[tuple[str, int], int], now: datetime) -> list[Line]:
    groups: dict[tuple[str, int], list[_Open]] = {}
    for one in opened:
        if not one.undeclared:
            groups.setdefault((one.row.action, one.group.id if one.group else one.row.id), []).append(one)
    return [_step(key, found, progress, opened, now) for key, found in groups.items()]


def _step(
    key: tuple[str, int], found: list[_Open], progress: Mapping[tuple[str, int], int], opened: Sequence[_Open], now: datetime
) -> Line:
    found.sort(key=lambda o: (o.row.saved is None, o.row.due is None, o.row.due or now))
    first, done = found[0], progress.get(key, 0)
    waiting = sum(1 for o in opened if o.group and (o.row.action, o.group.id) == key)
    here = first.lineage.here
    title = first.action.words if len(found) > 1 else others.titled(first.action.words, first.item.called)
    due, shifts = _first_due(found)
    return Line(
        "step", *_process(first.lineage.definition), title, _under(first), here.number, due, others.late(due, now),
        any(o.row.saved is not None for o in found), any(o.row.claimed_by is not None for o in found), tuple(o.item for o in found),
        done, done + waiting if first.action.each and first.group else 0, ranking=_ranking(first), decides=_decides(first),
        moved=shifts,
    )  # fmt: skip


def _first_due(found: Sequence[_Open]) -> tuple[datetime | None, tuple[Shift, ...]]:
    soonest = min((o.row for o in found if o.row.due), key=lambda row: row.due, default=None)
    return (soonest.due, moved(soonest.why)) if soonest is not None else (None, ())


def _process(definition: Definition) -> tuple[str, Text]:
    return definition.process, definition.title


def _under(first: _Open) -> Text:
    """The place of the group or right above, with its root where that is another."""
    place, root = first.group or first.lineage.above, first.lineage.places[-1]
    if root.id in (place.id, first.lineage.here.id):
        return place.called
    return Text("{place} · {root}", "{place} · {root}").fill(place=place.called, root=root.called)


def _decides(first: _Open) -> bool:
    states = first.lineage.definition.machines[first.lineage.here.machine].states
    return all(states[s].phase is Phase.DECISION for s in first.action.from_)


def _ranking(first: _Open) -> str | None:
    """The case above that ranks such cases, when the step is a choice among them."""
    above, machines = first.lineage.above, first.lineage.definition.machines
    ranks = any(r.of == first.lineage.here.machine for r in machines[above.machine].rankings.values())
    return above.number if ranks and _decides(first) else None


def _declarations(opened: Sequence[_Open], now: datetime) -> list[Line]:
    """One line per place where declarations are due, naming what follows them."""
    groups: dict[int, list[_Open]] = {}
    for one in opened:
        if one.undeclared:
            groups.setdefault((one.group or one.lineage.here).id, []).append(one)
    return [_declaration(found, now) for found in groups.values()]


def _declaration(found: list[_Open], now: datetime) -> Line:
    first = found[0]
    place = first.group or first.lineage.here
    machine = first.lineage.definition.machines[first.lineage.here.machine]
    title = Text("Nyatakan benturan kepentingan: {n} {words}", "Declare conflicts of interest: {n} {words}")
    n = len({o.row.case_id for o in found})
    due, shifts = _first_due(found)
    about = first.group or first.lineage.at(first.lineage.definition.roles[first.row.role].declares or "") or place
    then = Text("{place} · sebelum: {then}", "{place} · before: {then}").fill(place=about.called, then=first.action.words)
    words = Text(machine.words.id.lower(), machine.words.en.lower())
    process = _process(first.lineage.definition)
    return Line("declare", *process, title.fill(n=n, words=words), then, place.number, due, others.late(due, now), moved=shifts)


# ------------------------------------------------------------------ proposals
def _proposals(connection: Connection, person: int, now: datetime) -> list[Line]:
    lines = []
    for row in others.open_proposals(connection, person, now):
        world = World(shelf.pinned(connection, row.definition), Reader(connection), now)
        here = world.case(row.case_id)
        action = world.machine(here).actions[row.action]
        confirms = any(m.person == person for m in world.acting(here, action.confirmed_by or ""))
        if row.actor != person and confirms:
            place = lineages(connection, [row.case_id])[row.case_id].here.called
            title = Text("Konfirmasi usulan: {words}", "Confirm a proposal: {words}").fill(words=action.words)
            under = Text("{place} · diusulkan {name}", "{place} · proposed by {name}").fill(place=place, name=row.name)
            lines.append(Line("confirm", *_process(world.definition), title, under, row.number, row.expires, False, proposal=row.id))
    return lines
