"""Models of decision tables -> their frozen values. What a column holds follows from its values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from workflow.core.definition import ChoiceList, DecisionTable, Source, TableColumn
from workflow.core.findings import Path
from workflow.core.language import Kind, Type, Value
from workflow.core.language.types import YES_NO
from workflow.core.words import same
from workflow.load.report import Report
from workflow.load.shape_base import ColumnShape, TableShape

NONE = "_"
"""How a table writes that it gives no value."""
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")


def decision_table(name: str, shape: TableShape, lists: Mapping[str, ChoiceList], report: Report) -> DecisionTable:
    """The table; rows of the wrong length and doubled keys are told and left out."""
    path: Path = ("tables", name)
    width = len(shape.by) + len(shape.gives)
    rows: dict[tuple[str, ...], list[str]] = {}
    for i, row in enumerate(shape.rows):
        key = tuple(row[: len(shape.by)])
        if len(row) != width:
            report.at(
                (*path, "rows", i), f"this row has {len(row)} values, not {width}: one for each of `by`, then one for each of `gives`"
            )
        elif key in rows:
            report.at((*path, "rows", i), f"{' '.join(key)} stands in this table twice: keep one row")
        else:
            rows[key] = row[len(shape.by) :]
    columns = {
        column: _column(column, of, [row[i] for row in rows.values()], lists, report, (*path, "gives", column))
        for i, (column, of) in enumerate(shape.gives.items())
    }
    kinds = [column.type for column in columns.values()]
    values = {key: tuple(_value(text, kind) for text, kind in zip(row, kinds, strict=True)) for key, row in rows.items()}
    basis = Source(shape.cite, shape.sure) if shape.cite is not None and shape.sure is not None else None
    return DecisionTable(name, shape.words, tuple(shape.by), columns, values, basis)


def _column(
    name: str, shape: ColumnShape, texts: Sequence[str], lists: Mapping[str, ChoiceList], report: Report, path: Path
) -> TableColumn:
    given = [text for text in texts if text != NONE]
    if shape.of is not None and shape.of not in lists:
        report.at((*path, "of"), f'no list is called "{shape.of}": add it under lists')
    listed = lists.get(shape.of or "")
    if listed is not None:
        for text in dict.fromkeys(t for t in given if t not in listed.values):
            report.at(path, f'"{text}" is none of the values of the list "{listed.name}"')
        return TableColumn(name, shape.words, Type(Kind.CHOICE, values=listed.values, ordered=listed.ordered), listed)
    if given and all(_NUMBER.fullmatch(text) for text in given):
        return TableColumn(name, shape.words, _number_type(given))
    if given and set(given) <= {"yes", "no"}:
        return TableColumn(name, shape.words, YES_NO)
    values = tuple(dict.fromkeys(given))
    choices = ChoiceList("", values, False, {value: same(value) for value in values})
    return TableColumn(name, shape.words, Type(Kind.CHOICE, values=values), choices)


def _number_type(texts: Sequence[str]) -> Type:
    places = max(len(text.partition(".")[2]) for text in texts)
    scaled = [_scaled(text, places) for text in texts]
    return Type(Kind.NUMBER, places=places, lo=min(scaled), hi=max(scaled))


def _scaled(text: str, places: int) -> int:
    whole, _, decimals = text.partition(".")
    return int(whole + decimals.ljust(places, "0"))


def _value(text: str, type_: Type) -> Value:
    if text == NONE:
        return None
    match type_.kind:
        case Kind.NUMBER:
            return _scaled(text, type_.places)
        case Kind.YES_NO:
            return text == "yes"
    return text
