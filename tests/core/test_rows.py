"""Tables as answers: rows read cell by cell, every fault named by its row, and the rows told again as a grid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from workflow.core.definition import Fact
from workflow.core.fields import Desk, Item, parse
from workflow.core.grids import grid
from workflow.core.secrecy import floors, gives_secrets, is_secret
from workflow.core.weights import setting, written
from workflow.load import load

RICH = load(Path(__file__).resolve().parents[1] / "definitions" / "rich" / "2026.1.yaml")
BID, REVIEW = RICH.machines["bid"], RICH.machines["review"]
GOALS = BID.facts["goals"]
DESK = Desk("Asia/Jakarta", {}, is_person=lambda name: {"budi@contoh.example": 7}.get(name))


def read(fact: Fact, **typed: str) -> tuple[Item, ...] | dict[str | None, str]:
    """The items, or the English sentence of each fault by its field."""
    items, problems = parse([fact], {name.replace("__", "."): [text] for name, text in typed.items()}, DESK)
    return {p.field: p.text.en for p in problems} if problems else items.get(fact.name, ())


def test_rows_that_say_nothing_are_no_rows() -> None:
    found = read(GOALS, goals__0__goal=" ", goals__4__goal="Satu", goals__4__by="2026-05-01", goals__4__amount="", goals="")
    assert found == (Item(s="Satu"), Item(d=date(2026, 5, 1)), Item())


def test_every_fault_is_told_with_its_row_as_it_is_counted_and_its_cell_as_it_was_typed() -> None:
    found = read(GOALS, goals__0__goal="Satu", goals__0__by="kemarin", goals__3__by="2026-05-01", goals__3__amount="dua")
    assert found == {
        "goals.0.by": "Row 1: Write a date for Done by that exists, for example 17 8 1980.",
        "goals.3.goal": "Row 2: Fill in: Goal.",
        "goals.3.amount": "Row 2: Write Amount in digits only, for example 12.",
    }


@pytest.mark.parametrize(
    ("least", "most", "rows", "says"),
    [(2, 3, 1, "At least 2 rows in Work plan."), (None, 3, 4, "At most 3 rows in Work plan."), (None, None, 21, "At most 20 rows in Work plan."), (2, 3, 2, "")],
)  # fmt: skip
def test_how_many_rows_there_may_be(least: int | None, most: int | None, rows: int, says: str) -> None:
    typed = {f"goals__{n}__{column}": text for n in range(rows) for column, text in (("goal", "x"), ("by", "2026-05-01"))}
    found = read(replace(GOALS, least=least, most=most), **typed)
    assert found == {"goals": says} if says else isinstance(found, tuple) and len(found) == rows * 3


def test_a_table_that_must_be_filled_asks_for_a_row_and_an_optional_one_does_not() -> None:
    assert read(GOALS) == {"goals": "Fill in at least one row: Work plan."}
    assert read(replace(GOALS, optional=True)) == ()


def test_a_grid_tells_rows_in_the_words_of_their_columns() -> None:
    items = read(
        GOALS, goals__0__goal="Satu", goals__0__by="2026-05-01", goals__1__goal="Dua", goals__1__by="2026-08-17", goals__1__amount="1500"
    )
    assert isinstance(items, tuple)
    made = grid(RICH, BID, GOALS, items, "Asia/Jakarta")
    assert made is not None and made.numeric == (False, False, True)
    assert [made.head_in("id"), *made.rows_in("id")] == [
        ["Sasaran", "Selesai", "Jumlah"],
        ["Satu", "1 Mei 2026", "–"],
        ["Dua", "17 Agustus 2026", "1500"],
    ]
    assert [made.head_in("en"), *made.rows_in("en")] == [
        ["Goal", "Done by", "Amount"],
        ["Satu", "1 May 2026", "–"],
        ["Dua", "17 August 2026", "1500"],
    ]
    assert grid(RICH, BID, GOALS, (), "Asia/Jakarta") is None and grid(RICH, BID, BID.facts["test"], (Item(n=1),), "Asia/Jakarta") is None


def test_a_weight_is_told_by_its_setting_and_written_without_idle_decimals() -> None:
    told = [setting(RICH, BID, part) for part in BID.scores["total"].parts]
    assert [words and words.en for words in told] == ["opening: Weight of the test", "opening: Weight of the interview"]
    assert all(setting(RICH, REVIEW, part) is None for part in REVIEW.scores["around"].parts)
    assert [written(Fraction(n)).id for n in (60, Fraction(100, 3), Fraction(1, 2))] == ["60", "33,33", "0,50"]


def test_secret_sheets_are_known_by_their_action_and_their_givers() -> None:
    assert is_secret(REVIEW, "view") and not is_secret(REVIEW, "rate") and not is_secret(REVIEW, "@appoint")
    assert [name for name in RICH.roles if gives_secrets(RICH, name)] == ["viewer"]
    assert [(words.en, least) for words, least in floors(RICH, REVIEW, "view")] == [("Peers", 3), ("Staff below", 2)]
    assert list(floors(RICH, REVIEW, "rate")) == []
