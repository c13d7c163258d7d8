"""A printed number against the one that is reckoned: equal, or how they differ."""

from __future__ import annotations

from fractions import Fraction

from workflow.core.tally.numbers import decimals, rounded, truncated, written
from workflow.core.words import Text

DIFFERS = Text("{what} tercetak {printed}, dihitung {reckoned}{exact}{how}", "{what} printed {printed}, reckoned {reckoned}{exact}{how}")
EXACT = Text(" (tepatnya {value})", " (exactly {value})")
CUT = Text(": dipotong, bukan dibulatkan", ": cut off, not rounded")
FEWER = Text(
    ": ditulis dengan {n} angka di belakang koma, seharusnya {places}", ": written with {n} digit(s) after the point instead of {places}"
)
FEWER_CUT = Text(
    ": dipotong menjadi {n} angka di belakang koma, seharusnya {places}", ": cut off after {n} digit(s) instead of rounded to {places}"
)
OFF = Text(": selisih {by}", ": a difference of {by}")
UNKNOWN = Text(
    "{what} tercetak {printed}, tetapi tidak dapat dihitung dari kolom yang ada",
    "{what} printed {printed}, but cannot be reckoned from the columns given",
)
RANK = Text("peringkat tercetak {printed}, dihitung {reckoned}", "rank printed {printed}, reckoned {reckoned}")
NO_RANK = Text("peringkat tercetak {printed}, tetapi baris ini tidak diperingkat", "rank printed {printed}, but this row is not ranked")


def contradiction(what: Text, printed: str, exact: Fraction | None, places: int) -> Text | None:
    """A sentence that names both numbers, or None where they agree. `printed`: with a point; `places`: with which it should be shown."""
    if exact is None:
        return UNKNOWN.fill(what=what, printed=printed)
    shown, n = Fraction(printed), decimals(printed)
    if shown == Fraction(rounded(exact, places)) or (n > places and shown == Fraction(rounded(exact, n))):
        return None
    reckoned = rounded(exact, places)
    told = EXACT.fill(value=written(exact)) if written(exact) != written(Fraction(reckoned)) else ""
    return DIFFERS.fill(what=what, printed=printed, reckoned=reckoned, exact=told, how=_how(shown, n, exact, places))


def _how(shown: Fraction, n: int, exact: Fraction, places: int) -> Text:
    if n < places and shown == Fraction(rounded(exact, n)):
        return FEWER.fill(n=n, places=places)
    if shown == Fraction(truncated(exact, n)):
        return CUT if n >= places else FEWER_CUT.fill(n=n, places=places)
    return OFF.fill(by=written(abs(shown - Fraction(rounded(exact, max(n, places))))))


def rank_contradiction(printed: str, rank: int | None) -> Text | None:
    """The same of a rank."""
    if rank is None:
        return NO_RANK.fill(printed=printed)
    return None if Fraction(printed) == rank else RANK.fill(printed=printed, reckoned=rank)
