"""Effects on sets leave the same rows and the same bytes whether they are carried out as a whole, in parts, or planned in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.verbs import many_random
from tests.verbs.many_world import Ground, build, copied, standing
from workflow.act import Actor, Done, Refusal, act
from workflow.core import large
from workflow.store import rebuild
from workflow.store.database import Database
from workflow.store.many import parts

ROUNDS = int(os.environ.get("TERANG_RANDOM_SETS", "4"))
NEVER = 10**9


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'sets.db'}"
    create: Callable[[], str] = request.getfixturevalue("new_postgres")
    return create()


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(parts, "PART", 7)
    yield


def taken(ground: Ground, action: str, limit: int, monkeypatch: pytest.MonkeyPatch) -> Done | Refusal:
    """Take an action of the root; sets of more cases than `limit` are not planned in memory."""
    monkeypatch.setattr(large, "LARGE", limit)
    db = Database(ground.url)
    found = act(db, ground.clock, ground.root, action, Actor(ground.clerk, "person"))
    with db.reading() as connection:
        assert rebuild.differences(connection) == []
    db.close()
    return found


def compared(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> list[str]:
    return [f"{name}: {row}" for name in one for row in {*map(repr, one[name])} ^ {*map(repr, other[name])}]


def told(found: Done | Refusal) -> Any:
    return found if isinstance(found, Done) else [problem.text.en for problem in found.problems]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_the_same_rows_and_bytes(url: str, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A random definition, random cases, every action of the root in turn: what stands afterwards is the same, refusals too."""
    random = Random(seed)
    made = many_random.definition(random)
    ground = build(url, tmp_path, made, random, posts=random.choice((3, 8)), bids=random.choice((20, 60)))
    other = copied(ground, "other")
    for action in made.actions:
        one, two = taken(ground, action, NEVER, monkeypatch), taken(other, action, 0, monkeypatch)
        assert told(one) == told(two), action
        assert compared(standing(ground.url), standing(other.url)) == [], (action, made.text)
