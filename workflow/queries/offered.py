"""Cases that may be named in a form: below the ancestor that the fact says, or of earlier rounds; only what the asker may know of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, false, or_, select

from workflow.core.definition import Definition, Fact, FactKind, Phase
from workflow.core.structure import is_place
from workflow.core.words import Audience, Text
from workflow.core.world import Case, World
from workflow.queries.places import names_of
from workflow.queries.public_shown import announced_states
from workflow.queries.reach import reach
from workflow.store import shelf
from workflow.store import tables as t

MOST = 60
"""A longer list is no list: then the number is typed."""
Offers = Mapping[str, tuple[tuple[str, Text], ...] | None]
_LINE = Text("{called} · {number} · {state}", "{called} · {number} · {state}")
_SHORT = Text("{number} · {state}", "{number} · {state}")
_c = t.cases.c


@dataclass(frozen=True, slots=True)
class Asker:
    """Who fills in the form, and on which case: one to be born stands below its parent, a root below nothing. `staff`: as an official."""

    connection: Connection
    definition: Definition
    person: int | None
    staff: bool
    world: World | None = None
    case: Case | None = None


def on_offer(asker: Asker, facts: Iterable[Fact]) -> Offers:
    """Fact -> (number, words) of each case on offer, those under way first, the newest first; None: more than a list can hold."""
    asked = [fact for fact in facts if fact.kind is FactKind.CASE and fact.of is not None]
    return {fact.name: _offer(asker, fact) for fact in asked}


def _offer(asker: Asker, fact: Fact) -> tuple[tuple[str, Text], ...] | None:
    versions = _versions(asker)
    listed = select(_c.id, _c.number, _c.machine, _c.state, _c.definition, _c.owner).where(
        _c.machine == fact.of, _c.definition.in_(versions), _within(asker, fact), _known(asker, versions, fact.of or "")
    )
    rows = asker.connection.execute(listed.order_by(_c.ended, _c.born.desc(), _c.id).limit(MOST + 1)).all()
    if len(rows) > MOST:
        return None
    names = names_of(asker.connection, versions, [(r.id, r.definition, r.machine, r.number) for r in rows])
    return tuple((row.number, _words(asker, versions[row.definition], row, names[row.id])) for row in rows)


def _versions(asker: Asker) -> dict[str, Definition]:
    found = select(t.shelf.c.sha256).where(t.shelf.c.process == asker.definition.process)
    return {sha256: shelf.pinned(asker.connection, sha256) for sha256 in asker.connection.execute(found).scalars()}


def _within(asker: Asker, fact: Fact) -> ColumnElement[bool]:
    """Alive below the ancestor, and not the case itself; without an ancestor, those of other roots."""
    root = asker.case.root if asker.case is not None else None
    if fact.within is None:
        return _c.root != root if root is not None else _c.id.is_not(None)
    if asker.world is None or asker.case is None:
        return false()
    above = asker.world.ancestor(asker.case, fact.within)
    below = [case.id for case in asker.world.descendants(above, fact.of or "") if not case.ended and case.id != asker.case.id]
    return _c.id.in_(below)


def _known(asker: Asker, versions: Mapping[str, Definition], machine: str) -> ColumnElement[bool]:
    """What is announced, what is one's own, and for an official what their roles let them read."""
    rules = [_announced(sha256, definition, machine) for sha256, definition in versions.items() if machine in definition.machines]
    if asker.person is not None:
        rules.append(_c.owner == asker.person)
    if asker.person is not None and asker.staff:
        rules.append(_c.id.in_(reach(asker.connection, asker.person).ids))
    return or_(false(), *rules)


def _announced(sha256: str, definition: Definition, machine: str) -> ColumnElement[bool]:
    """Cases that belong to nobody, once their root was announced and they are not in preparation themselves."""
    if not is_place(definition, definition.machines[machine]):
        return false()
    shown = [state.name for state in definition.machines[machine].states.values() if state.phase is not Phase.PREPARATION]
    told = exists().where(t.events.c.case_id == _c.root, t.events.c.target.in_(announced_states(definition.root))).correlate(t.cases)
    return and_(_c.definition == sha256, _c.state.in_(shown), told)


def _words(asker: Asker, definition: Definition, row: Any, called: Text) -> Text:
    audience: Audience = "staff" if asker.staff else "owner" if asker.person is not None and row.owner == asker.person else "public"
    state = definition.machines[row.machine].states[row.state].words.for_(audience)
    words = _SHORT if called.id == row.number else _LINE
    return words.fill(called=called, number=row.number, state=state)
