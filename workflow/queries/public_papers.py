"""One publication, one set of minutes, and what the record says publicly about a receipt code or a fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from workflow.core.definition import Definition, Machine
from workflow.core.record import code, parse_code
from workflow.core.words import Text
from workflow.queries.look import Look, Viewer, look
from workflow.queries.public_minutes import Minutes, minutes_of
from workflow.queries.public_shown import Paper, is_announced, one_paper
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

_ROOT_OF_PAPER = select(t.cases.c.number).join(t.publications, t.publications.c.root == t.cases.c.id)
_ROOT = _ROOT_OF_PAPER.where(t.publications.c.id == bindparam("id"))
_CASE_OF_MINUTES = (
    select(t.cases.c.number).join(t.minutes, t.minutes.c.case_id == t.cases.c.id).where(t.minutes.c.number == bindparam("number"))
)
_EVENT = (
    select(
        t.events.c.case_id,
        t.events.c.revision,
        t.events.c.root,
        t.events.c.action,
        t.events.c.leaf,
        t.events.c.t.label("at"),
        t.cases.c.machine,
    )
    .join(t.cases, t.cases.c.id == t.events.c.case_id)
    .where(t.events.c.leaf >= bindparam("first"), t.events.c.leaf <= bindparam("last"))
)
_NUMBER = select(t.cases.c.number).where(t.cases.c.id == bindparam("id"))
_LINES = select(func.count()).select_from(t.events).where(t.events.c.root == bindparam("root"))
_BEFORE = _LINES.where(
    (t.events.c.t < bindparam("t"))
    | ((t.events.c.t == bindparam("t")) & (t.events.c.case_id < bindparam("case")))
    | ((t.events.c.t == bindparam("t")) & (t.events.c.case_id == bindparam("case")) & (t.events.c.revision <= bindparam("revision")))
)
_BY_SHA = select(t.publications.c.id).where(t.publications.c.sha256 == bindparam("sha256")).order_by(t.publications.c.id).limit(1)
_MINUTES_BY_SHA = select(t.minutes.c.number).where(t.minutes.c.sha256 == bindparam("sha256")).order_by(t.minutes.c.number).limit(1)


@dataclass(frozen=True, slots=True)
class About:
    """The root that a paper belongs to, for the way back, and the case it is about."""

    root: str
    path: str
    root_called: Text
    case: str
    called: Text
    machine: Machine
    definition: Definition
    zone: str


@dataclass(frozen=True, slots=True)
class Found:
    """An event as the public sees it. `line` of `lines`: its place in the journal of its root, by time. `about`: None while not announced."""

    code: str
    at: datetime
    leaf: str
    machine: Text
    action: Text
    line: int
    lines: int
    about: About | None


def publication_page(db: Database, clock: Clock, id: int) -> tuple[Paper, About] | None:
    """A publication of an announced root that has a part for everybody."""
    with db.reading() as connection:
        root = connection.execute(_ROOT, {"id": id}).scalar()
    if root is None:
        return None
    with look(db, clock, str(root), Viewer()) as here:
        if here is None or not is_announced(here, here.case):
            return None
        paper = one_paper(here, id)
        return (paper, _about(here, paper.case_id)) if paper is not None else None


def minutes_page(db: Database, clock: Clock, number: str) -> tuple[Minutes, About] | None:
    """Minutes that are signed and in force."""
    with db.reading() as connection:
        case = connection.execute(_CASE_OF_MINUTES, {"number": number}).scalar()
    if case is None:
        return None
    with look(db, clock, str(case), Viewer()) as here:
        if here is None or not is_announced(here, here.world.case(here.case.root)):
            return None
        found = next((m for m in minutes_of(here, here.case) if m.number == number), None)
        return (found, _about(here, here.case.id)) if found is not None else None


def _about(here: Look, id: int) -> About:
    case = here.world.case(id)
    root = here.world.case(case.root)
    path = here.world.machine(root).path or ""
    machine = here.world.machine(case)
    return About(root.number, path, here.called(root), case.number, here.called(case), machine, here.definition, case.zone)


def by_code(db: Database, clock: Clock, typed: str) -> Found | None:
    """The event whose receipt carries this code; None: no code, or no such event here."""
    prefix = parse_code(typed)
    if prefix is None:
        return None
    with db.reading() as connection:
        row = connection.execute(_EVENT, {"first": prefix + b"\x00" * 22, "last": prefix + b"\xff" * 22}).first()
        if row is None:
            return None
        root = connection.execute(_NUMBER, {"id": row.root}).scalar_one()
        line, lines = _line(connection, row)
    with look(db, clock, str(root), Viewer()) as here:
        if here is None:
            return None
        machine = here.ages.on(row.at).machines[row.machine]
        about = _about(here, here.case.id) if is_announced(here, here.case) else None
        return Found(code(row.leaf), row.at, row.leaf.hex(), machine.words, _words(machine, row.action), line, lines, about)


def _line(connection: Connection, row: Any) -> tuple[int, int]:
    place = {"root": row.root, "t": row.at, "case": row.case_id, "revision": row.revision}
    return int(connection.execute(_BEFORE, place).scalar_one()), int(connection.execute(_LINES, {"root": row.root}).scalar_one())


ENGINE = {
    "@appoint": Text("Penunjukan ke dalam peran", "Appointment to a role"),
    "@dismiss": Text("Akhir penugasan dalam peran", "End of a role"),
    "@absent": Text("Ketidakhadiran dicatat", "Absence noted"),
    "@back": Text("Kehadiran kembali dicatat", "Return noted"),
    "@declare": Text("Pernyataan benturan kepentingan", "Declaration of conflict of interest"),
    "@lift": Text("Benturan kepentingan dicabut", "Conflict of interest lifted"),
    "@claim": Text("Tugas diambil", "Task claimed"),
    "@hand_back": Text("Tugas dikembalikan", "Task handed back"),
    "@reassign": Text("Tugas dialihkan", "Task reassigned"),
    "@plan": Text("Jadwal direncanakan", "Schedule planned"),
    "@calendar": Text("Tanggal bergeser karena hari libur", "Dates moved because of days off"),
    "@migrate": Text("Pindah ke versi aturan lain", "Moved to another version of the rules"),
    "@confirm": Text("Usulan dikonfirmasi", "Proposal confirmed"),
    "@decline": Text("Usulan ditolak", "Proposal declined"),
    "@expire": Text("Usulan kedaluwarsa", "Proposal expired"),
    "@propose": Text("Usulan menunggu konfirmasi", "Proposal awaiting confirmation"),
}
OTHER = Text("Catatan sistem", "Entry of the system")


def _words(machine: Machine, action: str) -> Text:
    return machine.actions[action].words if action in machine.actions else ENGINE.get(action, OTHER)


def by_fingerprint(db: Database, sha256: str) -> tuple[int | None, str | None]:
    """A publication's key or the number of minutes with this SHA-256 (hex); whether the public may read it, their pages decide."""
    with db.reading() as connection:
        wanted = {"sha256": sha256}
        paper = connection.execute(_BY_SHA, wanted).scalar()
        return (int(paper), None) if paper is not None else (None, connection.execute(_MINUTES_BY_SHA, wanted).scalar())
