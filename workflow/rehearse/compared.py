"""What a condition compares the facts of a form with, reckoned as things stand: settings, thresholds of the year, how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from workflow.core.definition import Fact, Machine
from workflow.core.language import Expr, View, evaluate
from workflow.core.language.nodes import Aggregate, Compare, Count, Every, Name
from workflow.rehearse.hints import unfolded


def near(machine: Machine, expr: Expr, fact: Fact, view: View, rng: Random) -> list[str]:
    """What to type as the fact so that a comparison of it comes out either way: the value itself, and beside it."""
    found: dict[str, None] = {}
    for name, node, other in _comparisons(machine, expr):
        if name == fact.name:
            found |= dict.fromkeys(_typed(evaluate(other, view), other.type.places, fact, rng, exactly=node.op in ("==", "!=")))
    return list(found)


def _comparisons(machine: Machine, expr: Expr) -> Iterator[tuple[str, Compare, Expr]]:
    """Facts of the machine that are compared, with what; also behind formulas and requirement groups, but not with facts of other cases."""
    if isinstance(expr, Count | Every | Aggregate):
        return
    if isinstance(expr, Compare):
        for side, other in ((expr.left, expr.right), (expr.right, expr.left)):
            told = unfolded(machine, side)
            if isinstance(told, Name) and told.name in machine.facts:
                yield told.name, expr, other
    if isinstance(expr, Name):
        fact = machine.facts.get(expr.name)
        behind = [fact.formula] if fact is not None and fact.formula is not None else []
        for one in (*behind, *(clause.that for clause in machine.requirements.get(expr.name.partition(".")[0], ()))):
            yield from _comparisons(machine, one)
    for part in expr.parts:
        yield from _comparisons(machine, part)


def _typed(value: object, places: int, fact: Fact, rng: Random, *, exactly: bool) -> list[str]:
    if isinstance(value, bool) or value is None:
        return []
    if not isinstance(value, int):
        return [value.isoformat() if isinstance(value, date) else str(value)]
    n = value // 10**places
    most = fact.most if fact.most is not None else n + 10
    spread = [n + rng.randint(0, max(most - n, 0) // 2)] if not exactly else []
    return [str(m) for m in (*spread, n, n + 1, n - 1)]
