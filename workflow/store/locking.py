"""Locks of a step. SQLite's write lock covers everything; PostgreSQL takes advisory locks, root first.

Advisory, not row locks: they queue fairly, so a stream of applicants never starves the closing of their stage.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, text

from workflow.store.tables import cases

_ONE = select(cases.c.id, cases.c.parent, cases.c.machine).where(cases.c.id == bindparam("id"))
_SHARED = text("SELECT pg_advisory_xact_lock_shared(:id)")
_ALONE = text("SELECT pg_advisory_xact_lock(:id)")


def lock(connection: Connection, case: int | None, level: str) -> None:
    """Hold the ancestors shared down to the case of machine `level`, and that one alone. A birth names its parent as `case`."""
    if case is None or connection.dialect.name == "sqlite":
        return
    chain = []
    here: int | None = case
    while here is not None:
        row = connection.execute(_ONE, {"id": here}).one()
        chain.append((row.id, row.machine))
        here = row.parent
    for id, machine in reversed(chain):
        connection.execute(_ALONE if machine == level else _SHARED, {"id": id})
        if machine == level:
            return
