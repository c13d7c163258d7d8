"""What happened to a person's account: the lines of its own log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workflow.core.words import Text
from workflow.store.database import Database
from workflow.store.tables import account_log

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
    """One line of the log."""

    at: datetime
    text: Text


def my_activity(db: Database, account: int, limit: int = 100) -> tuple[Activity, ...]:
    """The latest `limit` lines of an account, newest first."""
    log = select(account_log.c.at, account_log.c.what).where(account_log.c.account == account)
    with db.reading() as connection:
        rows = connection.execute(log.order_by(account_log.c.at.desc(), account_log.c.id.desc()).limit(limit)).all()
    return tuple(Activity(row.at, WORDS[row.what]) for row in rows)
