"""Cases that were read from a table, for the same world and the same scoring as those of an installation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from workflow.core.definition import Definition, Figure, Machine
from workflow.core.fields import Items
from workflow.core.language import SetExpr, Type, Value
from workflow.core.world import Case, Declaration, Member, Sheet, Task


@dataclass(slots=True)
class Rows:
    """A `workflow.core.rows.Source` over plain dictionaries. `done`: (case, action) -> how often it was taken."""

    known: dict[int, Case] = field(default_factory=dict)
    given: dict[int, list[Sheet]] = field(default_factory=dict)
    held: dict[tuple[int | None, str], list[Member]] = field(default_factory=dict)
    done: dict[tuple[int, str], int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def case(self, id: int) -> Case:
        return self.known[id]

    def below(self, root: int, machine: str) -> Sequence[int]:
        return [case.id for case in self.known.values() if case.root == root and case.machine == machine]

    def briefs(self, root: int, machine: str) -> Sequence[Case]:
        return [self.known[id] for id in self.below(root, machine)]

    def crowd(self, root: int, machine: str, limit: int) -> int:
        """No set is large: all of it is in memory already."""
        return 0

    def fold(
        self, definition: Definition, node: SetExpr, case: Case, given: Mapping[str, Value], now: datetime, actor: int | None
    ) -> Value:
        raise LookupError(node.set)

    def owned(self, root: int, machine: str, owner: int) -> Sequence[int]:
        return [id for id in self.below(root, machine) if self.known[id].owner == owner]

    def cases(self, ids: Sequence[int]) -> Sequence[Case]:
        return [self.known[id] for id in ids]

    def sheets(self, case: int) -> Sequence[Sheet]:
        return self.given.get(case, [])

    def members(self, place: int | None, role: str) -> Sequence[Member]:
        return self.held.get((place, role), [])

    def declarations(self, case: int) -> Sequence[Declaration]:
        return ()

    def tasks(self, case: int) -> Sequence[Task]:
        return ()

    def times(self, case: int, action: str) -> int:
        return self.done.get((case, action), 0)

    def acted(self, case: int, action: str, person: int) -> bool:
        return False

    def panel(self, case: int, action: str, round: int) -> Sequence[int]:
        return ()

    def panel_load(self, parent: int, action: str) -> dict[int, int]:
        return {}

    def reasons(self, case: int) -> Sequence[tuple[str, str]]:
        return ()

    def minutes_count(self, root: int) -> int:
        return 0

    def last_minutes(self, case: int, name: str) -> tuple[str, str] | None:
        return None

    def figure(self, figure: Figure, type_: Type, owner: int | None, given: Sequence[Value]) -> Items:
        return ()

    def name(self, person: int) -> str:
        return self.names.get(person, "")

    def unused_number(self, machine: Machine, root_number: str | None, year: int) -> str:
        raise LookupError(machine.name)
