"""What a piece of a scenario table tells whom: letters, publications and sheets that are sealed no more, held against a written list.

The lists lie in `tests/definitions/told/<process>.txt`, a line for each stage and scenario. After a change that means it, write them anew with
`TERANG_WRITE_TOLD=1 pytest -n 0 tests/definitions/test_<process>.py` and read the difference.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

from sqlalchemy import select

from tests.definitions.play import Play
from workflow.store import tables as t

FOLDER = Path(__file__).parent / "told"
Told = Counter[tuple[str, str]]


def told(play: Play) -> Told:
    """Letters of the definition, publications and open sheets so far: kind and name -> how many."""
    letters = select(t.letters.c.letter).where(t.letters.c.letter.not_like("@%"))
    with play.db.reading() as connection:
        found = Counter(("letter", str(name)) for name in connection.execute(letters).scalars())
        found.update(("published", str(name)) for name in connection.execute(select(t.publications.c.name)).scalars())
        found.update(("open", str(name)) for name in connection.execute(select(t.sheets.c.action).where(~t.sheets.c.sealed)).scalars())
    return found


def summary(found: Told) -> str:
    return ", ".join(f"{kind} {name} {number}" for (kind, name), number in sorted(found.items())) or "nothing"


def heard(play: Play, part: str, rows: str) -> None:
    """Play the rows of a stage or a scenario, and hold what they tell against the list of the process, where it has one."""
    before = told(play)
    play.table(rows)
    file = FOLDER / f"{play.cast.definition.parent.name}.txt"
    found = summary(told(play) - before)
    if os.environ.get("TERANG_WRITE_TOLD"):
        _write(file, part, found)
    elif file.exists():
        assert found == _lines(file).get(part), f"{part} tells: {found}"


@cache
def _lines(file: Path) -> dict[str, str]:
    parts = (line.partition(": ") for line in file.read_text(encoding="utf-8").splitlines())
    return {part: found for part, _, found in parts}


def _write(file: Path, part: str, found: str) -> None:
    _lines.cache_clear()
    lines = (_lines(file) if file.exists() else {}) | {part: found}
    FOLDER.mkdir(exist_ok=True)
    file.write_text("".join(f"{part}: {found}\n" for part, found in lines.items()), encoding="utf-8")
