"""Ranks, ties, the chain that breaks them, and rounding: tables of plain values."""

from __future__ import annotations

from fractions import Fraction

import pytest

from workflow.core.scoring import mean, median, rank, scaled, trimmed_mean

TOTAL_THEN_LEAD = [("highest", "total"), ("highest", "leadership")]


def ranks(
    rows: dict[int, tuple[int | None, ...]], take: int, at_cut: str = "admit", order: list[tuple[str, str]] | None = None
) -> list[tuple[object, ...]]:
    keys = {id: [None if k is None else Fraction(k) for k in values] for id, values in rows.items()}
    found = rank(keys, order or TOTAL_THEN_LEAD, take, at_cut)  # type: ignore[arg-type]
    return [(r.id, r.rank, r.tied, r.taken, r.decided_by) for r in found]


def test_the_first_key_decides_alone() -> None:
    assert ranks({1: (80, 1), 2: (90, 1), 3: (70, 1)}, 2) == [
        (2, 1, False, True, None),
        (1, 2, False, True, None),
        (3, 3, False, False, None),
    ]


def test_a_later_key_breaks_the_tie_and_is_named() -> None:
    assert ranks({1: (80, 30), 2: (80, 40)}, 1) == [(2, 1, False, True, "leadership"), (1, 2, False, False, "leadership")]


@pytest.mark.parametrize(("at_cut", "taken"), [("admit", [True, True, True]), ("leave_out", [True, False, False])])
def test_equal_at_the_cut(at_cut: str, taken: list[bool]) -> None:
    found = ranks({1: (90, 1), 2: (80, 1), 3: (80, 1)}, 2, at_cut)
    assert [row[1] for row in found] == [1, 2, 2]
    assert [row[3] for row in found] == taken
    assert [row[2] for row in found] == [False, True, True]


def test_unknown_ranks_last_whichever_way() -> None:
    assert [row[0] for row in ranks({1: (None, 1), 2: (10, 1)}, 1)] == [2, 1]
    assert [row[0] for row in ranks({1: (None,), 2: (10,)}, 1, order=[("lowest", "age")])] == [2, 1]


def test_lowest_first() -> None:
    assert [row[0] for row in ranks({1: (30,), 2: (10,), 3: (20,)}, 1, order=[("lowest", "age")])] == [2, 3, 1]


def test_nobody_to_rank() -> None:
    assert ranks({}, 3) == []


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(1, 8), 2, 13),
        (Fraction(-1, 8), 2, -13),
        (Fraction(2, 3), 2, 67),
        (Fraction(1, 3), 6, 333333),
        (Fraction(5, 2), 0, 3),
        (Fraction(0), 6, 0),
    ],
)
def test_half_away_from_zero(value: Fraction, places: int, expected: int) -> None:
    assert scaled(value, places) == expected


def test_aggregates_are_exact() -> None:
    values = [Fraction(n) for n in (5, 4, 4)]
    assert mean(values) == Fraction(13, 3)
    assert median(values) == 4
    assert median(values[:2]) == Fraction(9, 2)
    assert trimmed_mean([Fraction(n) for n in (1, 4, 5, 5)]) == Fraction(9, 2)
    assert trimmed_mean(values[:2]) == Fraction(9, 2)
