"""Which column of a table holds what: headings are matched to the names that are wanted, however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from workflow.core.words import Text
from workflow.sheets.grid import Cell
from workflow.sheets.notes import Note
from workflow.sheets.table import Table

_BEFORE = ("nilai", "skor", "score")
"""Words that tables like to put before what a column holds."""
MISSING = Text("Kolom “{name}” tidak ada. Nama yang dikenal: {names}.", "The column “{name}” is missing. It may be called: {names}.")
LIKE = Text(
    "Kolom “{head}” tidak dikenal. Mungkin maksudnya “{name}”? Ganti judulnya, atau hapus kolomnya.",
    "The column “{head}” is not known. Did you mean “{name}”? Rename it, or remove the column.",
)
UNUSED = Text("Kolom “{head}” tidak dipakai.", "The column “{head}” is not used.")
BOTH = Text(
    "Kolom {columns} sama-sama berarti “{name}”. Hapus salah satunya.", "The columns {columns} both mean “{name}”. Remove one of them."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`also`: other headings under which it is known. `needed`: without it nothing can be done."""

    name: str
    also: tuple[str, ...] = ()
    needed: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(plain(text) for text in (self.name, *self.also) if plain(text)))


@dataclass(frozen=True, slots=True)
class Matched:
    """`columns`: wanted name -> column letter."""

    columns: Mapping[str, str]
    notes: tuple[Note, ...]


def plain(text: str) -> str:
    """A heading as it is compared: letters and digits alone, without accents and capitals."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in letters if character.isalnum())


def readings(head: str) -> Iterator[str]:
    """How a heading may be understood, the surest first."""
    short = re.sub(r"[(\[].*", "", head).strip() or head
    for text in (head, short):
        yield plain(text)
        first, _, rest = text.partition(" ")
        if first.casefold() in _BEFORE and rest:
            yield plain(rest)


def spelled(wanted: Sequence[Wanted]) -> dict[str, str]:
    """Spelling -> wanted name; of two with the same spelling the first one has it, and a name goes before another's other names."""
    found = {plain(one.name): one.name for one in reversed(wanted)}
    for one in wanted:
        for spelling in one.spellings:
            found.setdefault(spelling, one.name)
    return found


def match(table: Table, wanted: Sequence[Wanted], taken: Collection[str] = (), known: Collection[str] = ()) -> Matched:
    """Find the wanted columns. `taken`: letters of columns that somebody else reads. `known`: spellings that mean something not wanted here."""
    names, heads = spelled(wanted), [cell for column, cell in table.heads.items() if column not in taken]
    found: dict[str, list[Cell]] = {}
    unknown: list[Cell] = []
    for cell in heads:
        name = next((names[reading] for reading in readings(cell.text) if reading in names), None)
        if name is None and not any(reading in known for reading in readings(cell.text)):
            unknown.append(cell)
        elif name is not None:
            found.setdefault(name, []).append(cell)
    notes = [_both(name, cells) for name, cells in found.items() if len(cells) > 1]
    absent = [one for one in wanted if one.name not in found]
    notes += [_unknown(cell, absent) for cell in unknown]
    notes += [Note(MISSING.fill(name=one.name, names=", ".join((one.name, *one.also)))) for one in absent if one.needed]
    return Matched({name: cells[0].column for name, cells in found.items()}, tuple(notes))


def _both(name: str, cells: Sequence[Cell]) -> Note:
    columns = ", ".join(f"{cell.column} ({cell.text})" for cell in cells)
    return Note(BOTH.fill(columns=columns, name=name), cells[0].row)


def _unknown(cell: Cell, absent: Sequence[Wanted]) -> Note:
    spellings = {spelling: one.name for one in reversed(absent) for spelling in one.spellings if len(spelling) > 2}
    close = get_close_matches(plain(cell.text), list(spellings), n=1, cutoff=0.75)
    if close:
        return cell.note(LIKE.fill(head=cell.text, name=spellings[close[0]]))
    return cell.note(UNUSED.fill(head=cell.text), wrong=False)
