"""The cases of a set with what guards read of them, gathered once: each row a place where a guard is read, its facts in columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import BigInteger, FromClause, Table, and_, func, literal, select
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
from workflow.store.many.stage import Stage

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


@dataclass(frozen=True, slots=True)
class Rows:
    """`here`: how a guard is read on each row of `rows`; `key`: the table of the cases themselves, which has the columns of ALWAYS.

    `within`: what is still to be asked of a row before it belongs to the set.
    """

    rows: FromClause
    key: Table
    here: Here
    within: tuple[Column, ...] = ()


@dataclass(slots=True)
class Gathering:
    """What is read of the set, and of those above it. Single cases above it are known by their values, those between lie in tables of their own."""

    stage: Stage
    of: Set
    found: frozenset[Read]
    fixed: dict[str, Here] = field(default_factory=dict)

    @property
    def definition(self) -> Definition:
        return self.stage.plan.world.definition

    def rows(self) -> Rows:
        lineage = list(self.stage.plan.world.lineage(self.of.holder))
        self.fixed = {case.machine: self._single(case) for case in lineage}
        soon, later = self._clauses()
        own = self._table(self.of.machine, soon)
        ups = dict(self.fixed)
        rows: FromClause = own.key
        below: FromClause = own.key
        for machine in reversed(self._between()):
            ups[machine] = replace(self._table(machine, []).here, ups=dict(ups))
        for machine in self._between():
            above = ups[machine].row
            assert above is not None  # noqa: S101 - a table was made for it just now
            rows, below = rows.join(above, above.c.id == below.c.parent), above
        here = replace(own.here, ups=ups)
        return Rows(rows, own.key, here, tuple(self._condition(clause, here) for clause in later))

    def _clauses(self) -> tuple[list[Expr], list[Expr]]:
        """Of the set's condition, what is asked of the cases as they are picked, and what of their facts."""
        where = self.of.where
        clauses = () if where is None else where.clauses if isinstance(where, And) else (where,)
        soon = [clause for clause in clauses if all(self._stands(read) for read in self._reads(clause))]
        return soon, [clause for clause in clauses if clause not in soon]

    def _reads(self, clause: Expr) -> frozenset[Read]:
        return reads(self.definition, self.of.machine, clause, self.of.this or self.of.holder.machine)

    def _stands(self, read: Read) -> bool:
        return read.kind == "name" and (read.machine in self.fixed or (read.machine == self.of.machine and read.name in STANDING))

    def _condition(self, clause: Expr, here: Here) -> Column:
        return to_sql(clause, here, here.above(self.of.this or self.of.holder.machine))

    def _between(self) -> list[str]:
        """The machines between the set and its holder, up to the last of which facts are read; nearest first."""
        between = [machine for machine in self.definition.ancestors(self.of.machine) if machine not in self.fixed]
        while between and not self._columns(between[-1]):
            between.pop()
        return between

    def _single(self, case: Case) -> Here:
        plan, view = self.stage.plan, self.stage.plan.view(case)
        names = {read.name for read in self.found if read.machine == case.machine and read.kind in ("name", "score", "figure")}
        standing = {name: literal(value, BigInteger()) for name, value in (("parent", case.parent), ("root", case.root))}
        given = {name: view.value(name) for name in names}
        id = literal(case.id, BigInteger())
        return Here(self.definition, case.machine, id, plan.now, case.zone, plan.actor.person, given=given, columns=standing)

    def _columns(self, machine: str) -> Mapping[str, Type]:
        """The stored names that are read on the machine, with their types."""
        names, stored = case_names(self.definition, machine), stored_names(self.definition, self.definition.machines[machine])
        return {name: names[name] for name in sorted({read.name for read in self.found if read.machine == machine} & stored)}

    def _table(self, machine: str, soon: Iterable[Expr]) -> Rows:
        """The cases of a machine below the holder as a table with a column for each fact that is read."""
        plan, holder, one = self.stage.plan, self.of.holder, cases.alias()
        here = Here.over(self.definition, machine, one, plan.now, holder.zone, plan.actor.person)
        columns = self._columns(machine)
        read = {read.name for read in self.found if read.machine == machine} & STANDING
        shown = (*ALWAYS, *sorted(read - set(ALWAYS)))
        picked = select(*(one.c[name] for name in shown))
        if columns:
            stored = facts.alias()
            of_fact = and_(stored.c.case_id == one.c.id, stored.c.ordinal == 0, stored.c.fact.in_(columns))
            values = [func.max(stored.c[stored_in(type_)]).filter(stored.c.fact == name) for name, type_ in columns.items()]
            picked = picked.add_columns(*values).select_from(one.outerjoin(stored, of_fact)).group_by(one.c.id)
        picked = picked.where(one.c.root == holder.root, one.c.machine == machine, *self._below(one, machine))
        picked = picked.where(*(self._condition(clause, replace(here, ups=self.fixed)) for clause in soon))
        kinds = {name: t.cases.c[name].type for name in shown} | {f"f{n}": kind_of(type_) for n, type_ in enumerate(columns.values())}
        key, _size = self.stage.filled(kinds, picked)
        known = {name: key.c[f"f{n}"] for n, name in enumerate(columns)}
        standing = {"root": literal(holder.root, BigInteger())}
        return Rows(key, key, replace(here, id=key.c.id, row=key, known=known, columns=standing))

    def _below(self, one: FromClause, machine: str) -> list[Column]:
        holder = self.of.holder
        return [one.c.id != holder.id] if holder.parent is None else [self.fixed[holder.machine].below(one, machine)]


def gathered(stage: Stage, of: Set, guards: Iterable[Expr], names: Collection[tuple[str, str]] = ()) -> Rows:
    """The cases of the set with what `guards` read on them, and `names`: machine and name."""
    definition = stage.plan.world.definition
    found = {read for guard in guards for read in reads(definition, of.machine, guard)}
    found |= {read for machine, name in names for read in reads_of(definition, machine, name)}
    if of.where is not None:
        found |= reads(definition, of.machine, of.where, of.this or of.holder.machine)
    return Gathering(stage, of, frozenset(found)).rows()


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
