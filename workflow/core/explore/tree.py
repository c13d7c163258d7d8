"""States as trees of cases. Kept ones are interned, so that equal states are one object; the one that a step works on can be changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.core.explore.kinds import BEFORE, STATE, KindOf, Need


class Node:
    """One case and those below it, never changed. Cases below are in one fixed order: which of two equal ones is which makes no difference.

    `kept`: the number of what the case itself carries, whatever lies below it; `near`: of that and of what each case right below carries.
    `over`: it and all below it are at an end. `waits`: something in it hangs on a window's moment. `asks`: what in it must be settled on cases
    above. `uses`: roles that the ways out of it, and of what lies below, ask for now. `lost`: in how many places holders of a role are lost.
    `loud`: something in it is only read by cases above.
    """

    __slots__ = ("asks", "kept", "kids", "kind", "lost", "loud", "near", "number", "over", "uses", "v", "waits")

    def __init__(self, kind: KindOf, v: tuple[int, ...], kids: tuple[Node, ...], number: int, kept: int, near: int) -> None:
        self.kind, self.v, self.kids, self.number, self.kept, self.near = kind, v, kids, number, kept, near
        state = v[STATE]
        self.over: bool = kind.ended[state] and all(kid.over for kid in kids)
        self.waits: bool = bool(kind.due[state]) or any(kid.waits for kid in kids)
        self.uses: frozenset[str] = kind.uses[state].union(*(kid.uses for kid in kids if not kid.over))
        self.lost: int = sum(v[at] > 0 for at in kind.levels.values()) + sum(kid.lost for kid in kids)
        self.loud: bool = any(v[one.at] != one.value for one in kind.quiet[state]) or any(kid.loud for kid in kids)
        self.asks: tuple[Need, ...] = kind.needs[state]
        for kid in kids:
            self.asks += tuple(need for need in kid.asks if need.above <= kind.depth and need not in self.asks)


class Live:
    """A case that a step works on; those below it are made changeable when they are first looked at. `tag`: who it is in a story."""

    __slots__ = ("_kids", "kind", "line", "nodes", "path", "tag", "up", "v")

    def __init__(self, kind: KindOf, v: list[int], up: Live | None, path: tuple[int, ...], nodes: tuple[Node, ...] = ()) -> None:
        self.kind, self.v, self.up, self.path, self.nodes = kind, v, up, path, nodes
        self.line: tuple[Live, ...] = (*up.line, self) if up is not None else (self,)
        self._kids: list[Live] | None = None if nodes else []
        self.tag: object = None

    @property
    def kids(self) -> list[Live]:
        if self._kids is None:
            self._kids = [Live(n.kind, list(n.v), self, (*self.path, i), n.kids) for i, n in enumerate(self.nodes)]
        return self._kids

    @property
    def untouched(self) -> tuple[Node, ...] | None:
        """The cases below, where nobody has looked at them."""
        return self.nodes if self._kids is None else None

    def touch(self) -> None:
        """Make the cases below changeable."""
        self.put(self.kids)

    def put(self, kids: list[Live]) -> None:
        self._kids = kids

    def below(self, kind: int) -> Iterator[Live]:
        for kid in self.kids:
            if kid.kind.number == kind:
                yield kid
            elif kid.nodes or kid.kids:
                yield from kid.below(kind)

    def all(self) -> Iterator[Live]:
        yield self
        for kid in self.kids:
            yield from kid.all()


def thaw(node: Node) -> Live:
    return Live(node.kind, list(node.v), None, (), node.kids)


def copied(live: Live, up: Live | None = None) -> Live:
    """The same tree again."""
    found = Live(live.kind, list(live.v), up, live.path, live.nodes)
    found.tag = live.tag
    if live.untouched is None:
        found.put([copied(kid, found) for kid in live.kids])
    return found


def _number(pair: tuple[Node, Live]) -> int:
    return pair[0].number


class Forest:
    """All kept nodes of one run."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[int, tuple[int, ...], tuple[Node, ...]], Node] = {}
        self._kept: dict[tuple[int, ...], int] = {}
        self._near: dict[tuple[int, ...], int] = {}

    def keep(self, live: Live) -> Node:
        """The node that equals this case, with what nobody can ask any more made neutral. The live cases are put in the node's order."""
        kids = live.untouched
        if kids is not None and any(kid.loud for kid in kids):
            live.touch()
            kids = None
        if kids is None:
            pairs = [(self.keep(kid), kid) for kid in live.kids]
            if len(pairs) > 1:
                pairs.sort(key=_number)
                live.put([kid for _, kid in pairs])
            kids = tuple([node for node, _ in pairs])
        for one in live.kind.quiet[live.v[STATE]]:
            if live.v[one.at] != one.value and all(live.line[depth].v[STATE] in states for depth, states in one.once):
                live.v[one.at] = one.value
        return self.node(live.kind, live.v, kids)

    def node(self, kind: KindOf, v: list[int], kids: tuple[Node, ...]) -> Node:
        """The one node of these values and these cases below, which stand in order."""
        state = v[STATE] = kind.merged[v[STATE]]
        for at, value, befores in kind.coming[state]:
            if v[BEFORE] not in befores:
                v[at] = value
        for at, value in kind.neutral[state]:
            v[at] = value
        if kind.levels and kind.ended[state] and all(kid.over for kid in kids):
            for at in kind.levels.values():
                v[at] = 0
        key = (kind.number, tuple(v), kids)
        found = self._nodes.get(key)
        if found is None:
            kept = self._kept.setdefault((kind.number, *key[1]), len(self._kept))
            near = self._near.setdefault((kept, *(kid.kept for kid in kids)), len(self._near))
            found = self._nodes[key] = Node(kind, key[1], kids, len(self._nodes), kept, near)
        return found


def walk(line: tuple[Node, ...], path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[Node, ...], tuple[int, ...]]]:
    """Every case with those above it and its path; of equal neighbours the first."""
    yield line, path
    before: Node | None = None
    for i, kid in enumerate(line[-1].kids):
        if kid is not before:
            yield from walk((*line, kid), (*path, i))
        before = kid


def at(root: Node, path: Sequence[int]) -> tuple[Node, ...]:
    """The line of cases down to the one at `path`."""
    line = [root]
    for i in path:
        line.append(line[-1].kids[i])
    return tuple(line)
