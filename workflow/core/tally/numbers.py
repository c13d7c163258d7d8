"""Exact numbers as text: half away from zero for display, and how somebody else may have rounded."""

from __future__ import annotations

from fractions import Fraction

from workflow.core import show
from workflow.core.scoring import scaled


def rounded(value: Fraction, places: int) -> str:
    """With so many decimals, half away from zero, and a point."""
    return show.decimal(scaled(value, places), places).en


def truncated(value: Fraction, places: int) -> str:
    """With so many decimals, the rest cut off."""
    whole = abs(value) * 10**places
    cut: int = whole.numerator // whole.denominator
    return show.decimal(cut if value >= 0 else -cut, places).en


def written(value: Fraction) -> str:
    """With as many decimals as it needs, at most six."""
    text = rounded(value, 6)
    return text.rstrip("0").rstrip(".")


def decimals(text: str) -> int:
    """How many decimals a number is written with; the mark is a point."""
    return len(text.partition(".")[2])
