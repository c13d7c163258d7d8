"""Scores as whole numbers: every part and total over one denominator, so that a database adds and compares them exactly.

A score that cannot be brought to that form (it is made of sheets, or its numbers could become too large) has none; who wants it reckons
case by case. What is here says the same as `workflow.core.scoring`, in another form; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import lcm

from workflow.core.definition import Fact, Machine, Part, Score
from workflow.core.language import LARGEST, Expr, Kind
from workflow.core.scoring import PLACES, greatest

MOST_PARTS = 12
"""The most parts over whose weights a missing one is spread: every selection of them makes a denominator."""
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A part: `of`, a fact or another score, times `times`; and times the whole number of `weighing`, where a setting gives the weight.

    `weight`: in hundredths, where it is fixed.
    """

    name: str
    of: Fact | Whole
    times: int
    weight: int | None
    weighing: Expr | None


@dataclass(frozen=True, slots=True)
class Whole:
    """A score: the sum of its pieces over `denominator`. `most`: no numerator becomes larger, sign aside.

    `spread`: where the weight of what is missing is spread over the rest, each piece is also times `spread` / (weights that are there).
    """

    score: Score
    pieces: tuple[Piece, ...]
    denominator: int
    most: int
    spread: int | None = None


@dataclass(frozen=True, slots=True)
class _Share:
    """A part before it is brought over the denominator of its score: times `above`, over `below`; at most `most` above the line."""

    part: Part
    of: Fact | Whole
    above: int
    below: int
    most: int


def wholes(machine: Machine) -> Mapping[str, Whole] | None:
    """Every score of the machine by name; None where one of them cannot be had in this form."""
    found = {name: whole(machine, score) for name, score in machine.scores.items()}
    known = {name: one for name, one in found.items() if one is not None}
    return known if len(known) == len(found) else None


def whole(machine: Machine, score: Score) -> Whole | None:
    """None: made of sheets, weights that differ by case and are spread besides, or numbers that could become too large."""
    spread = _spread(score)
    shares = [_share(machine, part, spread) for part in score.parts]
    known = [share for share in shares if share is not None]
    if len(known) != len(shares) or spread == 0:
        return None
    denominator = lcm(*(share.below for share in known))
    pieces = tuple(Piece(s.part.name, s.of, s.above * (denominator // s.below), s.part.weight, s.part.weighing) for s in known)
    most = sum(share.most * (denominator // share.below) for share in known)
    found = Whole(score, pieces, denominator, most, spread)
    return found if _fits(found) else None


def _spread(score: Score) -> int | None:
    """A number that each sum of some of the weights divides; None where nothing is spread, 0 where there is no such number."""
    if score.missing != "share" or not any(part.is_weighed for part in score.parts):
        return None
    weights = [part.weight for part in score.parts if part.weight]
    if len(weights) != len(score.parts) or len(weights) > MOST_PARTS:
        return 0
    return lcm(*{sum(some) for n in range(1, len(weights) + 1) for some in combinations(weights, n)})


def _share(machine: Machine, part: Part, spread: int | None) -> _Share | None:
    of = _made_of(machine, part)
    if of is None or part.in_points:
        return None
    most, below, out_of = _of_score(of) if isinstance(of, Whole) else (_reach(of), 10**of.type.places, greatest(part, of))
    if not part.is_weighed:
        return _Share(part, of, 1, below, most)
    below *= out_of
    if part.weighing is not None:
        return _Share(part, of, 1, below * 10**part.weighing.type.places, most * max(abs(end) for end in part.weighing.type.reach))
    weight = part.weight or 0
    if spread is None:
        return _Share(part, of, weight, below * HUNDREDTHS, most * weight)
    return _Share(part, of, weight * HUNDREDTHS, below * spread, most * HUNDREDTHS * spread)


def _of_score(of: Whole) -> tuple[int, int, int]:
    return of.most, of.denominator, of.score.out_of


def _made_of(machine: Machine, part: Part) -> Fact | Whole | None:
    if part.from_ in machine.scores:
        return whole(machine, machine.scores[part.from_])
    return None if "." in part.from_ or part.at_least > 1 else machine.facts[part.from_]


def _reach(fact: Fact) -> int:
    return 1 if fact.type.kind is Kind.YES_NO else max(abs(end) for end in fact.type.reach)


def _fits(found: Whole) -> bool:
    """Neither a sum nor a step on the way to the six decimals that are kept passes what a database holds exactly."""
    kept = (found.most // found.denominator + 1) * 10**PLACES
    return all(number <= LARGEST for number in (found.most, kept, found.denominator * (2 * 10**PLACES + 1)))


def named(machine: Machine, name: str) -> tuple[Whole, Piece | None] | None:
    """What the name of a score or of a part means; the piece where it is a part."""
    for score in machine.scores.values():
        if name == score.name or any(name == part.name for part in score.parts):
            found = whole(machine, score)
            return None if found is None else (found, next((piece for piece in found.pieces if piece.name == name), None))
    return None


def facts_of(found: Whole) -> Sequence[Fact]:
    """The facts that a score is made of in the end."""
    return [fact for piece in found.pieces for fact in (facts_of(piece.of) if isinstance(piece.of, Whole) else (piece.of,))]
