"""The `Source` of `core.world`, read by SQL: rows as frozen values, explicit columns."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from workflow.core.definition import Machine
from workflow.core.fields import Item, Items
from workflow.core.world import Case, Declaration, Member, Sheet, Task, Window
from workflow.store import tables as t

CASE_COLUMNS = (
    t.cases.c.id, t.cases.c.root, t.cases.c.parent, t.cases.c.machine, t.cases.c.number, t.cases.c.owner, t.cases.c.state,
    t.cases.c.before, t.cases.c.before_round, t.cases.c.entered, t.cases.c.round, t.cases.c.revision, t.cases.c.ended,
    t.cases.c.paused_at, t.cases.c.zone, t.cases.c.born, t.cases.c.token,
)  # fmt: skip
_CASES = select(*CASE_COLUMNS).where(t.cases.c.id.in_(bindparam("ids", expanding=True)))
_FACTS = (
    select(t.facts.c.case_id, t.facts.c.fact, t.facts.c.n, t.facts.c.s, t.facts.c.d, t.facts.c.m, t.facts.c.remark)
    .where(t.facts.c.case_id.in_(bindparam("ids", expanding=True)))
    .order_by(t.facts.c.case_id, t.facts.c.fact, t.facts.c.ordinal)
)
_WINDOWS = select(t.windows).where(t.windows.c.case_id.in_(bindparam("ids", expanding=True)))
_FREEZES = select(t.freezes.c.case_id, t.freezes.c.name).where(t.freezes.c.case_id.in_(bindparam("ids", expanding=True)))
_BELOW = (
    select(t.cases.c.id)
    .where(t.cases.c.root == bindparam("root"), t.cases.c.machine == bindparam("machine"))
    .order_by(t.cases.c.born, t.cases.c.id)
)
_SHEETS = select(t.sheets).where(t.sheets.c.case_id == bindparam("id")).order_by(t.sheets.c.revision)
_SHEET_ANSWERS = (
    select(t.answers).where(t.answers.c.case_id == bindparam("id")).order_by(t.answers.c.revision, t.answers.c.fact, t.answers.c.ordinal)
)
_MEMBERS = (
    select(t.memberships)
    .where(t.memberships.c.role == bindparam("role"), t.memberships.c.until.is_(None))
    .order_by(t.memberships.c.deputy, t.memberships.c.position, t.memberships.c.id)
)
_MEMBERS_AT = _MEMBERS.where(t.memberships.c.place == bindparam("place"))
_OFFICE = _MEMBERS.where(t.memberships.c.place.is_(None))
_ATTRIBUTES = select(t.attributes).where(t.attributes.c.membership.in_(bindparam("ids", expanding=True)))
_DECLARATIONS = select(t.recusals.c.person, t.recusals.c.conflict).where(t.recusals.c.case_id == bindparam("id"))
_TASKS = (
    select(
        t.tasks.c.id,
        t.tasks.c.action,
        t.tasks.c.round,
        t.tasks.c.role,
        t.tasks.c.person,
        t.tasks.c.claimed_by,
        t.tasks.c.due,
        t.tasks.c.remind,
    )
    .where(t.tasks.c.case_id == bindparam("id"), t.tasks.c.closed.is_(None))
    .order_by(t.tasks.c.opened, t.tasks.c.id)
)
_TIMES = select(func.count()).select_from(t.events).where(t.events.c.case_id == bindparam("id"), t.events.c.action == bindparam("action"))
_ACTED = _TIMES.where(t.events.c.actor == bindparam("person"))
_PANEL = (
    select(t.panels.c.person)
    .where(t.panels.c.case_id == bindparam("id"), t.panels.c.action == bindparam("action"), t.panels.c.round == bindparam("round"))
    .order_by(t.panels.c.person)
)
_PANEL_LOAD = (
    select(t.panels.c.person, func.count())
    .join(t.cases, t.cases.c.id == t.panels.c.case_id)
    .where(t.cases.c.parent == bindparam("parent"), t.panels.c.action == bindparam("action"))
    .group_by(t.panels.c.person)
)
_NAME = select(t.persons.c.name).where(t.persons.c.id == bindparam("id"))
_REASONS = (
    select(t.reasons.c.clause, t.reasons.c.text)
    .where(t.reasons.c.case_id == bindparam("id"), t.reasons.c.public.is_(True))
    .order_by(t.reasons.c.revision)
)
_MINUTES = (
    select(func.count())
    .select_from(t.minutes.join(t.cases, t.cases.c.id == t.minutes.c.case_id))
    .where(t.cases.c.root == bindparam("root"))
)
_LAST_MINUTES = (
    select(t.minutes.c.number, t.minutes.c.sha256)
    .where(t.minutes.c.case_id == bindparam("id"), t.minutes.c.name == bindparam("name"))
    .order_by(t.minutes.c.at.desc(), t.minutes.c.number.desc())
    .limit(1)
)
_NUMBER = select(t.cases.c.id).where(t.cases.c.number == bindparam("number"))
CHUNK = 500


def items_of(row: Any) -> Item:
    return Item(n=row.n, s=row.s, d=row.d, m=row.m, remark=row.remark)


class Reader:
    """Reads within one connection's transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def _all(self, statement: Any, **values: Any) -> Sequence[Any]:
        return self.connection.execute(statement, values).all()

    def case(self, id: int) -> Case:
        return self.cases([id])[0]

    def cases(self, ids: Sequence[int]) -> Sequence[Case]:
        """Cases in the order of `ids`, with their facts, windows and freezes."""
        found: dict[int, Case] = {}
        for start in range(0, len(ids), CHUNK):
            found.update(self._chunk(list(ids[start : start + CHUNK])))
        return [found[id] for id in ids]

    def _chunk(self, ids: list[int]) -> dict[int, Case]:
        cases = {row.id: Case(*row) for row in self._all(_CASES, ids=ids)}
        for row in self._all(_FACTS, ids=ids):
            facts = cases[row.case_id].facts
            facts[row.fact] = (*facts.get(row.fact, ()), items_of(row))
        for row in self._all(_WINDOWS, ids=ids):
            opens, closes = (d.isoformat() if d else None for d in (row.planned_opens, row.planned_closes))
            cases[row.case_id].windows[row.name] = Window(row.opens, row.closes, row.left, opens, closes, row.why)
        for row in self._all(_FREEZES, ids=ids):
            cases[row.case_id].frozen.add(row.name)
        return cases

    def below(self, root: int, machine: str) -> Sequence[int]:
        return [row.id for row in self._all(_BELOW, root=root, machine=machine)]

    def sheets(self, case: int) -> Sequence[Sheet]:
        rows = self._all(_SHEETS, id=case)
        if not rows:
            return []
        answers: dict[int, dict[str, Items]] = defaultdict(dict)
        for row in self._all(_SHEET_ANSWERS, id=case):
            held = answers[row.revision]
            held[row.fact] = (*held.get(row.fact, ()), items_of(row))
        return [Sheet(r.action, r.round, r.person, r.sealed, answers[r.revision], r.at) for r in rows]

    def members(self, place: int | None, role: str) -> Sequence[Member]:
        rows = self._all(_OFFICE, role=role) if place is None else self._all(_MEMBERS_AT, role=role, place=place)
        attributes: dict[int, dict[str, str]] = defaultdict(dict)
        if rows:
            for row in self._all(_ATTRIBUTES, ids=[r.id for r in rows]):
                attributes[row.membership][row.name] = row.s
        return [Member(r.id, r.place, r.role, r.person, r.position, r.deputy, r.absent, attributes[r.id]) for r in rows]

    def declarations(self, case: int) -> Sequence[Declaration]:
        return [Declaration(r.person, r.conflict) for r in self._all(_DECLARATIONS, id=case)]

    def tasks(self, case: int) -> Sequence[Task]:
        return [Task(*row) for row in self._all(_TASKS, id=case)]

    def times(self, case: int, action: str) -> int:
        return int(self.connection.execute(_TIMES, {"id": case, "action": action}).scalar_one())

    def acted(self, case: int, action: str, person: int) -> bool:
        return bool(self.connection.execute(_ACTED, {"id": case, "action": action, "person": person}).scalar_one())

    def panel(self, case: int, action: str, round: int) -> Sequence[int]:
        return [r.person for r in self._all(_PANEL, id=case, action=action, round=round)]

    def panel_load(self, parent: int, action: str) -> dict[int, int]:
        return {row[0]: row[1] for row in self._all(_PANEL_LOAD, parent=parent, action=action)}

    def reasons(self, case: int) -> Sequence[tuple[str, str]]:
        return [(r.clause, r.text) for r in self._all(_REASONS, id=case)]

    def minutes_count(self, root: int) -> int:
        return int(self.connection.execute(_MINUTES, {"root": root}).scalar_one())

    def last_minutes(self, case: int, name: str) -> tuple[str, str] | None:
        row = self.connection.execute(_LAST_MINUTES, {"id": case, "name": name}).first()
        return (row.number, row.sha256) if row else None

    def name(self, person: int) -> str:
        return str(self.connection.execute(_NAME, {"id": person}).scalar_one())

    def unused_number(self, machine: Machine, root_number: str | None, year: int) -> str:
        """Counted per code and year for a root; random within the root below it, so that order of arrival shows nothing."""
        if root_number is None:
            return self._counted(machine.code, year)
        stem = root_number.partition("-")[2]
        for digits in (4, 4, 4, 4, 5, 6, 8, 12):
            number = f"{machine.code}-{stem}-{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
            if self.connection.execute(_NUMBER, {"number": number}).first() is None:
                return number
        raise RuntimeError("no unused number was found")

    def _counted(self, code: str, year: int) -> str:
        insert = sqlite_insert if self.connection.dialect.name == "sqlite" else pg_insert
        self.connection.execute(insert(t.counters).values(code=code, year=year, last=0).on_conflict_do_nothing())
        counted = update(t.counters).where(t.counters.c.code == code, t.counters.c.year == year)
        last = self.connection.execute(counted.values(last=t.counters.c.last + 1).returning(t.counters.c.last)).scalar_one()
        return f"{code}-{year}-{last:04d}"
