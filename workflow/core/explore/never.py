"""Actions that no reachable state allows. What can only follow from another such action is not told again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from workflow.core.conditions import condition
from workflow.core.definition import Action, Definition, Machine
from workflow.core.explore.bounds import reached_across
from workflow.core.explore.here import Here, Picker, outcomes
from workflow.core.explore.kinds import STATE, KindOf, Way
from workflow.core.explore.numbers import Numbers
from workflow.core.explore.offices import is_due, offices_can, shut
from workflow.core.explore.reading import home, inside
from workflow.core.explore.scenes import listed, quoted
from workflow.core.explore.search import Graph
from workflow.core.explore.story import ENDS, OPENS, after, joined, sentence
from workflow.core.explore.telling import Discovery
from workflow.core.explore.tree import Node, walk
from workflow.core.findings import Path
from workflow.core.graph import calls, every_action
from workflow.core.language import evaluate
from workflow.core.language.nodes import Able, Count, Name
from workflow.core.words import Text, same

_NEVER = Text("{action} tidak pernah dapat diambil", "{action} can never be taken")
_CLAUSES = Text("pada {states} syarat ini tidak pernah terpenuhi: {clauses}", "at {states} these conditions never hold: {clauses}")
_TOGETHER = Text("pada {states} syarat-syaratnya tidak pernah terpenuhi bersama", "at {states} its conditions never hold together")
_WINDOW = Text("pada {states} {window} tidak pernah {what}", "at {states} {window} never {what}")
_FROZEN = Text("pada {states} isiannya selalu sudah dibekukan", "at {states} what its form asks is always frozen")
_NOBODY = Text("pada {states} tidak pernah ada yang dapat menjalankannya", "at {states} there is never anybody who can take it")
_UNCALLED = Text("tidak ada langkah yang memanggilnya saat ia cocok", "no step that takes it ever finds it fitting")
_EARLIER = Text("yang lebih dahulu dalam berkas selalu mendahuluinya", "what stands before it in the file is always taken first")
_STATES = Text("Karena itu tidak ada kasus yang mencapai {states}", "So no case ever reaches {states}")
Named = tuple[str, str]


def never(definition: Definition, graphs: Sequence[Graph], *, certain: bool) -> Iterator[Discovery]:
    """Every action that was never taken although a case stood where it begins. `certain`: wider bounds found it neither.

    Where two parents with a case each could not be looked at to the end, nothing is said of what moves the one because of the other.
    """
    taken = set[Named]().union(*(graph.taken for graph in graphs))
    seen = set[Named]().union(*(graph.seen for graph in graphs))
    callers = _callers(definition)
    for machine, action in every_action(definition):
        key = (machine.name, action.name)
        stood = action.is_birth or any((machine.name, state) in seen for state in action.from_)
        called = action.by != ("step",) or any(caller in taken for caller in callers.get(key, ()))
        if key not in taken and stood and called and (certain or action.name not in reached_across(definition, machine)):
            yield _told(definition, graphs, machine, action, certain=certain)


def untaken(definition: Definition, graphs: Iterable[Graph]) -> bool:
    """Whether there is an action that no run has taken."""
    taken = set[Named]().union(*(graph.taken for graph in graphs))
    return any((machine.name, action.name) not in taken for machine, action in every_action(definition))


def _callers(definition: Definition) -> dict[Named, set[Named]]:
    found: dict[Named, set[Named]] = {}
    for caller, called in calls(definition).items():
        for one in called:
            found.setdefault(one, set()).add(caller)
    return found


def _told(definition: Definition, graphs: Sequence[Graph], machine: Machine, action: Action, *, certain: bool) -> Discovery:
    path: Path = ("machines", machine.name, "actions", action.name)
    why = _why(definition, graphs, machine, action)
    texts = [
        after(_NEVER.fill(action=quoted(action.words)), same(": "), why) if why is not None else _NEVER.fill(action=quoted(action.words))
    ]
    reached = set[Named]().union(*(graph.seen for graph in graphs))
    target = machine.states.get(action.to)
    if target is not None and (machine.name, target.name) not in reached:
        texts.append(_STATES.fill(states=quoted(target.words.staff)))
    sure = certain and not any(_reads_numbers(definition, graph.model.numbers, machine, action) for graph in graphs)
    return Discovery("never", path, sure, after(joined([sentence(text) for text in texts]), same(".")))


def _reads_numbers(definition: Definition, numbers: Numbers, machine: Machine, action: Action) -> bool:
    """Whether a condition rests on numbers that the exploration chose."""
    for clause in action.needs:
        for place, node in inside(definition, machine.name, clause.that):
            if isinstance(node, Able) or (isinstance(node, Count) and node.set in definition.roles):
                return True
            if isinstance(node, Name) and home(definition, place, node.name) in numbers.settings:
                return True
    return False


# ------------------------------------------------------------ why
@dataclass(slots=True)
class Met:
    """What was met where cases stood at the beginning of an action. `clauses`: whether each condition could ever hold."""

    states: dict[str, None] = field(default_factory=dict)
    due: bool = False
    asked: bool = False
    staffed: bool = False
    clauses: list[bool] = field(default_factory=list)


def _why(definition: Definition, graphs: Sequence[Graph], machine: Machine, action: Action) -> Text | None:
    if action.by == ("step",):
        return _UNCALLED
    met = Met()
    for graph in graphs:
        if machine.name in graph.model.run.present and not action.is_birth:
            kind = graph.model.kind(machine.name)
            way = next(way for way in graph.model.ways if way.kind == kind.number and way.action.name == action.name)
            for line, path in _standing(graph, kind, way):
                _meet(graph, line, path, way, met)
    return _reason(definition, machine, action, met) if met.states else None


def _meet(graph: Graph, line: tuple[Node, ...], path: tuple[int, ...], way: Way, met: Met) -> None:
    met.states[line[-1].kind.states[line[-1].v[STATE]]] = None
    met.due = met.due or is_due(way, line)
    met.asked = met.asked or not shut(way, line)
    met.staffed = met.staffed or way.clock or way.open_to or offices_can(graph.model, way, line)
    holds = [_may(graph, line, path, way, i) for i in range(len(way.guards))]
    met.clauses = [a or b for a, b in zip(met.clauses, holds, strict=True)] if met.clauses else holds


def _reason(definition: Definition, machine: Machine, action: Action, met: Met) -> Text:
    states = listed([quoted(machine.states[state].words.staff) for state in met.states])
    if not met.due:
        place, rest = home(definition, machine.name, str(action.at))
        window, _, member = rest.partition(".")
        words = quoted(definition.machines[place].windows[window].words)
        return _WINDOW.fill(states=states, window=words, what=OPENS if member == "opens" else ENDS)
    if not met.asked or not met.staffed:
        return (_NOBODY if met.asked else _FROZEN).fill(states=states)
    binding = [clause for clause in action.needs if clause.explain is None]
    false = [condition(clause, definition, machine) for clause, holds in zip(binding, met.clauses, strict=True) if not holds]
    if false:
        return _CLAUSES.fill(states=states, clauses=listed([Text(*(t[:1].lower() + t[1:] for t in (c.id, c.en))) for c in false]))
    return _EARLIER if action.by == ("clock",) and len(met.clauses) < 2 else _TOGETHER.fill(states=states)


def _standing(graph: Graph, kind: KindOf, way: Way) -> Iterator[tuple[tuple[Node, ...], tuple[int, ...]]]:
    """Cases that stand where the action begins, each once with what lies above and below it."""
    seen: set[tuple[int, ...]] = set()
    for root in graph.states:
        for line, path in walk((root,)):
            if line[-1].kind is kind and line[-1].v[STATE] in way.sources:
                key = (*tuple(case.number if way.reads == 3 else case.kept for case in line[:-1]), line[-1].number)
                if key not in seen:
                    seen.add(key)
                    yield line, path


def _may(graph: Graph, line: tuple[Node, ...], path: tuple[int, ...], way: Way, i: int) -> bool:
    def holds(guard_at: int, picker: Picker) -> bool:
        return evaluate(way.guards[guard_at], Here(graph.model, line, path, picker, way.fresh)) is True

    return any(value for value, _ in outcomes(partial(holds, i)))
