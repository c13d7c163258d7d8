"""The answers to a table as rows and columns of texts: what pages and papers draw as a table."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core import show
from workflow.core.definition import Definition, Fact, FactKind, Machine
from workflow.core.fields import Item, Items
from workflow.core.values import rows_of
from workflow.core.words import Language, Text, same

EMPTY = same("–")
_NUMBERS = (FactKind.NUMBER, FactKind.DECIMAL)


@dataclass(frozen=True, slots=True)
class Grid:
    """`numeric`: which columns hold numbers. A cell that was left empty is a dash."""

    columns: tuple[Text, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Text, ...], ...]

    def head_in(self, language: Language) -> list[str]:
        return [words.in_(language) for words in self.columns]

    def rows_in(self, language: Language) -> list[list[str]]:
        return [[cell.in_(language) for cell in row] for row in self.rows]


def grid(definition: Definition, machine: Machine, fact: Fact, items: Items | None, zone: str) -> Grid | None:
    """None where the fact is no table, or says nothing."""
    if fact.kind is not FactKind.TABLE or not items:
        return None
    return Grid(
        tuple(column.words for column in fact.columns),
        tuple(column.kind in _NUMBERS for column in fact.columns),
        tuple(
            tuple(
                EMPTY if item == Item() else show.fact(definition, machine, column, (item,), zone)
                for column, item in zip(fact.columns, row, strict=True)
            )
            for row in rows_of(fact, items)
        ),
    )
