"""The closed, typed shape of a definition. Frozen values only; `workflow.load` makes them and proves the references.

Nothing here reads meaning from a name: phases, outcomes and audiences are declared by the definition.
Vocabulary and semantics follow the definition format described in docs/definition-format.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import Literal

from workflow.core.language import Expr, Type
from workflow.core.words import Text, Words


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


@dataclass(frozen=True, slots=True)
class Action:
    """`from_`: the states it may be taken from ("any" is already written out); `("new",)` is a birth.

    `at`: None, "soon", or a window moment of this case or an ancestor such as "opening.scoring.closes".
    """

    name: str
    by: tuple[str, ...]
    from_: tuple[str, ...]
    to: str
    words: Text
    at: str | None = None
    form: str | None = None
    needs: tuple[Clause, ...] = ()
    then: tuple[Effect, ...] = ()
    each: Literal["all", "quorum"] | None = None
    quorum: Expr | None = None
    panel: int | None = None
    sealed: bool = False
    confirmed_by: str | None = None
    signs: str | None = None
    while_paused: bool = False
    task: TaskRule | None = None
    corrects: bool = False
    extraordinary: bool = False

    @property
    def is_birth(self) -> bool:
        return self.from_ == ("new",)


@dataclass(frozen=True, slots=True)
class State:
    name: str
    phase: Phase
    words: Words
    outcome: Outcome | None = None
    pauses: bool = False
    next: Text | None = None
    code: str | None = None

    @property
    def is_end(self) -> bool:
        return self.phase is Phase.END


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a score. `weight` in hundredths of a per cent point (40 % is 4000); `from_` a fact, score or `action.fact`."""

    name: str
    weight: int | None
    from_: str
    as_: Literal["mean", "median", "trimmed_mean", "sum"] | None = None
    where: Expr | None = None
    at_least: int = 1
    most: int | None = None
    words: Text | None = None


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
    order: tuple[tuple[Literal["highest", "lowest"], str], ...]
    take: Expr
    equal_at_cut: Literal["admit", "leave_out"]
    basis: Source | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a publication shows of a row: names, and the guard read per row under which they show."""

    names: tuple[str, ...]
    when: Expr | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    name: str
    words: Text
    of: str | None
    where: Expr | None
    order: tuple[tuple[Literal["highest", "lowest"], str], ...]
    to: Mapping[str, tuple[Entry, ...]]
    with_: tuple[str, ...] = ()
    at_least: int | None = None
    keep: str | None = None
    basis: Source | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    name: str
    parent: str | None
    words: Text
    code: str
    states: Mapping[str, State]
    actions: Mapping[str, Action]
    path: str | None = None
    called: str | None = None
    windows: Mapping[str, Window] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    requirements: Mapping[str, tuple[Clause, ...]] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    scores: Mapping[str, Score] = field(default_factory=dict)
    rankings: Mapping[str, Ranking] = field(default_factory=dict)
    publications: Mapping[str, Publication] = field(default_factory=dict)

    def actions_from(self, state: str) -> tuple[Action, ...]:
        return tuple(a for a in self.actions.values() if state in a.from_)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole process, pinned by `sha256` (hex) over the canonical source and every file that it names.

    `files`: path below the version folder -> text (letters, rubrics, minutes). `rubrics`: path -> (level, what it means), lowest first.
    """

    process: str
    version: str
    title: Text
    basis: tuple[Source, ...]
    lists: Mapping[str, ChoiceList]
    roles: Mapping[str, Role]
    letters: Mapping[str, Letter]
    minutes: Mapping[str, Minutes]
    machines: Mapping[str, Machine]
    files: Mapping[str, str]
    sha256: str
    replaces: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rubrics: Mapping[str, tuple[tuple[int, Text], ...]] = field(default_factory=dict)

    @property
    def root(self) -> Machine:
        return next(m for m in self.machines.values() if m.parent is None)

    def children(self, machine: str) -> tuple[Machine, ...]:
        return tuple(m for m in self.machines.values() if m.parent == machine)

    def ancestors(self, machine: str) -> tuple[str, ...]:
        """Names of the machines above, nearest first."""
        above: list[str] = []
        parent = self.machines[machine].parent
        while parent is not None:
            above.append(parent)
            parent = self.machines[parent].parent
        return tuple(above)

    def below(self, machine: str) -> tuple[str, ...]:
        """Names of the machines below, top down."""
        return tuple(m for m in self.machines if machine in self.ancestors(m))
