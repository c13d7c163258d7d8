"""Finding accounts: for the administrator's pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, or_, select

from workflow.core.words import Language, Text
from workflow.store.database import Database
from workflow.store.tables import accounts, memberships, persons
from workflow.trouble import paired

PAGE = 20
_COLUMNS = select(accounts, persons.c.name, persons.c.nip, persons.c.post).join(persons, persons.c.id == accounts.c.person)
_HOLDS = exists().where(memberships.c.person == accounts.c.person, memberships.c.until.is_(None))
KINDS: Mapping[str, ColumnElement[bool]] = {
    "official": or_(_HOLDS, accounts.c.admin),
    "waiting": accounts.c.password.is_(None),
    "disabled": accounts.c.disabled.is_not(None),
    "admin": accounts.c.admin,
}


@dataclass(frozen=True, slots=True)
class AccountRow:
    """`waiting`: made, but its invitation has not been taken up."""

    person: int
    account: int
    name: str
    email: str
    nip: str | None
    post: Text | None
    admin: bool
    language: Language
    created: datetime
    disabled: bool
    waiting: bool


@dataclass(frozen=True, slots=True)
class AccountsFound:
    """One page of twenty, and how many there are in all."""

    rows: tuple[AccountRow, ...]
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def find_accounts(db: Database, text: str = "", kind: str = "", page: int = 1) -> AccountsFound:
    """Accounts by name. `text`: a part of the name, address or NIP; `kind`: a key of KINDS, or "" for all."""
    wanted = [KINDS[kind]] if kind in KINDS else []
    if text.strip():
        columns = (persons.c.name, accounts.c.email, persons.c.nip)
        wanted.append(or_(*(column.icontains(text.strip(), autoescape=True) for column in columns)))
    found = _COLUMNS.where(*wanted)
    ordered = found.order_by(persons.c.name, accounts.c.id).offset((page - 1) * PAGE).limit(PAGE)
    with db.reading() as connection:
        total = connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
        rows = connection.execute(ordered).all()
    return AccountsFound(tuple(_row(row) for row in rows), total)


def one_account(db: Database, account: int) -> AccountRow | None:
    """The account with this key, as the administrator sees it; None: there is none."""
    with db.reading() as connection:
        row = connection.execute(_COLUMNS.where(accounts.c.id == account)).first()
    return _row(row) if row else None


def person_by_email(db: Database, email: str) -> int | None:
    """The person whom an address in use belongs to."""
    wanted = (accounts.c.email == email.strip().lower(), accounts.c.disabled.is_(None))
    with db.reading() as connection:
        return connection.execute(select(accounts.c.person).where(*wanted)).scalar()


def _row(row: Row[Any]) -> AccountRow:
    same = {name: row._mapping[name] for name in ("person", "name", "email", "nip", "admin", "language", "created")}
    post = paired(row.post) if row.post else None
    return AccountRow(account=row.id, post=post, disabled=row.disabled is not None, waiting=row.password is None, **same)
