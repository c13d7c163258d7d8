"""What total, mean, lowest and highest are over the values of a set's members, the same on both databases."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import BigInteger, case, cast, func

from workflow.core.language import Type
from workflow.core.language.types import QUOTIENT_PLACES
from workflow.store.columns import Column, sql_type


def _total(x: Column, _type: Type) -> Column:
    return case((func.count() == func.count(x), func.coalesce(cast(func.sum(x), BigInteger), 0)))


def _mean(x: Column, type_: Type) -> Column:
    """Whole part and rest apart, so that nothing on the way grows larger than the sum."""
    factor = 10 ** max(0, QUOTIENT_PLACES - type_.places)
    sum_, count = cast(func.sum(x), BigInteger), func.nullif(func.count(x), 0, type_=BigInteger)
    size = func.abs(sum_, type_=BigInteger)
    exact = (size // count) * factor + (2 * (size % count) * factor + count) // (2 * count)
    return case((sum_ >= 0, exact), else_=-exact)


AGGREGATES: dict[str, Callable[[Column, Type], Column]] = {
    "total": _total,
    "mean": _mean,
    "lowest": lambda x, type_: func.min(x, type_=sql_type(type_)),
    "highest": lambda x, type_: func.max(x, type_=sql_type(type_)),
}
