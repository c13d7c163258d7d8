"""The closed, typed shape of a definition. Frozen values only; `workflow.load` makes them and proves the references.

Nothing here reads meaning from a name: phases, outcomes and audiences are declared by the definition.
Vocabulary and semantics follow the definition format described in docs/definition-format.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workflow.core.language import Expr
from workflow.core.packs_shape import UsedPack
from workflow.core.parts import (
    Attribute,
    ChoiceList,
    Clause,
    DecisionTable,
    Fact,
    FactKind,
    Figure,
    Form,
    Letter,
    Minutes,
    Outcome,
    Phase,
    Role,
    Section,
    Source,
    Span,
    TableColumn,
    TaskRule,
    Window,
)
from workflow.core.parts_effects import (
    Amend,
    Assign,
    Create,
    Do,
    DrawUp,
    Effect,
    Enlist,
    Extend,
    Fill,
    Freeze,
    Publish,
    Rank,
    Release,
    Send,
    Unseal,
)
from workflow.core.parts_results import Entry, Filling, Ordering, Part, Pass, Publication, Ranking, Score
from workflow.core.words import Text, Words

__all__ = [
    "Action",
    "Amend",
    "Assign",
    "Attribute",
    "ChoiceList",
    "Clause",
    "Create",
    "DecisionTable",
    "Definition",
    "Do",
    "DrawUp",
    "Effect",
    "Enlist",
    "Entry",
    "Extend",
    "Fact",
    "FactKind",
    "Figure",
    "Fill",
    "Filling",
    "Form",
    "Freeze",
    "Letter",
    "Machine",
    "Minutes",
    "Ordering",
    "Outcome",
    "Part",
    "Pass",
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
    "TableColumn",
    "TaskRule",
    "Unseal",
    "Window",
]


@dataclass(frozen=True, slots=True)
class Action:
    """`from_`: the states it may be taken from ("any" is already written out); `("new",)` is a birth.

    `at`: None, "soon", or a window moment of this case or an ancestor such as "opening.scoring.closes".
    `secret`: its sheets are sealed and stay so; only scores and counts are made of them.
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
    secret: bool = False
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
    fills: Mapping[str, Filling] = field(default_factory=dict)
    publications: Mapping[str, Publication] = field(default_factory=dict)

    def actions_from(self, state: str) -> tuple[Action, ...]:
        return tuple(a for a in self.actions.values() if state in a.from_)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole process, pinned by `sha256` (hex) over the canonical source and every file that it names. `about`: what it is for.

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
    tables: Mapping[str, DecisionTable] = field(default_factory=dict)
    packs: tuple[UsedPack, ...] = ()
    about: Text | None = None

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

    @property
    def serving(self) -> frozenset[str]:
        """Roles that act, confirm or appoint. Any other that is held is a roster: who is on it serves nobody, and is never shown to the public."""
        actions = [action for machine in self.machines.values() for action in machine.actions.values()]
        acting = {role for action in actions for role in (*action.by, action.confirmed_by)}
        return frozenset(
            r.name for r in self.roles.values() if r.name in acting or any(o.appointed_by == r.name for o in self.roles.values())
        )

    def below(self, machine: str) -> tuple[str, ...]:
        """Names of the machines below, top down."""
        return tuple(m for m in self.machines if machine in self.ancestors(m))
