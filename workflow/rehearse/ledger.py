"""What a scenario leaves behind beside its store: who worked how long at what, what was refused, what waited for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from workflow.core.words import Text


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work: `since` when it could be done, `at` when it was; `in_office`: in working time, not of somebody's own accord."""

    alias: str
    role: str
    machine: str
    action: str
    minutes: int
    since: datetime
    at: datetime
    in_office: bool
    case: int | None


@dataclass(frozen=True, slots=True)
class Refused:
    machine: str
    action: str
    kind: str
    text: Text


@dataclass(slots=True)
class Ledger:
    works: list[Work] = field(default_factory=list)
    refused: dict[Refused, int] = field(default_factory=dict)
    explained: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """Machine, action, position of the condition -> how often somebody went past it with a reason."""
    told: list[Text] = field(default_factory=list)
    """What the scenario did of its own, in the order of time."""

    def refuse(self, machine: str, action: str, kind: str, text: Text) -> None:
        key = Refused(machine, action, kind, text)
        self.refused[key] = self.refused.get(key, 0) + 1

    def explain(self, machine: str, action: str, clause: str) -> None:
        key = (machine, action, clause)
        self.explained[key] = self.explained.get(key, 0) + 1
