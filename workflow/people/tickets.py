"""Links by letter: invitations and resets, each good once and for a time.

A `link` is an address with `{token}` in it, made by the caller from the configured base address, never from a request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from workflow.core.words import Language, Text
from workflow.people import notices, passwords
from workflow.people.accounts import Added, account_row, add_account, by_email, is_proven, new_ticket, note
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.tables import accounts, persons, sessions, tokens
from workflow.trouble import Trouble

DEAD_LINK = Text(
    "Tautan ini sudah dipakai atau sudah lewat waktunya. Minta tautan baru.", "This link has been used or is too old. Ask for a new one."
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """An invitation or a reset that is still good."""

    kind: str
    account: int
    name: str
    email: str


def invite(
    db: Database,
    clock: Clock,
    link: str,
    name: str,
    email: str,
    *,
    admin: bool = False,
    nip: str | None = None,
    post: str | None = None,
    language: Language = "id",
) -> Added | tuple[Trouble, ...]:
    """An administrator invites an official: the account is made and the letter with the link is posted.

    An account that its holder opened with this address is invited too, once: taking the link up proves the address.
    """
    added = add_account(db, clock, email, name, admin=admin, nip=nip, post=post, language=language)
    with db.writing() as connection:
        now = clock.now(connection)
        if not isinstance(added, Added):
            known = by_email(connection, email.strip().lower())
            if known is None or admin or is_proven(connection, known.person):
                return added
            added = Added(known.person, known.id, new_ticket(connection, now, "invitation", known.id))
        _send_link(connection, now, notices.INVITATION, account_row(connection, added.account), link, added.token or "")
    return added


def invite_again(db: Database, clock: Clock, link: str, account: int) -> None:
    """A new link for an invitation that nobody took up; the old one dies. An account with a password is left alone."""
    with db.writing() as connection:
        now, row = clock.now(connection), account_row(connection, account)
        if row.password is None and row.disabled is None:
            _send_link(connection, now, notices.INVITATION, row, link, new_ticket(connection, now, "invitation", account))


def ask_reset(db: Database, clock: Clock, link: str, email: str) -> None:
    """Send a link for a new password if the address belongs to an account; the answer is the same if it does not."""
    with db.writing() as connection:
        now, row = clock.now(connection), by_email(connection, email.strip().lower())
        if row is not None and row.disabled is None:
            _send_link(connection, now, notices.RESET, row, link, new_ticket(connection, now, "reset", row.id))
            note(connection, now, row.id, "reset_asked")


def ticket(db: Database, clock: Clock, token: str) -> Ticket | None:
    """The invitation or reset that a link opens; None when it is used, too old or unknown."""
    with db.reading() as connection:
        return _open_ticket(connection, clock.now(connection), token)


def use_ticket(db: Database, clock: Clock, token: str, password: str) -> tuple[Trouble, ...]:
    """Take up an invitation or a reset: sets the password, ends every session of the account, kills its other links."""
    found = ticket(db, clock, token)
    if found is None:
        return (Trouble(None, DEAD_LINK),)
    wrong = passwords.troubles(password, found.email, found.name)
    if wrong:
        return wrong
    hashed = passwords.hashed(password)
    with db.writing() as connection:
        now = clock.now(connection)
        if _open_ticket(connection, now, token) is None:
            return (Trouble(None, DEAD_LINK),)
        set_password(connection, now, found.account, hashed, "taken_up" if found.kind == "invitation" else "reset")
    return ()


def set_password(connection: Connection, now: datetime, account: int, hashed: str, why: str) -> None:
    """Store a new hash; every session ends and every open link of the account dies."""
    connection.execute(update(accounts).where(accounts.c.id == account).values(password=hashed))
    connection.execute(delete(sessions).where(sessions.c.account == account))
    connection.execute(update(tokens).where(tokens.c.account == account, tokens.c.used.is_(None)).values(used=now))
    note(connection, now, account, why)
    if why != "taken_up":
        row = account_row(connection, account)
        notices.post(connection, now, notices.CHANGED, row.email, row.language, name=row.name)


def _open_ticket(connection: Connection, now: datetime, token: str) -> Ticket | None:
    columns = select(tokens.c.kind, tokens.c.account, persons.c.name, accounts.c.email)
    found = columns.join(accounts, accounts.c.id == tokens.c.account).join(persons, persons.c.id == accounts.c.person)
    good = (tokens.c.token == passwords.fingerprint(token), tokens.c.used.is_(None), tokens.c.expires > now, accounts.c.disabled.is_(None))
    row = connection.execute(found.where(*good)).first()
    return Ticket(row.kind, row.account, row.name, row.email) if row else None


def _send_link(connection: Connection, now: datetime, notice: notices.Notice, account: Row[Any], link: str, token: str) -> None:
    address = link.replace("{token}", token)
    notices.post(connection, now, notice, account.email, account.language, name=account.name, link=address)
