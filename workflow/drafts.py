"""Half-filled forms. Outside the journal, read by no guard, gone when sent or 30 days after the end of the case.

The owner is "p<person id>" or "t<SHA-256 of the private token>"; a draft belongs to one case (or parent), action and round.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select

from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.fast import Call, Statement, write
from workflow.store.tables import cases, drafts

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Draft:
    """`typed`: field -> texts exactly as typed. `case` is the number of the case, or of the parent for a birth."""

    case: str
    action: str
    round: int
    typed: Mapping[str, Sequence[str]]
    saved: datetime


def person_key(person: int) -> str:
    return f"p{person}"


def token_key(fingerprint: str) -> str:
    return f"t{fingerprint}"


def save(db: Database, clock: Clock, owner: str, case: str, action: str, round: int, typed: Mapping[str, Sequence[str]]) -> bool:
    """Keep what was typed, in place of what was kept before; False when there is no such case."""
    with db.writing() as connection:
        case_id = connection.execute(select(cases.c.id).where(cases.c.number == case)).scalar()
        if case_id is None:
            return False
        drop(connection, owner, case_id, action, round)
        text = json.dumps({name: list(texts) for name, texts in typed.items()})
        values = {"owner": owner, "case_id": case_id, "action": action, "round": round, "typed": text, "saved": clock.now(connection)}
        connection.execute(insert(drafts).values(values))
    return True


def load(db: Database, owner: str, case: str, action: str, round: int) -> Draft | None:
    found = _select().where(drafts.c.owner == owner, cases.c.number == case, drafts.c.action == action, drafts.c.round == round)
    with db.reading() as connection:
        row = connection.execute(found).first()
    return _draft(row) if row else None


def of_owner(db: Database, owner: str) -> tuple[Draft, ...]:
    """All drafts of an owner, the latest first."""
    with db.reading() as connection:
        rows = connection.execute(_select().where(drafts.c.owner == owner).order_by(drafts.c.saved.desc(), drafts.c.id)).all()
    return tuple(_draft(row) for row in rows)


def discard(db: Database, owner: str, case: str, action: str, round: int) -> None:
    """Throw a draft away; none is no error."""
    with db.writing() as connection:
        case_id = connection.execute(select(cases.c.id).where(cases.c.number == case)).scalar()
        if case_id is not None:
            drop(connection, owner, case_id, action, round)


_KEY = ("owner", "case_id", "action", "round")
_DROP = Statement(delete(drafts).where(*(drafts.c[name] == bindparam(name) for name in _KEY)))


def dropped(owner: str, case_id: int, action: str, round: int) -> Call:
    """For the verbs: the draft goes in the transaction of the step that it became."""
    return _DROP, {"owner": owner, "case_id": case_id, "action": action, "round": round}


def drop(connection: Connection, owner: str, case_id: int, action: str, round: int) -> None:
    write(connection, [dropped(owner, case_id, action, round)])


def expire(db: Database, clock: Clock) -> int:
    """Delete drafts of cases that ended 30 days ago; returns how many. Writes nothing when there are none."""
    with db.reading() as connection:
        over = _over(clock.now(connection) - KEPT)
        if connection.execute(select(drafts.c.id).where(over).limit(1)).first() is None:
            return 0
    with db.writing() as connection:
        return connection.execute(delete(drafts).where(over)).rowcount


def _over(moment: datetime) -> ColumnElement[bool]:
    return drafts.c.case_id.in_(select(cases.c.id).where(cases.c.ended, cases.c.entered <= moment))


def _select() -> Any:
    return select(cases.c.number, drafts.c.action, drafts.c.round, drafts.c.typed, drafts.c.saved).join(
        cases, cases.c.id == drafts.c.case_id
    )


def _draft(row: Any) -> Draft:
    return Draft(row.number, row.action, row.round, {name: tuple(texts) for name, texts in json.loads(row.typed).items()}, row.saved)
