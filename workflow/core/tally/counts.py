"""Counts by category against the sums and shares that were printed beside them, with the slip that would explain a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workflow.core.tally.compare import contradiction
from workflow.core.tally.numbers import decimals
from workflow.core.words import Text

SUM = Text(
    "{what} tercetak {printed}, jumlah {names} adalah {sum} ({terms}){slip}",
    "{what} printed {printed}, the sum of {names} is {sum} ({terms}){slip}",
)
SLIP = Text("; cocok bila {name} {value}, bukan {wrong}", "; it would fit if {name} were {value}, not {wrong}")
PASSED, ALL, SHARE = (
    Text("jumlah lulus", "the number passed"),
    Text("jumlah seluruhnya", "the number in all"),
    Text("persentase lulus", "the share passed"),
)
NO_PASSING = Text(
    "Kategori mana yang lulus tidak terbaca dari angkanya. Sebut dengan --passing.",
    "The numbers do not show which categories pass. Name them with --passing.",
)
SHARE_PLACES = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """One printed row. `counts`: category -> number, those that are printed. `passed`, `all`, `share`: as printed; the share in per cent."""

    place: int
    group: str
    counts: Mapping[str, int]
    passed: int | None = None
    all: int | None = None
    share: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """`sum`: of all categories. `passed`: of the passing ones. `share`: passed of all, in per cent. `slips`: category -> the number that would fit."""

    row: Counted
    sum: int
    passed: int | None
    share: Fraction | None
    slips: Mapping[str, int]
    warnings: tuple[Text, ...]


def passing(rows: Sequence[Counted], categories: Sequence[str]) -> tuple[str, ...] | None:
    """The categories, from the first on, whose sum is the printed number passed in the most rows; None where it is in none."""
    printed = [row for row in rows if row.passed is not None]
    fits = {n: sum(_sum(row, categories[:n]) == row.passed for row in printed) for n in range(1, len(categories) + 1)}
    best = max(fits, key=lambda n: fits[n], default=0)
    return tuple(categories[:best]) if best and fits[best] else None


def checked(row: Counted, categories: Sequence[str], passing: Sequence[str] | None) -> Checked:
    """Every sum and share of one row. `passing` None: not known, so only the whole is judged."""
    whole, passed = _sum(row, categories), _sum(row, passing) if passing is not None else None
    is_whole = all(name in row.counts for name in categories)
    of = row.all if row.all is not None else whole if is_whole else None
    share = Fraction(100 * passed, of) if passed is not None and of else None
    slips = _slips(row, passing or (), row.passed) if row.passed is not None and passed is not None else {}
    return Checked(row, whole, passed, share, slips, tuple(_warnings(row, categories, passing, share, slips, is_whole)))


def _warnings(
    row: Counted, categories: Sequence[str], passing: Sequence[str] | None, share: Fraction | None, slips: Mapping[str, int], is_whole: bool
) -> Iterator[Text]:
    if passing is not None and row.passed is not None and row.passed != _sum(row, passing):
        yield _differs(PASSED, row, passing, row.passed, slips)
    if is_whole and row.all is not None and row.all != _sum(row, categories):
        yield _differs(ALL, row, categories, row.all, _slips(row, categories, row.all))
    if row.share is not None:
        found = contradiction(SHARE, row.share, share, max(decimals(row.share), SHARE_PLACES))
        if found is not None:
            yield found


def _differs(what: Text, row: Counted, names: Sequence[str], printed: int, slips: Mapping[str, int]) -> Text:
    there = [name for name in names if name in row.counts]
    name = next(iter(slips), None)
    slip = SLIP.fill(name=name, value=slips[name], wrong=row.counts[name]) if name is not None else ""
    terms = " + ".join(str(row.counts[name]) for name in there)
    return SUM.fill(what=what, printed=printed, names=", ".join(there), sum=_sum(row, names), terms=terms, slip=slip)


def _sum(row: Counted, names: Sequence[str]) -> int:
    return sum(row.counts.get(name, 0) for name in names)


def _slips(row: Counted, names: Sequence[str], printed: int) -> dict[str, int]:
    """Single cells that a slip of one digit (one too many, one too few, a wrong one, two swapped) would have made of the number that fits."""
    off = _sum(row, names) - printed
    fitting = {name: row.counts[name] - off for name in names if name in row.counts and off and row.counts[name] >= off}
    return {name: value for name, value in fitting.items() if is_slip(str(row.counts[name]), str(value))}


def is_slip(printed: str, meant: str) -> bool:
    """Whether one slip of the hand makes `printed` of `meant`."""
    if len(printed) == len(meant):
        differ = [n for n, (a, b) in enumerate(zip(printed, meant, strict=True)) if a != b]
        swapped = (
            len(differ) == 2
            and differ[1] == differ[0] + 1
            and printed[differ[0]] == meant[differ[1]]
            and printed[differ[1]] == meant[differ[0]]
        )
        return len(differ) == 1 or swapped
    long, short = sorted((printed, meant), key=len, reverse=True)
    return len(long) == len(short) + 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
