"""Who takes part in a root: a random number for the record, and the secret from which the salts of that person's commitments come.

Deleting the row turns the commitments into noise: the record still verifies, and says nothing of the person.
"""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, bindparam, insert, select

from workflow.core.world import Case
from workflow.store.fast import Statement, write
from workflow.store.tables import participants

_WHO = select(participants.c.number, participants.c.secret)
_BY_PERSON = Statement(_WHO.where(participants.c.root == bindparam("root"), participants.c.person == bindparam("person")))
_BY_CASE = Statement(_WHO.where(participants.c.case_id == bindparam("case")))
_NUMBER = Statement(select(participants.c.id).where(participants.c.root == bindparam("root"), participants.c.number == bindparam("number")))
_INSERT = Statement(insert(participants), ("root", "person", "case_id", "number", "secret"))


class Participants:
    """Reads and makes participants within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._known: dict[tuple[int, int | None, int | None], tuple[str, bytes]] = {}

    def number(self, root: Case, person: int, role: str) -> str:
        return self._of(root, person, None)[0]

    def secret(self, root: Case, person: int | None, case: Case) -> bytes:
        """The secret of a person; of somebody without an account, one for their case alone."""
        return self._of(root, person, None if person is not None else case.id)[1]

    def _of(self, root: Case, person: int | None, case: int | None) -> tuple[str, bytes]:
        key = (root.id, person, case)
        if key not in self._known:
            self._known[key] = self._found(root.id, person, case) or self._made(root.id, person, case)
        return self._known[key]

    def _found(self, root: int, person: int | None, case: int | None) -> tuple[str, bytes] | None:
        if person is not None:
            row = _BY_PERSON.first(self.connection, root=root, person=person)
        else:
            row = _BY_CASE.first(self.connection, case=case)
        return (row.number, row.secret) if row else None

    def _made(self, root: int, person: int | None, case: int | None) -> tuple[str, bytes]:
        number, secret = self._unused(root), secrets.token_bytes(32)
        write(self.connection, [(_INSERT, {"root": root, "person": person, "case_id": case, "number": number, "secret": secret})])
        return number, secret

    def _unused(self, root: int) -> str:
        for digits in (3, 3, 3, 4, 5, 6, 8):
            number = f"P{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
            if _NUMBER.first(self.connection, root=root, number=number) is None:
                return number
        raise RuntimeError("no unused number was found")
