"""Pauses and what stands still in them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from workflow.core.calendar import moved_by_pause
from workflow.core.moves import Move, change, iso
from workflow.core.world import Case

if TYPE_CHECKING:
    from workflow.core.plan import Plan


def shift(plan: Plan, move: Move, since: datetime) -> None:
    """After a pause: windows and due dates of the case and all below move by the time that passed (format, section 5.5)."""
    for machine in (move.case.machine, *plan.world.definition.below(move.case.machine)):
        cases = [move.case] if machine == move.case.machine else plan.world.descendants(move.case, machine)
        for case in cases:
            _shift_one(plan, move, case, since)


def _shift_one(plan: Plan, move: Move, case: Case, since: datetime) -> None:
    declared = plan.world.machine(case).windows
    for name, window in case.windows.items():
        if window.closes is not None and window.left is None and window.closes > since:
            working = declared[name].lasts.unit == "working days"
            window.closes = moved_by_pause(window.closes, since, plan.now, case.zone, working=working, calendar=plan.calendar)
            plan.put_window(move, case, name)
    for task in plan.world.tasks(case):
        if task.due is not None:
            passed = plan.now - since
            values = {"due": iso(task.due + passed), "remind": iso(task.remind + passed) if task.remind else None}
            move.also.append(change("tasks", {"id": task.id}, values))
