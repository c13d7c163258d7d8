"""What a stage reads: the facts that a table has to give, and what on the way to them may be given instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from workflow.core.definition import Attribute, Definition, Fact, Machine, Part
from workflow.core.language import Expr, SetExpr, member_names_of, names_of, walk
from workflow.core.language.nodes import Count
from workflow.core.tally.stages import Kind, Stage, moment_actions

STANDING = frozenset({"state", "before", "entered", "ended", "paused", "owner", "actor", "today", "number"})
"""Names of every case that no table gives: they follow from where the case stands."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A fact as a column. `name`: own, or `machine.fact` of an ancestor. `action`: each sheet of that action has one."""

    name: str
    fact: Fact
    action: str | None = None


@dataclass(slots=True)
class Reads:
    """`between`: formulas, parts and scores that may be given instead of what they follow from; those in `given` are, so nothing is read beyond.

    `below`: machines whose cases are counted, with the condition: a column may tell their number. `closed`: formulas over other sets, which
    no column but their own can tell. `rankings`: read as results. `attributes`: of those who give sheets.
    """

    definition: Definition
    machine: str
    given: Collection[str] = ()
    below: dict[str, Expr | None] = field(default_factory=dict)
    closed: dict[str, None] = field(default_factory=dict)
    leaves: dict[str, Leaf] = field(default_factory=dict)
    between: dict[str, Fact | None] = field(default_factory=dict)
    rankings: dict[str, None] = field(default_factory=dict)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def names(self, machine: str, names: Iterable[str]) -> None:
        """Follow names as they are read on a case of `machine`."""
        for name in sorted(names):
            self._name(machine, name)

    def expr(self, machine: str, expr: Expr | None) -> None:
        if expr is None:
            return
        self.names(machine, names_of(expr))
        for set_, inner in member_names_of(expr).items():
            self._sheets(self.definition.machines[machine], set_, inner)
        if machine == self.machine:
            counts = (node for node in walk(expr) if isinstance(node, Count) and node.set in self.definition.below(machine))
            self.below |= {node.set: self.below.get(node.set) or node.where for node in counts}

    def _name(self, machine: str, name: str) -> None:
        if (machine, name) in self._seen:
            return
        self._seen.add((machine, name))
        head, _, rest = name.partition(".")
        own = self.definition.machines[machine]
        if rest and head != machine and head in self.definition.machines:
            self._name(head, rest)
        elif name in own.facts:
            self._fact(machine, own.facts[name])
        elif head in own.requirements:
            for clause in own.requirements[head]:
                self.expr(machine, clause.that)
        elif head in self.definition.tables:
            self.names(machine, self.definition.tables[head].by)
        elif rest in ("rank", "tied", "taken", "decided_by"):
            self.rankings[head] = None
        elif not rest and name not in STANDING:
            self._score(own, name)

    def _column(self, machine: str, name: str) -> str:
        return name if machine == self.machine else f"{machine}.{name}"

    def _fact(self, machine: str, fact: Fact) -> None:
        column = self._column(machine, fact.name)
        if fact.formula is None:
            self.leaves[column] = Leaf(column, fact)
            return
        self.between[column] = fact
        if column in self.given:
            return
        if any(self._is_closed(machine, node) for node in walk(fact.formula)):
            self.closed[column] = None
        self.expr(machine, fact.formula)

    def _is_closed(self, machine: str, node: Expr) -> bool:
        """Whether it reckons over cases or holders that no table of these rows tells of."""
        if not isinstance(node, SetExpr):
            return False
        own = self.definition.machines[machine]
        sheets = machine == self.machine and node.set in own.actions
        counted = isinstance(node, Count) and machine == self.machine and node.set in self.definition.below(machine)
        return not (sheets or counted)

    def _score(self, machine: Machine, name: str) -> None:
        column = self._column(machine.name, name)
        for score in machine.scores.values():
            if name == score.name:
                self.between[column] = None
                self.names(machine.name, [part.name for part in score.parts] if column not in self.given else ())
            for part in (p for p in score.parts if p.name == name):
                self.between[column] = None
                self._part(machine, part)

    def _part(self, machine: Machine, part: Part) -> None:
        self.expr(machine.name, part.weighing)
        if self._column(machine.name, part.name) in self.given:
            return
        action, _, name = part.from_.rpartition(".")
        if action:
            self._sheets(machine, action, {name, *(names_of(part.where) if part.where is not None else ())})
        else:
            self._name(machine.name, part.from_)

    def _sheets(self, machine: Machine, set_: str, names: Iterable[str]) -> None:
        """Facts of the sheets of an action, and attributes of who gives them; other sets are no columns of a table."""
        action = machine.actions.get(set_)
        if action is None or action.each is None or machine.name != self.machine:
            return
        held = {name: of for by in action.by if by in self.definition.roles for name, of in self.definition.roles[by].attributes.items()}
        self.leaves |= {name: Leaf(name, machine.facts[name], set_) for name in names if name in machine.facts}
        self.attributes |= {name: held[name] for name in names if name in held}


def reads(definition: Definition, stage: Stage, given: Collection[str] = ()) -> Reads:
    """Everything that the stage reads, down to facts or to what is `given` instead."""
    found = Reads(definition, stage.machine, given)
    _ROOTS[stage.kind](found, stage)
    return found


def _ranking(found: Reads, stage: Stage) -> None:
    ranking = found.definition.machines[stage.holder or ""].rankings[stage.name]
    found.names(stage.machine, [name for _direction, name in ranking.order])
    found.expr(stage.machine, ranking.where)
    found.expr(stage.holder or "", ranking.take)


def _fill(found: Reads, stage: Stage) -> None:
    fill = found.definition.machines[stage.holder or ""].fills[stage.name]
    found.names(stage.machine, [name for _direction, name in fill.order])
    found.expr(stage.machine, fill.who)
    found.expr(fill.into, fill.places)
    found.names(fill.into, [name for one in fill.passes for name in one.same])
    found.names(fill.into, [name for _direction, name in fill.into_order])
    for name in list(found.rankings):
        ranking = found.definition.machines[fill.into].rankings.get(name)
        if ranking is not None:
            _ranking(found, Stage(name, Kind.RANKING, ranking.of, fill.into, stage.words))


def _named(found: Reads, stage: Stage) -> None:
    found.names(stage.machine, [stage.name])


def _table(found: Reads, stage: Stage) -> None:
    found.names(stage.machine, found.definition.tables[stage.name].by)


def _requirements(found: Reads, stage: Stage) -> None:
    for clause in found.definition.machines[stage.machine].requirements[stage.name]:
        found.expr(stage.machine, clause.that)


def _moment(found: Reads, stage: Stage) -> None:
    for action in moment_actions(found.definition.machines[stage.machine], stage.name):
        for clause in action.needs:
            found.expr(stage.machine, clause.that)


_ROOTS = {
    Kind.RANKING: _ranking,
    Kind.FILL: _fill,
    Kind.SCORE: _named,
    Kind.PART: _named,
    Kind.FORMULA: _named,
    Kind.TABLE: _table,
    Kind.REQUIREMENTS: _requirements,
    Kind.MOMENT: _moment,
}


def main_key(definition: Definition, stage: Stage) -> str | None:
    """The name whose value is the total of a row: the first of the order, or the score itself."""
    holder = definition.machines[stage.holder or stage.machine]
    if stage.kind is Kind.RANKING:
        return holder.rankings[stage.name].order[0][1]
    if stage.kind is Kind.FILL:
        return holder.fills[stage.name].order[0][1]
    return stage.name if stage.is_order else None


def parts_of(definition: Definition, stage: Stage) -> tuple[Part, ...]:
    """The parts whose points a row shows: of the score that is the total, or those that its formula reads."""
    key, machine = main_key(definition, stage), definition.machines[stage.machine]
    every = {part.name: part for score in machine.scores.values() for part in score.parts}
    if key is not None and key in machine.scores:
        return tuple(part for part in machine.scores[key].parts if " " not in part.name)
    fact = machine.facts.get(key or "")
    read = names_of(fact.formula) if fact is not None and fact.formula is not None else {key}
    return tuple(part for name, part in every.items() if name in read)
