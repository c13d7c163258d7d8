"""Sentences that tell why a clause is not met: the clause's own words where it has them, else what each comparison says."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from workflow.core import show
from workflow.core.definition import Clause, Definition, Machine
from workflow.core.language import View, sentence
from workflow.core.words import Text


def clause_sentence(clause: Clause, view: View, definition: Definition, machine: Machine, zone: ZoneInfo) -> Text:
    """One sentence for a clause that is false or unknown."""
    if clause.words is not None:
        return Text(f"{clause.words.id}.", f"{clause.words.en}.")
    return sentence(clause.that, view, lambda name: show.label(definition, machine, name))
