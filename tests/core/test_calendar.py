"""Working days, windows and pauses; real dates with the outcomes that were published or computed from the decreed holidays."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from workflow.core.calendar import (
    Calendar,
    DayOff,
    add_working_days,
    closing_moment,
    end_of_day,
    last_day,
    moved_by_pause,
    working_days,
    working_days_before,
)
from workflow.core.definition import Span
from workflow.core.words import Text

MAKASSAR = "Asia/Makassar"
# National holidays and joint leave ("cuti bersama") of the weeks that the cases touch; dates of the joint decrees of three ministers.
PUBLIC = (
    "2025-03-29", "2025-03-31", "2025-04-01", "2025-04-18", "2025-05-29", "2025-06-01", "2025-06-06", "2026-03-19", "2026-03-21", "2026-03-22", "2026-04-03",
)  # fmt: skip
JOINT = (
    "2025-03-28", "2025-04-02", "2025-04-03", "2025-04-04", "2025-04-07", "2025-06-09", "2026-03-18", "2026-03-20", "2026-03-23", "2026-03-24",
)  # fmt: skip
EID = Text("Idul Fitri (perkiraan)", "Eid al-Fitr (estimated)")
CALENDAR = Calendar(
    {date.fromisoformat(d): DayOff(Text("Libur nasional", "National holiday")) for d in PUBLIC}
    | {date.fromisoformat(d): DayOff(Text("Cuti bersama", "Joint leave"), joint=True) for d in JOINT}
    | {date(2027, 3, 10): DayOff(EID, estimated=True)}
)
WORKING_15, WORKING_1 = Span(15, "working days"), Span(1, "working days")


def at(text: str, zone: str = MAKASSAR) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "with_joint_leave", "without"),
    [("2025-03-24", "2025-04-23", "2025-04-15"), ("2026-03-09", "2026-04-06", "2026-03-30"), ("2025-06-02", "2025-06-24", "2025-06-23")],
)
def test_day_01_fifteen_working_days(start: str, with_joint_leave: str, without: str) -> None:
    """DAY-01 (computed from the calendar of the package holidays 0.109): round Idul Fitri joint leave moves the end by a week."""
    first = date.fromisoformat(start)
    assert last_day(first, WORKING_15, first_counts=True, calendar=CALENDAR).date.isoformat() == with_joint_leave
    assert last_day(first, WORKING_15, first_counts=True, calendar=CALENDAR.without_joint_leave()).date.isoformat() == without


def test_pub_01_public_input_of_four_calendar_days() -> None:
    """PUB-01 (schedule of a state-owned body, 2017): public input from 28 to 31 August is four calendar days, both ends counted.

    The whole schedule, 1 August to 28 September, is 59 days.
    """
    assert last_day(date(2017, 8, 28), Span(4, "calendar days"), first_counts=True, calendar=Calendar()).date == date(2017, 8, 31)
    assert last_day(date(2017, 8, 1), Span(59, "calendar days"), first_counts=True, calendar=Calendar()).date == date(2017, 9, 28)
    closed = Calendar({date(2017, 9, 1): DayOff(Text("Hari Raya Idul Adha", "Eid al-Adha"))})
    assert add_working_days(date(2017, 8, 31), 1, closed) == date(2017, 9, 4)


@pytest.mark.parametrize(
    ("place", "first", "last", "calendar_days", "working"),
    [
        ("Lombok Barat", "2024-07-22", "2024-08-05", 15, 11), ("Kudus", "2020-11-20", "2020-11-26", 7, 5),
        ("Magelang", "2021-09-21", "2021-09-27", 7, 5), ("Kaltim", "2022-08-23", "2022-08-30", 8, 6),
    ],
)  # fmt: skip
def test_jpt_16_registration_windows(place: str, first: str, last: str, calendar_days: int, working: int) -> None:
    """JPT-16 (dates as published in the regional press): windows without a holiday inside, in both ways of counting."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    assert (end - start).days + 1 == calendar_days
    assert working_days(start, end, Calendar()) == working


def test_first_day_counts_only_where_it_is_said() -> None:
    """`--from` and `--after` differ by a day, and a Saturday never counts."""
    friday, saturday = date(2026, 11, 20), date(2026, 11, 21)
    assert last_day(friday, WORKING_1, first_counts=True, calendar=Calendar()).date == friday
    assert last_day(friday, WORKING_1, first_counts=False, calendar=Calendar()).date == date(2026, 11, 23)
    assert last_day(saturday, WORKING_1, first_counts=True, calendar=Calendar()).date == date(2026, 11, 23)
    assert last_day(saturday, Span(1, "calendar days"), first_counts=True, calendar=Calendar()).date == saturday


def test_skipped_days_say_why() -> None:
    """Every day that did not count stands with its reason in both languages; what lies after the result does not."""
    found = last_day(date(2026, 3, 17), WORKING_1, first_counts=False, calendar=CALENDAR)
    assert found.date == date(2026, 3, 25)
    assert [(s.date.day, s.why.en) for s in found.skipped] == [
        (18, "Joint leave"), (19, "National holiday"), (20, "Joint leave"), (21, "National holiday"), (22, "National holiday"),
        (23, "Joint leave"), (24, "Joint leave"),
    ]  # fmt: skip


def test_estimated_holiday_makes_the_date_provisional() -> None:
    """A day off whose date is not decreed yet is skipped, and the result says so."""
    assert last_day(date(2027, 3, 9), WORKING_1, first_counts=False, calendar=CALENDAR).provisional
    assert not last_day(date(2026, 3, 17), WORKING_1, first_counts=False, calendar=CALENDAR).provisional


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-11-30", 3, "2027-02-28"), ("2026-05-15", 24, "2028-05-15")],
)
def test_months(start: str, n: int, expected: str) -> None:
    """A month ends on the same day of a later month, or on its last day where it is shorter."""
    assert last_day(date.fromisoformat(start), Span(n, "months"), first_counts=False, calendar=Calendar()).date.isoformat() == expected


@pytest.mark.parametrize("span", [Span(0, "working days"), Span(-1, "calendar days"), Span(3, "hours")])
def test_a_span_that_has_no_last_day_is_refused(span: Span) -> None:
    """Nothing shorter than a day has a last day."""
    with pytest.raises(ValueError, match="at least 1"):
        last_day(date(2026, 1, 1), span, first_counts=True, calendar=Calendar())


def test_window_day_one_is_the_day_after_the_opening() -> None:
    """Opened on a Friday afternoon, five working days end at 24.00 of the next Friday, in the zone of the agency."""
    closes, why = closing_moment(at("2026-11-13T13:00"), Span(5, "working days"), None, MAKASSAR, CALENDAR)
    assert closes == at("2026-11-21T00:00")
    told = json.loads(why)
    assert (told["last_day"], told["n"], told["unit"], told["joint_leave"]) == ("2026-11-20", 5, "working days", True)
    assert [s["id"] for s in told["skipped"]] == ["Sabtu", "Minggu"]


def test_window_ends_at_a_clock_time() -> None:
    """`until` is a time on the last day in the zone of the agency, whatever the zone of the opening's moment."""
    closes, _ = closing_moment(at("2026-11-13T23:30"), Span(3, "calendar days"), time(16), MAKASSAR, Calendar())
    assert closes == at("2026-11-16T16:00")
    assert closing_moment(at("2026-11-13T23:30"), Span(3, "calendar days"), time(16), "Asia/Jayapura", Calendar())[0] == at(
        "2026-11-17T16:00", "Asia/Jayapura"
    )


def test_window_in_hours_runs_from_the_opening() -> None:
    """Hours know no holidays and no end of the day."""
    assert closing_moment(at("2026-11-13T13:30"), Span(24, "hours"), None, MAKASSAR, CALENDAR)[0] == at("2026-11-14T13:30")


def test_end_of_a_planned_day() -> None:
    """A planned day may come as text, and ends at midnight or at `until`."""
    assert end_of_day("2026-11-20", None, MAKASSAR) == at("2026-11-21T00:00")
    assert end_of_day(date(2026, 11, 20), time(16), MAKASSAR) == at("2026-11-20T16:00")


@pytest.mark.parametrize(
    ("closes", "paused", "resumed", "moved", "working"),
    [
        ("2026-11-21T00:00", "2026-11-10T09:00", "2026-11-13T09:00", "2026-11-24T00:00", False),
        ("2026-11-20T16:00", "2026-11-10T09:00", "2026-11-10T09:30", "2026-11-21T16:00", False),
        ("2026-11-20T16:00", "2026-11-10T09:00", "2026-11-12T15:00", "2026-11-23T16:00", False),
        ("2026-11-21T00:00", "2026-11-13T09:00", "2026-11-16T09:00", "2026-11-24T00:00", True),
        ("2026-11-21T00:00", "2026-11-09T09:00", "2026-11-11T09:00", "2026-11-25T00:00", True),
        ("2026-11-20T16:00", "2026-11-14T09:00", "2026-11-15T09:00", "2026-11-20T16:00", True),
        ("2026-11-20T16:00", "2026-11-10T09:00", "2026-11-10T09:00", "2026-11-20T16:00", True),
    ],
)
def test_pause_moves_the_closing(closes: str, paused: str, resumed: str, moved: str, working: bool) -> None:
    """Moved to the same clock time by the days that passed, a part of a day as a whole one; in working days those that began."""
    found = moved_by_pause(at(closes), at(paused), at(resumed), MAKASSAR, working=working, calendar=Calendar())
    assert found == at(moved)


def test_reminder_is_working_days_before() -> None:
    """One working day before Monday 24.00 is Friday 24.00, and before Monday 16.00 Friday 16.00."""
    assert working_days_before(at("2026-11-24T00:00"), 1, MAKASSAR, Calendar()) == at("2026-11-21T00:00")
    assert working_days_before(at("2026-11-23T16:00"), 1, MAKASSAR, Calendar()) == at("2026-11-20T16:00")


def test_working_days_backwards_and_forwards() -> None:
    """Counting back over the same days comes to where it began."""
    assert add_working_days(date(2025, 3, 27), 3, CALENDAR) == date(2025, 4, 10)
    assert add_working_days(date(2025, 4, 10), -3, CALENDAR) == date(2025, 3, 27)
    assert add_working_days(date(2025, 4, 10), 0, CALENDAR) == date(2025, 4, 10)
