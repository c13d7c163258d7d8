"""Cells as answers: numbers, dates, choices, and what is said of those that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.definition import ChoiceList, Fact, FactKind
from workflow.core.language import Kind, Type
from workflow.core.words import Text
from workflow.sheets import Cell, Reader
from workflow.sheets.dates import read_date
from workflow.sheets.numerals import Marks, marks_of, number

LEVELS = ChoiceList("level", ("di_bawah", "sesuai"), True, {"di_bawah": Text("Di bawah", "Below"), "sesuai": Text("Sesuai", "Meets")})


def fact(kind: FactKind) -> Fact:
    return Fact("x", kind, Type(Kind.NUMBER), Text("X", "X"), choices=LEVELS if kind is FactKind.CHOICE else None)


def typed(kind: FactKind, text: str, *others: str) -> str | tuple[str, ...] | None:
    """What would be typed; where nothing would, what is said of it."""
    cells = [Cell(2 + n, "B", one) for n, one in enumerate((text, *others))]
    reader = Reader(marks_of(cells))
    found = reader.typed(cells[0], fact(kind), "X")
    return found if found is not None else tuple(note.text.en for note in reader.notes) or None


@pytest.mark.parametrize(
    ("text", "others", "found"),
    [
        ("81.25", (), "81.25"),
        ("81,25", ("80,5", "79"), "81.25"),
        ("81", ("80,5",), "81"),
        ("-3", (), "-3"),
        ("+3", (), "3"),
        ("31,85%", (), "31.85"),
        ("061", (), "061"),
        ("81,250", (), "81.250"),
    ],
)
def test_numbers_are_read(text: str, others: tuple[str, ...], found: str) -> None:
    assert typed(FactKind.DECIMAL, text, *others) == found


@pytest.mark.parametrize(
    ("text", "others", "says"),
    [
        ("81,25", ("80.5", "79.5"), "uses a comma as the decimal mark, 2 other numbers use a point"),
        ("81.25", ("80,5", "79,5"), "uses a point as the decimal mark, 2 other numbers use a comma"),
        ("1.234", ("80,5", "79,5"), "thousands separator"),
        ("1.234,5", (), "thousands separator"),
        ("1,234.5", (), "thousands separator"),
        ("1 234", (), "thousands separator"),
        ("1.234.567", (), "thousands separator"),
        ("8l.25", (), "is no number"),
        ("tujuh", (), "is no number"),
        ("81.25 (baik)", (), "is no number"),
        ("1,99001E+17", (), "cut short"),
        ("1/2", (), "is no number"),
        ("٣", (), "is no number"),
    ],
)
def test_numbers_that_cannot_be_read_say_why(text: str, others: tuple[str, ...], says: str) -> None:
    (told,) = typed(FactKind.DECIMAL, text, *others) or ("nothing",)
    assert says in told


@given(st.integers(-(10**9), 10**9), st.integers(1, 6), st.sampled_from(".,"))
def test_a_number_reads_as_it_was_written(whole: int, places: int, mark: str) -> None:
    text = f"{abs(whole):0{places + 1}d}"
    written = f"{'-' if whole < 0 else ''}{text[:-places]}.{text[-places:]}"
    cell = Cell(1, "A", written.replace(".", mark))
    assert number(cell, marks_of([cell])) == written


def test_the_more_frequent_mark_is_that_of_the_file() -> None:
    marks = Marks(points=1, commas=2)
    assert marks.alone(",") and not marks.alone(".") and Marks(1, 1).alone(".")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21 00:00:00", "2026-11-21"),
        ("21/11/2026", "2026-11-21"),
        ("1-2-1998", "1998-02-01"),
        ("1.2.1998", "1998-02-01"),
        ("17 Agustus 1980", "1980-08-17"),
        ("17 August 1980", "1980-08-17"),
        ("17 Agu 1980", "1980-08-17"),
        ("36892", "2001-01-01"),
        ("36892.0", "2001-01-01"),
    ],
)
def test_dates_are_read(text: str, day: str) -> None:
    found = read_date(text)
    assert isinstance(found, tuple) and found[0] == day


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("30/02/2026", "is no date"),
        ("11/21/2026", "month/day/year"),
        ("21/11/26", "four digits"),
        ("besok", "is no date"),
        ("17 Oktobar 1980", "is no date"),
        ("99999", "is no date"),
        ("2026", "is no date"),
    ],
)
def test_dates_that_cannot_be_read_say_why(text: str, says: str) -> None:
    (told,) = typed(FactKind.DATE, text) or ("nothing",)
    assert says in told


def test_how_dates_were_read_is_told_once_for_a_column() -> None:
    reader = Reader(Marks())
    for n, text in enumerate(("36892", "36893", "02/01/2001")):
        reader.typed(Cell(n, "C", text), fact(FactKind.DATE), "Lahir")
    assert [(note.row, note.wrong) for note in reader.notes] == [(0, False), (2, False)]
    assert "36892 = 1 January 2001" in reader.notes[0].text.en


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (FactKind.YES_NO, "Ya", "yes"),
        (FactKind.YES_NO, "FALSE", "no"),
        (FactKind.YES_NO, "✓", "yes"),
        (FactKind.CHOICE, "di_bawah", "di_bawah"),
        (FactKind.CHOICE, "Di Bawah", "di_bawah"),
        (FactKind.CHOICE, "meets", "sesuai"),
        (FactKind.RATING, "4.0", "4"),
        (FactKind.MOMENT, "21/11/2026 9.30", "2026-11-21T09:30"),
        (FactKind.MOMENT, "2026-11-21T09:30", "2026-11-21T09:30"),
        (FactKind.TEXT, "'=1+1", "=1+1"),
        (FactKind.TEXT, "+62 812-3456", "+62 812-3456"),
        (FactKind.TEXT, "-", "-"),
        (FactKind.NUMBER, "–", None),
        (FactKind.NUMBER, "n/a", None),
    ],
)
def test_other_kinds(kind: FactKind, text: str, found: str | None) -> None:
    assert typed(kind, text) == found


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        (FactKind.YES_NO, "mungkin", "neither yes nor no"),
        (FactKind.CHOICE, "di atas", "none of the choices: Below, Meets"),
        (FactKind.MOMENT, "2026-11-21", "no date and time"),
        (FactKind.TEXT, "@SUM(A1)", "as a formula"),
        (FactKind.TEXT, "+cmd|' /C calc'!A0", "as a formula"),
        (FactKind.TEXT, "-2+3+cmd", "as a formula"),
    ],
)
def test_what_other_kinds_refuse(kind: FactKind, text: str, says: str) -> None:
    (told,) = typed(kind, text) or ("nothing",)
    assert says in told


@pytest.mark.parametrize(("kind", "says"), [("formula", "Formulas are never evaluated"), ("error", "error of the spreadsheet")])
def test_formulas_and_errors_are_bad_whatever_the_fact(kind: str, says: str) -> None:
    reader = Reader(Marks())
    assert reader.typed(Cell(3, "B", "=1+1", kind), fact(FactKind.TEXT), "X") is None  # type: ignore[arg-type]
    assert says in reader.notes[0].text.en and reader.notes[0].place.en == "row 3, column B (X)"
