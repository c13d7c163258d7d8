"""Who holds which role at one case, and where the holders are changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow.core import attributes
from workflow.core.definition import Role
from workflow.core.secrecy import gives_secrets
from workflow.core.words import Text
from workflow.core.world import Case, Member
from workflow.queries.look import Look

MOST_NAMED = 12
"""Of one role, beside a case."""


@dataclass(frozen=True, slots=True)
class RoleHere:
    """A role of a case. `holders`: (name, what is known of them), the first of them; `more`: how many follow on the page of the team.

    `hidden`: how many there are whom the viewer does not see. `mine`: the viewer appoints to it.
    """

    name: str
    words: Text
    holders: tuple[tuple[str, tuple[Text, ...]], ...]
    more: int
    hidden: int
    mine: bool


def roles_here(at: Look) -> tuple[RoleHere, ...]:
    """The roles that are held at this very case."""
    return tuple(_role(at, r) for r in at.definition.roles.values() if at.case.machine in r.held_in)


def _role(at: Look, role: Role) -> RoleHere:
    members = at.world.members(at.case.id, role.name)
    seen = seen_members(at, at.case, role, members)
    holders = tuple((at.world.source.name(m.person), tuple(known_of(at, role, m))) for m in seen[:MOST_NAMED])
    more = max(0, len(seen) - MOST_NAMED)
    return RoleHere(role.name, role.words, holders, more, len(members) - len(seen), appoints(at, at.case, role))


def appoints(at: Look, case: Case, role: Role) -> bool:
    """Whether the viewer fills the role at the case."""
    by = role.appointed_by
    return by is not None and any(m.person == at.viewer.person for m in at.world.acting(case, by))


def seen_members(at: Look, case: Case, role: Role, members: Sequence[Member]) -> list[Member]:
    """All, but of those who give secret sheets only oneself, unless one appoints them."""
    if not gives_secrets(at.definition, role.name) or appoints(at, case, role):
        return list(members)
    return [m for m in members if m.person == at.viewer.person]


def known_of(at: Look, role: Role, member: Member) -> Iterator[Text]:
    """The columns of a membership, in words."""
    for name, of in role.attributes.items():
        if text := member.attributes.get(name):
            yield attributes.shown(of, text, at.world.source.name)
