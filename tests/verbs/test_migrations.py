"""The schema: up, down, equal to the tables, and what the databases themselves refuse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from workflow.store import schema
from workflow.store.database import Database
from workflow.store.holidays_id import waiting_since
from workflow.store.tables import cases, days_off, events, installation, metadata, shelf

T = datetime(2026, 9, 1, 1, tzinfo=UTC)
EVENT = {
    "case_id": 1, "revision": 0, "target": "draft", "root": 1, "t": T, "action": "create", "round": 0, "body": "{}", "leaf": bytes(32),
}  # fmt: skip
CASE = {
    "id": 1, "root": 1, "machine": "m", "number": "SEL-1", "definition": "d", "zone": "Asia/Jakarta", "state": "draft", "entered": T,
    "round": 0, "revision": 0, "ended": False, "born": T,
}  # fmt: skip
PLACE = {"id": 1, "agency_id": "Dinas", "agency_en": "Office", "zone": "Asia/Jakarta", "host": "seleksi.contoh.go.id", "created": T}


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/terang.db"
    return str(request.getfixturevalue("fresh_postgres"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    schema.migrate(url)
    database = Database(url)
    yield database
    database.close()


def _case(connection: Connection, **changes: object) -> None:
    connection.execute(insert(shelf).values(sha256="d", process="p", version="1", source="{}", pinned=T))
    connection.execute(insert(events).values(EVENT))
    connection.execute(insert(cases).values(CASE | changes))


def _tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_up_down_and_up_again(url: str) -> None:
    schema.migrate(url)
    schema.migrate(url)
    database = Database(url)
    assert _tables(database) >= set(metadata.tables)
    schema.downgrade(url)
    assert _tables(database) == {"alembic_version"}
    schema.migrate(url)
    with database.reading() as connection:
        assert schema.is_current(connection)
    database.close()


def test_the_migrations_make_exactly_the_tables(database: Database) -> None:
    with database.reading() as connection:
        assert schema.differences(connection) == []


def test_a_difference_would_be_found(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("ALTER TABLE counters ADD COLUMN extra INTEGER"))
    with database.reading() as connection:
        assert [change[0] for change in schema.differences(connection)] == ["remove_column"]


def test_a_case_in_the_state_that_the_journal_tells(database: Database) -> None:
    with database.writing() as connection:
        _case(connection)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar_one() == 1


@pytest.mark.parametrize("changes", [{"state": "announced"}, {"revision": 1}, {"id": 2}], ids=str)
def test_a_state_that_the_journal_does_not_tell_is_refused_at_commit(database: Database, changes: dict[str, object]) -> None:
    reached = False
    with pytest.raises(IntegrityError), database.writing() as connection:
        _case(connection, **changes)
        reached = True
    assert reached
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM events")).scalar_one() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET target = 'x'",
        "DELETE FROM events",
        "UPDATE answers SET s = 'x'",
        "DELETE FROM answers",
        "UPDATE event_rows SET ops = 'x'",
        "DELETE FROM event_rows",
        "INSERT OR REPLACE INTO answers (case_id, revision, fact, ordinal) VALUES (1, 0, 'f', 0)",
        "TRUNCATE events CASCADE",
        "TRUNCATE answers",
        "TRUNCATE event_rows",
        "UPDATE installation SET kind = 'real', clock_offset = 0",
        "UPDATE installation SET clock_offset = 59",
        "DELETE FROM installation",
    ],
)
def test_what_is_written_once_stays(database: Database, statement: str) -> None:
    if ("TRUNCATE" in statement and database.is_sqlite) or ("REPLACE" in statement and not database.is_sqlite):
        return
    with database.writing() as connection:
        _case(connection)
        connection.execute(text("INSERT INTO answers (case_id, revision, fact, ordinal, s) VALUES (1, 0, 'f', 0, 'a')"))
        connection.execute(text("INSERT INTO event_rows (case_id, revision, page, ops) VALUES (1, 0, 0, '[]')"))
        connection.execute(insert(installation).values(PLACE | {"kind": "demo", "clock_offset": 60}))
    with pytest.raises(IntegrityError, match=r"insert only|written once|never changes|forward only"), database.writing() as connection:
        connection.execute(text(statement))


def test_the_demonstrations_clock_goes_forward(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(insert(installation).values(PLACE | {"kind": "demo", "clock_offset": 60}))
        connection.execute(text("UPDATE installation SET clock_offset = 61"))


@pytest.mark.parametrize("place", [{"kind": "real", "clock_offset": 1}, {"kind": "test"}, {"kind": "real", "id": 2}], ids=str)
def test_an_installation_that_is_refused(database: Database, place: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(insert(installation).values(PLACE | place))


COLLATIONS = text("SELECT table_name, column_name, collation_name FROM information_schema.columns WHERE data_type = 'text'")


def test_texts_are_compared_by_bytes_on_postgres(fresh_postgres: str) -> None:
    schema.migrate(fresh_postgres)
    database = Database(fresh_postgres)
    with database.reading() as connection:
        found = connection.execute(COLLATIONS)
        collations = {(table, column): collation for table, column, collation in found if table in metadata.tables}
    database.close()
    assert set(collations.values()) == {"C"}
    assert ("cases", "number") in collations


def test_days_off_survive_the_way_up_and_down(url: str) -> None:
    """Rows of before become entries that were looked at already; on the way down the last entry of each day stays, unless it was taken away."""
    schema.migrate(url)
    schema.downgrade(url, "0005")
    database = Database(url)
    with database.writing() as connection:
        connection.execute(
            text("INSERT INTO days_off (day, off, name_id, name_en, cite) VALUES ('2026-12-14', true, 'Hari jadi', 'Day', 'SK 1')")
        )
    schema.migrate(url)
    with database.writing() as connection:
        (row,) = connection.execute(select(days_off)).all()
        assert (row.day, row.off, row.name_id, row.name_en, row.cite) == (date(2026, 12, 14), True, "Hari jadi", "Day", "SK 1")
        assert row.recounted is not None and waiting_since(connection) is None
        again = {"name_id": "A", "name_en": "A", "cite": None, "at": T}
        connection.execute(insert(days_off), [{"day": date(2026, 12, day), "off": off, **again} for day, off in ((14, None), (15, False))])
    schema.downgrade(url, "0005")
    with database.reading() as connection:
        assert [str(day) for day in connection.execute(text("SELECT day FROM days_off")).scalars()] == ["2026-12-15"]
    database.close()
