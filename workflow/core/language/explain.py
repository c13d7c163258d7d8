"""The second reading: why a guard is or is not true, clause by clause, in words for the person who is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.core.language import nodes as n
from workflow.core.language.evaluate import evaluate
from workflow.core.language.phrases import Telling, WordsOf, phrase
from workflow.core.language.types import Value, View
from workflow.core.words import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause of a guard. `facts`: each name, count and act that it reads on this case, as written, with its value."""

    source: str
    value: bool | None
    facts: tuple[tuple[str, Value], ...]
    text: Text
    expr: n.Expr


def explain(expr: n.Expr, view: View, words: WordsOf, zone: str = "Asia/Jakarta") -> tuple[Finding, ...]:
    """Every clause that `and` joins at the top, evaluated; none is skipped because another is false."""
    return tuple(_finding(clause, Telling(view, words, zone)) for clause in _clauses(expr))


def sentence(expr: n.Expr, view: View, words: WordsOf, zone: str = "Asia/Jakarta") -> Text:
    """What the clause asks and what is the case: "Pelamar: 2, paling sedikit 3" and "Applicants: 2, at least 3"."""
    return phrase(expr, Telling(view, words, zone))


def _clauses(expr: n.Expr) -> Iterator[n.Expr]:
    if not isinstance(expr, n.And):
        yield expr
        return
    for clause in expr.clauses:
        yield from _clauses(clause)


def _finding(clause: n.Expr, told: Telling) -> Finding:
    value = evaluate(clause, told.view)
    facts = {node.source: evaluate(node, told.view) for node in _read(clause)}
    return Finding(clause.source, value if isinstance(value, bool) else None, tuple(facts.items()), phrase(clause, told), clause)


def _read(expr: n.Expr) -> Iterator[n.Expr]:
    """Names and what is counted; the names inside a set's condition are those of many cases and are not listed."""
    if isinstance(expr, n.Name | n.Count | n.Every | n.Aggregate | n.Able | n.Times | n.Acted):
        yield expr
        return
    for part in expr.parts:
        yield from _read(part)
