"""The moves of a definition as graphs: state to state in each machine, and step to step across machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflow.core.definition import Action, Create, Definition, Do, Machine
from workflow.core.names import set_machine

Step = tuple[str, str]
"""A machine and one of its actions."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One possible move of a case."""

    source: str
    target: str
    action: Action


def edges(machine: Machine, actions: Iterable[Action] | None = None) -> list[Edge]:
    """Every move between two states; `stay` stays, `before` leads to each state from which its state can be entered."""
    moves = [action for action in (machine.actions.values() if actions is None else actions) if not action.is_birth]
    plain = [Edge(source, action.to, action) for action in moves if action.to not in ("stay", "before") for source in action.from_]
    plain += [Edge(source, source, action) for action in moves if action.to == "stay" for source in action.from_]
    entered = [Edge(s, a.to, a) for a in machine.actions.values() if not a.is_birth and a.to not in ("stay", "before") for s in a.from_]
    back = [Edge(s, e.source, a) for a in moves if a.to == "before" for s in a.from_ for e in entered if e.target == s and e.source != s]
    return plain + back


def reached(starts: Iterable[str], moves: Iterable[Edge]) -> set[str]:
    """The states that can be reached from `starts`."""
    onward: dict[str, list[str]] = {}
    for edge in moves:
        onward.setdefault(edge.source, []).append(edge.target)
    found, waiting = set(starts), list(starts)
    while waiting:
        for target in onward.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def leading_to(ends: Iterable[str], moves: Iterable[Edge]) -> set[str]:
    """The states from which one of `ends` can be reached."""
    return reached(ends, [Edge(edge.target, edge.source, edge.action) for edge in moves])


def calls(definition: Definition) -> dict[Step, set[Step]]:
    """Which steps an action may take in other cases, by its `do` and `create`."""
    return {(machine.name, action.name): set(_called(definition, machine, action)) for machine, action in every_action(definition)}


def every_action(definition: Definition) -> Iterator[tuple[Machine, Action]]:
    return ((machine, action) for machine in definition.machines.values() for action in machine.actions.values())


def _called(definition: Definition, machine: Machine, action: Action) -> Iterator[Step]:
    for effect in action.then:
        if isinstance(effect, Do):
            target = set_machine(definition, machine.name, effect.on)
            yield from ((str(target), name) for name in effect.actions)
        if isinstance(effect, Create):
            births = definition.machines[effect.machine].actions.values()
            yield from ((effect.machine, birth.name) for birth in births if birth.is_birth and birth.by == ("step",))


def cycle(graph: Mapping[Step, set[Step]]) -> list[Step]:
    """One circle of steps, or an empty list."""
    done: set[Step] = set()
    for start in graph:
        trail: list[Step] = []
        if found := _circle(start, graph, done, trail):
            return found
    return []


def _circle(step: Step, graph: Mapping[Step, set[Step]], done: set[Step], trail: list[Step]) -> list[Step]:
    if step in trail:
        return trail[trail.index(step) :]
    if step in done:
        return []
    trail.append(step)
    for onward in sorted(graph.get(step, ())):
        if found := _circle(onward, graph, done, trail):
            return found
    trail.pop()
    done.add(step)
    return []


def helpful(definition: Definition) -> set[Step]:
    """Steps that the office or the clock can bring about in the ordinary course: not owners, not the public, nothing extraordinary."""
    graph = calls(definition)
    found = {(m.name, a.name) for m, a in every_action(definition) if not a.extraordinary and _is_official(definition, a)}
    waiting = list(found)
    while waiting:
        for machine, name in graph[waiting.pop()]:
            if (machine, name) not in found and not definition.machines[machine].actions[name].extraordinary:
                found.add((machine, name))
                waiting.append((machine, name))
    return found


def _is_official(definition: Definition, action: Action) -> bool:
    return any(role == "clock" or (role in definition.roles and definition.roles[role].held_in) for role in action.by)
