"""The cells of a file as people see them, before anybody knows what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workflow.core.words import Text
from workflow.sheets.notes import Note

LARGEST = 10_000_000
"""Bytes of a file."""
MOST_ROWS = 200_000
MOST_COLUMNS = 400

Kind = Literal["text", "number", "date", "formula", "error", "cut"]


@dataclass(frozen=True, slots=True)
class Cell:
    """`text`: without spaces around it. `kind` other than text: said by the program that wrote the file.

    `cut`: a number too long for a spreadsheet, which has lost its last digits.
    """

    row: int
    column: str
    text: str
    kind: Kind = "text"

    def note(self, text: Text, head: str | None = None, *, wrong: bool = True) -> Note:
        return Note(text, self.row, self.column, head, wrong)


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows that are not empty, each with its cells that are not empty. `by_text`: the file is text, where a wrong separator shifts cells."""

    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Note, ...] = ()
    by_text: bool = False


class Unreadable(Exception):
    """The file as a whole cannot be read; carries the sentence that says what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.note = Note(text)
