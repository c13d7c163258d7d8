"""What the guards of an exploration read, gathered while they are rewritten: values that a case carries, and parts that are left open."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from workflow.core.language import Expr, Type

Key = tuple[str, str]
"""A machine and the name of one of its values."""
Why = Literal["typed", "person", "absent", "beyond"]
"""Why a part of a guard is open. `typed`: somebody writes it or the day decides; `person`: who is who; `absent`: cases that this run leaves out;
`beyond`: what the exploration does not reckon."""


@dataclass(slots=True)
class Draft:
    """A value that a case carries, in as few cells as its guards tell apart.

    `cuts`: natural numbers or written values that it is compared with. `links`: other values that it is compared with. `base`: facts, and
    actions with sheets, of which it is made. `by`: who gives the value.
    """

    key: Key
    type: Type
    by: Literal["form", "sheets", "rank"]
    base: frozenset[str] = frozenset()
    cuts: set[Fraction | str] = field(default_factory=set)
    links: set[Key] = field(default_factory=set)
    derived: bool = False
    default: Fraction | None = None
    of_sheets: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """A part of a guard that may be true or false at each reading. `empty`: the part itself, for a run in which a set is absent."""

    why: Why
    source: Expr
    empty: Expr | None = None


@dataclass(slots=True)
class Drafts:
    """Everything that the rewritten guards of a run read."""

    values: dict[Key, Draft] = field(default_factory=dict)
    sheets: dict[Key, Draft] = field(default_factory=dict)
    opened: dict[Key, Open] = field(default_factory=dict)
    formulas: dict[Key, Expr] = field(default_factory=dict)
    windows: set[tuple[str, str, str]] = field(default_factory=set)
    times: dict[Key, int] = field(default_factory=dict)
    counts: dict[Key, set[int]] = field(default_factory=dict)
    contents: set[Key] = field(default_factory=set)
    able: dict[str, set[int]] = field(default_factory=dict)
    befores: set[str] = field(default_factory=set)

    def open(self, machine: str, why: Why, source: Expr, empty: Expr | None = None) -> str:
        """The name under which an open part is read on a case of `machine`; the same part has one name."""
        for (place, name), found in self.opened.items():
            if place == machine and found.source == source and found.source.source == source.source:
                return name
        name = f"?{len(self.opened)}"
        self.opened[machine, name] = Open(why, source, empty)
        return name
