"""Whether a row passes: each clause that a stage asks beside where the case stands, told with the numbers it read."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core import show
from workflow.core.definition import Clause, Definition, Machine
from workflow.core.language import Expr, View, evaluate, sentence
from workflow.core.language.nodes import Name
from workflow.core.tally.reads import Reads, reads
from workflow.core.tally.stages import Kind, Stage
from workflow.core.tally.standing import clauses, is_standing
from workflow.core.words import Text

UNKNOWN = Text("Belum diketahui: {told}", "Not known: {told}")


def asked(definition: Definition, stage: Stage) -> tuple[Clause, ...]:
    """The thresholds of a stage: what its condition asks, the group itself, or the groups that read nothing but what a score reads."""
    machine = definition.machines[stage.machine]
    if stage.kind is Kind.REQUIREMENTS:
        return machine.requirements[stage.name]
    if stage.kind in (Kind.RANKING, Kind.FILL):
        return tuple(_of_condition(machine, condition(definition, stage)))
    if not stage.is_order:
        return ()
    own = set(reads(definition, stage).leaves)
    return tuple(
        clause for group in machine.requirements if _own_names(definition, stage, group) <= own for clause in machine.requirements[group]
    )


def condition(definition: Definition, stage: Stage) -> Expr | None:
    """Which cases a ranking or a fill takes."""
    holder = definition.machines[stage.holder or stage.machine]
    if stage.kind is Kind.RANKING:
        return holder.rankings[stage.name].where
    return holder.fills[stage.name].who if stage.kind is Kind.FILL else None


def _own_names(definition: Definition, stage: Stage, group: str) -> set[str]:
    """What a group reads of the case itself; one that reads nothing of it belongs to no score."""
    found = Reads(definition, stage.machine)
    for clause in definition.machines[stage.machine].requirements[group]:
        found.expr(stage.machine, clause.that)
    return {name for name in found.leaves if "." not in name} or {""}


def _of_condition(machine: Machine, where: Expr | None) -> Iterator[Clause]:
    for expr in clauses(where):
        group = expr.name.partition(".")[0] if isinstance(expr, Name) else ""
        if group in machine.requirements:
            yield from machine.requirements[group]
        elif not is_standing(expr):
            yield Clause(expr.source, expr)


def judged(definition: Definition, machine: Machine, asked: tuple[Clause, ...], view: View) -> tuple[bool | None, tuple[Text, ...]]:
    """Whether all are met; and a sentence for each that is not, those that fail before those that are not known."""
    found = [(evaluate(clause.that, view), clause) for clause in asked]
    failed = [_said(definition, machine, clause, view) for value, clause in found if value is False]
    unknown = [UNKNOWN.fill(told=_said(definition, machine, clause, view)) for value, clause in found if value is None]
    return False if failed else None if unknown else True, (*failed, *unknown)


def _said(definition: Definition, machine: Machine, clause: Clause, view: View) -> Text:
    numbers = sentence(clause.that, view, lambda name: show.label(definition, machine, name))
    if clause.words is None:
        return numbers
    return Text("{words}: {numbers}", "{words}: {numbers}").fill(words=clause.words, numbers=numbers)
