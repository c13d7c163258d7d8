"""How findings are told: texts in both languages, moments in the agency's zone, cases by name or alias and never by a number drawn by chance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from workflow.core.words import Text
from workflow.store import tables as t

if TYPE_CHECKING:
    from workflow.rehearse.play import Play


def pair(text: Text) -> dict[str, str]:
    return {"id": text.id, "en": text.en}


def local(play: Play, moment: datetime) -> str:
    """2026-03-02T08:00+07:00."""
    return moment.astimezone(play.working.zone).isoformat(timespec="minutes")


def name_of(play: Play, connection: Connection, id: int) -> str:
    """What a case is called, or its alias: its number is drawn by chance."""
    known = play.known[id]
    fact = play.definition.machines[known.machine].called
    named = connection.execute(select(t.facts.c.s).where(t.facts.c.case_id == id, t.facts.c.fact == fact, t.facts.c.ordinal == 0)).scalar()
    return str(named) if named else known.alias


def action_words(play: Play, machine: str, action: str) -> Text:
    own = play.definition.machines[machine].actions.get(action)
    return own.words if own is not None else ENGINE.get(action, Text(action, action))


ENGINE: Mapping[str, Text] = {
    "@appoint": Text("Menunjuk orang untuk satu peran", "Appoint somebody to a role"),
    "@dismiss": Text("Memberhentikan dari satu peran", "Dismiss somebody from a role"),
    "@absent": Text("Berhalangan", "Be away"),
    "@back": Text("Hadir kembali", "Be back"),
    "@declare": Text("Menyatakan benturan kepentingan", "Declare conflicts of interest"),
    "@plan": Text("Merencanakan tanggal", "Plan dates"),
    "@confirm": Text("Menegaskan usulan", "Confirm a proposal"),
    "@claim": Text("Mengambil tugas", "Claim a task"),
}
"""The engine's own actions, in words."""
