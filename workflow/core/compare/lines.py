"""The difference of two texts by lines, with the numbers of the lines, as pages show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

AROUND = 2
"""Unchanged lines shown around a change."""


@dataclass(frozen=True, slots=True)
class LineOf:
    """`old` and `new`: its number in either text, from 1; None where the text does not have it."""

    how: Literal["same", "gone", "new"]
    old: int | None
    new: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that changed, with those around them."""

    lines: tuple[LineOf, ...]


def line_changes(old: str, new: str, around: int = AROUND) -> tuple[Hunk, ...]:
    """Every change with `around` lines before and after it; none for equal texts."""
    before, after = old.splitlines(), new.splitlines()
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(around) if before != after else ()
    return tuple(Hunk(tuple(line for code in group for line in _lines(code, before, after))) for group in groups)


def _lines(code: tuple[str, int, int, int, int], before: list[str], after: list[str]) -> Iterator[LineOf]:
    kind, i, i_end, j, j_end = code
    if kind == "equal":
        yield from (LineOf("same", i + n + 1, j + n + 1, before[i + n]) for n in range(i_end - i))
        return
    yield from (LineOf("gone", n + 1, None, before[n]) for n in range(i, i_end))
    yield from (LineOf("new", None, n + 1, after[n]) for n in range(j, j_end))
