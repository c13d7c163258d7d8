"""How a date came about: a span from an opening, what people planned, then extensions and pauses in their order.

Kept as JSON beside the date (`why`), so that it can be told, and reckoned anew when a day off is entered later: then it is only ever later.
The keys that `calendar.closing_moment` writes, and: `planned` and `mode` where a planned date bound; `then`: extensions (`by`, `at`) and
pauses (`since`, `until`); `moved`: dates moved by days off that were entered later (`at`, `old`, `new`, `days`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from workflow.core import show
from workflow.core.calendar import Calendar, Skipped, closing_moment, days, end_of_day, last_day_of, moved_by_pause, told_day
from workflow.core.definition import Span
from workflow.core.words import Text

_WORKING = "working days"
_INSTANT = timedelta(microseconds=1)
ADDED = Text("libur ditambahkan: {days}", "days off were added: {days}")
ADDED_ONE = Text("libur ditambahkan: {days}", "a day off was added: {days}")
CHANGED = Text("kalender hari kerja berubah", "the calendar of working days changed")


@dataclass(frozen=True, slots=True)
class Extension:
    by: Span
    at: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """A date that days off entered later moved from `old` to `new`, at the moment `at`."""

    at: datetime
    old: datetime
    new: datetime
    days: tuple[Skipped, ...]

    @property
    def because(self) -> Text:
        """libur ditambahkan: Hari jadi kabupaten, 14 Desember 2027 (Keputusan Bupati 12/2026)."""
        return because(self.days)


@dataclass(frozen=True, slots=True)
class Why:
    """`last_day`: that of the span alone, None for hours. `skipped`: days that did not count. `planned`: the date that people planned, where it bound."""

    span: Span
    opened_on: date
    last_day: date | None
    skipped: tuple[Skipped, ...]
    provisional: bool
    planned: date | None = None
    then: tuple[Extension | Pause, ...] = ()
    moved: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    """What a date is reckoned from: the moment of the opening, and in which zone and calendar its days are counted."""

    opened: datetime
    zone: str
    calendar: Calendar


def because(added: Sequence[Skipped]) -> Text:
    if not added:
        return CHANGED
    named = [
        Text("{name}, {day}{cite}", "{name}, {day}{cite}").fill(name=d.why, day=show.day(d.date), cite=f" ({d.cite})" if d.cite else "")
        for d in added
    ]
    return (ADDED_ONE if len(named) == 1 else ADDED).fill(days=Text("; ".join(n.id for n in named), "; ".join(n.en for n in named)))


# ------------------------------------------------------------------ reading
def moved(text: str | None) -> tuple[Shift, ...]:
    """How the date beside this JSON was moved, the earliest first."""
    found = why_of(text)
    return found.moved if found is not None else ()


def why_of(text: str | None) -> Why | None:
    """What the JSON beside a date tells; None where there is none."""
    if not text:
        return None
    told = json.loads(text)
    last, planned = told.get("last_day"), told.get("planned")
    return Why(
        Span(told["n"], told["unit"]),
        date.fromisoformat(told["opened_on"]),
        date.fromisoformat(last) if last else None,
        tuple(day_of(d) for d in told.get("skipped", ())),
        bool(told.get("provisional")),
        date.fromisoformat(planned) if planned else None,
        tuple(_step(s) for s in told.get("then", ())),
        tuple(_shift(m) for m in told.get("moved", ())),
    )


def day_of(told: Mapping[str, Any]) -> Skipped:
    """A day as `calendar.told_day` wrote it."""
    return Skipped(date.fromisoformat(told["date"]), Text(told["id"], told["en"]), cite=told.get("cite"))


def _shift(told: Mapping[str, Any]) -> Shift:
    return Shift(_moment(told["at"]), _moment(told["old"]), _moment(told["new"]), tuple(day_of(d) for d in told["days"]))


def _step(told: Mapping[str, Any]) -> Extension | Pause:
    if "by" in told:
        return Extension(Span(*told["by"]), _moment(told["at"]))
    return Pause(_moment(told["since"]), _moment(told["until"]))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


# ------------------------------------------------------------------ writing
def _written(told: Mapping[str, Any]) -> str:
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def planned(why: str, day: str, mode: str) -> str:
    """The same with the date that people planned, which bound. `mode`: that of the window."""
    return _written({**json.loads(why), "planned": day, "mode": mode})


def extended(why: str | None, by: Span, at: datetime) -> str | None:
    return _with_step(why, {"by": [by.n, by.unit], "at": _spelled(at)})


def paused(why: str | None, since: datetime, until: datetime) -> str | None:
    return _with_step(why, {"since": _spelled(since), "until": _spelled(until)})


def _with_step(why: str | None, step: Mapping[str, Any]) -> str | None:
    if why is None:
        return None
    told = json.loads(why)
    return _written({**told, "then": [*told.get("then", ()), step]})


def _spelled(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


# ------------------------------------------------------------------ reckoning anew
@dataclass(frozen=True, slots=True)
class Leg:
    """The days after `first` up to `last`, and the unit in which they were counted."""

    first: date
    last: date
    unit: str

    def off(self, calendar: Calendar) -> Iterator[Skipped]:
        """Those that did not count."""
        for day in days(self.first + timedelta(days=1), self.last) if self.unit == _WORKING else ():
            if (found := calendar.day_off(day)) is not None:
                yield Skipped(day, found.name, found.estimated, found.cite)


def extension(closes: datetime, by: Span, at: datetime, until: time | None, start: Start) -> datetime:
    """The end of what was extended at a moment: counted from its earlier end, or from that moment where it had passed."""
    last = max(closes, at) - _INSTANT
    return max(closing_moment(last, by, until, start.zone, start.calendar)[0], closes)


def later(why: str | None, closes: datetime, start: Start, now: datetime) -> tuple[Shift, str] | None:
    """How a date moves when it is reckoned anew by a calendar that may have changed, and its new `why`; None unless it comes later.

    The same calendar a second time moves nothing. A date without any span of working days stays as it is.
    """
    told = json.loads(why) if why is not None else {}
    if _WORKING not in {told.get("unit"), *(s["by"][1] for s in told.get("then", ()) if "by" in s)}:
        return None
    new, legs = _anew(told, start)
    if new <= closes:
        return None
    skipped = [day for leg in legs for day in leg.off(start.calendar)]
    shift = Shift(now, closes, new, tuple(_added(skipped, told, last_day_of(closes, start.zone), start.calendar)))
    return shift, _retold(told, start, skipped, shift)


def _anew(told: Mapping[str, Any], start: Start) -> tuple[datetime, list[Leg]]:
    zone, unit, until = start.zone, told["unit"], _until(told)
    closes = closing_moment(start.opened, Span(told["n"], unit), until, zone, start.calendar)[0]
    legs = [Leg(start.opened.astimezone(ZoneInfo(zone)).date(), last_day_of(closes, zone), unit)]
    closes = _as_planned(told, closes, until, zone)
    for step in (_step(s) for s in told.get("then", ())):
        before = max(closes, step.at) if isinstance(step, Extension) else closes
        closes = _after(step, closes, unit, until, start)
        legs.append(Leg(last_day_of(before, zone), last_day_of(closes, zone), step.by.unit if isinstance(step, Extension) else unit))
    return closes, legs


def _until(told: Mapping[str, Any]) -> time | None:
    return time.fromisoformat(told["until"]) if "until" in told else None


def _as_planned(told: Mapping[str, Any], closes: datetime, until: time | None, zone: str) -> datetime:
    if "planned" not in told:
        return closes
    day = end_of_day(told["planned"], until, zone)
    return max(closes, day) if told["mode"] == "at_least" else min(closes, day)


def _after(step: Extension | Pause, closes: datetime, unit: str, until: time | None, start: Start) -> datetime:
    if isinstance(step, Extension):
        return extension(closes, step.by, step.at, until, start)
    return moved_by_pause(closes, step.since, step.until, start.zone, working=unit == _WORKING, calendar=start.calendar)


def _added(skipped: Sequence[Skipped], told: Mapping[str, Any], last: date, calendar: Calendar) -> Iterator[Skipped]:
    """Days off that were not known when the date was reckoned before. A known holiday onto which the later date only runs is none."""
    known = {day["date"] for day in told.get("skipped", ())}
    for day in skipped:
        if day.date in calendar.off and day.date.isoformat() not in known and (day.date <= last or day.cite is not None):
            yield day


def _retold(told: Mapping[str, Any], start: Start, skipped: Sequence[Skipped], shift: Shift) -> str:
    base = closing_moment(start.opened, Span(told["n"], told["unit"]), _until(told), start.zone, start.calendar)[1]
    moved = {"at": _spelled(shift.at), "old": _spelled(shift.old), "new": _spelled(shift.new), "days": [told_day(d) for d in shift.days]}
    more = {"skipped": [told_day(d) for d in skipped], "provisional": any(d.estimated for d in skipped)}
    return _written({**told, **json.loads(base), **more, "moved": [*told.get("moved", ()), moved]})
