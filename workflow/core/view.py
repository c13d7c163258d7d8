"""What a guard sees of a case: a `View` of typed values by dotted name, and the members of its sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from workflow.core.definition import Fact, Machine
from workflow.core.language import SetExpr, Value, View, evaluate, over_members, walk
from workflow.core.language.nodes import Able, Acted, And, Compare, Every, Expr, Name, Times
from workflow.core.large import is_large, this_names
from workflow.core.scoring import stored_points
from workflow.core.values import MemberView, kept_value, member_of_fact, sheet_view, typed_value, window_value
from workflow.core.world import Case, World

_PLAIN = frozenset(("state", "before", "entered", "ended", "owner", "actor", "today", "number"))
"""Names that every case has without any fact, and that hang on no other case."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case, seen by `actor` at the world's moment."""

    world: World
    case: Case
    actor: int | None = None

    @property
    def machine(self) -> Machine:
        return self.world.machine(self.case)

    def value(self, name: str) -> Value:
        head, _, rest = name.partition(".")
        machine = self.machine
        if rest and head in self.world.definition.machines:
            return (self if head == self.case.machine else self._at(head)).value(rest)
        if name in machine.facts:
            return self._fact(machine.facts[name])
        if rest:
            return self._member(machine, head, rest)
        return self._plain(machine, name)

    def _is_above(self, name: str) -> bool:
        return name.partition(".")[0] in self.world.definition.ancestors(self.case.machine)

    def _at(self, machine: str) -> CaseView:
        return CaseView(self.world, self.world.ancestor(self.case, machine), self.actor)

    def _fact(self, fact: Fact) -> Value:
        if fact.is_asked or fact.name in self.case.frozen:
            return typed_value(fact, self.case.facts.get(fact.name))
        if fact.formula is not None:
            return evaluate(fact.formula, self)
        return self._figure(fact)

    def _figure(self, fact: Fact) -> Value:
        figure = fact.figure
        if figure is None:
            return None
        given = [evaluate(expr, self) for _name, expr in figure.match]
        return None if None in given else kept_value(fact.type, self.world.source.figure(figure, fact.type, self.case.owner, given))

    def _member(self, machine: Machine, head: str, rest: str) -> Value:
        if head in machine.windows:
            return window_value(self.case.windows.get(head), rest, self.world.now, self.case.state in machine.windows[head].in_)
        if head in machine.requirements:
            return self._requirement(head, rest)
        if head in machine.facts:
            return member_of_fact(machine.facts[head], self.case.facts.get(head), rest)
        if head in self.world.definition.tables:
            table = self.world.definition.tables[head]
            return table.find(rest, [self.value(name) for name in table.by])
        return self._stored(f"{head}.{rest}", rest in ("tied", "taken", "tied_at_cut", "placed"))

    def _requirement(self, group: str, rest: str) -> Value:
        found = [evaluate(clause.that, self) for clause in self.machine.requirements[group]]
        if rest == "unmet":
            return sum(1 for value in found if value is not True)
        return False if False in found else None if None in found else True

    def _stored(self, name: str, yes_no: bool) -> Value:
        items = self.case.facts.get(name)
        if not items:
            return None
        item = items[0]
        return bool(item.n) if yes_no and item.n is not None else item.n if item.n is not None else item.s

    def _plain(self, machine: Machine, name: str) -> Value:
        case = self.case
        match name:
            case "state":
                return case.state
            case "before":
                return case.before
            case "entered":
                return case.entered
            case "ended":
                return case.ended
            case "paused":
                return self.world.is_paused(case)
            case "owner":
                return case.owner
            case "actor":
                return self.actor
            case "today":
                return self.world.now.astimezone(ZoneInfo(case.zone)).date()
            case "number":
                return case.number
        return stored_points(self.world, case, name, self)

    def members(self, name: str) -> Sequence[View]:
        head, _, rest = name.partition(".")
        definition = self.world.definition
        if rest:
            return self._at(head).members(rest)
        if head in definition.machines:
            return [CaseView(self.world, c, self.actor) for c in self.world.descendants(self.case, head)]
        if head in self.machine.actions and self.machine.actions[head].each:
            action = self.machine.actions[head]
            return [sheet_view(self.world, self.case, action, s) for s in self.world.sheets(self.case, action)]
        role = self.world.definition.roles[head]
        return [MemberView(m, role) for m in self.world.holders(self.case, head) if not m.deputy]

    def fold(self, node: SetExpr) -> Value:
        """Whoever counts their own cases reads no others, and who asks for states alone reads no answers: a round may hold thousands of both.

        A large set is left to where it is stored.
        """
        if _is_of_owner(node):
            return over_members(node, _Own(self.world, self.case, self.actor))
        if self.world.is_told and is_large(self.world, self.case, node):
            given = {name: self.value(name) for name in this_names(node) if not self._is_above(name)}
            return self.world.source.fold(self.world.definition, node, self.case, given, self.world.now, self.actor)
        return over_members(node, _Brief(self.world, self.case, self.actor) if _is_of_states(node) else self)

    def able(self, role: str) -> int:
        return len(self.world.acting(self.case, role))

    def times(self, action: str) -> int:
        return self.world.times(self.case, action)

    def acted(self, action: str) -> bool:
        head, _, rest = action.partition(".")
        case = self.world.ancestor(self.case, head) if rest else self.case
        return self.world.acted(case, rest or head, self.actor)


class _Own(CaseView):
    """The same case, whose sets of cases hold only those of its owner."""

    __slots__ = ()

    def members(self, name: str) -> Sequence[View]:
        head, _, rest = name.partition(".")
        holder = self.world.ancestor(self.case, head) if rest else self.case
        return [CaseView(self.world, c, self.actor) for c in self.world.owned(holder, rest or head, self.case.owner)]


class _Brief(CaseView):
    """The same case, the members of whose sets of cases know their state and no facts."""

    __slots__ = ()

    def members(self, name: str) -> Sequence[View]:
        head, _, rest = name.partition(".")
        if (rest or head) not in self.world.definition.machines:
            return CaseView.members(self, name)
        holder = self.world.ancestor(self.case, head) if rest else self.case
        return [CaseView(self.world, c, self.actor) for c in self.world.briefly(holder, rest or head)]


def _is_of_states(node: SetExpr) -> bool:
    """Whether nothing is read on the members but what every case has."""
    inner = [one for part in node.parts for one in walk(part)]
    return all(one.of_this or one.name in _PLAIN for one in inner if isinstance(one, Name)) and not any(
        isinstance(one, Able | Times | Acted) for one in inner
    )


def _is_of_owner(node: SetExpr) -> bool:
    """Whether nothing but cases with `owner == this.owner` can count. `every` asks of all members, so it never can."""
    if isinstance(node, Every) or node.where is None:
        return False
    clauses = node.where.clauses if isinstance(node.where, And) else (node.where,)
    return any(_same_owner(clause) for clause in clauses)


def _same_owner(clause: Expr) -> bool:
    if not isinstance(clause, Compare) or clause.op != "==":
        return False
    sides = (clause.left, clause.right)
    return all(isinstance(side, Name) and side.name == "owner" for side in sides) and {s.of_this for s in sides if isinstance(s, Name)} == {
        True,
        False,
    }
