"""What the cases of one root hold, read at once: sheets, open tasks, roles, proposals. For whoever asks of all of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, and_, select

from workflow.core.fields import Items
from workflow.core.obstacles import Held
from workflow.core.world import Member, Sheet, Task
from workflow.store import tables as t
from workflow.store.reader import items_of

_Row = TypeVar("_Row")
_ANSWERED = and_(t.answers.c.case_id == t.sheets.c.case_id, t.answers.c.revision == t.sheets.c.revision)


def holdings(connection: Connection, root: int, now: datetime) -> Held:
    """Of the root with this key and of all cases in it; proposals that have not expired at `now`."""
    return Held(_sheets(connection, root), _tasks(connection, root), _members(connection, root), _proposed(connection, root, now))


def _within(root: int, column: Any) -> Any:
    return column.in_(select(t.cases.c.id).where(t.cases.c.root == root))


def _grouped(rows: list[tuple[int, _Row]]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    for case, row in rows:
        found[case].append(row)
    return found


def _sheets(connection: Connection, root: int) -> dict[int, list[Sheet]]:
    within = _within(root, t.sheets.c.case_id)
    facts: dict[tuple[int, int], dict[str, Items]] = defaultdict(dict)
    answered = select(t.answers).join(t.sheets, _ANSWERED).where(within).order_by(t.answers.c.case_id, t.answers.c.revision)
    for row in connection.execute(answered.order_by(t.answers.c.fact, t.answers.c.ordinal)):
        held = facts[row.case_id, row.revision]
        held[row.fact] = (*held.get(row.fact, ()), items_of(row))
    rows = connection.execute(select(t.sheets).where(within))
    return _grouped([(r.case_id, Sheet(r.action, r.round, r.person, r.sealed, facts[r.case_id, r.revision], r.at)) for r in rows])


def _tasks(connection: Connection, root: int) -> dict[int, list[Task]]:
    c = t.tasks.c
    columns = (c.id, c.action, c.round, c.role, c.person, c.claimed_by, c.due, c.remind, c.opened, c.why)
    rows = connection.execute(select(c.case_id, *columns).where(_within(root, c.case_id), c.closed.is_(None)))
    return _grouped([(case, Task(*row)) for case, *row in rows])


def _members(connection: Connection, root: int) -> dict[int, list[Member]]:
    active = (_within(root, t.memberships.c.place), t.memberships.c.until.is_(None))
    told: dict[int, dict[str, str]] = defaultdict(dict)
    joined = select(t.attributes).join(t.memberships, t.memberships.c.id == t.attributes.c.membership)
    for row in connection.execute(joined.where(*active)):
        told[row.membership][row.name] = row.s
    rows = connection.execute(select(t.memberships).where(*active)).all()
    return _grouped([(r.place, Member(r.id, r.place, r.role, r.person, r.position, r.deputy, r.absent, told[r.id])) for r in rows])


def _proposed(connection: Connection, root: int, now: datetime) -> dict[int, list[str]]:
    c = t.proposals.c
    open_ = select(c.case_id, c.action).where(_within(root, c.case_id), c.status == "open", c.expires > now)
    return _grouped([(row.case_id, row.action) for row in connection.execute(open_)])
