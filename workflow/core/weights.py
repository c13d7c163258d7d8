"""Weights that a setting of each case gives, told by the setting; and the weights that a case's own score was reckoned with."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from workflow.core import scoring, show
from workflow.core.definition import Definition, Machine, Part, Score
from workflow.core.language import names_of
from workflow.core.scoring import scaled
from workflow.core.view import CaseView
from workflow.core.words import Text, lower
from workflow.core.world import Case, World

HUNDREDTHS = 100


def setting(definition: Definition, machine: Machine, part: Part) -> Text | None:
    """By which facts the weight goes, each with the kind of case that sets it; None where the weight is fixed."""
    if part.weighing is None:
        return None
    told = [_named(definition, machine, name) for name in sorted(names_of(part.weighing))]
    return Text(", ".join(t.id for t in told), ", ".join(t.en for t in told))


def _named(definition: Definition, machine: Machine, name: str) -> Text:
    head, _, rest = name.partition(".")
    holder = definition.machines[head] if rest and head in definition.machines else machine
    words = Text("{holder}: {words}", "{holder}: {words}")
    return words.fill(holder=lower(holder.words), words=show.label(definition, machine, name))


def used(world: World, case: Case, score: Score) -> Mapping[str, Fraction]:
    """Part -> its weight in points for this case as things stand; what is missing has none. Empty: parts without weights, or unknown ones."""
    return scoring.weights(world, case, score, CaseView(world, case)) or {}


def written(weight: Fraction) -> Text:
    """60, 33,33: without decimals where it has none."""
    hundredths = scaled(weight, 2)
    return show.decimal(hundredths, 2, 0 if hundredths % HUNDREDTHS == 0 else 2)
