"""Row operations: how an event tells them, and how they are carried out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Date, Table, and_, bindparam, delete, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from workflow.core.plan import RowOp, cut, put
from workflow.store import tables as t
from workflow.store.fast import Call, Statement


def also_text(ops: Iterable[RowOp]) -> str | None:
    """The journalled row operations of one event as JSON; None where there are none."""
    rows = [[op.kind, op.table, dict(op.key), dict(op.values)] for op in ops]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else None


def also_ops(text: str | None) -> list[RowOp]:
    """The row operations that a text tells, one of `also` or a page; reckoned facts of many cases are told together."""
    return [op for told in (json.loads(text) if text else ()) for op in (_facts(*told[1:]) if told[0] == FACTS else (RowOp(*told),))]


FACTS = "facts"
"""`["facts", [name, ...], [[case, revision, value, ...], ...]]`: a number, a text, or null where the fact goes."""


def _facts(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[RowOp]:
    for case, revision, *values in rows:
        for name, value in zip(names, values, strict=True):
            key = {"case_id": case, "fact": name, "ordinal": 0}
            number, text = (value, None) if isinstance(value, int) else (None, value)
            yield (
                cut("facts", key)
                if value is None
                else put("facts", key, {"n": number, "s": text, "d": None, "m": None, "revision": revision})
            )


def call(dialect: str, op: RowOp) -> Call:
    """How one row operation is carried out."""
    table = t.metadata.tables[op.table]
    values = {f"at_{name}": value for name, value in typed(table, op.key).items()} | typed(table, op.values)
    return operation(dialect, op.kind, op.table, tuple(op.key), tuple(op.values)), values


@lru_cache(maxsize=512)
def operation(dialect: str, kind: str, name: str, key: tuple[str, ...], names: tuple[str, ...]) -> Statement:
    """The statement of a row operation of this kind: its key under `at_...`, its values under their names."""
    table = t.metadata.tables[name]
    here = and_(*(table.c[k] == bindparam(f"at_{k}") for k in key))
    given = {n: bindparam(n, type_=table.c[n].type) for n in names}
    if kind == "cut":
        return Statement(delete(table).where(here))
    if kind == "change":
        return Statement(update(table).where(here).values(given))
    build = sqlite_insert if dialect == "sqlite" else pg_insert
    row = build(table).values({**{k: bindparam(f"at_{k}", type_=table.c[k].type) for k in key}, **given})
    fresh = {n: row.excluded[n] for n in names}
    return Statement(row.on_conflict_do_update(index_elements=list(key), set_=fresh) if fresh else row.on_conflict_do_nothing())


def typed(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a row operation in the types of the columns."""
    kinds = _text_kinds(table)
    return {name: _column_value(kinds.get(name), value) for name, value in values.items()}


@cache
def _text_kinds(table: Table) -> dict[str, Callable[[str], Any]]:
    """The columns whose values are told as text and are something else."""
    moments = {c.name: t.moment_from_text for c in table.c if isinstance(c.type, t.Moment)}
    return {**moments, **{c.name: date.fromisoformat for c in table.c if isinstance(c.type, Date)}}


def _column_value(read: Callable[[str], Any] | None, value: Any) -> Any:
    if isinstance(value, str):
        return value if read is None else read(value)
    if isinstance(value, Mapping | list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value
