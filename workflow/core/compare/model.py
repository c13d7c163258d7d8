"""The values of a comparison: what is said of a part, and what changed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, Literal

from workflow.core.language import Expr
from workflow.core.words import Text, joined, quoted, same

Shape = Literal["one", "set", "list", "order"]
"""At most one value; values in no order; values whose order counts; only the order of the values counts."""
How = Literal["says", "becomes", "begins", "ends", "gains", "loses", "rewritten", "reordered", "unseen"]
SEMICOLON = Text("; ", "; ")


class Part(StrEnum):
    """The kinds of parts, in the order in which changes are told."""

    WHOLE = "whole"
    PACK = "pack"
    ROLE = "role"
    LIST = "list"
    TABLE = "table"
    MACHINE = "machine"
    STATE = "state"
    ACTION = "action"
    WINDOW = "window"
    REQUIREMENT = "requirement"
    FACT = "fact"
    FORM = "form"
    SCORE = "score"
    RANKING = "ranking"
    FILL = "fill"
    PUBLICATION = "publication"
    LETTER = "letter"
    MINUTES = "minutes"
    RUBRIC = "rubric"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of a part. Two are the same when their keys are; of the same `name` one has become the other.

    `under`: what the words stand for, told where the words alone would hide a change.
    """

    words: Text
    key: object
    under: Text | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Aspect:
    """`covers`: the fields of the part that it tells. `quiet`: left out where a whole part is told, for it says what is usual.

    `echoes`: the aspect beside which this one says nothing of its own while both say the same.
    """

    name: str
    words: Text
    said: tuple[Said, ...]
    shape: Shape = "one"
    covers: tuple[str, ...] = ()
    quiet: bool = False
    echoes: str | None = None


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that is said of one part. `called`: how people know it."""

    part: Part
    name: str
    called: Text
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changed in a part, or (`says`) one thing said of a part that came or went."""

    words: Text
    how: How
    old: tuple[Text, ...] = ()
    new: tuple[Text, ...] = ()

    @property
    def told(self) -> Text:
        """As a sentence."""
        return _TOLD[self.how].fill(what=self.words, old=joined(self.old, SEMICOLON), new=joined(self.new, SEMICOLON))


@dataclass(frozen=True, slots=True)
class Change:
    """One part that came, went or changed. `machine`: the words of the machine that it belongs to, None for the whole definition."""

    part: Part
    how: Literal["added", "removed", "changed"]
    machine_name: str | None
    machine: Text | None
    name: str
    called: Text
    lines: tuple[Line, ...]


_TOLD: dict[How, Text] = {
    "says": Text("{what}: {new}.", "{what}: {new}."),
    "becomes": Text("{what}: {new}; sebelumnya {old}.", "{what}: {new}; before: {old}."),
    "begins": Text("{what}: {new}; sebelumnya tidak ada.", "{what}: {new}; before: none."),
    "ends": Text("{what}: tidak ada lagi; sebelumnya {old}.", "{what}: none any more; before: {old}."),
    "gains": Text("{what}, ditambahkan: {new}.", "{what}, added: {new}."),
    "loses": Text("{what}, dihapus: {old}.", "{what}, removed: {old}."),
    "rewritten": Text("{what} ditulis ulang: {new}; sebelumnya {old}.", "{what} rewritten: {new}; before: {old}."),
    "reordered": Text("{what}, urutannya: {new}; sebelumnya {old}.", "{what}, in this order: {new}; before: {old}."),
    "unseen": Text("{what} berubah; isinya ada pada selisih baris.", "{what} changed; the difference by lines shows how."),
}
YES, NO = Text("ya", "yes"), Text("tidak", "no")
_OTHER = Text("Rincian lain ({name})", "Another detail ({name})")


def as_written(made: Portrait) -> Portrait:
    """Guards compared as they are written: what is inferred of them follows from other parts."""
    return replace(made, aspects=tuple(replace(a, said=tuple(replace(s, key=_written(s.key)) for s in a.said)) for a in made.aspects))


def _written(value: Any) -> object:
    if isinstance(value, Expr):
        return value.source
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), *(_written(getattr(value, f.name)) for f in fields(value))
    if isinstance(value, Mapping):
        return tuple((name, _written(held)) for name, held in value.items())
    return tuple(_written(held) for held in value) if isinstance(value, tuple | list) else value


def one(name: str, words: Text, said: Text | None, key: object = None, *, covers: Sequence[str] = (), under: Text | None = None) -> Aspect:
    """An aspect of at most one value. Without a `key` its words tell whether it changed; what only refers to another part has a key."""
    given = () if said is None else (Said(said, said if key is None else key, under),)
    return Aspect(name, words, given, covers=tuple(covers) or (name,))


def flag(name: str, words: Text, value: bool) -> Aspect:
    """Yes or no; no is what is usual."""
    return Aspect(name, words, (Said(YES if value else NO, value),), covers=(name,), quiet=not value)


def many(name: str, words: Text, said: Sequence[Said], shape: Shape = "set", *, covers: Sequence[str] = ()) -> Aspect:
    return Aspect(name, words, tuple(said), shape, tuple(covers) or (name,))


def plain(words: Text, key: object = None) -> Said:
    return Said(words, words if key is None else key)


def number(name: str, words: Text, value: int | None) -> Aspect:
    return one(name, words, same(str(value)) if value is not None else None)


def portrait(
    part: Part, value: Any, called: Text, aspects: Sequence[Aspect], known: Sequence[str] = (), name: str | None = None
) -> Portrait:
    """The portrait of a value; fields that no aspect covers become details. `known`: fields that say nothing of their own."""
    covered = {"name", *known, *(field for aspect in aspects for field in aspect.covers)}
    return Portrait(part, name if name is not None else value.name, called, (*aspects, *rest(value, covered)))


def rest(value: Any, covered: set[str]) -> tuple[Aspect, ...]:
    return tuple(
        Aspect(f"rest.{f.name}", _OTHER.fill(name=f.name), (Said(quoted(same(f.name)), getattr(value, f.name)),), quiet=True)
        for f in fields(value)
        if f.name not in covered
    )
