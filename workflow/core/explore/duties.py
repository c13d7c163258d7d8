"""Can every role be held, and can whoever must be somebody else be found? Read from the declarations alone."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.definition import Action, Assign, Definition, Machine, Role
from workflow.core.explore.scenes import quoted
from workflow.core.explore.telling import Discovery
from workflow.core.findings import Path
from workflow.core.graph import every_action
from workflow.core.language import Expr
from workflow.core.language.nodes import Acted, And, Not, Or
from workflow.core.words import Text

_NOBODY = Text(
    "Tidak ada yang dapat menjadi {role}: pengangkatnya {by} tidak bertugas di tempat peran itu dipegang, atau tidak ada yang mengangkatnya",
    "Nobody can become {role}: {by}, who appoints, does not serve where the role is held, or is appointed by nobody",
)
_BOTH = Text(
    "{role} dipilih dari antara {among}, tetapi {one} dan {other} tidak boleh dirangkap: tidak ada yang dapat memegangnya",
    "{role} is chosen among {among}, but nobody may be both {one} and {other}: nobody can hold it",
)
_SECOND = Text(
    "{action} oleh {role} harus ditegaskan orang lain dengan peran yang sama, tetapi hanya satu orang yang memegangnya",
    "{action} by {role} must be confirmed by another person of the same role, but only one holds it",
)
_ALL_DID = Text(
    "{action} hanya boleh diambil orang yang belum menjalankan {other}, tetapi semua yang memegang {role} menjalankannya",
    "{action} is only for somebody who did not do {other}, but everybody who holds {role} does it",
)
_NONE_DID = Text(
    "{action} hanya boleh diambil orang yang sudah menjalankan {other}, tetapi kedua peran itu tidak boleh dirangkap",
    "{action} is only for somebody who did {other}, but nobody may hold both roles",
)


def duties(definition: Definition) -> Iterator[Discovery]:
    """Roles that nobody can hold, second persons that cannot be found, separations that leave nobody."""
    for role in definition.roles.values():
        yield from _role(definition, role)
    for machine, action in every_action(definition):
        path: Path = ("machines", machine.name, "actions", action.name)
        yield from _second(definition, action, path)
        yield from _others(definition, machine, action, path)


def _role(definition: Definition, role: Role) -> Iterator[Discovery]:
    path: Path = ("roles", role.name)
    if role.held_in and not _holdable(definition, role, frozenset()):
        by = definition.roles.get(role.appointed_by or "", role)
        yield Discovery("duty", path, True, _NOBODY.fill(role=quoted(role.words), by=quoted(by.words)))
    above = list(_among(definition, role))
    for one in above:
        for other in above:
            if other.name in one.never_with:
                words = {"role": role, "among": definition.roles[role.among or role.name], "one": one, "other": other}
                yield Discovery("duty", path, True, _BOTH.fill(**{name: quoted(of.words) for name, of in words.items()}))
                return


def _holdable(definition: Definition, role: Role, seen: frozenset[str]) -> bool:
    """An office without an appointer is filled by the agency; else somebody who serves at or above the place must appoint, or an action assign."""
    if role.name in seen or not role.held_in:
        return False
    if role.appointed_by is None:
        return True
    if any(isinstance(e, Assign) and e.role == role.name for _, action in every_action(definition) for e in action.then):
        return True
    by = definition.roles.get(role.appointed_by)
    if by is None or not _holdable(definition, by, seen | {role.name}):
        return False
    return any(set(by.held_in) & {place, *definition.ancestors(place)} for place in role.held_in)


def _among(definition: Definition, role: Role) -> Iterator[Role]:
    """The role and all that its holders hold with it."""
    found: Role | None = role
    seen: set[str] = set()
    while found is not None and found.name not in seen:
        seen.add(found.name)
        yield found
        found = definition.roles.get(found.among or "")


def _second(definition: Definition, action: Action, path: Path) -> Iterator[Discovery]:
    role = definition.roles.get(action.confirmed_by or "")
    if role is not None and role.one and action.by == (role.name,):
        yield Discovery("duty", path, True, _SECOND.fill(action=quoted(action.words), role=quoted(role.words)))


def _others(definition: Definition, machine: Machine, action: Action, path: Path) -> Iterator[Discovery]:
    for i, clause in enumerate(action.needs):
        for node, positive in _acts(clause.that) if clause.explain is None else ():
            head, _, rest = node.action.rpartition(".")
            other = definition.machines[head or machine.name].actions[rest]
            found = _impossible(definition, action, other, positive=positive)
            if found is not None:
                role = definition.roles[action.by[0]]
                story = found.fill(action=quoted(action.words), other=quoted(other.words), role=quoted(role.words))
                yield Discovery("duty", (*path, "needs", i), True, story, at_key=False)


def _acts(expr: Expr, *, positive: bool = True) -> Iterator[tuple[Acted, bool]]:
    """What a clause asks of the actor's own past, whatever else it asks."""
    if isinstance(expr, Acted):
        yield expr, positive
    elif isinstance(expr, Not):
        yield from _acts(expr.of, positive=not positive)
    elif isinstance(expr, And if positive else Or):
        for part in expr.parts:
            yield from _acts(part, positive=positive)


def _impossible(definition: Definition, action: Action, other: Action, *, positive: bool) -> Text | None:
    doers = [definition.roles[name] for name in other.by if name in definition.roles]
    actors = [definition.roles[name] for name in action.by if name in definition.roles]
    if not doers or not actors:
        return None
    if positive:
        apart = all(one.name in two.never_with or two.name in one.never_with for one in doers for two in actors)
        return _NONE_DID if apart else None
    everyone = other.each == "all" and other.panel is None
    same_role = {role.name for role in actors} <= {role.name for role in doers}
    alone = len(actors) == 1 and actors[0].one and len(doers) == 1
    return _ALL_DID if same_role and (everyone or alone) else None
