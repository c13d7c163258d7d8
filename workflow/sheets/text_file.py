"""A text file of separated cells: UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from workflow.core.words import Text
from workflow.sheets.grid import MOST_COLUMNS, MOST_ROWS, Cell, Grid, Unreadable
from workflow.sheets.notes import Note, letter

SEPARATORS = (";", "\t", ",")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 50
OLD_LETTERS = Text(
    "Berkas ini bukan UTF-8; dibaca sebagai Windows-1252. Periksa huruf beraksen, atau simpan lagi sebagai “CSV UTF-8”.",
    "This file is not UTF-8; it is read as Windows-1252. Check letters with accents, or save it again as “CSV UTF-8”.",
)
NO_TEXT = Text(
    "Berkas ini bukan tabel: simpan sebagai CSV (UTF-8) atau XLSX, lalu pilih lagi.",
    "This file is no table: save it as CSV (UTF-8) or XLSX and choose it again.",
)
ONE_COLUMN = Text(
    "Hanya ada satu kolom. Pisahkan kolom dengan titik koma, koma, atau tab, dan simpan lagi.",
    "There is only one column. Separate the columns by semicolons, commas or tabs and save the file again.",
)
BROKEN = Text(
    "Tanda kutip tidak ditutup: mulai dari baris ini isi berkas tidak dapat dibaca.",
    "A quotation mark is not closed: from this row on the file cannot be read.",
)
TOO_LONG = Text("Paling banyak {rows} baris dan {columns} kolom.", "At most {rows} rows and {columns} columns.")


def read_text(content: bytes) -> Grid:
    """Raises Unreadable."""
    text, notes = _decoded(content)
    said = _said_separator(text)
    separator = said or _separator(text)
    rows = [(number, cells) for number, cells in _records(text, separator) if any(cell.strip() for cell in cells)]
    rows = rows[1:] if said else rows
    if rows and max(len(cells) for _number, cells in rows) == 1:
        notes.append(Note(ONE_COLUMN, wrong=False))
    return Grid(tuple(_cells(number, cells) for number, cells in rows), tuple(notes), by_text=True)


def _decoded(content: bytes) -> tuple[str, list[Note]]:
    marked = next((name for bom, name in _BOMS if content.startswith(bom)), None)
    try:
        text, notes = content.decode(marked or "utf-8"), list[Note]()
    except UnicodeDecodeError:
        text, notes = _older(content), [Note(OLD_LETTERS, wrong=False)]
    if "\0" in text:
        raise Unreadable(NO_TEXT)
    return text, notes


def _older(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable(NO_TEXT) from None


def _said_separator(text: str) -> str | None:
    """What Excel's own first line `sep=;` says."""
    first = text.split("\n", 1)[0].strip()
    return first[4] if len(first) == 5 and first.lower().startswith("sep=") else None


def _separator(text: str) -> str:
    """The one that cuts the first rows into the most columns of equal number."""
    counts = {separator: [len(cells) for cells in _sample(text, separator)] for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: _cut(counts[separator]))


def _cut(counts: list[int]) -> tuple[int, int]:
    usual = max(set(counts), key=counts.count, default=1)
    return (counts.count(usual) if usual > 1 else 0, usual)


def _sample(text: str, separator: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for _number, cells in _records(text, separator):
            if any(cell.strip() for cell in cells):
                found.append(cells)
            if len(found) == _SAMPLE:
                break
    except Unreadable:
        pass
    return found


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Records counted from 1 as a spreadsheet counts its rows. Raises Unreadable."""
    reader, number = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise Unreadable(Text(f"baris {number + 1}: {BROKEN.id}", f"row {number + 1}: {BROKEN.en}")) from None
        if cells is None:
            return
        number += 1
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise Unreadable(TOO_LONG.fill(rows=MOST_ROWS, columns=MOST_COLUMNS))
        yield number, cells


def _cells(number: int, cells: list[str]) -> tuple[Cell, ...]:
    stripped = ((place, cell.strip()) for place, cell in enumerate(cells, 1))
    return tuple(Cell(number, letter(place), text, "formula" if text.startswith("=") else "text") for place, text in stripped if text)
