"""The one clock: the database's, plus the offset of a demonstration installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, select, text

from workflow.store.tables import installation, moment_from_text

_SQLITE_NOW = text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'")
_POSTGRES_NOW = text("SELECT clock_timestamp()")
_OFFSET = select(installation.c.clock_offset)


class Clock(Protocol):
    def now(self, connection: Connection) -> datetime:
        """The present moment, UTC, read after the locks are held."""
        ...


class DatabaseClock:
    """clock_timestamp() on PostgreSQL (never now(), which stands still in a transaction), strftime on SQLite; plus the offset."""

    def now(self, connection: Connection) -> datetime:
        sqlite = connection.dialect.name == "sqlite"
        found = connection.execute(_SQLITE_NOW if sqlite else _POSTGRES_NOW).scalar_one()
        moment = moment_from_text(found) if sqlite else found
        return moment + timedelta(seconds=connection.execute(_OFFSET).scalar() or 0)


@dataclass(slots=True)
class FixedClock:
    """A clock for tests and rehearsals: stands until it is moved."""

    moment: datetime

    def now(self, connection: Connection) -> datetime:
        return self.moment

    def move_to(self, moment: datetime) -> None:
        self.moment = moment
