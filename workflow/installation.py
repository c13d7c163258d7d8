"""Opening an installation: migrate its database, pin its definitions, know what kind it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, insert, select

from workflow.core.posts import Posts
from workflow.core.words import Text
from workflow.load import DefinitionFaults, Problem
from workflow.load.beside import not_lent
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


def open_installation(settings: Settings, *, pinned: bool = False, synchronous: str = "FULL") -> Installation:
    """Make the home folder, bring the schema up to date and pin every definition. Raises DefinitionFaults.

    `pinned`: this process has just pinned them in this very database. `synchronous`: as of `Database`.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    schema.migrate(settings.database)
    db, clock = Database(settings.database, synchronous=synchronous), DatabaseClock()
    with db.writing() as connection:
        if not pinned:
            pin_all(connection, settings, clock)
        posts = _posts(connection, settings)
    return Installation(settings, db, clock, posts)


def _posts(connection: Connection, settings: Settings) -> Posts | None:
    """The newest posts beside the definitions."""
    files = posts_files(settings.definitions)
    return load_posts(files[-1], lambda name: shelf.newest(connection, name)) if files else None


def pin_all(connection: Connection, settings: Settings, clock: Clock) -> None:
    """Pin every definition. Raises DefinitionFaults, also where what is offered afterwards takes figures that nobody lends.

    What was on offer before stays so, whatever a check says today: only where something new came is it asked whether all fits together.
    """
    before = shelf.offered(connection)
    paths = shelf.definition_files(settings.definitions)
    pinned = {shelf.pin(connection, path, clock.now(connection)).sha256: path for path in paths}
    offered = shelf.offered(connection)
    if offered != before and (problems := [problem for sha in offered.values() for problem in _not_lent(connection, sha, pinned)]):
        raise DefinitionFaults(problems)


def _not_lent(connection: Connection, sha256: str, files: Mapping[str, Path]) -> tuple[Problem, ...]:
    definition = shelf.pinned(connection, sha256)
    name = str(files.get(sha256, f"{definition.process}/{definition.version}.yaml"))
    return not_lent(definition, shelf.source(connection, sha256).yaml, name, lambda process: shelf.newest(connection, process))


def set_up(db: Database, clock: Clock, agency: Text, zone: str, host: str) -> None:
    """Write the one row of a real installation. Raises IntegrityError where it stands already."""
    with db.writing() as connection:
        row = {"id": 1, "kind": "real", "agency_id": agency.id, "agency_en": agency.en, "zone": zone, "host": host}
        connection.execute(insert(t.installation), {**row, "clock_offset": 0, "created": clock.now(connection)})
