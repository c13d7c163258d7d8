"""Where a case stands: what never changes of it, by its number or key, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, bindparam, literal, select

from workflow.store.fast import Statement
from workflow.store.tables import cases

Lineage = tuple[tuple[int, str], ...]
"""Key and machine of a case and of those above it, nearest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """`definition`: SHA-256 of the definition under which the root was born."""

    case: int
    machine: str
    definition: str
    lineage: Lineage


def _upwards(condition: ColumnElement[bool]) -> Statement:
    here = select(cases.c.id, cases.c.parent, cases.c.machine, cases.c.definition, literal(0).label("height")).where(condition)
    up = here.cte("up", recursive=True)
    above = select(cases.c.id, cases.c.parent, cases.c.machine, cases.c.definition, up.c.height + 1).join(up, cases.c.id == up.c.parent)
    whole = up.union_all(above)
    return Statement(select(whole.c.id, whole.c.machine, whole.c.definition).order_by(whole.c.height))


_BY_NUMBER = _upwards(cases.c.number == bindparam("number"))
_BY_KEY = _upwards(cases.c.id == bindparam("id", type_=BigInteger()))


def by_number(connection: Connection, number: str) -> Place | None:
    return _place(_BY_NUMBER.rows(connection, number=number))


def by_key(connection: Connection, case: int) -> Place | None:
    return _place(_BY_KEY.rows(connection, id=case))


def _place(rows: list[Any]) -> Place | None:
    if not rows:
        return None
    return Place(rows[0].id, rows[0].machine, rows[0].definition, tuple((row.id, row.machine) for row in rows))
