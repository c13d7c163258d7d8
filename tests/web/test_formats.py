"""Dates, times and numbers in both languages, in the zones of the country."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from web import formats

AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "indonesian", "english"),
    [
        ("Asia/Jakarta", "Senin, 5 Januari 2026 pukul 15.00 WIB", "Monday, 5 January 2026, 15:00 WIB"),
        ("Asia/Makassar", "Senin, 5 Januari 2026 pukul 16.00 WITA", "Monday, 5 January 2026, 16:00 WITA"),
        ("Asia/Jayapura", "Senin, 5 Januari 2026 pukul 17.00 WIT", "Monday, 5 January 2026, 17:00 WIT"),
        ("Asia/Singapore", "Senin, 5 Januari 2026 pukul 16.00 UTC+0800", "Monday, 5 January 2026, 16:00 UTC+0800"),
    ],
)
def test_moments(zone: str, indonesian: str, english: str) -> None:
    assert formats.long_moment(AT, "id", zone) == indonesian
    assert formats.long_moment(AT, "en", zone) == english


def test_a_day_that_ends_at_midnight_is_said_as_2400_of_that_day() -> None:
    end = datetime(2026, 10, 25, 16, 0, tzinfo=UTC)
    assert formats.closing(end, "id", "Asia/Makassar") == "Minggu, 25 Oktober 2026 pukul 24.00 WITA"
    assert formats.closing(end, "en", "Asia/Jakarta") == "Sunday, 25 October 2026, 23:00 WIB"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 10, 12), date(2026, 10, 25), "12–25 Oktober 2026"),
        (date(2026, 10, 26), date(2026, 11, 2), "26 Oktober–2 November 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Desember 2026–3 Januari 2027"),
        (date(2026, 10, 12), date(2026, 10, 12), "12 Oktober 2026"),
    ],
)
def test_spans(first: date, last: date, words: str) -> None:
    assert formats.span(first, last, "id", "Asia/Jakarta") == words


def test_numbers() -> None:
    assert (formats.number(41208, "id"), formats.number(41208, "en")) == ("41.208", "41,208")
    assert (formats.scaled(8630, "id", 2), formats.scaled(8630, "en", 2)) == ("86,30", "86.30")
    assert formats.decimal(Decimal("2.5"), "id", 0) in ("2", "3")
    assert (formats.size(219_000, "id"), formats.size(1_300_000, "id"), formats.size(12, "en")) == ("214 KB", "1,2 MB", "1 KB")


@pytest.mark.parametrize(
    ("gap", "indonesian", "english"),
    [
        (timedelta(days=6, hours=3), "sisa 6 hari", "6 days left"),
        (timedelta(days=1), "sisa 1 hari", "1 day left"),
        (timedelta(hours=3), "sisa 3 jam", "3 hours left"),
        (timedelta(seconds=20), "sisa 1 menit", "1 minute left"),
        (-timedelta(days=2), "lewat 2 hari", "2 days overdue"),
    ],
)
def test_what_is_left(gap: timedelta, indonesian: str, english: str) -> None:
    assert (formats.left(AT + gap, AT, "id"), formats.left(AT + gap, AT, "en")) == (indonesian, english)


def test_how_long_ago() -> None:
    assert formats.ago(AT - timedelta(seconds=5), AT, "id") == "baru saja"
    assert formats.ago(AT - timedelta(minutes=5), AT, "en") == "5 minutes ago"
