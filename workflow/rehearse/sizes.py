"""How many people hold each role: as few as the definition's own conditions allow, read from it and from its default settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workflow.core.attributes import value_of
from workflow.core.definition import Action, Assign, Clause, Create, Definition, Enlist, Fact, Machine, Role
from workflow.core.fields import Desk, parse
from workflow.core.language import Expr, Value, View, evaluate, names_of, sets_of, walk
from workflow.core.language.nodes import Able, Compare, Count, Name
from workflow.core.plan import CLOCK
from workflow.core.values import typed_value
from workflow.rehearse.representing import represented

MOST = 9
_SHEETS, _DECLARING = 3, 2


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who is to hold a role. `crowd`: everybody who takes part holds it, for each is to have a case of their own.

    `seated`: nobody is appointed, for steps of the process put people into it by themselves.
    """

    role: Role
    regular: int
    deputies: int
    crowd: bool
    seated: bool

    @property
    def size(self) -> int:
        return self.regular + self.deputies


def staffing(definition: Definition) -> tuple[Staffing, ...]:
    """Every role that is held somewhere, in the order of the file."""
    sizes = {role.name: 1 for role in definition.roles.values() if role.held_in}
    for _ in range(2):  # a condition may speak of two roles: the second round knows the size of the first
        for name in sizes:
            sizes[name] = _wanted(definition, definition.roles[name], sizes)
    return tuple(_staffed(definition, definition.roles[name], size) for name, size in sizes.items())


def _staffed(definition: Definition, role: Role, size: int) -> Staffing:
    return Staffing(role, size, 1 if role.deputies else 0, not role.one and is_crowd(definition, role), _is_seated(definition, role))


def _is_seated(definition: Definition, role: Role) -> bool:
    actions = [a for m in definition.machines.values() for a in m.actions.values()]
    enlisted = any(isinstance(e, Enlist) and e.role == role.name for a in actions for e in a.then)
    return enlisted or any(isinstance(e, Assign) and e.role == role.name for a in actions if a.is_birth for e in a.then)


def is_crowd(definition: Definition, role: Role) -> bool:
    """Whether each holder gets, or may give birth to, a case that is their own."""
    owned = {r.owner_of for r in definition.roles.values()}
    actions = [(m, a) for m in definition.machines.values() for a in m.actions.values()]
    made = any(isinstance(e, Create) and e.for_ == role.name for _m, a in actions for e in a.then)
    births = [a for m, a in actions if a.is_birth and m.name in owned]
    return made or any(role.name in a.by or _admits(a, role) for a in births)


def _admits(action: Action, role: Role) -> bool:
    """Whether only holders of the role may be owners of what is born: some of them must be the owner."""
    counts = [
        c.that for c in action.needs if isinstance(c.that, Compare) and isinstance(c.that.left, Count) and c.that.left.set == role.name
    ]
    return any(one.op in (">", ">=") and any(isinstance(node, Name) and node.name == "owner" for node in walk(one.left)) for one in counts)


def _wanted(definition: Definition, role: Role, sizes: Mapping[str, int]) -> int:
    if role.one:
        return 1
    least = max((_sheets(definition, m, a) for m, a in _giving(definition, role)), default=_DECLARING if role.declares else 1)
    found = [(m, c) for m, c in _conditions(definition) if role.name in sets_of(c.that)]
    return max(range(1, MOST + 1), key=lambda n: (_met(definition, found, {**sizes, role.name: n}), n >= least, -n))


def _giving(definition: Definition, role: Role) -> list[tuple[Machine, Action]]:
    """Actions to which every holder gives a sheet."""
    return [(m, a) for m in definition.machines.values() for a in m.actions.values() if a.each and role.name in a.by]


def _sheets(definition: Definition, machine: Machine, action: Action) -> int:
    """One more than must give a sheet, so that one of them may be away."""
    quorum = evaluate(action.quorum, _Known(definition, machine, {})) if action.quorum is not None else None
    return max(_SHEETS, (action.panel or 0) + 1, quorum + 1 if isinstance(quorum, int) else 0)


def _conditions(definition: Definition) -> Iterator[tuple[Machine, Clause]]:
    """Conditions of what people do that count holders of roles; who can act at the moment is no matter of size."""
    for machine in definition.machines.values():
        for action in machine.actions.values():
            for clause in action.needs if CLOCK not in action.by and not action.extraordinary else ():
                sets = sets_of(clause.that)
                if sets and sets <= set(definition.roles) and not any(isinstance(node, Able) for node in walk(clause.that)):
                    yield machine, clause


def _met(definition: Definition, found: Sequence[tuple[Machine, Clause]], sizes: Mapping[str, int]) -> int:
    """How many of the conditions hold; those that hang on more than roles and settings never do."""
    return sum(evaluate(c.that, _Known(definition, m, sizes)) is True for m, c in found if _settled(definition, m, c.that))


def _settled(definition: Definition, machine: Machine, expr: Expr) -> bool:
    return all(_setting(definition, machine, name) is not None for name in names_of(expr))


def _setting(definition: Definition, machine: Machine, name: str) -> Fact | None:
    head, _, rest = name.partition(".")
    facts = definition.machines[head].facts if rest and head in definition.machines else machine.facts
    fact = facts.get(rest or head)
    return fact if fact is not None and fact.default is not None else None


@dataclass(frozen=True, slots=True)
class _Known:
    """A view of a case of which nothing is known but the defaults of its settings and how many hold each role."""

    definition: Definition
    machine: Machine
    sizes: Mapping[str, int]

    def value(self, name: str) -> Value:
        fact = _setting(self.definition, self.machine, name)
        if fact is None:
            return None
        items, _problems = parse([fact], {fact.name: [fact.default or ""]}, Desk("UTC", {}))
        return typed_value(fact, items.get(fact.name))

    def members(self, name: str) -> Sequence[View]:
        role = self.definition.roles[name]
        held = {n: of for n, of in role.attributes.items() if of.kind != "person"}
        return [_Holder(i, {n: value_of(of, represented(of, i)) for n, of in held.items()}) for i in range(self.sizes.get(name, 1))]

    def able(self, role: str) -> int:
        return self.sizes.get(role, 1)

    def times(self, _action: str) -> int:
        return 0

    def acted(self, _action: str) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class _Holder:
    person: int
    attributes: Mapping[str, Value] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        return self.person if name == "person" else self.attributes.get(name)

    def members(self, name: str) -> Sequence[View]:
        raise LookupError(name)
