"""How a process is built, read from its definition: which cases belong to nobody, who joins, who serves, where it is run."""

from __future__ import annotations

from workflow.core.definition import Action, Create, Definition, Fact, Machine, Phase, Role, State
from workflow.core.flow import flow
from workflow.core.language import Expr
from workflow.core.language.nodes import Compare, Count, Name


def owner_roles(definition: Definition, machine: str) -> frozenset[str]:
    """Roles of whoever owns a case of the machine."""
    return frozenset(role.name for role in definition.roles.values() if role.owner_of == machine)


def is_made_for_people(definition: Definition, machine: str) -> bool:
    """Whether steps make one such case for each holder of a role, who then owns it."""
    actions = (a for m in definition.machines.values() for a in m.actions.values())
    return any(isinstance(effect, Create) and effect.machine == machine for action in actions for effect in action.then)


def goes_by_owner(definition: Definition, machine: Machine) -> bool:
    """Whether those who serve know a case by whom it was made for: nothing else names it, and who holds the role is no secret to them."""
    return machine.called is None and is_made_for_people(definition, machine.name)


def is_place(definition: Definition, machine: Machine) -> bool:
    """Whether cases of the machine belong to nobody: officials or other steps set them up, and so they do all above."""
    if machine.parent is not None and not is_place(definition, definition.machines[machine.parent]):
        return False
    if owner_roles(definition, machine.name) or is_made_for_people(definition, machine.name):
        return False
    births = {name for action in machine.actions.values() if action.is_birth for name in action.by}
    return all(definition.roles[name].held_in for name in births if name in definition.roles)


# ------------------------------------------------------------------ births
def joins(definition: Definition, machine: Machine, action: Action) -> bool:
    """A birth with which somebody begins a case of their own: an application, a contribution, an enrolment.

    It is taken by whoever has an account, or by holders of a role where that makes them the owner. Not a right of an owner above.
    """
    return action.is_birth and any(joins_as(definition, machine, role) for role in action.by)


def joins_as(definition: Definition, machine: Machine, role: str) -> bool:
    """Whether a birth by this role begins a case of the actor's own."""
    held = definition.roles.get(role)
    if held is None:
        return False
    if held.is_ == "account" or held.owner_of == machine.name:
        return True
    return bool(held.held_in) and bool(owner_roles(definition, machine.name))


def is_public_birth(definition: Definition, action: Action) -> bool:
    """A birth that anybody may give, without an account."""
    return action.is_birth and any(definition.roles[role].is_ == "anyone" for role in action.by if role in definition.roles)


def invited(definition: Definition, machine: Machine, action: Action) -> list[Role]:
    """Roles of which a need of the birth says that whoever becomes the owner holds them."""
    asked = (node.left for clause in action.needs for node in [clause.that] if isinstance(node, Compare) and node.op in (">", ">="))
    counted = (count for count in asked if isinstance(count, Count) and count.set in definition.roles and _is_of_owner(count.where))
    return [definition.roles[count.set] for count in counted]


def _is_of_owner(where: Expr | None) -> bool:
    names = {(side.name, side.of_this) for side in where.parts if isinstance(side, Name)} if where is not None else set()
    return names == {("person", False), ("owner", True)} and where is not None and _is_equality(where)


def keys(definition: Definition, machine: Machine, action: Action) -> tuple[Fact, ...]:
    """Personal facts of the form that must be what a case above says: an entry code. Only who was told it can take the step."""
    asked = [machine.facts[name] for name in (machine.forms[action.form].facts if action.form else ())]
    above = definition.ancestors(machine.name)
    pairs = [{side.name for side in clause.that.parts if isinstance(side, Name)} for clause in action.needs if _is_equality(clause.that)]
    return tuple(
        f for f in asked if f.personal and any(f.name in pair and any(n.partition(".")[0] in above for n in pair) for pair in pairs)
    )


def _is_equality(that: Expr) -> bool:
    return isinstance(that, Compare) and that.op == "=="


def office_births(definition: Definition, machine: Machine) -> tuple[Action, ...]:
    """Births with which those who serve set up a case that belongs to nobody."""
    held = {role.name for role in definition.roles.values() if role.held_in}
    births = [action for action in machine.actions.values() if action.is_birth and held & set(action.by)]
    return () if owner_roles(definition, machine.name) else tuple(births)


def founders(definition: Definition) -> frozenset[str]:
    """Roles that give birth to a root: who prepares it and keeps its letters."""
    return frozenset(role for action in definition.root.actions.values() if action.is_birth for role in action.by)


# ------------------------------------------------------------------ who serves
def machines_of(definition: Definition, role: str) -> tuple[str, ...]:
    """Machines whose cases a holder of the role reads: it acts there or further down; who appoints to a role reads them all.

    To begin a case of one's own is no service: it opens nobody else's.
    """
    if any(other.appointed_by == role for other in definition.roles.values()):
        return tuple(definition.machines)
    acts = {machine.name for machine in definition.machines.values() if serves_on(definition, machine, role)}
    return tuple(name for name in definition.machines if acts & {name, *definition.below(name)})


def serves_on(definition: Definition, machine: Machine, role: str) -> bool:
    """Whether the role has an action on cases of the machine itself, other than beginning one of the actor's own."""
    return any(_serves(definition, machine, action, role) for action in machine.actions.values())


def _serves(definition: Definition, machine: Machine, action: Action, role: str) -> bool:
    if role not in (*action.by, action.confirmed_by):
        return False
    return not (action.is_birth and joins_as(definition, machine, role))


def serves(definition: Definition, role: str) -> bool:
    """Whether holders of the role work on cases of others."""
    return role in definition.roles and bool(definition.roles[role].held_in) and bool(machines_of(definition, role))


# ------------------------------------------------------------------ where it is run
def stages(machine: Machine) -> tuple[State, ...]:
    """The states on the main line that are neither preparation nor an end."""
    return tuple(s for name in flow(machine).main if (s := machine.states[name]).phase not in (Phase.PREPARATION, Phase.END))


def run_in(definition: Definition) -> Machine:
    """The machine whose stages tell how far a root is: the topmost, from the root down, that has more than one stage."""
    places = [machine for machine in definition.machines.values() if is_place(definition, machine)]
    return next((machine for machine in places if len(stages(machine)) > 1), definition.root)
