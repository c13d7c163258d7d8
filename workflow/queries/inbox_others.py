"""The lower part of an inbox: what waits for others, what the person did and how much, and what they keep away from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, or_, select

from workflow.core.words import Text
from workflow.queries.places import Lineage, lineages
from workflow.queries.reach import reach
from workflow.store import shelf
from workflow.store import tables as t

MOST = 300
RECENT = timedelta(days=30)
_m, _t, _c = t.memberships.c, t.tasks.c, t.cases.c


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that others still have to do. `number`: a case that the reader may open."""

    title: Text
    place: Text
    number: str
    due: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Load:
    words: Text
    done: int
    all: int


def titled(words: Text, called: Text) -> Text:
    return Text("{words}: {called}", "{words}: {called}").fill(words=words, called=called)


def late(due: datetime | None, now: datetime) -> bool:
    return due is not None and due <= now


def open_proposals(connection: Connection, person: int, now: datetime) -> Sequence[Any]:
    p = t.proposals
    roots = select(_m.root).where(_m.person == person, _m.until.is_(None))
    found = select(p.c.id, p.c.case_id, p.c.action, p.c.actor, p.c.expires, _c.number, _c.definition, t.persons.c.name)
    joined = found.join_from(p, t.cases, _c.id == p.c.case_id).join(t.persons, t.persons.c.id == p.c.actor)
    return connection.execute(joined.where(p.c.status == "open", p.c.expires > now, _c.root.in_(roots)).order_by(p.c.expires)).all()


def own_proposals(connection: Connection, person: int, now: datetime) -> Iterable[Waiting]:
    for row in open_proposals(connection, person, now):
        if row.actor == person:
            lineage = lineages(connection, [row.case_id])[row.case_id]
            action = lineage.definition.machines[lineage.here.machine].actions[row.action]
            by = lineage.definition.roles[action.confirmed_by or ""].words
            title = Text("{words}: menunggu konfirmasi {by}", "{words}: waits for confirmation by {by}").fill(words=action.words, by=by)
            yield Waiting(title, lineage.here.called, row.number, row.expires, False)


def waiting(connection: Connection, person: int, own: set[int], now: datetime) -> Iterable[Waiting]:
    """Open tasks of others on cases that the person reads, one line per action and place."""
    others = select(_t.id, _t.case_id, _t.action, _t.role, _t.person, _t.due).join(t.cases, _c.id == _t.case_id)
    within = others.where(_t.closed.is_(None), _c.ended.is_(False), _t.case_id.in_(reach(connection, person).ids))
    rows = [r for r in connection.execute(within.order_by(_t.due).limit(MOST)) if r.id not in own and r.person != person]
    found = lineages(connection, [r.case_id for r in rows])
    groups: dict[tuple[str, str, int], list[Any]] = {}
    for row in rows:
        groups.setdefault((row.action, row.role, found[row.case_id].above.id), []).append(row)
    return [_wait(rows, found[rows[0].case_id], now) for rows in groups.values()]


def _wait(rows: Sequence[Any], lineage: Lineage, now: datetime) -> Waiting:
    action = lineage.definition.machines[lineage.here.machine].actions[rows[0].action]
    role = lineage.definition.roles[rows[0].role].words
    persons = len({r.person for r in rows if r.person is not None})
    by = Text("{n} {role}", "{n} {role}").fill(n=persons, role=role) if persons else role
    title = Text("{words} · oleh {by}", "{words} · by {by}").fill(words=action.words, by=by)
    place = lineage.above if len({r.case_id for r in rows}) > 1 else lineage.here
    due = min((r.due for r in rows if r.due), default=None)
    under = place.called if place is lineage.above else titled(lineage.above.called, place.called)
    return Waiting(title, under, place.number, due, late(due, now))


def finished(connection: Connection, person: int) -> int:
    taken = select(func.count()).select_from(t.events).where(t.events.c.actor == person, t.events.c.action.not_like("@%"))
    return int(connection.execute(taken).scalar_one())


def load(connection: Connection, person: int, now: datetime) -> tuple[Load, ...]:
    done = func.sum(case((_t.closed_how == "done", 1), else_=0)).label("done")
    found = select(_c.definition, _c.machine, _t.action, func.count().label("n"), done).join_from(t.tasks, t.cases, _c.id == _t.case_id)
    asked = or_(_t.closed.is_(None), _t.closed_how == "done")
    rows = connection.execute(
        found.where(_t.person == person, _t.opened > now - RECENT, asked).group_by(_c.definition, _c.machine, _t.action).order_by(_t.action)
    ).all()
    known = ((shelf.pinned(connection, r.definition).machines[r.machine].actions.get(r.action), r) for r in rows)
    return tuple(Load(action.words, int(r.done), r.n) for action, r in known if action is not None and action.each)


def conflicts(connection: Connection, person: int) -> tuple[tuple[Text, int], ...]:
    r = t.recusals.c
    found = select(_c.definition, _c.machine, func.count().label("n")).join_from(t.recusals, t.cases, _c.id == r.case_id)
    live = found.where(r.person == person, r.conflict.is_(True), _c.ended.is_(False)).group_by(_c.definition, _c.machine)
    return tuple((shelf.pinned(connection, row.definition).machines[row.machine].words, row.n) for row in connection.execute(live))
