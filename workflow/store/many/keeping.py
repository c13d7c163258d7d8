"""Facts that the engine reckons, kept for many cases at once and told by the event in pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, FromClause, Integer, Select, Text, bindparam, delete, literal, select, union_all
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from workflow.store import tables as t
from workflow.store.columns import Column
from workflow.store.fast import Statement, among, write
from workflow.store.many.stage import Kept, Quoted, Stage

AT_ONCE = 5000
_CUT = Statement(delete(t.facts).where(t.facts.c.fact == bindparam("fact"), t.facts.c.ordinal == 0, among(t.facts.c.case_id, "ids")))
ROW = ("case_id", "fact", "ordinal", "n", "s", "revision")


def keep(
    stage: Stage, machine: str, rows: FromClause, values: Mapping[str, Column], had: Column | None = None, may_go: Sequence[str] = ()
) -> None:
    """Put the facts on the cases of `rows`, which has `id` and `revision` and lasts as long as the stage, and tell them in pages.

    A value is a whole number or a text. `had`: known of a case where such facts stood before; without it, they may. Where one of `may_go` is
    NULL, what stood goes.
    """
    found = [_one(rows, name, value).where(value.is_not(None)) for name, value in values.items()]
    every = union_all(*found).subquery()
    ordered = select(*every.c).where(every.c.id.is_not(None)).order_by(every.c.id, every.c.fact)
    put = (sqlite_insert if stage.is_sqlite else pg_insert)(t.facts).from_select(list(ROW), ordered)
    before = select(rows.c.id).where(had.is_not(None)) if had is not None else None
    stood = before is None or stage.count(before.limit(1).subquery()) > 0
    if stood:
        fresh = {name: put.excluded[name] for name in ("n", "s", "d", "m", "revision")}
        put = put.on_conflict_do_update(index_elements=["case_id", "fact", "ordinal"], set_=fresh)
    stage.run(put)
    if before is not None and stood:
        for name in may_go:
            _cut(stage, name, before.where(values[name].is_(None)))
    stage.kept.setdefault(machine, {}).update({name: Kept(rows, value) for name, value in values.items()})
    told = [value if _is_number(value) else Quoted(value) for value in values.values()]
    stage.facts_told(list(values), select(rows.c.id, rows.c.revision, *told))


def _cut(stage: Stage, name: str, ids: Select[Any]) -> None:
    """By their keys, a part at a time: joined as a whole, a database that knows no such facts yet would look through them again and again."""
    gone = [row.id for row in stage.connection.execute(ids)]
    for start in range(0, len(gone), AT_ONCE):
        write(stage.connection, [(_CUT, {"ids": gone[start : start + AT_ONCE], "fact": name})])


def _one(rows: FromClause, name: str, value: Column) -> Any:
    number, text = (value, literal(None, Text())) if _is_number(value) else (literal(None, BigInteger()), value)
    return select(rows.c.id, literal(name).label("fact"), literal(0, Integer()), number, text, rows.c.revision)


def _is_number(value: Column) -> bool:
    return isinstance(value.type, Integer | BigInteger)


__all__ = ["keep"]
