"""The boolean skeleton of guards: comparisons as atoms that are true or false, to ask whether one of several guards always fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from workflow.core.language import Expr
from workflow.core.language.nodes import And, Compare, In, Literal, Not, Or

MOST_ATOMS = 10
_OPPOSITE = {"!=": "==", ">=": "<", ">": "<="}


def never_all_false(guards: Sequence[Sequence[Expr]]) -> bool | None:
    """Does one of the guards (each a conjunction) hold whatever its atoms are? None where there are too many atoms to try all.

    Comparisons of the same two sides with opposite signs are one atom; atoms are otherwise taken as independent.
    """
    atoms = sorted({atom for guard in guards for clause in guard for atom in _atoms(clause)})
    if len(atoms) > MOST_ATOMS:
        return None
    for values in product((False, True), repeat=len(atoms)):
        world = dict(zip(atoms, values, strict=True))
        if not any(all(_holds(clause, world) for clause in guard) for guard in guards):
            return False
    return True


def _atom(expr: Expr) -> tuple[str, bool]:
    """The name of an atom, and whether the expression says the opposite of it."""
    if isinstance(expr, Compare):
        opposite = expr.op in _OPPOSITE
        return f"{expr.left.source} {_OPPOSITE.get(expr.op, expr.op)} {expr.right.source}", opposite
    if isinstance(expr, In):
        return f"{expr.left.source} in {sorted(value.source for value in expr.values)}", expr.negated
    return expr.source, False


def _atoms(expr: Expr) -> Iterator[str]:
    match expr:
        case And() | Or():
            for clause in expr.clauses:
                yield from _atoms(clause)
        case Not():
            yield from _atoms(expr.of)
        case Literal():
            return
        case _:
            yield _atom(expr)[0]


def _holds(expr: Expr, world: Mapping[str, bool]) -> bool:
    match expr:
        case And():
            return all(_holds(clause, world) for clause in expr.clauses)
        case Or():
            return any(_holds(clause, world) for clause in expr.clauses)
        case Not():
            return not _holds(expr.of, world)
        case Literal():
            return expr.value is True
    name, opposite = _atom(expr)
    return world[name] is not opposite
