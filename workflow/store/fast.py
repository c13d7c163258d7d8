"""Core statements compiled once for each database and run by the driver's own cursor: a step pays for its rows, not for their wrapping.

Values are converted by the types of the columns, as SQLAlchemy would; errors are SQLAlchemy's. Several statements at once are one round
trip on PostgreSQL. A statement runs in the transaction that is open on the connection.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

    def on(self, dialect: Dialect) -> _Compiled:
        """As this database reads it."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _Compiled(self._core, self._keys, dialect)
        return found


class _Compiled:
    """One statement as one database reads it: its text, how values become parameters, how a row becomes values."""

    __slots__ = ("_decoded", "_fixed", "_given", "_pieces", "_row", "_shown", "sql")

    def __init__(self, core: Any, keys: Sequence[str] | None, dialect: Dialect) -> None:
        compiled = core.compile(dialect=dialect, column_keys=keys)
        self._pieces = str(compiled).replace("%%", "%").split("%s") if dialect.name == "postgresql" else [str(compiled)]
        self.sql = self.numbered(1)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        kinds = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
        self._given = [(name, kinds[name]) for name in compiled.positiontup or ()]
        self._fixed = {name: bind.value for name, bind in binds.items() if not bind.required and bind.value is not None}
        columns = list(core.selected_columns) if hasattr(core, "selected_columns") else []
        shown = [_reading(column.type, dialect) for column in columns]
        self._shown = shown if any(shown) else None
        self._decoded = [_from_json(column.type) for column in columns]
        self._row = _row([column.key for column in columns])

    def numbered(self, first: int) -> str:
        """The text with its places named $first, $first+1 ..., as PostgreSQL itself names them."""
        return "".join(piece if n == 0 else f"${first + n - 1}{piece}" for n, piece in enumerate(self._pieces))

    @property
    def places(self) -> int:
        return len(self._pieces) - 1

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        """The values as the driver wants them, in the order of their places."""
        given = {**self._fixed, **values} if self._fixed else values
        return [given[name] if process is None else process(given[name]) for name, process in self._given]

    def rows(self, found: Sequence[Any]) -> list[Any]:
        make, shown = self._row, self._shown
        if shown is None or not found:
            return [make(row) for row in found]
        return [make([p(x) if p and x is not None else x for p, x in zip(shown, row, strict=True)]) for row in found]

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
    dialect = connection.dialect
    found = [(statement.on(dialect), values) for statement, values in asked]
    if dialect.name == "sqlite" or len(found) < 2:
        cursors = _run(connection, [(one.sql, one.bound(values)) for one, values in found])
        return [one.rows(cursor.fetchall()) for (one, _values), cursor in zip(found, cursors, strict=True)]
    bound = [value for one, values in found for value in one.bound(values)]
    (cursor,) = _run(connection, [(_read_at_once(tuple(one for one, _values in found)), bound)])
    return [one.told(objects) for (one, _values), objects in zip(found, cursor.fetchone(), strict=True)]


def write(connection: Connection, asked: Sequence[Call]) -> list[int]:
    """How many rows each has touched. No two may touch the same row, for at once means in any order."""
    dialect = connection.dialect
    found = [(statement.on(dialect), values) for statement, values in asked]
    if dialect.name == "sqlite" or not 1 < len(found) <= AT_ONCE:
        return [cursor.rowcount for cursor in _run(connection, [(one.sql, one.bound(values)) for one, values in found])]
    bound = [value for one, values in found for value in one.bound(values)]
    (cursor,) = _run(connection, [(_write_at_once(tuple(one for one, _values in found)), bound)])
    return list(cursor.fetchone())


@lru_cache(maxsize=256)
def _read_at_once(several: tuple[_Compiled, ...]) -> str:
    """One row: the rows of each as an array of objects."""
    return "SELECT " + ", ".join(f"(SELECT json_agg(q) FROM ({text}) AS q)" for text in _numbered(several))  # noqa: S608 - compiled texts


@lru_cache(maxsize=1024)
def _write_at_once(several: tuple[_Compiled, ...]) -> str:
    """One row: how many rows each has touched."""
    parts = ", ".join(f"w{n} AS ({text} RETURNING 1)" for n, text in enumerate(_numbered(several)))
    return f"WITH {parts} SELECT " + ", ".join(f"(SELECT count(*) FROM w{n})" for n in range(len(several)))  # noqa: S608 - the same


def _numbered(several: tuple[_Compiled, ...]) -> Iterator[str]:
    first = 1
    for one in several:
        yield one.numbered(first)
        first += one.places


def _run(connection: Connection, ready: Sequence[tuple[str, Any]]) -> list[Any]:
    driver, dialect = connection.connection.driver_connection, connection.dialect
    base: Any = dialect.loaded_dbapi.Error
    try:
        return _executed(driver, dialect, ready)
    except base as error:
        raise _told(connection, driver, error, base) from error


def _executed(driver: Any, dialect: Any, ready: Sequence[tuple[str, Any]]) -> list[Any]:
    if dialect.name == "sqlite":
        return [driver.execute(sql, bound) for sql, bound in ready]
    raw = dialect.loaded_dbapi.RawCursor  # it sends the text as it is, where the plain one reads through all of it
    if len(ready) == 1:
        return [raw(driver).execute(*ready[0])]
    with driver.pipeline():
        return [raw(driver).execute(sql, bound) for sql, bound in ready]


def _told(connection: Connection, driver: Any, error: Any, base: Any) -> Exception:
    """The driver's error as SQLAlchemy's, without the values: they may be somebody's answers."""
    dialect = connection.dialect
    if dialect.is_disconnect(error, driver, None):
        connection.invalidate(error)
    told: Exception = DBAPIError.instance(None, None, error, base, hide_parameters=True, dialect=dialect)
    return told


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
