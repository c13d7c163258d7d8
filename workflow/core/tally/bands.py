"""Weights against bands: those of the rule packs that a definition uses, and others that somebody names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from workflow.core.definition import Definition, Source
from workflow.core.packs.judge_results import feasible
from workflow.core.packs_shape import Severity, Weights
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
    """The weights, in per cent, that a rule allows a part; both ends belong to it. `severity`: as of a rule in a pack."""

    low: Fraction
    high: Fraction
    basis: Source | None = None
    severity: Severity = "explain"

    @property
    def cite(self) -> str:
        return f" ({self.basis.cite}, {self.basis.sure})" if self.basis is not None else ""


@dataclass(frozen=True, slots=True)
class Outside:
    """One weight that leaves its band."""

    name: str
    band: Band
    text: Text


def bands_of(definition: Definition) -> dict[str, Band]:
    """Part -> band, as the rule packs say that the definition uses and does not waive."""
    found: dict[str, Band] = {}
    for used in definition.packs:
        for rule in used.pack.rules.values():
            if isinstance(rule.body, Weights) and rule.name not in used.waived:
                for part, (low, high) in rule.body.parts.items():
                    found[used.meant(part)] = Band(Fraction(low, 100), Fraction(high, 100), rule.basis, rule.severity)
    return found


def outside(weights: Mapping[str, Fraction], bands: Mapping[str, Band]) -> tuple[Outside, ...]:
    """Each weight (in per cent, by part) that leaves its band."""
    return tuple(_outside(weights, bands))


def _outside(weights: Mapping[str, Fraction], bands: Mapping[str, Band]) -> Iterator[Outside]:
    for name, band in bands.items():
        told = {"name": name, "low": written(band.low), "high": written(band.high), "cite": band.cite}
        if name not in weights:
            yield Outside(name, band, NO_WEIGHT.fill(**told))
        elif not band.low <= weights[name] <= band.high:
            yield Outside(name, band, OUTSIDE.fill(weight=written(weights[name]), **told))


def only_choice(bands: Mapping[str, Band]) -> Text | None:
    """What is left to choose where there is a band for every part: a sentence when it is one set of weights, or none."""
    left = feasible({name: (int(band.low * 100), int(band.high * 100)) for name, band in bands.items()})
    if left is None:
        return NONE_FITS
    if any(low != high for low, high in left.values()):
        return None
    return FORCED.fill(weights=", ".join(f"{name} {written(Fraction(low, 100))}" for name, (low, _high) in left.items()))
