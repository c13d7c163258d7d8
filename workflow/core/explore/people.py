"""Who can act: how many hold a role, where conflicts and absences lower that number, and which numbers the guards tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflow.core.definition import Action, Definition, Machine, Role
from workflow.core.explore.bounds import Run
from workflow.core.explore.committee import Solved, Table
from workflow.core.explore.drafts import Drafts
from workflow.core.explore.numbers import Numbers
from workflow.core.graph import every_action
from workflow.core.language import evaluate, walk
from workflow.core.language.nodes import Able


@dataclass(frozen=True, slots=True)
class People:
    """`steps`: role -> the numbers of able holders that are told apart, from all of them down to none."""

    definition: Definition
    numbers: Numbers
    run: Run
    drafts: Drafts
    steps: dict[str, tuple[int, ...]]

    def lost_at(self, machine: str) -> Iterator[str]:
        """Roles of which holders may be lost for a case of this machine: by conflicts where these are declared, by absence where the role acts."""
        for role in self.definition.roles.values():
            if len(self.steps.get(role.name, ())) > 1 and self._may_be_lost(role):
                declared = role.declares in (machine, *self.definition.ancestors(machine))
                if role.declares == machine or (not declared and self._acts(role.name, self.definition.machines[machine])):
                    yield role.name

    def _may_be_lost(self, role: Role) -> bool:
        """Another holder is found by whoever appoints, unless the holders are frozen; where a guard asks, the loss matters all the same."""
        alone = role.declares is not None and role.appointed_by is None
        return alone or role.name in self.numbers.frozen or role.name in self.drafts.able

    def _acts(self, role: str, machine: Machine) -> bool:
        asked = {node.role for a in machine.actions.values() for clause in a.needs for node in walk(clause.that) if isinstance(node, Able)}
        return role in asked or any(role in (*action.by, action.confirmed_by) for action in machine.actions.values())

    def rungs(self, machine: Machine, action: Action, limits: set[int]) -> tuple[int, ...]:
        """The numbers of sheets of an action that are told apart, from none up."""
        quorum = self.quorum(machine.name, action)
        most = max([quorum, action.panel or 0, *(limit for limit in limits)])
        able = {n for role in action.by for n in self.steps.get(role, ())} if -1 in limits else set()
        return tuple(sorted({0, quorum, *(limit for limit in limits if limit >= 0), *(n for n in able if n <= max(most, *able))}))

    def quorum(self, machine: str, action: Action) -> int:
        solved = Solved(self.numbers.sizes, self.numbers.settings)
        found = evaluate(action.quorum, Table(self.definition, machine, solved)) if action.quorum is not None else action.panel
        return max(found, 1) if isinstance(found, int) else 1


def people(definition: Definition, numbers: Numbers, run: Run, drafts: Drafts) -> People:
    found = People(definition, numbers, run, drafts, {})
    for role in definition.roles.values():
        if role.held_in:
            found.steps[role.name] = tuple(_steps(numbers.sizes[role.name], _limits(found, role.name)))
    return found


def _limits(people: People, role: str) -> set[int]:
    """Numbers of able holders from which on something is possible."""
    limits = set(people.drafts.able.get(role, ()))
    for machine, action in every_action(people.definition):
        if role in action.by and machine.name in people.run.present:
            limits |= {people.quorum(machine.name, action)} if action.each else {1}
            limits |= {2} if action.confirmed_by == role else set()
        limits |= {1} if action.confirmed_by == role else set()
    return limits


def _steps(size: int, limits: Iterable[int]) -> Iterator[int]:
    """All, then the most below each limit."""
    yield size
    for limit in sorted({limit for limit in limits if 0 < limit <= size}, reverse=True):
        yield limit - 1
