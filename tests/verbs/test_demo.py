"""The whole demonstration, played on both databases through the ordinary verbs, and then held against its own journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.verbs.journal import assert_sound, count
from workflow import demo
from workflow.store import schema, shelf
from workflow.store import tables as t
from workflow.store.clock import FixedClock
from workflow.store.database import Database

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
TODAY = datetime(2026, 10, 21, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_demonstration_and_its_journal_agree(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Every projection is what the journal tells, revisions have no gaps, and every leaf is the hash of its stored body."""
    new: Callable[[], str] = (lambda: f"sqlite:///{tmp_path}/terang.db") if kind == "sqlite" else request.getfixturevalue("new_postgres")
    url = new()
    schema.migrate(url)
    db, clock = Database(url), FixedClock(TODAY)
    with db.writing() as connection:
        for path in shelf.definition_files(DEFINITIONS):
            shelf.pin(connection, path, TODAY)
    demo.create(db, clock, DEFINITIONS, "localhost")
    demo.fill(db, tmp_path, DEFINITIONS, TODAY)
    assert count(db, t.events) > 300
    with db.reading() as connection:
        roots = connection.execute(select(func.count()).select_from(t.cases).where(t.cases.c.parent.is_(None))).scalar_one()
        ended = connection.execute(
            select(func.count()).select_from(t.cases).where(t.cases.c.parent.is_(None), t.cases.c.ended)
        ).scalar_one()
    assert (roots > 1, ended > 0) == (True, True)
    assert_sound(db)
    db.close()
