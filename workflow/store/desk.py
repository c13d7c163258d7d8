"""What parsing answers needs from the tables: files that the actor uploaded, persons that may be named."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, bindparam, select

from workflow.core.definition import Definition
from workflow.core.fields import Desk
from workflow.store.fast import Statement
from workflow.store.tables import accounts, cases, files, persons, shelf

_FILE = Statement(select(files.c.sha256).where(files.c.id == bindparam("id"), files.c.owner == bindparam("owner")))
_PERSON = Statement(select(persons.c.id).where(persons.c.id == bindparam("id")))
_CASE = Statement(
    select(cases.c.number, cases.c.root)
    .join(shelf, shelf.c.sha256 == cases.c.definition)
    .where(cases.c.number == bindparam("number"), cases.c.machine == bindparam("machine"), shelf.c.process == bindparam("process"))
)
_BY_EMAIL = Statement(select(accounts.c.person).where(accounts.c.email == bindparam("email")))


def desk_of(
    connection: Connection,
    definition: Definition,
    zone: str,
    actor: int | None,
    may_serve: Callable[[int], bool] = lambda _person: True,
    root: int | None = None,
) -> Desk:
    """A file is known by its id and only to its owner; a person by key or e-mail address; a case by its number.

    `root`: of the case that is answered; None where it is to be born as one.
    """

    def is_file(id: str) -> str | None:
        found = _FILE.first(connection, id=id, owner=actor)
        return str(found.sha256) if found else None

    def is_person(text: str) -> int | None:
        if text.isdecimal() and len(text) < 19:
            found = _PERSON.first(connection, id=int(text))
        else:
            found = _BY_EMAIL.first(connection, email=text.strip().lower())
        return int(found[0]) if found is not None else None

    def is_case(machine: str, here: bool, number: str) -> str | None:
        found = _CASE.first(connection, number=number, machine=machine, process=definition.process)
        return str(found.number) if found is not None and (found.root == root) is here else None

    clauses = {group: found for machine in definition.machines.values() for group, found in machine.requirements.items()}
    return Desk(zone, clauses, is_file, is_person, may_serve, is_case)
