"""What a tally is asked, what it is given, and what it answers: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from workflow.core.fields import Items
from workflow.core.words import Text


@dataclass(frozen=True, slots=True)
class Changes:
    """How the definition is to be read for this tally alone.

    `weights`: part -> per cent. `points`: parts whose values are points already. `most`: fact, part or score -> its greatest value.
    """

    weights: Mapping[str, Fraction] = field(default_factory=dict)
    points: frozenset[str] = frozenset()
    most: Mapping[str, int] = field(default_factory=dict)
    today: date | None = None


@dataclass(frozen=True, slots=True)
class SheetGiven:
    """One assessor's row or column for one candidate."""

    action: str
    assessor: str
    facts: Mapping[str, Items]
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """One candidate. `place`: the row in the file. `labels`: ancestor machine -> what its case is called.

    `facts`: by name, an ancestor's as `machine.fact`; formulas and figures may be among them. `values`: scores and parts that are given instead
    of what they follow from. `below`: machine -> how many cases stand below. `done`: action -> how often it was taken. `printed`: name, "rank" or "total" -> the number that was published.
    """

    place: int
    candidate: str
    labels: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Items] = field(default_factory=dict)
    values: Mapping[str, Fraction] = field(default_factory=dict)
    state: str | None = None
    sheets: tuple[SheetGiven, ...] = ()
    below: Mapping[str, int] = field(default_factory=dict)
    done: Mapping[str, int] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one candidate. `opening`: what the case above is called, where that is told.

    `points`, `raw`, `scaled` (of a hundred): part -> value; None is unknown. `total`: of the stage. `keys`: the names of the order -> value as
    text, personal ones left out. `values`: what tables, formulas and fills give. `passed`: the thresholds; None where something is unknown.
    `admitted`: taken by the ranking; None where that is not known, or it takes nobody. `action`, `state`, `code`: where the case goes by the definition.
    """

    place: int
    candidate: str
    opening: str | None
    points: Mapping[str, Fraction | None]
    raw: Mapping[str, Fraction | None]
    scaled: Mapping[str, Fraction | None]
    places: int
    total: Fraction | None
    keys: Mapping[str, str]
    values: Mapping[str, str]
    rank: int | None
    tied_with: tuple[str, ...]
    decided_by: str | None
    passed: bool | None
    admitted: bool | None
    action: str | None
    state: str | None
    code: str | None
    reasons: tuple[Text, ...]
    warnings: tuple[Text, ...]
