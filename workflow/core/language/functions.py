"""The functions of the language: what each is given and what it gives."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal, cast

from workflow.core.language import nodes as n
from workflow.core.language.reader import Reader, dotted, kind_words
from workflow.core.language.types import COUNTED, CROWD, QUOTIENT_PLACES, YES_NO, Kind, Scope, Type
from workflow.core.language.whole import bounded, scaled_to

_GIVEN = {
    "count": (1, 2, "count(set) or count(set, condition)"),
    "every": (2, 2, "every(set, condition)"),
    "total": (2, 3, "total(set, number) or total(set, number, condition)"),
    "mean": (2, 3, "mean(set, number) or mean(set, number, condition)"),
    "lowest": (2, 3, "lowest(set, x) or lowest(set, x, condition)"),
    "highest": (2, 3, "highest(set, x) or highest(set, x, condition)"),
    "able": (1, 1, "able(role)"),
    "times": (1, 1, "times(action)"),
    "acted": (1, 1, "acted(action)"),
    "years": (2, 2, "years(from, to)"),
    "days": (2, 2, "days(from, to)"),
    "known": (1, 1, "known(name)"),
    "first_known": (2, 9, "first_known(a, b)"),
    "rounded": (2, 2, "rounded(number, decimals)"),
}
_LONGEST_YEARS, _LONGEST_DAYS = 10_000, 3_660_000
_EXTREMES = (Kind.NUMBER, Kind.DATE, Kind.MOMENT, Kind.DURATION)


def call(reader: Reader, node: ast.Call) -> n.Expr:
    """Read `function(...)`; stops the reading where the function or what it is given is not as declared."""
    name = dotted(node.func)
    if name is None or name not in _GIVEN:
        reader.stop(node, f"`{name or 'this'}` is no function" + reader.meant(name or "", _GIVEN))
    least, most, shape = _GIVEN[name]
    if node.keywords or any(isinstance(a, ast.Starred) for a in node.args) or not least <= len(node.args) <= most:
        reader.stop(node, f"write {shape}")
    return _READERS[name](reader, node, name)


def _count(reader: Reader, node: ast.Call, _name: str) -> n.Expr:
    name, (where,) = _inside(reader, node, [reader.condition])
    return n.Count(COUNTED, reader.text(node), name, where)


def _every(reader: Reader, node: ast.Call, _name: str) -> n.Expr:
    name, (where,) = _inside(reader, node, [reader.condition])
    return n.Every(YES_NO, reader.text(node), name, cast(n.Expr, where))


def _aggregate(reader: Reader, node: ast.Call, name: str) -> n.Expr:
    read = reader.number if name in ("total", "mean") else reader.expr
    set_name, (of, where) = _inside(reader, node, [read, reader.condition])
    of = cast(n.Expr, of)
    if of.type.kind not in _EXTREMES:
        reader.stop(node.args[1], f"{kind_words(of.type.kind)} has no order; give a number or a date")
    function = cast(Literal["total", "mean", "lowest", "highest"], name)
    found = n.Aggregate(of.type, reader.text(node), function, set_name, of, where)
    if name == "total" or name == "mean":
        lo, hi = of.type.reach
        sums = replace(of.type, lo=min(0, lo * CROWD), hi=max(0, hi * CROWD))
        found = bounded(reader, node, replace(found, type=sums))
    return bounded(reader, node, replace(found, type=_mean_type(of.type))) if name == "mean" else found


def _mean_type(of: Type) -> Type:
    factor = 10 ** max(0, QUOTIENT_PLACES - of.places)
    lo, hi = of.reach
    return replace(of, places=max(of.places, QUOTIENT_PLACES), lo=lo * factor, hi=hi * factor)


def _inside(reader: Reader, node: ast.Call, reads: list[Callable[[ast.expr], n.Expr]]) -> tuple[str, list[n.Expr | None]]:
    """The set named first, and what follows it read in the names of its members; what is left out is None."""
    if reader.outer is not None:
        reader.stop(node, "a set cannot stand inside a set; name the lower set directly, or give it a formula of its own")
    name = _word(reader, node.args[0], reader.scope.sets, "set")
    outer: Scope = reader.scope
    reader.scope, reader.outer = outer.sets[name], outer
    try:
        given: list[n.Expr | None] = [read(arg) for read, arg in zip(reads, node.args[1:], strict=False)]
    finally:
        reader.scope, reader.outer = outer, None
    return name, given + [None] * (len(reads) - len(given))


def _word(reader: Reader, node: ast.expr, known: Iterable[str], what: str) -> str:
    name = dotted(node)
    if name is None:
        reader.stop(node, f"the name of a {what} is needed here")
    if name not in known:
        reader.stop(node, f"`{name}` is no {what} here" + reader.meant(name, known))
    return name


def _able(reader: Reader, node: ast.Call, _name: str) -> n.Expr:
    return n.Able(COUNTED, reader.text(node), _word(reader, node.args[0], reader.scope.roles, "role"))


def _times(reader: Reader, node: ast.Call, _name: str) -> n.Expr:
    return n.Times(COUNTED, reader.text(node), _word(reader, node.args[0], reader.scope.actions, "action"))


def _acted(reader: Reader, node: ast.Call, _name: str) -> n.Expr:
    return n.Acted(YES_NO, reader.text(node), _word(reader, node.args[0], reader.scope.actions, "action"))


def _between(reader: Reader, node: ast.Call, name: str) -> n.Expr:
    first, second = (_date(reader, arg) for arg in node.args)
    most = _LONGEST_YEARS if name == "years" else _LONGEST_DAYS
    type_ = Type(Kind.NUMBER, lo=-most, hi=most)
    return n.Between(type_, reader.text(node), "years" if name == "years" else "days", first, second)


def _date(reader: Reader, node: ast.expr) -> n.Expr:
    found = reader.fitted(node, reader.expr(node), Type(Kind.DATE))
    if found.type.kind is not Kind.DATE:
        reader.stop(node, f"a date is needed here, but this is {kind_words(found.type.kind)}")
    return found


def _known(reader: Reader, node: ast.Call, _name: str) -> n.Expr:
    return n.Known(YES_NO, reader.text(node), reader.expr(node.args[0]))


def _first_known(reader: Reader, node: ast.Call, _name: str) -> n.Expr:
    found = [reader.expr(arg) for arg in node.args]
    wanted = next((f.type for f in found if f.type.kind is not Kind.TEXT), found[0].type)
    found = [reader.fitted(arg, f, wanted) for arg, f in zip(node.args, found, strict=True)]
    for arg, one in zip(node.args, found, strict=True):
        if one.type.kind is not wanted.kind or one.type.values != wanted.values:
            reader.stop(arg, f"all values given here must be of one kind: {kind_words(wanted.kind)}")
    if wanted.kind is not Kind.NUMBER:
        return n.FirstKnown(wanted, reader.text(node), tuple(found))
    places = max(f.type.places for f in found)
    found = [scaled_to(reader, arg, f, places) for arg, f in zip(node.args, found, strict=True)]
    ends = [end for f in found for end in f.type.reach]
    return n.FirstKnown(Type(Kind.NUMBER, places=places, lo=min(ends), hi=max(ends)), reader.text(node), tuple(found))


def _rounded(reader: Reader, node: ast.Call, _name: str) -> n.Expr:
    found, places = reader.number(node.args[0]), reader.expr(node.args[1])
    if not isinstance(places, n.Literal) or not isinstance(places.value, int) or places.type.places or places.value > QUOTIENT_PLACES:
        reader.stop(node.args[1], f"write how many decimals stay, from 0 to {QUOTIENT_PLACES}")
    if found.type.places <= places.value:
        return found
    divisor = 10 ** (found.type.places - places.value)
    lo, hi = found.type.reach
    bounded(reader, node, replace(found, type=replace(found.type, lo=2 * lo - divisor, hi=2 * hi + divisor)))
    type_ = Type(Kind.NUMBER, places=places.value, lo=lo // divisor - 1, hi=hi // divisor + 1)
    return n.Rounded(type_, reader.text(node), found, divisor)


_READERS: dict[str, Callable[[Reader, ast.Call, str], n.Expr]] = {
    "count": _count, "every": _every, "total": _aggregate, "mean": _aggregate, "lowest": _aggregate, "highest": _aggregate,
    "able": _able, "times": _times, "acted": _acted, "years": _between, "days": _between, "known": _known,
    "first_known": _first_known, "rounded": _rounded,
}  # fmt: skip
