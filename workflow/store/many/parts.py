"""Effects on a large set that go case by case: in parts, each written before the next is read, so that memory holds one part at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.core import effects
from workflow.core.definition import Do, Send
from workflow.core.language import Expr, evaluate
from workflow.core.moves import Bulk
from workflow.core.plan import Plan
from workflow.core.view import CaseView
from workflow.core.world import Case, World
from workflow.store.journal import Writer

PART = 500


def in_parts(writer: Writer, bulk: Bulk) -> None:
    """Every case of the set that `where` picked before any of them moved. Raises Unfit, Overtaken."""
    plan, effect = writer.plan, bulk.effect
    if not isinstance(effect, Do | Send):
        raise TypeError(f"{type(effect).__name__} is planned in memory or carried out as a whole")
    for ids in parts(picked(plan, bulk.move.case, effect.on, effect.where)):
        for case in plan.world.several(ids):
            if isinstance(effect, Do):
                effects.take_first(plan, bulk.move, effect, case)
            else:
                effects.send_to(plan, bulk.move, effect, case)
        writer.settle(bulk.move)


def parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), PART):
        yield ids[start : start + PART]


def picked(plan: Plan, case: Case, on: str, where: Expr | None) -> list[int]:
    """Keys of the cases that `on` names from `case`, in order of birth; read in parts that are not kept. Nothing planned waits to be written."""
    world, found = plan.world, list[int]()
    above, _, below = on.rpartition(".")
    for ids in parts(world.source.below(case.root, below)):
        aside = World(world.definition, world.source, world.now)
        view = CaseView(aside, aside.case(case.id), plan.actor.person)
        holder = aside.ancestor(view.case, above or case.machine)
        standing = aside.under(holder, aside.several(ids))
        found += [one.id for one in standing if where is None or evaluate(where, CaseView(aside, one, view.actor), view) is True]
    return found
