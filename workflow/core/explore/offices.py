"""Which actions of people are open to somebody where a case stands, whatever their guards say; it hangs on the case and those above it alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from workflow.core.explore.here import Case, Here, Picker
from workflow.core.explore.kinds import AHEAD, STATE, STAY, Way, WindowAt
from workflow.core.explore.model import Model
from workflow.core.language import evaluate


@dataclass(frozen=True, slots=True)
class Ready:
    """An action that somebody may take. `more`: sheets that are then given, or those who can give them."""

    what: Literal["take", "sheet", "complete"]
    way: Way
    more: int
    helps: bool


def ready(model: Model, line: tuple[Case, ...]) -> Iterator[Ready]:
    """Actions of people on the last case of the line."""
    case = line[-1]
    paused = any(one.kind.pausing[one.v[STATE]] for one in line)
    for way in case.kind.people[case.v[STATE]]:
        if (paused and not _goes_paused(way, line)) or shut(way, line) or _elsewhere(model, way, line):
            continue
        if way.action.each is not None:
            yield from _sheets(model, way, line)
        elif way.open_to or offices_can(model, way, line):
            yield Ready("take", way, 0, way.helps and offices_can(model, way, line))


def _goes_paused(way: Way, line: Sequence[Case]) -> bool:
    if way.action.while_paused:
        return True
    above = any(case.kind.pausing[case.v[STATE]] for case in line[:-1])
    return line[-1].kind.pausing[line[-1].v[STATE]] and not above


def _elsewhere(model: Model, way: Way, line: Sequence[Case]) -> bool:
    """Pauses and cancellations, which other runs look at."""
    kind, run = line[-1].kind, model.run
    if way.to < 0:
        return False
    cancels = way.action.extraordinary and kind.ended[way.to] and bool(kind.children)
    return (kind.pausing[way.to] and not run.pauses) or (cancels and not run.cancels)


def shut(way: Way, line: Sequence[Case]) -> bool:
    """Whether a freeze forbids what the form asks; a case that is to be born has frozen nothing yet."""
    return any(depth < len(line) and line[depth].v[line[depth].kind.frozen or 0] & bit for depth, bit in way.shut)


def offices_can(model: Model, way: Way, line: Sequence[Case]) -> bool:
    """Whether an official is left who can act, and another who can confirm."""
    if not way.offices or not any(model.able(line, role) >= wanted for role, wanted in way.offices):
        return False
    return way.second is None or model.able(line, way.second) > 0


def _sheets(model: Model, way: Way, line: tuple[Case, ...]) -> Iterator[Ready]:
    case = line[-1]
    able = givers(model, way, line)
    given = case.v[way.sheets.at] if way.sheets is not None else 0
    full = way.sheets is not None and way.to == STAY and given == way.sheets.rungs[-1]
    if max(able, given) >= quorum_of(model, way, line) and not full:
        yield Ready("complete", way, able, way.helps)
    if way.sheets is not None:
        rung = next((rung for rung in way.sheets.rungs if rung > given), None)
        if rung is not None and rung <= able:
            yield Ready("sheet", way, rung, way.helps)


def givers(model: Model, way: Way, line: Sequence[Case]) -> int:
    """How many can give a sheet: those who are able, of a panel no more than it has."""
    able = sum(model.able(line, role) for role, _ in way.offices)
    return able if way.action.panel is None else min(able, way.action.panel)


def quorum_of(model: Model, way: Way, line: tuple[Case, ...]) -> int:
    """How many sheets an action with `each` asks for, at least one."""
    found = way.action.panel
    if way.quorum is not None:
        value = evaluate(way.quorum, Here(model, line, (0,) * (len(line) - 1), Picker()))
        found = value if isinstance(value, int) else None
    return max(found, 1) if found is not None else 1


def running(case: Case) -> Iterator[WindowAt]:
    """Windows of the case that may end next: of two that opened together the shorter ends first."""
    windows = case.kind.windows
    open_ = {window.name for window in windows if case.v[window.at] == AHEAD}
    for window in windows if open_ else ():
        if window.name in open_ and not open_ & set(window.shorter):
            yield window


def is_due(way: Way, line: Sequence[Case]) -> bool:
    """Whether the moment of a clock action has come."""
    if way.due is None:
        return True
    depth, at, least = way.due
    return line[depth].v[at] >= least
