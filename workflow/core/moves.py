"""What a plan is made of: who acts, moves, and the row operations that an event carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from workflow.core import show
from workflow.core.definition import Action, Effect
from workflow.core.fields import Items
from workflow.core.known import known_as
from workflow.core.words import Text
from workflow.core.world import Case, Window, World

CLOCK = "clock"
STEP = "step"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person, the clock, the operator of the installation, or anyone without an account, known by the hash of a private token."""

    person: int | None
    kind: Literal["person", "clock", "operator", "anyone"]
    token: str | None = None


CLOCK_ACTOR = Actor(None, "clock")


@dataclass(frozen=True, slots=True)
class RowOp:
    """One row of a projection, to put whole, to change in part, or to cut; `born` tells the lasting columns of a newborn case. Values are JSON-ready; moments and dates are ISO text."""

    kind: Literal["put", "change", "cut", "born"]
    table: str
    key: Mapping[str, Any]
    values: Mapping[str, Any]


def put(table: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> RowOp:
    return RowOp("put", table, key, values)


def change(table: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> RowOp:
    return RowOp("change", table, key, values)


def cut(table: str, key: Mapping[str, Any]) -> RowOp:
    return RowOp("cut", table, key, {})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody went on although a clause was not true."""

    clause: str
    text: str
    public: bool


@dataclass(slots=True)
class Move:
    """One event. `round`: the one in which the action was taken. `old`: what the answered facts were before. `also` is journalled, `letters` are not."""

    case: Case
    revision: int
    action: str
    role: str
    actor: int | None
    source: str | None
    target: str
    round: int
    answers: dict[str, Items] = field(default_factory=dict)
    also: list[RowOp] = field(default_factory=list)
    letters: list[RowOp] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    cause: tuple[int, int] | None = None
    pub: dict[str, Any] = field(default_factory=dict)
    old: dict[str, Items] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bulk:
    """An effect of `move` on a large set, which a plan leaves to whoever writes it: carried out as a whole, or case by case in parts.

    The plan goes on (`effects.go_on`) once it is carried out, on the world as it then is.
    """

    move: Move
    effect: Effect
    as_whole: bool


def iso(moment: datetime | None) -> str | None:
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z" if moment is not None else None


def task_blanks(world: World, case: Case, action: Action, due: datetime | None) -> dict[str, list[str]]:
    """What a letter about a task says: its words, the case, and until when, each in both languages."""
    until = show.closing(due, case.zone) if due is not None else Text("–", "–")
    return {
        "task": [action.words.id, action.words.en],
        "case": [known_as(world, case, action.by).id] * 2,
        "number": [case.number] * 2,
        "due": [until.id, until.en],
    }


def window_values(window: Window) -> dict[str, str | None]:
    """The columns of a window's row."""
    return {
        "planned_opens": window.planned_opens,
        "planned_closes": window.planned_closes,
        "opens": iso(window.opens),
        "closes": iso(window.closes),
        "left": iso(window.left),
        "why": window.why,
    }


def put_fact(move: Move, case: Case, name: str, items: Items) -> None:
    """A fact that the engine computes, on any case; it belongs to the event of `move`."""
    case.facts[name] = items
    for ordinal, item in enumerate(items):
        key = {"case_id": case.id, "fact": name, "ordinal": ordinal}
        day = item.d.isoformat() if item.d else None
        move.also.append(put("facts", key, {"n": item.n, "s": item.s, "d": day, "m": iso(item.m), "revision": case.revision}))
    if not items:
        move.also.append(cut("facts", {"case_id": case.id, "fact": name, "ordinal": 0}))
