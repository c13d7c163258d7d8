"""The agency's own days off: a regional holiday or a decree adds a day or takes one away; only an administrator writes them.

Every entry is a row that stays, with who made it and when; taking one away is a row too. `act.recount_dates` then reckons the open dates anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from workflow.core.calendar import DayOff
from workflow.core.words import Text
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.holidays_id import national, own_entries
from workflow.store.tables import days_off
from workflow.trouble import Trouble, tidy

FIRST, LAST = 2000, 2100
LONGEST = 200

BAD_DAY = Text("Tulis tanggal yang ada, misalnya 17 8 2026.", "Write a date that exists, 17 8 2026 for instance.")
BAD_KIND = Text("Pilih apakah hari itu libur atau tetap hari kerja.", "Choose whether the day is off or stays a working day.")
NO_NAME = Text("Tulis namanya dalam kedua bahasa, paling banyak 200 karakter.", "Write its name in both languages, at most 200 characters.")
NO_CITE = Text("Tulis keputusan yang menetapkannya, paling banyak 200 karakter.", "Write the decree that says so, at most 200 characters.")
KNOWN = Text("Tanggal ini sudah tercatat. Hapus dulu catatan lamanya.", "This date is already listed. Remove the old entry first.")
NOT_OFF = Text(
    "Tanggal ini bukan hari libur nasional, jadi tidak perlu dicatat.", "This date is no national holiday, so there is nothing to list."
)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One entry. `off`: a day off that the national calendar lacks; else a national day off on which people work."""

    day: date
    off: bool
    name: Text
    cite: str | None


def own_days(db: Database) -> tuple[OwnDay, ...]:
    """All entries that count, the latest day first."""
    with db.reading() as connection:
        rows = own_entries(connection)
    return tuple(OwnDay(row.day, row.off, Text(row.name_id, row.name_en), row.cite) for row in reversed(rows))


def national_days(year: int) -> tuple[tuple[date, DayOff], ...]:
    """The days off of the national calendar in a year, in order."""
    return tuple(sorted(national(year).items()))


def add_day(db: Database, clock: Clock, person: int, day: str, kind: str, name_id: str, name_en: str, cite: str) -> tuple[Trouble, ...]:
    """Enter a day, as `person`. `day`: ISO date as typed. `kind`: "off" or "work". Empty when done."""
    found, names, source = _date(day), (tidy(name_id), tidy(name_en)), tidy(cite)
    wrong = (*_day_troubles(found, kind), *_word_troubles(names, source))
    if wrong or found is None:
        return wrong
    with db.writing() as connection:
        if found in {row.day for row in own_entries(connection)}:
            return (Trouble("day", KNOWN),)
        row = {"day": found, "off": kind == "off", "name_id": names[0], "name_en": names[1], "cite": source}
        connection.execute(insert(days_off).values(row | {"person": person, "at": clock.now(connection)}))
    return ()


def remove_day(db: Database, clock: Clock, person: int, day: str) -> bool:
    """Take an entry away; False where there is none."""
    found = _date(day)
    with db.writing() as connection:
        held = next((row for row in own_entries(connection) if row.day == found), None)
        if held is None:
            return False
        row = {"day": held.day, "off": None, "name_id": held.name_id, "name_en": held.name_en, "cite": held.cite}
        connection.execute(insert(days_off).values(row | {"person": person, "at": clock.now(connection)}))
    return True


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if FIRST <= found.year <= LAST else None


def _day_troubles(day: date | None, kind: str) -> tuple[Trouble, ...]:
    wrong = (Trouble("day", BAD_DAY),) if day is None else ()
    if kind not in ("off", "work"):
        return (*wrong, Trouble("kind", BAD_KIND))
    idle = day is not None and kind == "work" and day not in national(day.year)
    return (Trouble("day", NOT_OFF),) if idle else wrong


def _word_troubles(names: tuple[str, str], cite: str) -> tuple[Trouble, ...]:
    fields = (("name_id", names[0], NO_NAME), ("name_en", names[1], NO_NAME), ("cite", cite, NO_CITE))
    return tuple(Trouble(field, words) for field, text, words in fields if not 0 < len(text) <= LONGEST)
