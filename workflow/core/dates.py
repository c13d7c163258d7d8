"""Dates of a case: windows that open and close, due dates of tasks, what a pause and a day off entered later do to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from workflow.core import reckoning, show
from workflow.core.calendar import closing_moment, end_of_day, moved_by_pause, reminder, told_day
from workflow.core.definition import Span, Window
from workflow.core.moves import CLOCK, Move, RowOp, change, iso, put, window_values
from workflow.core.reckoning import Shift, Start
from workflow.core.world import Case, Task
from workflow.core.world import Window as OpenWindow

if TYPE_CHECKING:
    from workflow.core.plan import Plan

_WORKING = "working days"


def put_window(move: Move, case: Case, name: str) -> None:
    move.also.append(put("windows", {"case_id": case.id, "name": name}, window_values(case.windows[name])))


def open_window(plan: Plan, move: Move, window: Window) -> None:
    case = move.case
    held = case.windows.setdefault(window.name, OpenWindow())
    closes, why = closing_moment(plan.now, window.lasts, window.until, case.zone, plan.calendar)
    held.opens, held.left = plan.now, None
    held.closes, held.why = _planned(plan, window, held, closes, case.zone), why
    if held.closes != closes and held.planned_closes is not None:
        held.why = reckoning.planned(why, held.planned_closes, window.mode)
    put_window(move, case, window.name)


def _planned(plan: Plan, window: Window, held: OpenWindow, closes: datetime, zone: str) -> datetime:
    """The date that people planned binds where it is later than a least length asks, or earlier than a greatest one."""
    if held.planned_closes is None or window.mode == "exactly":
        return closes
    planned = end_of_day(held.planned_closes, window.until, zone)
    if window.mode == "at_least":
        return max(closes, planned)
    return min(closes, planned) if planned > plan.now else closes


def extend(plan: Plan, move: Move, window: Window, by: Span) -> None:
    """Only longer. A window without an end is left alone."""
    case = move.case
    held = case.windows[window.name]
    if held.closes is None:
        return
    held.closes = reckoning.extension(held.closes, by, plan.now, window.until, Start(plan.now, case.zone, plan.calendar))
    held.why = reckoning.extended(held.why, by, plan.now)
    put_window(move, case, window.name)


def due_date(plan: Plan, case: Case, span: Span) -> tuple[datetime, str]:
    """When a task that opens now is due, and how that was reckoned."""
    return closing_moment(plan.now, span, None, case.zone, plan.calendar)


# ------------------------------------------------------------------ pauses
def shift(plan: Plan, move: Move, since: datetime) -> None:
    """After a pause: windows and due dates of the case and all below move by the time that passed (format, section 5.5)."""
    for machine in (move.case.machine, *plan.world.definition.below(move.case.machine)):
        cases = [move.case] if machine == move.case.machine else plan.world.descendants(move.case, machine)
        for case in cases:
            _shift_windows(plan, move, case, since)
            _shift_tasks(plan, move, case, since)


def _shift_windows(plan: Plan, move: Move, case: Case, since: datetime) -> None:
    declared = plan.world.machine(case).windows
    for name, window in case.windows.items():
        if window.closes is not None and window.left is None and window.closes > since:
            working = declared[name].lasts.unit == _WORKING
            window.closes = moved_by_pause(window.closes, since, plan.now, case.zone, working=working, calendar=plan.calendar)
            window.why = reckoning.paused(window.why, since, plan.now)
            put_window(move, case, name)


def _shift_tasks(plan: Plan, move: Move, case: Case, since: datetime) -> None:
    for task in list(plan.world.tasks(case)):
        rule = plan.world.machine(case).actions[task.action].task
        if task.due is not None and rule is not None:
            working = rule.due is not None and rule.due.unit == _WORKING
            due = moved_by_pause(task.due, since, plan.now, case.zone, working=working, calendar=plan.calendar)
            _put_due(plan, move, case, task, due, reckoning.paused(task.why, since, plan.now))


def _put_due(plan: Plan, move: Move, case: Case, task: Task, due: datetime, why: str | None) -> None:
    rule, tasks = plan.world.machine(case).actions[task.action].task, plan.world.tasks(case)
    remind = reminder(due, rule.remind, case.zone, plan.calendar) if rule is not None and rule.remind is not None else None
    tasks[tasks.index(task)] = replace(task, due=due, remind=remind, why=why)
    move.also.append(change("tasks", {"id": task.id}, {"due": iso(due), "remind": iso(remind), "why": why}))


# ------------------------------------------------------------------ days off entered later
def recount(plan: Plan, case: Case, since: datetime) -> Move | None:
    """Reckon the open dates of a case anew: windows and due dates that had not passed at `since`. None where nothing comes later."""
    windows = {
        n: found for n, w in case.windows.items() if w.left is None and (found := _later(plan, case, w.opens, w.closes, w.why, since))
    }
    tasks = [(t, found) for t in plan.world.tasks(case) if (found := _later(plan, case, t.opened, t.due, t.why, since))]
    if not windows and not tasks:
        return None
    move = plan.engine_move(case, "@calendar", CLOCK)
    for name, (shift, why) in windows.items():
        case.windows[name].closes, case.windows[name].why = shift.new, why
        put_window(move, case, name)
        move.letters += _letters(plan, case, name, shift)
    for task, (shift, why) in tasks:
        _put_due(plan, move, case, task, shift.new, why)
    shifts = [shift for shift, _why in (*windows.values(), *(found for _task, found in tasks))]
    move.pub["days"] = [told_day(day) for day in dict.fromkeys(day for shift in shifts for day in shift.days)]
    move.pub["windows"] = [{"name": name, "old": iso(shift.old), "new": iso(shift.new)} for name, (shift, _why) in windows.items()]
    return move


def _later(
    plan: Plan, case: Case, opened: datetime | None, closes: datetime | None, why: str | None, since: datetime
) -> tuple[Shift, str] | None:
    if opened is None or closes is None or closes <= since:
        return None
    return reckoning.later(why, closes, Start(opened, case.zone, plan.calendar), plan.now)


def _letters(plan: Plan, case: Case, name: str, shift: Shift) -> Iterator[RowOp]:
    """A letter to everybody who owns the case or one below it that is under way, once each. A due date only reminds, so it sends none."""
    world = plan.world
    called, window = world.called(case), world.machine(case).windows[name]
    old, new = (show.closing(moment, case.zone) for moment in (shift.old, shift.new))
    told = {"window": window.words, "old": old, "new": new, "reason": shift.because}
    blanks = {"case": [called, called], **{key: [text.id, text.en] for key, text in told.items()}}
    for owner, about in _concerned(plan, case).items():
        values = {"case_id": about.id, "revision": about.revision, "letter": "@moved", "person": owner, "blanks": blanks}
        yield put("letters", {"id": plan.fresh()}, {**values, "at": iso(plan.now), "held": False})


def _concerned(plan: Plan, case: Case) -> dict[int, Case]:
    """Owner -> their case, the nearest one where they have several."""
    below = (c for m in plan.world.definition.below(case.machine) for c in plan.world.descendants(case, m))
    found: dict[int, Case] = {}
    for each in (case, *below):
        if each.owner is not None and not each.ended:
            found.setdefault(each.owner, each)
    return found
