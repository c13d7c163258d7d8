"""The one clock: the database's, plus the offset of a demonstration installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, func, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from workflow.store.fast import Statement
from workflow.store.tables import Moment, installation

_OFFSET = func.coalesce(select(installation.c.clock_offset).scalar_subquery(), 0).label("offset")


def _reading(now: ColumnElement[datetime]) -> Statement:
    return Statement(select(now.label("now"), _OFFSET))


_SQLITE = _reading(literal_column("strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'", Moment()))
_POSTGRES = _reading(func.clock_timestamp(type_=Moment()))


class Clock(Protocol):
    def now(self, connection: Connection) -> datetime:
        """The present moment, UTC, read after the locks are held."""
        ...


class DatabaseClock:
    """clock_timestamp() on PostgreSQL (never now(), which stands still in a transaction), strftime on SQLite; plus the offset."""

    def now(self, connection: Connection) -> datetime:
        found = (_SQLITE if connection.dialect.name == "sqlite" else _POSTGRES).first(connection)
        moment: datetime = found.now
        return moment + timedelta(seconds=found.offset)


@dataclass(slots=True)
class FixedClock:
    """A clock for tests and rehearsals: stands until it is moved."""

    moment: datetime

    def now(self, connection: Connection) -> datetime:
        return self.moment

    def move_to(self, moment: datetime) -> None:
        self.moment = moment.astimezone(UTC)
