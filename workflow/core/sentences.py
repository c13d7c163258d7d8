"""Sentences that tell why a clause is not met: the clause's own words where it has them, else what each comparison says."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from workflow.core import show
from workflow.core.definition import Clause, Definition, Machine
from workflow.core.language import View, sentence
from workflow.core.words import Text, same


def clause_sentence(clause: Clause, view: View, definition: Definition, machine: Machine, zone: ZoneInfo) -> Text:
    """One sentence for a clause that is false or unknown."""
    if clause.words is not None:
        return Text(f"{clause.words.id}.", f"{clause.words.en}.")
    return sentence(clause.that, view, lambda name: words_of(definition, machine, name), zone.key)


def words_of(definition: Definition, machine: Machine, name: str) -> Text:
    """What a guard of `machine` names: a fact, the set of a machine below, a role, a step; or one value of a choice, `name=value`."""
    name, _, value = name.partition("=")
    if value:
        return _value(definition, machine, name, value)
    label, last = show.label(definition, machine, name), name.rpartition(".")[2]
    if label != same(name):
        return label
    for group in (definition.machines, definition.roles, machine.actions):
        if last in group:
            return group[last].words
    return label


def _value(definition: Definition, machine: Machine, name: str, value: str) -> Text:
    head, _, rest = name.partition(".")
    if rest and head in definition.machines:
        return _value(definition, definition.machines[head], rest, value)
    if name in ("state", "before") and value in machine.states:
        return machine.states[value].words.staff
    if head in definition.tables and rest:
        choices = definition.tables[head].columns[rest].choices
    else:
        choices = machine.facts[name].choices if name in machine.facts else None
    return choices.words.get(value, same(value)) if choices else same(value)
