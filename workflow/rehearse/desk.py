"""Everybody's desk at one moment: what each of the invented people could do, by the engine's own rules. Reads in one transaction, writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from workflow.core.decide import standing
from workflow.core.definition import Action, Definition, Machine
from workflow.core.language import Expr, View, evaluate, names_of, walk
from workflow.core.language.nodes import Known, Name
from workflow.core.plan import CLOCK, STEP, Actor, Plan
from workflow.core.rules import Refusal, must_declare
from workflow.core.world import Case, World
from workflow.rehearse.cast import Cast, Persona
from workflow.rehearse.stage import Stage
from workflow.store import tables as t
from workflow.store.holidays_id import calendar_of
from workflow.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Way:
    """An action that the `doers`, in their order, could take on a case now: all of them where each gives a sheet, else one of them.

    `undeclared`: of the doers those who must first declare whether they have a conflict. `excused`: positions of the conditions that are
    not true and that a reason may go past.
    """

    case: Case
    action: Action
    doers: tuple[Persona, ...]
    undeclared: frozenset[str]
    excused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth below `parent` that is possible as far as the parent goes. `doers`: who may; None: whoever takes part, or anybody at all."""

    parent: Case
    machine: Machine
    action: Action
    role: str
    doers: tuple[Persona, ...] | None


class Desk:
    """A reading of the store. `tokens`: case -> private token of those who act without an account."""

    def __init__(self, connection: Connection, stage: Stage) -> None:
        self.connection = connection
        self.definition: Definition = stage.definition
        self.cast: Cast = stage.cast
        self.world = World(stage.definition, Reader(connection), stage.clock.now(connection))
        self._plans: dict[int | None, Plan] = {}

    def elsewhere(self, machine: str, root: int) -> list[str]:
        """Numbers of the cases of a machine in other roots of the process, in the order of birth."""
        c = t.cases.c
        found = select(c.number).where(c.machine == machine, c.root != root).order_by(c.born, c.id)
        return list(self.connection.execute(found).scalars())

    def plan(self, person: int | None) -> Plan:
        if person not in self._plans:
            actor = Actor(person, "person" if person is not None else "anyone")
            self._plans[person] = Plan(self.world, actor, lambda: calendar_of(self.connection, self.world.now.year), lambda: 0)
        return self._plans[person]

    # ------------------------------------------------------------ actions
    def ways(self, case: Case) -> Iterator[Way]:
        """Actions of people from the present state, in the order of the file."""
        for action in self.world.machine(case).actions_from(case.state):
            if CLOCK not in action.by and STEP not in action.by and (found := self._way(case, action)) is not None:
                yield found

    def _way(self, case: Case, action: Action) -> Way | None:
        able, undeclared = list[Persona](), set[str]()
        for persona, role in self.doers(case, action):
            stands = standing(self.plan(persona.person), case, action)
            if isinstance(stands, Refusal) and not self._undeclared(case, role, persona):
                continue
            if not self._holds(case, action, persona):
                continue
            able.append(persona)
            undeclared |= {persona.alias} if isinstance(stands, Refusal) else set()
        if not able:
            return None
        return Way(case, action, tuple(able), frozenset(undeclared), self._excused(case, action, able[0]))

    def doers(self, case: Case, action: Action) -> list[tuple[Persona, str]]:
        """Who holds a role that takes the action on this case, each once, with the role."""
        found: dict[str, tuple[Persona, str]] = {}
        for name in action.by:
            for persona in self.holders(case, name):
                found.setdefault(persona.alias, (persona, name))
        if not action.each:
            return list(found.values())
        required = set(self.plan(None).required(case, action))
        given = {s.person for s in self.world.sheets(case, action)}
        return [(p, role) for p, role in found.values() if p.person in required and p.person not in given]

    def holders(self, case: Case, name: str) -> list[Persona]:
        """The people who act for a role on this case. Whoever acts without owning or holding anything is one of those who take part."""
        role, known = self.definition.roles.get(name), self.cast.by_person
        if role is None:
            return []
        if role.owner_of is not None:
            owners = [c.owner for c in self.world.lineage(case) if c.machine == role.owner_of]
            return [known[owner] for owner in owners if owner is not None and owner in known]
        if role.is_ is not None:
            return list(self.cast.applicants[:1])
        return [known[m.person] for m in self.world.acting(case, name) if m.person in known]

    def _undeclared(self, case: Case, role: str, persona: Persona) -> bool:
        return must_declare(self.definition, case, role) and self.world.declared(case, persona.person) is None

    def _holds(self, case: Case, action: Action, persona: Persona) -> bool:
        """Whether every condition is true, or may become so by what the form asks, or can be gone past with a reason."""
        open_ = [c for c in action.needs if c.explain is None and self.answerable(case, action, c.that)]
        view = self.plan(persona.person).view(case)
        if not all(evaluate(c.that, view) is True for c in action.needs if c.explain is None and c not in open_):
            return False
        asked = set(self.world.machine(case).forms[action.form].facts) if action.form else set()
        blank = replace(case, facts={name: items for name, items in case.facts.items() if name not in asked}) if open_ else case
        unsaid = self.plan(persona.person).view(blank)
        return all(_may_hold(clause.that, unsaid) for clause in open_)

    def answerable(self, case: Case, action: Action, expr: Expr) -> bool:
        """Whether the expression reads a fact that the action's form asks."""
        machine = self.world.machine(case)
        return bool(action.form and facts_behind(machine, expr) & set(machine.forms[action.form].facts))

    def _excused(self, case: Case, action: Action, persona: Persona) -> tuple[str, ...]:
        view = self.plan(persona.person).view(case)
        clauses = [(str(n), c) for n, c in enumerate(action.needs) if c.explain is not None]
        return tuple(n for n, c in clauses if not self.answerable(case, action, c.that) and evaluate(c.that, view) is not True)

    # ------------------------------------------------------------ births
    def births(self, parent: Case) -> Iterator[Birth]:
        """Births below a case, as far as can be said before anything is known of the newborn."""
        if self.world.is_paused(parent):
            return
        for machine in self.definition.children(parent.machine):
            for action in machine.actions.values():
                if action.is_birth and self._allows(parent, machine, action):
                    yield from self._born_by(parent, machine, action)

    def _born_by(self, parent: Case, machine: Machine, action: Action) -> Iterator[Birth]:
        for name in action.by:
            role = self.definition.roles.get(name)
            if role is None:
                continue
            if role.is_ is not None or role.owner_of == machine.name:
                yield Birth(parent, machine, action, name, None)
            elif holders := self.holders(parent, name):
                yield Birth(parent, machine, action, name, tuple(holders))

    def _allows(self, parent: Case, machine: Machine, action: Action) -> bool:
        """Whether no condition is false as long as nothing is known of the newborn itself."""
        view = self.plan(None).view(unborn(self.world, machine, action, parent))
        return all(_may_hold(clause.that, view) for clause in action.needs if clause.explain is None)


def _may_hold(expr: Expr, blank: View) -> bool:
    """Whether it is not false while answers are still missing. Whether something is known, and what hangs on the owner, cannot be said yet."""
    open_ = any(isinstance(node, Known) or (isinstance(node, Name) and node.name == "owner") for node in walk(expr))
    return open_ or evaluate(expr, blank) is not False


def unborn(world: World, machine: Machine, action: Action, parent: Case | None, owner: int | None = None, zone: str = "UTC") -> Case:
    """A case as conditions see it before it is born. No number is drawn: for a root drawing counts."""
    root, above, here = (parent.root, parent.id, parent.zone) if parent is not None else (0, None, zone)
    return Case(0, root, above, machine.name, "", owner, action.to, None, None, world.now, 0, -1, False, None, here, world.now)


def facts_behind(machine: Machine, expr: Expr) -> frozenset[str]:
    """The machine's own facts that an expression hangs on, also through formulas and requirement groups."""
    key = (id(machine), id(expr))
    if key not in _BEHIND:
        _BEHIND[key] = (expr, _facts_behind(machine, expr))
    return _BEHIND[key][1]


_BEHIND: dict[tuple[int, int], tuple[Expr, frozenset[str]]] = {}
"""By identity, for to compare two expressions is to walk both; each is kept, so that no other takes its place."""


def _facts_behind(machine: Machine, expr: Expr) -> frozenset[str]:
    found: set[str] = set()
    for name in names_of(expr):
        head = name.partition(".")[0]
        fact = machine.facts.get(head)
        if fact is not None and fact.formula is not None:
            found |= _facts_behind(machine, fact.formula)
        elif fact is not None:
            found.add(head)
        for clause in machine.requirements.get(head, ()):
            found |= _facts_behind(machine, clause.that)
    return frozenset(found)
