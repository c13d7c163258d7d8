"""Whether the columns that are there suffice to reckon a name, told before anything is reckoned."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from workflow.core.language import Expr, SetExpr, member_names_of, names_of
from workflow.core.language.nodes import FirstKnown
from workflow.core.tally import main_key
from workflow.tally.wanted import Columns, lacking


def suffices(columns: Columns, have: Collection[str]) -> bool:
    """Whether the total of the stage, or else what it asks, can be reckoned for a row in which the columns `have` are filled."""
    reads, key = columns.reads, main_key(columns.definition, columns.stage)
    if not set(have) & {*reads.leaves, *reads.between, *reads.closed, *reads.below}:
        return False  # defaults alone are no table
    if key is not None:
        return resolved(columns, have, key)
    return {leaf.name for leaf in lacking(columns)} | reads.closed.keys() | reads.below.keys() <= set(have)


def resolved(columns: Columns, have: Collection[str], name: str) -> bool:
    """Whether the value of one name can be reckoned."""
    return _Sufficing(columns, frozenset(have)).name(name)


class _Sufficing:
    def __init__(self, columns: Columns, have: frozenset[str]) -> None:
        self.columns, self.have = columns, have

    def name(self, name: str, *, by_default: bool = True) -> bool:
        """`by_default`: a value that the definition gives by itself will do."""
        if name in self.have:
            return True
        fact, machine = self.columns.fact(name), self.columns.machine
        if fact is not None and fact.formula is not None:
            return "." not in name and name not in self.columns.reads.closed and self._formula(fact.formula)
        if fact is not None:
            return by_default and fact.default is not None
        if name in machine.scores:
            return all(self.name(part.name) for part in machine.scores[name].parts if part.weight != 0)
        source = next((part.from_ for score in machine.scores.values() for part in score.parts if part.name == name), None)
        if source is not None:
            return self.name(source.rpartition(".")[2])
        table = self.columns.definition.tables.get(name.partition(".")[0])
        return table is not None and all(self.name(key, by_default=by_default) for key in table.by)

    def _formula(self, formula: Expr) -> bool:
        """All that it must know, and of what may be unknown (first_known) at least something that is told and no mere default."""
        must, may = set(_names(formula, inside=False)), set(_names(formula, inside=True))
        return all(self.name(name) for name in must) and (bool(must) or any(self.name(name, by_default=False) for name in may))


def _names(expr: Expr, *, inside: bool, within: bool = False) -> Iterator[str]:
    """Names read outside, or inside, of a choice of the first that is known."""
    within = within or isinstance(expr, FirstKnown)
    if not any(isinstance(part, FirstKnown) for part in _deep(expr)) or isinstance(expr, SetExpr):
        if within is inside:
            yield from names_of(expr)
            yield from (name for names in member_names_of(expr).values() for name in names)
        return
    for part in expr.parts:
        yield from _names(part, inside=inside, within=within)


def _deep(expr: Expr) -> Iterator[Expr]:
    for part in expr.parts:
        yield part
        yield from _deep(part)
