"""Moves that change one case and nothing else, made without a step of their own: a state has many of them.

They give exactly what a step would give; a test compares both.
"""

from __future__ import annotations

from workflow.core.explore.cells import OPEN
from workflow.core.explore.entering import enter
from workflow.core.explore.kinds import STATE, Way
from workflow.core.explore.model import Model
from workflow.core.explore.moves import PLAIN, Move
from workflow.core.explore.tree import Forest, Node
from workflow.core.explore.tree import at as line_at


def is_simple(way: Way) -> bool:
    """Whether taking it leaves all but the state of its case as it was."""
    plain = way.inert and way.to >= 0 and way.action.each is None
    return plain and way.times is None and not way.fresh and not way.renewed


def quick(model: Model, forest: Forest, root: Node, move: Move) -> Node | None:
    """The state after the move; None where more may come of it than one case that moves. Nothing may be due in `root`."""
    line = line_at(root, move.path)
    case = line[-1]
    if move.what in ("lose", "find"):
        values = list(case.v)
        values[move.ref] = move.more
        return _put(forest, line, move.path, values)
    if move.what != "take" or move.scripts != PLAIN:
        return None
    way = model.ways[move.ref]
    if not is_simple(way) or case.kind.marks or any(kid.waits for kid in case.kids):
        return None
    values = list(case.v)
    enter(case.kind, values, way.to)
    return None if _more_to_come(line, values) else _put(forest, line, move.path, values)


def _more_to_come(line: tuple[Node, ...], values: list[int]) -> bool:
    """Whether in the new state something is due, or something must be settled."""
    kind, depth = line[-1].kind, len(line) - 1

    def at(above: int, position: int) -> int:
        return values[position] if above == depth else line[above].v[position]

    if any(way.due is None or at(way.due[0], way.due[1]) >= way.due[2] for way in kind.due[values[STATE]]):
        return True
    return any(need.kind is not None or at(need.above, need.at) == OPEN for need in kind.needs[values[STATE]])


def _put(forest: Forest, line: tuple[Node, ...], path: tuple[int, ...], values: list[int]) -> Node:
    """The whole tree with the last case of the line changed."""
    node = forest.node(line[-1].kind, values, line[-1].kids)
    for case, i in zip(reversed(line[:-1]), reversed(path), strict=True):
        kids = [*case.kids[:i], node, *case.kids[i + 1 :]]
        kids.sort(key=_number)
        node = forest.node(case.kind, list(case.v), tuple(kids))
    return node


def _number(node: Node) -> int:
    return node.number
