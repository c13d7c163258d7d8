"""Calendar files (RFC 5545): dates of a case for anyone's calendar, in the agency's zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` stays the same for ever, so that a changed date replaces the old one. Whole days: `end` is the last day, included.

    `changes`: how often the entry was changed (SEQUENCE, RFC 5545 section 3.8.7.4).
    """

    key: str
    start: datetime | date
    end: datetime | date
    title: str
    text: str = ""
    address: str = ""
    changes: int = 0


def calendar_file(entries: Iterable[Entry], *, name: str, host: str, zone: str, stamp: datetime) -> bytes:
    """The file's bytes. `stamp`: when the dates were read; moments must carry their zone."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{host}//Terang//ID")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, host, ZoneInfo(zone), stamp))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(entry: Entry, host: str, zone: ZoneInfo, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{host}")
    event.add("dtstamp", stamp)
    event.add("sequence", entry.changes)
    event.add("dtstart", _local(entry.start, zone))
    event.add("dtend", _local(entry.end, zone) if isinstance(entry.end, datetime) else entry.end + timedelta(days=1))
    event.add("summary", entry.title)
    for name, value in (("description", entry.text), ("url", entry.address)):
        if value:
            event.add(name, value)
    return event


def _local(moment: datetime | date, zone: ZoneInfo) -> datetime | date:
    return moment.astimezone(zone) if isinstance(moment, datetime) else moment
