"""What happened to a case, told to its owner: changes of its state, what they did themselves, what was published of it.

A step that leaves the owner's words as they were is not told: its time would show what is still sealed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from workflow.core import record, show
from workflow.core.definition import Action, FactKind, Machine, State
from workflow.core.fields import Items
from workflow.core.words import Text
from workflow.queries.look import Look
from workflow.queries.public_history import MIGRATED
from workflow.store import tables as t
from workflow.store.reader import items_of

_EVENTS = (
    select(
        t.events.c.revision,
        t.events.c.t.label("at"),
        t.events.c.action,
        t.events.c.source,
        t.events.c.target,
        t.events.c.actor,
        t.events.c.leaf,
    )
    .where(t.events.c.case_id == bindparam("id"))
    .order_by(t.events.c.revision)
)
_ANSWERS = (
    select(t.answers).where(t.answers.c.case_id == bindparam("id")).order_by(t.answers.c.revision, t.answers.c.fact, t.answers.c.ordinal)
)
_PUBLISHED = (
    select(t.publications.c.id, t.publications.c.case_id, t.publications.c.name, t.publications.c.at, t.publications.c.body)
    .where(t.publications.c.root == bindparam("root"), t.publications.c.at >= bindparam("since"))
    .order_by(t.publications.c.at, t.publications.c.id)
)
_BEGUN = Text("{kind} dibuat", "{kind} started")
_NEWS = Text("Keterangan baru untuk Anda", "News for you")
_HIDDEN = (FactKind.FILE, FactKind.RATING, FactKind.CHECKLIST, FactKind.PERSON)


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline. `receipt`: (revision, code) of the owner's own step. `published`: (id, words) of what was published then;
    id None: for its owner alone."""

    at: datetime
    title: Text
    state: State | None = None
    told: tuple[tuple[Text, Text], ...] = ()
    receipt: tuple[int, str] | None = None
    published: tuple[tuple[int | None, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A publication that concerns the case. `parts`: role -> its parsed part. `open_id`: its id where everybody may read it."""

    id: int
    at: datetime
    words: Text
    own_case: bool
    parts: dict[str, Any]
    open_id: int | None


def history(seen: Look) -> tuple[Happening, ...]:
    """Newest first."""
    happened = list(_steps(seen))
    moments = {h.at for h in happened}
    notices = notices_of(seen)
    for at in dict.fromkeys(n.at for n in notices):
        told = [n for n in notices if n.at == at]
        if at in moments:
            where = next(i for i, h in enumerate(happened) if h.at == at)
            happened[where] = replace(happened[where], published=tuple((n.open_id, n.words) for n in told))
        else:
            happened += [Happening(at, n.words, told=_reasons(n), published=((n.open_id, n.words),)) for n in told]
    happened.reverse()  # what happened last at one moment stands on top
    return tuple(sorted(happened, key=lambda h: h.at, reverse=True))


# ------------------------------------------------------------------ steps of the case
def _steps(seen: Look) -> Iterator[Happening]:
    answers = _answers(seen)
    for row in seen.connection.execute(_EVENTS, {"id": seen.case.id}):
        mine = row.actor is not None and row.actor == seen.viewer.person
        receipt = (row.revision, record.code(row.leaf)) if mine else None
        machine = seen.ages.on(row.at).machines[seen.case.machine]
        action = machine.actions.get(row.action)
        told = () if mine or row.source is None else _told(seen, action, answers.get(row.revision, {}))
        title = _title(seen, row, machine, mine, told)
        if title is not None:
            yield Happening(row.at, title, machine.states[row.target] if row.source != row.target else None, told, receipt)


def _title(seen: Look, row: Any, machine: Machine, mine: bool, told: tuple[Any, ...]) -> Text | None:
    states, action = machine.states, machine.actions.get(row.action)
    if row.action == "@migrate":
        return next((MIGRATED.fill(old=a.version, new=b.version) for moment, a, b in seen.ages.changes if moment == row.at), None)
    if row.source is None:
        return _BEGUN.fill(kind=seen.machine.words)
    if row.source != row.target and states[row.source].words.owner != states[row.target].words.owner:
        return states[row.target].words.owner
    if mine and action is not None:
        return action.words
    return _NEWS if told and row.source == row.target else None


def _told(seen: Look, action: Action | None, answers: dict[str, Items]) -> tuple[tuple[Text, Text], ...]:
    """What somebody else wrote to the owner in a step; sheets and findings are told by publications alone."""
    if action is None or action.each is not None:
        return ()
    facts = [seen.machine.facts[name] for name in answers if name in seen.machine.facts]
    open_ = [f for f in facts if f.kind not in _HIDDEN and f.sealed_to is None]
    return tuple((f.words, show.fact(seen.definition, seen.machine, f, answers[f.name], seen.case.zone)) for f in open_)


def _answers(seen: Look) -> dict[int, dict[str, Items]]:
    found: dict[int, dict[str, Items]] = {}
    for row in seen.connection.execute(_ANSWERS, {"id": seen.case.id}):
        held = found.setdefault(row.revision, {})
        held[row.fact] = (*held.get(row.fact, ()), items_of(row))
    return found


# ------------------------------------------------------------------ publications
def notices_of(seen: Look) -> list[Notice]:
    """Publications with a row for this case, and those of the cases above about themselves, since it began."""
    above = {c.id for c in seen.world.lineage(seen.case)}
    readers = _readers(seen)
    found = []
    for row in seen.connection.execute(_PUBLISHED, {"root": seen.case.root, "since": seen.case.born}):
        rules = seen.ages.on(row.at)
        publication = rules.machines[seen.world.case(row.case_id).machine].publications[row.name]
        parts = {role: part for role, part in json.loads(row.body).items() if role in readers}
        rows = [r for part in parts.values() for r in part["rows"] if r["case"] == seen.case.number]
        if rows or (row.case_id in above and publication.of is None and parts):
            public = any(rules.roles[role].is_ == "anyone" for role in parts if role in rules.roles)
            found.append(Notice(row.id, row.at, publication.words, bool(rows), parts, row.id if public else None))
    return found


def _readers(seen: Look) -> set[str]:
    """Roles whose part the owner reads: their own and everybody's."""
    owned = {c.machine for c in seen.world.lineage(seen.case) if c.owner is not None and c.owner == seen.viewer.person}
    return {r.name for r in seen.definition.roles.values() if r.is_ == "anyone" or r.owner_of in owned}


def _reasons(notice: Notice) -> tuple[tuple[Text, Text], ...]:
    """The cells of a publication that a case above made about itself."""
    if notice.own_case:
        return ()
    return tuple(
        (Text(*column["words"]), Text(*row["cells"][column["name"]]))
        for part in notice.parts.values()
        for row in part["rows"]
        for column in part["columns"]
        if column["name"] in row["cells"]
    )
