"""Which version of its definition a root stood under, and when: what is older than a migration is told in the words of its day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from workflow.core.definition import Definition
from workflow.core.replaces import mapped
from workflow.store import shelf
from workflow.store.fast import Statement
from workflow.store.tables import cases, migrated

_OF_ROOT = Statement(
    select(migrated.c.at, migrated.c.earlier, migrated.c.later).where(migrated.c.root == bindparam("root")).order_by(migrated.c.at)
)


class Ages:
    """The versions of one root. `changes`: when it went over, from which definition to which, the earliest first."""

    def __init__(self, connection: Connection, root: int, now: Definition) -> None:
        found = _OF_ROOT.rows(connection, root=root)
        self.changes = [(row.at, shelf.pinned(connection, row.earlier), shelf.pinned(connection, row.later)) for row in found]
        self._now = now

    def on(self, at: datetime) -> Definition:
        """The definition that held at a moment; at that of a migration, the later one."""
        return next((earlier for moment, earlier, _later in self.changes if at < moment), self._now)

    def present(self, machine: str, state: str, at: datetime) -> str:
        """What a state of that day is called now."""
        for moment, earlier, later in self.changes:
            if at < moment:
                state = mapped(later.replaces.get(earlier.version, {}), machine, state)
        return state


def definition_at(moment: ColumnElement[datetime]) -> ColumnElement[str]:
    """In SQL: the hash of the definition under which the root of a row of `cases` stood at that moment."""
    before = select(migrated.c.earlier).where(migrated.c.root == cases.c.root, migrated.c.at > moment)
    first = before.order_by(migrated.c.at).limit(1).correlate_except(migrated).scalar_subquery()
    return func.coalesce(first, cases.c.definition)
