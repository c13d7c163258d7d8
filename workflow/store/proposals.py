"""Rows of what waits for a second person's eyes. A proposal is no event: the confirmed step is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select, update

from workflow.core.decide import Request
from workflow.core.world import Case
from workflow.store.tables import cases, proposals

LASTS = timedelta(hours=24)
_LOAD = (
    select(proposals, cases.c.machine)
    .join(cases, cases.c.id == proposals.c.case_id)
    .where(proposals.c.id == bindparam("id"), proposals.c.case_id == bindparam("case"), proposals.c.status == "open")
)


@dataclass(frozen=True, slots=True)
class Proposal:
    id: int
    case: int
    machine: str
    action: str
    round: int
    actor: int
    role: str
    typed: Mapping[str, Sequence[str]]
    reasons: Mapping[str, str]
    expires: datetime


def put(
    connection: Connection, id: int, case: Case, action: str, round: int, actor: int | None, role: str, asked: Request, now: datetime
) -> None:
    """A new proposal takes the place of an earlier open one for the same action."""
    same = (proposals.c.case_id == case.id) & (proposals.c.action == action) & (proposals.c.status == "open")
    connection.execute(update(proposals).where(same).values(status="overtaken", closed=now))
    row = {
        "id": id, "case_id": case.id, "action": action, "round": round, "revision": case.revision, "actor": actor, "role": role,
        "answers": json.dumps({k: list(v) for k, v in asked.typed.items()}, ensure_ascii=False),
        "reasons": json.dumps(dict(asked.reasons), ensure_ascii=False), "at": now, "expires": now + LASTS, "status": "open",
    }  # fmt: skip
    connection.execute(insert(proposals), row)


def load(connection: Connection, case: int | None, id: str, now: datetime) -> Proposal | None:
    """An open proposal that has not expired."""
    if not id.isdecimal() or len(id) > 18:
        return None
    row = connection.execute(_LOAD, {"id": int(id), "case": case}).first()
    if row is None or row.expires <= now:
        return None
    return Proposal(
        row.id,
        row.case_id,
        row.machine,
        row.action,
        row.round,
        row.actor,
        row.role,
        json.loads(row.answers),
        json.loads(row.reasons),
        row.expires,
    )


def close(connection: Connection, id: int, status: str, person: int | None, now: datetime, remark: str | None = None) -> None:
    closed = {"status": status, "closed": now, "closed_by": person, "remark": remark}
    connection.execute(update(proposals).where(proposals.c.id == id).values(closed))
