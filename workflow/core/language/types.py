"""The values of the guard language, their types, and what a guard may see. Knows no syntax."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

LARGEST = 2**63 - 1
"""No intermediate number may pass it: SQLite would silently turn it into a float."""
REACH = 10**9
"""A number without declared bounds is taken to lie within plus or minus this many whole units; fields refuse more."""
CROWD = 10**7
"""The most members that a set is taken to have."""
QUOTIENT_PLACES = 6
"""Decimals of the result of `/` and of a mean, rounded half away from zero."""


class Kind(StrEnum):
    """The types of the guard language; a comparison of two kinds is refused when a definition is loaded."""

    YES_NO = "yes_no"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    MOMENT = "moment"
    DURATION = "duration"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Type:
    """Type of a name. `places`: decimals of a number, whose values are integers scaled by 10**places, within `lo`..`hi` (scaled).

    `values`: of a choice, in order when `ordered`. DURATION is in whole seconds, PERSON an opaque integer key.
    """

    kind: Kind
    places: int = 0
    lo: int | None = None
    hi: int | None = None
    values: tuple[str, ...] = ()
    ordered: bool = False

    @property
    def reach(self) -> tuple[int, int]:
        """The smallest and the largest value (scaled) that the language reckons with."""
        most = REACH * 10**self.places
        return (-most if self.lo is None else self.lo, most if self.hi is None else self.hi)


YES_NO = Type(Kind.YES_NO)
COUNTED = Type(Kind.NUMBER, lo=0, hi=CROWD)

Value = None | bool | int | str | date | datetime


class View(Protocol):
    """What a guard sees of one case, sheet or membership: typed values by dotted name, and the members of sets.

    A yes_no is a bool, a number or a duration an int, a person its integer key, a moment an aware datetime; None is unknown.
    """

    def value(self, name: str) -> Value: ...

    def members(self, name: str) -> Sequence[View]: ...


@runtime_checkable
class Acting(Protocol):
    """What the view of a case can tell beside its values: who can act on it, and what was done on it."""

    def able(self, role: str) -> int: ...

    def times(self, action: str) -> int: ...

    def acted(self, action: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a guard may use, with their types.

    `names`: own and ancestors' dotted names. `sets`: a set's name -> the scope of its members; inside a condition
    names belong to the member and `this.x` to `names` here. `roles` for able(), `actions` for times() and acted().
    """

    names: Mapping[str, Type]
    sets: Mapping[str, Scope] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()


class LanguageError(ValueError):
    """Every problem of one source text: (column from 0, what is wrong and what to do)."""

    def __init__(self, problems: Sequence[tuple[int, str]]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(f"column {column + 1}: {message}" for column, message in self.problems))
