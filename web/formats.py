"""Dates, times, numbers and sizes as pages print them, in Indonesian and English. Pure: language and zone are arguments.

Indonesian: `Senin, 5 Januari 2026`, `16.00 WITA`, `1.234,5`. English: `Monday, 5 January 2026`, `16:00 WITA`, `1,234.5`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from workflow.core.words import Language, Text

ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
KB = 1024


def zone_word(moment: datetime, zone: str) -> str:
    """WIB, WITA or WIT; elsewhere the offset, since English CLDR has no names for these zones."""
    return ZONES.get(zone) or "UTC" + moment.astimezone(ZoneInfo(zone)).strftime("%z")


def day(value: date | datetime, language: Language, zone: str) -> str:
    """5 Januari 2026."""
    return format_date(_local_day(value, zone), "d MMMM y", locale=language)


def long_day(value: date | datetime, language: Language, zone: str) -> str:
    """Senin, 5 Januari 2026."""
    return format_date(_local_day(value, zone), "EEEE, d MMMM y", locale=language)


def short_day(value: date | datetime, language: Language, zone: str) -> str:
    """5 Jan: for stages and charts, where the year is said elsewhere."""
    return format_date(_local_day(value, zone), "d MMM", locale=language)


def span(first: date | datetime, last: date | datetime, language: Language, zone: str) -> str:
    """12–25 Oktober 2026, or 26 Oktober–2 November 2026."""
    a, b = _local_day(first, zone), _local_day(last, zone)
    if a == b:
        return day(b, language, zone)
    pattern = "d" if (a.year, a.month) == (b.year, b.month) else "d MMMM" if a.year == b.year else "d MMMM y"
    return f"{format_date(a, pattern, locale=language)}–{day(b, language, zone)}"


def clock(moment: datetime, language: Language, zone: str) -> str:
    """16.00 WITA; English 16:00 WITA."""
    hour = moment.astimezone(ZoneInfo(zone)).strftime("%H.%M" if language == "id" else "%H:%M")
    return f"{hour} {zone_word(moment, zone)}"


def moment(value: datetime, language: Language, zone: str) -> str:
    """5 Januari 2026 pukul 16.00 WITA."""
    return _at(language).format(day=day(value, language, zone), clock=clock(value, language, zone))


def long_moment(value: datetime, language: Language, zone: str) -> str:
    """Senin, 5 Januari 2026 pukul 16.00 WITA."""
    return _at(language).format(day=long_day(value, language, zone), clock=clock(value, language, zone))


def closing(value: datetime, language: Language, zone: str) -> str:
    """A deadline. Midnight is said as 24.00 of the day before: half-open windows end where that day ends."""
    local = value.astimezone(ZoneInfo(zone))
    if local.hour or local.minute:
        return long_moment(value, language, zone)
    end = "24.00" if language == "id" else "24:00"
    return _at(language).format(day=long_day(local.date() - timedelta(days=1), language, zone), clock=f"{end} {zone_word(value, zone)}")


def number(value: int | Decimal, language: Language) -> str:
    return format_decimal(value, locale=language)


def decimal(value: Decimal, language: Language, places: int = 2) -> str:
    """With exactly `places` decimals: 86,30."""
    return format_decimal(value, format="#,##0." + "0" * places if places else "#,##0", locale=language, decimal_quantization=True)


def scaled(value: int, language: Language, places: int) -> str:
    """An integer scaled by 10**places: scaled(8630, "id", 2) is 86,30."""
    return decimal(Decimal(value).scaleb(-places), language, places)


def size(octets: int, language: Language) -> str:
    """214 KB, 1,2 MB."""
    if octets < KB * KB:
        return f"{max(1, round(octets / KB))} KB"
    return f"{decimal(Decimal(octets) / (KB * KB), language, 1)} MB"


def left(until: datetime, now: datetime, language: Language) -> str:
    """How long is left, or how long ago: `sisa 6 hari`, `sisa 3 jam`, `lewat 2 hari`."""
    gap = until - now
    over = gap < timedelta(0)
    words = _PAST if over else _LEFT
    return words.in_(language).format(span=_length(abs(gap), language))


def ago(then: datetime, now: datetime, language: Language) -> str:
    """`5 menit lalu`, `baru saja`."""
    if now - then < timedelta(minutes=1):
        return _JUST_NOW.in_(language)
    return _AGO.in_(language).format(span=_length(now - then, language))


_LEFT = Text("sisa {span}", "{span} left")
_PAST = Text("lewat {span}", "{span} overdue")
_AGO = Text("{span} lalu", "{span} ago")
_JUST_NOW = Text("baru saja", "just now")
_UNITS = (
    (timedelta(days=1), Text("hari", "day")),
    (timedelta(hours=1), Text("jam", "hour")),
    (timedelta(minutes=1), Text("menit", "minute")),
)


def _length(gap: timedelta, language: Language) -> str:
    unit, word = next(((u, w) for u, w in _UNITS if gap >= u), _UNITS[-1])
    n = max(1, gap // unit)
    return f"{number(n, language)} {word.in_(language)}{'s' if language == 'en' and n != 1 else ''}"


def _at(language: Language) -> str:
    return "{day} pukul {clock}" if language == "id" else "{day}, {clock}"


def _local_day(value: date | datetime, zone: str) -> date:
    return value.astimezone(ZoneInfo(zone)).date() if isinstance(value, datetime) else value
