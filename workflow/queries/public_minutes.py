"""Minutes that the public may read: signed, in force, and not before the decision for which they rank."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from workflow.core.definition import Machine, Phase
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import Look
from workflow.store import tables as t

_OF_CASE = select(t.minutes).where(t.minutes.c.case_id == bindparam("id")).order_by(t.minutes.c.at, t.minutes.c.number)
_MOVES = (
    select(t.events.c.revision, t.events.c.source, t.events.c.target, t.events.c.t.label("at"))
    .where(t.events.c.case_id == bindparam("id"), t.events.c.source != t.events.c.target, t.events.c.action != "@migrate")
    .order_by(t.events.c.revision)
)
_SIGNED = (
    select(t.persons.c.name, t.sheets.c.person, t.sheets.c.action, t.sheets.c.at, t.events.c.role)
    .join(t.persons, t.persons.c.id == t.sheets.c.person)
    .join(t.events, (t.events.c.case_id == t.sheets.c.case_id) & (t.events.c.revision == t.sheets.c.revision))
    .where(
        t.sheets.c.case_id == bindparam("id"),
        t.sheets.c.round == bindparam("round"),
        t.sheets.c.action.in_(bindparam("actions", expanding=True)),
    )
    .order_by(t.sheets.c.at, t.persons.c.name)
)
_OPENING_PHASES = (Phase.OBJECTION, Phase.FOLLOW_UP, Phase.END)


@dataclass(frozen=True, slots=True)
class Signed:
    """`notes`: what was written when signing, such as a dissent; published with the name."""

    name: str
    role: Text
    at: datetime
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes in force. `body`: the stored JSON; its first paragraph is the `title`."""

    number: str
    title: Text
    at: datetime
    sha256: str
    body: Mapping[str, Any]
    signed: tuple[Signed, ...]


def minutes_of(here: Look, case: Case) -> tuple[Minutes, ...]:
    """Minutes of a case that the public may read, oldest first."""
    rows = here.connection.execute(_OF_CASE, {"id": case.id}).all()
    moves = here.connection.execute(_MOVES, {"id": case.id}).all() if rows else []
    found = (_minutes(here, case, row) for row in rows if _is_open(here, case, row, moves))
    return tuple(m for m in found if m.signed)


def _minutes(here: Look, case: Case, row: Any) -> Minutes:
    body = json.loads(row.body)
    title = Text(*(paragraphs[0] if paragraphs else row.number for paragraphs in body["text"]))
    actions = [a.name for a in here.ages.on(row.at).machines[case.machine].actions.values() if a.signs == row.name]
    signed = here.connection.execute(_SIGNED, {"id": case.id, "round": row.round, "actions": actions})
    notes = {
        (s.action, s.person): here.remarks(s, case) for s in here.world.all_sheets(case) if s.round == row.round and s.action in actions
    }
    shown = tuple(Signed(s.name, here.ages.on(s.at).roles[s.role].words, s.at, notes[s.action, s.person]) for s in signed)
    return Minutes(row.number, title, row.at, row.sha256, body, shown)


def _is_open(here: Look, case: Case, row: Any, moves: Sequence[Any]) -> bool:
    """Signed to the end: the case left the state in which they are signed. Where a decision follows, not before it was taken."""
    machine, later = here.ages.on(row.at).machines[case.machine], [m for m in moves if m.revision > row.revision]
    signing = {here.ages.present(case.machine, s, row.at) for a in machine.actions.values() if a.signs == row.name for s in a.from_}
    if not any(here.ages.present(case.machine, m.source, m.at) in signing for m in later):
        return False
    decides = any(s.phase is Phase.DECISION for s in machine.states.values())
    return not decides or any(_is_decided(here.ages.on(m.at).machines[case.machine], m) for m in later)


def _is_decided(machine: Machine, move: Any) -> bool:
    return machine.states[move.source].phase is Phase.DECISION and machine.states[move.target].phase in _OPENING_PHASES
