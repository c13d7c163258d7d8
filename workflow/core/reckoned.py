"""How a process reckons, for those who read its rules: rankings, the filling of open places, decision tables, secret sheets, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow.core import show
from workflow.core.conditions import expression, quantity
from workflow.core.definition import DecisionTable, Definition, Filling, Machine, Ranking, Source
from workflow.core.language import Expr, Kind
from workflow.core.language.nodes import Arithmetic, Scaled
from workflow.core.names import case_names, tables_seen
from workflow.core.parts_results import Key
from workflow.core.secrecy import floors
from workflow.core.words import Text, joined

_AMOUNT = {"highest": Text("{words} tertinggi", "highest {words}"), "lowest": Text("{words} terendah", "lowest {words}")}
_TIME = {"highest": Text("{words} paling akhir", "latest {words}"), "lowest": Text("{words} paling awal", "earliest {words}")}
_LETTERS = {
    "highest": Text("{words} dari Z ke A", "{words} from Z to A"),
    "lowest": Text("{words} menurut abjad", "{words} in alphabetical order"),
}
_DIRECTIONS = {Kind.DATE: _TIME, Kind.MOMENT: _TIME, Kind.TEXT: _LETTERS}
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_COMMA = Text(", ", ", ")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranking. `where`: who is ranked at all; `take`: how many it takes; `admits`: of equals at the cut all are taken, else none."""

    of: Text
    where: Text | None
    order: tuple[Text, ...]
    take: Text
    admits: bool
    basis: Source | None


@dataclass(frozen=True, slots=True)
class Filled:
    """The filling of open places. `passes`: code, words, and what a person's own place and the open one must share."""

    of: Text
    into: Text
    who: Text
    places: Text
    order: tuple[Text, ...]
    into_order: tuple[Text, ...]
    passes: tuple[tuple[str, Text, Text], ...]
    basis: Source | None


@dataclass(frozen=True, slots=True)
class Secret:
    """Sheets that are never opened, and the groups of which means are made, each with the fewest sheets that count."""

    words: Text
    by: Text
    floors: tuple[tuple[Text, int], ...]


def tables(definition: Definition, machine: Machine) -> Iterator[DecisionTable]:
    """The decision tables that cases of the machine read, where they stand nearest: not those that a case above reads already."""
    above = [table.name for name in definition.ancestors(machine.name) for table in tables_seen(definition, name)]
    return (table for table in tables_seen(definition, machine.name) if table.name not in above)


def rankings(definition: Definition, machine: Machine) -> Iterator[Ranked]:
    for ranking in machine.rankings.values():
        yield _ranked(definition, machine, ranking)


def _ranked(definition: Definition, machine: Machine, ranking: Ranking) -> Ranked:
    of = definition.machines[ranking.of]
    where = expression(ranking.where, definition, machine, of) if ranking.where is not None else None
    take = amount(ranking.take, definition, machine)
    return Ranked(of.words, where, _order(definition, of, ranking.order), take, ranking.equal_at_cut == "admit", ranking.basis)


def fills(definition: Definition, machine: Machine) -> Iterator[Filled]:
    for fill in machine.fills.values():
        yield _filled(definition, machine, fill)


def _filled(definition: Definition, machine: Machine, fill: Filling) -> Filled:
    of, into = definition.machines[fill.of], definition.machines[fill.into]
    passes = tuple((one.code, one.words, joined([show.label(definition, into, name) for name in one.same], _COMMA)) for one in fill.passes)
    return Filled(
        of.words, into.words, expression(fill.who, definition, machine, of), amount(fill.places, definition, into),
        _order(definition, of, fill.order), _order(definition, into, fill.into_order), passes, fill.basis,
    )  # fmt: skip


def _order(definition: Definition, machine: Machine, order: Sequence[Key]) -> tuple[Text, ...]:
    types = case_names(definition, machine.name)
    return tuple(
        _DIRECTIONS.get(types[name].kind, _AMOUNT)[direction].fill(words=show.label(definition, machine, name)) for direction, name in order
    )


def amount(expr: Expr, definition: Definition, machine: Machine) -> Text:
    """A number as the definition gives it: `3`, `“Jumlah tempat”`, `“Jumlah tempat” − “Jumlah diambil”`."""
    if isinstance(expr, Scaled):
        return amount(expr.of, definition, machine)
    if not isinstance(expr, Arithmetic):
        return quantity(expr, definition, machine)
    left, right = amount(expr.left, definition, machine), amount(expr.right, definition, machine)
    return Text("{left} {sign} {right}", "{left} {sign} {right}").fill(left=left, sign=_SIGNS[expr.op], right=right)


def secrets(definition: Definition, machine: Machine) -> Iterator[Secret]:
    for action in machine.actions.values():
        if action.secret:
            by = joined([definition.roles[role].words for role in action.by if role in definition.roles], _COMMA)
            yield Secret(action.words, by, tuple(floors(definition, machine, action.name)))
