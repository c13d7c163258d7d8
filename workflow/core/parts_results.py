"""What a process reckons and shows: scores, rankings, the filling of open places, publications. Frozen values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from workflow.core.language import Expr
from workflow.core.parts import Source
from workflow.core.words import Text

Direction = Literal["highest", "lowest"]
Key = tuple[Direction, str]
"""One name of an order, and which of its values comes first."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a score. `weight` in hundredths of a per cent point (40 % is 4000); `from_` a fact, score or `action.fact`.

    `weighing`: the weight in per cent where a setting of each case gives it. `in_points`: its values are weighed already (of tables that
    somebody else has reckoned; no definition says so).
    """

    name: str
    weight: int | None
    from_: str
    as_: Literal["mean", "median", "trimmed_mean", "sum"] | None = None
    where: Expr | None = None
    at_least: int = 1
    most: int | None = None
    words: Text | None = None
    weighing: Expr | None = None
    in_points: bool = False

    @property
    def is_weighed(self) -> bool:
        return self.weight is not None or self.weighing is not None


@dataclass(frozen=True, slots=True)
class Score:
    name: str
    out_of: int
    parts: tuple[Part, ...]
    places: int
    words: Text
    missing: Literal["unknown", "zero", "share"] = "unknown"
    basis: Source | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    name: str
    of: str
    where: Expr | None
    order: tuple[Key, ...]
    take: Expr
    equal_at_cut: Literal["admit", "leave_out"]
    basis: Source | None = None


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass of a fill: places and people meet where all names of `same` (read on the case that has the places) are equal.

    `where`: who of those that wait takes part in it.
    """

    code: str
    same: tuple[str, ...]
    words: Text
    where: Expr | None = None


@dataclass(frozen=True, slots=True)
class Filling:
    """Open places filled in passes, best first. `of`: who may be placed; `into`: whose places; `into_order`: which fill first.

    `holds`: who keeps the place that an earlier run of the same filling gave; it is not open again.
    """

    name: str
    of: str
    into: str
    who: Expr
    places: Expr
    order: tuple[Key, ...]
    into_order: tuple[Key, ...]
    passes: tuple[Pass, ...]
    holds: Expr | None = None
    basis: Source | None = None


@dataclass(frozen=True, slots=True)
class Ordering:
    """One key of a publication's order; `when` is read on the case that publishes, and where it is not true the key is left out."""

    direction: Direction
    name: str
    when: Expr | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a publication shows of a row: names, and the guard read per row under which they show."""

    names: tuple[str, ...]
    when: Expr | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """`figures`: names of a row that other processes may take as figures, where the row shows them."""

    name: str
    words: Text
    of: str | None
    where: Expr | None
    order: tuple[Ordering, ...]
    to: Mapping[str, tuple[Entry, ...]]
    with_: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    keep: str | None = None
    basis: Source | None = None
