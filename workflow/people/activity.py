"""What a person has done here: the account's log and the person's events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workflow.core.words import Text
from workflow.store.database import Database
from workflow.store.tables import account_log, cases, events

WORDS = {
    "opened": Text("Akun dibuat", "Account opened"),
    "added": Text("Akun dibuatkan oleh pengelola", "Account made by the administrator"),
    "invited": Text("Undangan dikirim", "Invitation sent"),
    "taken_up": Text("Undangan diterima", "Invitation taken up"),
    "signed_in": Text("Masuk", "Signed in"),
    "signed_out": Text("Keluar", "Signed out"),
    "refused": Text("Percobaan masuk ditolak", "Sign-in refused"),
    "reset_asked": Text("Kata sandi baru diminta", "New password asked for"),
    "reset": Text("Kata sandi dibuat ulang", "Password reset"),
    "password": Text("Kata sandi diganti", "Password changed"),
    "profile": Text("Profil diubah", "Profile changed"),
    "disabled": Text("Akun dinonaktifkan", "Account disabled"),
    "enabled": Text("Akun diaktifkan kembali", "Account enabled again"),
}


@dataclass(frozen=True, slots=True)
class Activity:
    """One line. Either `text`, or an event: `case` its number, `action` as in the journal, `definition` and `machine` to word it by."""

    at: datetime
    text: Text | None
    case: str | None = None
    action: str | None = None
    machine: str | None = None
    definition: str | None = None


def my_activity(db: Database, account: int, person: int, limit: int = 100) -> tuple[Activity, ...]:
    """The latest `limit` lines of an account and its person, newest first."""
    log = select(account_log.c.at, account_log.c.what).where(account_log.c.account == account)
    steps = select(events.c.t, cases.c.number, events.c.action, cases.c.machine, cases.c.definition)
    steps = steps.join(cases, cases.c.id == events.c.case_id).where(events.c.actor == person)
    with db.reading() as connection:
        noted = connection.execute(log.order_by(account_log.c.at.desc(), account_log.c.id.desc()).limit(limit)).all()
        taken = connection.execute(steps.order_by(events.c.t.desc()).limit(limit)).all()
    lines = [Activity(row.at, WORDS[row.what]) for row in noted] + [Activity(row[0], None, *row[1:]) for row in taken]
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True)[:limit])
