"""What tests of a definition read of a play: values as guards see them, and what was published to whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.definitions.play import Play
from workflow.core import record
from workflow.core.scoring import PLACES
from workflow.core.view import CaseView
from workflow.core.world import World
from workflow.store import tables as t
from workflow.store.reader import Reader

CASES = Path(__file__).parents[1] / "cases"


def real(id: str) -> Any:
    """One of the real cases of tests/cases, whose sources and certainty stand in its file."""
    return json.loads((CASES / f"{id}.json").read_text(encoding="utf-8"))


def value(play: Play, alias: str, name: str) -> Any:
    """The value of a name on a case, as a guard sees it."""
    with play.db.reading() as connection:
        id = connection.execute(select(t.cases.c.id).where(t.cases.c.number == play.number(alias))).scalar_one()
        world = World(play.definition, Reader(connection), play.clock.moment)
        return CaseView(world, world.case(id)).value(name)


def score(play: Play, alias: str, name: str, places: int = 3) -> str:
    """A score as it is printed with so many places."""
    return str((Decimal(value(play, alias, name)).scaleb(-PLACES)).quantize(Decimal(1).scaleb(-places)))


def rows(play: Play, publication: str, role: str = "public", *, last: int = 1) -> dict[str, Mapping[str, Any]]:
    """Alias -> the cells that the `last` newest publications of this name show to `role`, in their order, Indonesian texts; `state` beside them."""
    names = {number: alias for alias, number in play.cases.items()}
    found: dict[str, Mapping[str, Any]] = {}
    for body in play.published(publication)[-last:]:
        for row in record.parse(body)[role]["rows"]:
            cells = {name: texts[0] for name, texts in row["cells"].items()}
            found[names[row["case"]]] = {**cells, "in": row["state"]}
    return found
