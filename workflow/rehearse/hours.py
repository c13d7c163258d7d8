"""Working time of the people of a rehearsal: so many hours of each working day, one piece of work after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflow.core.calendar import Calendar

MORNING = time(8)
"""When people look at their desk, and when work for the process begins on a working day."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """`hours` of each working day of the calendar, from the morning on, in the zone of the agency."""

    zone: ZoneInfo
    calendar: Calendar
    hours: int

    def worked(self, start: datetime, minutes: int) -> tuple[datetime, datetime]:
        """When work of so many minutes that can begin at `start` does begin, and when it is done."""
        day, left, began = start.astimezone(self.zone).date(), timedelta(minutes=minutes), None
        while True:
            opens = self.morning(day)
            closes, at = opens + timedelta(hours=self.hours), max(opens, start)
            if self.calendar.is_working(day) and at < closes:
                began = began or at
                if left <= closes - at:
                    return began, at + left
                left -= closes - at
            day += _DAY

    def morning(self, day: date) -> datetime:
        return datetime.combine(day, MORNING, self.zone)

    def next_morning(self, moment: datetime) -> datetime:
        """The morning of the following day, working or not: what people outside offices do, they do on any day."""
        return self.morning(moment.astimezone(self.zone).date() + _DAY)

    def working_days_after(self, moment: datetime, n: int) -> list[date]:
        """The next so many working days."""
        day, found = moment.astimezone(self.zone).date(), list[date]()
        while len(found) < n:
            day += _DAY
            found += [day] if self.calendar.is_working(day) else []
        return found
