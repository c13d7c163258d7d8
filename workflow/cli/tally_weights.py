"""Weights on the command line of a tally: accepted, refused with their contradiction, or gone on with for a reason."""

from __future__ import annotations

import json
import sys
from fractions import Fraction

import click

from workflow.cli.common import fail
from workflow.core.tally.numbers import written
from workflow.core.tally.weighing import Verdict
from workflow.core.words import Language, Text

ACCEPTED = Text("Bobot dapat dipakai: {weights}.", "These weights can be used: {weights}.")
REFUSED = Text("Bobot ditolak: {why}.", "The weights are refused: {why}.")
NOTED = Text("Bobot menyimpang ({why}).", "The weights deviate ({why}).")
WITH_REASON = Text("Bobot menyimpang ({why}); alasan: {reason}", "The weights deviate ({why}); reason: {reason}")


def tell_verdict(verdict: Verdict, reason: str | None, language: Language, *, as_json: bool, alone: bool) -> None:
    """Ends the command with 1 where the weights cannot be used. `alone`: there is no file, so this is the whole answer."""
    if alone and as_json:
        click.echo(_json(verdict, reason, language))
        sys.exit(0 if verdict.stands(reason) else 1)
    why = "; ".join(text.in_(language) for text in verdict.told)
    if not verdict.stands(reason):
        fail(" ".join([REFUSED.fill(why=why.rstrip(".")).in_(language), *([verdict.hint.in_(language)] if verdict.hint else [])]))
    if why:
        click.echo((WITH_REASON if reason else NOTED).fill(why=why, reason=reason).in_(language), err=True)
    if alone:
        click.echo(ACCEPTED.fill(weights=_list(verdict)).in_(language))


def _list(verdict: Verdict) -> str:
    return ", ".join(f"{name} {written(weight)}" for name, weight in verdict.weights.items())


def _json(verdict: Verdict, reason: str | None, language: Language) -> str:
    answer = {
        "accepted": verdict.stands(reason),
        "weights": {name: written(weight) for name, weight in verdict.weights.items()},
        "sum": written(sum(verdict.weights.values(), Fraction(0))),
        "contradictions": [text.in_(language) for text in verdict.told],
        "hint": verdict.hint.in_(language) if verdict.hint else None,
        "reason": reason,
    }
    return json.dumps(answer, ensure_ascii=False)
