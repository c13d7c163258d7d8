"""How far an exploration goes: how many cases of each kind it looks at, and how many states at most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.core.definition import Definition, Do, Machine
from workflow.core.explore.reading import Guard, guards, home, parts_of, set_of_cases
from workflow.core.language.nodes import Compare, Count, Literal, SetExpr
from workflow.core.names import set_machine


@dataclass(frozen=True, slots=True)
class Bounds:
    """`children`: cases of the machine that one run looks at; `together`: cases of the widest machine where all machines run together.

    `losses`: in how many places at once holders of a role are lost. `most`: states that all runs explore together; a run that has to stop proves
    nothing about what it did not see. `all`: also several cases of machines whose cases never look at each other.
    """

    children: int = 2
    together: int = 1
    losses: int = 1
    most: int = 40_000
    all: bool = False

    def wider(self) -> Bounds:
        """The next bound, at which what was never seen is looked for once more, in fewer states: it costs less than the first look."""
        return Bounds(self.children + 1, self.together + 1, self.losses + 1, self.most // 4, True)


DEFAULT = Bounds()
DEEP = Bounds(children=3, together=2, losses=2, most=400_000)


@dataclass(frozen=True, slots=True)
class Run:
    """One exploration: how many cases of each machine it looks at; machines that are not named are absent.

    `pauses`: whether cases are paused in it; a pause that ends leaves all as it was, so one run that pauses is enough. `cancels`: whether cases with
    others below them are brought to an end in an extraordinary way; each case below takes that alone, so one of each is enough. `largest`: settings
    that cases are counted against are as large as the number of cases, else one.
    """

    counts: Mapping[str, int]
    pauses: bool = False
    cancels: bool = False
    largest: bool = False

    @property
    def present(self) -> frozenset[str]:
        return frozenset(self.counts)

    def within(self, other: Run) -> bool:
        less = all(n <= other.counts.get(machine, 0) for machine, n in self.counts.items())
        return less and self.pauses <= other.pauses and self.cancels <= other.cancels and self.largest == other.largest


def runs(definition: Definition, bounds: Bounds) -> tuple[Run, ...]:
    """Each machine with those above it, and all machines together; a run that another contains is left out."""
    found = list(dict.fromkeys(_Keyed(run) for run in _runs(definition, bounds)))
    return tuple(one.run for one in found if not any(one.run.within(other.run) for other in found if other is not one))


class _Keyed:
    """A run, equal by what it looks at."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._key = (tuple(sorted(run.counts.items())), run.pauses, run.cancels, run.largest)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other._key == self._key


def _runs(definition: Definition, bounds: Bounds) -> Iterator[Run]:
    root = definition.root.name
    for machine in definition.machines.values():
        if machine.name != root:
            several = bounds.children if _look_at_each_other(definition, machine) else bounds.children - 1 if bounds.all else 1
            counts = {**_above(definition, machine.name), machine.name: several}
            yield Run(counts)
            if several > 1:
                yield Run(counts, largest=True)
            if bounds.all and reached_across(definition, machine):
                yield Run({**counts, str(machine.parent): 2, machine.name: 1})
    widest = max((m for m in definition.machines if m != root), key=lambda m: len(definition.machines[m].states), default=root)
    pausing = [m.name for m in definition.machines.values() if any(state.pauses for state in m.states.values())]
    for machine_name in dict.fromkeys(widest if name == root else name for name in pausing):
        yield Run({**_above(definition, machine_name), machine_name: 1}, pauses=True)
    yield Run({m: bounds.together if m == widest != root else 1 for m in definition.machines}, cancels=True)


def _above(definition: Definition, machine: str) -> dict[str, int]:
    return dict.fromkeys(reversed(definition.ancestors(machine)), 1)


def _look_at_each_other(definition: Definition, machine: Machine) -> bool:
    """Whether it makes a difference that there are several: nothing lies below, they are ranked, counted, or one asks or moves the others."""
    if not definition.children(machine.name) or any(
        r.of == machine.name for m in definition.machines.values() for r in m.rankings.values()
    ):
        return True
    return any(_counts(definition, guard, machine.name) for guard in guards(definition)) or _moves(definition, machine)


def _counts(definition: Definition, guard: Guard, machine: str) -> bool:
    for here, node in parts_of(definition, guard):
        if isinstance(node, SetExpr) and "." in node.set and (set_of_cases(definition, here, node.set) or ("", ""))[1] == machine:
            return True
        if isinstance(node, Compare):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                counted = isinstance(one, Count) and (set_of_cases(definition, here, one.set) or ("", ""))[1] == machine
                if counted and not (isinstance(other, Literal) and other.value in (0, 1)):
                    return True
    return False


def reached_across(definition: Definition, machine: Machine) -> frozenset[str]:
    """Actions by which a case of this machine moves those below other parents."""
    effects = [effect for action in machine.actions.values() for effect in action.then if isinstance(effect, Do)]
    own = [effect for effect in effects if set_machine(definition, machine.name, effect.on) == machine.name]
    far = [effect for effect in own if home(definition, machine.name, effect.on)[0] not in (machine.name, machine.parent)]
    return frozenset(name for effect in far for name in effect.actions)


def _moves(definition: Definition, machine: Machine) -> bool:
    """Whether an action of such a case moves the others."""
    effects = [effect for action in machine.actions.values() for effect in action.then if isinstance(effect, Do)]
    return any("." in effect.on and set_machine(definition, machine.name, effect.on) == machine.name for effect in effects)
