"""The days off of Indonesia and the agency's own rows over them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import create_engine, insert

from workflow.core.calendar import last_day
from workflow.core.definition import Span
from workflow.store import tables as t
from workflow.store.holidays_id import calendar_of, national, national_calendar


def test_days_of_2026() -> None:
    """2026 has 17 national holidays and 8 days of joint leave (package holidays 0.109)."""
    found = national(2026)
    assert (sum(not d.joint for d in found.values()), sum(d.joint for d in found.values())) == (17, 8)
    assert found[date(2026, 12, 24)].name.id == "Cuti Bersama Hari Raya Natal"
    assert found[date(2026, 12, 25)].name.en == "Christmas Day"


def test_estimates_are_marked() -> None:
    """What is not decreed yet says so."""
    assert [d.isoformat() for d, off in national(2027).items() if off.estimated] == ["2027-03-10", "2027-03-11", "2027-05-17"]


@pytest.mark.parametrize(("start", "end"), [("2025-03-24", "2025-04-23"), ("2026-03-09", "2026-04-06"), ("2025-06-02", "2025-06-24")])
def test_day_01_with_the_package(start: str, end: str) -> None:
    """DAY-01: fifteen working days with joint leave."""
    calendar = national_calendar((2025, 2026))
    assert last_day(date.fromisoformat(start), Span(15, "working days"), first_counts=True, calendar=calendar).date.isoformat() == end


def test_rows_of_the_agency_add_and_take_away() -> None:
    """A regional holiday is off, a national one that was moved is not."""
    engine = create_engine("sqlite://")
    t.metadata.create_all(engine)
    rows = [
        {"day": date(2026, 11, 23), "off": True, "name_id": "Hari jadi kabupaten", "name_en": "Founding day of the regency"},
        {"day": date(2026, 12, 24), "off": False, "name_id": "Masuk kerja", "name_en": "Office open"},
    ]
    with engine.begin() as connection:
        connection.execute(insert(t.days_off), [row | {"at": datetime(2026, 1, 1, tzinfo=UTC)} for row in rows])
        calendar = calendar_of(connection, 2026)
        strict = calendar_of(connection, 2026, joint_leave=False)
    engine.dispose()
    day_off = calendar.day_off(date(2026, 11, 23))
    assert day_off is not None and day_off.name.id == "Hari jadi kabupaten"
    assert calendar.is_working(date(2026, 12, 24))
    assert not calendar.is_working(date(2026, 3, 20)) and strict.is_working(date(2026, 3, 20))
