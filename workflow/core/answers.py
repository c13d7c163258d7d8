"""Typed answers, and what is wrong with the text that was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from workflow.core.definition import Clause
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


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field or clause, and what to do. `who`: who can supply what is missing."""

    text: Text
    field: str | None = None
    clause: str | None = None
    cite: str | None = None
    who: Text | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What parsing needs to know of the outside: the agency's zone, the clauses of checklists, files and persons that may be named, and who may be given a role.

    `is_case`: (machine, in this root rather than an earlier one, number as typed) -> the number, where there is such a case.
    """

    zone: str
    clauses: Mapping[str, tuple[Clause, ...]]
    is_file: Callable[[str], str | None] = lambda _id: None
    is_person: Callable[[str], int | None] = lambda _name: None
    may_serve: Callable[[int], bool] = lambda _person: True
    is_case: Callable[[str, bool, str], str | None] = lambda _machine, _here, _number: None
