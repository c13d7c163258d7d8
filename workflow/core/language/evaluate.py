"""The first reading: the value of an expression on one case. Three-valued: None is unknown, as NULL is in SQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Protocol, cast

from workflow.core.language import nodes as n
from workflow.core.language.types import QUOTIENT_PLACES, Acting, Kind, Type, Value, View
from workflow.core.language.whole import half_away

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


class Folding(Protocol):
    """A view that reckons count(), every() and the like over a set by itself, in the database say.

    It may call `over_members` for what it prefers to reckon here.
    """

    def fold(self, node: n.SetExpr) -> Value: ...


def evaluate(expr: n.Expr, view: View, this: View | None = None) -> Value:
    """The value on the case of `view`: bool, scaled int, str, date, aware datetime, or None where it is not known.

    `this`: of a condition on a member of a set, the case that carries it.
    """
    return _value(expr, view, view if this is None else this)


def over_members(node: n.SetExpr, view: View) -> Value:
    """The value of a set's node, read member by member from the view of the case that carries it."""
    members = view.members(node.set)
    if isinstance(node, n.Every):
        return all(_value(node.where, member, view) is True for member in members)
    if node.where is not None:
        members = [member for member in members if _value(node.where, member, view) is True]
    if isinstance(node, n.Count):
        return len(members)
    return _aggregated(node, [_value(node.of, member, view) for member in members])


def _aggregated(node: n.Aggregate, values: Sequence[Value]) -> Value:
    known: list[Any] = [value for value in values if value is not None]
    if node.function == "total":
        return sum(known) if len(known) == len(values) else None
    if not known:
        return None
    if node.function == "mean":
        return mean(sum(known), len(known), node.of.type)
    return min(known) if node.function == "lowest" else max(known)  # type: ignore[no-any-return]


def mean(sum_: int, count: int, of: Type) -> int:
    """The mean with 6 decimals, half away from zero. Whole part and rest apart, so that nothing on the way grows large."""
    factor = 10 ** max(0, QUOTIENT_PLACES - of.places)
    whole, rest = divmod(abs(sum_), count)
    size: int = whole * factor + half_away(rest * factor, count)
    return size if sum_ >= 0 else -size


def _value(expr: n.Expr, view: View, this: View) -> Value:
    return _RULES[type(expr)](expr, view, this)


def _and(node: n.And, view: View, this: View) -> Value:
    found = [_value(clause, view, this) for clause in node.clauses]
    return False if False in found else None if None in found else True


def _or(node: n.Or, view: View, this: View) -> Value:
    found = [_value(clause, view, this) for clause in node.clauses]
    return True if True in found else None if None in found else False


def _not(node: n.Not, view: View, this: View) -> Value:
    found = _value(node.of, view, this)
    return None if found is None else not found


def _compare(node: n.Compare, view: View, this: View) -> Value:
    left, right = _value(node.left, view, this), _value(node.right, view, this)
    if left is None or right is None:
        return None
    if node.left.type.kind is Kind.CHOICE and node.op not in ("==", "!="):
        order = node.left.type.values
        left, right = _place(order, left), _place(order, right)
        return None if left is None or right is None else _COMPARE[node.op](left, right)
    return _COMPARE[node.op](left, right)


def _place(order: Sequence[str], value: Value) -> int | None:
    return order.index(value) if isinstance(value, str) and value in order else None


def _in(node: n.In, view: View, this: View) -> Value:
    left = _value(node.left, view, this)
    return None if left is None else (left in [value.value for value in node.values]) is not node.negated


def _arithmetic(node: n.Arithmetic, view: View, this: View) -> Value:
    left: Any = _value(node.left, view, this)
    right: Any = _value(node.right, view, this)
    if left is None or right is None:
        return None
    if node.op == "/":
        return half_away(left, right) if right else None
    return left + right if node.op == "+" else left - right if node.op == "-" else left * right  # type: ignore[no-any-return]


def _scaled(node: n.Scaled, view: View, this: View) -> Value:
    found: Any = _value(node.of, view, this)
    return None if found is None else found * node.factor


def _rounded(node: n.Rounded, view: View, this: View) -> Value:
    found: Any = _value(node.of, view, this)
    return None if found is None else half_away(found, node.divisor)


def _set(node: n.SetExpr, view: View, _this: View) -> Value:
    fold: Callable[[n.SetExpr], Value] | None = getattr(view, "fold", None)
    return fold(node) if fold is not None else over_members(node, view)


def _acting(view: View) -> Acting:
    if not hasattr(view, "acted"):
        raise TypeError("only the view of a case knows who can act on it and what was done")
    return cast(Acting, view)


def _between(node: n.Between, view: View, this: View) -> Value:
    first, second = _value(node.first, view, this), _value(node.second, view, this)
    if not isinstance(first, date) or not isinstance(second, date):
        return None
    return years_between(first, second) if node.unit == "years" else (second - first).days


def years_between(first: date, second: date) -> int:
    """Whole years from one date to another: the birthday must have come. 29 February counts from 1 March in other years."""
    return second.year - first.year - ((second.month, second.day) < (first.month, first.day))


def _first_known(node: n.FirstKnown, view: View, this: View) -> Value:
    return next((found for part in node.of if (found := _value(part, view, this)) is not None), None)


_RULES: dict[type[n.Expr], Callable[[Any, View, View], Value]] = {
    n.Literal: lambda node, view, this: node.value,
    n.Name: lambda node, view, this: (this if node.of_this else view).value(node.name),
    n.Not: _not,
    n.And: _and,
    n.Or: _or,
    n.Compare: _compare,
    n.In: _in,
    n.Arithmetic: _arithmetic,
    n.Scaled: _scaled,
    n.Rounded: _rounded,
    n.Count: _set,
    n.Every: _set,
    n.Aggregate: _set,
    n.Able: lambda node, view, this: _acting(view).able(node.role),
    n.Times: lambda node, view, this: _acting(view).times(node.action),
    n.Acted: lambda node, view, this: _acting(view).acted(node.action),
    n.Between: _between,
    n.Known: lambda node, view, this: _value(node.of, view, this) is not None,
    n.FirstKnown: _first_known,
}
