"""Every guard of a definition with the machine in whose names it is written, and what stands inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workflow.core.definition import Action, Clause, Definition, Do, Machine, Rank
from workflow.core.language import Expr, SetExpr
from workflow.core.language.nodes import Name
from workflow.core.names import set_machine


@dataclass(frozen=True, slots=True)
class Guard:
    """An expression in the names of `machine`. `clause`: of the `needs` of an action. `counts`: a number itself, of people or of cases.

    `this`: the machine of the case that carries it, where it is read on others. `of`: the machine of the cases that it counts. `asked`: facts that
    whoever takes the action answers with it.
    """

    machine: str
    expr: Expr
    clause: Clause | None = None
    counts: Literal["crowd", "cases"] | None = None
    this: str | None = None
    of: str | None = None
    asked: tuple[str, ...] = ()

    @property
    def binds(self) -> bool:
        """A clause that may be gone past with a reason binds nobody."""
        return self.clause is None or self.clause.explain is None


def guards(definition: Definition) -> Iterator[Guard]:
    """Whatever decides whether and whither a case moves; what only says who is told or shown is left out."""
    for machine in definition.machines.values():
        for action in machine.actions.values():
            asked = machine.forms[action.form].facts if action.form is not None else ()
            yield from (Guard(machine.name, clause.that, clause, asked=tuple(asked)) for clause in action.needs)
            if action.quorum is not None:
                yield Guard(machine.name, action.quorum, counts="crowd")
            yield from _of_effects(definition, machine, action)
        for ranking in machine.rankings.values():
            yield Guard(machine.name, ranking.take, counts="cases", of=ranking.of)
            if ranking.where is not None:
                yield Guard(ranking.of, ranking.where, this=machine.name)
        for filling in machine.fills.values():
            yield Guard(filling.of, filling.who, this=machine.name)


def _of_effects(definition: Definition, machine: Machine, action: Action) -> Iterator[Guard]:
    for effect in action.then:
        if isinstance(effect, Do) and effect.where is not None:
            yield Guard(str(set_machine(definition, machine.name, effect.on)), effect.where, this=machine.name)
        if isinstance(effect, Rank) and effect.where is not None:
            holder = str(set_machine(definition, machine.name, effect.on))
            yield Guard(definition.machines[holder].rankings[effect.ranking].of, effect.where, this=holder)


def home(definition: Definition, machine: str, name: str) -> tuple[str, str]:
    """The machine that a name belongs to, and the name without that machine's prefix."""
    head, _, rest = name.partition(".")
    return (head, rest) if rest and head in definition.ancestors(machine) else (machine, name)


def set_of_cases(definition: Definition, machine: str, name: str) -> tuple[str, str] | None:
    """Of a set of cases: the machine below which they lie, and theirs. None for holders of a role and for sheets."""
    holder, below = home(definition, machine, name)
    return (holder, below) if below in definition.below(holder) else None


def parts_of(definition: Definition, guard: Guard) -> Iterator[tuple[str, Expr]]:
    """All that stands in a guard, see `inside`."""
    return inside(definition, guard.machine, guard.expr, guard.this)


def inside(definition: Definition, machine: str, expr: Expr, this: str | None = None) -> Iterator[tuple[str, Expr]]:
    """The expression and all that stands in it, formulas of facts included, each with the machine in whose names it is written."""
    this = this or machine
    yield machine, expr
    if isinstance(expr, Name):
        place, rest = home(definition, this if expr.of_this else machine, expr.name)
        fact = definition.machines[place].facts.get(rest)
        if fact is not None and fact.formula is not None:
            yield from inside(definition, place, fact.formula)
        return
    here = machine
    if isinstance(expr, SetExpr):
        cases = set_of_cases(definition, machine, expr.set)
        here = cases[1] if cases is not None else machine
    for part in expr.parts:
        yield from inside(definition, here, part, this)
