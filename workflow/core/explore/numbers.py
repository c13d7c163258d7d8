"""The numbers of one exploration: how many hold each role, and the settings that counts are compared with, as small as their guards allow.

"At least 4 applicants" is explored as 1: below, or reached. A committee keeps its real size, for recusals count one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from workflow.core.definition import Definition, Freeze
from workflow.core.explore.bounds import Run
from workflow.core.explore.committee import Setting, committee
from workflow.core.explore.reading import Guard, guards, home, inside, parts_of, set_of_cases
from workflow.core.graph import every_action
from workflow.core.language import Expr
from workflow.core.language.nodes import Able, Aggregate, Compare, Count, Every, Name, Times


@dataclass(frozen=True, slots=True)
class Numbers:
    """`sizes`: role -> holders. `settings`: fact -> its value in the exploration, as a guard sees it.

    `counted`: of those, the facts that cases or steps are counted against; their value is scaled down, so nothing else may be concluded from
    it. `frozen`: roles whose holders some action freezes.
    """

    sizes: Mapping[str, int]
    settings: Mapping[Setting, int]
    counted: frozenset[Setting]
    frozen: frozenset[str]

    def within(self, definition: Definition, run: Run) -> Numbers:
        """The same for one run: settings that cases are counted against are one, or as many as there can be of these cases."""
        most = _most_counted(definition, list(guards(definition)), run) if run.largest else {}
        counted = {key: most.get(key, 1) * _unit(definition, key) for key in self.counted}
        return replace(self, settings={**self.settings, **counted})


def numbers_of(definition: Definition) -> Numbers:
    """What every run reckons with."""
    found = list(guards(definition))
    crowd, counted = _compared(definition, found)
    solved = committee(definition, crowd, found)
    frozen = {name for _, a in every_action(definition) for e in a.then if isinstance(e, Freeze) for name in e.names}
    ones = {key: _unit(definition, key) for key in counted - crowd}
    return Numbers(solved.sizes, {**solved.settings, **ones}, frozenset(ones), frozenset(frozen & set(definition.roles)))


def _unit(definition: Definition, key: Setting) -> int:
    unit: int = 10 ** definition.machines[key[0]].facts[key[1]].type.places
    return unit


def _most_counted(definition: Definition, found: Iterable[Guard], run: Run) -> dict[Setting, int]:
    """For each setting the most cases that are counted against it."""
    most: dict[Setting, int] = {}
    for guard in found:
        for key in _facts(definition, guard.machine, guard.expr) if guard.of is not None else ():
            most[key] = max(most.get(key, 1), run.counts.get(str(guard.of), 1))
        for machine, node in parts_of(definition, guard):
            if isinstance(node, Compare):
                cases = max(_most(definition, place, part, run) for place, part in inside(definition, machine, node))
                for key in _facts(definition, machine, node):
                    most[key] = max(most.get(key, 1), cases)
    return most


def _most(definition: Definition, machine: str, node: Expr, run: Run) -> int:
    cases = set_of_cases(definition, machine, node.set) if isinstance(node, Count) else None
    return run.counts.get(cases[1], 1) if cases is not None else 1


def _compared(definition: Definition, found: Iterable[Guard]) -> tuple[set[Setting], set[Setting]]:
    """Facts that people are counted against, and facts that cases or steps are counted against.

    A number that is typed in with the very action that compares it is no setting: whoever types it counts first.
    """
    crowd, counted = set[Setting](), set[Setting]()
    for guard in found:
        if guard.counts is not None:
            (crowd if guard.counts == "crowd" else counted).update(_facts(definition, guard.machine, guard.expr))
        for machine, node in parts_of(definition, guard):
            if isinstance(node, Compare):
                kinds = {_counts(definition, place, part) for place, part in inside(definition, machine, node)}
                typed = {(guard.machine, name) for name in guard.asked}
                (crowd if "crowd" in kinds else counted if "cases" in kinds else set()).update({*_facts(definition, machine, node)} - typed)
    return crowd, counted


def _counts(definition: Definition, machine: str, node: Expr) -> str | None:
    """What a node counts: people or their sheets, or cases or steps."""
    match node:
        case Able():
            return "crowd"
        case Times():
            return "cases"
        case Count():
            return "cases" if set_of_cases(definition, machine, node.set) else "crowd"
    return None


def _facts(definition: Definition, machine: str, expr: Expr) -> Iterator[Setting]:
    """Numbers that people type in, read outside the conditions of sets."""
    if isinstance(expr, Count | Every | Aggregate):
        return
    if isinstance(expr, Name):
        place, rest = home(definition, machine, expr.name)
        fact = definition.machines[place].facts.get(rest)
        if fact is not None and fact.is_asked and fact.type.kind == "number" and rest == fact.name:
            yield place, rest
    for part in expr.parts:
        yield from _facts(definition, machine, part)
