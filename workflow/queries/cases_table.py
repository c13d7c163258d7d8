"""The table of cases of a member of staff: every case in reach, filtered, sorted by SQL, a page at a time or all for export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, false, func, insert, or_, select

from workflow.core.definition import Definition, Phase, State
from workflow.core.known import serves_persons
from workflow.core.structure import goes_by_owner
from workflow.core.words import Text, same
from workflow.queries.places import names_of
from workflow.queries.reach import Reach, reach
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

PAGE = 50
MOST = 50_000
MOST_SAVED = 30
LONGEST_NAME = 60
MOST_ROOTS = 60
_OF = Text("{machine} ({process})", "{machine} ({process})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the table is asked for; an empty text asks for everything. `due`: "late" or "open" tasks only. `page` from 1.

    `machine`: process and machine with a point between, for several processes may have machines of one name.
    """

    process: str = ""
    root: str = ""
    machine: str = ""
    phase: str = ""
    state: str = ""
    due: str = ""
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class CaseRow:
    """`since`: when it entered its state. `due`: the earliest open task. `late`: open tasks past their date. `process`: its title."""

    number: str
    root: str
    called: Text
    process: Text
    machine: Text
    state: State
    since: datetime
    tasks: int
    late: int
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be filtered by: (value, words) pairs. `states` only once one machine is chosen; `roots` and `machines` are those of the
    process chosen, and all where there is one process or none is chosen."""

    processes: tuple[tuple[str, Text], ...]
    roots: tuple[tuple[str, Text], ...]
    machines: tuple[tuple[str, Text], ...]
    phases: tuple[Phase, ...]
    states: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class CaseTable:
    rows: tuple[CaseRow, ...]
    total: int
    page: int
    last: int
    choices: Choices


def case_table(db: Database, clock: Clock, person: int, wanted: Wanted) -> CaseTable:
    """One page of the cases in reach of the person."""
    with db.reading() as connection:
        found, now = reach(connection, person), clock.now(connection)
        rules = _rules(found, wanted, now)
        total = int(connection.execute(select(func.count()).select_from(t.cases).where(*rules)).scalar_one())
        last = max(1, -(-total // PAGE))
        page = min(max(wanted.page, 1), last)
        rows = _rows(connection, found, _listed(rules, now).limit(PAGE).offset((page - 1) * PAGE))
        return CaseTable(rows, total, page, last, _choices(connection, found, wanted))


def all_cases(db: Database, clock: Clock, person: int, wanted: Wanted) -> tuple[CaseRow, ...]:
    """Every case that the filter finds, for export; at most MOST."""
    with db.reading() as connection:
        found, now = reach(connection, person), clock.now(connection)
        return _rows(connection, found, _listed(_rules(found, wanted, now), now).limit(MOST))


# ------------------------------------------------------------------ what is asked for
def _rules(found: Reach, wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    c = t.cases.c
    rules: list[ColumnElement[bool]] = [c.id.in_(found.ids)]
    if wanted.process:
        rules.append(c.definition.in_([sha for sha, d in found.definitions.items() if d.process == wanted.process]))
    if wanted.root:
        above = t.cases.alias("above")
        rules.append(c.root.in_(select(above.c.id).where(above.c.number == wanted.root)))
    if wanted.machine:
        process, _, machine = wanted.machine.partition(".")
        rules += [c.machine == machine, c.definition.in_([sha for sha, d in found.definitions.items() if d.process == process])]
    if wanted.state:
        rules.append(c.state == wanted.state)
    if wanted.phase:
        rules.append(_in_phase(found.definitions, wanted.phase))
    if wanted.due:
        rules.append(_has_task(now if wanted.due == "late" else None))
    if wanted.text:
        rules.append(_says(found.definitions, wanted.text))
    return rules


def _in_phase(definitions: Mapping[str, Definition], phase: str) -> ColumnElement[bool]:
    c = t.cases.c
    found = [
        and_(c.definition == sha, c.machine == machine.name, c.state.in_([s.name for s in machine.states.values() if s.phase == phase]))
        for sha, definition in definitions.items()
        for machine in definition.machines.values()
    ]
    return or_(*found) if found else false()


def _open_tasks(now: datetime | None) -> list[ColumnElement[bool]]:
    late = [t.tasks.c.due < now] if now is not None else []
    return [t.tasks.c.case_id == t.cases.c.id, t.tasks.c.closed.is_(None), *late]


def _has_task(now: datetime | None) -> ColumnElement[bool]:
    return exists().where(*_open_tasks(now))


def _says(definitions: Mapping[str, Definition], text: str) -> ColumnElement[bool]:
    """The number, or what the case is called, contains the text."""
    names = {m.called for d in definitions.values() for m in d.machines.values() if m.called}
    like = f"%{_escaped(text.lower())}%"
    f = t.facts.c
    named = exists().where(f.case_id == t.cases.c.id, f.fact.in_(names), func.lower(f.s).like(like, escape="\\"))
    return or_(func.lower(t.cases.c.number).like(like, escape="\\"), named, _of_one_named(definitions, like))


def _of_one_named(definitions: Mapping[str, Definition], like: str) -> ColumnElement[bool]:
    """Made for somebody whose name is so."""
    c, p = t.cases.c, t.persons.c
    owned = exists().where(p.id == c.owner, func.lower(p.name).like(like, escape="\\"))
    made = [
        and_(c.definition == sha, c.machine == m.name) for sha, d in definitions.items() for m in d.machines.values() if goes_by_owner(d, m)
    ]
    return and_(or_(*made), owned) if made else false()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


# ------------------------------------------------------------------ rows
def _listed(rules: Sequence[ColumnElement[bool]], now: datetime) -> Select[Any]:
    c, tasks = t.cases.c, t.tasks.c
    count = select(func.count()).select_from(t.tasks)
    above = t.cases.alias("top")
    return (
        select(
            c.id, c.number, c.definition, c.machine, c.state, c.entered,
            select(t.persons.c.name).where(t.persons.c.id == c.owner).scalar_subquery().label("owner"),
            select(above.c.number).where(above.c.id == c.root).scalar_subquery().label("root"),
            count.where(*_open_tasks(None)).correlate(t.cases).scalar_subquery().label("tasks"),
            count.where(*_open_tasks(now)).correlate(t.cases).scalar_subquery().label("late"),
            select(func.min(tasks.due)).where(*_open_tasks(None)).correlate(t.cases).scalar_subquery().label("due"),
        )
        .where(*rules)
        .order_by(c.entered.desc(), c.number)
    )  # fmt: skip


def _rows(connection: Connection, found: Reach, listed: Select[Any]) -> tuple[CaseRow, ...]:
    rows = connection.execute(listed).all()
    names = names_of(connection, found.definitions, [(r.id, r.definition, r.machine, r.number) for r in rows])
    return tuple(_row(found.definitions[row.definition], row, _known(found, row) or names[row.id]) for row in rows)


def _known(found: Reach, row: Any) -> Text | None:
    """A case without a name of its own by its owner, to those who serve that person."""
    definition, mine = found.definitions[row.definition], [role for sha, role in found.held if sha == row.definition]
    unnamed = definition.machines[row.machine].called is None and row.owner is not None
    return same(row.owner) if unnamed and serves_persons(definition, row.machine, mine) else None


def _row(definition: Definition, row: Any, called: Text) -> CaseRow:
    machine = definition.machines[row.machine]
    state = machine.states[row.state]
    return CaseRow(row.number, row.root, called, definition.title, machine.words, state, row.entered, row.tasks, row.late, row.due)


# ------------------------------------------------------------------ filters
def _choices(connection: Connection, found: Reach, wanted: Wanted) -> Choices:
    processes = {d.process: d.title for d in found.definitions.values()}
    shown = {sha: d for sha, d in found.definitions.items() if wanted.process in ("", d.process)}
    machines = {f"{d.process}.{m.name}": (d, m) for d in shown.values() for m in d.machines.values()}
    several = len({d.process for d in shown.values()}) > 1
    phases = {s.phase for _d, m in machines.values() for s in m.states.values()}
    chosen = machines.get(wanted.machine)
    return Choices(
        tuple(processes.items()),
        _roots(connection, found, shown),
        tuple((value, _OF.fill(machine=m.words, process=d.title) if several else m.words) for value, (d, m) in machines.items()),
        tuple(p for p in Phase if p in phases),
        tuple((s.name, s.words.staff) for s in chosen[1].states.values()) if chosen else (),
    )


def _roots(connection: Connection, found: Reach, shown: Mapping[str, Definition]) -> tuple[tuple[str, Text], ...]:
    c = t.cases.c
    listed = select(c.id, c.definition, c.machine, c.number).where(c.id == c.root, c.id.in_(found.ids), c.definition.in_(list(shown)))
    rows = [tuple(row) for row in connection.execute(listed.order_by(c.born.desc()).limit(MOST_ROOTS))]
    names = names_of(connection, found.definitions, rows)
    return tuple((number, names[id]) for id, _sha, _machine, number in rows)


def saved_filters(db: Database, person: int) -> tuple[tuple[str, str], ...]:
    """(name, query string) of the person's own filters, by name."""
    f = t.filters.c
    with db.reading() as connection:
        rows = connection.execute(select(f.name, f.query).where(f.person == person).order_by(f.name))
        return tuple((row.name, row.query) for row in rows)


def save_filter(db: Database, person: int, name: str, query: str) -> Text | None:
    """Keep a filter under a name, in place of one of the same name; a sentence where it cannot be kept."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        return Text(f"Tulis nama saringan, paling banyak {LONGEST_NAME} huruf.", f"Name the filter, in at most {LONGEST_NAME} characters.")
    f = t.filters.c
    with db.writing() as connection:
        connection.execute(delete(t.filters).where(f.person == person, f.name == name))
        held = connection.execute(select(func.count()).select_from(t.filters).where(f.person == person)).scalar_one()
        if held >= MOST_SAVED:
            return Text(
                f"Anda sudah menyimpan {MOST_SAVED} saringan; hapus satu dulu.", f"You keep {MOST_SAVED} filters already; remove one first."
            )
        connection.execute(insert(t.filters).values(person=person, name=name, query=query[:1000]))
    return None


def forget_filter(db: Database, person: int, name: str) -> None:
    with db.writing() as connection:
        connection.execute(delete(t.filters).where(t.filters.c.person == person, t.filters.c.name == name))
