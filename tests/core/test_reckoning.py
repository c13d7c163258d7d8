"""A date reckoned anew by a calendar that has changed: only ever later, once, with the days that did it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core import reckoning
from workflow.core.calendar import Calendar, DayOff, closing_moment, end_of_day
from workflow.core.definition import Span
from workflow.core.reckoning import Start, later, why_of
from workflow.core.words import Text

ZONE = "Asia/Makassar"
NOW = datetime(2026, 11, 12, 3, tzinfo=UTC)
LOCAL = DayOff(Text("Hari jadi", "Anniversary"), cite="Keputusan Bupati 12/2026")
NATIONAL = DayOff(Text("Natal", "Christmas"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def off(*days: str, day: DayOff = LOCAL) -> dict[date, DayOff]:
    return {date.fromisoformat(d): day for d in days}


def ends(*dates: str) -> tuple[datetime, ...]:
    return tuple(end_of_day(d, None, ZONE) for d in dates)


OPENED = at("2026-11-09T10:00")  # a Monday: five working days are Tuesday to the next Monday, 16 November
BY_2_WORKING, BY_2_CALENDAR = Span(2, "working days"), Span(2, "calendar days")

# name | span | steps after the opening | days added | closes before | closes after
CASES = [
    ("a day inside", Span(5, "working days"), (), ("2026-11-11",), "2026-11-16", "2026-11-17"),
    ("two days, the end runs over a weekend", Span(4, "working days"), (), ("2026-11-11", "2026-11-13"), "2026-11-13", "2026-11-17"),
    ("the last day itself", Span(5, "working days"), (), ("2026-11-16",), "2026-11-16", "2026-11-17"),
    ("the new last day is off too", Span(5, "working days"), (), ("2026-11-16", "2026-11-17"), "2026-11-16", "2026-11-18"),
    ("the day of the opening does not count", Span(5, "working days"), (), ("2026-11-09",), "2026-11-16", None),
    ("a day after the end", Span(5, "working days"), (), ("2026-11-17",), "2026-11-16", None),
    ("a Saturday", Span(5, "working days"), (), ("2026-11-14",), "2026-11-16", None),
    ("calendar days know no holidays", Span(7, "calendar days"), (), ("2026-11-11",), "2026-11-16", None),
    ("months neither", Span(1, "months"), (), ("2026-11-11",), "2026-12-09", None),
    ("extended in calendar days, the day before", Span(5, "working days"), (BY_2_CALENDAR,), ("2026-11-11",), "2026-11-18", "2026-11-19"),
    ("extended in calendar days, a day in them", Span(5, "working days"), (BY_2_CALENDAR,), ("2026-11-17",), "2026-11-18", None),
    ("extended in working days, a day in them", Span(5, "working days"), (BY_2_WORKING,), ("2026-11-17",), "2026-11-18", "2026-11-19"),
    ("calendar days extended in working days", Span(7, "calendar days"), (BY_2_WORKING,), ("2026-11-17",), "2026-11-18", "2026-11-19"),
    ("calendar days extended, the day before", Span(7, "calendar days"), (BY_2_WORKING,), ("2026-11-11",), "2026-11-18", None),
]  # fmt: skip


def reckoned(span: Span, steps: tuple[Span, ...], calendar: Calendar) -> tuple[datetime, str]:
    start = Start(OPENED, ZONE, calendar)
    closes, why = closing_moment(OPENED, span, None, ZONE, calendar)
    for by in steps:
        closes, why = reckoning.extension(closes, by, OPENED, None, start), reckoning.extended(why, by, OPENED) or ""
    return closes, why


@pytest.mark.parametrize(("span", "steps", "added", "before", "after"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_day_off_entered_later(span: Span, steps: tuple[Span, ...], added: tuple[str, ...], before: str, after: str | None) -> None:
    closes, why = reckoned(span, steps, Calendar())
    assert (closes,) == ends(before)
    found = later(why, closes, Start(OPENED, ZONE, Calendar(off(*added))), NOW)
    if after is None:
        assert found is None
        return
    assert found is not None
    shift, told = found
    assert (shift.old, shift.new, shift.at) == (*ends(before, after), NOW)
    assert [d.date.isoformat() for d in shift.days] == list(added)
    assert why_of(told).moved == (shift,)  # type: ignore[union-attr]
    assert later(told, shift.new, Start(OPENED, ZONE, Calendar(off(*added))), NOW) is None


def test_the_reason_names_the_day_and_its_decree() -> None:
    closes, why = reckoned(Span(5, "working days"), (), Calendar())
    shift, told = later(why, closes, Start(OPENED, ZONE, Calendar(off("2026-11-11"))), NOW) or (None, "")
    assert shift is not None
    assert shift.because.id == "libur ditambahkan: Hari jadi, 11 November 2026 (Keputusan Bupati 12/2026)"
    assert shift.because.en == "a day off was added: Anniversary, 11 November 2026 (Keputusan Bupati 12/2026)"
    assert [s.cite for s in why_of(told).skipped if s.date == date(2026, 11, 11)] == ["Keputusan Bupati 12/2026"]  # type: ignore[union-attr]


def test_a_known_holiday_behind_the_end_is_no_reason() -> None:
    """The end runs onto a national holiday that was known before: only the day that was entered is the reason."""
    known = off("2026-11-17", day=NATIONAL)
    closes, why = reckoned(Span(5, "working days"), (), Calendar(known))
    shift, _told = later(why, closes, Start(OPENED, ZONE, Calendar(known | off("2026-11-11"))), NOW) or (None, "")
    assert shift is not None
    assert shift.new == ends("2026-11-18")[0]
    assert [d.date.day for d in shift.days] == [11]


def test_a_day_taken_away_shortens_nothing_and_pays_for_a_later_one() -> None:
    """11 added, 11 taken away again, 12 added: five working days still fit, so nothing moves."""
    closes, why = reckoned(Span(5, "working days"), (), Calendar())
    shift, told = later(why, closes, Start(OPENED, ZONE, Calendar(off("2026-11-11"))), NOW) or (None, "")
    assert shift is not None
    assert later(told, shift.new, Start(OPENED, ZONE, Calendar()), NOW) is None
    assert later(told, shift.new, Start(OPENED, ZONE, Calendar(off("2026-11-12"))), NOW) is None
    both = later(told, shift.new, Start(OPENED, ZONE, Calendar(off("2026-11-11", "2026-11-12"))), NOW)
    assert both is not None and both[0].new == ends("2026-11-18")[0]
    assert [d.date.day for d in both[0].days] == [12]
    assert [s.new.day for s in why_of(both[1]).moved] == [17, 18]  # type: ignore[union-attr]


def test_a_later_planned_date_absorbs_the_day() -> None:
    """Planned for the 20th, asked for at least until the 16th: the plan gives room enough, until it does not."""
    _closes, why = reckoned(Span(5, "working days"), (), Calendar())
    planned = reckoning.planned(why, "2026-11-18", "at_least")
    closes = ends("2026-11-18")[0]
    assert later(planned, closes, Start(OPENED, ZONE, Calendar(off("2026-11-11"))), NOW) is None
    moved = later(planned, closes, Start(OPENED, ZONE, Calendar(off("2026-11-11", "2026-11-12", "2026-11-13"))), NOW)
    assert moved is not None and moved[0].new == ends("2026-11-19")[0]


def test_an_earlier_planned_date_within_a_longest_span_stays() -> None:
    _closes, why = reckoned(Span(5, "working days"), (), Calendar())
    planned = reckoning.planned(why, "2026-11-13", "at_most")
    assert later(planned, ends("2026-11-13")[0], Start(OPENED, ZONE, Calendar(off("2026-11-11"))), NOW) is None


def test_a_pause_stays_in_the_reckoning() -> None:
    """Paused for two working days, so the end came two working days later; a day off before the pause adds one more."""
    closes, why = reckoned(Span(5, "working days"), (), Calendar())
    paused = reckoning.paused(why, at("2026-11-11T09:00"), at("2026-11-13T09:00"))
    moved = later(paused, ends("2026-11-18")[0], Start(OPENED, ZONE, Calendar(off("2026-11-10"))), NOW)
    assert closes == ends("2026-11-16")[0] and moved is not None
    assert moved[0].new == ends("2026-11-19")[0]
    behind = later(paused, ends("2026-11-18")[0], Start(OPENED, ZONE, Calendar(off("2026-11-17"))), NOW)
    assert behind is not None and behind[0].new == ends("2026-11-19")[0] and [d.date.day for d in behind[0].days] == [17]


def test_the_clock_time_of_the_last_day_stays() -> None:
    closes, why = closing_moment(OPENED, Span(5, "working days"), time(16), ZONE, Calendar())
    shift, _told = later(why, closes, Start(OPENED, ZONE, Calendar(off("2026-11-11"))), NOW) or (None, "")
    assert shift is not None and shift.new == at("2026-11-17T16:00")


def test_without_a_reason_nothing_is_reckoned() -> None:
    assert later(None, ends("2026-11-16")[0], Start(OPENED, ZONE, Calendar(off("2026-11-11"))), NOW) is None


dates = st.dates(date(2026, 11, 1), date(2027, 2, 1))


@given(
    n=st.integers(1, 15), steps=st.lists(st.integers(1, 5), max_size=3), days=st.lists(st.sets(dates, max_size=12), min_size=1, max_size=4)
)
def test_never_earlier_and_as_a_fresh_reckoning_would_say(n: int, steps: list[int], days: list[set[date]]) -> None:
    """Whatever calendars follow each other: each date is at least the one before, and at least what the calendar alone asks."""
    span, extensions = Span(n, "working days"), tuple(Span(by, "working days") for by in steps)
    closes, why = reckoned(span, extensions, Calendar())
    for entered in days:
        calendar = Calendar(dict.fromkeys(entered, LOCAL))
        asked = reckoned(span, extensions, calendar)[0]
        found = later(why, closes, Start(OPENED, ZONE, calendar), NOW)
        if found is not None:
            assert found[0].new > closes and found[0].days
            closes, why = found[0].new, found[1]
        assert closes >= asked
        assert later(why, closes, Start(OPENED, ZONE, calendar), NOW) is None
