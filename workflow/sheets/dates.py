"""Dates as people and spreadsheets write them: 2026-11-21, 21/11/2026, 21 November 2026, 46347."""

from __future__ import annotations

import re
from datetime import date, timedelta

from workflow.core import show
from workflow.core.words import LANGUAGES, Text

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})\.? +([A-Za-z]+)\.? +(\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.0+)?", re.ASCII)
_EPOCH = date(1899, 12, 30)
_SERIALS = (14_611, 73_050)
"""1940 to 2099: what a day counted by a spreadsheet can be here."""

NO_DATE = Text("“{text}” bukan tanggal. Tulis misalnya 2026-11-21.", "“{text}” is no date. Write 2026-11-21, for instance.")
SHORT_YEAR = Text("Tulis tahun dengan empat angka, misalnya 21/11/2026.", "Write the year with four digits, 21/11/2026 for instance.")
MONTH_FIRST = Text(
    "“{text}” tampaknya bulan/hari/tahun. Tulis misalnya 2026-11-21.",
    "“{text}” seems to be month/day/year. Write 2026-11-21, for instance.",
)
READ_SERIAL = Text(
    "angka seri lembar kerja dibaca sebagai tanggal: {text} = {day}", "serial numbers of a spreadsheet are read as dates: {text} = {day}"
)
READ_DAY_FIRST = Text("dibaca sebagai hari/bulan/tahun: {text} = {day}", "read as day/month/year: {text} = {day}")


def read_date(text: str) -> tuple[str, Text | None] | Text:
    """ISO text, and how it was read where that is worth saying; or what is wrong."""
    if match := _ISO.fullmatch(text):
        return _made(text, match[1], match[2], match[3], None)
    if match := _DAY_FIRST.fullmatch(text):
        if int(match[2]) > 12 >= int(match[1]):
            return MONTH_FIRST.fill(text=text)
        return _made(text, match[3], match[2], match[1], READ_DAY_FIRST)
    if match := _WORDS.fullmatch(text):
        month = _month(match[2])
        return _made(text, match[3], str(month), match[1], None) if month else NO_DATE.fill(text=text)
    if _SERIAL.fullmatch(text) and _SERIALS[0] <= int(text[:5]) <= _SERIALS[1]:
        day = _EPOCH + timedelta(days=int(text[:5]))
        return day.isoformat(), READ_SERIAL.fill(text=text, day=show.day(day))
    return SHORT_YEAR if _SHORT_YEAR.fullmatch(text) else NO_DATE.fill(text=text)


def _made(text: str, year: str, month: str, day: str, how: Text | None) -> tuple[str, Text | None] | Text:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return NO_DATE.fill(text=text)
    return found.isoformat(), how.fill(text=text, day=show.day(found)) if how else None


def _month(word: str) -> int | None:
    """By the whole name or at least its first three letters, in either language."""
    wanted = word.casefold()
    names = [(n, name.casefold()) for language in LANGUAGES for n, name in enumerate(show.MONTHS[language], 1)]
    return next((n for n, name in names if len(wanted) >= 3 and name.startswith(wanted)), None)
