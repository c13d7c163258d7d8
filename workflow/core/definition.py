"""The closed, typed shape of a definition. Frozen values only; `workflow.load` makes them and proves the references.

Nothing here reads meaning from a name: phases, outcomes and audiences are declared by the definition.
Vocabulary and semantics follow the definition format described in docs/definition-format.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workflow.core.language import Expr
from workflow.core.parts import (
    Amend,
    Assign,
    ChoiceList,
    Clause,
    Create,
    Do,
    DrawUp,
    Effect,
    Extend,
    Fact,
    FactKind,
    Form,
    Freeze,
    Letter,
    Minutes,
    Outcome,
    Phase,
    Publish,
    Rank,
    Release,
    Role,
    Section,
    Send,
    Source,
    Span,
    TaskRule,
    Unseal,
    Window,
)
from workflow.core.words import Text, Words

__all__ = [
    "Action",
    "Amend",
    "Assign",
    "ChoiceList",
    "Clause",
    "Create",
    "Definition",
    "Do",
    "DrawUp",
    "Effect",
    "Entry",
    "Extend",
    "Fact",
    "FactKind",
    "Form",
    "Freeze",
    "Letter",
    "Machine",
    "Minutes",
    "Outcome",
    "Part",
    "Phase",
    "Publication",
    "Publish",
    "Rank",
    "Ranking",
    "Release",
    "Role",
    "Score",
    "Section",
    "Send",
    "Source",
    "Span",
    "State",
    "TaskRule",
    "Unseal",
    "Window",
]


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
