"""A run, compiled: its machines, the numbers of people, and the answers to questions that hang on no state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workflow.core.definition import Definition
from workflow.core.explore.bounds import Run
from workflow.core.explore.drafts import Drafts
from workflow.core.explore.kinds import KindOf, Way
from workflow.core.explore.numbers import Numbers
from workflow.core.explore.reading import home, set_of_cases


@dataclass(slots=True)
class Model:
    """`steps`: role -> numbers of able holders from all down. `ways`: every action of the run by its number.

    `freezes`: role -> where a freeze of its holders shows: depth, position, bits.
    """

    definition: Definition
    numbers: Numbers
    run: Run
    kinds: Sequence[KindOf]
    drafts: Drafts
    steps: Mapping[str, tuple[int, ...]]
    ways: list[Way] = field(default_factory=list)
    outside: tuple[Outside, ...] = ()
    freezes: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    _sets: dict[tuple[int, str], tuple[int, int] | None] = field(default_factory=dict)
    _acted: dict[tuple[int, str], tuple[bool, ...]] = field(default_factory=dict)

    def kind(self, machine: str) -> KindOf:
        return next(kind for kind in self.kinds if kind.name == machine)

    def set_of(self, kind: int, name: str) -> tuple[int, int] | None:
        """Depth below which the cases of a set lie, and their kind; None where this run has none."""
        key = (kind, name)
        if key not in self._sets:
            found = set_of_cases(self.definition, self.kinds[kind].name, name)
            here = found is not None and found[1] in self.run.present
            self._sets[key] = (self.kind(found[0]).depth, self.kind(found[1]).number) if found is not None and here else None
        return self._sets[key]

    def able(self, line: Sequence[Any], role: str) -> int:
        """How many holders of a role can act on the last case of the line: the fewest whom conflicts and absences leave."""
        steps = self.steps.get(role)
        if steps is None:
            return self.numbers.sizes.get(role, 0)
        level = 0
        for case in line:
            at = case.kind.levels.get(role)
            if at is not None and case.v[at] > level:
                level = case.v[at]
        return steps[level]

    def may_have_acted(self, kind: int, action: str) -> tuple[bool, ...]:
        key = (kind, action)
        if key not in self._acted:
            self._acted[key] = (False, True)
        return self._acted[key]

    def place(self, kind: int, name: str) -> tuple[KindOf, str]:
        machine, rest = home(self.definition, self.kinds[kind].name, name)
        return self.kind(machine), rest


@dataclass(frozen=True, slots=True)
class Outside:
    """What an action of an absent machine does to cases of this run: the first of `steps` that fits, or nothing where the rest stays."""

    machine: str
    action: str
    kind: int
    steps: tuple[Way, ...]
    rest_stays: bool
    helps: bool
