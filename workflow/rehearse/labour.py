"""The work in a scenario: hours of everybody, how long the process waited for which role and task, and for which the longest."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, or_, select

from workflow.rehearse.ledger import Work
from workflow.rehearse.spans import Span, length, union
from workflow.rehearse.telling import action_words, local, pair
from workflow.store import tables as t

if TYPE_CHECKING:
    from workflow.rehearse.play import Play

Told = dict[str, Any]
_NEAR = timedelta(hours=20)
"""Spans nearer to each other than this are drawn as one."""
_LATE = (
    select(t.tasks.c.case_id, t.tasks.c.action, t.tasks.c.role)
    .where(t.tasks.c.due.is_not(None), or_(t.tasks.c.closed.is_(None), t.tasks.c.closed > t.tasks.c.due), t.tasks.c.closed_how != "recused")
    .order_by(t.tasks.c.opened)
)


def hours(play: Play) -> list[Told]:
    """Minutes of each person by task; those in office first, in the order of the definition, then those who take part."""
    by_person: dict[str, list[Work]] = defaultdict(list)
    for work in play.ledger.works:
        by_person[work.alias].append(work)
    rows = []
    for persona in play.cast.everybody:
        done = by_person.get(persona.alias, [])
        roles = list(dict.fromkeys(work.role for work in done if work.role in play.definition.roles))
        tasks: dict[tuple[str, str], list[int]] = defaultdict(list)
        for work in done:
            tasks[(work.machine, work.action)].append(work.minutes)
        told: list[Told] = [
            {"machine": m, "action": a, "words": pair(action_words(play, m, a)), "minutes": sum(each), "times": len(each)}
            for (m, a), each in tasks.items()
        ]
        if done:
            rows.append({
                "alias": persona.alias, "name": persona.name, "takes_part": persona.index is not None,
                "roles": [pair(play.definition.roles[r].words) for r in roles], "minutes": sum(w.minutes for w in done), "steps": len(done),
                "tasks": sorted(told, key=lambda row: (-row["minutes"], row["machine"], row["action"])),
            })  # fmt: skip
    return rows


def waits(play: Play, connection: Connection) -> list[Told]:
    """How long the process waited for each role and task, the longest first. `raw`: the spans themselves, for reckoning."""
    spans: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
    for work in play.ledger.works:
        if is_awaited(play, work):
            spans[(work.role, work.machine, work.action)].append((work.since, work.at))
    late = _late(play, connection)
    rows = [
        {
            "role": role, "role_words": pair(play.definition.roles[role].words), "machine": machine, "action": action,
            "words": pair(action_words(play, machine, action)), "hours": int(length(found).total_seconds()) // 3600, "times": len(found),
            "late": late.get((role, machine, action), 0), "spans": [[local(play, a), local(play, b)] for a, b in union(found, _NEAR)],
            "raw": found,
        }
        for (role, machine, action), found in spans.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row["hours"], row["role"], row["machine"], row["action"]))


def is_awaited(play: Play, work: Work) -> bool:
    """Whether the process waits for it: work of an office, or a task; who comes of their own accord is awaited by nobody."""
    role, action = play.definition.roles.get(work.role), play.definition.machines[work.machine].actions.get(work.action)
    if role is None or (action is not None and action.is_birth and not work.in_office):
        return False
    return bool(role.held_in) or (action is not None and action.task is not None)


def _late(play: Play, connection: Connection) -> dict[tuple[str, str, str], int]:
    """Tasks that were done, or not done, after they were due."""
    found: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in connection.execute(_LATE):
        found[(row.role, play.known[row.case_id].machine, row.action)] += 1
    return found


def bottleneck(rows: list[Told]) -> Told | None:
    """The role and task of the definition that the process waited for the longest."""
    own = [row for row in rows if not row["action"].startswith("@")]
    return {k: own[0][k] for k in ("role", "role_words", "machine", "action", "words", "hours", "times")} if own else None
