"""The days off of Indonesia: national holidays and joint leave of the package `holidays`, then the agency's own rows of `days_off`.

The last row about a day counts: with `off` it adds or renames a day (a regional holiday, a decree), without it takes a day away, and where
`off` is empty the national calendar holds again. Estimated dates stay marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, func, select

from workflow.core.calendar import Calendar, DayOff
from workflow.core.words import Text
from workflow.store.tables import days_off

_ENTRIES = select(days_off).order_by(days_off.c.id)
_WAITING = select(func.min(days_off.c.at)).where(days_off.c.recounted.is_(None))
_ESTIMATED = ("(perkiraan)", "(estimated)")
_AHEAD = 3
"""Years after the present one that are asked of the package; later years hold only what a rule of dates gives."""


def calendar_of(connection: Connection, year: int, *, joint_leave: bool = True) -> Calendar:
    """The calendar that reckonings starting around `year` need: from the year before to three years after."""
    known: dict[date, DayOff] = {}
    for each in range(year - 1, year + _AHEAD + 1):
        known.update(national(each))
    for row in own_entries(connection):
        if row.off:
            known[row.day] = DayOff(Text(row.name_id, row.name_en), cite=row.cite)
        else:
            known.pop(row.day, None)
    return Calendar(known, joint_leave)


def own_entries(connection: Connection) -> list[Any]:
    """The agency's entries that count, by the day; an entry that was taken away is none."""
    last = {row.day: row for row in connection.execute(_ENTRIES)}
    return [row for _day, row in sorted(last.items()) if row.off is not None]


def waiting_since(connection: Connection) -> datetime | None:
    """Since when an entry waits for the open dates to be reckoned anew; None: every date knows every entry."""
    since: datetime | None = connection.execute(_WAITING).scalar()
    return since


def national_calendar(years: Iterable[int], *, joint_leave: bool = True) -> Calendar:
    """The calendar of the package alone, for those who have no database."""
    return Calendar({day: off for year in years for day, off in national(year).items()}, joint_leave)


@cache
def national(year: int) -> Mapping[date, DayOff]:
    """Public holidays and joint leave (`government`) of one year, by date."""
    # The package takes most of a second to import, which pages that reckon no date should not pay.
    from holidays import country_holidays

    public = country_holidays("ID", years=year, categories=("public",), language="id")
    closed = country_holidays("ID", years=year, categories=("public", "government"), language="id")
    english = country_holidays("ID", years=year, categories=("public", "government"), language="en_US")
    return {day: _day_off(name, english[day], joint=day not in public) for day, name in sorted(closed.items())}


def _day_off(name: str, english: str, *, joint: bool) -> DayOff:
    return DayOff(Text(name, english), joint, estimated=any(mark in name or mark in english for mark in _ESTIMATED))
