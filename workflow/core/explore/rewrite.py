"""Guards as the exploration reads them: the typed trees of the language, in which what is not reckoned has become a name that is open.

They are evaluated by the language's own evaluator. A comparison with a number of cases or steps is scaled down to what a run can hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from workflow.core.definition import Definition
from workflow.core.explore.bounds import Run
from workflow.core.explore.drafts import Drafts, Key, Why
from workflow.core.explore.names import Part, Values
from workflow.core.explore.numbers import Numbers
from workflow.core.explore.reading import set_of_cases
from workflow.core.explore.unmodelled import Place, Unmodelled, reads_this
from workflow.core.language import Expr, Kind
from workflow.core.language import nodes as n
from workflow.core.language.types import YES_NO

_UNREAD = (Kind.TEXT, Kind.PERSON, Kind.MOMENT, Kind.DURATION)


@dataclass(slots=True)
class Rewriter:
    """Rewrites the guards of one run; what they read is gathered in `drafts`. `flat`: whatever counts becomes a value in cells."""

    definition: Definition
    numbers: Numbers
    run: Run
    drafts: Drafts
    flat: bool = False

    @property
    def values(self) -> Values:
        return Values(self.definition, self.numbers, self.run, self.drafts, self.boolean, self.flat)

    def guard(self, machine: str, expr: Expr, this: str | None = None) -> Expr:
        """A condition on a case of `machine`; `this`: the machine of the case that carries it, where that is another."""
        return self.boolean(expr, Place(machine, this or machine))

    def number(self, machine: str, expr: Expr) -> Expr | None:
        """A number read on a case of `machine`; None where it is not reckoned."""
        try:
            return self._kept(self.values.part(expr, Place(machine, machine)))
        except Unmodelled:
            return None

    def boolean(self, expr: Expr, at: Place) -> Expr:
        try:
            make = _BOOLEANS.get(type(expr))
            return make(self, expr, at) if make is not None else self._kept(self.values.part(expr, at))
        except Unmodelled as found:
            return self._open(expr, at, found.why)

    def _kept(self, part: Part) -> Expr:
        if part.draft is not None:
            self.values.carried(part)
        return part.expr

    def _open(self, expr: Expr, at: Place, why: Why) -> Expr:
        empty = None
        if why == "absent":
            try:
                whole = Run(dict.fromkeys(self.definition.machines, 1))
                empty = Rewriter(self.definition, self.numbers, whole, self.drafts).boolean(expr, at)
            except Unmodelled:
                why = "beyond"
        return n.Name(YES_NO, expr.source, self.drafts.open(at.here, why, expr, empty))

    def _joined(self, node: n.And | n.Or, at: Place) -> Expr:
        return replace(node, clauses=tuple(self.boolean(clause, at) for clause in node.clauses))

    def _not(self, node: n.Not, at: Place) -> Expr:
        return replace(node, of=self.boolean(node.of, at))

    def _same(self, node: Expr, at: Place) -> Expr:
        return node

    def _every(self, node: n.Every, at: Place) -> Expr:
        if self.flat and node.set not in self.definition.machines[at.here].actions:
            return self._kept(self.values.derived(node, at))
        inner = self.values.members(node.set, at)
        return replace(node, where=self.boolean(node.where, inner))

    def _known(self, node: n.Known, at: Place) -> Expr:
        if isinstance(node.of, n.Name) and (part := self.values.known(node.of, at)) is not None:
            return replace(node, of=part)
        return self._kept(self.values.derived(node, at))

    def _in(self, node: n.In, at: Place) -> Expr:
        left = self.values.part(node.left, at)
        if node.left.type.kind in _UNREAD:
            raise Unmodelled("typed")
        if left.draft is None and left.slots:
            return self._kept(self.values.derived(node, at))
        for value in node.values if left.draft is not None else ():
            self._cut(left, value)
        return replace(node, left=left.expr)

    def _compare(self, node: n.Compare, at: Place) -> Expr:
        if Kind.PERSON in (node.left.type.kind, node.right.type.kind):
            raise Unmodelled("person")
        left, right = self.values.part(node.left, at), self.values.part(node.right, at)
        if node.left.type.kind in _UNREAD:
            raise Unmodelled("typed")
        if (left.scaled or right.scaled) and not (left.counts or right.counts):
            raise Unmodelled("typed")
        if not left.slots and not right.slots:
            return self._counted(node, left, right)
        if left.draft is not None and isinstance(right.expr, n.Literal):
            self._cut(left, right.expr)
        elif right.draft is not None and isinstance(left.expr, n.Literal):
            self._cut(right, left.expr)
        elif left.draft is not None and right.draft is not None:
            self._link(left, right)
        elif reads_this(node):
            raise Unmodelled("typed")
        else:
            return self._kept(self.values.derived(node, at))
        return replace(node, left=left.expr, right=right.expr)

    def _cut(self, part: Part, value: Expr) -> None:
        self.values.carried(part).cuts.add(self.values.natural(value))

    def _link(self, left: Part, right: Part) -> None:
        one, other = self.values.carried(left), self.values.carried(right)
        one.links.add(other.key)
        other.links.add(one.key)

    # ------------------------------------------------------------ numbers of cases, steps, people and sheets
    def _counted(self, node: n.Compare, left: Part, right: Part) -> Expr:
        turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(node.op, node.op)
        return replace(node, left=self._scaled(left, right, turned), right=self._scaled(right, left, node.op))

    def _scaled(self, limit: Part, of: Part, op: str) -> Expr:
        """`limit` in `of op limit`, as small as the run can reach."""
        value = self.values.constant(limit)
        if value is None:
            for key in of.sheets:
                self.drafts.counts[key] |= {-1} if limit.able else set()
            return limit.expr
        first = value + (op in (">", "<="))
        reach = of.most if of.most is not None else first
        scaled = value - max(0, first - max(reach, 1))
        self._note(of, scaled, first - (value - scaled), op)
        return limit.expr if scaled == value else n.Literal(limit.expr.type, limit.expr.source, scaled)

    def _note(self, of: Part, value: int, first: int, op: str) -> None:
        for key in of.times:
            self.drafts.times[key] = max(self.drafts.times[key], first + (op in ("==", "!=")))
        for key in of.sheets:
            self.drafts.counts[key] |= {first, first + 1} if op in ("==", "!=") else {first}
        if of.able:
            self.drafts.able[of.able] |= {value, value + 1} if op in ("==", "!=") else {first}


_BOOLEANS: dict[type[Expr], Callable[[Any, Any, Place], Expr]] = {
    n.And: Rewriter._joined,
    n.Or: Rewriter._joined,
    n.Not: Rewriter._not,
    n.Literal: Rewriter._same,
    n.Acted: Rewriter._same,
    n.Every: Rewriter._every,
    n.Known: Rewriter._known,
    n.In: Rewriter._in,
    n.Compare: Rewriter._compare,
}


def present(definition: Definition, run: Run, machine: str, name: str) -> Key | None:
    """The machine of a set's cases and the one they lie below, where this run has them."""
    found = set_of_cases(definition, machine, name)
    return found if found is not None and found[1] in run.present else None
