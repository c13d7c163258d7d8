"""The schema of a database: migrate up, down, and compare with `tables.metadata`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Identity, text

from workflow.store.database import Database
from workflow.store.tables import metadata

_FOLDER = Path(__file__).resolve().parents[2] / "migrations"
_LOCK = text("SELECT pg_advisory_xact_lock(7283746)")


def migrate(url: str) -> None:
    """Bring the database to the newest schema, in one transaction; processes that start together wait for each other."""
    _run(url, lambda settings: command.upgrade(settings, "head"))


def downgrade(url: str, revision: str = "base") -> None:
    """Take the schema back to `revision`; `base` drops every table of ours and all that is in it."""
    _run(url, lambda settings: command.downgrade(settings, revision))


def is_current(connection: Connection) -> bool:
    """Whether the database has the newest schema."""
    found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(config(connection)).get_current_head()


def differences(connection: Connection) -> list[Any]:
    """What alembic would change to make the database equal `tables.metadata`; empty when nothing."""
    compare = _default_differs if connection.dialect.name == "sqlite" else True
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": compare})
    return [change for change in compare_metadata(context, metadata) if not _foreign_table(change)]


def _default_differs(_context: Any, _found: Any, column: Column[Any], *_defaults: Any) -> bool | None:
    return False if isinstance(column.server_default, Identity) else None  # SQLite knows no identity; None lets alembic compare


def _foreign_table(change: Any) -> bool:
    return change[0] == "remove_table" and change[1].name not in metadata.tables


def _run(url: str, step: Callable[[Config], None]) -> None:
    database = Database(url)
    try:
        with database.writing() as connection:
            if not database.is_sqlite:
                connection.execute(_LOCK)
            step(config(connection))
    finally:
        database.close()


def config(connection: Connection) -> Config:
    """Alembic's settings; its environment works on `connection`, in the transaction that is open there."""
    settings = Config()
    settings.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings
