"""Weights that somebody tries, judged: can they be reckoned with, and do they keep their bands?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from workflow.core.definition import Definition, Score
from workflow.core.tally.adapt import weighed, weight_troubles
from workflow.core.tally.bands import Band, only_choice, outside
from workflow.core.words import Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """`weights`: of the whole score, in per cent. `troubles`: nothing can be reckoned. `contradictions`: a band is left, which a reason may carry.

    `hint`: what the bands leave to choose.
    """

    weights: Mapping[str, Fraction]
    troubles: tuple[Text, ...]
    contradictions: tuple[Text, ...]
    hint: Text | None

    def stands(self, reason: str | None) -> bool:
        """Whether they may be used, with this reason."""
        return not self.troubles and (not self.contradictions or bool(reason and reason.strip()))


def judge(definition: Definition, weights: Mapping[str, Fraction], bands: Mapping[str, Band]) -> Verdict:
    """Judge the weights of the score that has such parts; parts that are not named keep their own."""
    wanted = {*weights, *bands}
    machines = definition.machines.values()
    machine = next((m for m in machines if any(wanted & _parts(score) for score in m.scores.values())), definition.root)
    score = next((score for score in machine.scores.values() if wanted & _parts(score)), None)
    whole = _weights(weighed(score, weights)) if score is not None else dict(weights)
    wrong = outside(whole, bands)
    return Verdict(whole, weight_troubles(machine, weights), wrong, only_choice(bands) if wrong and bands.keys() == whole.keys() else None)


def _parts(score: Score) -> set[str]:
    return {part.name for part in score.parts}


def _weights(score: Score) -> dict[str, Fraction]:
    return {part.name: Fraction(part.weight, 100) for part in score.parts if part.weight is not None}
