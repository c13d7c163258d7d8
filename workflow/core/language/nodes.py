"""The typed tree of an expression. Numbers in it are whole: `Scaled` nodes bring two sides to the same decimals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Literal as Choice

from workflow.core.language.types import Type, Value

Comparison = Choice["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Expr:
    """A typed tree; `source` is the piece of text it was read from."""

    type: Type
    source: str = field(compare=False)

    @property
    def parts(self) -> tuple[Expr, ...]:
        """The expressions directly inside, in the order of the text."""
        found: list[Expr] = []
        for name in _members(type(self)):
            value = getattr(self, name)
            found.extend(v for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, Expr))
        return tuple(found)


_MEMBERS: dict[type, tuple[str, ...]] = {}


def _members(kind: type[Expr]) -> tuple[str, ...]:
    """Names of what may hold an expression; looked up once for each kind of node."""
    if kind not in _MEMBERS:
        _MEMBERS[kind] = tuple(one.name for one in fields(kind) if one.name not in ("type", "source"))
    return _MEMBERS[kind]


@dataclass(frozen=True, slots=True)
class Literal(Expr):
    value: Value


@dataclass(frozen=True, slots=True)
class Name(Expr):
    """`of_this`: written `this.name` in the condition of a set, so it is read on the case that carries the guard."""

    name: str
    of_this: bool = False


@dataclass(frozen=True, slots=True)
class Not(Expr):
    of: Expr


@dataclass(frozen=True, slots=True)
class And(Expr):
    clauses: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or(Expr):
    clauses: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    op: Comparison
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class In(Expr):
    left: Expr
    values: tuple[Literal, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Arithmetic(Expr):
    """`/` is the quotient of two whole numbers rounded half away from zero; its sides are scaled so that it has 6 decimals."""

    op: Choice["+", "-", "*", "/"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Scaled(Expr):
    """`of` with more decimals: its whole number times `factor`."""

    of: Expr
    factor: int


@dataclass(frozen=True, slots=True)
class Count(Expr):
    set: str
    where: Expr | None


@dataclass(frozen=True, slots=True)
class Every(Expr):
    set: str
    where: Expr


@dataclass(frozen=True, slots=True)
class Aggregate(Expr):
    function: Choice["total", "mean", "lowest", "highest"]
    set: str
    of: Expr
    where: Expr | None


@dataclass(frozen=True, slots=True)
class Able(Expr):
    role: str


@dataclass(frozen=True, slots=True)
class Times(Expr):
    action: str


@dataclass(frozen=True, slots=True)
class Acted(Expr):
    action: str


@dataclass(frozen=True, slots=True)
class Between(Expr):
    """Whole years, or days, from `first` to `second`."""

    unit: Choice["years", "days"]
    first: Expr
    second: Expr


@dataclass(frozen=True, slots=True)
class Known(Expr):
    of: Expr


@dataclass(frozen=True, slots=True)
class FirstKnown(Expr):
    of: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Rounded(Expr):
    """`of` with fewer decimals: its whole number divided by `divisor`, half away from zero."""

    of: Expr
    divisor: int


SetExpr = Count | Every | Aggregate


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and everything inside it, in the order of the text."""
    yield expr
    for part in expr.parts:
        yield from walk(part)


def names_of(expr: Expr) -> frozenset[str]:
    """Names read on the case that carries the guard: its own, its ancestors', and those written `this.name`."""
    return frozenset(_names(expr, inside=False))


def _names(expr: Expr, *, inside: bool) -> Iterator[str]:
    if isinstance(expr, Name) and (expr.of_this or not inside):
        yield expr.name
    for part in expr.parts:
        yield from _names(part, inside=inside or isinstance(expr, SetExpr))


def member_names_of(expr: Expr) -> dict[str, frozenset[str]]:
    """Set -> names read on its members."""
    found: dict[str, frozenset[str]] = {}
    for node in walk(expr):
        if isinstance(node, SetExpr):
            inner = {n.name for part in node.parts for n in walk(part) if isinstance(n, Name) and not n.of_this}
            found[node.set] = found.get(node.set, frozenset()) | inner
    return found


def sets_of(expr: Expr) -> frozenset[str]:
    """Names of the sets over which the expression counts."""
    return frozenset(node.set for node in walk(expr) if isinstance(node, SetExpr))
