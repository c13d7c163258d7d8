"""The closed shape of a rule pack: nine kinds of rules that speak of phases, outcomes and bound names only. Frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from workflow.core.findings import Path
from workflow.core.parts import Outcome, Phase, Source, Span
from workflow.core.words import Text

Severity = Literal["block", "explain", "note"]
BindKind = Literal["role", "machine", "action", "window", "score", "part", "ranking", "fact", "number", "yes_no"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition asked at a step: every action with the effect `at`, of that name, or that enters that phase, where its names stand."""

    at: str
    that: str


@dataclass(frozen=True, slots=True)
class Order:
    """Nothing enters the phase `then` before something entered `first`."""

    first: Phase
    then: Phase


@dataclass(frozen=True, slots=True)
class Never:
    """No way leads from the phase `from_` back to `to`, but by an action that `corrects` in public."""

    from_: Phase
    to: Phase


@dataclass(frozen=True, slots=True)
class Answer:
    """After an outcome its owner is told (`by` is "reason"), or may object: in the machine `by`, within a window at least so long."""

    after: Outcome
    by: str
    window: str | None = None
    at_least: Span | None = None


@dataclass(frozen=True, slots=True)
class Lasts:
    """The windows of a phase, or one bound window, last at least so long."""

    at_least: Span
    phase: Phase | None = None
    window: str | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """No one person holds two of these roles."""

    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each part of a score lies within its band, both ends in hundredths of a per cent point."""

    score: str
    parts: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Ranks:
    """A ranking takes so many, in this order, and treats who is equal at the cut so. What is None is free."""

    ranking: str
    order: tuple[str, ...] = ()
    take: str | None = None
    equal_at_cut: Literal["admit", "leave_out"] | None = None


@dataclass(frozen=True, slots=True)
class Shows:
    """What is published in a phase shows these names to everybody."""

    phase: Phase
    has: tuple[str, ...]


Body = Asked | Order | Never | Answer | Lasts | Apart | Weights | Ranks | Shows


@dataclass(frozen=True, slots=True)
class Rule:
    """`block`: a definition or a step that breaks it is refused; `explain`: gone past only by a named person with a published reason."""

    name: str
    words: Text
    basis: Source
    severity: Severity
    body: Body


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack in one version. `from_`, `until`: the days between which its rules are in force. `binds`: name -> what a definition binds to it."""

    name: str
    version: str
    words: Text
    from_: date
    until: date | None
    binds: Mapping[str, BindKind]
    rules: Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class Waiver:
    """Who lets a definition go past a rule, and why; shown to everybody."""

    by: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class UsedPack:
    """A pack as one definition uses it. `given`: bound name -> name or expression of the definition."""

    pack: Pack
    given: Mapping[str, str]
    waived: Mapping[str, Waiver] = field(default_factory=dict)

    def meant(self, name: str) -> str:
        """What the definition calls a bound name, also one with a member (`ranking.rank`); other names are the pack's own."""
        head, dot, rest = name.partition(".")
        return self.given.get(head, head) + dot + rest


Status = Literal["kept", "asked", "waived", "broken", "noted"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule judged. `asked`: each step concerned asks it of whoever takes it. `noted`: not kept, and the rule only notes it.

    `why`: what is not as the rule says, or where it is asked. `path`: the part of the definition that it concerns.
    """

    used: UsedPack
    rule: Rule
    status: Status
    why: Text | None = None
    path: Path = ()
