"""Where a name is read, and what makes a part of a guard one that the exploration does not reckon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.core.definition import Definition
from workflow.core.explore.drafts import Why
from workflow.core.explore.reading import inside, set_of_cases
from workflow.core.language import Expr, SetExpr, walk
from workflow.core.language.nodes import Aggregate, Name

_WHO = ("owner", "actor", "number", "person")


@dataclass(frozen=True, slots=True)
class Place:
    """`here`: the machine of the case that a name is read on; `this`: of the case that carries the guard. `sheets`: on a sheet of this action."""

    here: str
    this: str
    sheets: str | None = None


class Unmodelled(Exception):
    """A part of a guard that stays open, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


def refuse_open(definition: Definition, machine: str, expr: Expr, present: frozenset[str], *, today: bool) -> None:
    """Raises Unmodelled where the expression rests on what is open: people, cases left out, sums over cases, with `today` also the day."""
    for why in _reasons(definition, machine, expr, present, today=today):
        raise Unmodelled(why)


def _reasons(definition: Definition, machine: str, expr: Expr, present: frozenset[str], *, today: bool) -> Iterator[Why]:
    for place, node in inside(definition, machine, expr):
        if isinstance(node, Name) and node.name.rpartition(".")[2] in _WHO:
            yield "person"
        if isinstance(node, Name) and today and node.name in ("today", "entered"):
            yield "typed"
        if isinstance(node, SetExpr) and (cases := set_of_cases(definition, place, node.set)) is not None:
            if cases[1] not in present:
                yield "absent"
            elif isinstance(node, Aggregate):
                yield "beyond"


def reads_this(expr: Expr) -> bool:
    return any(isinstance(node, Name) and node.of_this for node in walk(expr))
