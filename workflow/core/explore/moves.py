"""Which moves a state has: actions of people and of the clock, births, windows that end, holders of roles that are lost or found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from workflow.core.definition import Assign
from workflow.core.explore.here import Here, Script, outcomes
from workflow.core.explore.kinds import STATE, STAY, Way
from workflow.core.explore.model import Model
from workflow.core.explore.offices import Ready, is_due, offices_can, ready, running, shut
from workflow.core.explore.tree import Node, walk
from workflow.core.language import evaluate

Line = tuple[Node, ...]
Path = tuple[int, ...]
What = Literal["take", "soon", "born", "sheet", "complete", "pass", "lose", "find", "outside"]
PLAIN: tuple[Script, ...] = ((),)
"""Guards hold, and nothing has to be picked for that."""


class Move(NamedTuple):
    """One thing that may happen in a state. `ref`: number of a way, position of a window, or of an outside drive; `more`: sheets or level then."""

    what: What
    path: Path
    ref: int = 0
    more: int = 0
    role: str = ""
    helps: bool = False
    scripts: tuple[Script, ...] = PLAIN


@dataclass(frozen=True, slots=True)
class May:
    """Whether guards hold: `always`, whatever is picked; `scripts`: picks with which they do, one for each that makes a difference later."""

    always: bool
    scripts: tuple[Script, ...]


FREE = May(True, PLAIN)


@dataclass(slots=True)
class Moves:
    """The moves of states of one run. What a guard says of the same cases is asked once.

    `losses`: in how many places at once holders may be lost. `idle`: ways that are possible but lead nowhere new.
    """

    model: Model
    losses: int = 1
    idle: set[int] = field(default_factory=set)
    _may: dict[tuple[int, ...], May] = field(default_factory=dict)
    _ready: dict[tuple[int, ...], tuple[Ready, ...]] = field(default_factory=dict)
    _unborn: dict[int, Node] = field(default_factory=dict)

    def of(self, root: Node) -> Iterator[Move]:
        for line, path in walk((root,)):
            case = line[-1]
            kind, state = case.kind, case.v[STATE]
            paused = any(one.kind.pausing[one.v[STATE]] for one in line)
            if not kind.ended[state]:
                if not self._jammed(line, path):
                    yield from self._people(line, path)
                    if not paused and any(self._comes(way, line, path) for way in (*kind.due[state], *kind.soon[state])):
                        yield Move("soon", path)
                if not paused:
                    yield from (Move("pass", path, window.at, window.over, helps=True) for window in running(case))
                if kind.levels:
                    yield from self._holders(line, path, room=root.lost < self.losses)
                if self.model.outside:
                    yield from self._outside(line, path)
                if kind.children:
                    yield from self._births(line, path, paused=paused)

    # ------------------------------------------------------------ guards, remembered
    def may(self, way: Way, line: Line, path: Path) -> May:
        if not way.guards:
            return FREE
        own = line[-1]
        match way.reads:
            case 0:
                key: tuple[int, ...] = (way.number, own.kept, *(case.kept for case in line[:-1]))
            case 1:
                key = (way.number, own.near, *(case.kept for case in line[:-1]))
            case 2:
                key = (way.number, own.number, *(case.kept for case in line[:-1]))
            case _:
                key = (way.number, *(case.number for case in line))
        found = self._may.get(key)
        if found is None:
            found = self._may[key] = self._asked(way, line, path)
        return found

    def _asked(self, way: Way, line: Line, path: Path) -> May:
        dead = self._dead(way, line[-1])
        always, scripts = True, dict[frozenset[tuple[object, int]], Script]()
        for value, picker in outcomes(lambda picker: self._holds(way, Here(self.model, line, path, picker, way.fresh))):
            always = always and value
            if value:
                later = frozenset((key, at) for key, at in picker.known.items() if not (key[0] == path and key[1] in dead))
                if later not in scripts or not picker.loose:
                    scripts[later] = tuple(picker.taken)
        return May(always, tuple(scripts.values()))

    @staticmethod
    def _dead(way: Way, case: Node) -> set[object]:
        """Positions that nobody asks after the step."""
        if way.to < STAY:
            return set()
        return {at for at, _ in case.kind.neutral[way.to if way.to != STAY else case.v[STATE]]}

    @staticmethod
    def _holds(way: Way, here: Here) -> bool:
        return all(evaluate(guard, here) is True for guard in way.guards)

    # ------------------------------------------------------------ the clock
    def _comes(self, way: Way, line: Line, path: Path) -> bool:
        """Whether a clock action may be taken now."""
        return is_due(way, line) and bool(self.may(way, line, path).scripts)

    def anything_due(self, root: Node) -> bool:
        """Whether a clock action may be due somewhere."""
        if not root.waits:
            return False
        return any(is_due(way, line) for line, _ in walk((root,)) for way in line[-1].kind.due[line[-1].v[STATE]])

    def _jammed(self, line: Line, path: Path) -> bool:
        """Something is due on the case or above it and cannot be done: nobody can act before it."""
        for i, case in enumerate(line):
            for way in case.kind.due[case.v[STATE]]:
                if is_due(way, line) and self.may(way, line[: i + 1], path[:i]).always:
                    return True
        return False

    # ------------------------------------------------------------ people
    def _people(self, line: Line, path: Path) -> Iterator[Move]:
        key = tuple([case.kept for case in line])
        found = self._ready.get(key)
        if found is None:
            found = self._ready[key] = tuple(ready(self.model, line))
        case = line[-1]
        for one in found:
            scripts = self.may(one.way, line, path).scripts
            if scripts and one.way.number in case.kind.plain[case.v[STATE]]:
                self.idle.add(one.way.number)
            elif scripts:
                yield Move(one.what, path, one.way.number, one.more, helps=one.helps, scripts=scripts if one.what == "take" else PLAIN)

    def _births(self, line: Line, path: Path, *, paused: bool) -> Iterator[Move]:
        for number in line[-1].kind.children:
            kind = self.model.kinds[number]
            room = sum(kid.kind is kind for kid in line[-1].kids) < kind.bound
            for way in kind.births:
                if (paused and not way.action.while_paused) or shut(way, line):
                    continue
                helps = way.helps and offices_can(self.model, way, line)
                if room and (helps or way.open_to or offices_can(self.model, way, line)):
                    yield from self._birth(way, line, path, 0, helps=helps)
                elif helps:
                    yield from self._again(way, line, path)

    def _again(self, way: Way, line: Line, path: Path) -> Iterator[Move]:
        """Officials can always begin another case; where there is no room for more, it takes the place of one that is over."""
        for i, kid in enumerate(line[-1].kids):
            if kid.kind.number == way.kind and kid.over:
                yield from self._birth(way, line, path, i + 1, helps=True)
                return

    def _birth(self, way: Way, line: Line, path: Path, instead: int, *, helps: bool) -> Iterator[Move]:
        scripts = self.may(way, (*line, self._newborn(way)), (*path, len(line[-1].kids))).scripts
        if scripts:
            yield Move("born", path, way.number, instead, helps=helps, scripts=scripts)

    def _newborn(self, way: Way) -> Node:
        if way.number not in self._unborn:
            kind = self.model.kinds[way.kind]
            self._unborn[way.number] = Node(kind, (way.to, *kind.start[1:]), (), *([-1 - way.number] * 3))
        return self._unborn[way.number]

    # ------------------------------------------------------------ holders of roles, machines left out
    def _holders(self, line: Line, path: Path, *, room: bool) -> Iterator[Move]:
        case = line[-1]
        for role, at in case.kind.levels.items():
            level = case.v[at]
            if role in case.uses:
                if (room or level) and level + 1 < len(self.model.steps[role]):
                    yield Move("lose", path, at, level + 1, role)
                helps = level > 0 and (self._may_appoint(role, line) or self._may_replace(role, line))
                if level > 0 and (helps or role in self.model.drafts.able):
                    yield Move("find", path, at, level - 1, role, helps)

    def _may_appoint(self, role: str, line: Line) -> bool:
        """Whether others can still be put in the place of those who are lost."""
        if self.model.definition.roles[role].appointed_by is None:
            return False
        return not any(line[depth].v[at] & bit for depth, at, bit in self.model.freezes.get(role, ()) if depth < len(line))

    def _may_replace(self, role: str, line: Line) -> bool:
        """Whether an action open to somebody else puts another into the role, also an extraordinary one: like an appointment it ends nothing."""
        return any(
            any(isinstance(effect, Assign) and effect.role == role for effect in way.action.then)
            and offices_can(self.model, way, line[: i + 1])
            for i, case in enumerate(line)
            for way in case.kind.people[case.v[STATE]]
        )

    def _outside(self, line: Line, path: Path) -> Iterator[Move]:
        case = line[-1]
        for i, outside in enumerate(self.model.outside):
            if outside.kind == case.kind.number and any(case.v[STATE] in way.sources for way in outside.steps):
                yield Move("outside", path, i, helps=outside.helps)
