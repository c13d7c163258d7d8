"""Persons and accounts: open, add, change, disable. A person is not an account; roles belong to the person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from workflow.core.words import Language, Text
from workflow.people import notices, passwords
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.tables import account_log, accounts, memberships, persons, sessions, tokens
from workflow.trouble import Trouble, tidy

LASTS = {"invitation": timedelta(days=7), "reset": timedelta(hours=1)}
_ACCOUNTS = select(accounts, persons.c.name, persons.c.nip, persons.c.post).join(persons, persons.c.id == accounts.c.person)
_PROOF = ("taken_up", "reset")
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?=.{1,190}$)[a-z0-9-]+(\.[a-z0-9-]+)+")

BAD_EMAIL = Text(
    "Tulis alamat surel yang lengkap, misalnya siti@contoh.go.id.", "Write the whole e-mail address, siti@example.org for instance."
)
NO_NAME = Text("Tulis nama lengkap, paling banyak 200 karakter.", "Write the full name, at most 200 characters.")
BAD_NIP = Text("NIP terdiri atas 18 angka.", "A NIP has 18 digits.")
HAS_ACCOUNT = Text("Alamat surel ini sudah dipakai sebuah akun.", "This e-mail address already belongs to an account.")
HOLDS_ROLE = Text(
    "Orang ini memegang peran, jadi tidak dapat menjadi pengelola.", "This person holds a role and therefore cannot be an administrator."
)
LAST_ADMIN = Text("Ini pengelola terakhir; tunjuk pengelola lain dulu.", "This is the last administrator; appoint another one first.")


@dataclass(frozen=True, slots=True)
class Added:
    """A new account. `token` opens its invitation; None when it was made with a password."""

    person: int
    account: int
    token: str | None


def open_account(db: Database, clock: Clock, name: str, email: str, password: str, language: Language = "id") -> tuple[Trouble, ...]:
    """Somebody opens an account; empty when done. A known address gets the same answer after the same work, and a letter.

    The account can be used at once; whoever owns the address can take it over by a reset, which ends every session.
    """
    name, email = tidy(name), email.strip().lower()
    wrong = (*_name_troubles(name), *_email_troubles(email), *passwords.troubles(password, email, name))
    if wrong:
        return wrong
    hashed = passwords.hashed(password)
    try:
        with db.writing() as connection:
            _open(connection, clock.now(connection), name, email, hashed, language)
    except IntegrityError:
        with db.writing() as connection:
            _open(connection, clock.now(connection), name, email, hashed, language)
    return ()


def _open(connection: Connection, now: datetime, name: str, email: str, hashed: str, language: Language) -> None:
    known = by_email(connection, email)
    if known is not None:
        notices.post(connection, now, notices.KNOWN, email, known.language, name=known.name)
        return
    account = _insert(connection, now, _new_person(connection, now, name), email, hashed, language)
    note(connection, now, account, "opened")
    notices.post(connection, now, notices.OPENED, email, language, name=name)


def add_account(
    db: Database,
    clock: Clock,
    email: str,
    name: str,
    *,
    admin: bool = False,
    password: str | None = None,
    hashed: str | None = None,
    nip: str | None = None,
    post: str | None = None,
    language: Language = "id",
) -> Added | tuple[Trouble, ...]:
    """An account made by the operator; without a password it waits for its invitation. A known NIP joins that person.

    `hashed`: the password's hash where it was made before, for accounts that share a password which everybody knows.
    """
    name, email = tidy(name), email.strip().lower()
    wrong = (*_name_troubles(name), *_email_troubles(email), *_nip_troubles(nip))
    if password is not None:
        wrong += passwords.troubles(password, email, name)
    if wrong:
        return wrong
    if password is not None and hashed is None:
        hashed = passwords.hashed(password)
    with db.writing() as connection:
        return _add(connection, clock.now(connection), name, email, hashed, admin=admin, nip=nip, post=post, language=language)


def _add(
    connection: Connection,
    now: datetime,
    name: str,
    email: str,
    hashed: str | None,
    *,
    admin: bool,
    nip: str | None,
    post: str | None,
    language: Language,
) -> Added | tuple[Trouble, ...]:
    if by_email(connection, email) is not None:
        return (Trouble("email", HAS_ACCOUNT),)
    person = _by_nip(connection, nip)
    if person is not None and admin and holds_role(connection, person):
        return (Trouble("admin", HOLDS_ROLE),)
    person = person or _new_person(connection, now, name, nip, tidy(post or "") or None)
    account = _insert(connection, now, person, email, hashed, language, admin=admin)
    note(connection, now, account, "invited" if hashed is None else "added")
    return Added(person, account, None if hashed else new_ticket(connection, now, "invitation", account))


def add_person(connection: Connection, now: datetime, name: str, nip: str, post: str | None = None) -> int | Trouble:
    """Somebody without an account, who may hold a role and signs in only once an account is made for the same NIP."""
    wrong = (*_name_troubles(tidy(name)), *_nip_troubles(nip))
    if wrong:
        return wrong[0]
    return _by_nip(connection, nip) or _new_person(connection, now, tidy(name), nip, tidy(post or "") or None)


def edit_profile(db: Database, clock: Clock, account: int, *, name: str, language: Language) -> tuple[Trouble, ...]:
    """Change the own name and the language of letters and pages."""
    name = tidy(name)
    wrong = _name_troubles(name)
    if wrong:
        return wrong
    with db.writing() as connection:
        row = account_row(connection, account)
        connection.execute(update(persons).where(persons.c.id == row.person).values(name=name))
        connection.execute(update(accounts).where(accounts.c.id == account).values(language=language))
        note(connection, clock.now(connection), account, "profile")
    return ()


def disable(db: Database, clock: Clock, account: int) -> tuple[Trouble, ...]:
    """Close an account: its sessions end and it signs in no more. The last administrator stays."""
    with db.writing() as connection:
        others = select(accounts.c.id).where(accounts.c.admin, accounts.c.disabled.is_(None), accounts.c.id != account)
        if account_row(connection, account).admin and connection.execute(others).first() is None:
            return (Trouble(None, LAST_ADMIN),)
        now = clock.now(connection)
        connection.execute(update(accounts).where(accounts.c.id == account).values(disabled=now))
        connection.execute(delete(sessions).where(sessions.c.account == account))
        note(connection, now, account, "disabled")
    return ()


def enable(db: Database, clock: Clock, account: int) -> None:
    """Let the owner of a disabled account sign in again; it stands in the account's log."""
    with db.writing() as connection:
        connection.execute(update(accounts).where(accounts.c.id == account).values(disabled=None))
        note(connection, clock.now(connection), account, "enabled")


def person_name(db: Database, person: int) -> str | None:
    """The name of a person; None: there is no such person."""
    with db.reading() as connection:
        return connection.execute(select(persons.c.name).where(persons.c.id == person)).scalar()


def holds_role(connection: Connection, person: int) -> bool:
    """Whether the person holds a role now, in a case or in the agency."""
    held = select(memberships.c.id).where(memberships.c.person == person, memberships.c.until.is_(None))
    return connection.execute(held.limit(1)).first() is not None


def is_proven(connection: Connection, person: int) -> bool:
    """Whether someone vouches for the person's address: the operator who added it, or a link by letter that was used.

    An account that anybody opened proves nothing about who reads the letters; no role is given on the strength of it.
    """
    log = select(account_log.c.what).join(accounts, accounts.c.id == account_log.c.account).where(accounts.c.person == person)
    noted = set(connection.execute(log.where(account_log.c.what.in_(("opened", *_PROOF)))).scalars())
    return "opened" not in noted or not noted.isdisjoint(_PROOF)


def is_admin(connection: Connection, person: int) -> bool:
    """Whether an account of the person is an administrator's."""
    found = select(accounts.c.id).where(accounts.c.person == person, accounts.c.admin)
    return connection.execute(found.limit(1)).first() is not None


def note(connection: Connection, now: datetime, account: int, what: str) -> None:
    """Write a line of the account's own log; `what` is a key of `activity.WORDS`."""
    connection.execute(insert(account_log).values(account=account, at=now, what=what))


def account_row(connection: Connection, account: int) -> Row[Any]:
    """The account with its person's name; it must exist."""
    return connection.execute(_ACCOUNTS.where(accounts.c.id == account)).one()


def by_email(connection: Connection, email: str) -> Row[Any] | None:
    """The account of an address in lower case, disabled ones included."""
    return connection.execute(_ACCOUNTS.where(accounts.c.email == email)).first()


def new_ticket(connection: Connection, now: datetime, kind: str, account: int) -> str:
    """The secret of a new link of this kind; the account's earlier links of the kind die."""
    secret = passwords.secret()
    connection.execute(delete(tokens).where(tokens.c.account == account, tokens.c.kind == kind))
    row = {"token": passwords.fingerprint(secret), "kind": kind, "account": account, "created": now, "expires": now + LASTS[kind]}
    connection.execute(insert(tokens).values(row))
    return secret


def _by_nip(connection: Connection, nip: str | None) -> int | None:
    return connection.execute(select(persons.c.id).where(persons.c.nip == nip)).scalar() if nip else None


def _new_person(connection: Connection, now: datetime, name: str, nip: str | None = None, post: str | None = None) -> int:
    values = {"name": name, "nip": nip, "post": post, "created": now}
    person: int = connection.execute(insert(persons).values(values).returning(persons.c.id)).scalar_one()
    return person


def _insert(
    connection: Connection, now: datetime, person: int, email: str, hashed: str | None, language: Language, admin: bool = False
) -> int:
    values = {"person": person, "email": email, "password": hashed, "admin": admin, "language": language, "created": now}
    account: int = connection.execute(insert(accounts).values(values).returning(accounts.c.id)).scalar_one()
    return account


def _name_troubles(name: str) -> tuple[Trouble, ...]:
    return () if 0 < len(name) <= 200 else (Trouble("name", NO_NAME),)


def _email_troubles(email: str) -> tuple[Trouble, ...]:
    return () if _EMAIL.fullmatch(email) else (Trouble("email", BAD_EMAIL),)


def _nip_troubles(nip: str | None) -> tuple[Trouble, ...]:
    return () if nip is None or (len(nip) == 18 and nip.isascii() and nip.isdigit()) else (Trouble("nip", BAD_NIP),)
