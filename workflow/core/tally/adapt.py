"""The definition as one tally reads it: other weights, other maxima, and values that are given instead of what they follow from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

from workflow.core import show
from workflow.core.definition import Definition, Fact, FactKind, Machine, Part, Score
from workflow.core.language import Kind, Type
from workflow.core.scoring import greatest
from workflow.core.tally.asked import Changes
from workflow.core.tally.numbers import written
from workflow.core.words import Text

PLACES = 12
"""Decimals that a value given instead of its parts may have."""
NOT_HUNDRED = Text("Bobot “{score}” berjumlah {sum}, bukan 100: {parts}.", "The weights of “{score}” add up to {sum}, not 100: {parts}.")
NO_PART = Text("Tidak ada bagian bernama “{name}”; ada: {names}.", "There is no part called “{name}”; there are: {names}.")
NO_WEIGHT = Text("Bagian “{name}” tidak berbobot.", "The part “{name}” has no weight.")
FINE = Text("Bobot “{name}” paling banyak dua angka di belakang koma.", "The weight of “{name}” may have two decimals at most.")


def given_name(name: str) -> str:
    """The fact that carries a value given for a score or part; no name of a definition has a space."""
    return f"{name} given"


def adapted(definition: Definition, machine: str, given: Collection[str], changes: Changes) -> Definition:
    """`given`: scores and parts of the machine whose values come from the table. Names are known to exist."""
    own = _with_most(definition.machines[machine], changes.most)
    own = _with_weights(own, changes.weights)
    facts = {given_name(name): _fact(given_name(name), show.label(definition, own, name)) for name in given}
    scores = {name: _score(own, score, given, changes.points) for name, score in own.scores.items()}
    made = replace(own, facts={**own.facts, **facts}, scores=scores)
    return replace(definition, machines={**definition.machines, machine: made})


def _fact(name: str, words: Text) -> Fact:
    return Fact(name, FactKind.DECIMAL, Type(Kind.NUMBER, places=PLACES), words, places=PLACES, optional=True)


def _score(machine: Machine, score: Score, given: Collection[str], points: Collection[str]) -> Score:
    if score.name in given:
        return replace(score, parts=(Part(f"{score.name} whole", None, given_name(score.name), words=score.words),))
    return replace(score, parts=tuple(_part(machine, part, part.name in points) if part.name in given else part for part in score.parts))


def _part(machine: Machine, part: Part, in_points: bool) -> Part:
    return replace(part, from_=given_name(part.name), as_=None, where=None, at_least=1, most=most_of(machine, part), in_points=in_points)


def most_of(machine: Machine, part: Part) -> int:
    """The value of a part that earns its whole weight."""
    if part.from_ in machine.scores:
        return machine.scores[part.from_].out_of
    return greatest(part, machine.facts[part.from_.rpartition(".")[2]])


def _with_most(machine: Machine, most: Mapping[str, int]) -> Machine:
    facts = {name: _bounded(fact, most[name]) if name in most else fact for name, fact in machine.facts.items()}
    scores = {name: _out_of(score, most) for name, score in machine.scores.items()}
    return replace(machine, facts=facts, scores=scores)


def _bounded(fact: Fact, most: int) -> Fact:
    return replace(fact, most=most, type=replace(fact.type, hi=most * 10**fact.type.places))


def _out_of(score: Score, most: Mapping[str, int]) -> Score:
    parts = tuple(replace(part, most=most[part.name]) if part.name in most else part for part in score.parts)
    return replace(score, parts=parts, out_of=most.get(score.name, score.out_of))


def _with_weights(machine: Machine, weights: Mapping[str, Fraction]) -> Machine:
    return replace(machine, scores={name: weighed(score, weights) for name, score in machine.scores.items()})


def weighed(score: Score, weights: Mapping[str, Fraction]) -> Score:
    """The score with other weights, in per cent."""
    parts = tuple(
        replace(part, weight=int(weights[part.name] * 100), weighing=None) if part.name in weights else part for part in score.parts
    )
    return replace(score, parts=parts)


def weight_troubles(machine: Machine, weights: Mapping[str, Fraction]) -> tuple[Text, ...]:
    """What is wrong with weights that somebody tries: names, decimals, a sum that is not 100."""
    every = {part.name: part for score in machine.scores.values() for part in score.parts}
    names = ", ".join(name for name, part in every.items() if part.is_weighed)
    found = [NO_PART.fill(name=name, names=names) for name in weights if name not in every]
    found += [NO_WEIGHT.fill(name=name) for name in weights if name in every and not every[name].is_weighed]
    found += [FINE.fill(name=name) for name, weight in weights.items() if (weight * 100).denominator != 1]
    sums = [_sum(weighed(score, weights)) for score in machine.scores.values() if any(part.name in weights for part in score.parts)]
    return (*found, *(text for text in sums if text is not None and not found))


def _sum(score: Score) -> Text | None:
    weights = {part.name: Fraction(part.weight, 100) for part in score.parts if part.weight is not None}
    whole = sum(weights.values(), Fraction(0))
    if whole == 100 or any(part.weighing is not None for part in score.parts):
        return None
    return NOT_HUNDRED.fill(score=score.name, sum=written(whole), parts=", ".join(f"{n} {written(w)}" for n, w in weights.items()))
