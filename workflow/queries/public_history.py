"""What happened in public: every change of stage, of announced staff and every publication of a root and its places, with the reasons given."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from workflow.core import show
from workflow.core.definition import Phase, State
from workflow.core.reckoning import because, day_of
from workflow.core.words import Text, same
from workflow.core.world import Case
from workflow.queries.look import Look
from workflow.queries.public_shown import Paper
from workflow.store import tables as t

_EVENTS = (
    select(t.events.c.case_id, t.events.c.revision, t.events.c.action, t.events.c.source, t.events.c.target, t.events.c.t.label("at"))
    .where(t.events.c.case_id.in_(bindparam("ids", expanding=True)))
    .order_by(t.events.c.t, t.events.c.case_id, t.events.c.revision)
)
_STAFFED = (
    select(
        t.events.c.case_id,
        t.events.c.revision,
        t.events.c.target,
        t.events.c.action,
        t.events.c.body,
        t.events.c.t.label("at"),
        t.persons.c.name,
    )
    .join(t.answers, (t.answers.c.case_id == t.events.c.case_id) & (t.answers.c.revision == t.events.c.revision))
    .join(t.persons, t.persons.c.id == t.answers.c.n)
    .where(
        t.events.c.case_id.in_(bindparam("ids", expanding=True)),
        t.events.c.action.in_(bindparam("actions", expanding=True)),
        t.answers.c.fact == "person",
    )
)
_MOVED = select(t.events.c.case_id, t.events.c.revision, t.events.c.body, t.events.c.t.label("at")).where(
    t.events.c.case_id.in_(bindparam("ids", expanding=True)), t.events.c.action == "@calendar"
)
REASON = Text("Alasan", "Reason")
BEFORE, NOW = Text("Semula", "Originally"), Text("Menjadi", "Now")
DATE_MOVED = Text("Tanggal bergeser: {window}", "A date has moved: {window}")
MIGRATED = Text(
    "Aturan seleksi ini diganti: versi {old} menjadi versi {new}", "The rules that hold here were replaced: version {old} by version {new}"
)
STAFFED = {
    "@appoint": Text("{name} ditunjuk: {role}", "{name} was appointed: {role}"),
    "@dismiss": Text("{name} tidak lagi bertugas: {role}", "{name} no longer serves: {role}"),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry. `state`: where it led, None where the stage stayed. `said`: labels and texts published with it. `papers`: (id, words)."""

    at: datetime
    words: Text
    place: Text | None
    state: State | None
    said: tuple[tuple[Text, Text], ...]
    papers: tuple[tuple[int, Text], ...]


def history(here: Look, scope: Sequence[Case], own: Sequence[Paper]) -> tuple[Happened, ...]:
    """Newest first. What went on in preparation is left out, but for the announcement itself."""
    cases = {c.id: c for c in scope}
    published: dict[tuple[int, int], list[Paper]] = {}
    for paper in own:
        published.setdefault((paper.case_id, paper.revision), []).append(paper)
    staffed, found = _staffed(here, cases), list(_of_engine(here, scope))
    for row in here.connection.execute(_EVENTS, {"ids": list(cases)}):
        case, with_it = cases[row.case_id], published.get((row.case_id, row.revision), [])
        moved = row.source != row.target and row.action != "@migrate" and not _prepares(here, case, row)
        if moved or with_it:
            found.append(_happened(here, case, row, with_it, len(scope)))
        elif (row.case_id, row.revision) in staffed:
            found.append(Happened(row.at, staffed[row.case_id, row.revision], _place(here, case, len(scope)), None, (), ()))
    found.sort(key=lambda happened: happened.at)
    return tuple(reversed(found))


def _staffed(here: Look, cases: dict[int, Case]) -> dict[tuple[int, int], Text]:
    """Who began or ceased to serve once the case was announced; before, the announcement itself names everybody. Rosters are not told."""
    rows = here.connection.execute(_STAFFED, {"ids": list(cases), "actions": list(STAFFED)})
    announced = [r for r in rows if _states(here, cases[r.case_id], r.at)[r.target].phase is not Phase.PREPARATION]
    told = [(r, here.ages.on(r.at), json.loads(r.body)["pub"]["role_of"]) for r in announced]
    return {
        (r.case_id, r.revision): STAFFED[r.action].fill(name=r.name, role=rules.roles[role].words)
        for r, rules, role in told
        if role in rules.serving
    }


def _states(here: Look, case: Case, at: datetime) -> Mapping[str, State]:
    return here.ages.on(at).machines[case.machine].states


def _of_engine(here: Look, scope: Sequence[Case]) -> Iterator[Happened]:
    """That the rules of the root were replaced, and that days off entered later moved dates."""
    for at, earlier, later in here.ages.changes:
        yield Happened(at, MIGRATED.fill(old=earlier.version, new=later.version), None, None, (), ())
    cases = {c.id: c for c in scope}
    for row in here.connection.execute(_MOVED, {"ids": list(cases)}).all():
        case, pub = cases[row.case_id], json.loads(row.body)["pub"]
        windows, why = here.ages.on(row.at).machines[case.machine].windows, because([day_of(day) for day in pub["days"]])
        for window in pub["windows"]:
            old, new = (show.closing(datetime.fromisoformat(window[key]), case.zone) for key in ("old", "new"))
            said = ((BEFORE, old), (NOW, new), (REASON, why))
            yield Happened(row.at, DATE_MOVED.fill(window=windows[window["name"]].words), _place(here, case, len(scope)), None, said, ())


def _prepares(here: Look, case: Case, row: Any) -> bool:
    """A birth, and a place that is announced together with its root."""
    states = _states(here, case, row.at)
    if row.source is None or states[row.target].phase is Phase.PREPARATION:
        return True
    return case.parent is not None and states[row.source].phase is Phase.PREPARATION


def _happened(here: Look, case: Case, row: Any, with_it: list[Paper], scope: int) -> Happened:
    state = _states(here, case, row.at)[row.target] if row.source != row.target else None
    words = with_it[0].words if with_it else state.words.public if state is not None else same(case.number)
    said = tuple(line for paper in with_it for line in _said(here, case, paper))
    return Happened(row.at, words, _place(here, case, scope), state, said, tuple((p.id, p.words) for p in with_it))


def _place(here: Look, case: Case, scope: int) -> Text | None:
    return here.called(case) if scope > 1 and case.parent is not None else None


def _said(here: Look, case: Case, paper: Paper) -> list[tuple[Text, Text]]:
    """The case's own words (a reason, its legal ground, a new date) and why somebody went on against a condition."""
    own = [(words, row.cells[n]) for row in paper.rows if paper.own for n, words in paper.columns.items() if n in row.cells]
    why = [(REASON, same(e["text"])) for e in paper.more.get("explanations", ())]
    changed = [
        (Text(*c["words"]), Text(f"{c['old'][0]} → {c['new'][0]}", f"{c['old'][1]} → {c['new'][1]}")) for c in paper.more.get("changes", ())
    ]
    return [line for line in own if line[1] != here.called(case)] + changed + why
