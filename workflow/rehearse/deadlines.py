"""The calendar of a scenario: every stage with a deadline, when it opened and closed, and how the engine reckoned that."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from workflow.core.calendar import end_of_day
from workflow.core.words import Language, Text
from workflow.rehearse.telling import local, name_of, pair
from workflow.rehearse.ways import stages
from workflow.store import tables as t
from workflow.store.journal import also_ops
from workflow.store.tables import moment_from_text

if TYPE_CHECKING:
    from workflow.rehearse.play import Play

_ALSO = select(t.events.c.case_id, t.events.c.also).where(t.events.c.also.is_not(None)).order_by(t.events.c["t"], t.events.c.revision)


@dataclass(frozen=True, slots=True)
class Opened:
    """One opening of one window. `first`: when it was to close as it was first reckoned. `planned`: the day that people had planned for its end."""

    case: int
    window: str
    opens: datetime
    first: datetime
    closes: datetime
    left: datetime | None
    why: str | None
    planned: str | None


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
    one = Opened(
        key[0],
        key[1],
        moment_from_text(key[2]),
        closes,
        closes,
        moment_from_text(left) if left else None,
        values["why"],
        values["planned_closes"],
    )
    return one if earlier is None else replace(one, first=earlier.first)


def _row(play: Play, connection: Connection, some: list[Opened]) -> dict[str, Any]:
    known, one = play.known[some[0].case], some[0]
    machine = play.definition.machines[known.machine]
    window = machine.windows[one.window]
    shown = max(some, key=lambda each: each.closes)
    by_plan = one.planned is not None and window.mode != "exactly" and one.closes == one.first
    by_plan = by_plan and end_of_day(one.planned or "", window.until, play.zone) == one.first
    several = len(some) > 1
    return {
        "case": known.machine if several else known.alias,
        "called": None if several else name_of(play, connection, one.case),
        "machine_words": pair(machine.words), "count": len(some), "window": one.window, "words": pair(window.words), "mode": window.mode,
        "opens": local(play, one.opens), "closes": local(play, shown.closes), "first_closes": local(play, one.first) if not several else None,
        "left": local(play, max(each.left for each in some if each.left)) if all(each.left for each in some) else None,
        "planned": by_plan, "why": json.loads(one.why) if one.why else None,
        "cite": window.basis.cite if window.basis else None, "sure": window.basis.sure if window.basis else None,
        "span": [(each.opens, min(each.closes, each.left or each.closes)) for each in some],
    }  # fmt: skip


def _iso(day: str, _language: Language) -> str:
    return day


def why_text(row: Mapping[str, Any], day: Callable[[str, Language], str] = _iso) -> Text:
    """How a closing was reckoned: the rule, the day of opening, the days that did not count. `day` says an ISO date in a language."""
    why = row["why"]
    if why is None:
        return Text("", "")
    rule = _RULE if why["opened_on"] == row["opens"][:10] else _LONGER
    told = rule.fill(
        mode=_MODES[row["mode"]], n=why["n"], unit=_UNITS[why["unit"]], day=Text(day(why["opened_on"], "id"), day(why["opened_on"], "en"))
    )
    skipped = why.get("skipped") or ()
    named = [s for s in skipped if s["id"] not in ("Sabtu", "Minggu")]
    if skipped:
        told = Text(
            f"{told.id} {len(skipped)} hari tidak dihitung{_named(named, 'id', day)}.",
            f"{told.en} {len(skipped)} days were not counted{_named(named, 'en', day)}.",
        )
    return _PLANNED.fill(told=told) if row["planned"] else told


def _named(skipped: list[dict[str, str]], language: Language, day: Callable[[str, Language], str]) -> str:
    return ": " + ", ".join(f"{day(s['date'], language)} ({s[language]})" for s in skipped) if skipped else ""


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
_LONGER = Text("Diperpanjang {n} {unit} sejak {day}.", "Extended by {n} {unit} from {day}.")
_PLANNED = Text("{told} Tanggal yang direncanakan yang berlaku.", "{told} The planned date is the one that counts.")
