"""The parts that a definition is made of: closed lists of words, roles, clauses, facts, forms, windows, tasks and effects. Frozen values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import Literal

from workflow.core.language import Expr, Type
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
class Role:
    """`held_in`: machines at which it is held, from the top down; exactly one of held_in, owner_of, is_ is set."""

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
    attributes: Mapping[str, ChoiceList] = field(default_factory=dict)


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
    """One condition. `source` is the text as written. `explain`: comply, or go on with a reason."""

    source: str
    that: Expr
    name: str | None = None
    words: Text | None = None
    basis: Source | None = None
    explain: Literal["public", "file"] | None = None
    proof: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact a case may have. `type` is what a guard sees; `scale`, `most`, `least` in the unit a person types."""

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


@dataclass(frozen=True, slots=True)
class Do:
    actions: tuple[str, ...]
    on: str
    where: Expr | None
    rest_stays: bool


@dataclass(frozen=True, slots=True)
class Create:
    machine: str
    for_: str


@dataclass(frozen=True, slots=True)
class Freeze:
    """`names` as written: forms, facts, roles, `windows`, or `machine.form` below."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amend:
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    ranking: str
    where: Expr | None


@dataclass(frozen=True, slots=True)
class Extend:
    window: str
    by: Span


@dataclass(frozen=True, slots=True)
class Assign:
    role: str
    fact: str


@dataclass(frozen=True, slots=True)
class Release:
    """Take a `role` on this case from the person whom `fact` names; the opposite of `Assign`."""

    role: str
    fact: str


@dataclass(frozen=True, slots=True)
class Unseal:
    action: str


@dataclass(frozen=True, slots=True)
class Publish:
    publication: str


@dataclass(frozen=True, slots=True)
class DrawUp:
    """Draw up the minutes of this name."""

    minutes: str


@dataclass(frozen=True, slots=True)
class Send:
    letter: str
    on: str
    where: Expr | None


Effect = Do | Create | Freeze | Amend | Rank | Extend | Assign | Release | Unseal | Publish | DrawUp | Send
