"""Which case a row means: by its number, or by a fact that says which one it is, among those that the person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, select

from workflow.core.definition import FactKind
from workflow.core.words import Text
from workflow.imports.target import Target
from workflow.queries.reach import reach, under
from workflow.store import tables as t

NOT_FOUND = Text("Tidak ada {machine} dengan {key} {text} di sini.", "There is no {machine} with {key} {text} here.")
SEVERAL = Text(
    "{key} {text} dimiliki beberapa {machine}: {numbers}. Pakai nomornya.",
    "Several {machine} have {key} {text}: {numbers}. Use their numbers.",
)
_UP = 20
"""No definition is deeper."""


def found(connection: Connection, target: Target, person: int, keys: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str | Text]:
    """(column, text) -> the number of the case, or why there is none."""
    wanted = list(dict.fromkeys(keys))
    by: dict[tuple[str, str], list[str]] = {}
    for column in {column for column, _text in wanted}:
        for text, number in connection.execute(_all(connection, target, person, column)):
            by.setdefault((column, str(text).casefold()), []).append(number)
    return {(column, text): _one(target, column, text, by.get((column, text.casefold()), [])) for column, text in wanted}


def _one(target: Target, column: str, text: str, numbers: list[str]) -> str | Text:
    if len(numbers) == 1:
        return numbers[0]
    fact = target.machine.facts.get(column)
    told = {"machine": target.machine.words, "key": fact.words if fact else Text("nomor", "number"), "text": text}
    return SEVERAL.fill(numbers=", ".join(sorted(numbers)), **told) if numbers else NOT_FOUND.fill(**told)


def _all(connection: Connection, target: Target, person: int, column: str) -> Select[Any]:
    """(text, number) of every case of the machine below the place that the person reads."""
    assert target.place is not None  # noqa: S101 - steps stand below a case
    c, f = t.cases.c, t.facts.c
    within = under(target.place.case)
    mine = (c.machine == target.machine.name, c.id.in_(select(within.c.id)), c.id.in_(reach(connection, person).ids))
    fact = target.machine.facts.get(column)
    if fact is None:
        return select(c.number, c.number).where(*mine)
    value = f.n if fact.kind is FactKind.NUMBER else f.s
    return select(value, c.number).join(t.facts, f.case_id == c.id).where(f.fact == column, value.is_not(None), *mine)
