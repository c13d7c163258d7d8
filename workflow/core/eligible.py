"""Who meets the requirements of a process, from a plain table of facts: the same clauses that checkers see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.core.definition import Clause, Definition, Fact, FactKind, Machine
from workflow.core.fields import Desk, Problem, parse
from workflow.core.language import Value, View, evaluate, names_of
from workflow.core.names import fact_at
from workflow.core.values import typed_value
from workflow.core.words import Text


@dataclass(frozen=True, slots=True)
class Requirement:
    """`met` None: something is unknown. `facts`: the values the clause read, by name."""

    name: str
    met: bool | None
    clause: Clause
    facts: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Eligibility:
    """`eligible` is None when nothing fails and something is unknown."""

    eligible: bool | None
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A view over given facts: own by name, an ancestor's as `machine.fact`; a formula's value may be given instead of its parts."""

    definition: Definition
    machine: Machine
    given: Mapping[str, Value]
    today: date

    def value(self, name: str) -> Value:
        if name in self.given:
            return self.given[name]
        if name == "today":
            return self.today
        head, _, rest = name.partition(".")
        if rest and head in self.definition.machines:
            return (self if head == self.machine.name else self._above(head)).value(rest)
        if head in self.definition.tables:
            table = self.definition.tables[head]
            return table.find(rest, [self.value(key) for key in table.by])
        fact = self.machine.facts.get(name)
        return evaluate(fact.formula, self) if fact is not None and fact.formula is not None else None

    def _above(self, machine: str) -> Table:
        own = {name.removeprefix(f"{machine}."): value for name, value in self.given.items() if name.startswith(f"{machine}.")}
        return Table(self.definition, self.definition.machines[machine], own, self.today)

    def members(self, name: str) -> Sequence[View]:
        return ()


def assessed_machine(definition: Definition) -> Machine:
    """The machine that has requirements. Raises LookupError where none has."""
    for machine in definition.machines.values():
        if machine.requirements:
            return machine
    raise LookupError("this process has no requirements")


def assessed(definition: Definition) -> tuple[Clause, ...]:
    """The clauses that people check against a checklist; all of them where none is asked. Bars that only scores meet are not among them."""
    machine = assessed_machine(definition)
    asked = {fact.of for fact in machine.facts.values() if fact.kind is FactKind.CHECKLIST}
    groups = [group for group in machine.requirements if group in asked or not asked]
    return tuple(clause for group in groups for clause in machine.requirements[group])


def columns(definition: Definition) -> tuple[str, ...]:
    """The facts that the requirements read: own by name, an ancestor's as `machine.fact`, formulas followed to their parts."""
    machine = assessed_machine(definition)
    found = [name for clause in assessed(definition) for name in facts_read(definition, machine, clause.that)]
    return tuple(dict.fromkeys(found))


def facts_read(definition: Definition, machine: Machine, expr: Any) -> Iterator[str]:
    """The facts that an expression reads in the end: formulas and decision tables are followed to their parts."""
    for name in names_of(expr):
        fact, table = fact_at(definition, machine.name, name), definition.tables.get(name.partition(".")[0])
        if table is not None:
            yield from table.by
        elif fact is not None and fact.formula is not None:
            yield from facts_read(definition, machine, fact.formula)
        elif fact is not None:
            yield name


def given_values(definition: Definition, raw: Mapping[str, Any]) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """Values of a JSON object, typed by the facts they name; null is unknown. Unknown names and unreadable values are problems."""
    machine = assessed_machine(definition)
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, value in raw.items():
        fact = fact_at(definition, machine.name, name)
        if fact is None:
            text = Text("Tidak ada fakta bernama {name}; lihat --columns.", "There is no fact called {name}; see --columns.")
            problems.append(Problem(text.fill(name=name), field=name))
        elif value is not None:
            found = _typed(fact, value)
            if isinstance(found, Problem):
                problems.append(Problem(found.text, field=name))
            else:
                values[name] = found
    return values, tuple(problems)


def _typed(fact: Fact, value: Any) -> Value | Problem:
    if fact.kind is FactKind.FORMULA:
        return value if isinstance(value, bool | int | str) else Problem(Text("Beri bilangan bulat.", "Give a whole number."))
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    items, problems = parse([fact], {fact.name: [text]}, Desk("UTC", {}, lambda found: found, lambda _text: None))
    return problems[0] if problems else typed_value(fact, items.get(fact.name))


def eligibility(definition: Definition, given: Mapping[str, Value], today: date) -> Eligibility:
    """Evaluate every clause; never stop at the first that fails."""
    table = Table(definition, assessed_machine(definition), given, today)
    found = tuple(requirement(table, clause) for clause in assessed(definition))
    met = [r.met for r in found]
    return Eligibility(False if False in met else None if None in met else True, found)


def requirement(table: Table, clause: Clause) -> Requirement:
    """One clause, judged on what is given."""
    value = evaluate(clause.that, table)
    facts = {name: table.value(name) for name in names_of(clause.that)}
    return Requirement(clause.name or "", value if isinstance(value, bool) else None, clause, facts)
