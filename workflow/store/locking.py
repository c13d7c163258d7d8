"""Locks of a step. SQLite's write lock covers everything; PostgreSQL takes advisory locks, root first.

Advisory, not row locks: they queue fairly, so a stream of applicants never starves the closing of their stage.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Connection, bindparam, func, select

from workflow.store.fast import Call, Statement
from workflow.store.places import Lineage

_ID = bindparam("id", type_=BigInteger())
_SHARED = Statement(select(func.pg_advisory_xact_lock_shared(_ID)))
_ALONE = Statement(select(func.pg_advisory_xact_lock(_ID)))


def calls(connection: Connection, lineage: Lineage, level: str) -> list[Call]:
    """What holds the ancestors shared down to the case of machine `level`, and that one alone. A birth names its parent's lineage."""
    if connection.dialect.name == "sqlite":
        return []
    found: list[Call] = []
    for id, machine in reversed(lineage):
        found.append((_ALONE if machine == level else _SHARED, {"id": id}))
        if machine == level:
            break
    return found
