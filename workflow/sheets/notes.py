"""What is to be said about a file: where, what, and what to do. Everything is told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workflow.core.words import Language, Text


@dataclass(frozen=True, slots=True)
class Note:
    """`wrong`: it must be mended before the file can be used; else it is told beside the result. `row` from 1, `column` a letter, `head` its heading."""

    text: Text
    row: int | None = None
    column: str | None = None
    head: str | None = None
    wrong: bool = True

    @property
    def place(self) -> Text:
        """`baris 3, kolom C (twk)`; empty where it is about the whole file."""
        column = f"{self.column} ({self.head})" if self.column and self.head else self.column or self.head
        parts = [("baris", "row", self.row), ("kolom", "column", column)]
        said = [(f"{id} {value}", f"{en} {value}") for id, en, value in parts if value is not None]
        return Text(", ".join(id for id, _en in said), ", ".join(en for _id, en in said))

    def said(self, language: Language) -> str:
        """The place and the sentence, on one line."""
        place, text = self.place.in_(language), self.text.in_(language)
        return f"{place}: {text}" if place else text


def in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Each once, from the top of the file down."""
    return tuple(sorted(dict.fromkeys(notes), key=lambda note: (note.row or 0, len(note.column or ""), note.column or "")))


def letter(number: int) -> str:
    """The letter of a column counted from 1: A, Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
