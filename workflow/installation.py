"""Opening an installation: migrate its database, pin its definitions, know what kind it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from workflow.core.posts import Posts
from workflow.core.words import Text
from workflow.load.posts import load_posts, posts_files
from workflow.settings import Settings
from workflow.store import schema, shelf
from workflow.store import tables as t
from workflow.store.clock import Clock, DatabaseClock
from workflow.store.database import Database

_ROW = select(t.installation)


@dataclass(frozen=True, slots=True)
class Place:
    """The one row of an installation. `kind`: demo or real, for ever."""

    kind: str
    agency: Text
    zone: str
    host: str


@dataclass(frozen=True, slots=True)
class Installation:
    """An open installation: its settings, database and clock; the posts of the agency, where it says any."""

    settings: Settings
    db: Database
    clock: Clock
    posts: Posts | None = None

    def place(self) -> Place | None:
        """None while nobody has set it up."""
        with self.db.reading() as connection:
            row = connection.execute(_ROW).first()
        return Place(row.kind, Text(row.agency_id, row.agency_en), row.zone, row.host) if row else None


def open_installation(settings: Settings) -> Installation:
    """Make the home folder, bring the schema up to date and pin every definition. Raises DefinitionFaults."""
    settings.home.mkdir(parents=True, exist_ok=True)
    schema.migrate(settings.database)
    db, clock = Database(settings.database), DatabaseClock()
    with db.writing() as connection:
        pin_all(connection, settings, clock)
        posts = _posts(connection, settings)
    return Installation(settings, db, clock, posts)


def _posts(connection: Connection, settings: Settings) -> Posts | None:
    """The newest posts beside the definitions."""
    files, offered = posts_files(settings.definitions), shelf.offered(connection)
    return load_posts(files[-1], lambda name: shelf.pinned(connection, offered[name]) if name in offered else None) if files else None


def pin_all(connection: Connection, settings: Settings, clock: Clock) -> None:
    for path in shelf.definition_files(settings.definitions):
        shelf.pin(connection, path, clock.now(connection))


def set_up(db: Database, clock: Clock, agency: Text, zone: str, host: str) -> None:
    """Write the one row of a real installation. Raises IntegrityError where it stands already."""
    with db.writing() as connection:
        row = {"id": 1, "kind": "real", "agency_id": agency.id, "agency_en": agency.en, "zone": zone, "host": host}
        connection.execute(insert(t.installation), {**row, "clock_offset": 0, "created": clock.now(connection)})
