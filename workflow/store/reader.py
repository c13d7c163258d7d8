"""The `Source` of `core.world`, read by SQL: rows as frozen values, explicit columns."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from workflow.core.definition import Definition, Figure, Machine
from workflow.core.fields import Item, Items
from workflow.core.language import Kind, SetExpr, Type, Value
from workflow.core.values import kept
from workflow.core.world import Case, Declaration, Member, Sheet, Task, Window
from workflow.store import tables as t
from workflow.store.columns import constant
from workflow.store.fast import Statement, among, read
from workflow.store.figures import latest
from workflow.store.folding import folded
from workflow.store.places import Lineage

CASE_COLUMNS = (
    t.cases.c.id, t.cases.c.root, t.cases.c.parent, t.cases.c.machine, t.cases.c.number, t.cases.c.owner, t.cases.c.state,
    t.cases.c.before, t.cases.c.before_round, t.cases.c.entered, t.cases.c.round, t.cases.c.revision, t.cases.c.ended,
    t.cases.c.paused_at, t.cases.c.zone, t.cases.c.born, t.cases.c.token,
)  # fmt: skip
_CASES = Statement(select(*CASE_COLUMNS).where(among(t.cases.c.id, "ids")))
_FACTS = Statement(
    select(t.facts.c.case_id, t.facts.c.fact, t.facts.c.n, t.facts.c.s, t.facts.c.d, t.facts.c.m, t.facts.c.remark)
    .where(among(t.facts.c.case_id, "ids"))
    .order_by(t.facts.c.case_id, t.facts.c.fact, t.facts.c.ordinal)
)
_WINDOWS = Statement(select(t.windows).where(among(t.windows.c.case_id, "ids")))
_FREEZES = Statement(select(t.freezes.c.case_id, t.freezes.c.name).where(among(t.freezes.c.case_id, "ids")))
_IDS = select(t.cases.c.id).where(t.cases.c.root == bindparam("root"), t.cases.c.machine == bindparam("machine"))
_IDS = _IDS.order_by(t.cases.c.born, t.cases.c.id)
_SOME = select(t.cases.c.id).where(t.cases.c.root == bindparam("root"), t.cases.c.machine == bindparam("machine"))
_CROWD = Statement(select(func.count()).select_from(_SOME.limit(bindparam("limit", type_=BigInteger())).subquery()))
_BELOW, _OWNED = Statement(_IDS), Statement(_IDS.where(t.cases.c.owner == bindparam("owner")))
_BRIEFS = Statement(_IDS.with_only_columns(*CASE_COLUMNS))
_SHEETS = Statement(select(t.sheets).where(t.sheets.c.case_id == bindparam("id")).order_by(t.sheets.c.revision))
_SHEET_ANSWERS = Statement(
    select(t.answers).where(t.answers.c.case_id == bindparam("id")).order_by(t.answers.c.revision, t.answers.c.fact, t.answers.c.ordinal)
)
_AT = among(t.memberships.c.place, "ids")
_OFFICE = t.memberships.c.place.is_(None)
_MEMBERS = select(t.memberships).where(t.memberships.c.until.is_(None))
_MEMBERS = _MEMBERS.order_by(t.memberships.c.deputy, t.memberships.c.position, t.memberships.c.id)
_ATTRIBUTES = (
    select(t.attributes).join(t.memberships, t.memberships.c.id == t.attributes.c.membership).where(t.memberships.c.until.is_(None))
)
_MEMBERS_AT, _MEMBERS_OF_AGENCY = Statement(_MEMBERS.where(_AT)), Statement(_MEMBERS.where(_OFFICE))
_ATTRIBUTES_AT, _ATTRIBUTES_OF_AGENCY = Statement(_ATTRIBUTES.where(_AT)), Statement(_ATTRIBUTES.where(_OFFICE))
_DECLARATIONS = Statement(
    select(t.recusals.c.case_id, t.recusals.c.person, t.recusals.c.conflict).where(among(t.recusals.c.case_id, "ids"))
)
_TASKS = Statement(
    select(
        t.tasks.c.case_id,
        t.tasks.c.id,
        t.tasks.c.action,
        t.tasks.c.round,
        t.tasks.c.role,
        t.tasks.c.person,
        t.tasks.c.claimed_by,
        t.tasks.c.due,
        t.tasks.c.remind,
        t.tasks.c.opened,
        t.tasks.c.why,
    )
    .where(among(t.tasks.c.case_id, "ids"), t.tasks.c.closed.is_(None))
    .order_by(t.tasks.c.opened, t.tasks.c.id)
)
_COUNT = select(func.count()).select_from(t.events).where(t.events.c.case_id == bindparam("id"), t.events.c.action == bindparam("action"))
_TIMES, _ACTED = Statement(_COUNT), Statement(_COUNT.where(t.events.c.actor == bindparam("person")))
_PANEL = Statement(
    select(t.panels.c.person)
    .where(t.panels.c.case_id == bindparam("id"), t.panels.c.action == bindparam("action"), t.panels.c.round == bindparam("round"))
    .order_by(t.panels.c.person)
)
_PANEL_LOAD = Statement(
    select(t.panels.c.person, func.count())
    .join(t.cases, t.cases.c.id == t.panels.c.case_id)
    .where(t.cases.c.parent == bindparam("parent"), t.panels.c.action == bindparam("action"))
    .group_by(t.panels.c.person)
)
_NAME = Statement(select(t.persons.c.name).where(t.persons.c.id == bindparam("id")))
_REASONS = Statement(
    select(t.reasons.c.clause, t.reasons.c.text)
    .where(t.reasons.c.case_id == bindparam("id"), t.reasons.c.public.is_(True))
    .order_by(t.reasons.c.revision)
)
_MINUTES = Statement(
    select(func.count())
    .select_from(t.minutes.join(t.cases, t.cases.c.id == t.minutes.c.case_id))
    .where(t.cases.c.root == bindparam("root"))
)
_LAST_MINUTES = Statement(
    select(t.minutes.c.number, t.minutes.c.sha256)
    .where(t.minutes.c.case_id == bindparam("id"), t.minutes.c.name == bindparam("name"))
    .order_by(t.minutes.c.at.desc(), t.minutes.c.number.desc())
    .limit(1)
)
_NUMBER = Statement(select(t.cases.c.id).where(t.cases.c.number == bindparam("number")))
_DEFINITION = select(t.cases.c.definition).where(t.cases.c.id == bindparam("root")).scalar_subquery().label("definition")
_LATEST = Statement(select(func.max(t.events.c.t).label("t"), _DEFINITION).where(t.events.c.root == bindparam("root")))
_WHOLE = (_CASES, _FACTS, _WINDOWS, _FREEZES)


def items_of(row: Any) -> Item:
    return Item(n=row.n, s=row.s, d=row.d, m=row.m, remark=row.remark)


def _cases(rows: Sequence[Any], facts: Sequence[Any], windows: Sequence[Any], freezes: Sequence[Any]) -> dict[int, Case]:
    cases = {row.id: Case(*row) for row in rows}
    for row in facts:
        held = cases[row.case_id].facts
        held[row.fact] = (*held.get(row.fact, ()), items_of(row))
    for row in windows:
        opens, closes = (d.isoformat() if d else None for d in (row.planned_opens, row.planned_closes))
        cases[row.case_id].windows[row.name] = Window(row.opens, row.closes, row.left, opens, closes, row.why)
    for row in freezes:
        cases[row.case_id].frozen.add(row.name)
    return cases


def _by_place(places: Sequence[int | None], rows: Sequence[Any], attributes: Sequence[Any]) -> dict[int | None, dict[str, list[Member]]]:
    """Place -> role -> holders in published order."""
    told: dict[int, dict[str, str]] = defaultdict(dict)
    for row in attributes:
        told[row.membership][row.name] = row.s
    found: dict[int | None, dict[str, list[Member]]] = {place: defaultdict(list) for place in places}
    for r in rows:
        found[r.place][r.role].append(Member(r.id, r.place, r.role, r.person, r.position, r.deputy, r.absent, told[r.id]))
    return found


def _declarations(cases: Sequence[int], rows: Sequence[Any]) -> dict[int, list[Declaration]]:
    found: dict[int, list[Declaration]] = {case: [] for case in cases}
    for row in rows:
        found[row.case_id].append(Declaration(row.person, row.conflict))
    return found


def _tasks(cases: Sequence[int], rows: Sequence[Any]) -> dict[int, list[Task]]:
    found: dict[int, list[Task]] = {case: [] for case in cases}
    for case, *row in rows:
        found[case].append(Task(*row))
    return found


class Reader:
    """Reads within one connection's transaction. Once read ahead: `latest`, when anything last happened in the root; `definition`, its hash now."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.latest: datetime | None = None
        self._given: set[str] = set()
        self.definition: str | None = None
        self._cases: dict[int, Case] = {}
        self._tasks: dict[int, list[Task]] = {}
        self._declared: dict[int, list[Declaration]] = {}
        self._members: dict[int | None, dict[str, list[Member]]] = {}

    def ahead(self, lineage: Lineage) -> None:
        """What every step on a case asks for, of the case and of those above it: read at once."""
        ids = [id for id, _machine in lineage]
        whole = [(statement, {"ids": ids}) for statement in (*_WHOLE, _MEMBERS_AT, _ATTRIBUTES_AT, _DECLARATIONS)]
        found = read(self.connection, [*whole, (_TASKS, {"ids": ids[:1]}), (_LATEST, {"root": ids[-1]})])
        self._cases = _cases(*found[:4])
        self._members.update(_by_place(ids, found[4], found[5]))
        self._declared.update(_declarations(ids, found[6]))
        self._tasks.update(_tasks(ids[:1], found[7]))
        self.latest, self.definition = found[8][0]

    def _all(self, statement: Statement, **values: Any) -> Sequence[Any]:
        return statement.rows(self.connection, **values)

    def crowd(self, root: int, machine: str, limit: int) -> int:
        return int(self._all(_CROWD, root=root, machine=machine, limit=limit)[0][0])

    def fold(
        self, definition: Definition, node: SetExpr, case: Case, given: Mapping[str, Value], now: datetime, actor: int | None
    ) -> Value:
        return folded(self.connection, definition, node, case, given, now, actor)

    def case(self, id: int) -> Case:
        return self._cases.pop(id, None) or self.cases([id])[0]

    def cases(self, ids: Sequence[int]) -> Sequence[Case]:
        """Cases in the order of `ids`, with their facts, windows and freezes."""
        if not ids:
            return []
        found = _cases(*read(self.connection, [(statement, {"ids": ids}) for statement in _WHOLE]))
        return [found[id] for id in ids]

    def below(self, root: int, machine: str) -> Sequence[int]:
        return [row.id for row in self._all(_BELOW, root=root, machine=machine)]

    def briefs(self, root: int, machine: str) -> Sequence[Case]:
        return [Case(*row) for row in self._all(_BRIEFS, root=root, machine=machine)]

    def owned(self, root: int, machine: str, owner: int) -> Sequence[int]:
        return [row.id for row in self._all(_OWNED, root=root, machine=machine, owner=owner)]

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
        if place not in self._members:
            self._members.update(self._holders(place))
        return self._members[place].get(role, [])

    def _holders(self, place: int | None) -> dict[int | None, dict[str, list[Member]]]:
        if place is None:
            members, attributes = read(self.connection, [(_MEMBERS_OF_AGENCY, {}), (_ATTRIBUTES_OF_AGENCY, {})])
        else:
            members, attributes = read(self.connection, [(_MEMBERS_AT, {"ids": [place]}), (_ATTRIBUTES_AT, {"ids": [place]})])
        return _by_place([place], members, attributes)

    def declarations(self, case: int) -> Sequence[Declaration]:
        if case not in self._declared:
            self._declared.update(_declarations([case], self._all(_DECLARATIONS, ids=[case])))
        return self._declared[case]

    def tasks(self, case: int) -> Sequence[Task]:
        if case not in self._tasks:
            self._tasks.update(_tasks([case], self._all(_TASKS, ids=[case])))
        return self._tasks[case]

    def times(self, case: int, action: str) -> int:
        return int(self._all(_TIMES, id=case, action=action)[0][0])

    def acted(self, case: int, action: str, person: int) -> bool:
        return bool(self._all(_ACTED, id=case, action=action, person=person)[0][0])

    def panel(self, case: int, action: str, round: int) -> Sequence[int]:
        return [r.person for r in self._all(_PANEL, id=case, action=action, round=round)]

    def panel_load(self, parent: int, action: str) -> dict[int, int]:
        return {row[0]: row[1] for row in self._all(_PANEL_LOAD, parent=parent, action=action)}

    def reasons(self, case: int) -> Sequence[tuple[str, str]]:
        return [(r.clause, r.text) for r in self._all(_REASONS, id=case)]

    def minutes_count(self, root: int) -> int:
        return int(self._all(_MINUTES, root=root)[0][0])

    def last_minutes(self, case: int, name: str) -> tuple[str, str] | None:
        row = _LAST_MINUTES.first(self.connection, id=case, name=name)
        return (row.number, row.sha256) if row else None

    def figure(self, figure: Figure, type_: Type, owner: int | None, given: Sequence[Value]) -> Items:
        values = [(constant(value, kind), kind) for value, kind in zip(given, (e.type for _n, e in figure.match), strict=True)]
        found = self.connection.execute(latest(figure, type_, literal(owner, BigInteger()), values)).scalar()
        if found is None:
            return ()
        return kept(type_, bool(found) if type_.kind is Kind.YES_NO else found)

    def name(self, person: int) -> str:
        return str(self._all(_NAME, id=person)[0].name)

    def unused_number(self, machine: Machine, root_number: str | None, year: int) -> str:
        """Counted per code and year for a root; random within the root below it, so that order of arrival shows nothing."""
        if root_number is None:
            return self._counted(machine.code, year)
        stem = root_number.partition("-")[2]
        for digits in (4, 4, 4, 4, 5, 6, 8, 12):
            number = f"{machine.code}-{stem}-{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
            if number not in self._given and _NUMBER.first(self.connection, number=number) is None:
                self._given.add(number)  # one step may give birth to many, none of them written yet
                return number
        raise RuntimeError("no unused number was found")

    def _counted(self, code: str, year: int) -> str:
        insert = sqlite_insert if self.connection.dialect.name == "sqlite" else pg_insert
        self.connection.execute(insert(t.counters).values(code=code, year=year, last=0).on_conflict_do_nothing())
        counted = update(t.counters).where(t.counters.c.code == code, t.counters.c.year == year)
        last = self.connection.execute(counted.values(last=t.counters.c.last + 1).returning(t.counters.c.last)).scalar_one()
        return f"{code}-{year}-{last:04d}"
