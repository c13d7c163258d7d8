"""By what cases are ordered: exact keys in columns, and the scores of whoever is ordered, reckoned anew and kept where they changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, FromClause, Integer, Table, case, or_, select
from sqlalchemy.sql.elements import Over
from sqlalchemy.types import TypeEngine

from workflow.core.definition import Machine
from workflow.core.exact import Piece, Whole, wholes
from workflow.core.language import names_of
from workflow.core.language.nodes import Name
from workflow.core.names import case_names
from workflow.core.parts_results import Key
from workflow.store import points
from workflow.store import tables as t
from workflow.store.columns import Column
from workflow.store.guard_sql import number_of
from workflow.store.many.keeping import keep
from workflow.store.many.stage import Stage
from workflow.store.many.wide import Rows, kind_of

MIGRATED = "@migrate"
"""The event of the engine's own that puts a root under another version, whose scores may be other ones."""
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
        return self.ordered(self.table)

    def ordered(self, rows: FromClause) -> list[Column]:
        """The order by the keys as `rows` has them."""
        falling = [(rows.c[f"k{n}"], direction == "highest") for n, (direction, _name) in enumerate(self.order)]
        return [(key.desc() if down else key.asc()).nulls_last() for key, down in falling]


def over(function: Any, group: Sequence[Column], order: Sequence[Column] = (), **frame: Any) -> Column:
    """A window function."""
    return Over(function, partition_by=list(group) or None, order_by=list(order) or None, **frame)


def keyed(stage: Stage, rows: Rows, order: tuple[Key, ...], beside: Beside) -> Keyed:
    """The keys of the rows; their scores are kept as they are now."""
    own, key = rows.here.declared, rows.key.c
    scores = {name: (_numerator(rows, found, piece), found.denominator) for name, found, piece in _named(own)}
    now = {name: points.rounded(*scores[name]) for name in unsettled(stage, own)}
    columns: dict[str, tuple[Column, TypeEngine[Any]]] = {"id": (key.id, BigInteger()), "revision": (key.revision, Integer()), **beside}
    for n, (_direction, name) in enumerate(order):
        columns[f"k{n}"] = (scores[name][0], BigInteger()) if name in scores else plain_key(rows, name)
    columns |= {f"s{n}": (value, BigInteger()) for n, value in enumerate(now.values())}
    if now:
        changed = or_(*(rows.stored(name).is_distinct_from(value) for name, value in now.items()))
        columns["changed"] = (case((changed, 1), else_=0), Integer())
    found = select(*(column for column, _type in columns.values())).select_from(rows.rows).where(*rows.within)
    table, _size = stage.filled({name: type_ for name, (_column, type_) in columns.items()}, found)
    if now:
        _keep_scores(stage, rows, table, list(now))
    return Keyed(table, order)


def _named(own: Machine) -> Iterator[tuple[str, Whole, Piece | None]]:
    """Every score of the machine, and each part, by name."""
    for found in (wholes(own) or {}).values():
        yield from ((piece.name, found, piece) for piece in found.pieces)
        yield found.score.name, found, None


def unsettled(stage: Stage, own: Machine) -> list[str]:
    """The scores and parts that may be other than they were kept with the last answer."""
    migrated = t.events.c.case_id == stage.root(), t.events.c.action == MIGRATED
    changed = stage.connection.execute(select(t.events.c.revision).where(*migrated).limit(1)).first() is not None
    return [name for name, found, _piece in _named(own) if changed or not points.is_settled(found)]


def _numerator(rows: Rows, found: Whole, piece: Piece | None) -> Column:
    return points.numerator(found, piece, lambda expr: number_of(expr, rows.here))


def plain_key(rows: Rows, name: str) -> tuple[Column, TypeEngine[Any]]:
    """The value of a name as it is ordered by: a choice of an ordered list by its place in the list."""
    type_ = case_names(rows.here.definition, rows.here.machine)[name]
    value = number_of(Name(type_, name, name), rows.here)
    if type_.ordered:
        return case(*((value == one, n) for n, one in enumerate(type_.values))), Integer()
    return value, kind_of(type_)


def names_read(stage: Stage, own: Machine, order: tuple[Key, ...]) -> list[tuple[str, str]]:
    """What the order reads, what the scores in it are made of, and the scores that are kept anew."""
    scores = {name: found for name, found, _piece in _named(own)}
    ordered = [name for _direction, name in order]
    parts = [name for n in ordered if n in scores for name in made_of(scores[n])]
    names = (*unsettled(stage, own), *(name for name in ordered if name not in scores), *parts)
    return [(own.name, name) for name in dict.fromkeys(names)]


def made_of(found: Whole) -> Iterator[str]:
    """Facts, and what weights read."""
    for piece in found.pieces:
        yield from made_of(piece.of) if isinstance(piece.of, Whole) else (piece.of.name,)
        yield from names_of(piece.weighing) if piece.weighing is not None else ()


def _keep_scores(stage: Stage, rows: Rows, table: Table, names: list[str]) -> None:
    """Rarely any: a score is kept with each answer, and changes without one only where a setting did. Then all is gathered anew."""
    if stage.connection.execute(select(table.c.id).where(table.c.changed == 1).limit(1)).first() is None:
        return
    both = table.join(rows.key, rows.key.c.id == table.c.id)
    for n, name in enumerate(names):
        now, before = table.c[f"s{n}"], rows.stored(name)
        columns = (table.c.id, table.c.revision, now.label("now"), before.label("before"))
        found = select(*columns).select_from(both).where(table.c.changed == 1, before.is_distinct_from(now)).subquery()
        keep(stage, rows.here.machine, found, {name: found.c.now}, found.c.before, [name])
    stage.forget()
