"""Figures that another process has published: the one query that guards in Python and guards in SQL both read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, FromClause, Integer, Select, and_, case, cast, exists, func, literal, not_, or_, select

from workflow.core.definition import Figure
from workflow.core.language import Kind, Type
from workflow.core.scoring import PLACES
from workflow.store.columns import Column, figures, stored


def latest(figure: Figure, type_: Type, owner: Column, given: Sequence[tuple[Column, Type]]) -> Select[Any]:
    """The value of the row published last that matches, in the unit of `type_`; a yes_no is 1 or 0.

    `owner`: of the case that takes it, who alone may take what is not public. `given`: what each name of `figure.match` must equal.
    """
    one = figures.alias()
    matched = [_matches(one, name, value, kind, owner) for (name, _expr), (value, kind) in zip(figure.match, given, strict=True)]
    here = [one.c.process == figure.process, one.c.name == figure.publication, one.c.fact == figure.take]
    open_ = or_(cast(one.c.public, Integer) == 1, one.c.owner == owner)
    found = select(in_unit(stored(one, type_), type_).label("value")).where(*here, open_, *matched)
    order = (one.c.at.desc(), one.c.publication.desc(), one.c.ordinal.desc())
    return found.order_by(*order).limit(1).correlate_except(one)


def _matches(one: FromClause, name: str, value: Column, type_: Type, owner: Column) -> Column:
    if name == "owner":
        mine: Column = one.c.owner == value
        return mine
    other = figures.alias()
    same_row = and_(other.c.publication == one.c.publication, other.c.ordinal == one.c.ordinal, other.c.fact == name)
    wanted = case((value, 1), (not_(value), 0)) if type_.kind is Kind.YES_NO else value
    found = select(literal(1)).where(same_row, in_unit(stored(other, type_), type_) == wanted)
    return exists(found.correlate_except(other))


def in_unit(found: Column, type_: Type) -> Column:
    """A number as the taking fact declares it: with fewer decimals, half away from zero."""
    if type_.kind is not Kind.NUMBER or type_.places >= PLACES:
        return found
    divisor = 10 ** (PLACES - type_.places)
    size = (2 * func.abs(found, type_=BigInteger) + divisor) // (2 * divisor)
    return case((found >= 0, size), else_=-size)
