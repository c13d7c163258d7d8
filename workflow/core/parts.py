"""The parts that a definition is made of: closed lists of words, roles, clauses, facts, forms, windows, tasks and effects. Frozen values only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import Literal

from workflow.core.language import Expr, Type, Value
from workflow.core.words import Text


class Phase(StrEnum):
    PREPARATION = "preparation"
    ANNOUNCEMENT = "announcement"
    APPLICATION = "application"
    CHECK = "check"
    ASSESSMENT = "assessment"
    OBJECTION = "objection"
    PUBLIC_INPUT = "public_input"
    DELIBERATION = "deliberation"
    DECISION = "decision"
    FOLLOW_UP = "follow_up"
    PAUSE = "pause"
    END = "end"


class Outcome(StrEnum):
    WON = "won"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    DONE = "done"


class FactKind(StrEnum):
    YES_NO = "yes_no"
    NUMBER = "number"
    DECIMAL = "decimal"
    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    MOMENT = "moment"
    DURATION = "duration"
    CHOICE = "choice"
    RATING = "rating"
    CHECKLIST = "checklist"
    FILE = "file"
    PERSON = "person"
    TABLE = "table"
    CASE = "case"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Source:
    """A citation and how sure it is: A text read, B two pages agree, C one page, G general knowledge."""

    cite: str
    sure: Literal["A", "B", "C", "G"]


@dataclass(frozen=True, slots=True)
class ChoiceList:
    name: str
    values: tuple[str, ...]
    ordered: bool
    words: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """What a decision table gives under one name; `choices` where it is a choice."""

    name: str
    words: Text
    type: Type
    choices: ChoiceList | None = None


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Values that follow from choices: read as `table.column` on every case that sees the facts of `by`.

    `rows`: one key per fact in `by` (a yes_no is "yes" or "no") -> one value per column, as a guard sees it.
    """

    name: str
    words: Text
    by: tuple[str, ...]
    columns: Mapping[str, TableColumn]
    rows: Mapping[tuple[str, ...], tuple[Value, ...]]
    basis: Source | None = None

    def find(self, column: str, given: Sequence[Value]) -> Value:
        """The value for what `by` is now; None where a part of it is unknown or the table gives none."""
        key = tuple(("no", "yes")[v] if isinstance(v, bool) else str(v) for v in given)
        row = self.rows.get(key) if None not in given else None
        return None if row is None else row[tuple(self.columns).index(column)]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of a membership: a choice, a text, or another person (the superior of whoever holds the role, say)."""

    name: str
    kind: Literal["choice", "yes_no", "text", "person"]
    words: Text
    choices: ChoiceList | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """`held_in`: machines at which it is held, from the top down; exactly one of held_in, owner_of, is_ is set.

    `only_asked`: who holds it reads a case only while a step asks something of them, and of it no more than they are asked.
    """

    name: str
    words: Text
    held_in: tuple[str, ...] = ()
    owner_of: str | None = None
    is_: Literal["anyone", "account"] | None = None
    among: str | None = None
    one: bool = False
    appointed_by: str | None = None
    deputies: bool = False
    declares: str | None = None
    never_with: tuple[str, ...] = ()
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    only_asked: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    name: str
    to: tuple[str, ...]
    body: str
    hold: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    name: str
    body: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition. `source` is the text as written. `explain`: comply, or go on with a reason. `rule`: `pack.rule`, where a rule pack asks it."""

    source: str
    that: Expr
    name: str | None = None
    words: Text | None = None
    basis: Source | None = None
    explain: Literal["public", "file"] | None = None
    proof: tuple[str, ...] = ()
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that another process has published: the latest row of `publication` whose values are those of `match`.

    `match`: `owner`, or the name of a figure in that row -> what it must equal, read on the case that takes it.
    """

    process: str
    publication: str
    take: str
    match: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact a case may have. `type` is what a guard sees; `scale`, `most`, `least` in the unit a person types.

    `of`: a checklist's group, or the machine of the case that is named; `within`: it is one below this ancestor, else one of an earlier root.
    `columns`: of a table, each a fact of its own; the first is a text that names the row.
    """

    name: str
    kind: FactKind
    type: Type
    words: Text
    hint: Text | None = None
    choices: ChoiceList | None = None
    of: str | None = None
    scale: tuple[int, int] | None = None
    most: int | None = None
    least: int | None = None
    many: int = 1
    places: int = 0
    default: str | None = None
    optional: bool = False
    personal: bool = False
    sealed_to: str | None = None
    rubric: str | None = None
    basis: Source | None = None
    keep: str | None = None
    formula: Expr | None = None
    figure: Figure | None = None
    within: str | None = None
    columns: tuple[Fact, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Answered by people, not reckoned nor taken from elsewhere."""
        return self.formula is None and self.figure is None


@dataclass(frozen=True, slots=True)
class Section:
    words: Text | None
    ask: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    sections: tuple[Section, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(name for section in self.sections for name in section.ask)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: `n` of `unit`."""

    n: int
    unit: Literal["calendar days", "working days", "hours", "months"]


@dataclass(frozen=True, slots=True)
class Window:
    """`until`: clock time at which the last day ends; None is the end of the day (24.00)."""

    name: str
    in_: tuple[str, ...]
    mode: Literal["at_least", "at_most", "exactly"]
    lasts: Span
    words: Text
    until: time | None = None
    basis: Source | None = None


@dataclass(frozen=True, slots=True)
class TaskRule:
    due: Span | None = None
    remind: Span | None = None
    escalate: str | None = None
    claim: bool = False
    group: str | None = None
