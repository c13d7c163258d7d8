"""The value of an aggregate over a large set of cases, reckoned where they are stored instead of reading them one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import BigInteger, Connection, Integer, cast, literal, select

from workflow.core.definition import Definition
from workflow.core.language import Kind, SetExpr, Value
from workflow.core.world import Case
from workflow.store.guard_sql import Here, to_sql


def folded(
    connection: Connection, definition: Definition, node: SetExpr, case: Case, given: Mapping[str, Value], now: datetime, actor: int | None
) -> Value:
    """The same value that `over_members` has. The case may be unborn: of itself it tells `given`, and where it stands."""
    standing = {name: literal(value, BigInteger()) for name, value in (("parent", case.parent), ("root", case.root))}
    here = Here(definition, case.machine, literal(case.id, BigInteger()), now, case.zone, actor, given=given, columns=standing)
    found = to_sql(node, here)
    if node.type.kind is not Kind.YES_NO:
        value: Value = connection.execute(select(found)).scalar()
        return value
    return bool(connection.execute(select(cast(found, Integer))).scalar())
