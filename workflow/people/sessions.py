"""Signing in and out: sessions on the server, known by a secret in a cookie of which only the SHA-256 is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from workflow.core.words import Language, Text
from workflow.people import passwords
from workflow.people.accounts import account_row, by_email, holds_role, note
from workflow.people.tickets import set_password
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.tables import accounts, persons, sessions
from workflow.trouble import Trouble

LONGEST = timedelta(hours=12)
IDLE_OFFICIAL = timedelta(minutes=30)
IDLE = timedelta(hours=2)
CONFIRMED = timedelta(minutes=5)
_SEEN_EVERY = timedelta(minutes=1)

NOT_KNOWN = Text("Alamat surel atau kata sandi tidak cocok.", "The e-mail address or the password does not match.")
WRONG_PASSWORD = Text("Kata sandi tidak cocok.", "The password does not match.")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who asks. `confirmed`: the password was typed in this session within the last five minutes."""

    person: int
    account: int
    name: str
    email: str
    admin: bool
    language: Language
    confirmed: bool


def sign_in(db: Database, clock: Clock, email: str, password: str) -> str | Trouble:
    """The secret of a new session, or one and the same answer for an unknown address, a closed account and a wrong password."""
    with db.reading() as connection:
        row = by_email(connection, email.strip().lower())
    stored = row.password if row is not None and row.disabled is None else None
    good = passwords.matches(stored, password)
    fresh = passwords.hashed(password) if good and passwords.is_dated(stored or "") else None
    with db.writing() as connection:
        now = clock.now(connection)
        if row is not None:
            note(connection, now, row.id, "signed_in" if good else "refused")
        if row is None or not good or not _still(connection, row):
            return Trouble(None, NOT_KNOWN)
        if fresh:
            connection.execute(update(accounts).where(accounts.c.id == row.id).values(password=fresh))
        return _begin(connection, now, row.id)


def _still(connection: Connection, row: Row[Any]) -> bool:
    present = account_row(connection, row.id)
    return bool(present.password == row.password and present.disabled is None)


def _begin(connection: Connection, now: datetime, account: int, created: datetime | None = None) -> str:
    secret = passwords.secret()
    values = {"token": passwords.fingerprint(secret), "account": account, "created": created or now, "seen": now, "confirmed": now}
    connection.execute(insert(sessions).values(values))
    return secret


def session_account(db: Database, clock: Clock, token: str) -> SignedIn | None:
    """Who this session belongs to; None when it is unknown, idle for too long or older than twelve hours."""
    with db.reading() as connection:
        row, now = _session(connection, token), clock.now(connection)
        if row is None or not _alive(connection, row, now):
            return None
    if now - row.seen >= _SEEN_EVERY:
        with db.writing() as connection:
            connection.execute(update(sessions).where(sessions.c.token == row.token).values(seen=now))
    confirmed = row.confirmed is not None and now - row.confirmed < CONFIRMED
    return SignedIn(row.person, row.account, row.name, row.email, row.admin, row.language, confirmed)


def _session(connection: Connection, token: str) -> Row[Any] | None:
    columns = select(sessions, accounts.c.person, accounts.c.email, accounts.c.admin, accounts.c.language, persons.c.name)
    joined = columns.join(accounts, accounts.c.id == sessions.c.account).join(persons, persons.c.id == accounts.c.person)
    found = joined.where(sessions.c.token == passwords.fingerprint(token), accounts.c.disabled.is_(None))
    return connection.execute(found).first()


def _alive(connection: Connection, row: Row[Any], now: datetime) -> bool:
    idle = IDLE_OFFICIAL if row.admin or holds_role(connection, row.person) else IDLE
    return bool(now - row.created < LONGEST and now - row.seen < idle)


def sign_out(db: Database, clock: Clock, token: str) -> None:
    """End the session; an unknown one is no error."""
    with db.writing() as connection:
        ended = delete(sessions).where(sessions.c.token == passwords.fingerprint(token)).returning(sessions.c.account)
        for account in connection.execute(ended).scalars():
            note(connection, clock.now(connection), account, "signed_out")


def confirm_password(db: Database, clock: Clock, token: str, password: str) -> str | Trouble:
    """Re-authentication. Returns the secret that takes the place of `token`: a step up gets a new identity of the session."""
    with db.reading() as connection:
        row = _session(connection, token)
        stored = account_row(connection, row.account).password if row is not None else None
    good = passwords.matches(stored, password)
    with db.writing() as connection:
        now = clock.now(connection)
        gone = delete(sessions).where(sessions.c.token == passwords.fingerprint(token))
        if row is None or not good or connection.execute(gone).rowcount == 0:
            return Trouble("password", WRONG_PASSWORD)
        return _begin(connection, now, row.account, row.created)


def change_password(db: Database, clock: Clock, token: str, old: str, new: str) -> str | tuple[Trouble, ...]:
    """Change the own password: every session ends; returns the secret of a new one for the person who changed it."""
    with db.reading() as connection:
        row = _session(connection, token)
        stored = account_row(connection, row.account).password if row is not None else None
    if not passwords.matches(stored, old) or row is None:
        return (Trouble("old", WRONG_PASSWORD),)
    wrong = passwords.troubles(new, row.email, row.name, field="new")
    if wrong:
        return wrong
    hashed = passwords.hashed(new)
    with db.writing() as connection:
        if account_row(connection, row.account).password != stored:
            return (Trouble("old", WRONG_PASSWORD),)
        now = clock.now(connection)
        set_password(connection, now, row.account, hashed, "password")
        return _begin(connection, now, row.account)


def sweep(db: Database, clock: Clock) -> int:
    """Delete sessions that are over; returns how many. Writes nothing when there are none."""
    with db.reading() as connection:
        oldest = clock.now(connection) - LONGEST
        if connection.execute(select(sessions.c.token).where(sessions.c.created < oldest).limit(1)).first() is None:
            return 0
    with db.writing() as connection:
        return connection.execute(delete(sessions).where(sessions.c.created < oldest)).rowcount


def follow_clock(connection: Connection, moved: timedelta) -> None:
    """Carry the open sessions along when the demonstration's clock is moved forward, so that nobody is signed out by it."""
    for row in connection.execute(select(sessions)).all():
        later = {name: row._mapping[name] + moved for name in ("created", "seen", "confirmed") if row._mapping[name] is not None}
        connection.execute(update(sessions).where(sessions.c.token == row.token).values(later))
