"""What parsing answers needs from the tables: files that the actor uploaded, persons that may be named."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, bindparam, select

from workflow.core.definition import Definition
from workflow.core.fields import Desk
from workflow.store.fast import Statement
from workflow.store.tables import accounts, cases, files, memberships, persons, shelf

_FILE = Statement(select(files.c.sha256).where(files.c.id == bindparam("id"), files.c.owner == bindparam("owner")))
_PERSON = Statement(select(persons.c.id).where(persons.c.id == bindparam("id")))
_SERVED = Statement(select(memberships.c.id).where(memberships.c.person == bindparam("actor")).limit(1))
_CASE = Statement(
    select(cases.c.id, cases.c.number, cases.c.root, cases.c.parent)
    .join(shelf, shelf.c.sha256 == cases.c.definition)
    .where(cases.c.number == bindparam("number"), cases.c.machine == bindparam("machine"), shelf.c.process == bindparam("process"))
)
_PARENT = Statement(select(cases.c.id, cases.c.machine, cases.c.parent).where(cases.c.id == bindparam("id")))
_BY_EMAIL = Statement(select(accounts.c.person).where(accounts.c.email == bindparam("email")))


def desk_of(
    connection: Connection,
    definition: Definition,
    zone: str,
    actor: int | None,
    may_serve: Callable[[int], bool] = lambda _person: True,
    above: Sequence[int] = (),
) -> Desk:
    """A file is known by its id and only to its owner; a person by e-mail address; a case by its number.

    Those who hold or held a role choose persons from lists, so their forms may send a person's key; a key typed by anybody else is
    nobody's, or names could be read off by counting. `above`: the case that is
    answered and its ancestors, the root last; of one to be born only these.
    """

    def is_file(id: str) -> str | None:
        found = _FILE.first(connection, id=id, owner=actor)
        return str(found.sha256) if found else None

    def is_person(text: str) -> int | None:
        if text.isdecimal() and len(text) < 19:
            found = _PERSON.first(connection, id=int(text)) if _SERVED.first(connection, actor=actor) else None
        else:
            found = _BY_EMAIL.first(connection, email=text.strip().lower())
        return int(found[0]) if found is not None else None

    def is_case(machine: str, within: str | None, number: str) -> str | None:
        found = _CASE.first(connection, number=number, machine=machine, process=definition.process)
        if found is None or found.id in above:
            return None
        fits = found.root not in above if within is None else _ancestor(connection, found.parent, within) in above
        return str(found.number) if fits else None

    clauses = {group: found for machine in definition.machines.values() for group, found in machine.requirements.items()}
    return Desk(zone, clauses, is_file, is_person, may_serve, is_case)


def _ancestor(connection: Connection, id: int | None, machine: str) -> int | None:
    """The case of the machine at or above `id`."""
    while id is not None:
        found = _PARENT.first(connection, id=id)
        if found is None or found.machine == machine:
            return None if found is None else int(found.id)
        id = found.parent
    return None
