"""What an expression reads in the end, through formulas, requirements and decision tables: names, sets, and what was done before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workflow.core import exact
from workflow.core.definition import Definition, Machine, Score
from workflow.core.language import Expr, SetExpr
from workflow.core.language.nodes import Able, Acted, Name, Times
from workflow.core.scoring import is_own


@dataclass(frozen=True, slots=True)
class Read:
    """`machine`: of the case that is read; for a set, of its members. `name`: as that case knows it; `done`: an action.

    `name`, `score`, `figure`: what stands on the case. `cases`, `sheets`, `holders`: a set. `done`: how often, or by whom. `able`: a role.
    """

    kind: Literal["name", "score", "figure", "cases", "sheets", "holders", "done", "able"]
    machine: str
    name: str


def reads(definition: Definition, machine: str, expr: Expr, this: str | None = None) -> frozenset[Read]:
    """Everything that `expr`, a guard on a case of `machine`, reads. `this`: of a condition on a member of a set, the machine that carries it."""
    return frozenset(_Reader(definition).expr(expr, machine, this or machine))


def reads_of(definition: Definition, machine: str, name: str) -> frozenset[Read]:
    """Everything that the value of a name hangs on."""
    return frozenset(_Reader(definition).name(machine, name))


@dataclass(frozen=True, slots=True)
class _Reader:
    definition: Definition

    def expr(self, node: Expr, here: str | None, this: str) -> Iterator[Read]:
        """`here`: the machine whose case names are read on; None inside a set whose members are no cases."""
        match node:
            case Name():
                at = this if node.of_this else here
                if at is not None:
                    yield from self.name(at, node.name)
            case Times() | Acted():
                head, _, rest = node.action.partition(".")
                yield Read("done", head if rest else here or this, rest or head)
            case Able():
                yield Read("able", here or this, node.role)
        inside = here
        if isinstance(node, SetExpr):
            found = self.set(node.set, this)
            yield found
            inside = found.machine if found.kind == "cases" else None
        for part in node.parts:
            yield from self.expr(part, inside, this)

    def set(self, name: str, this: str) -> Read:
        head, _, rest = name.partition(".")
        holder, plain = (head, rest) if rest else (this, head)
        if plain in self.definition.machines:
            return Read("cases", plain, plain)
        is_sheet = plain in self.definition.machines[holder].actions
        return Read("sheets" if is_sheet else "holders", holder, plain)

    def name(self, machine: str, name: str) -> Iterator[Read]:
        head, _, rest = name.partition(".")
        if rest and head in self.definition.machines:
            yield from self.name(head, rest)
            return
        own = self.definition.machines[machine]
        fact = own.facts.get(name)
        if fact is not None and fact.formula is not None:
            yield from self.expr(fact.formula, machine, machine)
        elif fact is not None and fact.figure is not None:
            yield Read("figure", machine, name)
            for _figure, expr in fact.figure.match:
                yield from self.expr(expr, machine, machine)
        elif rest and head in own.requirements:
            for clause in own.requirements[head]:
                yield from self.expr(clause.that, machine, machine)
        elif head in self.definition.tables and rest:
            for by in self.definition.tables[head].by:
                yield from self.name(machine, by)
        score = score_of(own, name)
        yield from self.score(own, score) if score is not None else ()
        yield Read("score" if score is not None else "name", machine, name)

    def score(self, own: Machine, score: Score) -> Iterator[Read]:
        for part in score.parts:
            action, _, name = part.from_.rpartition(".")
            yield from self.name(own.name, name) if not action else (Read("sheets", own.name, action),)
            if part.weighing is not None:
                yield from self.expr(part.weighing, own.name, own.name)


def score_of(own: Machine, name: str) -> Score | None:
    """The score that a name of the machine means, or of which it means a part."""
    return next((s for s in own.scores.values() if name in (s.name, *(part.name for part in s.parts))), None)


def is_told(definition: Definition, read: Read) -> bool:
    """Whether the projections tell what is read: a score over sheets is known to Python before it is stored."""
    if read.kind != "score":
        return True
    own = definition.machines[read.machine]
    score = score_of(own, read.name)
    return score is None or (is_own(own, score) and exact.whole(own, score) is not None)
