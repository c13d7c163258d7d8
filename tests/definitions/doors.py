"""Doors: steps that the scenarios do not take, each tried where a stage or a scenario ends, so that every step is taken from every state it may be taken from.

They lie in `tests/definitions/doors/<process>.txt`, a row each: `part | state | actor | action | result`, the last four as in a scenario table; the
part is a stage or a scenario, or its first so many rows (`name +3`); the result names every case that moved; `//` parts rows that follow each other. `shut | step from state | why` names a step that no row takes. `python -m tests.definitions.find_doors PROCESS...`
adds what is missing; the reasons it leaves to people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from sqlalchemy import select

from tests.definitions.play import Cast, Play
from tests.definitions.stages import copied, first, stages_of
from tests.definitions.telling import heard
from workflow.core.definition import Definition
from workflow.store import tables as t

FOLDER = Path(__file__).parent / "doors"
SHUT, THEN = "shut", " // "
Taken = tuple[str, str, str]
"""A machine, an action and the state that it was taken from."""


def _lines(process: str) -> list[tuple[str, str]]:
    file = FOLDER / f"{process}.txt"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [(part, row) for part, _, row in (line.partition(" | ") for line in lines)]


def doors_of(process: str) -> dict[str, list[str]]:
    """Part -> rows of a scenario table, each to be played alone where the part ends."""
    found: dict[str, list[str]] = {}
    for part, row in _lines(process):
        if part != SHUT:
            found.setdefault(part, []).append("\n".join(row.split(THEN)))
    return found


def shut_of(process: str) -> dict[Taken, str]:
    """Steps that no row takes, with the reason. As a state `*` stands for those that are not named."""
    found = {}
    for part, row in _lines(process):
        if part == SHUT:
            step, _, why = row.partition(" | ")
            machine, action, _, state = step.replace(".", " ").split()
            found[machine, action, state] = why
    return found


@dataclass
class House:
    """The stages and scenarios of one process, each played once and kept in a file."""

    module: ModuleType
    folder: Path
    cast: Cast
    made: dict[str, tuple[Path, Play]] = field(default_factory=dict)

    def part(self, name: str) -> tuple[Path, Play]:
        if name not in self.made:
            whole, _, number = name.partition(" +")
            file = self.folder / f"{name}.db"
            play = self.before(whole, file)
            if number:
                play.table("\n".join(self.rows(whole)[: int(number)]))
            else:
                heard(play, name, self._written(name)[1])
            play.db.close()
            self.made[name] = file, play
        return self.made[name]

    def before(self, name: str, file: Path) -> Play:
        """Where the part begins, in this file."""
        above, _ = self._written(name)
        return copied(*self.part(f"stage {above}"), file) if above else first(file, self.cast)

    def rows(self, name: str) -> list[str]:
        return [row for row in self._written(name)[1].splitlines() if row.strip() and not row.lstrip().startswith("#")]

    def _written(self, name: str) -> tuple[str | None, str]:
        found: tuple[str | None, str] = {f"stage {stage}": rows for stage, rows in stages_of(self.module).items()}.get(
            name
        ) or self.module.SCENARIOS[name]
        return found

    def parts(self) -> Iterator[str]:
        yield from (f"stage {stage}" for stage in stages_of(self.module))
        yield from self.module.SCENARIOS

    @property
    def definition(self) -> Definition:
        return self.part(next(self.parts()))[1].definition

    def taken(self) -> set[Taken]:
        """Every step that a stage or a scenario takes."""
        found = set[Taken]()
        for name in self.parts():
            play = self.at(name)
            found |= taken(play)
            play.db.close()
        return found

    def at(self, name: str) -> Play:
        """A copy in which a row may be played. Whoever asks closes it."""
        return copied(*self.part(name), self.folder / "door.db")


def tried(house: House, process: str) -> set[Taken]:
    """Play every door of the process. Returns the steps taken on the way and by them."""
    found = set[Taken]()
    for part, rows in doors_of(process).items():
        for row in rows:
            play = house.at(part)
            try:
                play.table(row)
                found |= taken(play)
            finally:
                play.db.close()
    return found


def is_shut(step: Taken, shut: Mapping[Taken, str]) -> bool:
    return step in shut or (*step[:2], "*") in shut


def taken(play: Play) -> set[Taken]:
    """Every step of an installation so far."""
    found = select(t.cases.c.machine, t.events.c.action, t.events.c.source).join(t.cases, t.cases.c.id == t.events.c.case_id)
    with play.db.reading() as connection:
        return {(row.machine, row.action, row.source) for row in connection.execute(found)}


def possible(definition: Definition) -> set[Taken]:
    """Every step from every state."""
    actions = [(machine, action) for machine in definition.machines.values() for action in machine.actions.values() if not action.is_birth]
    return {(machine.name, action.name, state) for machine, action in actions for state in action.from_}
