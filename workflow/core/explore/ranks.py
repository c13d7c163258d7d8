"""Every way in which so many cases can be ranked, ties at the cut included."""

from __future__ import annotations

from functools import lru_cache
from itertools import permutations
from typing import Literal

Place = tuple[int, bool, bool]
"""Rank, taken, tied."""


@lru_cache(maxsize=256)
def arrangements(size: int, take: int, equal_at_cut: Literal["admit", "leave_out"]) -> tuple[tuple[Place, ...], ...]:
    """For each case its place: every order of ranks 1, 2, ..., and, where the cut lies between two, the same with both of one rank there."""
    plain = [(i + 1, i < take, False) for i in range(size)]
    rows = [plain]
    if 0 < take < size:
        taken = equal_at_cut == "admit"
        rows.append([(take, taken, True) if i in (take - 1, take) else place for i, place in enumerate(plain)])
    return tuple(dict.fromkeys(order for row in rows for order in permutations(row)))
