"""What a case is called for those who serve on it. One that has no name of its own is known by its owner, to those who serve that person."""

from __future__ import annotations

from collections.abc import Iterable

from workflow.core.definition import Definition
from workflow.core.structure import is_made_for_people
from workflow.core.words import Text, same
from workflow.core.world import Case, World


def serves_persons(definition: Definition, machine: str, roles: Iterable[str]) -> bool:
    """Whether one of the roles is held at such a case itself (a superior, a respondent), or appoints to one that is.

    Whoever judges many cases from above, perhaps without knowing whose they are, learns no names by this.
    """
    if is_made_for_people(definition, machine):
        return True
    here = {role.name for role in definition.roles.values() if machine in role.held_in}
    appointing = {definition.roles[name].appointed_by for name in here}
    return any(role in here or role in appointing for role in roles)


def known_as(world: World, case: Case, roles: Iterable[str]) -> Text:
    """What the case is called for a holder of the roles."""
    unnamed = world.machine(case).called is None and case.owner is not None
    if unnamed and serves_persons(world.definition, case.machine, roles):
        return same(world.source.name(case.owner or 0))
    return same(world.called(case))
