"""A case at the moment of its birth, before it is in the world."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from workflow.core.definition import Machine
from workflow.core.plan import Plan
from workflow.core.world import Case


def newborn(plan: Plan, machine: Machine, parent: Case | None, state: str, owner: int | None, zone: str | None = None) -> Case:
    """A case that is not yet in the world: revision -1."""
    root = plan.world.case(parent.root) if parent is not None else None
    id, zone = plan.fresh(), zone or (root.zone if root else "UTC")
    year = plan.now.astimezone(ZoneInfo(zone)).year
    return Case(
        id=id,
        root=root.id if root else id,
        parent=parent.id if parent else None,
        machine=machine.name,
        number=plan.world.source.unused_number(machine, root.number if root else None, year),
        owner=owner,
        state=state,
        before=None,
        before_round=None,
        entered=plan.now,
        round=0,
        revision=-1,
        ended=False,
        paused_at=None,
        zone=zone,
        born=plan.now,
        token=plan.actor.token,
    )
