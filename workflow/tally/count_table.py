"""A table of counts by category: one row per group, a column per category, and the sums and shares that were printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.core.definition import Fact, FactKind
from workflow.core.language import Kind, Type
from workflow.core.tally.counts import NO_PASSING, Checked, Counted, checked, passing
from workflow.core.words import Text
from workflow.sheets import Cell, Note, Reader, Row, Table, Unreadable, in_order, plain, read_grid, table
from workflow.sheets.numerals import marks_of

GROUP = ("group", "kelompok", "golongan", "jenjang", "nama", "name", "unit", "instansi")
PRINTED = {
    "passed": ("passed", "stated_passed", "lulus", "jumlah lulus", "dinyatakan lulus"),
    "all": ("all", "total", "stated_total", "candidates", "stated_candidates", "jumlah", "jumlah peserta", "peserta", "seluruhnya"),
    "share": ("share", "stated_share", "persen", "persentase", "persentase lulus", "%"),
}
_COUNT = Fact("count", FactKind.NUMBER, Type(Kind.NUMBER), Text("jumlah", "count"))
NO_CATEGORY = Text(
    "Tidak ada kolom kategori. Beri satu kolom per kategori, atau sebut dengan --categories.",
    "There is no column of a category. Give one column for each, or name them with --categories.",
)
UNKNOWN = Text("Tidak ada kolom “{name}” di berkas.", "The file has no column “{name}”.")
WHOLE = Text("{text} bukan bilangan bulat.", "{text} is no whole number.")


@dataclass(frozen=True, slots=True)
class CountsAnswer:
    """`rows` are empty where a note is wrong. `passing`: the categories that count as passed."""

    rows: tuple[Checked, ...]
    passing: tuple[str, ...] | None
    notes: tuple[Note, ...]


def check_counts(content: bytes, categories: Sequence[str] = (), passed: Sequence[str] = (), sheet: str | None = None) -> CountsAnswer:
    """Check a file. `categories`: headings of their columns, all that hold only numbers where none are named; `passed`: those that pass."""
    known = {plain(name) for name in (*GROUP, *categories, *passed, *(n for names in PRINTED.values() for n in names))}
    try:
        found = table(read_grid(content, sheet), lambda text: plain(text) in known)
    except Unreadable as unreadable:
        return CountsAnswer((), None, (unreadable.note,))
    columns = _Columns(found)
    at, notes = columns.categories(categories)
    rows = [columns.row(row, at) for row in found.rows]
    told = [*found.notes, *notes, *columns.reader.notes]
    if any(note.wrong for note in told):
        return CountsAnswer((), None, in_order(told))
    passes = _passing(rows, list(at), passed)
    if passes is None and any(row.passed is not None for row in rows):
        told.append(Note(NO_PASSING, wrong=False))
    return CountsAnswer(tuple(checked(row, list(at), passes) for row in rows), passes, in_order(told))


def _passing(rows: Sequence[Counted], categories: Sequence[str], named: Sequence[str]) -> tuple[str, ...] | None:
    if named:
        return tuple(name for name in categories if plain(name) in {plain(one) for one in named})
    return passing(rows, categories)


class _Columns:
    """The columns of one table by what they hold."""

    def __init__(self, found: Table) -> None:
        self.table = found
        self.heads = {plain(cell.text) or cell.text: letter for letter, cell in reversed(list(found.heads.items()))}
        self.reader = Reader(marks_of(cell for row in found.rows for cell in row.cells.values()))
        self.printed = {
            name: self.heads[plain(one) or one]
            for name, also in PRINTED.items()
            for one in reversed(also)
            if (plain(one) or one) in self.heads
        }
        first = next(iter(found.heads))
        self.group = next((self.heads[plain(name)] for name in GROUP if plain(name) in self.heads), first)

    def categories(self, named: Sequence[str]) -> tuple[dict[str, str], list[Note]]:
        """Heading -> column letter."""
        if named:
            missing = [Note(UNKNOWN.fill(name=name)) for name in named if plain(name) not in self.heads]
            return {name: self.heads[plain(name)] for name in named if plain(name) in self.heads}, missing
        taken = {self.group, *self.printed.values()}
        found = {cell.text: letter for letter, cell in self.table.heads.items() if letter not in taken and self._counts(letter)}
        return found, [] if found else [Note(NO_CATEGORY)]

    def _counts(self, letter: str) -> bool:
        cells = [row.cells[letter] for row in self.table.rows if letter in row.cells]
        return bool(cells) and sum(cell.text.isdecimal() for cell in cells) * 2 > len(cells)

    def row(self, row: Row, at: dict[str, str]) -> Counted:
        counts = {name: number for name, letter in at.items() if (number := self._whole(row, letter)) is not None}
        group = row.cells.get(self.group)
        share = row.cells.get(self.printed.get("share", ""))
        passed, whole = (self._whole(row, self.printed.get(name, "")) for name in ("passed", "all"))
        return Counted(row.place, group.text if group else str(row.place), counts, passed, whole, self._number(share, "share"))

    def _whole(self, row: Row, letter: str) -> int | None:
        cell = row.cells.get(letter)
        text = self._number(cell, self.table.heads[letter].text) if cell is not None and letter in self.table.heads else None
        if text is None or cell is None:
            return None
        if not text.isdecimal():
            self.reader.notes.append(cell.note(WHOLE.fill(text=cell.text)))
            return None
        return int(text)

    def _number(self, cell: Cell | None, head: str) -> str | None:
        return self.reader.typed(cell, _COUNT, head)
