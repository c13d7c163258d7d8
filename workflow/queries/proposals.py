"""Four eyes: a proposal as the second person sees it, with what would change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import bindparam, select

from workflow.core.definition import Action, Publish
from workflow.core.fields import Items, Problem, parse
from workflow.core.rules import unmet
from workflow.core.words import Text, same
from workflow.queries.look import FactRow, Look
from workflow.queries.named_cases import with_names
from workflow.queries.staff_facts import Header, header, staff_look
from workflow.queries.staff_ways import target
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

_ONE = select(t.proposals).where(t.proposals.c.id == bindparam("id"), t.proposals.c.case_id == bindparam("case"))


@dataclass(frozen=True, slots=True)
class Change:
    """One answered fact; `old` None: it said nothing before."""

    words: Text
    old: FactRow | None
    new: FactRow


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """`as_`: confirm (the viewer may), own (proposed it), read (neither). `status`: open, confirmed, declined, expired or overtaken."""

    header: Header
    id: int
    words: Text
    role: Text
    by: str
    at: datetime
    expires: datetime
    status: str
    answered_by: str | None
    remark: str | None
    as_: Literal["confirm", "own", "read"]
    changes: tuple[Change, ...]
    reasons: tuple[tuple[Text, str], ...]
    problems: tuple[Problem, ...]
    target: Text | None
    publishes: tuple[Text, ...]


def proposal(db: Database, clock: Clock, number: str, id: int, person: int) -> ProposalShown | None:
    """A proposal on this case, for those who serve on it; None otherwise."""
    with staff_look(db, clock, number, person) as at:
        if at is None or at.must_declare():
            return None
        row = at.connection.execute(_ONE, {"id": id, "case": at.case.id}).first()
        return _shown(at, row) if row is not None and row.action in at.machine.actions else None


def _shown(at: Look, row: Any) -> ProposalShown:
    action = at.machine.actions[row.action]
    status = "expired" if row.status == "open" and row.expires <= at.now else row.status
    given: Mapping[str, str] = json.loads(row.reasons)
    live = status == "open"
    return ProposalShown(
        header=header(at),
        id=row.id,
        words=action.words,
        role=at.definition.roles[action.confirmed_by or ""].words,
        by=at.world.source.name(row.actor),
        at=row.at,
        expires=row.expires,
        status=status,
        answered_by=at.world.source.name(row.closed_by) if row.closed_by is not None else None,
        remark=row.remark,
        as_=_as(at, row, action),
        changes=_changes(at, action, row),
        reasons=tuple(
            (action.needs[int(n)].words or same(action.needs[int(n)].source), text) for n, text in given.items() if n.isdecimal()
        ),
        problems=tuple(unmet(at.plan, at.case, action.needs, given)[0]) if live and not action.form else (),
        target=target(at, action) if live else None,
        publishes=tuple(at.machine.publications[e.publication].words for e in action.then if isinstance(e, Publish)),
    )


def _as(at: Look, row: Any, action: Action) -> Literal["confirm", "own", "read"]:
    if row.actor == at.viewer.person:
        return "own"
    acting = at.world.acting(at.case, action.confirmed_by or "")
    return "confirm" if any(m.person == at.viewer.person for m in acting) else "read"


def _changes(at: Look, action: Action, row: Any) -> tuple[Change, ...]:
    if action.form is None:
        return ()
    facts = [at.machine.facts[name] for name in at.machine.forms[action.form].facts]
    answers, _problems = parse(facts, json.loads(row.answers), at.desk(row.actor))
    new = _values(at, answers)
    old = _values(at, {name: at.case.facts[name] for name in answers if at.case.facts.get(name)}) if row.status == "open" else {}
    return tuple(Change(row.words, old.get(name), row) for name, row in new.items())


def _values(at: Look, answers: Mapping[str, Items]) -> dict[str, FactRow]:
    return {row.name: row for row in with_names(at, at.facts(tuple(answers), answers=dict(answers)))}
