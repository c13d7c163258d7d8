"""The cases of a set with what guards read of them, gathered once: each row a place where a guard is read, its facts in columns.

Effects that follow each other on the same cases share what was gathered, until one of them moves the cases. What an effect has kept in
between stands in a table of its own, and is read from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, FromClause, Table, and_, case, func, literal, or_, select, true
from sqlalchemy import Text as SqlText
from sqlalchemy.types import TypeEngine

from workflow.core.definition import Definition, Machine
from workflow.core.language import Expr, Type
from workflow.core.language.nodes import And
from workflow.core.names import case_names
from workflow.core.reads import Read, reads, reads_of
from workflow.core.world import Case
from workflow.store import tables as t
from workflow.store.columns import Column, cases, facts, sql_type, stored_in
from workflow.store.facts import Here
from workflow.store.guard_sql import to_sql
from workflow.store.many.stage import Kept, Stage

ALWAYS = ("id", "parent", "number", "state", "round", "revision", "born")
STANDING = frozenset(("state", "before", "entered", "ended", "owner", "number"))
"""Names that are columns of `cases`."""


@dataclass(frozen=True, slots=True)
class Set:
    """Cases of `machine` below `holder`. `where`: a condition on each, carried by the case of machine `this` below or above which it stands."""

    machine: str
    holder: Case
    where: Expr | None = None
    this: str | None = None

    @property
    def carrier(self) -> str:
        return self.this or self.holder.machine

    @property
    def clauses(self) -> Sequence[Expr]:
        if self.where is None:
            return ()
        return self.where.clauses if isinstance(self.where, And) else (self.where,)


@dataclass(frozen=True, slots=True)
class Need:
    """What an effect reads of a set: `guards` on each of its cases, and `names` of machines."""

    of: Set
    guards: Sequence[Expr] = ()
    names: Sequence[tuple[str, str]] = ()

    def found(self, definition: Definition) -> frozenset[Read]:
        machine = self.of.machine
        found = {read for guard in self.guards for read in reads(definition, machine, guard)}
        found |= {read for where in self.of.clauses for read in reads(definition, machine, where, self.of.carrier)}
        return frozenset(found | {read for of, name in self.names for read in reads_of(definition, of, name)})


@dataclass(frozen=True, slots=True)
class Rows:
    """`here`: how a guard is read on each row of `rows`; `key`: the table of the cases themselves, which has the columns of ALWAYS.

    `within`: what a row must be to belong to the set. `stored`: names of the cases -> what stands stored, a yes_no as 1 and 0.
    """

    rows: FromClause
    key: Table
    here: Here
    within: tuple[Column, ...]

    def stored(self, name: str) -> Column:
        return self.here.known[name]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Tables of the cases of a machine below a holder, and of those between, with a column for each of `found` that is stored."""

    found: frozenset[Read]
    tables: Mapping[str, Table]


def gathered(stage: Stage, need: Need, more: Iterable[Need] = ()) -> Rows:
    """The cases of the set with what the need reads of them. `more`: what the effects after it will read of the same cases."""
    key = (need.of.machine, need.of.holder.id)
    base: Gathered | None = stage.bases.get(key)
    if base is None or not need.found(stage.plan.world.definition) <= base.found:
        base = _Gathering(stage, [need, *(one for one in more if (one.of.machine, one.of.holder.id) == key)]).gather()
        stage.bases[key] = base
    return _rows(stage, need, base)


class _Gathering:
    def __init__(self, stage: Stage, needs: Sequence[Need]) -> None:
        self.stage, self.needs, self.definition = stage, needs, stage.plan.world.definition
        self.of = needs[0].of
        self.found = frozenset(read for need in needs for read in need.found(self.definition))
        self.fixed = _fixed(stage, self.of.holder, self.found)

    def gather(self) -> Gathered:
        between = [machine for machine in self.definition.ancestors(self.of.machine) if machine not in self.fixed]
        while between and not _columns(self.definition, between[-1], self.found):
            between.pop()
        tables = {machine: self._table(machine) for machine in between}
        return Gathered(self.found, {**tables, self.of.machine: self._table(self.of.machine)})

    def _table(self, machine: str) -> Table:
        """The cases of a machine below the holder with a column for each fact that is read."""
        one, holder = cases.alias(), self.of.holder
        columns, shown = _columns(self.definition, machine, self.found), _shown(machine, self.found)
        picked = select(*(one.c[name] for name in shown))
        if columns:
            stored = facts.alias()
            of_fact = and_(stored.c.case_id == one.c.id, stored.c.ordinal == 0, stored.c.fact.in_(columns))
            values = [func.max(stored.c[stored_in(type_)]).filter(stored.c.fact == name) for name, type_ in columns.items()]
            picked = picked.add_columns(*values).select_from(one.outerjoin(stored, of_fact)).group_by(one.c.id)
        below = one.c.id != holder.id if holder.parent is None else self.fixed[holder.machine].below(one, machine)
        picked = picked.where(one.c.root == holder.root, one.c.machine == machine, below)
        if machine == self.of.machine:
            picked = picked.where(self._wanted(one))
        kinds = {name: t.cases.c[name].type for name in shown} | {f"f{n}": kind_of(type_) for n, type_ in enumerate(columns.values())}
        return self.stage.filled(kinds, picked)[0]

    def _wanted(self, one: FromClause) -> Column:
        """What one of the needs asks of a case that can be seen on the case itself."""
        here = replace(_over(self.stage, self.of, one), ups=self.fixed)
        wanted = [[to_sql(clause, here, here.above(need.of.carrier)) for clause in self._soon(need)] for need in self.needs]
        return or_(*(and_(true(), *clauses) for clauses in wanted))

    def _soon(self, need: Need) -> list[Expr]:
        return [clause for clause in need.of.clauses if all(self._stands(read) for read in self._reads(need, clause))]

    def _reads(self, need: Need, clause: Expr) -> frozenset[Read]:
        return reads(self.definition, need.of.machine, clause, need.of.carrier)

    def _stands(self, read: Read) -> bool:
        return read.kind == "name" and (read.machine in self.fixed or (read.machine == self.of.machine and read.name in STANDING))


def _rows(stage: Stage, need: Need, base: Gathered) -> Rows:
    """Each row as a place where guards are read. Single cases above are known by their values, those between lie in tables of their own."""
    definition = stage.plan.world.definition
    ups = _fixed(stage, need.of.holder, need.found(definition))
    between = [machine for machine in definition.ancestors(need.of.machine) if machine in base.tables]
    joined: dict[str, FromClause] = {}
    for machine in (*reversed(between), need.of.machine):
        joined[machine], here = _with_kept(stage, need.of, base, machine, ups)
        if machine != need.of.machine:
            ups[machine] = here
    rows, below = joined[need.of.machine], base.tables[need.of.machine]
    for machine in between:
        above = base.tables[machine]
        rows, below = rows.join(joined[machine], above.c.id == below.c.parent), above
    within = tuple(to_sql(clause, here, here.above(need.of.carrier)) for clause in need.of.clauses)
    return Rows(rows, base.tables[need.of.machine], here, within)


def _with_kept(stage: Stage, of: Set, base: Gathered, machine: str, ups: Mapping[str, Here]) -> tuple[FromClause, Here]:
    """The table of a machine's cases, with what earlier effects of this step have kept on them."""
    key, definition = base.tables[machine], stage.plan.world.definition
    known: dict[str, Column] = {name: key.c[f"f{n}"] for n, name in enumerate(_columns(definition, machine, base.found))}
    kept: dict[str, Kept] = {name: one for name, one in stage.kept.get(machine, {}).items() if name in known}
    rows: FromClause = key
    for table in dict.fromkeys(one.table for one in kept.values()):
        rows = rows.outerjoin(table, table.c.id == key.c.id)
    for name, one in kept.items():
        known[name] = case((one.table.c.id.is_not(None), one.column), else_=known[name])
    here = _over(stage, replace(of, machine=machine), key)
    standing = {"root": literal(of.holder.root, BigInteger())}
    return rows, replace(here, known=known, columns=standing, ups=dict(ups))


def _over(stage: Stage, of: Set, rows: FromClause) -> Here:
    plan = stage.plan
    return Here.over(plan.world.definition, of.machine, rows, plan.now, of.holder.zone, plan.actor.person)


def _fixed(stage: Stage, holder: Case, found: frozenset[Read]) -> dict[str, Here]:
    """The holder and those above it: cases whose values guards are given, as this step sees them."""
    return {case.machine: _single(stage, case, found) for case in stage.plan.world.lineage(holder)}


def _single(stage: Stage, case: Case, found: frozenset[Read]) -> Here:
    plan, view = stage.plan, stage.plan.view(case)
    names = {read.name for read in found if read.machine == case.machine and read.kind in ("name", "score", "figure")}
    standing = {name: literal(value, BigInteger()) for name, value in (("parent", case.parent), ("root", case.root))}
    given, id = {name: view.value(name) for name in names}, literal(case.id, BigInteger())
    return Here(plan.world.definition, case.machine, id, plan.now, case.zone, plan.actor.person, given=given, columns=standing)


def _shown(machine: str, found: frozenset[Read]) -> Sequence[str]:
    """The columns of `cases` that are read."""
    return (*ALWAYS, *sorted({read.name for read in found if read.machine == machine} & STANDING - set(ALWAYS)))


def _columns(definition: Definition, machine: str, found: frozenset[Read]) -> Mapping[str, Type]:
    """The stored names that are read on the machine, with their types."""
    names, stored = case_names(definition, machine), stored_names(definition, definition.machines[machine])
    return {name: names[name] for name in sorted({read.name for read in found if read.machine == machine} & stored)}


def kind_of(type_: Type) -> TypeEngine[Any]:
    """The type of a column for what is stored under a name: a yes_no as 1 and 0, a text compared by bytes."""
    found = sql_type(type_)
    return t.words() if isinstance(found, SqlText) else found


def stored_names(definition: Definition, own: Machine) -> set[str]:
    """Names of a machine whose value lies in one row of `facts`."""
    asked = {fact.name for fact in own.facts.values() if fact.is_asked}
    points = {name for score in own.scores.values() for name in (score.name, *(part.name for part in score.parts))}
    reckoned = {name for machine in definition.machines.values() for name in (*machine.rankings, *machine.fills)}
    results = {name for name in case_names(definition, own.name) if "." in name and name.partition(".")[0] in reckoned}
    return (asked & set(case_names(definition, own.name))) | points | results
