"""Office holders of the agency: roles held at no case, copied into each root at its birth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from workflow.core.definition import Definition, Role
from workflow.core.words import Text
from workflow.people.accounts import is_admin, is_proven
from workflow.store import shelf
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.tables import memberships, persons
from workflow.trouble import Trouble, paired

ADMIN = Text("Pengelola tidak memegang peran dalam proses apa pun.", "An administrator holds no role in any process.")
HELD = Text("Orang ini sudah memegang jabatan itu.", "This person already holds that office.")
RIVAL = Text(
    "Orang ini memegang jabatan yang tidak boleh dirangkap dengan jabatan itu.",
    "This person holds an office that may not be held together with it.",
)
UNPROVEN = Text(
    "Alamat surel orang ini belum terbukti miliknya. Kirim undangan ke alamat itu dulu.",
    "Nothing proves yet that this person's e-mail address is theirs. Send an invitation to it first.",
)
NOBODY = Text("Orang ini tidak ditemukan.", "This person was not found.")


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """A person in an office of the agency; `membership` is the key with which the office is taken away again."""

    membership: int
    role: str
    person: int
    name: str
    post: Text | None
    position: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Office:
    """A role that the agency fills. `processes`: titles of the definitions on offer that have it."""

    role: str
    words: Text
    processes: tuple[Text, ...]


def office_roles(db: Database) -> tuple[Office, ...]:
    """Roles of the definitions on offer that are held at a root and that nobody in it appoints."""
    found: dict[str, Office] = {}
    with db.reading() as connection:
        for definition in _offered(connection):
            for role in definition.roles.values():
                if is_office(definition, role):
                    known = found.get(role.name)
                    titles = (*known.processes, definition.title) if known else (definition.title,)
                    found[role.name] = Office(role.name, known.words if known else role.words, titles)
    return tuple(found.values())


def is_office(definition: Definition, role: Role) -> bool:
    return definition.root.name in role.held_in and role.appointed_by is None


def _offered(connection: Connection) -> tuple[Definition, ...]:
    return tuple(shelf.pinned(connection, sha256) for sha256 in shelf.offered(connection).values())


def office_holders(db: Database) -> tuple[OfficeHolder, ...]:
    """Who holds which office now, by role and published order."""
    columns = select(
        memberships.c.id,
        memberships.c.role,
        memberships.c.person,
        persons.c.name,
        persons.c.post,
        memberships.c.position,
        memberships.c.since,
    )
    found = columns.join(persons, persons.c.id == memberships.c.person).where(memberships.c.place.is_(None), memberships.c.until.is_(None))
    with db.reading() as connection:
        rows = connection.execute(found.order_by(memberships.c.role, memberships.c.position)).all()
    return tuple(OfficeHolder(*row[:4], paired(row.post) if row.post else None, *row[5:]) for row in rows)


def give_office(db: Database, clock: Clock, role: str, person: int) -> tuple[Trouble, ...]:
    """The person takes the last position of the role. The caller has checked that a definition knows the role."""
    with db.writing() as connection:
        wrong = _trouble(connection, role, person)
        if wrong:
            return (Trouble("person", wrong),)
        last = connection.execute(select(func.max(memberships.c.position)).where(*_held(role))).scalar()
        values = {"role": role, "person": person, "position": (last or 0) + 1, "since": clock.now(connection)}
        connection.execute(insert(memberships).values(values))
    return ()


def _trouble(connection: Connection, role: str, person: int) -> Text | None:
    if connection.execute(select(persons.c.id).where(persons.c.id == person)).first() is None:
        return NOBODY
    if is_admin(connection, person):
        return ADMIN
    if not is_proven(connection, person):
        return UNPROVEN
    office = (memberships.c.person == person, memberships.c.place.is_(None), memberships.c.until.is_(None))
    held = set(connection.execute(select(memberships.c.role).where(*office)).scalars())
    if role in held:
        return HELD
    return RIVAL if held & _rivals(connection, role) else None


def _rivals(connection: Connection, role: str) -> set[str]:
    """Roles that a definition on offer does not allow together with this one, whichever of the two says so."""
    told = [r for definition in _offered(connection) for r in definition.roles.values()]
    own = {name for r in told if r.name == role for name in r.never_with}
    return own | {r.name for r in told if role in r.never_with}


def end_office(db: Database, clock: Clock, role: str, person: int) -> bool:
    """End it now; False when the person does not hold it. Cases that are under way keep who they have."""
    with db.writing() as connection:
        held = (*_held(role), memberships.c.person == person)
        return connection.execute(update(memberships).where(*held).values(until=clock.now(connection))).rowcount > 0


def _held(role: str) -> tuple[ColumnElement[bool], ...]:
    return memberships.c.place.is_(None), memberships.c.role == role, memberships.c.until.is_(None)
