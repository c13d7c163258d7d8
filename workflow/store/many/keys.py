"""By what cases are ordered: exact keys in columns, and the scores of whoever is ordered, reckoned anew and kept where they changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Integer, Table, case, or_, select
from sqlalchemy.types import TypeEngine

from workflow.core.definition import Machine
from workflow.core.exact import Piece, Whole, wholes
from workflow.core.language.nodes import Name
from workflow.core.names import case_names
from workflow.core.parts_results import Key
from workflow.store import points
from workflow.store.columns import Column
from workflow.store.guard_sql import number_of
from workflow.store.many.keeping import keep
from workflow.store.many.stage import Stage
from workflow.store.many.wide import Rows, kind_of

Beside = Mapping[str, tuple[Column, TypeEngine[Any]]]
"""Columns of a table by name, each with its type."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """`table`: id, revision, the columns of `beside`, and k0, k1 ... by which to order: unknown last."""

    table: Table
    order: tuple[Key, ...]

    @property
    def keys(self) -> list[Column]:
        return [self.table.c[f"k{n}"] for n in range(len(self.order))]

    @property
    def order_by(self) -> list[Column]:
        falling = [direction == "highest" for direction, _name in self.order]
        return [(key.desc() if down else key.asc()).nulls_last() for key, down in zip(self.keys, falling, strict=True)]


def keyed(stage: Stage, rows: Rows, order: tuple[Key, ...], beside: Beside, within: Sequence[Column] = ()) -> Keyed:
    """The keys of the rows for which `within` holds; their scores are kept as they are now."""
    own, key = rows.here.declared, rows.key.c
    scores = dict(_scores(own, rows))
    now = {name: points.rounded(numerator, over) for name, (numerator, over) in scores.items()}
    changed = or_(*(rows.here.known[name].is_distinct_from(value) for name, value in now.items())) if now else None
    columns: dict[str, tuple[Column, TypeEngine[Any]]] = {"id": (key.id, BigInteger()), "revision": (key.revision, Integer()), **beside}
    for n, (_direction, name) in enumerate(order):
        columns[f"k{n}"] = (scores[name][0], BigInteger()) if name in scores else plain_key(rows, name)
    columns |= {f"s{n}": (value, BigInteger()) for n, value in enumerate(now.values())}
    if changed is not None:
        columns["changed"] = (case((changed, 1), else_=0), Integer())
    found = select(*(column for column, _type in columns.values())).select_from(rows.rows).where(*rows.within, *within)
    table, _size = stage.filled({name: type_ for name, (_column, type_) in columns.items()}, found)
    if changed is not None:
        _keep_scores(stage, rows, table, list(now))
    return Keyed(table, order)


def _scores(own: Machine, rows: Rows) -> Iterator[tuple[str, tuple[Column, int]]]:
    """Every score and part of the machine by name: its numerator, and over what."""
    for found in (wholes(own) or {}).values():
        for piece in (*found.pieces, None):
            name = piece.name if piece is not None else found.score.name
            yield name, (_numerator(rows, found, piece), found.denominator)


def _numerator(rows: Rows, found: Whole, piece: Piece | None) -> Column:
    return points.numerator(found, piece, lambda expr: number_of(expr, rows.here))


def plain_key(rows: Rows, name: str) -> tuple[Column, TypeEngine[Any]]:
    """The value of a name as it is ordered by: a choice of an ordered list by its place in the list."""
    type_ = case_names(rows.here.definition, rows.here.machine)[name]
    value = number_of(Name(type_, name, name), rows.here)
    if type_.ordered:
        return case(*((value == one, n) for n, one in enumerate(type_.values))), Integer()
    return value, kind_of(type_)


def names_read(own: Machine, order: tuple[Key, ...]) -> list[tuple[str, str]]:
    """What the order reads, and all scores of the machine, which are kept anew."""
    scores = [name for score in own.scores.values() for name in (score.name, *(part.name for part in score.parts))]
    return [(own.name, name) for name in dict.fromkeys((*scores, *(name for _direction, name in order)))]


def _keep_scores(stage: Stage, rows: Rows, table: Table, names: list[str]) -> None:
    """Rarely any: a score is kept with each answer, and changes without one only where a setting did."""
    if stage.connection.execute(select(table.c.id).where(table.c.changed == 1).limit(1)).first() is None:
        return
    both = table.join(rows.key, rows.key.c.id == table.c.id)
    for n, name in enumerate(names):
        now, before = table.c[f"s{n}"], rows.here.known[name]
        columns = (table.c.id, table.c.revision, now.label("now"), before.label("before"))
        found = select(*columns).select_from(both).where(table.c.changed == 1, before.is_distinct_from(now)).subquery()
        keep(stage, found, {name: found.c.now}, {name: found.c.before})
