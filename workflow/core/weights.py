"""Weights that a setting of each case gives, told by the setting; and the weights that a case's own score was reckoned with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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


def set_above(world: World, case: Case) -> Mapping[tuple[str, str, str], Fraction]:
    """(machine, score, part) -> the weight that settings of this case and those above give, for every case at or below it."""
    definition = world.definition
    machines = (definition.machines[name] for name in (case.machine, *definition.below(case.machine)))
    parts = [(m, s, p) for m in machines for s in m.scores.values() for p in s.parts if p.weighing is not None]
    found = (
        (m.name, s.name, p.name, scoring.weight(p, CaseView(world, _imagined(case, m)))) for m, s, p in parts if _is_set(case, m, p, world)
    )
    return {(machine, score, part): weight for machine, score, part, weight in found if weight is not None}


def _is_set(case: Case, machine: Machine, part: Part, world: World) -> bool:
    """Whether every name of the weight stands on the case or above it."""
    own = case.machine == machine.name
    above = {case.machine, *world.definition.ancestors(case.machine)}
    heads = {name.partition(".")[0] if "." in name else machine.name for name in names_of(part.weighing)} if part.weighing else set()
    return own or heads <= above


def _imagined(case: Case, machine: Machine) -> Case:
    """A case of the machine below this one, for what is read above it; itself where it is of the machine."""
    below = replace(case, id=-1, parent=case.id, machine=machine.name, facts={})
    return case if case.machine == machine.name else below


def written(weight: Fraction) -> Text:
    """60, 33,33: without decimals where it has none."""
    hundredths = scaled(weight, 2)
    return show.decimal(hundredths, 2, 0 if hundredths % HUNDREDTHS == 0 else 2)
