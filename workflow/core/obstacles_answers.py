"""Answers that a later version of the rules could not read as they were given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from workflow.core.definition import Definition, Fact, FactKind, Machine, Source
from workflow.core.fields import Item, Items
from workflow.core.language import Type
from workflow.core.words import Text
from workflow.core.world import Case, Sheet

NO_FACT = Text(
    "“{words}” ({name}) sudah dijawab dan tidak dikenal versi {version}. Pertahankan di versi itu, walau tidak ditanyakan lagi.",
    "“{words}” ({name}) has been answered and version {version} does not know it. Keep it there, even if it is not asked any more.",
)
TYPE = Text(
    "Jenis “{words}” ({name}) berubah dari {old} menjadi {new}, padahal sudah dijawab.",
    "The type of “{words}” ({name}) changes from {old} to {new}, and it has been answered.",
)
VALUE = Text(
    "“{words}” ({name}): jawaban “{value}” tidak ada lagi di versi {version}.",
    "“{words}” ({name}): the answer “{value}” does not exist any more in version {version}.",
)
LIMITS = Text("“{words}”: ada jawaban di luar batas versi {version}.", "“{words}”: an answer lies outside the limits of version {version}.")
RECKONED = Text(
    "“{name}” sudah dihitung; versi {version} tidak mengenalnya atau menyusunnya lain.",
    "“{name}” has been reckoned; version {version} does not know it or makes it up otherwise.",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case in the earlier version and in the later one."""

    earlier: Definition
    later: Definition
    machine: str

    @property
    def old(self) -> Machine:
        return self.earlier.machines[self.machine]

    @property
    def new(self) -> Machine:
        return self.later.machines[self.machine]

    @property
    def version(self) -> str:
        return self.later.version


def misfits(kind: Kind, case: Case, sheets: Sequence[Sheet]) -> Iterator[Text]:
    """Sentences about the facts of a case and about sheets whose action goes on, each once."""
    given = [s.facts for s in sheets if s.action in kind.new.actions]
    held = [(name, items) for facts in (case.facts, *given) for name, items in facts.items() if items]
    yield from dict.fromkeys(text for name, items in held for text in _misfit(kind, name, items))


def _misfit(kind: Kind, name: str, items: Items) -> Iterator[Text]:
    if name not in kind.old.facts:
        head = name.partition(".")[0]
        if _recipe(kind.earlier, kind.machine, head) != _recipe(kind.later, kind.machine, head):
            yield RECKONED.fill(version=kind.version, name=head)
        return
    before, after = kind.old.facts[name], kind.new.facts.get(name)
    if after is None:
        yield NO_FACT.fill(version=kind.version, words=before.words, name=name)
    elif _written(before) != _written(after):
        yield TYPE.fill(words=before.words, name=name, old=_written(before), new=_written(after))
    else:
        yield from _values(before, after, kind, items)


# ------------------------------------------------------------------ answers of people
def _written(fact: Fact) -> str:
    """How an answer is written down."""
    more = {
        FactKind.DECIMAL: f" ({fact.places})",
        FactKind.CASE: f" ({fact.of})",
        FactKind.TABLE: f" ({', '.join(f'{c.name}: {_written(c)}' for c in fact.columns)})",
    }
    return f"{fact.kind}{more.get(fact.kind, '')}"


def _values(before: Fact, after: Fact, kind: Kind, items: Items) -> Iterator[Text]:
    if after.kind is FactKind.TABLE:
        for n, column in enumerate(after.columns):
            yield from _values(before.columns[n], column, kind, items[n :: len(after.columns)])
        return
    for value in _gone(after, kind.new, items):
        yield VALUE.fill(version=kind.version, words=before.words, name=before.name, value=value)
    if any(_outside(after, item) for item in items):
        yield LIMITS.fill(version=kind.version, words=before.words)


def _gone(after: Fact, machine: Machine, items: Items) -> list[str]:
    given = [item.s for item in items if item.s is not None]
    if after.choices is not None:
        return [value for value in given if value not in after.choices.values]
    if after.kind is FactKind.CHECKLIST:
        clauses = {clause.name for clause in machine.requirements.get(after.of or "", ())}
        return [value for value in given if value not in clauses]
    return []


def _outside(after: Fact, item: Item) -> bool:
    if item.n is None or after.kind not in (FactKind.NUMBER, FactKind.DECIMAL, FactKind.RATING):
        return False
    unit = 10**after.places
    least, most = after.scale or (after.least, after.most)
    return (least is not None and item.n < least * unit) or (most is not None and item.n > most * unit)


# ------------------------------------------------------------------ what was reckoned
def _recipe(definition: Definition, machine: str, head: str) -> object:
    """How the points or the places of this name are made, whatever they are called."""
    scores = definition.machines[machine].scores.values()
    score = next((s for s in scores if head == s.name or any(head == p.name for p in s.parts)), None)
    if score is not None:
        return _bare(replace(score, places=0))
    for holder in definition.machines.values():
        ranking, fill = holder.rankings.get(head), holder.fills.get(head)
        if ranking is not None and machine in (holder.name, ranking.of):
            return _bare(ranking)
        if fill is not None and machine in (holder.name, fill.of, fill.into):
            return _bare(fill)
    return None


def _bare(value: Any) -> object:
    """A part of a definition without its words, its basis, and the types of its guards, which name states and values that matter nothing here."""
    if isinstance(value, tuple):
        return tuple(_bare(item) for item in value)
    if not is_dataclass(value):
        return value
    inner = (getattr(value, f.name) for f in fields(value))
    return (type(value).__name__, *(_bare(item) for item in inner if not isinstance(item, Text | Source | Type)))
