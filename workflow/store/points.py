"""Scores in SQL, exact: whole numbers over the denominator that `workflow.core.exact` gives each score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import add

from sqlalchemy import BigInteger, and_, case, func, literal

from workflow.core.definition import Fact
from workflow.core.exact import HUNDREDTHS, Piece, Whole, facts_of
from workflow.core.language import Expr
from workflow.core.language.nodes import Name
from workflow.core.scoring import PLACES
from workflow.store.columns import Column

Read = Callable[[Expr], Column]
"""A fact or a setting of the case as a whole number; NULL where it is not known."""
_UNIT = 10**PLACES


def numerator(found: Whole, piece: Piece | None, read: Read) -> Column:
    """Of the score, or of one of its parts."""
    return total(found, read) if piece is None else part(found, piece, read)


def total(found: Whole, read: Read) -> Column:
    """The numerator of a score; NULL where it is not known."""
    if found.spread is not None:
        shares = [func.coalesce(_share(piece, read), 0, type_=BigInteger()) for piece in found.pieces]
        return _sum(shares) * _spread(found, read)
    counted = [_counted(found, piece, read) for piece in found.pieces if piece.weight != 0]
    return _if_whole(found, read, _sum(counted))


def part(found: Whole, piece: Piece, read: Read) -> Column:
    """The numerator of one part over the same denominator."""
    share = _share(piece, read)
    if found.spread is not None:
        return share * _spread(found, read)
    return _if_whole(found, read, func.coalesce(share, 0, type_=BigInteger()) if found.score.missing == "zero" else share)


def rounded(numerator: Column, denominator: int) -> Column:
    """With the decimals that are kept, half away from zero. Whole part and rest apart, so that nothing on the way grows too large."""
    size = func.abs(numerator, type_=BigInteger)
    over, unit = literal(denominator, BigInteger()), literal(_UNIT, BigInteger())
    kept = (size // over) * unit + (2 * (size % over) * unit + over) // (2 * over)
    return case((numerator >= 0, kept), else_=-kept)


def moves(found: Whole) -> bool:
    """Whether the score can change without an answer to its case."""
    return any(not fact.is_asked for fact in facts_of(found)) or any(_weighings(found))


def is_settled(found: Whole) -> bool:
    """Whether what was kept with the last answer is the score for as long as the definition is the same: nothing else can change it."""
    return not moves(found) and not _counts_nothing(found)


def _counts_nothing(found: Whole) -> bool:
    """Whether a case without any answer has a score all the same."""
    return found.score.missing == "zero" or any(isinstance(piece.of, Whole) and _counts_nothing(piece.of) for piece in found.pieces)


def _weighings(found: Whole) -> Iterator[Expr]:
    for piece in found.pieces:
        if piece.weighing is not None:
            yield piece.weighing
        if isinstance(piece.of, Whole):
            yield from _weighings(piece.of)


def _share(piece: Piece, read: Read) -> Column:
    value = total(piece.of, read) if isinstance(piece.of, Whole) else read(_name(piece.of))
    return (
        value * literal(piece.times, BigInteger())
        if piece.weighing is None
        else value * literal(piece.times, BigInteger()) * read(piece.weighing)
    )


def _name(fact: Fact) -> Name:
    return Name(fact.type, fact.name, fact.name)


def _counted(found: Whole, piece: Piece, read: Read) -> Column:
    share = _share(piece, read)
    if found.score.missing == "zero":
        return func.coalesce(share, 0, type_=BigInteger())
    return share if piece.weighing is None else case((read(piece.weighing) == 0, literal(0, BigInteger())), else_=share)


def _spread(found: Whole, read: Read) -> Column:
    """What the weights that are there are stretched by."""
    zero = literal(0, BigInteger())
    there = [case((_value_is_known(piece, read), literal(piece.weight, BigInteger())), else_=zero) for piece in found.pieces]
    return literal(found.spread, BigInteger()) // func.nullif(_sum(there), 0, type_=BigInteger())


def _value_is_known(piece: Piece, read: Read) -> Column:
    value = total(piece.of, read) if isinstance(piece.of, Whole) else read(_name(piece.of))
    return value.is_not(None)


def _if_whole(found: Whole, read: Read, value: Column) -> Column:
    """Settings that give weights must make 100, or nothing is known."""
    places = [piece.weighing.type.places for piece in found.pieces if piece.weighing is not None]
    if not places:
        return value
    unit = max(HUNDREDTHS, 10 ** max(places))
    weights = [
        literal((piece.weight or 0) * (unit // HUNDREDTHS), BigInteger())
        if piece.weighing is None
        else read(piece.weighing) * literal(unit // 10**piece.weighing.type.places, BigInteger())
        for piece in found.pieces
    ]
    return case((and_(_sum(weights) == 100 * unit), value))


def _sum(found: Sequence[Column]) -> Column:
    return reduce(add, found)
