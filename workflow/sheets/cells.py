"""A cell as the answer to a fact: the text that a form field of that kind would be given, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from workflow.core.definition import ChoiceList, Fact, FactKind
from workflow.core.words import Text, same
from workflow.sheets import dates, numerals
from workflow.sheets.columns import plain
from workflow.sheets.grid import Cell
from workflow.sheets.notes import Note
from workflow.sheets.numerals import Marks

UNKNOWN = ("-", "–", "—", "_", "n/a", "na", "null", "none")
"""What people write where a value is not known."""
YES = {"ya", "yes", "y", "true", "benar", "1", "v", "✓", "✔"}
NO = {"tidak", "no", "n", "false", "salah", "0"}
NUMBERS = (FactKind.NUMBER, FactKind.DECIMAL, FactKind.RATING, FactKind.DURATION, FactKind.FORMULA)
TEXTS = (FactKind.TEXT, FactKind.LONG_TEXT, FactKind.PERSON, FactKind.CASE, FactKind.FILE, FactKind.CHECKLIST, FactKind.TABLE)
_NO_FORMULA = re.compile(r"[+-]?[\d\s().,/-]+")

FORMULA = Text(
    "Sel ini berisi rumus ({text}). Rumus tidak pernah dihitung di sini; tempel nilainya saja.",
    "This cell holds a formula ({text}). Formulas are never evaluated here; paste its value only.",
)
BROKEN_CELL = Text("Sel ini berisi galat lembar kerja ({text}).", "This cell holds an error of the spreadsheet ({text}).")
LIKE_FORMULA = Text(
    "“{text}” akan dijalankan sebagai rumus oleh lembar kerja. Hapus tanda di depannya.",
    "A spreadsheet would run “{text}” as a formula. Remove the sign in front.",
)
NO_CHOICE = Text("“{text}” bukan salah satu pilihan: {choices}.", "“{text}” is none of the choices: {choices}.")
NO_ANSWER = Text("“{text}” bukan ya atau tidak.", "“{text}” is neither yes nor no.")
NO_MOMENT = Text(
    "“{text}” bukan tanggal dan jam. Tulis misalnya 2026-11-21 09:30.", "“{text}” is no date and time. Write 2026-11-21 09:30."
)


@dataclass(slots=True)
class Reader:
    """Reads cells by the kind of their fact. `notes`: what it found on the way; how a column was read is told once."""

    marks: Marks
    notes: list[Note] = field(default_factory=list)
    _told: set[tuple[str, str]] = field(default_factory=set)

    def typed(self, cell: Cell | None, fact: Fact, head: str) -> str | None:
        """What a person would have typed for the fact; None where nothing stands, and where it is bad, which is noted."""
        if cell is None or (cell.text.casefold() in UNKNOWN and fact.kind not in TEXTS):
            return None
        found = _bad(cell) or _READERS[fact.kind](self, cell, fact, head)
        if isinstance(found, Text):
            self.notes.append(cell.note(found, head))
            return None
        return found

    def say(self, cell: Cell, head: str, kind: str, text: Text | None) -> None:
        """How a column was read, told at its first cell."""
        if text is not None and (head, kind) not in self._told:
            self._told.add((head, kind))
            self.notes.append(cell.note(text, head, wrong=False))

    def number(self, cell: Cell) -> str | Text:
        return numerals.number(cell, self.marks)


def _bad(cell: Cell) -> Text | None:
    if cell.kind == "formula":
        return FORMULA.fill(text=cell.text[:60])
    if cell.kind == "cut":
        return numerals.POWER.fill(text=cell.text)
    return BROKEN_CELL.fill(text=cell.text) if cell.kind == "error" else None


def _number(reader: Reader, cell: Cell, fact: Fact, _head: str) -> str | Text:
    found = reader.number(cell)
    if isinstance(found, Text) or fact.kind is not FactKind.RATING:
        return found
    value = Decimal(found)
    return str(int(value)) if value == int(value) else found


def _date(reader: Reader, cell: Cell, _fact: Fact, head: str) -> str | Text:
    found = dates.read_date(cell.text)
    if isinstance(found, Text):
        return found
    day, how = found
    reader.say(cell, head, "serial" if cell.text[:5].isdecimal() else "day first", how)
    return day


def _moment(reader: Reader, cell: Cell, fact: Fact, head: str) -> str | Text:
    day, _, hour = cell.text.replace("T", " ").rpartition(" ")
    clock = re.fullmatch(r"(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?", hour)
    found = dates.read_date(day.strip()) if clock else None
    if clock is None or found is None or isinstance(found, Text):
        return NO_MOMENT.fill(text=cell.text)
    reader.say(cell, head, "day first", found[1])
    return f"{found[0]}T{int(clock[1]):02}:{clock[2]}"


def _yes_no(_reader: Reader, cell: Cell, _fact: Fact, _head: str) -> str | Text:
    said = cell.text.casefold()
    return "yes" if said in YES else "no" if said in NO else NO_ANSWER.fill(text=cell.text)


def _choice(_reader: Reader, cell: Cell, fact: Fact, _head: str) -> str | Text:
    return chosen(fact.choices, cell.text)


def chosen(choices: ChoiceList | None, text: str) -> str | Text:
    """The value that is named by itself or by its words."""
    if choices is None:
        return text
    named = {plain(spelling): value for value in choices.values for spelling in _names(choices, value)}
    found = text if text in choices.values else named.get(plain(text))
    return found or NO_CHOICE.fill(text=text, choices=_listed(choices))


def _listed(choices: ChoiceList) -> Text:
    words = [choices.words.get(value, same(value)) for value in choices.values]
    return Text(", ".join(word.id for word in words), ", ".join(word.en for word in words))


def _names(choices: ChoiceList, value: str) -> tuple[str, ...]:
    words = choices.words.get(value)
    return (value, words.id, words.en) if words else (value,)


def _text(_reader: Reader, cell: Cell, _fact: Fact, _head: str) -> str | Text:
    """An apostrophe before a sign is how spreadsheets, and our own exports, say that it is no formula."""
    text = cell.text
    if text.startswith("'") and text[1:2] in ("=", "+", "-", "@"):
        return text[1:]
    risky = text.startswith("@") or (text[:1] in ("+", "-") and len(text) > 1 and not _NO_FORMULA.fullmatch(text))
    return LIKE_FORMULA.fill(text=text[:60]) if risky else text


_READERS: Mapping[FactKind, Callable[[Reader, Cell, Fact, str], str | Text]] = {
    **dict.fromkeys(NUMBERS, _number),
    **dict.fromkeys(TEXTS, _text),
    FactKind.DATE: _date,
    FactKind.MOMENT: _moment,
    FactKind.YES_NO: _yes_no,
    FactKind.CHOICE: _choice,
}
