"""A step of an owner that declares a task is one: with a due date, a letter, a reminder, and a word to who follows it up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.many import Agency, build
from workflow.act.reminders import remind_due
from workflow.store import rebuild
from workflow.store import tables as t


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Agency]:
    made = build(f"sqlite:///{tmp_path / 'terang.db'}", tmp_path)
    made.open_cycle()
    yield made
    made.db.close()


def tasks(agency: Agency, who: str) -> list[tuple[str, str, str | None]]:
    """(action, role, how closed) of the tasks in a person's name."""
    k = t.tasks.c
    with agency.db.reading() as connection:
        return [tuple(row) for row in connection.execute(select(k.action, k.role, k.closed_how).where(k.person == agency.persons[who]))]


def letters(agency: Agency, who: str) -> list[str]:
    with agency.db.reading() as connection:
        found = select(t.letters.c.letter).where(t.letters.c.person == agency.persons[who]).order_by(t.letters.c.id)
        return list(connection.execute(found).scalars())


def test_a_case_made_for_somebody_opens_a_task_in_their_name(agency: Agency) -> None:
    assert tasks(agency, "siti") == [("report", "employee", None)]
    assert sorted(letters(agency, "siti")) == ["@task", "your_turn"]
    agency.do("siti", "report", "siti", {"report": "Selesai."})
    assert tasks(agency, "siti") == [("report", "employee", "done")]


def test_a_step_on_a_case_below_is_a_task_of_the_owner_above(agency: Agency) -> None:
    agency.begin("plan", "ratna", "plan.propose", "siti", {"goal": "Belajar."})
    assert ("agree", "employee", None) in tasks(agency, "siti") and tasks(agency, "umar") == [("report", "employee", None)]


def test_the_owner_is_reminded_once(agency: Agency) -> None:
    agency.pass_days(9)
    assert remind_due(agency.db, agency.clock) == 3 and remind_due(agency.db, agency.clock) == 0
    assert letters(agency, "siti").count("@reminder") == 1


def test_the_journal_rebuilds_the_tasks_on_postgresql_too(fresh_postgres: str, tmp_path: Path) -> None:
    made = build(fresh_postgres, tmp_path)
    made.open_cycle()
    made.do("siti", "report", "siti", {"report": "Selesai."})
    assert ("report", "employee", "done") in tasks(made, "siti")
    with made.db.writing() as connection:
        assert rebuild.differences(connection) == []
    made.db.close()
