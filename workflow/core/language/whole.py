"""Whole-number arithmetic: decimals of a result, and its bounds, so that no database meets a number too large for it."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Literal, NoReturn, Protocol, TypeVar, cast

from workflow.core.language import nodes as n
from workflow.core.language.types import LARGEST, QUOTIENT_PLACES, Kind, Type

_E = TypeVar("_E", bound=n.Expr)
MOST_PLACES = 12


class Stopping(Protocol):
    def text(self, node: ast.expr) -> str: ...

    def stop(self, node: ast.expr, message: str) -> NoReturn: ...


def bounded(reader: Stopping, node: ast.expr, found: _E) -> _E:
    """The expression itself, if no value of it can pass 2**63 - 1."""
    if max(map(abs, found.type.reach)) > LARGEST or found.type.places > MOST_PLACES:
        reader.stop(node, "this number can become too large; declare `most` and `least` of its facts, or reckon with fewer decimals")
    return found


def scaled_to(reader: Stopping, node: ast.expr, found: n.Expr, places: int) -> n.Expr:
    """The same number with `places` decimals (never fewer than it has); a written number is simply written longer."""
    if found.type.kind is not Kind.NUMBER or places <= found.type.places:
        return found
    factor = 10 ** (places - found.type.places)
    lo, hi = found.type.reach
    type_ = replace(found.type, places=places, lo=lo * factor, hi=hi * factor)
    if isinstance(found, n.Literal):
        return bounded(reader, node, n.Literal(type_, found.source, cast(int, found.value) * factor))
    return bounded(reader, node, n.Scaled(type_, found.source, found, factor))


def arithmetic(reader: Stopping, node: ast.expr, op: str, left: n.Expr, right: n.Expr) -> n.Expr:
    if op == "/":
        return _quotient(reader, node, left, right)
    if op == "*":
        type_ = _type(left.type.places + right.type.places, _products(left.type, right.type))
        return bounded(reader, node, n.Arithmetic(type_, reader.text(node), "*", left, right))
    places = max(left.type.places, right.type.places)
    left, right = scaled_to(reader, node, left, places), scaled_to(reader, node, right, places)
    (a, b), (c, d) = left.type.reach, right.type.reach
    type_ = _type(places, [a + c, b + d] if op == "+" else [a - d, b - c])
    return bounded(reader, node, n.Arithmetic(type_, reader.text(node), cast(Literal["+", "-"], op), left, right))


def _quotient(reader: Stopping, node: ast.expr, left: n.Expr, right: n.Expr) -> n.Expr:
    above = max(left.type.places, right.type.places + QUOTIENT_PLACES)
    below = above - QUOTIENT_PLACES
    left, right = scaled_to(reader, node, left, above), scaled_to(reader, node, right, below)
    most, (lo, hi) = max(map(abs, left.type.reach)), right.type.reach
    least = max(1, lo if lo > 0 else -hi)
    # What is reckoned on the way is 2 * left + right.
    bounded(reader, node, replace(left, type=_type(0, [2 * most + max(abs(lo), abs(hi))])))
    type_ = _type(QUOTIENT_PLACES, [-half_away(most, least), half_away(most, least)])
    return bounded(reader, node, n.Arithmetic(type_, reader.text(node), "/", left, right))


def half_away(value: int, divisor: int) -> int:
    """The quotient of two whole numbers, rounded half away from zero. The divisor is not 0."""
    quotient = (2 * abs(value) + abs(divisor)) // (2 * abs(divisor))
    return quotient if (value >= 0) == (divisor > 0) else -quotient


def _products(left: Type, right: Type) -> list[int]:
    return [a * b for a in left.reach for b in right.reach]


def _type(places: int, ends: list[int]) -> Type:
    return Type(Kind.NUMBER, places=places, lo=min(ends), hi=max(ends))
