"""Which names a guard may use where, with their types. Pure: a definition in, scopes of the guard language out."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.attributes import type_of
from workflow.core.definition import Action, DecisionTable, Definition, Fact, FactKind, Freeze, Machine, Role
from workflow.core.language import Kind, Scope, Type
from workflow.core.language.types import COUNTED, YES_NO

PERSON = Type(Kind.PERSON)
MOMENT = Type(Kind.MOMENT)
TEXT = Type(Kind.TEXT)
SCORE_PLACES = 6
ALWAYS = ("state", "before", "entered", "ended", "paused", "owner", "actor", "today", "number")
"""Names that every case has; `actor` and `today` are never written with an ancestor before them."""


def scope(definition: Definition, machine: str) -> Scope:
    """What a guard, formula or requirement on a case of `machine` sees."""
    return Scope(
        names=case_names(definition, machine),
        sets=dict(_sets(definition, machine)),
        roles=frozenset(roles_seen(definition, machine)),
        actions=frozenset(_actions(definition, machine)),
    )


def row_scope(definition: Definition, machine: str) -> Scope:
    """What a condition on one member of a set of cases sees: no sets, for no set stands inside a set."""
    return Scope(
        names=case_names(definition, machine),
        roles=frozenset(roles_seen(definition, machine)),
        actions=frozenset(_actions(definition, machine)),
    )


def sheet_scope(definition: Definition, machine: Machine, action: Action) -> Scope:
    """What a condition on one sheet of an action with `each` sees: the facts of its form, the person who gave it and their attributes.

    Of a secret sheet only the attributes: a condition on an answer, or on who gave it, would tell it.
    """
    names: dict[str, Type] = {} if action.secret else {"person": PERSON}
    for role in (definition.roles[name] for name in action.by if name in definition.roles):
        names |= {name: type_of(of) for name, of in role.attributes.items()}
    form = machine.forms.get(action.form or "") if not action.secret else None
    for name in form.facts if form is not None else ():
        if name in machine.facts:
            names |= _of_fact(machine.facts[name])
    return Scope(names)


def member_scope(role: Role) -> Scope:
    """What a condition on one holder of a role sees: the columns of the membership."""
    return Scope({name: type_of(of) for name, of in role.attributes.items()} | {"person": PERSON})


def case_names(definition: Definition, machine: str) -> dict[str, Type]:
    """Own names, and those of each ancestor with its name before them."""
    names = own_names(definition, machine)
    for above in definition.ancestors(machine):
        names |= {f"{above}.{name}": type_ for name, type_ in own_names(definition, above).items() if name not in ("actor", "today")}
    return names


def own_names(definition: Definition, machine: str) -> dict[str, Type]:
    """The names of one machine itself, dotted where a thing has parts (`window.closes`)."""
    own = definition.machines[machine]
    names = _always(own)
    for fact in own.facts.values():
        names |= _of_fact(fact)
    for group, clauses in own.requirements.items():
        names |= {f"{group}.met": YES_NO, f"{group}.unmet": Type(Kind.NUMBER, lo=0, hi=len(clauses))}
    for window in own.windows:
        names |= {f"{window}.{part}": MOMENT for part in ("opens", "closes")}
        names |= {f"{window}.{part}": YES_NO for part in ("open", "closed", "kept")}
    for score in own.scores.values():
        type_ = Type(Kind.NUMBER, places=SCORE_PLACES, lo=0, hi=max(score.out_of, 1) * 10**SCORE_PLACES)
        names |= dict.fromkeys((score.name, *(part.name for part in score.parts)), type_)
    for table in tables_seen(definition, machine):
        names |= {f"{table.name}.{column.name}": column.type for column in table.columns.values()}
    return names | dict(_rankings(definition, machine))


def tables_seen(definition: Definition, machine: str) -> Iterator[DecisionTable]:
    """The decision tables whose every key is a fact of `machine`, or of the machine that stands before it: this one or one above."""
    for table in definition.tables.values():
        if all(fact_at(definition, machine, name) is not None for name in table.by):
            yield table


def frozen_reckonings(definition: Definition, machine: str) -> frozenset[str]:
    """Formulas and figures of `machine` that some action of it freezes: from then on they keep their value."""
    own = definition.machines[machine]
    named = {name for a in own.actions.values() for e in a.then if isinstance(e, Freeze) for name in e.names}
    return frozenset(name for name in named if name in own.facts and not own.facts[name].is_asked)


def fact_at(definition: Definition, machine: str, name: str) -> Fact | None:
    """The fact that a name means on a case of `machine`: its own, alone or with `machine` before it, or `ancestor.fact`."""
    head, _, rest = name.partition(".")
    if not rest:
        return definition.machines[machine].facts.get(name)
    return definition.machines[head].facts.get(rest) if head in (machine, *definition.ancestors(machine)) else None


def _always(machine: Machine) -> dict[str, Type]:
    states = Type(Kind.CHOICE, values=tuple(machine.states))
    types = (states, states, MOMENT, YES_NO, YES_NO, PERSON, PERSON, Type(Kind.DATE), TEXT)
    return dict(zip(ALWAYS, types, strict=True))


def _of_fact(fact: Fact) -> dict[str, Type]:
    if fact.kind is FactKind.CHECKLIST:
        return {f"{fact.name}.met": YES_NO}
    return {fact.name: fact.type, f"{fact.name}.rows": COUNTED} if fact.kind is FactKind.TABLE else {fact.name: fact.type}


def _rankings(definition: Definition, machine: str) -> Iterator[tuple[str, Type]]:
    for holder in definition.machines.values():
        for ranking in holder.rankings.values():
            if ranking.of == machine:
                yield f"{ranking.name}.rank", COUNTED
                yield f"{ranking.name}.tied", YES_NO
                yield f"{ranking.name}.taken", YES_NO
                yield f"{ranking.name}.decided_by", TEXT
            if holder.name == machine:
                yield f"{ranking.name}.size", COUNTED
                yield f"{ranking.name}.filled", COUNTED
                yield f"{ranking.name}.tied_at_cut", YES_NO
        for fill in holder.fills.values():
            if fill.of == machine:
                yield f"{fill.name}.placed", YES_NO
                yield f"{fill.name}.place", TEXT
                yield f"{fill.name}.code", TEXT


def _sets(definition: Definition, machine: str) -> Iterator[tuple[str, Scope]]:
    own = definition.machines[machine]
    for below in definition.below(machine):
        yield below, row_scope(definition, below)
    for above in definition.ancestors(machine):
        for below in definition.below(above):
            yield f"{above}.{below}", row_scope(definition, below)
    for role in roles_seen(definition, machine):
        yield role, member_scope(definition.roles[role])
    for action in own.actions.values():
        if action.each is not None:
            yield action.name, sheet_scope(definition, own, action)


def set_machine(definition: Definition, machine: str, on: str) -> str | None:
    """The machine of the cases that `on` names from a case of `machine`: self, parent, a machine below, or `ancestor.machine`."""
    own = definition.machines[machine]
    if on in ("self", "parent"):
        return machine if on == "self" else own.parent
    above, _, below = on.rpartition(".")
    holder = above or machine
    known = not above or above in definition.ancestors(machine)
    return below if known and below in definition.below(holder) else None


def set_of(definition: Definition, machine: str, of: str) -> str | None:
    """How a case of `machine` names the cases of `of` below the nearest case at or above it that has any."""
    holder = next((name for name in (machine, *definition.ancestors(machine)) if of in definition.below(name)), None)
    return None if holder is None else of if holder == machine else f"{holder}.{of}"


def roles_seen(definition: Definition, machine: str) -> Iterator[str]:
    """Roles that can be held at a case of `machine` or above it."""
    places = {machine, *definition.ancestors(machine)}
    return (role.name for role in definition.roles.values() if places & set(role.held_in))


def _actions(definition: Definition, machine: str) -> Iterator[str]:
    yield from definition.machines[machine].actions
    for above in definition.ancestors(machine):
        yield from (f"{above}.{action}" for action in definition.machines[above].actions)
