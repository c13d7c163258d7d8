"""The calendar of a scenario: every stage with a deadline, when it opened and closed, and how the engine reckoned that."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workflow.core.reckoning import Extension, why_of
from workflow.core.words import Language, Text
from workflow.rehearse.telling import local, name_of, pair
from workflow.rehearse.ways import stages
from workflow.store import tables as t
from workflow.store.operations import also_ops
from workflow.store.tables import moment_from_text

if TYPE_CHECKING:
    from workflow.rehearse.play import Play

_ALSO = select(t.events.c.case_id, t.events.c.also).where(t.events.c.also.is_not(None)).order_by(t.events.c["t"], t.events.c.revision)


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening of one window. `first`: when it was to close as it was first reckoned."""

    case: int
    window: str
    opens: datetime
    first: datetime
    closes: datetime
    left: datetime | None
    why: str | None


def calendar(play: Play, connection: Connection) -> list[dict[str, Any]]:
    """Rows in the order of opening: each of a shared case, one for all of what single people own. `span`: raw moments, for reckoning."""
    shared = stages(play.definition)
    found = sorted(opened(connection), key=lambda one: (one.opens, list(play.known).index(one.case)))
    rows = [_row(play, connection, [one]) for one in found if play.known[one.case].machine in shared]
    others: dict[tuple[str, str], list[Opened]] = {}
    for one in found:
        if play.known[one.case].machine not in shared:
            others.setdefault((play.known[one.case].machine, one.window), []).append(one)
    return sorted([*rows, *(_row(play, connection, some) for some in others.values())], key=lambda row: row["opens"])


def opened(connection: Connection) -> Iterator[Opened]:
    """Every opening of every window, as the events tell them, with the last that they say of each."""
    found: dict[tuple[int, str, str], Opened] = {}
    for row in connection.execute(_ALSO):
        for op in also_ops(row.also):
            if op.table == "windows" and op.kind == "put" and op.values["opens"] is not None and op.values["closes"] is not None:
                key = (op.key["case_id"], op.key["name"], op.values["opens"])
                found[key] = _told(key, op.values, found.get(key))
    yield from found.values()


def _told(key: tuple[int, str, str], values: Any, earlier: Opened | None) -> Opened:
    closes, left = moment_from_text(values["closes"]), values["left"]
    one = Opened(key[0], key[1], moment_from_text(key[2]), closes, closes, moment_from_text(left) if left else None, values["why"])
    return one if earlier is None else replace(one, first=earlier.first)


def _row(play: Play, connection: Connection, some: list[Opened]) -> dict[str, Any]:
    known, one = play.known[some[0].case], some[0]
    machine = play.definition.machines[known.machine]
    window = machine.windows[one.window]
    shown = max(some, key=lambda each: each.closes)
    several = len(some) > 1
    return {
        "case": known.machine if several else known.alias,
        "called": None if several else name_of(play, connection, one.case),
        "machine_words": pair(machine.words), "count": len(some), "window": one.window, "words": pair(window.words), "mode": window.mode,
        "opens": local(play, one.opens), "closes": local(play, shown.closes), "first_closes": local(play, one.first) if not several else None,
        "left": local(play, max(each.left for each in some if each.left)) if all(each.left for each in some) else None,
        "why": json.loads(one.why) if one.why else None,
        "cite": window.basis.cite if window.basis else None, "sure": window.basis.sure if window.basis else None,
        "span": [(each.opens, min(each.closes, each.left or each.closes)) for each in some],
    }  # fmt: skip


def _iso(day: str, _language: Language) -> str:
    return day


def why_text(row: Mapping[str, Any], day: Callable[[str, Language], str] = _iso) -> Text:
    """How a closing was reckoned: the rule, days that did not count, a planned date, extensions, pauses. `day` says an ISO date in a language."""
    why = why_of(json.dumps(row["why"]))
    if why is None:
        return Text("", "")

    zone = datetime.fromisoformat(row["opens"]).tzinfo

    def said(when: date | datetime) -> Text:
        iso = (when.astimezone(zone).date() if isinstance(when, datetime) else when).isoformat()
        return Text(day(iso, "id"), day(iso, "en"))

    told = [_RULE.fill(mode=_MODES[row["mode"]], n=why.span.n, unit=_UNITS[why.span.unit], day=said(why.opened_on))]
    if why.skipped:
        named = [
            Text("{day} ({name})", "{day} ({name})").fill(day=said(one.date), name=one.why)
            for one in why.skipped
            if one.why.id not in _WEEKEND
        ]
        told.append(_SKIPPED.fill(n=len(why.skipped), days=Text(_joined(named, "id"), _joined(named, "en"))))
    told += [_PLANNED] if why.planned else []
    for step in why.then:
        if isinstance(step, Extension):
            told.append(_EXTENDED.fill(n=step.by.n, unit=_UNITS[step.by.unit]))
        else:
            told.append(_PAUSED.fill(since=said(step.since), until=said(step.until)))
    told += [_MOVED.fill(old=said(shift.old - _INSTANT), because=shift.because) for shift in why.moved]
    return Text(" ".join(one.id for one in told), " ".join(one.en for one in told))


def _joined(named: Sequence[Text], language: Language) -> str:
    return ": " + ", ".join(one.in_(language) for one in named) if named else ""


_UNITS = {
    "calendar days": Text("hari kalender", "calendar days"),
    "working days": Text("hari kerja", "working days"),
    "hours": Text("jam", "hours"),
    "months": Text("bulan", "months"),
}
_MODES = {
    "at_least": Text("paling sedikit", "at least"),
    "at_most": Text("paling lama", "at most"),
    "exactly": Text("tepat", "exactly"),
}
_RULE = Text("Berlangsung {mode} {n} {unit} sejak {day}.", "It lasts {mode} {n} {unit} from {day}.")
_INSTANT = timedelta(seconds=1)
_WEEKEND = ("Sabtu", "Minggu")
_SKIPPED = Text("{n} hari tidak dihitung{days}.", "{n} days were not counted{days}.")
_PLANNED = Text("Tanggal yang direncanakan yang berlaku.", "The planned date is the one that counts.")
_EXTENDED = Text("Diperpanjang {n} {unit}.", "Extended by {n} {unit}.")
_PAUSED = Text("Bergeser karena penundaan {since} sampai {until}.", "Moved by the postponement from {since} to {until}.")
_MOVED = Text("Semula {old}; {because}.", "Originally {old}; {because}.")
