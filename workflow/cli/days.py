"""`terang days`: when a span of days ends, and how many days lie between two dates."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import click

from workflow.cli.common import JSON, LANGUAGE, said
from workflow.core.calendar import Calendar, Skipped, days_between, last_day
from workflow.core.definition import Span
from workflow.core.words import Language, Text
from workflow.store.holidays_id import national_calendar

_DATE = click.DateTime(["%Y-%m-%d"])
COUNTED = Text("{calendar} hari kalender, {working} hari kerja", "{calendar} calendar days, {working} working days")


@click.command()
@click.option("--from", "from_", type=_DATE, help="Counting starts on this day, if it is such a day.")
@click.option("--after", type=_DATE, help="Counting starts on the next day.")
@click.option("--working", type=click.IntRange(1, 10_000), help="So many working days.")
@click.option("--calendar", type=click.IntRange(1, 10_000), help="So many calendar days.")
@click.option("--until", type=_DATE, help="Instead of a number: count the days up to this one, which counts too.")
@click.option("--no-joint-leave", is_flag=True, help="Joint leave (cuti bersama) counts as working days.")
@JSON
@LANGUAGE
def days(
    from_: datetime | None,
    after: datetime | None,
    working: int | None,
    calendar: int | None,
    until: datetime | None,
    no_joint_leave: bool,
    as_json: bool,
    lang: Language,
) -> None:
    """The last day of a span of working or calendar days; with --until how many days there are."""
    start = from_ or after
    if start is None or (from_ and after) or sum(each is not None for each in (working, calendar, until)) != 1:
        raise click.UsageError("give --from or --after, and --working, --calendar or --until")
    if until is not None:
        first = start.date() if from_ else start.date() + timedelta(days=1)
        _count(first, until.date(), joint_leave=not no_joint_leave, as_json=as_json, language=lang)
        return
    span = Span(working or calendar or 0, "working days" if working else "calendar days")
    known = national_calendar(range(start.year, start.year + 2 + span.n // 200), joint_leave=not no_joint_leave)
    found = last_day(start.date(), span, first_counts=from_ is not None, calendar=known)
    if as_json:
        click.echo(json.dumps({"date": found.date.isoformat(), "skipped": _skipped(found.skipped, lang)}, ensure_ascii=False))
        return
    click.echo(found.date.isoformat())
    _tell(found.skipped, lang)


def _count(first: date, last: date, *, joint_leave: bool, as_json: bool, language: Language) -> None:
    if last < first:
        raise click.UsageError(f"--until {last} lies before the first day, {first}")
    if last.year - first.year > 100:
        raise click.UsageError("these dates lie more than a century apart")
    known: Calendar = national_calendar(range(first.year, last.year + 1), joint_leave=joint_leave)
    counted = days_between(first, last, known)
    if as_json:
        answer = {"from": first.isoformat(), "until": last.isoformat(), "calendar": counted.calendar, "working": counted.working}
        click.echo(json.dumps({**answer, "skipped": _skipped(counted.skipped, language)}, ensure_ascii=False))
        return
    click.echo(said(COUNTED.fill(calendar=counted.calendar, working=counted.working), language))
    _tell(counted.skipped, language)


def _skipped(found: tuple[Skipped, ...], language: Language) -> list[dict[str, str]]:
    return [{"date": skip.date.isoformat(), "why": said(skip.why, language)} for skip in found]


def _tell(found: tuple[Skipped, ...], language: Language) -> None:
    for skip in found:
        click.echo(f"  {skip.date.isoformat()} {said(skip.why, language)}")
