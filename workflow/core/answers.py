"""Typed answers, and what is wrong with the text that was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflow.core.definition import Clause, Fact
from workflow.core.words import Text


@dataclass(frozen=True, slots=True)
class Item:
    """One typed answer. `n` number, scaled decimal, yes/no as 1/0, person; `s` text, choice, file; `d` date; `m` moment (UTC)."""

    n: int | None = None
    s: str | None = None
    d: date | None = None
    m: datetime | None = None
    remark: str | None = None


Items = tuple[Item, ...]
Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field or clause, and what to do. `who`: who can supply what is missing.

    `field`: of a cell of a table, `fact.row.column` as it was typed.
    """

    text: Text
    field: str | None = None
    clause: str | None = None
    cite: str | None = None
    who: Text | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What parsing needs to know of the outside: the agency's zone, the clauses of checklists, files and persons that may be named, and who may be given a role.

    `is_case`: (machine, the ancestor that the case must share with this one or None for a case of another root, number as typed) -> the
    number, where there is such a case.
    """

    zone: str
    clauses: Mapping[str, tuple[Clause, ...]]
    is_file: Callable[[str], str | None] = lambda _id: None
    is_person: Callable[[str], int | None] = lambda _name: None
    may_serve: Callable[[int], bool] = lambda _person: True
    is_case: Callable[[str, str | None, str], str | None] = lambda _machine, _within, _number: None


class Bad(Exception):
    """A text that cannot be read; carries the sentence for the person who typed it, or one for each cell of a table."""

    def __init__(self, *found: Text | Problem) -> None:
        self.problems = tuple(one if isinstance(one, Problem) else Problem(one) for one in found)
        super().__init__(self.problems[0].text.en)


def one(fact: Fact, typed: Typed) -> str:
    """The text of a fact that has one answer."""
    texts = typed.get(fact.name, ())
    return clean(texts[0]).strip() if texts else ""


def clean(text: str) -> str:
    """NFC, newlines as LF, no NUL nor lone surrogates: what the journal can hold on every database."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c == "\n" or c == "\t" or (c.isprintable() or unicodedata.category(c) in ("Zs", "Cf")))
