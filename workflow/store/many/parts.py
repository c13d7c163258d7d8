"""Effects on a large set that go case by case: in parts, each written before the next is read, so that memory holds one part at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.core import effects
from workflow.core.definition import Do, Send
from workflow.core.language import Expr, evaluate
from workflow.core.moves import Bulk
from workflow.store.journal import Writer

PART = 500


def in_parts(writer: Writer, bulk: Bulk) -> None:
    """Every case of the set that `where` picked before any of them moved. Raises Unfit, Overtaken."""
    effect = bulk.effect
    if not isinstance(effect, Do | Send):
        raise TypeError(f"{type(effect).__name__} is planned in memory or carried out as a whole")
    for ids in parts(picked(writer, bulk, effect.on, effect.where)):
        for case in writer.plan.world.several(ids):
            if isinstance(effect, Do):
                effects.take_first(writer.plan, bulk.move, effect, case)
            else:
                effects.send_to(writer.plan, bulk.move, effect, case)
        writer.settle(bulk.move)


def parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), PART):
        yield ids[start : start + PART]


def picked(writer: Writer, bulk: Bulk, on: str, where: Expr | None) -> list[int]:
    """Keys of the cases, in order of birth; read in parts that are not kept."""
    plan, case, found = writer.plan, bulk.move.case, list[int]()
    above, _, below = on.rpartition(".")
    for ids in parts(plan.world.source.below(case.root, below)):
        holder, this = plan.world.ancestor(case, above or case.machine), plan.view(case)
        standing = plan.world.under(holder, plan.world.several(ids))
        found += [one.id for one in standing if where is None or evaluate(where, plan.view(one), this) is True]
        writer.settle(bulk.move)
    return found
