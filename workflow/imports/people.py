"""Persons of a table: found by e-mail address or employee number, or made where the operator says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from workflow.core.words import Text
from workflow.people import add_person
from workflow.store.clock import Clock
from workflow.store.tables import accounts, persons
from workflow.trouble import Trouble

UNKNOWN = Text(
    "{text} tidak dikenal. Periksa alamat surel atau NIP-nya; orang tanpa akun dibuat bila nama dan NIP-nya ada dan itu diizinkan.",
    "{text} is not known. Check the e-mail address or NIP; somebody without an account is made where name and NIP are given and it is allowed.",
)
OTHER_NAME = Text("NIP {nip} milik {known}, di tabel tertulis {given}.", "NIP {nip} belongs to {known}; the table says {given}.")
ADMIN = Text("{name} pengelola, jadi tidak memegang peran.", "{name} is an administrator and holds no role.")
AT_ONCE = 400


def as_nip(text: str) -> str | None:
    """Eighteen digits, however they are grouped."""
    digits = "".join(text.replace("'", "").split()).replace(".", "").replace("-", "")
    return digits if len(digits) == 18 and digits.isascii() and digits.isdigit() else None


@dataclass(slots=True)
class Known:
    """Who is known by what a table says. `keys`: e-mail address in lower case, or NIP -> person."""

    keys: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)

    def person(self, text: str) -> int | None:
        return self.keys.get(as_nip(text) or text.strip().lower())


def known(connection: Connection, texts: Iterable[str]) -> Known:
    """Look up every address and number at once."""
    wanted = sorted({as_nip(text) or text.strip().lower() for text in texts if text.strip()})
    found = Known()
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        by_nip = select(persons.c.nip.label("key"), persons.c.id, persons.c.name, accounts.c.admin).where(persons.c.nip.in_(some))
        by_email = select(accounts.c.email.label("key"), persons.c.id, persons.c.name, accounts.c.admin).where(accounts.c.email.in_(some))
        for row in connection.execute(by_nip.outerjoin(accounts, accounts.c.person == persons.c.id)):
            _learn(found, row.key, row.id, row.name, bool(row.admin))
        for row in connection.execute(by_email.join(accounts, accounts.c.person == persons.c.id)):
            _learn(found, row.key, row.id, row.name, bool(row.admin))
    return found


def _learn(found: Known, key: str, person: int, name: str, admin: bool) -> None:
    found.keys[key], found.names[person] = person, name
    if admin:
        found.admins.add(person)


def make(connection: Connection, clock: Clock, found: Known, name: str, nip: str, post: str) -> Trouble | None:
    """A person without an account, from now on known by the NIP; or what is wrong with name or number."""
    made = add_person(connection, clock.now(connection), name, nip, post or None)
    if isinstance(made, Trouble):
        return made
    _learn(found, nip, made, name, False)
    return None
