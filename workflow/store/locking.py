"""Locks of a step. SQLite's write lock covers everything; PostgreSQL takes advisory locks, root first.

Advisory, not row locks: they queue fairly, so a stream of applicants never starves the closing of their stage.
"""

from __future__ import annotations

from sqlalchemy import ARRAY, BigInteger, Boolean, Connection, bindparam, text

from workflow.store.fast import Statement, write
from workflow.store.places import Lineage

_HOLD = Statement(
    text(
        "SELECT CASE WHEN held.alone THEN pg_advisory_xact_lock(held.id)::text ELSE pg_advisory_xact_lock_shared(held.id)::text END"
        " FROM unnest(:ids, :alone) AS held(id, alone)"  # a function's rows come in their order, so the locks are taken in it
    ).bindparams(bindparam("ids", type_=ARRAY(BigInteger())), bindparam("alone", type_=ARRAY(Boolean())))
)


def hold(connection: Connection, lineage: Lineage, level: str) -> None:
    """Hold the ancestors shared down to the case of machine `level`, and that one alone. A birth names its parent's lineage."""
    if connection.dialect.name == "sqlite" or not lineage:
        return
    downwards = [(id, machine == level) for id, machine in reversed(lineage)]
    last = next((n for n, (_id, alone) in enumerate(downwards) if alone), len(downwards) - 1)
    held = downwards[: last + 1]
    write(connection, [(_HOLD, {"ids": [id for id, _alone in held], "alone": [alone for _id, alone in held]})])
