"""An installation on each database: migrated, with the small definition pinned and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.verbs.house import House, build

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
