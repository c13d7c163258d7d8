"""Doors: steps that the scenarios do not take, each tried where a stage or a scenario ends, so that every step is taken from every state it may be taken from.

They lie in `tests/definitions/doors/<process>.txt`, a row each: `part | state | actor | action | result`, the last four as in a scenario table; the
part is a stage or a scenario, or its first so many rows (`name +3`); the result names every case that moved. `python -m tests.definitions.find_doors PROCESS...` adds what is missing and says which steps it found no way to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from tests.definitions.play import Play
from tests.definitions.stages import copied, first, stages_of

FOLDER = Path(__file__).parent / "doors"


def doors_of(process: str) -> dict[str, list[str]]:
    """Part -> rows of a scenario table, each to be played alone where the part ends."""
    found: dict[str, list[str]] = {}
    file = FOLDER / f"{process}.txt"
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        part, _, row = line.partition(" | ")
        found.setdefault(part, []).append(row)
    return found


@dataclass
class House:
    """The stages and scenarios of one process, each played once and kept in a file."""

    module: ModuleType
    folder: Path
    made: dict[str, tuple[Path, Play]] = field(default_factory=dict)

    def part(self, name: str) -> tuple[Path, Play]:
        if name not in self.made:
            whole, _, number = name.partition(" +")
            play = self.before(whole, self.folder / f"{name}.db")
            play.table("\n".join(self.rows(whole)[: int(number) if number else None]))
            play.db.close()
            file = self.folder / f"{name}.db"
            self.made[name] = file, play
        return self.made[name]

    def before(self, name: str, file: Path) -> Play:
        """Where the part begins, in this file."""
        above = self.module.SCENARIOS[name] if name in self.module.SCENARIOS else stages_of(self.module)[name.removeprefix("stage ")]
        return copied(*self.part(f"stage {above[0]}"), file) if above[0] else first(file, self.module.CAST)

    def rows(self, name: str) -> list[str]:
        _, rows = self.module.SCENARIOS[name] if name in self.module.SCENARIOS else stages_of(self.module)[name.removeprefix("stage ")]
        return [row for row in rows.splitlines() if row.strip() and not row.lstrip().startswith("#")]

    def parts(self) -> Iterator[str]:
        yield from (f"stage {stage}" for stage in stages_of(self.module))
        yield from self.module.SCENARIOS

    def at(self, name: str) -> Play:
        """A copy in which a row may be played. Whoever asks closes it."""
        return copied(*self.part(name), self.folder / "door.db")


def tried(house: House, process: str) -> None:
    """Play every door of the process."""
    for part, rows in doors_of(process).items():
        for row in rows:
            play = house.at(part)
            try:
                play.table(row)
            finally:
                play.db.close()
