"""What a case knows now: facts, formulas, scores and results by name, as a guard sees them."""

from __future__ import annotations

from sqlalchemy import select

from tests.definitions.play import Play
from workflow.core.language import Value
from workflow.core.view import CaseView
from workflow.core.world import World
from workflow.store import tables as t
from workflow.store.reader import Reader


def value(play: Play, alias: str, name: str) -> Value:
    with play.db.reading() as connection:
        id = connection.execute(select(t.cases.c.id).where(t.cases.c.number == play.number(alias))).scalar_one()
        world = World(play.definition, Reader(connection), play.clock.moment)
        return CaseView(world, world.case(id)).value(name)
