"""What a person may take away: the receipt of any step of theirs, files they uploaded, dates for their calendar, letters they got."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from workflow import ics, letters
from workflow.core import record
from workflow.core.definition import Definition, State
from workflow.core.fields import Items
from workflow.core.showing import called
from workflow.core.words import Language, Text
from workflow.queries.look import FactRow, Look, Viewer, look
from workflow.queries.owner_case import appointments
from workflow.queries.owner_todo import readable
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.reader import items_of

_EVENT = select(t.events.c.t.label("at"), t.events.c.action, t.events.c.target, t.events.c.actor, t.events.c.role, t.events.c.leaf).where(
    t.events.c.case_id == bindparam("id"), t.events.c.revision == bindparam("revision")
)
_ANSWERS = (
    select(t.answers)
    .where(t.answers.c.case_id == bindparam("id"), t.answers.c.revision == bindparam("revision"))
    .order_by(t.answers.c.fact, t.answers.c.ordinal)
)
_FILE = (
    select(t.files.c.id, t.files.c.name, t.files.c.kind, t.files.c.size, t.files.c.pages)
    .where(t.files.c.sha256 == bindparam("sha256"), t.files.c.owner == bindparam("person"))
    .order_by(t.files.c.at, t.files.c.id)
    .limit(1)
)
_BUILT_IN = {
    "@appoint": Text("Pengangkatan", "Appointment"),
    "@dismiss": Text("Pemberhentian", "Dismissal"),
    "@absent": Text("Pernyataan tidak hadir", "Notice of absence"),
    "@back": Text("Pernyataan hadir kembali", "Notice of return"),
    "@declare": Text("Pernyataan benturan kepentingan", "Declaration of conflict of interest"),
    "@lift": Text("Pencabutan benturan kepentingan", "Conflict of interest lifted"),
    "@claim": Text("Pengambilan tugas", "Task claimed"),
    "@hand_back": Text("Pengembalian tugas", "Task handed back"),
    "@reassign": Text("Pengalihan tugas", "Task reassigned"),
    "@plan": Text("Rencana tanggal", "Planned dates"),
}
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    words: Text
    id: str
    name: str
    kind: str
    size: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """`leaf`: hex. `state`: the one after the step. `own`: the viewer owns the case, or one above it. `role`: in which they acted."""

    number: str
    revision: int
    code: str
    leaf: str
    at: datetime
    zone: str
    step: Text
    kind: Text
    title: Text
    root: Text
    root_number: str
    role: Text | None
    by: str | None
    state: State
    own: bool
    rows: tuple[FactRow, ...]
    files: tuple[ReceivedFile, ...]


def receipt(db: Database, clock: Clock, number: str, revision: int, viewer: Viewer) -> Receipt | None:
    """The receipt of a step that the viewer took; None for anybody else's."""
    with look(db, clock, number, viewer) as seen:
        row = seen.connection.execute(_EVENT, {"id": seen.case.id, "revision": revision}).first() if seen is not None else None
        if seen is None or row is None or not _took(seen, row):
            return None
        answers, case = _answers(seen, revision), seen.case
        parent = seen.world.case(case.parent) if case.parent is not None else None
        rules = seen.ages.on(row.at)
        machine = rules.machines[case.machine]
        action = machine.actions.get(row.action)
        rows = seen.facts(tuple(n for n in seen.machine.facts if n in answers), answers=answers)
        return Receipt(
            number=case.number,
            revision=revision,
            code=record.code(row.leaf),
            leaf=row.leaf.hex(),
            at=row.at,
            zone=case.zone,
            step=action.words if action is not None else _BUILT_IN[row.action],
            kind=seen.machine.words,
            title=called(seen.world, parent or case),
            root=called(seen.world, seen.world.case(case.root)),
            root_number=seen.world.case(case.root).number,
            role=rules.roles[row.role].words if row.role in rules.roles else None,
            by=seen.world.source.name(row.actor) if row.actor is not None else None,
            state=machine.states[row.target],
            own=seen.audience() == "owner",
            rows=tuple(r for r in rows if not r.files),
            files=tuple(f for r in rows for f in _files(seen, r)),
        )


def _took(seen: Look, row: Any) -> bool:
    """The person who acted; without an account, whoever holds the private link of the case, for steps that nobody else took."""
    if row.actor is not None:
        return bool(row.actor == seen.viewer.person)
    role = seen.definition.roles.get(row.role or "")
    mine = seen.viewer.token is not None and any(c.token == seen.viewer.token for c in seen.world.lineage(seen.case))
    return mine and role is not None and not role.held_in


def _answers(seen: Look, revision: int) -> dict[str, Items]:
    found: dict[str, Items] = {}
    for row in seen.connection.execute(_ANSWERS, {"id": seen.case.id, "revision": revision}):
        found[row.fact] = (*found.get(row.fact, ()), items_of(row))
    return found


def _files(seen: Look, row: FactRow) -> list[ReceivedFile]:
    kept = (seen.connection.execute(_FILE, {"sha256": sha, "person": seen.viewer.person}).first() for sha in row.files)
    return [ReceivedFile(row.words, f.id, f.name, f.kind, f.size, f.pages) for f in kept if f is not None]


def calendar(
    db: Database, clock: Clock, number: str, fact: str, viewer: Viewer, language: Language, host: str, address: str
) -> bytes | None:
    """A calendar file with one appointment of the viewer's own case, an hour long; None where there is none."""
    with look(db, clock, number, viewer) as seen:
        if seen is None or not readable(seen):
            return None
        found = next((a for a in appointments(seen) if a.fact == fact), None)
        if found is None:
            return None
        parent = seen.world.case(seen.case.parent) if seen.case.parent is not None else seen.case
        title = f"{found.words.in_(language)}: {called(seen.world, parent).in_(language)}"
        text = "\n".join(f"{row.words.in_(language)}: {row.value.in_(language)}" for row in found.more)
        entry = ics.Entry(f"{number}-{fact}", found.at, found.at + _HOUR, title, text, address)
        return ics.calendar_file([entry], name=title, host=host, zone=seen.case.zone, stamp=seen.now)


def messages(db: Database, person: int, link: Callable[[str, Language], str], number: str | None = None) -> tuple[letters.Message, ...]:
    """Letters to this person, newest first; of one case alone where `number` is given."""
    found = letters.of_person(db, letters.Office(_nowhere, "", link, lambda sha: _pinned(db, sha)), person)
    return tuple(m for m in found if number is None or m.case == number)


def _nowhere(_letter: object) -> None:
    """Reading letters sends none."""


def _pinned(db: Database, sha256: str) -> Definition:
    with db.reading() as connection:
        return shelf.pinned(connection, sha256)
