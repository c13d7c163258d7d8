"""An installation on each database: migrated, with the small definition pinned and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from tests.verbs import many_random, many_world
from tests.verbs.house import House, build
from tests.verbs.many_world import Ground, checker_of, done, numbers
from workflow.act import Actor, act
from workflow.store.database import Database
from workflow.store.many import parts

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """An empty installation with people, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'terang.db'}"
    else:
        create: Callable[[], str] = request.getfixturevalue("new_postgres")
        url = create()
    built = build(url, tmp_path)
    yield built
    built.db.close()


@pytest.fixture(params=["sqlite", "postgres"])
def ground(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """A round with a checker who has declared on two thirds of the bids, on some of them a conflict."""
    monkeypatch.setattr(parts, "PART", 7)
    url = f"sqlite:///{tmp_path / 'many.db'}"
    if request.param == "postgres":
        create: Callable[[], str] = request.getfixturevalue("new_postgres")
        url = create()
    random = Random(5)
    made = many_random.definition(random, {"admit": "needs: [not (a == 50), 'count(note) < 2'], "})
    found = many_world.build(url, tmp_path, made, random, posts=4, bids=40)
    db = Database(url)
    clerk, checker = Actor(found.clerk, "person"), Actor(checker_of(found), "person")
    done(act(db, found.clock, found.root, "@appoint", clerk, {"role": ["checker"], "person": [str(checker.person)]}))
    for number in numbers(db):
        if (conflict := random.choice(("yes", "no", "no", None))) is not None:
            given = {"conflict": [conflict], "reason": ["Saudara"] if conflict == "yes" else []}
            done(act(db, found.clock, number, "@declare", checker, given))
    db.close()
    found.clock.move_to(found.clock.moment + timedelta(hours=1))
    return found
