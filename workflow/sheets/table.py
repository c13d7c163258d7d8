"""A grid with its headings: which row names the columns, and the rows below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflow.core.words import Text
from workflow.sheets.grid import Cell, Grid, Unreadable
from workflow.sheets.notes import Note, in_order

_TOP = 25
"""Rows among which the headings are looked for: published tables carry titles above them."""
ONLY_HEADS = Text("Tidak ada baris di bawah judul kolom.", "There are no rows below the headings.")
ABOVE = Text("Judul kolom ada di baris {n}; baris di atasnya tidak dibaca.", "The headings are in row {n}; rows above it are not read.")
TWICE = Text(
    "Judul “{head}” ada di dua kolom: {columns}. Beri nama yang berbeda.", "Two columns are headed “{head}”: {columns}. Name them apart."
)
NO_HEAD = Text("Kolom ini tidak berjudul, jadi tidak dibaca.", "This column has no heading, so it is not read.")
SHIFTED = Text(
    "Baris ini punya {n} sel, judulnya {heads}. Bila angka memakai koma desimal, pisahkan kolom dengan titik koma atau beri tanda kutip.",
    "This row has {n} cells, the headings {heads}. Where numbers have a decimal comma, separate columns by semicolons or quote the numbers.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """`place`: the row in the file, from 1. `cells`: column letter -> cell; empty cells are not there."""

    place: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """`heads`: column letter -> the cell with its heading, from left to right."""

    heads: Mapping[str, Cell]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]


def table(grid: Grid, known: Callable[[str], bool]) -> Table:
    """`known`: whether a text is a heading that is looked for. Raises Unreadable where nothing stands below the headings."""
    at = _headings(grid.rows, known)
    heads = {cell.column: cell for cell in grid.rows[at]}
    rows = tuple(Row(cells[0].row, {cell.column: cell for cell in cells}) for cells in grid.rows[at + 1 :])
    if not rows:
        raise Unreadable(ONLY_HEADS)
    notes = [*grid.notes, *_doubled(heads.values()), *_headless(heads, rows)]
    if at:
        notes.append(Note(ABOVE.fill(n=grid.rows[at][0].row), wrong=False))
    if grid.by_text:
        notes += [_shifted(row, heads) for row in rows if len(row.cells) > len(heads)]
    return Table(heads, rows, in_order(notes))


def _headings(rows: Sequence[Sequence[Cell]], known: Callable[[str], bool]) -> int:
    """The row among the first that names the most of what is looked for; the first where none does."""
    told = [sum(known(cell.text) for cell in cells) for cells in rows[:_TOP]]
    return told.index(max(told))


def _doubled(heads: Iterable[Cell]) -> list[Note]:
    found: dict[str, list[Cell]] = {}
    for cell in heads:
        found.setdefault(cell.text.casefold(), []).append(cell)
    alike = [cells for cells in found.values() if len(cells) > 1]
    return [Note(TWICE.fill(head=cells[0].text, columns=", ".join(cell.column for cell in cells)), cells[0].row) for cells in alike]


def _headless(heads: Mapping[str, Cell], rows: Sequence[Row]) -> list[Note]:
    columns = {column for row in rows for column in row.cells if column not in heads}
    return [Note(NO_HEAD, column=column, wrong=False) for column in columns]


def _shifted(row: Row, heads: Mapping[str, Cell]) -> Note:
    return Note(SHIFTED.fill(n=len(row.cells), heads=len(heads)), row.place)
