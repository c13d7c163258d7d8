"""Weights against bands: which leave them, and whether the bands leave any choice at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from workflow.core.definition import Source
from workflow.core.tally.numbers import written
from workflow.core.words import Text

OUTSIDE = Text(
    "bobot {name} {weight} di luar rentang {low} sampai {high}{cite}",
    "the weight of {name}, {weight}, leaves its band of {low} to {high}{cite}",
)
NO_WEIGHT = Text(
    "{name} tidak berbobot, padahal ada rentang {low} sampai {high}{cite}", "{name} has no weight, but a band of {low} to {high}{cite}"
)
FORCED = Text(
    "Dalam rentang ini hanya satu susunan yang berjumlah 100: {weights}.",
    "Within these bands only one set of weights adds up to 100: {weights}.",
)
NONE_FITS = Text("Dalam rentang ini tidak ada susunan yang berjumlah 100.", "Within these bands no weights add up to 100.")


@dataclass(frozen=True, slots=True)
class Band:
    """The weights, in per cent, that a rule allows a part; both ends belong to it."""

    low: Fraction
    high: Fraction
    basis: Source | None = None

    @property
    def cite(self) -> str:
        return f" ({self.basis.cite}, {self.basis.sure})" if self.basis is not None else ""


def outside(weights: Mapping[str, Fraction], bands: Mapping[str, Band]) -> tuple[Text, ...]:
    """A sentence for each weight (in per cent, by part) that leaves its band. What rule packs and `--bands` give is judged alike."""
    return tuple(_outside(weights, bands))


def _outside(weights: Mapping[str, Fraction], bands: Mapping[str, Band]) -> Iterator[Text]:
    for name, band in bands.items():
        told = {"name": name, "low": written(band.low), "high": written(band.high), "cite": band.cite}
        if name not in weights:
            yield NO_WEIGHT.fill(**told)
        elif not band.low <= weights[name] <= band.high:
            yield OUTSIDE.fill(weight=written(weights[name]), **told)


def only_choice(bands: Mapping[str, Band]) -> Text | None:
    """What is left to choose where the bands are of all parts: a sentence when it is one set of weights, or none."""
    low, high = sum((b.low for b in bands.values()), Fraction(0)), sum((b.high for b in bands.values()), Fraction(0))
    if low > 100 or high < 100:
        return NONE_FITS
    if low != 100 and high != 100:
        return None
    ends = {name: band.low if low == 100 else band.high for name, band in bands.items()}
    return FORCED.fill(weights=", ".join(f"{name} {written(end)}" for name, end in ends.items()))
