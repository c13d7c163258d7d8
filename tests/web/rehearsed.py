"""A rehearsal that has come to its end, for pages that show one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from workflow.installation import Installation
from workflow.rehearse import room
from workflow.rehearse.asking import Question


def rehearsed(place: Installation, candidates: int = 2, scenarios: tuple[str, ...] = ("few",)) -> str:
    """The id of a rehearsal of the demonstration's process."""
    with place.db.reading() as connection:
        now = place.clock.now(connection)
    asked = Question("kepala_sekolah", candidates, 1, date(2026, 9, 7), scenarios)
    id = next(found for found in (room.begin(place.db, place.settings.home, now, asked) for _ in _patience()) if found is not None)
    ended(place.settings.home, id)
    return id


def ended(home: Path, id: str) -> None:
    """Wait until it is no longer running."""
    assert any((found := room.find(home, id)) is not None and found.state == "done" for _ in _patience())


def _patience() -> Iterator[int]:
    for n in range(1200):
        yield n
        time.sleep(0.1)
