"""The ground of a measurement: a migrated database with one open folder and as many equal papers below it as are asked for."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from workflow import people
from workflow.act import Actor, Done, give_birth
from workflow.store import schema, shelf
from workflow.store import tables as t
from workflow.store.clock import DatabaseClock
from workflow.store.database import Database

DEFINITION = Path(__file__).parent / "definitions" / "ukur" / "2026.1.yaml"
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Paper:
    """A case with one open task, on which one step is to be measured."""

    id: int
    number: str
    task: int


@dataclass(frozen=True, slots=True)
class Ground:
    url: str
    person: int
    paper: int


def prepare(url: str) -> Ground:
    """Migrate, pin the definition, open a folder with one paper."""
    schema.migrate(url)
    db, clock = Database(url), DatabaseClock()
    with db.writing() as connection:
        agency = {
            "id": 1,
            "kind": "real",
            "agency_id": "Instansi",
            "agency_en": "Agency",
            "zone": "Asia/Jakarta",
            "host": "h",
            "created": START,
        }
        connection.execute(insert(t.installation), agency)
        shelf.pin(connection, DEFINITION, START)
    added = people.add_account(db, clock, "sari@contoh.example", "Sari Wulandari", password=secrets.token_urlsafe(16))
    assert isinstance(added, people.Added), added
    with db.writing() as connection:
        connection.execute(insert(t.account_log).values(account=added.account, at=START, what="invited"))
    assert not people.give_office(db, clock, "clerk", added.person)
    actor = Actor(added.person, "person")
    folder = _done(give_birth(db, clock, "ukur", "folder.start", actor, {"name": ["Berkas"]})).case
    paper = _done(give_birth(db, clock, folder, "paper.bring", actor)).case
    with db.reading() as connection:
        id = connection.execute(select(t.cases.c.id).where(t.cases.c.number == paper)).scalar_one()
    db.close()
    return Ground(url, added.person, id)


def _done(found: object) -> Done:
    assert isinstance(found, Done), found
    return found


def papers(ground: Ground, count: int) -> list[Paper]:
    """`count` copies of the one paper that was brought by a real step: its event, its case, its task."""
    with writing(ground.url) as connection:
        event, case, task = (_row(connection, table, key, ground.paper) for table, key in _COPIED)
        made = [Paper(_fresh(), f"SRT-{secrets.token_hex(6)}", _fresh()) for _ in range(count)]
        connection.execute(insert(t.events), [{**event, "case_id": p.id} for p in made])
        connection.execute(insert(t.cases), [{**case, "id": p.id, "number": p.number} for p in made])
        connection.execute(insert(t.tasks), [{**task, "id": p.task, "case_id": p.id} for p in made])
    return made


_COPIED = ((t.events, t.events.c.case_id), (t.cases, t.cases.c.id), (t.tasks, t.tasks.c.case_id))


def _row(connection: Connection, table: Table, key: Any, id: int) -> dict[str, Any]:
    return dict(connection.execute(select(table).where(key == id)).mappings().one())


def _fresh() -> int:
    return secrets.randbelow(2**52) + 2**52


@contextmanager
def writing(url: str) -> Iterator[Connection]:
    db = Database(url)
    with db.writing() as connection:
        yield connection
    db.close()


def steps_taken(url: str) -> tuple[int, int, int]:
    """Steps as three tables tell them: events, answers and closed tasks. They must be one number."""
    with writing(url) as connection:
        queries = (
            select(func.count()).select_from(t.events).where(t.events.c.action == "count"),
            select(func.count()).select_from(t.answers).where(t.answers.c.fact == "pages"),
            select(func.count()).select_from(t.tasks).where(t.tasks.c.closed_how == "done"),
        )
        events, answers, tasks = (connection.execute(query).scalar_one() for query in queries)
    return events, answers, tasks
