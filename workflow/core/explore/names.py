"""Values in guards: which the exploration reckons, which it carries in cells, and which stay open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from workflow.core.definition import Definition, Fact, FactKind, Machine
from workflow.core.explore.bounds import Run
from workflow.core.explore.drafts import Draft, Drafts, Key
from workflow.core.explore.numbers import Numbers
from workflow.core.explore.reading import home, inside, set_of_cases
from workflow.core.explore.unmodelled import Place, Unmodelled, reads_this, refuse_open
from workflow.core.language import Expr, Kind, SetExpr
from workflow.core.language import nodes as n

_OWN = ("state", "ended", "paused", "before")
_COLUMNS = ("rank", "taken", "tied", "decided_by", "placed", "place", "code")
_WINDOW = ("open", "closed", "kept")


@dataclass(frozen=True, slots=True)
class Part:
    """A rewritten value. `draft`: it is a value that a case carries, perhaps with more decimals; `slots`: it reads some.

    `counts`: it counts cases, steps, people or sheets, at most `most`. `scaled`: it reads a setting whose value is scaled down. `value`: its
    number, where it is the same in every state. `times`, `sheets`, `able`: what it counts.
    """

    expr: Expr
    draft: Draft | None = None
    slots: bool = False
    counts: bool = False
    scaled: bool = False
    value: int | None = None
    most: int | None = None
    times: tuple[Key, ...] = ()
    sheets: tuple[Key, ...] = ()
    able: str | None = None


@dataclass(frozen=True, slots=True)
class Values:
    """Rewrites values; conditions inside them go through `boolean`. Raises Unmodelled where a value stays open.

    `flat`: without cases: whatever counts is itself a value in cells.
    """

    definition: Definition
    numbers: Numbers
    run: Run
    drafts: Drafts
    boolean: Callable[[Expr, Place], Expr]
    flat: bool = False

    def part(self, expr: Expr, at: Place) -> Part:
        if self.flat and self._counts(expr, at):
            return self.derived(expr, at)
        make = _VALUES.get(type(expr))
        return make(self, expr, at) if make is not None else self.derived(expr, at)

    def _counts(self, expr: Expr, at: Place) -> bool:
        if isinstance(expr, n.Count | n.Every):
            return expr.where is None or expr.set not in self.definition.machines[at.here].actions
        return isinstance(expr, n.Able | n.Times | n.Aggregate)

    def carried(self, part: Part) -> Draft:
        """The value that the part is, carried from now on."""
        assert part.draft is not None  # noqa: S101 - asked only of such parts
        place = self.drafts.sheets if part.draft.of_sheets else self.drafts.values
        return place.setdefault(part.draft.key, part.draft)

    @staticmethod
    def natural(value: Expr) -> Fraction | str:
        """A written value in whole units; a choice as written."""
        found = value.value if isinstance(value, n.Literal) else None
        if isinstance(found, date):
            return Fraction(found.toordinal())
        return found if isinstance(found, str) else Fraction(int(found or 0), 10**value.type.places)

    @staticmethod
    def constant(part: Part) -> int | None:
        return part.value

    def members(self, name: str, at: Place) -> Place:
        """Where the condition of a set is read: on cases that this run has, or on sheets."""
        cases = set_of_cases(self.definition, at.here, name)
        if cases is not None:
            if cases[1] not in self.run.present:
                raise Unmodelled("absent")
            return Place(cases[1], at.this)
        if name not in self.definition.machines[at.here].actions:
            raise Unmodelled("typed")
        self.drafts.counts.setdefault((at.here, name), set())
        self.drafts.contents.add((at.here, name))
        return Place(at.here, at.this, name)

    def known(self, node: n.Name, at: Place) -> Expr | None:
        """The name itself, where a case carries what is asked for."""
        part = self._name(node, at)
        if part.draft is None:
            return None
        self.carried(part)
        return part.expr

    # ------------------------------------------------------------ kinds of values
    def _literal(self, node: n.Literal, at: Place) -> Part:
        whole = isinstance(node.value, int) and not isinstance(node.value, bool)
        return Part(node, value=node.value if whole else None)  # type: ignore[arg-type]

    def _scaled(self, node: n.Scaled, at: Place) -> Part:
        inner = self.part(node.of, at)
        return replace(inner, expr=replace(node, of=inner.expr), value=inner.value * node.factor if inner.value is not None else None)

    def _rounded(self, node: n.Rounded, at: Place) -> Part:
        inner = self.part(node.of, at)
        return replace(inner, expr=replace(node, of=inner.expr), draft=None, value=None)

    def _arithmetic(self, node: n.Arithmetic, at: Place) -> Part:
        left, right = self.part(node.left, at), self.part(node.right, at)
        if left.times or right.times:
            raise Unmodelled("beyond")
        expr = replace(node, left=left.expr, right=right.expr)
        return Part(expr, None, left.slots or right.slots, left.counts or right.counts, left.scaled or right.scaled)

    def _count(self, node: n.Count, at: Place) -> Part:
        cases = set_of_cases(self.definition, at.here, node.set)
        if cases is None:
            return self._of_people(node, at)
        inner = self.members(node.set, at)
        where = self.boolean(node.where, inner) if node.where is not None else None
        return Part(replace(node, where=where), counts=True, most=self._most(cases))

    def _most(self, cases: tuple[str, str]) -> int:
        found = 1
        for machine in (cases[1], *self.definition.ancestors(cases[1])):
            if machine == cases[0]:
                break
            found *= self.run.counts[machine]
        return found

    def _of_people(self, node: n.Count, at: Place) -> Part:
        if node.set in self.definition.machines[at.here].actions:
            key = (at.here, node.set)
            self.drafts.counts.setdefault(key, set())
            if node.where is None:
                return Part(node, counts=True, sheets=(key,))
            where = self.boolean(node.where, self.members(node.set, at))
            return Part(replace(node, where=where), counts=True)
        if node.where is not None or node.set not in self.numbers.frozen:
            raise Unmodelled("typed")
        size = self.numbers.sizes[node.set]
        return Part(n.Literal(node.type, node.source, size), counts=True, value=size)

    def _able(self, node: n.Able, at: Place) -> Part:
        self.drafts.able.setdefault(node.role, set())
        return Part(node, counts=True, able=node.role)

    def _times(self, node: n.Times, at: Place) -> Part:
        self.drafts.times.setdefault((at.here, node.action), 0)
        return Part(node, counts=True, times=((at.here, node.action),))

    # ------------------------------------------------------------ names
    def _name(self, node: n.Name, at: Place) -> Part:
        if at.sheets is not None and not node.of_this:
            return self._on_sheet(node, at)
        machine, rest = home(self.definition, at.this if node.of_this else at.here, node.name)
        own = self.definition.machines[machine]
        if rest in _OWN:
            self.drafts.befores |= {machine} if rest == "before" else set()
            return Part(node)
        if (machine, rest) in self.numbers.settings:
            scaled = (machine, rest) in self.numbers.counted
            return Part(node, value=self.numbers.settings[machine, rest], scaled=scaled)
        head, _, column = rest.partition(".")
        if head in own.windows:
            return self._window(node, machine, head, column)
        if head in own.facts:
            return self._fact(node, own, own.facts[head], rest)
        return self._computed(node, own, rest)

    def _on_sheet(self, node: n.Name, at: Place) -> Part:
        if node.name == "person":
            raise Unmodelled("person")
        key = (at.here, f"{at.sheets}.{node.name}")
        return Part(node, Draft(key, node.type, "sheets", of_sheets=True), slots=True)

    def _window(self, node: n.Name, machine: str, window: str, column: str) -> Part:
        if column not in _WINDOW:
            raise Unmodelled("typed")
        self.drafts.windows.add((machine, window, column))
        return Part(node)

    def _fact(self, node: n.Name, own: Machine, fact: Fact, rest: str) -> Part:
        if fact.formula is not None:
            return self._formula(node, own, fact)
        if not fact.is_asked:
            return self._carried(node, own, rest)
        if fact.kind is FactKind.PERSON and rest == fact.name:
            raise Unmodelled("typed")
        number = fact.kind in (FactKind.NUMBER, FactKind.DECIMAL) and fact.default is not None
        default = Fraction(fact.default or "0") if number else None
        return Part(node, Draft((own.name, rest), node.type, "form", frozenset([fact.name]), default=default), slots=True)

    def _formula(self, node: n.Name, own: Machine, fact: Fact) -> Part:
        assert fact.formula is not None  # noqa: S101 - asked only of computed facts
        key, place = (own.name, fact.name), Place(own.name, own.name)
        if fact.type.kind is Kind.YES_NO:
            self.drafts.formulas[key] = self.boolean(fact.formula, place)
            return Part(node)
        try:
            part = self.part(fact.formula, place)
        except Unmodelled as found:
            if found.why != "typed":
                raise
            return self._carried(node, own, fact.name)
        if part.slots:
            return self._carried(node, own, fact.name)
        self.drafts.formulas[key] = part.expr
        return replace(part, expr=node)

    def _computed(self, node: n.Name, own: Machine, rest: str) -> Part:
        """A ranking's column, a score, a group of requirements, or a name that the exploration has no rule for."""
        head, _, column = rest.partition(".")
        if rest in ("today", "entered"):
            raise Unmodelled("typed")
        if rest in ("owner", "actor", "number"):
            raise Unmodelled("person")
        if column in _COLUMNS and any(head in (*m.rankings, *m.fills) for m in self.definition.machines.values()):
            return Part(node, Draft((own.name, rest), node.type, "rank"), slots=True)
        return self._carried(node, own, rest)

    def _carried(self, node: n.Name, own: Machine, rest: str) -> Part:
        """A value that people, sheets or time make: the case carries it in cells."""
        refuse_open(self.definition, own.name, n.Name(node.type, node.source, rest), self.run.present, today=False)
        base = frozenset(bases(self.definition, own, rest))
        by = "sheets" if base & set(own.actions) else "form"
        return Part(node, Draft((own.name, rest), node.type, by, base, derived=True), slots=True)  # type: ignore[arg-type]

    def derived(self, node: Expr, at: Place) -> Part:
        """A whole expression that the case carries as one value."""
        if not self.flat:
            refuse_open(self.definition, at.here, node, self.run.present, today=True)
        if at.sheets is not None or reads_this(node):
            raise Unmodelled("typed")
        own = self.definition.machines[at.here]
        base = frozenset(_bases_in(self.definition, own, node))
        by = "sheets" if base & set(own.actions) else "form"
        draft = Draft((at.here, f"={node.source}"), node.type, by, base, derived=True)  # type: ignore[arg-type]
        return Part(n.Name(node.type, node.source, draft.key[1]), draft, slots=True)


def bases(definition: Definition, own: Machine, name: str) -> Iterator[str]:
    """Facts of the machine, and its actions with sheets, of which a computed name is made."""
    head = name.partition(".")[0]
    if head in own.requirements:
        for clause in own.requirements[head]:
            yield from _bases_in(definition, own, clause.that)
    if head in definition.tables:
        for key in definition.tables[head].by:
            yield from bases(definition, own, key) if key in own.facts else ()
    fact = own.facts.get(head)
    if fact is not None and fact.figure is None:
        yield from _bases_in(definition, own, fact.formula) if fact.formula is not None else (fact.name,)
    for score in own.scores.values():
        for part in score.parts:
            if name in (score.name, part.name):
                action, _, plain = part.from_.rpartition(".")
                yield from (action,) if action else bases(definition, own, plain)


def _bases_in(definition: Definition, own: Machine, expr: Expr) -> Iterator[str]:
    for machine, node in inside(definition, own.name, expr):
        if isinstance(node, SetExpr) and machine == own.name and node.set in own.actions:
            yield node.set
        if isinstance(node, n.Name):
            place, rest = home(definition, machine, node.name)
            if place == own.name and (own.facts.get(rest.partition(".")[0]) is None or own.facts[rest.partition(".")[0]].formula is None):
                yield from bases(definition, own, rest)


_VALUES: dict[type[Expr], Callable[[Any, Any, Place], Part]] = {
    n.Literal: Values._literal,
    n.Name: Values._name,
    n.Scaled: Values._scaled,
    n.Rounded: Values._rounded,
    n.Arithmetic: Values._arithmetic,
    n.Count: Values._count,
    n.Able: Values._able,
    n.Times: Values._times,
}
