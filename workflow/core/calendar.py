"""Working days, holidays and explained dates. Pure: the days off are an argument, moments are UTC, days are those of a zone.

Day 1 is the day after the opening, and a span ends at the end of its last day or at a clock time on it (definition format, section 2).
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflow.core.definition import Span
from workflow.core.words import Text

_DAY = timedelta(days=1)
_WEEKEND = {5: Text("Sabtu", "Saturday"), 6: Text("Minggu", "Sunday")}
_LONGEST = 20_000
"""Days that a reckoning may run over before it is refused: no rule of the field is longer than fifty years."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which offices are closed. `joint`: joint leave; `estimated`: its date is not decreed yet; `cite`: the decree, if it is the agency's own."""

    name: Text
    joint: bool = False
    estimated: bool = False
    cite: str | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Monday to Friday but for the days `off`. Joint leave binds not every office, so it can be left out."""

    off: Mapping[date, DayOff] = field(default_factory=dict)
    joint_leave: bool = True

    def without_joint_leave(self) -> Calendar:
        return replace(self, joint_leave=False)

    def day_off(self, day: date) -> DayOff | None:
        """Why nobody works on this day, or None on a working day."""
        found = self.off.get(day)
        if found is not None and (self.joint_leave or not found.joint):
            return found
        weekend = _WEEKEND.get(day.weekday())
        return DayOff(weekend) if weekend else None

    def is_working(self, day: date) -> bool:
        return self.day_off(day) is None


@dataclass(frozen=True, slots=True)
class Skipped:
    date: date
    why: Text
    estimated: bool = False
    cite: str | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The last day of a span, and the days on the way that did not count."""

    date: date
    skipped: tuple[Skipped, ...] = ()

    @property
    def provisional(self) -> bool:
        """True where a day off whose date is only estimated moved the result; such a date must be shown as provisional."""
        return any(s.estimated for s in self.skipped)


def last_day(start: date, span: Span, *, first_counts: bool, calendar: Calendar) -> Reckoned:
    """The last day of a span of days or months.

    `first_counts`: `start` itself is day 1 if it is a day of that kind; otherwise counting starts on the next.
    Raises ValueError for a span in hours or shorter than one day, OverflowError for one that leaves the calendar.
    """
    if span.n < 1 or span.unit == "hours":
        raise ValueError("a span of days or months, at least 1 long, is needed here")
    day_before = start - _DAY if first_counts else start
    if span.unit == "months":
        return Reckoned(_months_after(day_before, span.n))
    if span.unit == "calendar days":
        return Reckoned(day_before + span.n * _DAY)
    return _working(day_before, span.n, calendar)


def _working(day: date, n: int, calendar: Calendar) -> Reckoned:
    skipped: list[Skipped] = []
    for _ in range(_LONGEST):
        day += _DAY
        why = calendar.day_off(day)
        if why is not None:
            skipped.append(Skipped(day, why.name, why.estimated, why.cite))
            continue
        n -= 1
        if n == 0:
            return Reckoned(day, tuple(skipped))
    raise OverflowError("this span has too many days")


def _months_after(day: date, n: int) -> date:
    """The same day n months later; where that month is shorter, its last day."""
    months = day.year * 12 + day.month - 1 + n
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_working_days(start: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `start`, or before it where n is negative; `start` itself for 0."""
    day, step = start, _DAY if n > 0 else -_DAY
    for _ in range(abs(n)):
        day += step
        while not calendar.is_working(day):
            day += step
    return day


def working_days(first: date, last: date, calendar: Calendar) -> int:
    """How many working days lie from the first to the last day, both counted."""
    return sum(1 for day in days(first, last) if calendar.is_working(day))


@dataclass(frozen=True, slots=True)
class Counted:
    """How many days lie between two dates, both counted, and which of them were no working days."""

    calendar: int
    working: int
    skipped: tuple[Skipped, ...]


def days_between(first: date, last: date, calendar: Calendar) -> Counted:
    """Count the days from the first to the last, each with the reason where nobody works."""
    off = [(day, why) for day in days(first, last) if (why := calendar.day_off(day)) is not None]
    whole = (last - first).days + 1
    return Counted(whole, whole - len(off), tuple(Skipped(day, why.name, why.estimated) for day, why in off))


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY


def closing_moment(opened: datetime, span: Span, until: time | None, zone: str, calendar: Calendar) -> tuple[datetime, str]:
    """When a window that opened then closes (UTC; open until just before it), and how that was reckoned, as JSON.

    Hours run from the opening itself; days and months end at `until` in the zone, by default at the end of the day.
    """
    opened_on = opened.astimezone(ZoneInfo(zone)).date()
    if span.unit == "hours":
        return opened + timedelta(hours=span.n), _why(span, opened_on, None, None, calendar)
    reckoned = last_day(opened_on, span, first_counts=False, calendar=calendar)
    return end_of_day(reckoned.date, until, zone), _why(span, opened_on, until, reckoned, calendar)


def end_of_day(day: date | str, until: time | None, zone: str) -> datetime:
    """The moment (UTC) at which a day ends in the zone: at `until`, else at 24.00. A day may be given as 2026-11-21."""
    found = date.fromisoformat(day) if isinstance(day, str) else day
    local = datetime.combine(found, until) if until is not None else datetime.combine(found + _DAY, time())
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _why(span: Span, opened_on: date, until: time | None, reckoned: Reckoned | None, calendar: Calendar) -> str:
    told: dict[str, object] = {"n": span.n, "unit": span.unit, "opened_on": opened_on.isoformat()}
    if reckoned is not None:
        told |= {"last_day": reckoned.date.isoformat(), "provisional": reckoned.provisional}
        told["skipped"] = [told_day(day) for day in reckoned.skipped]
    if until is not None:
        told["until"] = until.isoformat("minutes")
    if span.unit == "working days":
        told["joint_leave"] = calendar.joint_leave
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def told_day(day: Skipped) -> dict[str, str]:
    """A day that did not count, ready for JSON."""
    told = {"date": day.date.isoformat(), "id": day.why.id, "en": day.why.en}
    return told if day.cite is None else {**told, "cite": day.cite}


def working_days_before(moment: datetime, n: int, zone: str, calendar: Calendar) -> datetime:
    """The same clock time n working days earlier; the end of a day (24.00) belongs to that day."""
    last = last_day_of(moment, zone)
    return _shifted(moment, add_working_days(last, -n, calendar) - last, zone)


def moved_by_pause(
    closes: datetime, paused: datetime, resumed: datetime, zone: str, *, working: bool = False, calendar: Calendar | None = None
) -> datetime:
    """A closing moment moved by the time that a pause lasted, to the same clock time; never earlier.

    A part of a day counts as a whole one. `working`: by as many working days of `calendar` as began in the pause.
    """
    passed = max(resumed - paused, timedelta())
    whole = -(-passed // _DAY)
    if not working or calendar is None:
        return _shifted(closes, whole * _DAY, zone)
    first = paused.astimezone(ZoneInfo(zone)).date()
    lost = working_days(first, first + (whole - 1) * _DAY, calendar)
    last = last_day_of(closes, zone)
    return _shifted(closes, add_working_days(last, lost, calendar) - last, zone)


def last_day_of(closes: datetime, zone: str) -> date:
    """The day whose end the moment is: midnight belongs to the day before."""
    return (closes - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()


def _shifted(moment: datetime, by: timedelta, zone: str) -> datetime:
    """Moved by whole days of the clock on the wall, so that a change of the zone's offset does not change the hour."""
    local = moment.astimezone(ZoneInfo(zone))
    return (local.replace(tzinfo=None) + by).replace(tzinfo=local.tzinfo).astimezone(UTC)


def reminder(due: datetime, before: Span, zone: str, calendar: Calendar) -> datetime:
    """The moment so long before a due date: working days are counted back, hours and days taken off."""
    if before.unit == "working days":
        return working_days_before(due, before.n, zone, calendar)
    return due - (timedelta(hours=before.n) if before.unit == "hours" else timedelta(days=before.n))
