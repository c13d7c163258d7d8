"""Small pieces of SQL that every name of a guard is made of: typed columns of answers, scalar sub-queries, bound values."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    Table,
    TableClause,
    Text,
    case,
    cast,
    column,
    func,
    literal,
    select,
    table,
)
from sqlalchemy.types import TypeEngine

from workflow.core.language import Kind, Type, Value
from workflow.store import tables
from workflow.store.tables import Moment

Column = ColumnElement[Any]


def _plain_table(full: Table) -> TableClause:
    """The same columns without keys and constraints: an alias of it costs a third, and a guard makes many."""
    return table(full.name, *(column(c.name, c.type) for c in full.columns))


answers, attributes, cases, events = (_plain_table(t) for t in (tables.answers, tables.attributes, tables.cases, tables.events))
facts, memberships, recusals = (_plain_table(t) for t in (tables.facts, tables.memberships, tables.recusals))
figures, freezes = _plain_table(tables.figures), _plain_table(tables.freezes)
sheets, windows = _plain_table(tables.sheets), _plain_table(tables.windows)
_COLUMNS = {Kind.TEXT: "s", Kind.CHOICE: "s", Kind.DATE: "d", Kind.MOMENT: "m"}


def scalar(query: Select[Any], *own: FromClause) -> Column:
    """A scalar sub-query that reads `own` and takes everything else from around it."""
    return query.correlate_except(*own).scalar_subquery()


def sql_type(type_: Type) -> TypeEngine[Any]:
    match type_.kind:
        case Kind.TEXT | Kind.CHOICE:
            return Text()
        case Kind.DATE:
            return Date()
        case Kind.MOMENT:
            return Moment()
    return BigInteger()


def constant(value: Value, type_: Type) -> Column:
    """A bound value; a yes_no is a condition."""
    if type_.kind is Kind.YES_NO:
        return literal(None if value is None else int(bool(value)), Integer()) == 1
    return literal(value, sql_type(type_))


def stored(rows: FromClause, type_: Type) -> Column:
    """The typed column of a row of `facts` or `answers`; a yes_no stays 1 and 0 until `as_condition`."""
    return rows.c[stored_in(type_)]


def stored_in(type_: Type) -> str:
    """The name of that column."""
    return _COLUMNS.get(type_.kind, "n")


def all_met(rows: FromClause, fact: str, **keys: Column) -> Column:
    """A checklist is met when every clause is; unknown while no clause is answered."""
    query = select(func.min(func.coalesce(rows.c.n, 0))).where(*(rows.c[key] == value for key, value in keys.items()), rows.c.fact == fact)
    return scalar(query, rows) == 1


def rows_of(rows: FromClause, fact: str, width: int, **keys: Column) -> Column:
    """How many rows a table fact has; one item per column and row."""
    query = select(func.count() // width).where(*(rows.c[key] == value for key, value in keys.items()), rows.c.fact == fact)
    return scalar(query.select_from(rows), rows)


def of_attribute(text: Column, type_: Type) -> Column:
    """A membership's text in the type that guards see; a yes_no is 1 or 0."""
    match type_.kind:
        case Kind.YES_NO:
            return case((text == "yes", 1), (text.is_not(None), 0))
        case Kind.PERSON:
            return cast(text, BigInteger)
    return text


def added(found: Column) -> Column:
    return func.coalesce(cast(func.sum(found), BigInteger), 0)


def as_condition(found: Column, type_: Type) -> Column:
    return found == 1 if type_.kind is Kind.YES_NO else found
