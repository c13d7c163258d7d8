"""Sheets that stay secret for ever: which actions ask for them, who gives them, and how many it takes before anything is made of them."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core import show
from workflow.core.definition import Definition, Machine
from workflow.core.words import Text


def is_secret(machine: Machine, action: str) -> bool:
    """Whether the action (the engine's own, with @, among them) asks for secret sheets."""
    return action in machine.actions and machine.actions[action].secret


def gives_secrets(definition: Definition, role: str) -> bool:
    """Whether holders of the role give secret sheets: then it is nobody's business but theirs and their appointer's who they are."""
    return any(action.secret and role in action.by for machine in definition.machines.values() for action in machine.actions.values())


def asked_of(definition: Definition, role: str) -> dict[str, tuple[str, ...]] | None:
    """Machine -> states in which the role is asked for something, of a role that reads no more than that; None for any other role.

    So is who gives secret sheets and does nothing else, and any role that says so (`reads: asked`): they read a case while they are asked,
    and nothing above it. A colleague's file is not theirs to follow.
    """
    serves = [(m.name, a) for m in definition.machines.values() for a in m.actions.values() if role in (*a.by, a.confirmed_by)]
    if (
        not serves
        or not (definition.roles[role].only_asked or all(a.secret for _m, a in serves))
        or any(r.appointed_by == role for r in definition.roles.values())
    ):
        return None
    return {machine: tuple(s for m, a in serves if m == machine for s in a.from_) for machine, _a in serves}


def floors(definition: Definition, machine: Machine, action: str) -> Iterator[tuple[Text, int]]:
    """The parts of scores that are made of the sheets, each with the fewest sheets that count."""
    for score in machine.scores.values():
        for part in score.parts:
            if part.from_.startswith(f"{action}."):
                yield show.label(definition, machine, part.name), part.at_least
