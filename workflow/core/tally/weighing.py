"""Weights that somebody tries, judged: can they be reckoned with, and do they keep their bands?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from workflow.core.definition import Definition, Score
from workflow.core.tally.adapt import weighed, weight_troubles
from workflow.core.tally.bands import Band, Outside, bands_of, only_choice, outside
from workflow.core.words import Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """`weights`: of the whole score, in per cent. `troubles`: nothing can be reckoned. `outside`: what leaves its band.

    `hint`: what the bands leave to choose.
    """

    weights: Mapping[str, Fraction]
    troubles: tuple[Text, ...]
    outside: tuple[Outside, ...]
    hint: Text | None

    @property
    def told(self) -> tuple[Text, ...]:
        return (*self.troubles, *(one.text for one in self.outside))

    def stands(self, reason: str | None) -> bool:
        """Whether they may be used: a rule that blocks never gives way, one to be explained does for a reason, one that notes is only told."""
        severities = {one.band.severity for one in self.outside}
        return not self.troubles and "block" not in severities and ("explain" not in severities or bool(reason and reason.strip()))


def judge(definition: Definition, weights: Mapping[str, Fraction], bands: Mapping[str, Band]) -> Verdict:
    """Judge the weights of the score that has such parts; parts that are not named keep their own.

    `bands`: beside those of the definition's rule packs, in place of them where both name a part.
    """
    bands = {**bands_of(definition), **bands}
    wanted = {*weights} or {*bands}
    machines = definition.machines.values()
    machine = next((m for m in machines if any(wanted & _parts(score) for score in m.scores.values())), definition.root)
    score = next((score for score in machine.scores.values() if wanted & _parts(score)), None)
    whole = _weights(weighed(score, weights)) if score is not None else dict(weights)
    of_score = {name: band for name, band in bands.items() if score is None or name in _parts(score) or name not in _every_part(definition)}
    wrong = outside(whole, of_score)
    return Verdict(
        whole, weight_troubles(machine, weights), wrong, only_choice(of_score) if wrong and of_score.keys() == whole.keys() else None
    )


def _every_part(definition: Definition) -> set[str]:
    return {name for machine in definition.machines.values() for score in machine.scores.values() for name in _parts(score)}


def _parts(score: Score) -> set[str]:
    return {part.name for part in score.parts}


def _weights(score: Score) -> dict[str, Fraction]:
    return {part.name: Fraction(part.weight, 100) for part in score.parts if part.weight is not None}
