"""Many cases moved by one person at once: which actions can be taken so, in which role, and what keeps it from being done as a whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from workflow.core import setwise
from workflow.core.definition import Action, Definition, Machine, Role
from workflow.core.fields import Problem
from workflow.core.moves import CLOCK, STEP
from workflow.core.plan import Plan
from workflow.core.rules import must_declare_on
from workflow.core.words import Text
from workflow.core.world import Case

UNKNOWN = Text("Langkah “{name}” tidak ada.", "There is no step “{name}”.")
ANSWERS = Text("“{words}” meminta jawaban untuk tiap perkara; ambil satu per satu.", "“{words}” asks for answers; take it case by case.")
SECOND = Text(
    "“{words}” menunggu orang kedua untuk tiap perkara; ambil satu per satu.", "A second person confirms “{words}”; take it case by case."
)
OTHERS = Text("“{words}” bukan langkah yang diambil orang.", "“{words}” is not taken by people.")


def misuse(own: Machine, names: Sequence[str]) -> list[Problem]:
    """Why these actions cannot be taken on many cases at once at all."""
    found = [own.actions.get(name) for name in names]
    unknown = [Problem(UNKNOWN.fill(name=name)) for name, action in zip(names, found, strict=True) if action is None or action.is_birth]
    return unknown or [Problem(text.fill(words=a.words)) for a in found if a is not None and (text := _misused(a)) is not None]


def on_offer(own: Machine, roles: Collection[str]) -> tuple[Action, ...]:
    """Steps that somebody with these roles may take on many cases at once, in the order of the definition; none that is extraordinary."""
    mine = (action for action in own.actions.values() if set(roles) & set(action.by) and not (action.is_birth or action.extraordinary))
    return tuple(action for action in mine if _misused(action) is None)


def _misused(action: Action) -> Text | None:
    if set(action.by) <= {CLOCK, STEP}:
        return OTHERS
    if action.form is not None or action.each is not None or action.signs is not None:
        return ANSWERS
    return SECOND if action.confirmed_by is not None else None


def role_for_all(plan: Plan, parent: Case, machine: str, action: Action) -> str | Text | None:
    """The role in which the actor takes the action on every case below `parent`; None if in none; why it differs from case to case."""
    definition, held = plan.world.definition, list[str]()
    for role in (definition.roles[name] for name in action.by):
        if role.owner_of is not None:
            return Text("pemilik tiap perkara yang mengambilnya", "the owner of each case takes it")
        if set(role.held_in) & set(_below(definition, parent.machine, machine)):
            return Text("perannya dipegang pada tiap perkara", "the role is held at each case")
        found = _holds(plan, parent, role)
        if isinstance(found, Text):
            return found
        held += [role.name] if found else []
    if len({must_declare_on(definition, machine, name) for name in held}) > 1:
        return Text("lebih dari satu peran berlaku", "more than one role may take it")
    return held[0] if held else None


def _below(definition: Definition, parent: str, machine: str) -> Sequence[str]:
    """The machines from `machine` up to the one right below `parent`."""
    path = (machine, *definition.ancestors(machine))
    return path[: path.index(parent)]


def _holds(plan: Plan, parent: Case, role: Role) -> bool | Text:
    """A deputy acts only where others cannot, which differs from case to case."""
    person = plan.actor.person
    if role.is_ is not None:
        return role.is_ == "anyone" or person is not None
    found = [member for member in plan.world.holders(parent, role.name) if member.person == person]
    if found and all(member.deputy for member in found):
        return Text("cadangan menggantikan per perkara", "a deputy stands in case by case")
    return any(not member.deputy and not member.absent for member in found)


def hindrances(plan: Plan, parent: Case, machine: str, actions: Sequence[Action]) -> list[Text]:
    """Why the actions cannot be taken as a whole by this person; empty where they can."""
    definition = plan.world.definition
    found = list(setwise.moves(definition, machine, actions))
    found += [role for action in actions if isinstance(role := role_for_all(plan, parent, machine, action), Text)]
    timed = [a for name in _below(definition, parent.machine, machine) for a in definition.machines[name].actions.values() if CLOCK in a.by]
    if timed:
        found.append(Text("jam mungkin perlu bertindak lebih dahulu pada tiap perkara", "the clock may have to act on each case first"))
    return list(dict.fromkeys(found))


__all__ = ["hindrances", "misuse", "on_offer", "role_for_all"]
