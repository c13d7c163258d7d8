"""A store of its own for each scenario: a temporary SQLite file with the definition and the invented people, thrown away afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from workflow import people
from workflow.core.definition import Definition
from workflow.core.words import Text
from workflow.installation import set_up
from workflow.rehearse.cast import Cast, Persona, cast
from workflow.rehearse.names import FILES
from workflow.store import schema, shelf
from workflow.store import tables as t
from workflow.store.clock import FixedClock
from workflow.store.database import Database

AGENCY = Text("Uji coba", "Rehearsal")


@dataclass(frozen=True, slots=True)
class Stage:
    """An open store in which one scenario is played."""

    db: Database
    clock: FixedClock
    definition: Definition
    cast: Cast


@dataclass(frozen=True, slots=True)
class Theatre:
    """The store as it stands before anything has happened; each scenario plays in a copy."""

    folder: Path
    definition: Definition
    cast: Cast
    start: datetime

    @contextmanager
    def stage(self) -> Iterator[Stage]:
        with TemporaryDirectory(dir=self.folder) as place:
            copy = Path(place) / "terang.db"
            shutil.copyfile(self.folder / "terang.db", copy)
            db = Database(f"sqlite:///{copy}", synchronous="OFF")
            try:
                yield Stage(db, FixedClock(self.start), self.definition, self.cast)
            finally:
                db.close()


@contextmanager
def theatre(source: shelf.Shelved, candidates: int, seed: int, start: datetime, zone: str, below: Path | None = None) -> Iterator[Theatre]:
    """Build the store, in a folder of its own `below` another. `start`: when the rehearsal begins."""
    with TemporaryDirectory(prefix="terang-uji-coba-", dir=below) as place:
        folder = Path(place)
        url = f"sqlite:///{folder / 'terang.db'}"
        schema.migrate(url)
        db, clock = Database(url, synchronous="OFF"), FixedClock(start)
        set_up(db, clock, AGENCY, zone, "localhost")
        with db.writing() as connection:
            definition = shelf.put(connection, source, start)
        found = cast(definition, candidates, seed)
        _admit(db, clock, found)
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
        yield Theatre(folder, definition, found, start)


def _admit(db: Database, clock: FixedClock, found: Cast) -> None:
    """Everybody gets an account by invitation, and some documents; then the offices of the agency are filled."""
    for persona in found.everybody:
        added = people.add_account(db, clock, f"{persona.alias}@contoh.example", persona.name)
        if not isinstance(added, people.Added) or added.person != persona.person:
            raise RuntimeError(f"{persona.alias} was not admitted: {added}")
    with db.writing() as connection:
        connection.execute(insert(t.files), [_file(p, n, clock.moment) for p in found.everybody for n in range(1, FILES + 1)])
    for role, persona in found.offices:
        if troubles := people.give_office(db, clock, role, persona.person):
            raise RuntimeError(f"{persona.alias} cannot hold {role}: {troubles[0].text.en}")


def _file(persona: Persona, n: int, now: datetime) -> dict[str, object]:
    known = sha256(f"{persona.alias} {n}".encode()).hexdigest()
    row = {"id": f"{persona.file}-{n}", "sha256": known, "kind": "application/pdf", "size": 1, "pages": persona.pages}
    return {**row, "name": f"Berkas rekaan {n}.pdf", "owner": persona.person, "at": now}
