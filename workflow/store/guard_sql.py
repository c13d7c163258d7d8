"""The third reading of a guard: a SQL expression that has on every row the value that `evaluate` has on that case.

Whole numbers only, every operation total (a database may evaluate in any order, so nothing may raise), unknown is NULL.
What SQLite and PostgreSQL do differently by nature (division, sums, dates, order) is written out here, once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, FromClause, Integer, and_, case, cast, exists, false, func, literal, not_, null, or_, select, true

from workflow.core import exact
from workflow.core.definition import DecisionTable, Fact
from workflow.core.language import Expr, Kind, Type
from workflow.core.language import nodes as n
from workflow.core.names import fact_at, frozen_reckonings
from workflow.store import points
from workflow.store.aggregates_sql import AGGREGATES
from workflow.store.columns import Column, constant, sql_type
from workflow.store.dates_sql import DateNumber, DayNumber
from workflow.store.facts import Here, Side
from workflow.store.figures import latest

_CENTURIES = 100_000_000
"""Added before a division so that it is one of positive numbers: databases round a negative quotient towards zero."""


def to_sql(expr: Expr, here: Here, this: Here | None = None) -> Column:
    """The value of `expr` on the case or on each row of `here`; of kind YES_NO a condition (three-valued), else a typed column.
    `this`: of a condition on a member of a set, the case that carries it.

    A guard lets through only where it `IS TRUE`: test `is_true(to_sql(...))` where NULL and false must not be mixed up.
    """
    return _sql(expr, here, here if this is None else this)


def is_true(condition: Column) -> Column:
    """1 where the condition is true, 0 where it is false or unknown, as a condition that is never NULL."""
    return case((condition, 1), else_=0) == 1


def _sql(expr: Expr, side: Side, this: Side) -> Column:
    return _RULES[type(expr)](expr, side, this)


def _name(node: n.Name, side: Side, this: Side) -> Column:
    at = this if node.of_this else side
    if not isinstance(at, Here):
        return at.named(node.name, node.type)
    here, name = at.resolved(node.name)
    if name in here.given:
        return constant(here.given[name], node.type)
    fact = here.declared.facts.get(name)
    if fact is not None and not fact.is_asked:
        return _reckoned(fact, here)
    table = here.definition.tables.get(name.partition(".")[0])
    if table is not None:
        return _looked_up(table, name.partition(".")[2], here)
    clauses = here.clauses(name)
    if clauses is None:
        return _as_stored(here, name, node.type)
    found = [to_sql(clause.that, here) for clause in clauses]
    return and_(true(), *found) if name.endswith(".met") else _number_of([not_(is_true(one)) for one in found])


def _as_stored(here: Here, name: str, type_: Type) -> Column:
    """What is stored; a score that also hangs on settings, and was not known when it was, as it is now."""
    kept, found = here.named(name, type_), exact.named(here.declared, name)
    if found is None or not points.moves(found[0]):
        return kept
    now = points.numerator(*found, lambda expr: number_of(expr, here))
    return func.coalesce(kept, points.rounded(now, found[0].denominator), type_=BigInteger())


def _reckoned(fact: Fact, here: Here) -> Column:
    """A formula, or a figure of another process; once it was frozen, what was kept."""
    now = to_sql(fact.formula, here) if fact.formula is not None else _figure(fact, here)
    if fact.name not in frozen_reckonings(here.definition, here.machine):
        return now
    kept = _as_number(here.named(fact.name, fact.type)) if fact.type.kind is Kind.YES_NO else here.named(fact.name, fact.type)
    found = case((here.froze(fact.name), kept), else_=_as_number(now) if fact.type.kind is Kind.YES_NO else now)
    return found == 1 if fact.type.kind is Kind.YES_NO else found


def _figure(fact: Fact, here: Here) -> Column:
    figure = fact.figure
    if figure is None:
        raise LookupError(f"{fact.name} is neither reckoned nor taken")
    given = [(_sql(expr, here, here), expr.type) for _name, expr in figure.match]
    found = latest(figure, fact.type, here.column("owner"), given).scalar_subquery()
    return found == 1 if fact.type.kind is Kind.YES_NO else found


def _looked_up(table: DecisionTable, column: str, here: Here) -> Column:
    """A decision table as a CASE over its keys; no row for it, or a key not known, is NULL."""
    kinds = {name: _key_type(here, name) for name in table.by}
    keys = [_sql(n.Name(type_, name, name), here, here) for name, type_ in kinds.items()]
    place, type_ = tuple(table.columns).index(column), table.columns[column].type
    known = [(row, values[place]) for row, values in table.rows.items() if values[place] is not None]
    whens = [(and_(*(_is_key(*one) for one in zip(keys, kinds.values(), row, strict=True))), _bound(value, type_)) for row, value in known]
    if not whens:
        return cast(null(), sql_type(type_))
    found = case(*whens)
    return found == 1 if type_.kind is Kind.YES_NO else found


def _key_type(here: Here, name: str) -> Type:
    fact = fact_at(here.definition, here.machine, name)
    if fact is None:
        raise LookupError(f"{name} is not seen from {here.machine}")
    return fact.type


def _is_key(key: Column, type_: Type, value: str) -> Column:
    if type_.kind is not Kind.YES_NO:
        return key == value
    return key if value == "yes" else not_(key)


def _bound(value: Any, type_: Type) -> Column:
    return literal(int(value), Integer()) if type_.kind is Kind.YES_NO else constant(value, type_)


def _number_of(found: list[Column]) -> Column:
    total: Column = literal(0, BigInteger())
    for one in found:
        total = total + case((one, 1), else_=0)
    return cast(total, BigInteger)


def _as_number(condition: Column) -> Column:
    """A condition as 1, 0 or NULL, so that it can be compared and tested like any value."""
    return cast(condition, Integer)


def number_of(expr: Expr, here: Here) -> Column:
    """A value as a column that can be compared and ordered by: a condition as 1, 0 or NULL."""
    return _plain(expr, here, here)


def _plain(expr: Expr, side: Side, this: Side) -> Column:
    found = _sql(expr, side, this)
    return _as_number(found) if expr.type.kind is Kind.YES_NO else found


def _compare(node: n.Compare, side: Side, this: Side) -> Column:
    if node.left.type.kind is Kind.CHOICE and node.op not in ("==", "!="):
        return _ordered(node, side, this)
    found: Column = _COMPARE[node.op](_plain(node.left, side, this), _plain(node.right, side, this))
    return found


def _ordered(node: n.Compare, side: Side, this: Side) -> Column:
    """The order of a list. Against a written value the values that satisfy it are named, so that an index serves."""
    order = node.left.type.values
    left, right = _sql(node.left, side, this), _sql(node.right, side, this)
    if isinstance(node.right, n.Literal):
        place = order.index(str(node.right.value))
        kept = [value for i, value in enumerate(order) if _COMPARE[node.op](i, place)]
        if kept:
            return left.in_(kept)
    found: Column = _COMPARE[node.op](_place(left, order), _place(right, order))
    return found


def _place(found: Column, order: tuple[str, ...]) -> Column:
    return case(*((found == value, i) for i, value in enumerate(order)))


def _in(node: n.In, side: Side, this: Side) -> Column:
    left, values = _sql(node.left, side, this), [constant(v.value, node.left.type) for v in node.values]
    return left.not_in(values) if node.negated else left.in_(values)


def _arithmetic(node: n.Arithmetic, side: Side, this: Side) -> Column:
    left, right = _sql(node.left, side, this), _sql(node.right, side, this)
    match node.op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    if isinstance(node.right, n.Literal):
        return _quotient(left, right) if node.right.value else cast(null(), BigInteger)
    # Each side stands once, in a derived table: written out, nested quotients would double at every level.
    sides = select(left.label("l"), right.label("r")).correlate_except().subquery()
    return select(_quotient(sides.c.l, sides.c.r)).correlate_except(sides).scalar_subquery()


def _quotient(left: Column, right: Column) -> Column:
    """Half away from zero; unknown for a divisor of 0."""
    divisor = func.nullif(func.abs(right, type_=BigInteger), 0, type_=BigInteger)
    size = (2 * func.abs(left, type_=BigInteger) + divisor) // (2 * divisor)
    return case(((left >= 0) == (right > 0), size), else_=-size)


def _rounded(node: n.Rounded, side: Side, this: Side) -> Column:
    return _quotient(_sql(node.of, side, this), literal(node.divisor, BigInteger()))


def _members(node: n.SetExpr, side: Side) -> tuple[Side, FromClause, list[Column]]:
    if not isinstance(side, Here):
        raise TypeError("only a case has sets")
    return side.members(node.set)


def _count(node: n.Count, side: Side, this: Side) -> Column:
    member, rows, within = _members(node, side)
    where = [] if node.where is None else [_sql(node.where, member, side)]
    return select(func.count()).select_from(rows).where(*within, *where).correlate_except(rows).scalar_subquery()


def _every(node: n.Every, side: Side, this: Side) -> Column:
    member, rows, within = _members(node, side)
    failing = case((_sql(node.where, member, side), 0), else_=1) == 1
    return ~exists(select(literal(1)).select_from(rows).where(*within, failing).correlate_except(rows))


def _aggregate(node: n.Aggregate, side: Side, this: Side) -> Column:
    member, rows, within = _members(node, side)
    where = [] if node.where is None else [_sql(node.where, member, side)]
    values = select(_sql(node.of, member, side).label("x")).select_from(rows).where(*within, *where)
    found = values.correlate_except(rows).subquery()
    return select(AGGREGATES[node.function](found.c.x, node.of.type)).correlate_except(found).scalar_subquery()


def _between(node: n.Between, side: Side, this: Side) -> Column:
    first, second = _sql(node.first, side, this), _sql(node.second, side, this)
    if node.unit == "days":
        return DayNumber(second) - DayNumber(first)
    return (DateNumber(second) - DateNumber(first) + _CENTURIES) // 10_000 - _CENTURIES // 10_000


def _first_known(node: n.FirstKnown, side: Side, this: Side) -> Column:
    found = func.coalesce(*(_plain(part, side, this) for part in node.of), type_=sql_type(node.type))
    return found == 1 if node.type.kind is Kind.YES_NO else found


def _of_case(side: Side) -> Here:
    if not isinstance(side, Here):
        raise TypeError("only a case knows who can act on it and what was done")
    return side


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
_RULES: dict[type[Expr], Callable[[Any, Side, Side], Column]] = {
    n.Literal: lambda node, side, this: _written(node),
    n.Name: _name,
    n.Not: lambda node, side, this: not_(_sql(node.of, side, this)),
    n.And: lambda node, side, this: and_(*(_sql(clause, side, this) for clause in node.clauses)),
    n.Or: lambda node, side, this: or_(*(_sql(clause, side, this) for clause in node.clauses)),
    n.Compare: _compare,
    n.In: _in,
    n.Arithmetic: _arithmetic,
    n.Scaled: lambda node, side, this: _sql(node.of, side, this) * literal(node.factor, BigInteger()),
    n.Rounded: _rounded,
    n.Count: _count,
    n.Every: _every,
    n.Aggregate: _aggregate,
    n.Able: lambda node, side, this: _of_case(side).able(node.role),
    n.Times: lambda node, side, this: _of_case(side).times(node.action),
    n.Acted: lambda node, side, this: _of_case(side).acted(node.action),
    n.Between: _between,
    n.Known: lambda node, side, this: _plain(node.of, side, this).is_not(None),
    n.FirstKnown: _first_known,
}


def _written(node: n.Literal) -> Column:
    if node.type.kind is Kind.YES_NO:
        return true() if node.value else false()
    return constant(node.value, node.type)


__all__ = ["Here", "is_true", "to_sql"]
