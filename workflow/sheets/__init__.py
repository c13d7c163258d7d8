"""Tables that people bring: CSV and XLSX as rows of named cells with their places, and every bad cell told at once. Changes nothing."""

from __future__ import annotations

from workflow.core.words import Text
from workflow.sheets.cells import Reader
from workflow.sheets.columns import Matched, Wanted, match, plain
from workflow.sheets.grid import LARGEST, Cell, Grid, Unreadable
from workflow.sheets.notes import Note, in_order, letter
from workflow.sheets.table import Row, Table, table
from workflow.sheets.text_file import read_text
from workflow.sheets.workbook import read_workbook

__all__ = [
    "LARGEST", "Cell", "Grid", "Matched", "Note", "Reader", "Row", "Table", "Unreadable", "Wanted", "in_order", "letter", "match", "plain",
    "read_grid", "table",
]  # fmt: skip

EMPTY = Text("Berkas ini kosong.", "This file is empty.")
TOO_LARGE = Text("Berkas ini lebih besar dari {most} MB; bagilah.", "This file is larger than {most} MB; split it.")
OLD_BOOK = Text(
    "Ini buku kerja Excel lama (XLS). Simpan sebagai XLSX atau CSV UTF-8.",
    "This is an old Excel workbook (XLS). Save it as XLSX or CSV UTF-8.",
)
OPEN_BOOK = Text("Ini lembar kerja ODS. Simpan sebagai XLSX atau CSV UTF-8.", "This is an ODS spreadsheet. Save it as XLSX or CSV UTF-8.")
PRINTED = Text(
    "Ini PDF, bukan tabel. Minta berkas lembar kerjanya, atau ketik ulang sebagai CSV atau XLSX.",
    "This is a PDF, no table. Ask for its spreadsheet, or type it anew as CSV or XLSX.",
)
_KINDS = ((b"\xd0\xcf\x11\xe0", OLD_BOOK), (b"%PDF", PRINTED))


def read_grid(content: bytes, sheet: str | None = None) -> Grid:
    """The cells of a file, judged by its content and not by its name. `sheet`: of a workbook. Raises Unreadable."""
    if not content.strip():
        raise Unreadable(EMPTY)
    if len(content) > LARGEST:
        raise Unreadable(TOO_LARGE.fill(most=LARGEST // 1_000_000))
    for beginning, text in _KINDS:
        if content.startswith(beginning):
            raise Unreadable(text)
    if content.startswith(b"PK\x03\x04"):
        if b"mimetypeapplication/vnd.oasis" in content[:120]:
            raise Unreadable(OPEN_BOOK)
        found = read_workbook(content, sheet)
    else:
        found = read_text(content)
    if not found.rows:
        raise Unreadable(EMPTY)
    return found
