"""The view of a case in a state of the exploration, and the one who picks where more than one thing may be so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from workflow.core.explore.cells import OPEN, Sheet
from workflow.core.explore.kinds import KindOf, SheetsAt
from workflow.core.explore.model import Model
from workflow.core.language import Value


class Case(Protocol):
    """A case of a state: what it is, its values by position, and the cases right below it."""

    @property
    def kind(self) -> KindOf: ...

    @property
    def v(self) -> Sequence[int]: ...

    @property
    def kids(self) -> Sequence[Any]: ...


Path = tuple[int, ...]
Line = tuple[Any, ...]
"""A case with those above it, the root first."""


@dataclass(slots=True)
class Picker:
    """Follows a script of picks and beyond it takes the first; notes how many there were, so that all others can be tried.

    What was picked once stays so for the step. `loose`: something was picked of which it is not sure that it can be so.
    """

    script: tuple[int, ...] = ()
    taken: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    known: dict[Any, int] = field(default_factory=dict)
    loose: bool = False

    def pick(self, key: Any, size: int) -> int:
        """One of `size`; the same key gives the same one."""
        if key in self.known:
            return self.known[key]
        at = len(self.taken)
        found = self.script[at] if at < len(self.script) else 0
        self.taken.append(found)
        self.sizes.append(size)
        self.known[key] = found
        return found


Script = tuple[int, ...]
"""What is picked, one after the other."""


def outcomes(run: Callable[[Picker], Any], scripts: Sequence[Script] = ((),)) -> Iterator[tuple[Any, Picker]]:
    """What `run` gives, for every way to pick that begins with one of `scripts`."""
    waiting = list(scripts)
    while waiting:
        picker = Picker(waiting.pop())
        yield run(picker), picker
        for i in range(len(picker.script), len(picker.taken)):
            before = tuple(picker.taken[:i])
            waiting.extend((*before, other) for other in range(1, picker.sizes[i]))


class Here:
    """What a guard sees of a case. `fresh`: positions of values that the step's form asks anew."""

    __slots__ = ("fresh", "line", "model", "path", "picker")

    def __init__(self, model: Model, line: Line, path: Path, picker: Picker, fresh: tuple[int, ...] = ()) -> None:
        self.model, self.line, self.path, self.picker, self.fresh = model, line, path, picker, fresh

    def value(self, name: str) -> Value:
        access: Callable[[Here], Value] = self.line[-1].kind.access[name]
        return access(self)

    def above(self, depth: int) -> Here:
        return Here(self.model, self.line[: depth + 1], self.path[:depth], self.picker)

    def members(self, name: str) -> Sequence[Here | OnSheet]:
        kind = self.line[-1].kind
        for sheets in kind.sheets:
            if sheets.action == name:
                return self._sheets(sheets)
        found = self.model.set_of(kind.number, name)
        return list(self.below(*found)) if found is not None else ()

    def below(self, depth: int, kind: int) -> Iterator[Here]:
        """Cases of a kind anywhere below the case at that depth."""
        yield from self._below(self.line[: depth + 1], self.path[:depth], kind)

    def _below(self, line: Line, path: Path, kind: int) -> Iterator[Here]:
        for i, kid in enumerate(line[-1].kids):
            if kid.kind.number == kind:
                yield Here(self.model, (*line, kid), (*path, i), self.picker)
            elif kid.kids:
                yield from self._below((*line, kid), (*path, i), kind)

    def _sheets(self, sheets: SheetsAt) -> Sequence[OnSheet]:
        given = self.line[-1].v[sheets.at]
        if sheets.contents is None:
            return [OnSheet(sheets.names, ())] * given
        said = self.line[-1].v[sheets.contents]
        if said == OPEN:
            said = self.picker.pick((self.path, sheets.contents), len(sheets.said))
        return [OnSheet(sheets.names, sheet) for sheet in sheets.said[said][:given]]

    def able(self, role: str) -> int:
        return self.model.able(self.line, role)

    def times(self, action: str) -> int:
        return int(self.line[-1].v[self.line[-1].kind.times[action][0]])

    def acted(self, action: str) -> bool:
        """Whoever acts has done it, or has not: both, where both can be."""
        may = self.model.may_have_acted(self.line[-1].kind.number, action)
        return may[self.picker.pick(("acted", self.path, action), len(may))]


@dataclass(frozen=True, slots=True)
class OnSheet:
    """One sheet of an action with `each`."""

    names: tuple[str, ...]
    answers: Sheet

    def value(self, name: str) -> Value:
        return self.answers[self.names.index(name)]

    def members(self, name: str) -> Sequence[OnSheet]:
        raise LookupError(name)
