"""Dates as whole numbers, written the same for both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class DayNumber(FunctionElement[int]):
    """Days since 1970-01-01."""

    type = BigInteger()
    inherit_cache = True
    name = "day_number"


class DateNumber(FunctionElement[int]):
    """A date as the number yyyymmdd."""

    type = BigInteger()
    inherit_cache = True
    name = "date_number"


@compiles(DayNumber)
def _day_number(element: DayNumber, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(({compiler.process(element.clauses, **kw)}) - DATE '1970-01-01' AS BIGINT)"


@compiles(DayNumber, "sqlite")
def _day_number_sqlite(element: DayNumber, compiler: SQLCompiler, **kw: Any) -> str:
    return f"(CAST(strftime('%s', {compiler.process(element.clauses, **kw)}) AS INTEGER) / 86400)"


@compiles(DateNumber)
def _date_number(element: DateNumber, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(to_char({compiler.process(element.clauses, **kw)}, 'YYYYMMDD') AS BIGINT)"


@compiles(DateNumber, "sqlite")
def _date_number_sqlite(element: DateNumber, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(replace({compiler.process(element.clauses, **kw)}, '-', '') AS INTEGER)"
