"""Effects on many cases, carried out where the cases are stored: the same rows and the same bytes as case by case, in the same transaction."""

from __future__ import annotations

from workflow.core import effects
from workflow.core.definition import Do, Fill, Rank
from workflow.core.moves import STEP, Bulk
from workflow.core.names import set_machine
from workflow.store.journal import Writer
from workflow.store.many.filling import fill_all
from workflow.store.many.moving import Choice, Moving, move_all
from workflow.store.many.parts import in_parts
from workflow.store.many.ranking import rank_all
from workflow.store.many.stage import Stage, stage
from workflow.store.many.wide import Set

__all__ = ["Choice", "Moving", "Set", "carry_out", "move_all", "stage"]


def carry_out(writer: Writer) -> None:
    """Carry out every effect that the plan left to the database, each seeing the ones before. Raises Unfit, Overtaken."""
    while writer.plan.bulk is not None:
        bulk = writer.plan.bulk
        writer.settle(bulk.move)
        if bulk.as_whole:
            with stage(writer, bulk.move) as made:
                _as_whole(made, bulk)
            writer.settle(bulk.move)
        else:
            in_parts(writer, bulk)
        effects.go_on(writer.plan)


def _as_whole(made: Stage, bulk: Bulk) -> None:
    machine, effect = made.plan.world.machine(bulk.move.case), bulk.effect
    match effect:
        case Do():
            name = set_machine(made.plan.world.definition, machine.name, effect.on) or machine.name
            own = made.plan.world.definition.machines[name]
            choices = [Choice(own.actions[action], STEP) for action in effect.actions]
            moving = Moving(name, choices, bulk.move, effect.rest_stays, lambda case: effects.unfit(made.plan, effect, case))
            move_all(made, _set(made, bulk, effect), moving)
        case Rank():
            rank_all(made, effect)
        case Fill():
            fill_all(made, effect)


def _set(made: Stage, bulk: Bulk, effect: Do) -> Set:
    """The cases that `on` names: below the moving case, or below one above it."""
    case = bulk.move.case
    above, _, below = effect.on.rpartition(".")
    holder = made.plan.world.ancestor(case, above) if above else case
    return Set(below, holder, effect.where, case.machine)
