"""A workbook (XLSX): the first sheet that is shown, or the one that is named. Read only; no formula is evaluated, no macro run."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from workflow.core.words import Text
from workflow.sheets.grid import MOST_COLUMNS, MOST_ROWS, Cell, Grid, Kind, Unreadable
from workflow.sheets.notes import Note, letter
from workflow.sheets.text_file import TOO_LONG

LARGEST_UNPACKED = 200_000_000
_EXACT = 10**15
"""From here on a spreadsheet's numbers lose digits."""
BROKEN = Text(
    "Buku kerja ini tidak dapat dibuka. Simpan lagi sebagai XLSX atau CSV.", "This workbook cannot be opened. Save it again as XLSX or CSV."
)
SWOLLEN = Text("Buku kerja ini terlalu besar bila dibuka.", "This workbook is too large once it is unpacked.")
NO_SHEET = Text("Tidak ada lembar bernama {name}; ada: {names}.", "There is no sheet called {name}; there are: {names}.")
SEVERAL = Text("Yang dibaca hanya lembar “{name}”; lembar lain: {names}.", "Only the sheet “{name}” is read; others: {names}.")


def read_workbook(content: bytes, sheet: str | None = None) -> Grid:
    """Raises Unreadable."""
    _bounded(content)
    try:
        return _read(content, sheet)
    except Unreadable:
        raise
    except Exception as error:  # whatever a broken workbook makes the library raise
        raise Unreadable(BROKEN) from error


def _bounded(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(member.file_size for member in packed.infolist())
    except zipfile.BadZipFile:
        raise Unreadable(BROKEN) from None
    if size > LARGEST_UNPACKED:
        raise Unreadable(SWOLLEN)


def _read(content: bytes, wanted: str | None) -> Grid:
    from openpyxl import load_workbook  # a tenth of a second, which whoever reads text need not pay

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and drawings, which nobody here looks at
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            sheet, notes = _chosen(book.worksheets, wanted)
            sheet.reset_dimensions()
            return Grid(tuple(_rows(sheet.iter_rows())), tuple(notes))
        finally:
            book.close()


def _chosen(sheets: list[Any], wanted: str | None) -> tuple[Any, list[Note]]:
    shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    names = ", ".join(sheet.title for sheet in shown)
    found = next((sheet for sheet in shown if wanted is None or sheet.title == wanted), None)
    if found is None:
        raise Unreadable(NO_SHEET.fill(name=wanted or "", names=names))
    others = ", ".join(sheet.title for sheet in shown if sheet is not found)
    told = others and wanted is None
    return found, [Note(SEVERAL.fill(name=found.title, names=others), wrong=False)] if told else []


def _rows(rows: Iterable[Iterable[Any]]) -> Iterator[tuple[Cell, ...]]:
    for number, row in enumerate(rows, 1):
        cells = tuple(cell for place, found in enumerate(row, 1) if (cell := _cell(number, place, found)) is not None)
        if number > MOST_ROWS or any(len(cell.column) > 2 for cell in cells) or len(cells) > MOST_COLUMNS:
            raise Unreadable(TOO_LONG.fill(rows=MOST_ROWS, columns=MOST_COLUMNS))
        if cells:
            yield cells


def _cell(row: int, place: int, found: Any) -> Cell | None:
    if found.value is None:
        return None
    kind, text = _shown(found)
    return Cell(row, letter(place), text, kind) if text else None


def _shown(found: Any) -> tuple[Kind, str]:
    value = found.value
    if found.data_type == "f":
        return "formula", str(getattr(value, "text", value))
    if found.data_type == "e":
        return "error", str(value)
    if isinstance(value, bool):
        return "text", "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, str(found.number_format or ""))
    if isinstance(value, datetime | date | time):
        return "date", _moment(value)
    text = str(value).strip()
    return ("formula" if text.startswith("=") else "text"), text


def _number(value: int | float, shown_as: str) -> tuple[Kind, str]:
    """As a person reads it: fifteen digits, the most that a spreadsheet keeps; a per cent as its number."""
    if abs(value) >= _EXACT:
        return "cut", f"{value:.15g}"
    exact = Decimal(f"{value:.15g}")
    if "%" in shown_as:
        exact *= 100
    text = f"{exact:f}"
    return "number", text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: datetime | date | time) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    return value.isoformat()
