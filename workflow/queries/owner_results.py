"""Results as their owner reads them: the finding per requirement with its reason, points with the arithmetic behind them, the rank.

Only what a publication has shown to the owner's role for this case is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from workflow.core import show, weights
from workflow.core.definition import FactKind, Part, Score, Source
from workflow.core.fields import Items
from workflow.core.scoring import PLACES, greatest, scaled
from workflow.core.words import Text, same
from workflow.queries.figures import figure_words
from workflow.queries.look import Look
from workflow.queries.owner_history import Notice, notices_of

_HOW = {
    "mean": Text("rata-rata", "the mean"),
    "median": Text("median", "the median"),
    "trimmed_mean": Text("rata-rata tanpa nilai tertinggi dan terendah", "the mean without the highest and the lowest"),
    "sum": Text("jumlah", "the sum"),
}
_ARITHMETIC = Text("{how} {value} dari {most}, dikali bobot {weight}", "{how} {value} of {most}, times the weight {weight}")
_OWN = Text("{value} dari {most}, dikali bobot {weight}", "{value} of {most}, times the weight {weight}")
_HIGHEST = {"highest": Text("{name} tertinggi", "highest {name}"), "lowest": Text("{name} terendah", "lowest {name}")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement as it was judged; `remarks`: the reasons given by those who judged it."""

    words: Text
    basis: Source | None
    met: bool
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartShown:
    """`points` as published. `weight`: the most it can give; `setting`: what gave it. `arithmetic`: how it came about, where it can be told."""

    words: Text
    points: Text
    weight: Text | None
    setting: Text | None
    arithmetic: Text | None


@dataclass(frozen=True, slots=True)
class ScoreShown:
    words: Text
    total: Text | None
    out_of: int
    parts: tuple[PartShown, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What one publication told the owner. `order`: the rule by which ranks were given. `judges`: how many judged the requirements."""

    id: int
    words: Text
    at: datetime
    findings: tuple[Finding, ...]
    judges: int
    scores: tuple[ScoreShown, ...]
    rows: tuple[tuple[Text, Text], ...]
    order: tuple[Text, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.findings or self.scores or self.rows)


def results(seen: Look) -> tuple[Result, ...]:
    """Newest first; a publication that shows the owner nothing but what the state says is left out."""
    found: list[Result] = []
    for notice in reversed(notices_of(seen)):
        if notice.own_case and not (result := _new_in(_result(seen, notice), found)).is_empty:
            found.append(result)
    return tuple(found)


def _new_in(result: Result, newer: list[Result]) -> Result:
    """Without the points that a later publication repeats."""
    if not any(r.scores == result.scores for r in newer):
        return result
    told = {row for r in newer for row in r.rows}
    return replace(result, scores=(), order=(), rows=tuple(row for row in result.rows if row not in told))


def _result(seen: Look, notice: Notice) -> Result:
    cells, columns = _cells(seen, notice)
    sheets = [found for name in cells for found in _judged(seen, name)]
    scores = tuple(s for score in seen.machine.scores.values() if (s := _score(seen, score, cells)) is not None)
    told = {p.name for score in seen.machine.scores.values() for p in score.parts} | set(seen.machine.scores)
    rows = tuple((columns[n], _sourced(seen, n, text)) for n, text in cells.items() if n not in told and text.id and not _is_other(seen, n))
    order = tuple(_order(seen)) if any(n.endswith(".rank") for n in cells) else ()
    return Result(notice.id, notice.words, notice.at, tuple(_findings(seen, sheets)), len(sheets), scores, rows, order)


def _cells(seen: Look, notice: Notice) -> tuple[dict[str, Text], dict[str, Text]]:
    """The cells of the owner's own part, with the words of each; what everybody may read adds rank and points, never more."""
    cells: dict[str, Text] = {}
    words: dict[str, Text] = {}
    for part in sorted(notice.parts.values(), key=lambda p: "with" in p):
        for column in part["columns"]:
            words.setdefault(column["name"], Text(*column["words"]))
        for row in part["rows"]:
            if row["case"] == seen.case.number:
                cells |= {n["name"]: Text(*row["cells"][n["name"]]) for n in part["columns"] if n["name"] in row["cells"]}
    return cells, words


def _is_other(seen: Look, name: str) -> bool:
    """What was answered on the case needs no telling, nor the state, which stands above."""
    fact = seen.machine.facts.get(name)
    return name in ("state", "number") or (fact is not None and fact.is_asked) or _checklist(seen, name) is not None


def _sourced(seen: Look, name: str, value: Text) -> Text:
    """A figure of another process says where it comes from."""
    fact = seen.machine.facts.get(name)
    if fact is None or fact.figure is None:
        return value
    return Text("{value} ({source})", "{value} ({source})").fill(value=value, source=figure_words(seen.connection, fact.figure))


# ------------------------------------------------------------------ findings
def _checklist(seen: Look, name: str) -> str | None:
    fact = seen.machine.facts.get(name.rpartition(".")[2])
    return fact.name if fact is not None and fact.kind is FactKind.CHECKLIST else None


def _judged(seen: Look, column: str) -> Iterator[Items]:
    """The checklists behind a published column: of each sheet once opened, or the case's own."""
    fact, action = _checklist(seen, column), column.rpartition(".")[0]
    if fact is None:
        return
    if action in seen.machine.actions:
        sheets = seen.world.sheets(seen.case, seen.machine.actions[action])
        yield from (s.facts[fact] for s in sheets if not s.sealed and s.facts.get(fact))
    elif seen.case.facts.get(fact):
        yield seen.case.facts[fact]


def _findings(seen: Look, judged: list[Items]) -> Iterator[Finding]:
    """A requirement is met when everybody found it met."""
    clauses = {c.name: c for group in seen.machine.requirements.values() for c in group}
    for name in dict.fromkeys(item.s for items in judged for item in items):
        found = [item for items in judged for item in items if item.s == name]
        clause = clauses[name]
        remarks = tuple(dict.fromkeys(item.remark for item in found if item.remark))
        yield Finding(clause.words or same(clause.source), clause.basis, all(item.n == 1 for item in found), remarks)


# ------------------------------------------------------------------ points
def _score(seen: Look, score: Score, cells: Mapping[str, Text]) -> ScoreShown | None:
    if score.name not in cells and not any(p.name in cells for p in score.parts):
        return None
    used = weights.used(seen.world, seen.case, score)
    parts = tuple(_part(seen, score, p, cells[p.name], used.get(p.name)) for p in score.parts if p.name in cells)
    return ScoreShown(score.words, cells.get(score.name), score.out_of, parts)


def _part(seen: Look, score: Score, part: Part, points: Text, weight: Fraction | None) -> PartShown:
    """`weight`: the one that was used; of what is missing it was spread over the rest, or is a setting of the case."""
    shown = weights.written(weight) if weight is not None else None
    label = show.label(seen.definition, seen.machine, part.name)
    by = weights.setting(seen.definition, seen.machine, part)
    return PartShown(label, points, shown, by, _arithmetic(seen, score, part, points, weight))


def _arithmetic(seen: Look, score: Score, part: Part, points: Text, weight: Fraction | None) -> Text | None:
    """Worked back from the stored points; None where they are no longer the ones published."""
    items: Any = seen.case.facts.get(part.name)
    fact = seen.machine.facts.get(part.from_.rpartition(".")[2])
    if not items or items[0].n is None or fact is None or not weight or show.points(items[0].n, score.places) != points:
        return None
    most = greatest(part, fact)
    value = show.decimal(scaled(Fraction(items[0].n, 10**PLACES) * most / weight, 2), 2)
    if "." not in part.from_:
        return _OWN.fill(value=value, most=most, weight=weights.written(weight))
    return _ARITHMETIC.fill(how=_HOW[part.as_ or "mean"], value=value, most=most, weight=weights.written(weight))


def _order(seen: Look) -> Iterator[Text]:
    """The rule of the ranking: by what, in which order."""
    for machine in seen.definition.machines.values():
        for ranking in machine.rankings.values():
            if ranking.of == seen.case.machine:
                for direction, name in ranking.order:
                    yield _HIGHEST[direction].fill(name=show.label(seen.definition, seen.machine, name))
