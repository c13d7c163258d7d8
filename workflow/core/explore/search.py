"""All states that a run can reach, with the moves between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from workflow.core.explore.here import Picker, Script, outcomes
from workflow.core.explore.kinds import STATE, KindOf, Way
from workflow.core.explore.model import Model
from workflow.core.explore.moves import PLAIN, Move, Moves
from workflow.core.explore.offices import is_due, quorum_of
from workflow.core.explore.quick import quick
from workflow.core.explore.step import Refused, Step
from workflow.core.explore.tree import Forest, Live, Node, thaw

Act = Callable[[Step], bool]
"""Makes a move on the tree of a step; False where its guards do not hold as picked."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A move that leads somewhere. `script`: what was picked on the way, to take it again. `loose`: perhaps it cannot be so."""

    target: int
    move: Move
    script: Script
    helps: bool
    loose: bool


@dataclass(frozen=True, slots=True)
class Start:
    """A birth of the root."""

    target: int
    way: int
    script: Script
    loose: bool


@dataclass(frozen=True, slots=True)
class Odd:
    """A step that is wrong in itself: from which state, and the kind and state that it concerns."""

    source: int
    edge: Edge
    kind: int
    state: int


@dataclass(slots=True)
class Graph:
    """What was reached. `edges[i]`: moves out of state i, `None` where the search stopped before it. `taken`: (machine, action) of every step,
    `seen`: (machine, state) of every case. `endless`: by number of the way; `backs`: by kind and state.
    """

    model: Model
    states: list[Node] = field(default_factory=list)
    edges: list[list[Edge] | None] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    taken: set[tuple[str, str]] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)
    endless: dict[int, Odd] = field(default_factory=dict)
    backs: dict[tuple[int, int], Odd] = field(default_factory=dict)
    complete: bool = True

    def note(self, kind: KindOf, way: Way) -> None:
        self.taken.add((kind.name, way.action.name))
        if way.to >= 0:
            self.seen.add((kind.name, kind.states[way.to]))

    @property
    def edge_count(self) -> int:
        return sum(len(edges) for edges in self.edges if edges is not None)


class Search:
    """One run of the exploration. `explored`: so many of its states."""

    def __init__(self, model: Model, losses: int = 1) -> None:
        self.model = model
        self.forest = Forest()
        self.moves = Moves(model, losses)
        self.graph = Graph(model)
        self.explored = 0
        self._numbers: dict[Node, int] = {}
        self._waiting = deque[int]()
        for way in model.kinds[0].births:
            for node, step in self._played(partial(begin, way=way), None):
                self.graph.starts.append(Start(self._number(node), way.number, tuple(step.picker.taken), step.picker.loose))

    def run(self, most: int, *, far: bool = False) -> Graph:
        """Explore on until so many states are explored in all, or every one: the nearest first, or `far`, the newest first."""
        while self._waiting and self.explored < most:
            at = self._waiting.pop() if far else self._waiting.popleft()
            self.graph.edges[at] = list(self._edges(at))
            self.explored += 1
        self.graph.complete = not self._waiting
        for number in self.moves.idle:
            way = self.model.ways[number]
            self.graph.note(self.model.kinds[way.kind], way)
        return self.graph

    def _number(self, node: Node) -> int:
        if node not in self._numbers:
            self._numbers[node] = len(self.graph.states)
            self._waiting.append(len(self.graph.states))
            self.graph.states.append(node)
            self.graph.edges.append(None)
            self._see(node)
        return self._numbers[node]

    def _see(self, node: Node) -> None:
        self.graph.seen.add((node.kind.name, node.kind.states[node.v[STATE]]))
        for kid in node.kids:
            self._see(kid)

    def _edges(self, number: int) -> Iterator[Edge]:
        root = self.graph.states[number]
        found: dict[tuple[int, bool], Edge] = {}
        still = not self.moves.anything_due(root)
        for move in self.moves.of(root):
            if still and (node := quick(self.model, self.forest, root, move)) is not None:
                self._quickly(root, move, node, found)
                continue
            for node, step in self._played(partial(play, move=move), root, move.scripts):
                helps = move.helps or (move.what == "soon" and step.taken[0][0].helps)
                edge = Edge(self._number(node), move, tuple(step.picker.taken), helps, step.picker.loose)
                self._notice(number, edge, step)
                held = found.get((edge.target, helps))
                if node is not root and (held is None or (held.loose and not edge.loose)):
                    found[edge.target, helps] = edge
        return iter(found.values())

    def _quickly(self, root: Node, move: Move, node: Node, found: dict[tuple[int, bool], Edge]) -> None:
        if move.what == "take":
            way = self.model.ways[move.ref]
            self.graph.note(self.model.kinds[way.kind], way)
        if node is not root:
            edge = Edge(self._number(node), move, (), move.helps, False)
            held = found.get((edge.target, move.helps))
            if held is None or held.loose:
                found[edge.target, move.helps] = edge

    def _played(self, act: Act, root: Node | None, scripts: tuple[Script, ...] = ((),)) -> Iterator[tuple[Node, Step]]:
        def run(picker: Picker) -> tuple[Node, Step] | None:
            step = Step(self.model, thaw(root) if root is not None else None, picker)
            if not played(act, step) or step.root is None:
                return None
            return self.forest.keep(step.root), step

        for result, _ in outcomes(run, scripts):
            if result is not None:
                for way, case in result[1].taken:
                    self.graph.note(case.kind, way)
                yield result

    def _notice(self, source: int, edge: Edge, step: Step) -> None:
        """What is wrong with a step itself."""
        if step.endless is not None:
            self.graph.endless.setdefault(step.endless.number, Odd(source, edge, step.endless.kind, 0))
        for case, state in step.backs:
            self.graph.backs.setdefault((case.kind.number, state), Odd(source, edge, case.kind.number, state))


def played(act: Act, step: Step) -> bool:
    """Whether the move and all that follows at once can be."""
    try:
        if not act(step):
            return False
    except Refused:
        return False
    step.settle()
    step.keep_picks()
    step.resolve()
    return True


def begin(step: Step, way: Way) -> bool:
    """The birth of a root."""
    root = step.birth(None, way)
    if not step.holds(root, way):
        return False
    step.born(root, way)
    return True


def play(step: Step, move: Move) -> bool:
    """Make the move on the step's tree; False where its guards do not hold as picked. Raises Refused."""
    case = found(step.root, move.path)
    match move.what:
        case "take":
            way = step.model.ways[move.ref]
            # Guards that hold without a pick were asked already.
            if move.scripts != PLAIN and not step.holds(case, way):
                return False
            step.take(case, way)
        case "soon":
            return _soon(step, case)
        case "born":
            way = step.model.ways[move.ref]
            child = step.birth(case, way, move.more - 1 if move.more else None)
            if not step.holds(child, way):
                return False
            step.born(child, way)
        case "sheet" | "complete":
            return _sheets(step, case, move)
        case "pass" | "lose" | "find":
            case.v[move.ref] = move.more
        case "outside":
            step.outside(case, step.model.outside[move.ref])
            return bool(step.taken)
    return True


def _soon(step: Step, case: Live) -> bool:
    """The first that fits: what was due already, then what is to be soon, in file order."""
    for way in (*case.kind.due[case.v[STATE]], *case.kind.soon[case.v[STATE]]):
        if is_due(way, case.line) and step.holds(case, way):
            step.take(case, way)
            return True
    return False


def _sheets(step: Step, case: Live, move: Move) -> bool:
    way = step.model.ways[move.ref]
    if not step.holds(case, way):
        return False
    if move.what == "complete":
        step.complete(case, way, move.more, quorum_of(step.model, way, case.line))
    elif way.sheets is not None:
        step.give(case, way.sheets, move.more)
    return True


def found(root: Live | None, path: tuple[int, ...]) -> Live:
    assert root is not None  # noqa: S101 - only a birth of a root has none
    for i in path:
        root = root.kids[i]
    return root
