"""What a step reads: its own case, those above it and the people who serve there, however many others stand beside it."""

from __future__ import annotations

import pytest

from tests.verbs.house import House
from tests.verbs.journal import assert_sound
from workflow.store import fast
from workflow.store.reader import Reader


def test_an_application_reads_nobody_elses(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beginning, sending (with the cap on one's own applications) and correcting never list the other applications of the round."""
    house.applied()
    asked: list[str] = []
    listed = Reader.below
    monkeypatch.setattr(Reader, "below", lambda self, root, machine: asked.append(machine) or listed(self, root, machine))
    house.submit("kiki")
    house.do("kiki", "correct", house.entries["kiki"], house.application("kiki"))
    assert "entry" not in asked
    assert_sound(house.db)


def test_a_step_is_a_handful_of_round_trips(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each round trip to PostgreSQL is one call here; on SQLite the same calls hold several statements."""
    house.announced()
    number = house.draft("gita")
    house.do("gita", "submit", number, house.application("gita"))
    trips: list[int] = []
    run = fast._run
    monkeypatch.setattr(fast, "_run", lambda connection, ready: trips.append(len(ready)) or run(connection, ready))
    house.do("clerk", "describe", None, {"starts_on": "2026-09-01"}, key="k" * 32)
    assert len(trips) <= 12
