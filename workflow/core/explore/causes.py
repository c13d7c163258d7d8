"""One cause, one finding: what only follows from another finding is left out; after the repair it is looked for again."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.core.definition import Action, Definition
from workflow.core.explore.telling import Discovery

_OF_ACTIONS = ("duty", "gap", "endless")


def causes(definition: Definition, found: Iterable[Discovery]) -> tuple[Discovery, ...]:
    """The findings that do not follow from others, the certain first.

    A fault of an action explains why cases are stuck where it begins, and why it is never taken; a trap may be why an action is never taken; and
    where anything else is wrong, a case that never begins proves nothing of its own.
    """
    told = list(dict.fromkeys(found))
    actions = [(one, action) for one in told if one.net in _OF_ACTIONS and (action := _action(definition, one)) is not None]
    left = [one for one in told if not any(_explained(one, by, action) for by, action in actions)]
    if any(one.net in ("trapped", "left") and one.certain for one in left):
        left = [one for one in left if one.net != "never"]
    rest = [one for one in left if not _begins(definition, one)]
    return tuple(sorted(rest or left, key=lambda one: not one.certain))


def _action(definition: Definition, one: Discovery) -> tuple[str, Action] | None:
    """The action that a finding speaks of, with its machine."""
    if one.path[:1] != ("machines",) or len(one.path) < 4 or one.path[2] != "actions":
        return None
    return str(one.path[1]), definition.machines[str(one.path[1])].actions[str(one.path[3])]


def _explained(one: Discovery, by: Discovery, action: tuple[str, Action]) -> bool:
    if one is by or one.certain > by.certain:
        return False
    machine, of = action
    if one.net in ("trapped", "left"):
        return one.path[1] == machine and one.path[3] in of.from_
    return one.net == "never" and one.path[:4] == ("machines", machine, "actions", of.name)


def _begins(definition: Definition, one: Discovery) -> bool:
    found = _action(definition, one) if one.net == "never" else None
    return found is not None and found[1].is_birth
