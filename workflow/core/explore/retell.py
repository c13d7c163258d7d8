"""A way through the states, taken again with everybody under a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from workflow.core.explore.here import Picker
from workflow.core.explore.kinds import KindOf, Way
from workflow.core.explore.moves import Move
from workflow.core.explore.search import Act, Search, begin, found, play, played
from workflow.core.explore.step import Step
from workflow.core.explore.tree import Live, Node
from workflow.core.explore.trips import Trip
from workflow.core.language import Value
from workflow.core.words import Text, same

NAMES = ("Ani", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gede", "Hana", "Indra", "Joko", "Kartika", "Lukman")


@dataclass(frozen=True, slots=True)
class Who:
    """A case in a story: of its machine the `number`th. `person`: the name of its owner, where it has one; `above`: the case it lies below."""

    kind: KindOf
    number: int
    person: str | None
    above: Who | None

    @property
    def named(self) -> Who | None:
        """The nearest case at or above it that is called by a name."""
        return self if self.person is not None or self.above is None else self.above.named


@dataclass(frozen=True, slots=True)
class Settled:
    """A value that turned out to be so on the way."""

    who: Who
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Scene:
    """One move. `who`: the case on which it was made. `before`: the level or the number of sheets before it."""

    move: Move | None
    who: Who
    taken: tuple[tuple[Way, Who], ...]
    settled: tuple[Settled, ...]
    before: int = 0


@dataclass(slots=True)
class Retold:
    """All scenes, and the last state with everybody in it. `standing`: the states after each scene, alive cases only."""

    scenes: list[Scene] = field(default_factory=list)
    standing: list[list[tuple[Who, int]]] = field(default_factory=list)
    root: Live | None = None


class Retelling:
    """Takes the moves of a trip again."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.model = search.model
        owned = {role.owner_of for role in self.model.definition.roles.values()}
        self._owned = {kind.number for kind in self.model.kinds if kind.name in owned}
        self._names = iter(NAMES)
        self._born: dict[int, int] = {}

    def tell(self, trip: Trip) -> Retold:
        told = Retold()
        start = trip.start
        self._scene(told, None, partial(begin, way=self.model.ways[start.way]), start.script, None)
        for source, edge in trip.legs:
            root = self._tagged(self.search.graph.states[source], told.root)
            self._scene(told, edge.move, partial(play, move=edge.move), edge.script, root)
        return told

    def _tagged(self, node: Node, like: Live | None, up: Live | None = None, path: tuple[int, ...] = ()) -> Live:
        """A changeable tree in which everybody is who they were."""
        live = Live(node.kind, list(node.v), up, path, node.kids)
        live.tag = like.tag if like is not None else None
        kids = like.kids if like is not None else []
        live.put([self._tagged(kid, kids[i] if i < len(kids) else None, live, (*path, i)) for i, kid in enumerate(node.kids)])
        return live

    def _scene(self, told: Retold, move: Move | None, act: Act, script: tuple[int, ...], root: Live | None) -> None:
        step = Step(self.model, root, Picker(script))
        case = found(root, move.path) if move is not None and root is not None else None
        before = case.v[move.ref] if case is not None and move is not None and move.role else 0
        was_open = {
            (one.path, slot.at) for one in (root.all() if root is not None else ()) for slot in one.kind.slots if one.v[slot.at] < 0
        }
        played(act, step)
        assert step.root is not None  # noqa: S101 - a birth makes a root
        for one in step.root.all():
            one.tag = one.tag or self._named(one)
        taken = tuple((way, who_of(one)) for way, one in step.taken)
        settled = tuple(self._settled(step.root, was_open))
        who = taken[0][1] if move is None or move.what == "born" else who_of(case)
        self.search.forest.keep(step.root)
        told.root = step.root
        told.scenes.append(Scene(move, who, taken, settled, before))
        told.standing.append([(who_of(one), one.v[0]) for one in step.root.all() if not one.kind.ended[one.v[0]]])

    def _named(self, case: Live) -> Who:
        number = self._born[case.kind.number] = self._born.get(case.kind.number, 0) + 1
        person = next(self._names, None) if case.kind.number in self._owned else None
        return Who(case.kind, number, person, who_of(case.up) if case.up is not None else None)

    @staticmethod
    def _settled(root: Live, was_open: set[tuple[tuple[int, ...], int]]) -> Iterator[Settled]:
        for case in root.all():
            for slot in case.kind.slots:
                if slot.cells.choices > 1 and (case.path, slot.at) in was_open and case.v[slot.at] >= 0 and slot.name[0] != "=":
                    yield Settled(who_of(case), slot.name, slot.cells.values[case.v[slot.at]])


def who_of(case: Live | None) -> Who:
    """Who a case is in the story."""
    assert case is not None and isinstance(case.tag, Who)  # noqa: S101 - everybody has a name by then
    return case.tag


def lower(words: Text) -> Text:
    """A word inside a sentence; what is written in capitals stays."""
    return Text(*(w if w[:2].isupper() else w[:1].lower() + w[1:] for w in (words.id, words.en)))


def called(who: Who) -> Text:
    """Ani; the selection; lowongan; sanggahan (Ani)."""
    words = lower(who.kind.machine.words)
    if who.person is not None:
        return same(who.person)
    named = who.named
    if named is not None and named is not who and named.person is not None:
        return Text(f"{words.id} ({named.person})", f"{words.en} ({named.person})")
    number = f" {who.number}" if who.kind.bound > 1 else ""
    return Text(f"{words.id}{number}", f"the {words.en}{number}")
