"""One database, SQLite or PostgreSQL: how it is opened and how a transaction begins."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from workflow.core import record
from workflow.store.fast import Statement, write

_BEGIN, _BEGIN_WRITING = ([(Statement(text(sql)), dict[str, Any]())] for sql in ("BEGIN", "BEGIN IMMEDIATE"))


class Database:
    """An engine with the settings that durability needs.

    SQLite: WAL, synchronous=FULL (`synchronous` may lower it for a benchmark, or for a file that is not yet in its place), foreign keys on, write transactions IMMEDIATE.
    """

    def __init__(self, url: str, *, synchronous: str = "FULL") -> None:
        self.url = url
        self.engine: Engine = create_engine(url, **_options(url))
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        if self.is_sqlite:
            _prepare_sqlite(self.engine, synchronous)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write transaction: commits at the end, rolls back on an exception."""
        with self.engine.connect() as connection, connection.begin():
            if self.is_sqlite:
                write(connection, _BEGIN_WRITING)
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            if self.is_sqlite:
                write(connection, _BEGIN)
            yield connection

    def undo(self, connection: Connection) -> None:
        """Take back what was written in the transaction that is open on the connection; nothing more can be written in it."""
        connection.rollback()

    def close(self) -> None:
        self.engine.dispose()


class OneTransaction(Database):
    """A database as it is within one transaction: whatever the verbs write is kept when that transaction commits, or not at all.

    Each write transaction of a verb is a savepoint in it.
    """

    def __init__(self, outer: Database, connection: Connection) -> None:
        self.url, self.engine, self.is_sqlite = outer.url, outer.engine, outer.is_sqlite
        self._connection = connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._connection.begin_nested():
            yield self._connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        yield self._connection

    def undo(self, connection: Connection) -> None:
        savepoint = connection.get_nested_transaction()
        if savepoint is not None:
            savepoint.rollback()

    def close(self) -> None:
        raise RuntimeError("the transaction is closed by whoever opened it")


def _options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 30, "check_same_thread": False}, "pool_size": 20, "max_overflow": 40}
    return {"pool_size": 20, "max_overflow": 40, "pool_pre_ping": True, "paramstyle": "format"}


def _prepare_sqlite(engine: Engine, synchronous: str) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")  # else INSERT OR REPLACE deletes past the triggers
        connection.execute("PRAGMA busy_timeout=30000")
        connection.create_function("leaf", 1, record.leaf, deterministic=True)
