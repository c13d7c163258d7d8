"""A machine as a list: for each state what can happen, who does it, what must hold and where it leads. The drawing in words."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core.conditions import condition
from workflow.core.consequences import consequence
from workflow.core.definition import Action, Definition, Machine, State
from workflow.core.flow import flow, who
from workflow.core.words import Audience, Language, Text

BEFORE = Text("Kembali ke tahap semula", "Back to the stage before")


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can happen. `needs`: each condition in words; `then`: each consequence; `leads_to` None: it stays.

    `confirmed_by`: who must agree before anything happens.
    """

    name: str
    action: str
    who: tuple[str, ...]
    needs: tuple[str, ...]
    leads_to: str | None
    extraordinary: bool
    then: tuple[str, ...]
    confirmed_by: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One state in words."""

    state: str
    words: str
    phase: str
    is_end: bool
    moves: tuple[Move, ...]


def as_list(definition: Definition, machine: str, language: Language, audience: Audience = "staff") -> tuple[Row, ...]:
    """Every state of the machine, in the order of the drawing, in the words for `audience`. Raises KeyError for an unknown machine."""
    own = definition.machines[machine]
    drawn = flow(own)
    return tuple(_row(definition, own, own.states[name], language, audience) for name in (*drawn.rows, *drawn.pauses, *drawn.ends))


def births(definition: Definition, machine: str, language: Language, audience: Audience = "staff") -> tuple[Move, ...]:
    """How cases of the machine come about."""
    own = definition.machines[machine]
    return tuple(_move(definition, own, action, language, audience) for action in own.actions.values() if action.is_birth)


def _row(definition: Definition, machine: Machine, state: State, language: Language, audience: Audience) -> Row:
    moves = tuple(_move(definition, machine, action, language, audience) for action in machine.actions_from(state.name))
    return Row(state.name, state.words.for_(audience).in_(language), state.phase.value, state.is_end, moves)


def _move(definition: Definition, machine: Machine, action: Action, language: Language, audience: Audience) -> Move:
    target = BEFORE if action.to == "before" else machine.states[action.to].words.for_(audience) if action.to in machine.states else None
    return Move(
        name=action.name,
        action=action.words.in_(language),
        who=tuple(role.in_(language) for role in who(definition, action)),
        needs=tuple(condition(clause, definition, machine).in_(language) for clause in action.needs),
        leads_to=target.in_(language) if target is not None else None,
        extraordinary=action.extraordinary,
        then=tuple(consequence(effect, definition, machine).in_(language) for effect in action.then),
        confirmed_by=definition.roles[action.confirmed_by].words.in_(language) if action.confirmed_by else None,
    )
