"""The settings without which an acknowledged step could be lost, and what the databases refuse even to their owner's program."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from tests.verbs.house import House
from tests.verbs.journal import assert_sound, events
from workflow.store import fast
from workflow.store import tables as t

SQLITE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
POSTGRES = ("fsync", "full_page_writes", "synchronous_commit")


def test_every_connection_is_durable(house: House) -> None:
    """Also those that the pool makes while others are in use."""
    with house.db.reading() as first, house.db.reading() as second:
        for connection in (first, second):
            if house.db.is_sqlite:
                assert {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in SQLITE} == SQLITE
            else:
                assert {connection.execute(text(f"SHOW {name}")).scalar_one() for name in POSTGRES} == {"on"}


def test_a_step_that_is_answered_is_seen_by_everybody(house: House) -> None:
    """The answer comes after the commit: another connection reads the event at once."""
    house.announced()
    number = house.draft("gita")
    for n in range(5):
        given = house.application("gita")
        done = house.do("gita", "submit" if n == 0 else "correct", number, given)
        with house.db.reading() as connection:
            last = select(t.events.c.body).join(t.cases, t.cases.c.id == t.events.c.case_id).where(t.cases.c.number == number)
            assert connection.execute(last.order_by(t.events.c.revision.desc()).limit(1)).scalar_one() == done.body


def test_a_step_that_breaks_off_leaves_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails in the middle of writing, no row of the step stays."""
    house.announced()
    number = house.draft("gita")
    before, whole = len(events(house.db)), fast.write

    def broken(connection: Connection, asked: Sequence[fast.Call]) -> list[int]:
        whole(connection, asked[: len(asked) // 2])
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(fast, "write", broken)
    with pytest.raises(RuntimeError, match="disk"):
        house.act("gita", "submit", number, house.application("gita"))
    monkeypatch.undo()
    assert (len(events(house.db)), house.state(number)) == (before, "draft")
    house.do("gita", "submit", number, house.application("gita"))
    assert_sound(house.db)


def test_an_event_without_its_state_and_a_state_without_its_event(house: House) -> None:
    """A forged event cannot take the place of the next one, and a played case cannot be put back."""
    house.applied()
    number = house.entries["gita"]
    with house.db.reading() as connection:
        case = connection.execute(select(t.cases).where(t.cases.c.number == number)).one()
        event = connection.execute(select(t.events).where(t.events.c.case_id == case.id, t.events.c.revision == case.revision)).one()
    doubled = {**event._mapping, "target": "withdrawn"}
    for statement in (
        insert(t.events).values(doubled),
        update(t.cases).where(t.cases.c.id == case.id).values(state="appointed"),
        update(t.cases).where(t.cases.c.id == case.id).values(revision=case.revision + 1),
        update(t.cases).where(t.cases.c.id == case.id).values(revision=0),
    ):
        with pytest.raises(IntegrityError), house.db.writing() as connection:
            connection.execute(statement)
    assert_sound(house.db)
