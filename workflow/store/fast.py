"""Core statements compiled once for each database and run by the driver's own cursor: a step pays for its rows, not for their wrapping.

Values are converted by the types of the columns, as SQLAlchemy would; errors are SQLAlchemy's. Several statements at once are one round
trip on PostgreSQL. A statement runs in the transaction that is open on the connection.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, Connection, Date, Dialect, Text, TypeDecorator, bindparam
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeEngine

from workflow.store.tables import Moment, moment_from_text

Process = Callable[[Any], Any] | None
Call = tuple["Statement", Mapping[str, Any]]
AT_ONCE = 24
"""Writes that are joined into one statement; more go one by one in a pipeline."""


class Statement:
    """A statement of Core. `keys`: the columns of an insert or update that are given at each call, where they are not all of them."""

    __slots__ = ("_compiled", "_core", "_keys")

    def __init__(self, core: Any, keys: Sequence[str] | None = None) -> None:
        self._core, self._keys = core, keys
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, **values: Any) -> list[Any]:
        """Rows with the columns as attributes."""
        return read(connection, [(self, values)])[0]

    def first(self, connection: Connection, **values: Any) -> Any:
        """The first row, or None."""
        found = self.rows(connection, **values)
        return found[0] if found else None

    def on(self, connection: Connection) -> _Compiled:
        """As this connection's database reads it."""
        dialect = connection.dialect
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _Compiled(self._core, self._keys, dialect)
        return found


class _Compiled:
    """One statement as one database reads it: its text, how values become parameters, how a row becomes values."""

    __slots__ = ("_binds", "_decoded", "_fixed", "_names", "_processes", "_row", "sql")

    def __init__(self, core: Any, keys: Sequence[str] | None, dialect: Dialect) -> None:
        compiled = core.compile(dialect=dialect, column_keys=keys)
        self.sql = str(compiled)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._names: list[str] = list(compiled.positiontup or ())
        found = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
        self._binds = {name: process for name, process in found.items() if process is not None}
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required and bind.value is not None}
        columns = list(core.selected_columns) if hasattr(core, "selected_columns") else []
        processes = [_reading(column.type, dialect) for column in columns]
        self._processes = processes if any(processes) else None
        self._decoded = [_from_json(column.type) for column in columns]
        self._row = _row([column.key for column in columns])

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        """The values as the driver wants them, in the order of their places."""
        given = {**self._fixed, **values}
        for name, process in self._binds.items():
            given[name] = process(given[name])
        return [given[name] for name in self._names]

    def rows(self, cursor: Any) -> list[Any]:
        make, processes = self._row, self._processes
        if processes is None:
            return [make(row) for row in cursor.fetchall()]
        return [make([p(x) if p else x for p, x in zip(processes, row, strict=True)]) for row in cursor.fetchall()]

    def told(self, objects: Sequence[Mapping[str, Any]] | None) -> list[Any]:
        """Rows that came as objects of JSON; their members stand in the order of the columns."""
        make, decoded = self._row, self._decoded
        return [make([p(x) if p and x is not None else x for p, x in zip(decoded, row.values(), strict=True)]) for row in objects or ()]


def _from_json(type_: TypeEngine[Any]) -> Process:
    if isinstance(type_, Moment):
        return moment_from_text
    return date.fromisoformat if isinstance(type_, Date) else None


def _row(names: list[str]) -> Callable[[Iterable[Any]], Any]:
    row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
    return row._make


def _reading(type_: TypeEngine[Any], dialect: Dialect) -> Process:
    if isinstance(type_, Boolean) and dialect.name == "sqlite":
        return lambda value: None if value is None else value == 1
    process: Process = type_.dialect_impl(dialect).result_processor(dialect, None)
    return process


def read(connection: Connection, asked: Sequence[Call]) -> list[list[Any]]:
    """The rows of each."""
    found = [(statement.on(connection), values) for statement, values in asked]
    if connection.dialect.name == "sqlite" or len(found) < 2:
        cursors = _run(connection, [(one.sql, one.bound(values)) for one, values in found])
        return [one.rows(cursor) for (one, _values), cursor in zip(found, cursors, strict=True)]
    bound = [value for one, values in found for value in one.bound(values)]
    (cursor,) = _run(connection, [(_read_at_once(tuple(one for one, _values in found)), bound)])
    return [one.told(objects) for (one, _values), objects in zip(found, cursor.fetchone(), strict=True)]


def write(connection: Connection, asked: Sequence[Call]) -> list[int]:
    """How many rows each has touched. No two may touch the same row, for at once means in any order."""
    found = [(statement.on(connection), values) for statement, values in asked]
    if connection.dialect.name == "sqlite" or not 1 < len(found) <= AT_ONCE:
        return [cursor.rowcount for cursor in _run(connection, [(one.sql, one.bound(values)) for one, values in found])]
    bound = [value for one, values in found for value in one.bound(values)]
    (cursor,) = _run(connection, [(_write_at_once(tuple(one for one, _values in found)), bound)])
    return list(cursor.fetchone())


@lru_cache(maxsize=256)
def _read_at_once(several: tuple[_Compiled, ...]) -> str:
    """One row: the rows of each as an array of objects."""
    return "SELECT " + ", ".join(f"(SELECT json_agg(q) FROM ({one.sql}) AS q)" for one in several)  # noqa: S608 - compiled statements


@lru_cache(maxsize=1024)
def _write_at_once(several: tuple[_Compiled, ...]) -> str:
    """One row: how many rows each has touched."""
    parts = ", ".join(f"w{n} AS ({one.sql} RETURNING 1)" for n, one in enumerate(several))
    return f"WITH {parts} SELECT " + ", ".join(f"(SELECT count(*) FROM w{n})" for n in range(len(several)))  # noqa: S608 - the same


def _run(connection: Connection, ready: Sequence[tuple[str, Any]]) -> list[Any]:
    driver: Any = connection.connection.driver_connection
    with _errors(connection, ready):
        if len(ready) < 2 or connection.dialect.name == "sqlite":
            return [driver.execute(sql, bound) for sql, bound in ready]
        with driver.pipeline():
            return [driver.execute(sql, bound) for sql, bound in ready]


@contextmanager
def _errors(connection: Connection, ready: Sequence[tuple[str, Any]]) -> Iterator[None]:
    """The driver's errors as SQLAlchemy's, without the values: they may be somebody's answers."""
    dialect = connection.dialect
    base: Any = dialect.loaded_dbapi.Error
    try:
        yield
    except base as error:
        if dialect.is_disconnect(error, None, None):
            connection.invalidate(error)
        told = DBAPIError.instance("; ".join(sql for sql, _bound in ready), None, error, base, hide_parameters=True, dialect=dialect)
        raise told from error


# ------------------------------------------------------------------ one of several keys
class _Keys(TypeDecorator[Sequence[int]]):
    """Keys as one parameter, however many: an array, or JSON where there is no array."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(BigInteger()))

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> Any:
        return json.dumps(list(value or ())) if dialect.name == "sqlite" else list(value or ())


class _Among(ColumnElement[bool]):
    inherit_cache = True
    type = Boolean()
    _traverse_internals: Any = ()

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column, self.keys = column, bindparam(name, type_=_Keys())

    def self_group(self, against: Any = None) -> Any:
        """A condition already: without this a database without booleans would be asked whether it is 1."""
        return self


def among(column: Any, name: str) -> ColumnElement[bool]:
    """`column` is one of the keys given under `name`."""
    return _Among(column, name)


@compiles(_Among)
def _any(element: _Among, compiler: Any, **kw: Any) -> str:
    return f"{compiler.process(element.column, **kw)} = ANY({compiler.process(element.keys, **kw)})"


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: Any, **kw: Any) -> str:
    column, keys = compiler.process(element.column, **kw), compiler.process(element.keys, **kw)
    return f"{column} IN (SELECT value FROM json_each({keys}))"  # noqa: S608 - both are compiled, values are bound


__all__ = ["Call", "Statement", "among", "read", "write"]
