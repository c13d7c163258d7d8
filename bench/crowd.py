"""The ground of a measurement of many: one open intake with posts, and as many bids below them as are asked for, written set-based."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, insert, select, text
from sqlalchemy.engine import make_url

from bench.crowd_sql import fill
from workflow import people
from workflow.act import Actor, Done, give_birth
from workflow.store import schema, shelf
from workflow.store import tables as t
from workflow.store.clock import DatabaseClock
from workflow.store.database import Database

DEFINITION = Path(__file__).parent / "definitions" / "saring" / "2026.1.yaml"
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PER_POST = 50


@dataclass(frozen=True, slots=True)
class Crowd:
    """`intake`: the number of the root; `bids`: how many applications stand below it. `person` holds the office that closes the stage."""

    url: str
    person: int
    intake: str
    bids: int

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")


def prepare(url: str, bids: int) -> Crowd:
    """Migrate, pin the definition, start an intake by a real step, and put posts and bids below it."""
    schema.migrate(url)
    db, clock = Database(url), DatabaseClock()
    with db.writing() as connection:
        agency = {"id": 1, "kind": "real", "agency_id": "Instansi", "agency_en": "Agency", "zone": "Asia/Jakarta", "host": "h"}
        connection.execute(insert(t.installation), {**agency, "created": START})
        shelf.pin(connection, DEFINITION, START)
    added = people.add_account(db, clock, "sari@contoh.example", "Sari Wulandari", password=secrets.token_urlsafe(16))
    assert isinstance(added, people.Added), added
    with db.writing() as connection:
        connection.execute(insert(t.account_log).values(account=added.account, at=START, what="invited"))
    assert not people.give_office(db, clock, "clerk", added.person)
    born = give_birth(db, clock, "saring", "intake.start", Actor(added.person, "person"), {"name": ["Pengadaan"]})
    assert isinstance(born, Done), born
    with db.writing() as connection:
        root = connection.execute(select(t.cases.c.id, t.cases.c.definition).where(t.cases.c.number == born.case)).one()
        given = {"root": root.id, "definition": root.definition, "person": added.person, "posts": max(1, bids // PER_POST), "n": bids}
        fill(connection, {**given, "at": t.moment_text(START)})
    _settle(db)
    db.close()
    return Crowd(url, added.person, born.case, bids)


def _settle(db: Database) -> None:
    """Let the database know what there is, as its own housekeeping would have done long before a stage closes."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if db.is_sqlite else "VACUUM ANALYZE"))


# ------------------------------------------------------------------ copies
def copied(crowd: Crowd, name: str) -> Crowd:
    """The same database once more, with nobody connected to it: each run begins on the same pages."""
    url = make_url(crowd.url)
    target = url.set(database=f"{url.database}_{name}")
    discard(replace(crowd, url=_plain(target)))
    if crowd.is_sqlite:
        shutil.copy(str(url.database), str(target.database))
    else:
        _at_server(crowd.url, f"CREATE DATABASE {target.database} TEMPLATE {url.database} STRATEGY FILE_COPY")
        _at_server(crowd.url, "CHECKPOINT")
    return replace(crowd, url=_plain(target))


def discard(crowd: Crowd) -> None:
    """Drop a copy."""
    name = str(make_url(crowd.url).database)
    if not crowd.is_sqlite:
        _at_server(crowd.url, f"DROP DATABASE IF EXISTS {name}")
        return
    for end in ("", "-wal", "-shm"):
        Path(name + end).unlink(missing_ok=True)


def _plain(url: object) -> str:
    return url.render_as_string(hide_password=False)  # type: ignore[attr-defined,no-any-return]


def _at_server(url: str, statement: str) -> None:
    engine = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
