"""A decision table in the words of its definition, for those who read the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.core import show
from workflow.core.definition import DecisionTable, Definition, Fact, TableColumn
from workflow.core.language import Value
from workflow.core.words import LANGUAGES, Text, same

_YES_NO = {"yes": Text("Ya", "Yes"), "no": Text("Tidak", "No")}
_CELL = Text("{what}: {value}", "{what}: {value}")


def given_words(definition: Definition, table: DecisionTable) -> list[tuple[str, Text]]:
    """The names that decide and what each is called."""
    return [(name, fact.words if (fact := _fact(definition, name)) else same(name)) for name in table.by]


def _fact(definition: Definition, name: str) -> Fact | None:
    """A name without a machine before it stands for the fact of whichever machine has it: those that read the table have it alike."""
    head, _, rest = name.rpartition(".")
    machines = [definition.machines[head]] if head in definition.machines else list(definition.machines.values())
    return next((machine.facts[rest] for machine in machines if rest in machine.facts), None)


def key_cells(definition: Definition, table: DecisionTable, key: Sequence[str]) -> list[Text]:
    """What a row is for, one cell for each name that decides."""
    return [_of_key(_fact(definition, name), value) for name, value in zip(table.by, key, strict=True)]


def _of_key(fact: Fact | None, value: str) -> Text:
    choices = fact.choices if fact else None
    return choices.words.get(value, same(value)) if choices else _YES_NO.get(value, same(value))


def value_cells(table: DecisionTable, values: Sequence[Value]) -> list[Text]:
    """What a row gives, one cell for each column; numbers with all their places, a dash where it gives nothing."""
    return [_given(column, value) for column, value in zip(table.columns.values(), values, strict=True)]


def _given(column: TableColumn, value: Value) -> Text:
    if value is None:
        return same("–")
    return show.value(value, column.type, "Asia/Jakarta", choices=column.choices, places=column.type.places)


def numeric(table: DecisionTable) -> list[int]:
    """Positions, from 0 at the first name that decides, of the columns that give nothing but numbers."""
    given = enumerate(zip(*table.rows.values(), strict=True), start=len(table.by))
    return [n for n, values in given if all(value is None or type(value) is int for value in values)]


def key_words(definition: Definition, table: DecisionTable, key: Sequence[str]) -> Text:
    """`Jenis: Umum; ...`"""
    words = [words for _name, words in given_words(definition, table)]
    return _joined(_CELL.fill(what=w, value=v) for w, v in zip(words, key_cells(definition, table, key), strict=True))


def row_words(table: DecisionTable, values: Sequence[Value]) -> Text:
    """`Nilai paling rendah: 65; ...`"""
    columns = table.columns.values()
    return _joined(_CELL.fill(what=c.words, value=v) for c, v in zip(columns, value_cells(table, values), strict=True))


def _joined(cells: Iterator[Text]) -> Text:
    told = list(cells)
    return Text(*("; ".join(cell.in_(language) for cell in told) for language in LANGUAGES))
