"""Source text -> typed tree. Python's parser reads the shape; everything that is not listed here is refused with its column."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date, datetime

from workflow.core.language import nodes as n
from workflow.core.language.functions import call
from workflow.core.language.reader import Reader, Stop, dotted, kind_words
from workflow.core.language.tokens import DEEPEST, spelling
from workflow.core.language.types import YES_NO, Kind, LanguageError, Scope, Type
from workflow.core.language.whole import arithmetic, bounded, scaled_to

MOST_NODES = 200

_COMPARISONS: dict[type[ast.cmpop], n.Comparison] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_ORDERED = (Kind.NUMBER, Kind.DATE, Kind.MOMENT, Kind.DURATION)
_LISTED = (Kind.TEXT, Kind.CHOICE, Kind.NUMBER, Kind.DATE)
_NO_MEANING = "this has no meaning here; use names, comparisons, and/or/not, + - * / and functions"
_REFUSED: dict[type[ast.expr], str] = {
    ast.IfExp: "there is no `if` here; write two clauses, or `(a and b) or (not a and c)`",
    ast.List: "a list stands only after `in`",
    ast.Tuple: "commas separate only list items and what a function is given; put each condition in quotes as a clause of its own",
    ast.Subscript: "nothing can be picked out with [ ]; names of the definition are all there is",
    ast.GeneratorExp: "there are no loops here; use count(set, condition) or every(set, condition)",
    ast.ListComp: "there are no loops here; use count(set, condition) or every(set, condition)",
}


def parse(source: str, scope: Scope, expect: Kind | None = Kind.YES_NO, this: Scope | None = None) -> n.Expr:
    """Read one expression in the names of `scope`; of a condition on a member of a set, `this` is the scope of who carries it.

    `expect`: the kind it must have, or None for any. Raises LanguageError with every problem found and its column from 0.
    """
    problems = spelling(source)
    if problems:
        raise LanguageError(problems)
    return _Parser(source, scope, this).read(_tree(source), expect)


def _tree(source: str) -> ast.expr:
    try:
        # The brackets let a text of several lines be one expression, and keep the columns when one is taken off.
        return ast.parse(f"({source}\n)".replace("\n", " "), mode="eval").body
    except SyntaxError as error:
        column = max(0, min((error.offset or 2) - 2, len(source) - 1))
        raise LanguageError([(column, "this cannot be read; is a comparison, a bracket or a word such as `and` missing?")]) from None
    except (ValueError, RecursionError, MemoryError):
        raise LanguageError([(0, "this is nested too deeply; give a part of it a name with a formula")]) from None


class _Parser(Reader):
    def read(self, tree: ast.expr, expect: Kind | None) -> n.Expr:
        found: n.Expr | None = None
        try:
            self._measure(tree)
            found = self.expr(tree)
            if expect is not None and found.type.kind is not expect:
                self.stop(tree, f"{kind_words(expect)} is needed here, but this gives {kind_words(found.type.kind)}")
        except Stop:
            pass
        if self.problems or found is None:
            raise LanguageError(sorted(set(self.problems)))
        return found

    def _measure(self, tree: ast.expr) -> None:
        waiting: list[tuple[ast.expr, int]] = [(tree, 1)]
        count = 0
        while waiting:
            node, depth = waiting.pop()
            count += 1
            if depth > DEEPEST or count > MOST_NODES:
                self.stop(node, "this is too long or nested too deeply; give a part of it a name with a formula")
            if not isinstance(node, ast.Attribute):
                waiting.extend((child, depth + 1) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))

    def expr(self, node: ast.expr) -> n.Expr:
        match node:
            case ast.Constant():
                return self._constant(node)
            case ast.Name() | ast.Attribute():
                return self._name(node)
            case ast.BoolOp():
                return self._joined(node)
            case ast.UnaryOp():
                return self._unary(node)
            case ast.BinOp():
                return self._calculated(node)
            case ast.Compare():
                return self._compared(node)
            case ast.Call():
                return call(self, node)
            case _:
                return self.stop(node, _REFUSED.get(type(node), _NO_MEANING))

    def condition(self, node: ast.expr) -> n.Expr:
        found = self.expr(node)
        if found.type.kind is not Kind.YES_NO:
            self.stop(node, f"a condition is needed here, but this is {kind_words(found.type.kind)}; compare it with something")
        return found

    def number(self, node: ast.expr) -> n.Expr:
        found = self.expr(node)
        if found.type.kind is not Kind.NUMBER:
            self.stop(node, f"a number is needed here, but this is {kind_words(found.type.kind)}")
        return found

    def _constant(self, node: ast.Constant) -> n.Expr:
        text = self.text(node)
        if isinstance(node.value, str):
            return n.Literal(Type(Kind.TEXT), text, node.value)
        if node.value is None:
            self.stop(node, "write known(x) or not known(x) to ask whether something is known")
        if isinstance(node.value, bool):
            self.stop(node, f"write {'yes' if node.value else 'no'}")
        whole, _, decimals = text.partition(".")
        decimals = decimals.rstrip("0")
        value = int(whole + decimals)
        return bounded(self, node, n.Literal(Type(Kind.NUMBER, places=len(decimals), lo=value, hi=value), text, value))

    def _name(self, node: ast.Name | ast.Attribute) -> n.Expr:
        name = dotted(node)
        if name is None:
            self.stop(node, "a dot stands only inside a declared name such as `opening.cap`")
        if name in ("yes", "no"):
            return n.Literal(YES_NO, name, name == "yes")
        if name.startswith("this."):
            return self._name_of_this(node, name)
        if name not in self.scope.names:
            self.unknown_name(node, name)
        return n.Name(self.scope.names[name], name, name)

    def _name_of_this(self, node: ast.expr, name: str) -> n.Expr:
        plain = name.removeprefix("this.")
        if self.outer is None:
            self.stop(node, f"`this.` is written only in the condition of a set; write `{plain}`")
        if plain not in self.outer.names:
            self.stop(node, f"`{name}` is not declared" + self.meant(plain, self.outer.names, "this."))
        return n.Name(self.outer.names[plain], name, plain, of_this=True)

    def _joined(self, node: ast.BoolOp) -> n.Expr:
        found = [self.attempt(self.condition, value) for value in node.values]
        clauses = tuple(f for f in found if f is not None)
        if len(clauses) < len(found):
            raise Stop
        return (n.And if isinstance(node.op, ast.And) else n.Or)(YES_NO, self.text(node), clauses)

    def _unary(self, node: ast.UnaryOp) -> n.Expr:
        if isinstance(node.op, ast.Not):
            return n.Not(YES_NO, self.text(node), self.condition(node.operand))
        if not isinstance(node.op, ast.USub):
            self.stop(node, "write the number without a sign")
        found = self.number(node.operand)
        if isinstance(found, n.Literal) and isinstance(found.value, int):
            type_ = replace(found.type, lo=-found.value, hi=-found.value)
            return n.Literal(type_, self.text(node), -found.value)
        zero = n.Literal(Type(Kind.NUMBER, lo=0, hi=0), "0", 0)
        return arithmetic(self, node, "-", zero, found)

    def _calculated(self, node: ast.BinOp) -> n.Expr:
        op = _OPERATORS.get(type(node.op))
        if op is None:
            self.stop(node, "only + - * / can be reckoned with")
        left, right = self.attempt(self.number, node.left), self.attempt(self.number, node.right)
        if left is None or right is None:
            raise Stop
        return arithmetic(self, node, op, left, right)

    def _compared(self, node: ast.Compare) -> n.Expr:
        links, left = [], node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            links.append(self._link(node, left, op, right))
            left = right
        return links[0] if len(links) == 1 else n.And(YES_NO, self.text(node), tuple(links))

    def _link(self, node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr) -> n.Expr:
        text = self.text(node) if len(node.ops) == 1 else self.between(left, right)
        if isinstance(op, ast.In | ast.NotIn):
            return self._listed(self.expr(left), right, text, negated=isinstance(op, ast.NotIn))
        if isinstance(op, ast.Is | ast.IsNot):
            self.stop(left, "write `==`, or known(x) to ask whether something is known")
        first, second = self.attempt(self.expr, left), self.attempt(self.expr, right)
        if first is None or second is None:
            raise Stop
        first, second = self._same_kind(left, first, right, second)
        comparison = _COMPARISONS[type(op)]
        if comparison not in ("==", "!="):
            self._must_have_order(left, first, comparison)
        return n.Compare(YES_NO, text, comparison, first, second)

    def _same_kind(self, left: ast.expr, first: n.Expr, right: ast.expr, second: n.Expr) -> tuple[n.Expr, n.Expr]:
        first, second = self.fitted(left, first, second.type), self.fitted(right, second, first.type)
        if first.type.kind is not second.type.kind:
            self.stop(right, f"{kind_words(first.type.kind)} cannot be compared with {kind_words(second.type.kind)}")
        if first.type.kind is Kind.NUMBER:
            places = max(first.type.places, second.type.places)
            return scaled_to(self, left, first, places), scaled_to(self, right, second, places)
        if first.type.kind is Kind.CHOICE and first.type.values != second.type.values:
            self.stop(right, "these two choices come from different lists and cannot be compared")
        return first, second

    def _must_have_order(self, node: ast.expr, found: n.Expr, op: str) -> None:
        if found.type.kind is Kind.CHOICE and not found.type.ordered:
            self.stop(node, f"this list has no order, so `{op}` says nothing; declare the list `ordered`, or write `in [...]`")
        if found.type.kind not in (*_ORDERED, Kind.CHOICE):
            self.stop(node, f"{kind_words(found.type.kind)} has no order; compare with `==` or `!=`")

    def _listed(self, left: n.Expr, right: ast.expr, text: str, *, negated: bool) -> n.Expr:
        if not isinstance(right, ast.List):
            self.stop(right, "write a list in square brackets after `in`: ['a', 'b']")
        if not right.elts:
            self.stop(right, "this list is empty; write what is meant, such as ['a', 'b']")
        if left.type.kind not in _LISTED:
            self.stop(right, f"{kind_words(left.type.kind)} cannot be looked up in a list")
        values = [self._list_item(item, left.type) for item in right.elts]
        places = max([left.type.places, *(v.type.places for v in values)])
        left = scaled_to(self, right, left, places)
        fitted = [scaled_to(self, right, value, places) for value in values]
        return n.In(YES_NO, text, left, tuple(v for v in fitted if isinstance(v, n.Literal)), negated)

    def _list_item(self, node: ast.expr, type_: Type) -> n.Literal:
        item = self.fitted(node, self.expr(node), type_)
        if not isinstance(item, n.Literal):
            self.stop(node, "a list holds only written values; compare names with `==` and join with `or`")
        if item.type.kind is not type_.kind:
            self.stop(node, f"{kind_words(type_.kind)} cannot be looked up among {kind_words(item.type.kind)}")
        return item

    def fitted(self, node: ast.expr, found: n.Expr, wanted: Type) -> n.Expr:
        """A written text beside a choice, a date or a moment becomes one; anything else stays what it is."""
        if not isinstance(found, n.Literal) or found.type.kind is not Kind.TEXT or not isinstance(found.value, str):
            return found
        if wanted.kind is Kind.CHOICE:
            if found.value not in wanted.values:
                self.stop(node, f"'{found.value}' is none of the values" + self.meant(found.value, wanted.values))
            return replace(found, type=wanted)
        if wanted.kind is Kind.DATE:
            return replace(found, type=wanted, value=self._date(node, found.value))
        if wanted.kind is Kind.MOMENT:
            return replace(found, type=wanted, value=self._moment(node, found.value))
        return found

    def _date(self, node: ast.expr, text: str) -> date:
        try:
            found = date.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or found.isoformat() != text:
            self.stop(node, "this is no date; write year, month and day: '2026-01-31'")
        return found

    def _moment(self, node: ast.expr, text: str) -> datetime:
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            self.stop(node, "this is no moment; write date, time and zone: '2026-01-31T16:00+07:00'")
        return found
