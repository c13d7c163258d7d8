"""The whole demonstration, played on both databases through the ordinary verbs, and then held against its own journal."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.verbs.journal import assert_sound, count
from workflow import demo, people
from workflow.act.clockwork import pass_time
from workflow.demo.play import PASSWORD, _Player
from workflow.people import passwords
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


def played(home: Path) -> list[tuple[object, ...]]:
    """What happened in the demonstration of one process, and when."""
    home.mkdir()
    definitions = home / "definitions"
    for part in ("kepala_sekolah", "rules"):
        shutil.copytree(DEFINITIONS / part, definitions / part)
    shutil.copy(DEFINITIONS / "demo.yaml", definitions)
    url = f"sqlite:///{home}/terang.db"
    schema.migrate(url)
    db, clock = Database(url, synchronous="OFF"), FixedClock(TODAY)
    with db.writing() as connection:
        for path in shelf.definition_files(definitions):
            shelf.pin(connection, path, TODAY)
    demo.start(db, clock, home, definitions, "localhost")
    with db.reading() as connection:
        e, c = t.events.c, t.cases.c
        told = select(e.t, c.machine, e.action, e.source, e.target, e.role, e.actor).join(t.cases, c.id == e.case_id)
        found = sorted((tuple(row) for row in connection.execute(told)), key=repr)
        hashes = set(connection.execute(select(t.accounts.c.password)).scalars())
    (stored,) = hashes
    assert not passwords.is_dated(stored) and passwords.matches(stored, PASSWORD)
    assert isinstance(people.sign_in(db, clock, "sari@teluksagara.example", PASSWORD), str)
    db.close()
    return found


def test_looking_where_something_can_fall_due_is_looking_often_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And everybody signs in by the one hash, which is as strong as any other."""
    seldom = played(tmp_path / "seldom")
    monkeypatch.setattr(_Player, "_wait", lambda self, until: pass_time(self.db, self.clock, until))
    assert played(tmp_path / "often") == seldom and len(seldom) > 50
