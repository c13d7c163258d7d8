"""What the clock must do: actions of `clock` whose moment has come, and cases whose sheets are all in.

Due actions run by due moment, then root before child, then file order; after each the guards are read anew (format, section 5.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from workflow.core.definition import Action
from workflow.core.language import evaluate, names_of
from workflow.core.plan import CLOCK, Plan
from workflow.core.world import Case, Window


@dataclass(frozen=True, slots=True)
class Due:
    moment: datetime
    depth: int
    case: Case
    action: Action


def first_due(plan: Plan, case: Case, *, soon: bool) -> Due | None:
    """The first clock action due on the case or above it. Without `soon`, only those that a window's moment makes due."""
    lineage = list(plan.world.lineage(case))
    found = [due for depth, above in enumerate(reversed(lineage)) for due in _due_on(plan, above, depth, soon=soon)]
    return min(found, key=lambda due: (due.moment, due.depth), default=None)


def is_due(plan: Plan, case: Case) -> bool:
    """Whether the clock has something to do on the case itself, `soon` included."""
    return next(_due_on(plan, case, 0, soon=True), None) is not None


def may_be_due(plan: Plan, case: Case) -> bool:
    """Whether an action of the case could be due at this moment, whatever its guards say."""
    if case.ended:
        return False
    for action in plan.world.machine(case).actions_from(case.state):
        if action.each or CLOCK in action.by:
            moment = _moment(plan, case, action, soon=True) if CLOCK in action.by else plan.now
            if moment is not None and moment <= plan.now:
                return True
    return False


def _due_on(plan: Plan, case: Case, depth: int, *, soon: bool) -> Iterator[Due]:
    if case.ended or plan.world.is_paused(case):
        return
    for action in plan.world.machine(case).actions_from(case.state):
        if CLOCK not in action.by:
            if soon and action.each and plan.is_complete(case, action):
                yield Due(plan.now, depth, case, action)
            continue
        moment = _moment(plan, case, action, soon=soon)
        if moment is not None and moment <= plan.now and _true(plan, case, action):
            yield Due(moment, depth, case, action)


def _moment(plan: Plan, case: Case, action: Action, *, soon: bool) -> datetime | None:
    """When the action became due; for `soon` now, or, where only windows count, when the last window that it reads closed."""
    if action.at != "soon":
        window, member = window_of(plan, case, action.at or "")
        return None if window is None else window.opens if member == "opens" else window.closes
    if soon:
        return plan.now
    closes = [w.closes for w in _windows_read(plan, case, action) if w is not None and w.closes is not None]
    passed = [c for c in closes if c <= plan.now]
    return max(passed) if passed else None


def window_of(plan: Plan, case: Case, path: str) -> tuple[Window | None, str]:
    """The window that a path such as `registration.closes` or `opening.scoring.closes` names, and the member."""
    *machine, name, member = path.split(".")
    holder = plan.world.ancestor(case, machine[0]) if machine else case
    return holder.windows.get(name), member


def _windows_read(plan: Plan, case: Case, action: Action) -> Iterator[Window | None]:
    for clause in action.needs:
        for name in names_of(clause.that):
            if name.endswith((".closed", ".kept", ".open")) and _is_window(plan, case, name):
                yield window_of(plan, case, name)[0]


def _is_window(plan: Plan, case: Case, path: str) -> bool:
    *machine, name, _member = path.split(".")
    return name in plan.world.definition.machines[machine[0] if machine else case.machine].windows


def _true(plan: Plan, case: Case, action: Action) -> bool:
    view = plan.view(case)
    return all(evaluate(clause.that, view) is True for clause in action.needs)
