"""Effects on many cases, carried out where the cases are stored: the same rows and the same bytes as case by case, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core import effects, setwise
from workflow.core.definition import Do, Fill, Rank
from workflow.core.moves import STEP, Bulk, Move
from workflow.core.plan import Plan
from workflow.store.journal import Writer
from workflow.store.many import filling, moving, ranking
from workflow.store.many.filling import fill_all
from workflow.store.many.moving import Choice, Moving, move_all
from workflow.store.many.parts import in_parts
from workflow.store.many.ranking import rank_all
from workflow.store.many.stage import Stage, stage
from workflow.store.many.wide import Need, Set

__all__ = ["Choice", "Moving", "Need", "Set", "carry_out", "move_all", "stage"]


def carry_out(writer: Writer) -> None:
    """Carry out every effect that the plan left to the database, each seeing the ones before. Raises Unfit, Overtaken."""
    plan = writer.plan
    while plan.bulk is not None:
        bulk = plan.bulk
        writer.settle(bulk.move)
        if bulk.as_whole:
            with stage(writer, bulk.move) as made:
                _as_whole(made)
        else:
            in_parts(writer, bulk)
            effects.go_on(plan)


def _as_whole(made: Stage) -> None:
    """One effect, and those right after it that can be carried out as a whole too: they share what was gathered of the cases."""
    plan, before = made.plan, None
    while plan.bulk is not None and plan.bulk.as_whole and before in (None, _planned(plan)):
        _carry(made, plan.bulk)
        made.writer.settle(plan.bulk.move)
        before = _planned(plan)
        effects.go_on(plan)


def _planned(plan: Plan) -> tuple[int, ...]:
    """How much was planned so far."""
    return (len(plan.moves), *(len(rows) for move in plan.moves for rows in (move.also, move.letters)))


def _carry(made: Stage, bulk: Bulk) -> None:
    match bulk.effect:
        case Do():
            own = made.plan.world.definition.machines[moving.need(made, bulk.effect, bulk.move).of.machine]
            choices = [Choice(own.actions[name], STEP) for name in bulk.effect.actions]
            effect, move = bulk.effect, bulk.move
            together = Moving(own.name, choices, move, effect.rest_stays, lambda case: effects.unfit(made.plan, effect, case))
            move_all(made, moving.need(made, effect, move), together)
        case Rank():
            rank_all(made, bulk.effect, _more(made))
        case Fill():
            fill_all(made, bulk.effect, _more(made))


def _more(made: Stage) -> Iterator[Need]:
    """What the effects that follow will read, as far as they can be carried out as a whole, up to the first that moves cases."""
    definition = made.plan.world.definition
    for move, effect in made.plan.left:
        if not isinstance(effect, Do | Rank | Fill) or move is not made.move or setwise.hindrances(definition, move.case.machine, effect):
            return
        yield from _needs(made, effect, move)
        if isinstance(effect, Do):
            return


def _needs(made: Stage, effect: Do | Rank | Fill, move: Move) -> Iterator[Need]:
    match effect:
        case Do():
            if effect.on not in ("self", "parent"):
                yield moving.need(made, effect, move)
        case Rank():
            yield ranking.need(made, effect)
        case Fill():
            yield from filling.needs(made, effect)
