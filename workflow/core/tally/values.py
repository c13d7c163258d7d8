"""What a row shows beside its rank: points, the values it was ranked by, and what tables and fills give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from workflow.core import scoring, show
from workflow.core.definition import Machine, Part
from workflow.core.language import Type, Value
from workflow.core.names import case_names
from workflow.core.tally.numbers import rounded, written
from workflow.core.view import CaseView
from workflow.core.world import Case, World


@dataclass(frozen=True, slots=True)
class Figures:
    """Part -> points, value before weighing, and value of a hundred."""

    points: Mapping[str, Fraction | None]
    raw: Mapping[str, Fraction | None]
    scaled: Mapping[str, Fraction | None]


def figures(world: World, case: Case, parts: tuple[Part, ...]) -> Figures:
    """What a row shows of each part."""
    machine, view, names = world.machine(case), CaseView(world, case), {part.name for part in parts}
    points: dict[str, Fraction | None] = {}
    for score in machine.scores.values():
        if names & {part.name for part in score.parts}:
            points |= scoring.points(world, case, score, view).parts
    shares = {part.name: scoring.share(world, case, part, view) for part in parts}
    return Figures(
        {part.name: points.get(part.name) for part in parts},
        {name: found[0] if found else None for name, found in shares.items()},
        {name: found[0] * 100 / found[1] if found and found[1] else None for name, found in shares.items()},
    )


def exact(world: World, case: Case, name: str) -> Fraction | None:
    """A score, part, formula or fact that is a number, unrounded."""
    machine, view = world.machine(case), CaseView(world, case)
    if name in machine.facts:
        return _number(view.value(name), machine.facts[name].type)
    for score in machine.scores.values():
        if name == score.name or any(part.name == name for part in score.parts):
            found = scoring.points(world, case, score, view)
            return found.total if name == score.name else found.parts[name]
    return _number(view.value(name), case_names(world.definition, case.machine).get(name))


def _number(value: Value, type_: Type | None) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int) or type_ is None:
        return None
    return Fraction(value, 10**type_.places)


def shown(world: World, case: Case, name: str) -> str | None:
    """The value as text; None where it is unknown or nobody's business but the person's."""
    machine = world.machine(case)
    fact = machine.facts.get(name)
    if fact is not None and fact.personal:
        return None
    number = exact(world, case, name)
    if number is not None:
        return rounded(number, show.places_of(machine, name)) if _is_score(machine, name) else written(number)
    return as_text(CaseView(world, case).value(name))


def as_text(value: Value) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _is_score(machine: Machine, name: str) -> bool:
    return any(name == score.name or any(part.name == name for part in score.parts) for score in machine.scores.values())
