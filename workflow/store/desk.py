"""What parsing answers needs from the tables: files that the actor uploaded, persons that may be named."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, bindparam, select

from workflow.core.definition import Definition
from workflow.core.fields import Desk
from workflow.store.fast import Statement
from workflow.store.tables import accounts, files, persons

_FILE = Statement(select(files.c.sha256).where(files.c.id == bindparam("id"), files.c.owner == bindparam("owner")))
_PERSON = Statement(select(persons.c.id).where(persons.c.id == bindparam("id")))
_BY_EMAIL = Statement(select(accounts.c.person).where(accounts.c.email == bindparam("email")))


def desk_of(
    connection: Connection, definition: Definition, zone: str, actor: int | None, may_serve: Callable[[int], bool] = lambda _person: True
) -> Desk:
    """A file is known by its id and only to its owner; a person by key or e-mail address."""

    def is_file(id: str) -> str | None:
        found = _FILE.first(connection, id=id, owner=actor)
        return str(found.sha256) if found else None

    def is_person(text: str) -> int | None:
        if text.isdecimal() and len(text) < 19:
            found = _PERSON.first(connection, id=int(text))
        else:
            found = _BY_EMAIL.first(connection, email=text.strip().lower())
        return int(found[0]) if found is not None else None

    clauses = {group: found for machine in definition.machines.values() for group, found in machine.requirements.items()}
    return Desk(zone, clauses, is_file, is_person, may_serve)
