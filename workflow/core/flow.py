"""How a machine runs, read from its moves: the main line, the branches beside it, the ways back, the ways out. Knows no drawing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from workflow.core.definition import Action, Definition, Machine, Outcome
from workflow.core.graph import Edge, edges
from workflow.core.words import Text

_GOOD_ENDS = (Outcome.WON, Outcome.DONE)
CLOCK = Text("Sistem", "The system")


@dataclass(frozen=True, slots=True)
class Way:
    """Moves to one target that are drawn together. `forward`: onward but off the main line; `back`: to an earlier state."""

    kind: Literal["forward", "back", "out", "aside"]
    target: str
    sources: tuple[str, ...]
    actions: tuple[Action, ...]
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """`rows`: states from top to bottom, the end of the main line last. `main`: those on the main line. `ends`, `pauses`: the others."""

    rows: tuple[str, ...]
    main: tuple[str, ...]
    ends: tuple[str, ...]
    pauses: tuple[str, ...]
    onward: dict[tuple[str, str], tuple[Action, ...]]
    ways: tuple[Way, ...]


def flow(machine: Machine) -> Flow:
    """Order and ways of one machine; states keep the order of the file, which follows the course of the process."""
    moves = [edge for edge in edges(machine) if edge.source != edge.target and edge.action.to != "before"]
    main = main_line(machine, moves)
    states = [s for s in machine.states.values() if not s.is_end and not s.pauses]
    rows = tuple(s.name for s in states if s.name != main[-1]) + main[-1:]
    ends = tuple(s.name for s in machine.states.values() if s.is_end and s.name not in rows)
    pauses = tuple(s.name for s in machine.states.values() if s.pauses and s.name not in rows)
    steps = list(pairwise(main))
    onward = {step: tuple(e.action for e in moves if (e.source, e.target) == step) for step in steps}
    off_line = [edge for edge in moves if (edge.source, edge.target) not in onward and edge.source not in pauses]
    going = tuple(row for row in rows if not machine.states[row].is_end)
    return Flow(rows, main, ends, pauses, onward, _ways(off_line, rows, going, pauses, ends))


def main_line(machine: Machine, moves: list[Edge]) -> tuple[str, ...]:
    """From a birth to a good end, in the order of the file, through as many phases and as few states as can be."""
    order = {name: i for i, name in enumerate(machine.states)}
    best: dict[str, tuple[int, int, tuple[str, ...]]] = {}
    for birth in [action.to for action in machine.actions.values() if action.is_birth]:
        best.setdefault(birth, (0, -1, (birth,)))
    for name in machine.states:
        if name not in best:
            continue
        phases, length, path = best[name]
        for edge in moves:
            if edge.source == name and order[edge.target] > order[name] and _usual(machine, edge):
                changed = machine.states[name].phase is not machine.states[edge.target].phase
                longer = (phases + changed, length - 1, (*path, edge.target))
                best[edge.target] = max(best.get(edge.target, longer), longer, key=lambda one: one[:2])
    ends = [best[s.name] for s in machine.states.values() if s.is_end and s.name in best and s.outcome in _GOOD_ENDS]
    lines = ends or [best[s.name] for s in machine.states.values() if s.is_end and s.name in best] or list(best.values())
    return max(lines, key=lambda one: one[:2])[2] if lines else tuple(machine.states)[:1]


def _usual(machine: Machine, edge: Edge) -> bool:
    """Not the extraordinary, and not through a loss: a main line that begins with one is none."""
    target = machine.states[edge.target]
    return not edge.action.extraordinary and not target.pauses and (target.is_end or target.outcome is None)


def _ways(
    moves: list[Edge], rows: tuple[str, ...], going: tuple[str, ...], pauses: tuple[str, ...], ends: tuple[str, ...]
) -> tuple[Way, ...]:
    grouped: dict[tuple[str, str], list[Edge]] = {}
    for edge in moves:
        grouped.setdefault((_kind(edge, rows, pauses, ends), edge.target), []).append(edge)
    return tuple(_way(kind, target, found, going) for (kind, target), found in grouped.items())


def _kind(edge: Edge, rows: tuple[str, ...], pauses: tuple[str, ...], ends: tuple[str, ...]) -> str:
    if edge.target in pauses:
        return "aside"
    if edge.target in ends:
        return "out"
    return "back" if rows.index(edge.target) < rows.index(edge.source) else "forward"


def _way(kind: str, target: str, found: list[Edge], going: tuple[str, ...]) -> Way:
    sources = tuple(row for row in going if any(edge.source == row for edge in found))
    actions = {edge.action.name: edge.action for edge in found}
    everywhere = len(going) > 2 and set(going) - {target} <= set(sources)
    return Way(kind, target, sources, tuple(actions.values()), everywhere)  # type: ignore[arg-type]


def who(definition: Definition, action: Action) -> tuple[Text, ...]:
    """The roles that act; the system for the clock and for what another step brings about."""
    return tuple(definition.roles[role].words if role in definition.roles else CLOCK for role in action.by)
