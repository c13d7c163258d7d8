"""A run's machines, compiled: every value that a case carries has a position, every state knows its ways out and what they read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workflow.core.definition import Action, Effect, Machine
from workflow.core.explore.cells import Cells, Sheet
from workflow.core.language import Expr

STATE, BEFORE = 0, 1
"""Positions that every case has."""
STAY, BACK = -1, -2
UNSET, AHEAD, PAST, KEPT, LATE = range(5)
"""A window: not opened, running, over, left before its end, left after it."""


@dataclass(frozen=True, slots=True)
class WindowAt:
    """`inside`: numbers of its states. `left`: what it becomes when they are left while it runs, and after it is over."""

    name: str
    at: int
    inside: frozenset[int]
    left: tuple[int, int]
    over: int
    shorter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotAt:
    name: str
    at: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class SheetsAt:
    """`rungs`: the numbers of sheets that are told apart. `contents`: position of what they say, `said` everything they may say."""

    action: str
    at: int
    rungs: tuple[int, ...]
    contents: int | None = None
    names: tuple[str, ...] = ()
    said: tuple[tuple[Sheet, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """An effect with its rewritten condition. `kind`: of the cases that it moves, makes, ranks or places.

    `above`: depth below which the cases that `on` names lie, and `on` their kind, where these are others than the case itself or its parent.
    """

    effect: Effect
    where: Expr | None = None
    kind: int | None = None
    above: int | None = None
    on: int | None = None
    slots: tuple[SlotAt, ...] = ()
    bit: int = 0


@dataclass(slots=True)
class Way:
    """An action, compiled. `to`: number of a state, STAY or BACK. `fresh`: positions of the values that its form asks anew.

    `due`: depth and position of the window that it waits on, and from which value on. `offices`: roles held by officials, with how many of each it
    takes; `open_to`: whether others may take it. `shut`: where a freeze forbids its form: depth and bits. `helps`: counts as a way out.
    `inert`: it moves no other case and opens nothing. `reads`: how far its guards look: 0 at the case and those above, 1 right below it, 2 further below, 3 anywhere.
    """

    number: int
    kind: int
    action: Action
    to: int
    sources: frozenset[int]
    guards: tuple[Expr, ...] = ()
    effects: tuple[Made, ...] = ()
    fresh: tuple[int, ...] = ()
    renewed: tuple[int, ...] = ()
    offices: tuple[tuple[str, int], ...] = ()
    open_to: bool = False
    second: str | None = None
    clock: bool = False
    step: bool = False
    due: tuple[int, int, int] | None = None
    quorum: Expr | None = None
    times: tuple[int, int] | None = None
    sheets: SheetsAt | None = None
    shut: tuple[tuple[int, int], ...] = ()
    helps: bool = False
    inert: bool = False
    reads: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """A value that must be settled in a state. `kind`: of the members of a set below depth `above`, else it lies on the case at depth `above`."""

    above: int
    at: int
    choices: int
    loose: bool
    kind: int | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """A position that only cases above read, with the value that stands for all once each of them, by depth, is in one of these states."""

    at: int
    value: int
    once: tuple[tuple[int, frozenset[int]], ...]


@dataclass(slots=True, eq=False)
class KindOf:
    """One machine of a run. Lists by state are in the order of its states.

    `merged`: the state that stands for each: of ends that no guard tells apart one stands for all. `neutral`: positions that nothing can read
    any more, with the value that then stands for all; `coming`: the same but for cases that came from certain states; `quiet`: the same once those
    above have gone on. `uses`: roles that the ways out of a state ask for. `plain`: numbers of ways that, from
    this state, lead nowhere that another does not.
    """

    number: int
    name: str
    depth: int
    machine: Machine
    bound: int
    states: tuple[str, ...]
    ended: tuple[bool, ...]
    pausing: tuple[bool, ...]
    merged: tuple[int, ...] = ()
    start: tuple[int, ...] = (0, 0)
    windows: tuple[WindowAt, ...] = ()
    slots: tuple[SlotAt, ...] = ()
    sheets: tuple[SheetsAt, ...] = ()
    levels: dict[str, int] = field(default_factory=dict)
    times: dict[str, tuple[int, int]] = field(default_factory=dict)
    marks: dict[int, int] = field(default_factory=dict)
    frozen: int | None = None
    neutral: tuple[tuple[tuple[int, int], ...], ...] = ()
    coming: tuple[tuple[tuple[int, int, frozenset[int]], ...], ...] = ()
    quiet: tuple[tuple[Quiet, ...], ...] = ()
    people: tuple[tuple[Way, ...], ...] = ()
    soon: tuple[tuple[Way, ...], ...] = ()
    due: tuple[tuple[Way, ...], ...] = ()
    steps: dict[str, Way] = field(default_factory=dict)
    births: tuple[Way, ...] = ()
    needs: tuple[tuple[Need, ...], ...] = ()
    uses: tuple[frozenset[str], ...] = ()
    plain: tuple[frozenset[int], ...] = ()
    children: tuple[int, ...] = ()
    access: dict[str, Callable[[Any], Any]] = field(default_factory=dict)
