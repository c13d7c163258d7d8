"""Numbers as people write them: which decimal mark a file uses, and what no file may mix."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workflow.core.words import Text
from workflow.sheets.grid import Cell

Mark = Literal[".", ","]
_WRITTEN = re.compile(r"[+-]?\d+(?:([.,])\d+)?%?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d+)?%?", re.ASCII)
_POWER = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+", re.ASCII)
_MARKS: tuple[Mark, ...] = (".", ",")

NO_NUMBER = Text("“{text}” bukan angka. Tulis angka saja, misalnya 81.25.", "“{text}” is no number. Write digits only, 81.25 for instance.")
GROUPED = Text(
    "“{text}” memakai pemisah ribuan. Tulis tanpa pemisah ribuan, misalnya 1234.5.",
    "“{text}” has a thousands separator. Write it without one, 1234.5 for instance.",
)
MIXED = Text(
    "“{text}” memakai {mine} sebagai tanda desimal, {n} angka lain memakai {others}. Pakai satu tanda di seluruh berkas.",
    "“{text}” uses {mine} as the decimal mark, {n} other numbers use {others}. Use one mark in the whole file.",
)
POWER = Text(
    "“{text}” dipotong oleh lembar kerja. Jadikan kolom ini teks, lalu tulis angkanya lagi.",
    "“{text}” was cut short by the spreadsheet. Turn this column into text, then write the number again.",
)
NAMES = {".": Text("titik", "a point"), ",": Text("koma", "a comma")}


@dataclass(frozen=True, slots=True)
class Marks:
    """How often each decimal mark stands in the numbers of a file."""

    points: int = 0
    commas: int = 0

    def alone(self, mark: Mark) -> bool:
        """Whether this mark is the one of the file: the more frequent; where both are equal the point."""
        return self.points >= self.commas if mark == "." else self.commas > self.points

    def count(self, mark: Mark) -> int:
        return self.points if mark == "." else self.commas


def marks_of(cells: Iterable[Cell]) -> Marks:
    """Counted over the cells that hold numbers written as text; a number that a spreadsheet keeps as one has no mark."""
    found = [match[1] for cell in cells if cell.kind == "text" and (match := _WRITTEN.fullmatch(cell.text))]
    return Marks(found.count("."), found.count(","))


def number(cell: Cell, marks: Marks) -> str | Text:
    """The number with a point, or what is wrong with it."""
    if cell.kind == "number":
        return cell.text
    if cell.kind == "cut" or _POWER.fullmatch(cell.text):
        return POWER.fill(text=cell.text)
    match = _WRITTEN.fullmatch(cell.text)
    if match is None:
        return (GROUPED if _GROUPED.fullmatch(cell.text) else NO_NUMBER).fill(text=cell.text)
    mark: Mark = "," if match[1] == "," else "."
    if match[1] and not marks.alone(mark):
        other = _MARKS[1 - _MARKS.index(mark)]
        grouped = _GROUPED.fullmatch(cell.text) and marks.count(other)
        return (GROUPED if grouped else MIXED).fill(text=cell.text, mine=NAMES[mark], n=marks.count(other), others=NAMES[other])
    return cell.text.rstrip("%").replace(",", ".").removeprefix("+")
