"""Rows of a table as what would be typed in the form of the step; every cell that cannot be read is noted with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from workflow.core.definition import ChoiceList, Fact, FactKind
from workflow.core.language import Kind as ValueKind
from workflow.core.language import Type
from workflow.core.words import Text
from workflow.imports.columns import Column, columns
from workflow.imports.target import NO_ROLE, Target, role_named
from workflow.sheets import Cell, Matched, Note, Reader, Row, Table, Wanted, match, plain
from workflow.sheets.cells import NUMBERS, chosen
from workflow.sheets.numerals import marks_of

MET = {"ms", "met", "memenuhi", "memenuhisyarat", "terpenuhi", "ya", "yes"}
NOT_MET = {"tms", "notmet", "tidakmemenuhi", "tidakmemenuhisyarat", "tidakterpenuhi", "tidak", "no"}
NO_FINDING = Text("“{text}” bukan terpenuhi (MS) atau tidak terpenuhi (TMS).", "“{text}” is neither met nor not met.")
NO_KEY = Text("Baris ini tidak menyebut perkaranya.", "This row does not say which case it is about.")
NO_KEY_COLUMN = Text(
    "Tidak ada kolom yang menyebut perkaranya. Kolom pertama: “nomor”, atau salah satu dari {names}.",
    "No column says which case each row is about. The first column is “nomor”, or one of {names}.",
)
NO_PERSON = Text("Baris ini tidak menyebut orangnya.", "This row does not say who it is about.")
NO_PERSON_COLUMN = Text(
    "Tidak ada kolom yang menyebut orangnya: “person” (NIP atau alamat surel), “nip”, atau “email”.",
    "No column says who each row is about: “person” (NIP or e-mail address), “nip” or “email”.",
)
CASE = "@case"
_PLAIN = Fact("text", FactKind.TEXT, Type(ValueKind.TEXT), Text("teks", "text"))
_YES_NO = Fact("yes", FactKind.YES_NO, Type(ValueKind.YES_NO), Text("ya atau tidak", "yes or no"))


@dataclass(frozen=True, slots=True)
class Given:
    """One row. `about`: what names its case or its person, as it stands. `key`: (column name, text) of the case. `typed`: field -> text.

    `persons`: fields that name a person by e-mail or NIP. `places`: field -> column letter and heading; CASE for what names the case. `name`, `nip`, `post`: of a person to be made.
    """

    place: int
    about: str
    key: tuple[str, str] | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    persons: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    name: str = ""
    nip: str = ""
    post: str = ""

    def note(self, text: Text, of: str | None = None, *, wrong: bool = True) -> Note:
        """About this row, and about one field of it where that has a column."""
        column, head = self.places.get(of or "", (None, of))
        return Note(text, self.place, column, head, wrong)


@dataclass(slots=True)
class Rows:
    """Reads one table for one target. `same`: heading -> text, for all rows."""

    target: Target
    table: Table
    same: Mapping[str, str]
    notes: list[Note] = field(default_factory=list)
    columns: dict[str, Column] = field(init=False)
    _found: Matched = field(init=False)
    _reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        self.columns = {column.name: column for column in columns(self.target)}
        self._found = match(self.table, [self._wanted(column) for column in self.columns.values()])
        self.notes += self._found.notes
        letters = [letter for name, letter in self._found.columns.items() if self._is_number(self.columns[name])]
        self._reader = Reader(
            marks_of(row.cells[letter] for row in self.table.rows for letter in letters if letter in row.cells), self.notes
        )

    def _wanted(self, column: Column) -> Wanted:
        wanted = column.wanted
        return replace(wanted, needed=False) if column.name in self.same else wanted

    @staticmethod
    def _is_number(column: Column) -> bool:
        return column.fact is not None and column.fact.kind in NUMBERS

    @property
    def headless(self) -> bool:
        """Whether something is wrong with the headings, so that every row would be refused for it."""
        top = next(iter(self.table.heads.values())).row
        return any(note.wrong and (note.row is None or note.row <= top) for note in (*self.table.notes, *self.notes))

    def given(self) -> list[Given]:
        """The rows, unless no column says what they are about."""
        if self.target.kind == "steps" and self._key_column() is None:
            names = ", ".join(name for name, column in self.columns.items() if column.kind == "key")
            self.notes.append(Note(NO_KEY_COLUMN.fill(names=names or "–")))
            return []
        if self.target.kind == "holders" and not {"person", "nip", "email"} & self._found.columns.keys():
            self.notes.append(Note(NO_PERSON_COLUMN))
            return []
        return [row for row in map(self._row, self.table.rows) if row is not None]

    def _key_column(self) -> Column | None:
        """The number of the case where it is there, else the leftmost fact that may name one."""
        there = [c for c in self.columns.values() if c.kind in ("case", "key") and c.name in self._found.columns]
        order = list(self.table.heads)
        return min(there, key=lambda c: (c.kind != "case", order.index(self._found.columns[c.name])), default=None)

    # ------------------------------------------------------------ one row
    def _row(self, row: Row) -> Given | None:
        key, about = self._about(row)
        if about is None:
            if not any(note.wrong and note.row == row.place for note in self.notes):
                self.notes.append(Note(NO_PERSON if self.target.kind == "holders" else NO_KEY, row.place))
            return None
        typed: dict[str, str] = {}
        persons: dict[str, str] = {}
        reasons: dict[str, str] = {}
        for column in self.columns.values():
            text = self._text(row, column)
            if text is None or column.kind in ("case", "key", "name", "nip", "email", "post"):
                continue
            into = reasons if column.kind == "reason" else persons if _is_person(column) else typed
            into[column.typed] = text
        places = self._places(row)
        name, nip, post = (self._text(row, self.columns[kind]) or "" if kind in self.columns else "" for kind in ("name", "nip", "post"))
        given = Given(row.place, about, key, {**self._defaults(), **typed}, persons, reasons, places, name, nip, post)
        return given if self.target.kind != "holders" else replace(given, persons={**persons, "person": about})

    def _places(self, row: Row) -> dict[str, tuple[str, str]]:
        """Where each field stands in this row; of several columns that name the person the one that does."""
        found: dict[str, tuple[str, str]] = {}
        for name, column in self.columns.items():
            letter = self._found.columns.get(name)
            if letter is not None and column.typed and (column.typed not in found or found[column.typed][0] not in row.cells):
                found[column.typed] = (letter, self.table.heads[letter].text)
        key = self._key_column() if self.target.kind == "steps" else None
        if key is not None:
            letter = self._found.columns[key.name]
            found[CASE] = (letter, self.table.heads[letter].text)
        return found

    def _about(self, row: Row) -> tuple[tuple[str, str] | None, str | None]:
        if self.target.kind == "births":
            first = next(iter(row.cells.values()))
            return None, first.text
        if self.target.kind == "holders":
            texts = [self._text(row, self.columns[name]) for name in ("person", "nip", "email")]
            return None, next((text for text in texts if text), None)
        column = self._key_column()
        text = self._text(row, column) if column is not None else None
        return ((column.name, text), text) if column is not None and text else (None, None)

    def _defaults(self) -> dict[str, str]:
        """What a form would show filled in."""
        if self.target.kind != "births":
            return {}
        facts = [column for column in self.columns.values() if column.kind == "fact" and column.fact is not None]
        return {c.typed: c.fact.default for c in facts if c.fact is not None and c.fact.default is not None}

    def _text(self, row: Row, column: Column) -> str | None:
        letter = self._found.columns.get(column.name)
        cell = row.cells.get(letter) if letter is not None else None
        if letter is None and column.name in self.same:
            cell = Cell(row.place, "", self.same[column.name])
        if cell is None:
            return None
        head = self.table.heads[letter].text if letter is not None else column.name
        found = self._read(cell, column, head)
        if isinstance(found, Text):
            self.notes.append(cell.note(found, head))
            return None
        return found

    def _read(self, cell: Cell, column: Column, head: str) -> str | Text | None:
        if column.kind == "finding":
            said = plain(cell.text)
            return "met" if said in MET else "not_met" if said in NOT_MET else NO_FINDING.fill(text=cell.text)
        if column.kind == "role":
            role = role_named(self.target.roles, cell.text)
            return role.name if role is not None else NO_ROLE.fill(role=cell.text, names=", ".join(r.name for r in self.target.roles))
        if column.kind == "attribute" and column.attribute is not None and column.attribute.kind != "text":
            return self._attribute(cell, column, head)
        fact = _YES_NO if column.kind == "deputy" else column.fact or _PLAIN
        if fact.kind is FactKind.RATING and fact.optional and plain(cell.text) in ("cannot", "tidakdapatmenilai", "cannotjudge"):
            return "cannot"
        return self._reader.typed(cell, fact, head)

    def _attribute(self, cell: Cell, column: Column, head: str) -> str | Text | None:
        assert column.attribute is not None  # noqa: S101 - told apart by the caller
        if column.attribute.kind == "yes_no":
            return self._reader.typed(cell, _YES_NO, head)
        if column.attribute.kind == "person":
            return self._reader.typed(cell, _PLAIN, head)
        choices: ChoiceList | None = column.attribute.choices
        return chosen(choices, cell.text)


def _is_person(column: Column) -> bool:
    of_fact = column.fact is not None and column.fact.kind is FactKind.PERSON
    return column.kind == "person" or of_fact or (column.attribute is not None and column.attribute.kind == "person")


def known_heading(target: Target) -> Sequence[str]:
    """Every spelling of a heading, for finding the row of headings."""
    return [spelling for column in columns(target) for spelling in column.wanted.spellings]
