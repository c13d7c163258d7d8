"""The guard language: parse, type, evaluate, explain. Its SQL reading is `workflow.store.guard_sql`.

Integers only underneath: a decimal with p places is an integer scaled by 10**p. Unknown is None, three-valued as in SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
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


Value = None | bool | int | str | date | datetime


class View(Protocol):
    """What a guard sees of one case, sheet or membership: typed values by dotted name, and the members of sets."""

    def value(self, name: str) -> Value: ...

    def members(self, name: str) -> Sequence[View]: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a guard may use, with their types.

    `names`: own and ancestors' dotted names. `sets`: a set's name -> the scope of its members; inside a condition
    names belong to the member and `this.x` to `names` here. `roles` for able(), `actions` for times() and acted().
    `words` gives a name's text in a sentence, keyed as `names`, `sets` and `actions` are.
    """

    names: Mapping[str, Type]
    sets: Mapping[str, Scope] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()


class Expr:
    """A typed tree; concrete nodes are frozen dataclasses."""

    __slots__ = ()
