"""What a plan knows of cases, as plain values, and the source from which a world reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from workflow.core.definition import Definition, Figure, Machine
from workflow.core.fields import Items
from workflow.core.language import SetExpr, Type, Value


@dataclass(slots=True)
class Window:
    """A window of one case. `left`: when the case left the window's states."""

    opens: datetime | None = None
    closes: datetime | None = None
    left: datetime | None = None
    planned_opens: str | None = None
    planned_closes: str | None = None
    why: str | None = None


@dataclass(slots=True)
class Case:
    """A case as the plan sees it. `round` and `before_round` are revisions; `paused_at` is set while its own state pauses."""

    id: int
    root: int
    parent: int | None
    machine: str
    number: str
    owner: int | None
    state: str
    before: str | None
    before_round: int | None
    entered: datetime
    round: int
    revision: int
    ended: bool
    paused_at: datetime | None
    zone: str
    born: datetime
    token: str | None = None
    facts: dict[str, Items] = field(default_factory=dict)
    windows: dict[str, Window] = field(default_factory=dict)
    frozen: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person gave to an action with `each`, in one round of one case."""

    action: str
    round: int
    person: int
    sealed: bool
    facts: dict[str, Items]
    at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """One holder of a role at one place. `position`: the published order; a deputy moves up when a holder is recused or absent."""

    id: int
    place: int | None
    role: str
    person: int
    position: int
    deputy: bool
    absent: bool
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """An invitation; it opens pages and never permits. `person` None: anybody who acts for the role, until one claims it.

    `why`: JSON, how the due date was reckoned.
    """

    id: int
    action: str
    round: int
    role: str
    person: int | None
    claimed_by: int | None
    due: datetime | None
    remind: datetime | None
    opened: datetime
    why: str | None


@dataclass(frozen=True, slots=True)
class Declaration:
    person: int
    conflict: bool


class Source(Protocol):
    """Where the world reads what it does not know yet. One implementation is SQL, another plain dictionaries in tests."""

    def case(self, id: int) -> Case: ...

    def below(self, root: int, machine: str) -> Sequence[int]:
        """Ids of the cases of `machine` in the root, in order of birth."""
        ...

    def crowd(self, root: int, machine: str, limit: int) -> int:
        """How many cases of `machine` stand in the root; `limit` where there are at least so many."""
        ...

    def fold(
        self, definition: Definition, node: SetExpr, case: Case, given: Mapping[str, Value], now: datetime, actor: int | None
    ) -> Value:
        """The value of an aggregate over a set of cases, as they stand stored. `given`: what its conditions read of `case` as `this.`."""
        ...

    def owned(self, root: int, machine: str, owner: int) -> Sequence[int]:
        """The same, of one owner only."""
        ...

    def cases(self, ids: Sequence[int]) -> Sequence[Case]: ...

    def briefs(self, root: int, machine: str) -> Sequence[Case]:
        """The cases of `machine` in the root, in order of birth, without facts, windows and freezes."""
        ...

    def sheets(self, case: int) -> Sequence[Sheet]: ...

    def members(self, place: int | None, role: str) -> Sequence[Member]:
        """Active holders at a place, in published order; place None: the agency's office holders."""
        ...

    def declarations(self, case: int) -> Sequence[Declaration]: ...

    def tasks(self, case: int) -> Sequence[Task]:
        """Open tasks of the case."""
        ...

    def times(self, case: int, action: str) -> int: ...

    def acted(self, case: int, action: str, person: int) -> bool: ...

    def panel(self, case: int, action: str, round: int) -> Sequence[int]: ...

    def panel_load(self, parent: int, action: str) -> dict[int, int]:
        """Person -> number of panels for `action` on the children of `parent`."""
        ...

    def reasons(self, case: int) -> Sequence[tuple[str, str]]:
        """Public reasons given on the case: clause and text."""
        ...

    def minutes_count(self, root: int) -> int: ...

    def last_minutes(self, case: int, name: str) -> tuple[str, str] | None:
        """Number and SHA-256 of the minutes last drawn up."""
        ...

    def figure(self, figure: Figure, type_: Type, owner: int | None, given: Sequence[Value]) -> Items:
        """The figure published last whose row matches `given`; one that is not public only to its owner. Empty: none."""
        ...

    def name(self, person: int) -> str: ...

    def unused_number(self, machine: Machine, root_number: str | None, year: int) -> str:
        """A number for a newborn case: counted per code and year for a root, random within the root below it."""
        ...
