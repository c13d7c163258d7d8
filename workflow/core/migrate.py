"""Carrying the cases of a root over to another version: one event per case, `@migrate`, then what the new states ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workflow.core import dates
from workflow.core.definition import Action
from workflow.core.moves import Move, change, iso, put
from workflow.core.obstacles import Way
from workflow.core.plan import Plan
from workflow.core.world import Case

OPERATOR = "operator"
"""How the record names whoever runs the command (docs/decisions/migration-by-the-operator.md)."""


def migrate(plan: Plan, way: Way, cases: Sequence[Case]) -> None:
    """Plan the moves of all cases of a root, which comes first; `plan` reads them by the later version. No obstacle may stand.

    A state goes on under its new name: the round, the sheets in it and the open windows stay what they are.
    """
    moves = [(case.state, _over(plan, way, case)) for case in cases]
    root = moves[0][1]
    values = {"earlier": way.earlier.sha256, "later": way.later.sha256}
    root.also.append(put("migrated", {"root": root.case.id, "at": iso(plan.now)}, values))
    for source, move in moves:
        if not move.case.ended:
            _windows(plan, move)
            _tasks(plan, way, move, source)


def _over(plan: Plan, way: Way, case: Case) -> Move:
    state, before = way.state(case.machine, case.state), way.state(case.machine, case.before) if case.before is not None else None
    if state is None:
        raise LookupError(f"{case.number} cannot follow: there is no {case.state}")
    move = plan.engine_move(case, "@migrate", OPERATOR, state.name)
    case.state, case.before = state.name, before.name if before is not None else None
    case.before_round = case.before_round if before is not None else None
    values: dict[str, Any] = {"definition": way.later.sha256, "state": case.state, "before": case.before, "before_round": case.before_round}
    move.also.append(change("cases", {"id": case.id}, values))
    move.pub["definition"] = {"from": way.earlier.sha256, "to": way.later.sha256}
    return move


def _windows(plan: Plan, move: Move) -> None:
    """Windows of the state that the earlier version did not know, or not for it, open now."""
    case, machine = move.case, plan.world.machine(move.case)
    inside = case.before if plan.world.state(case).pauses else case.state
    for window in machine.windows.values():
        held = case.windows.get(window.name)
        is_open = held is not None and held.opens is not None and held.left is None
        if inside in window.in_ and not is_open:
            dates.open_window(plan, move, window)


def _tasks(plan: Plan, way: Way, move: Move, source: str) -> None:
    """Tasks that the state no longer asks for are dropped, those that it newly asks for open. A paused case keeps what it has."""
    case, machine = move.case, plan.world.machine(move.case)
    if plan.world.state(case).pauses:
        return
    asked = {action.name: action for action in machine.actions_from(case.state) if action.task is not None}
    stale = [t for t in plan.world.tasks(case) if t.action not in asked or t.role not in asked[t.action].by]
    plan.close_tasks(move, stale, "left")
    for action in machine.actions_from(case.state):
        if source != case.state or not _asked_alike(way, case, action, source):
            if action.panel is not None:
                plan.draw_panel(move, action)
            if action.task is not None:
                plan.open_tasks(move, action)


def _asked_alike(way: Way, case: Case, action: Action, source: str) -> bool:
    """Whether the earlier version asked the same people for this step: then its tasks are open, or done."""
    old = way.earlier.machines[case.machine].actions.get(action.name)
    return old is not None and old.task is not None and source in old.from_ and (old.by, old.panel) == (action.by, action.panel)
