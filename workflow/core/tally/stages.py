"""What of a definition can be tallied: rankings, the filling of places, scores and their parts, formulas, tables, requirements, moments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.core import show
from workflow.core.definition import Action, Definition, Machine
from workflow.core.language import Kind as ValueKind
from workflow.core.names import tables_seen
from workflow.core.words import Text, same


class Kind(StrEnum):
    """What a stage is made of; MOMENT: the clock's actions at the opening or closing of a window."""

    RANKING = "ranking"
    FILL = "fill"
    SCORE = "score"
    PART = "part"
    FORMULA = "formula"
    TABLE = "table"
    REQUIREMENTS = "requirements"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Stage:
    """`machine`: whose cases are the rows. `holder`: the machine within whose cases they are ranked or placed."""

    name: str
    kind: Kind
    machine: str
    holder: str | None
    words: Text

    @property
    def is_order(self) -> bool:
        """Whether rows get a rank."""
        return self.kind in (Kind.RANKING, Kind.SCORE, Kind.PART, Kind.FORMULA)


def stages(definition: Definition) -> tuple[Stage, ...]:
    """All of them, in the order of the file."""
    found = [stage for machine in definition.machines.values() for stage in _of(definition, machine)]
    return (*found, *_tables(definition))


def find(definition: Definition, name: str) -> Stage | None:
    """By its name, or `machine.name` where a name stands in several machines."""
    known = stages(definition)
    plain = [stage for stage in known if stage.name == name]
    dotted = [stage for stage in known if f"{stage.holder or stage.machine}.{stage.name}" == name]
    return next(iter((*dotted, *plain)), None)


def _of(definition: Definition, machine: Machine) -> Iterator[Stage]:
    for ranking in machine.rankings.values():
        yield Stage(ranking.name, Kind.RANKING, ranking.of, machine.name, same(ranking.name))
    for fill in machine.fills.values():
        yield Stage(fill.name, Kind.FILL, fill.of, machine.name, same(fill.name))
    for score in machine.scores.values():
        yield Stage(score.name, Kind.SCORE, machine.name, None, score.words)
        for part in score.parts:
            yield Stage(part.name, Kind.PART, machine.name, None, show.label(definition, machine, part.name))
    for fact in machine.facts.values():
        if fact.formula is not None and fact.type.kind is ValueKind.NUMBER:
            yield Stage(fact.name, Kind.FORMULA, machine.name, None, fact.words)
    for group in machine.requirements:
        yield Stage(group, Kind.REQUIREMENTS, machine.name, None, same(group))
    for moment in dict.fromkeys(action.at for action in machine.actions.values() if action.at not in (None, "soon")):
        yield Stage(moment or "", Kind.MOMENT, machine.name, None, same(moment or ""))


def _tables(definition: Definition) -> Iterator[Stage]:
    for table in definition.tables.values():
        machine = next((m for m in definition.machines if table in tables_seen(definition, m)), None)
        if machine is not None:
            yield Stage(table.name, Kind.TABLE, machine, None, table.words)


def moment_actions(machine: Machine, moment: str) -> tuple[Action, ...]:
    """The clock's actions at one moment, in the order in which they are tried."""
    return tuple(action for action in machine.actions.values() if action.at == moment)
