"""A plan: the moves that one step makes, in order, each an event of its own case. Nothing is written here.

`move` carries a case to its next revision; entering and leaving states opens and closes windows, tasks and panels. Where an effect goes
over a large set, the plan stops before it: `bulk` says which, `left` what comes after.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from workflow.core import dates
from workflow.core.calendar import Calendar, reminder
from workflow.core.definition import Action, Effect, Machine, Role, State
from workflow.core.fields import Desk, Items, parse
from workflow.core.language import evaluate
from workflow.core.machine import dispatcher
from workflow.core.moves import CLOCK, CLOCK_ACTOR, STEP, Actor, Bulk, Move, Reason, RowOp, change, cut, iso, put, task_blanks
from workflow.core.ordering import keep_scores
from workflow.core.view import CaseView
from workflow.core.world import Case, Sheet, Task, World

__all__ = ["CLOCK", "CLOCK_ACTOR", "STEP", "Actor", "Move", "Plan", "Reason", "RowOp", "change", "cut", "iso", "put", "task_blanks"]


class Plan:
    """What one step will write. `fresh` gives keys for new rows; `calendar` gives the working days of the agency when they are asked for."""

    def __init__(self, world: World, actor: Actor, calendar: Callable[[], Calendar], fresh: Callable[[], int]) -> None:
        self.world = world
        self.actor = actor
        self._calendar = calendar
        self.fresh = fresh
        self.moves: list[Move] = []
        self.left: deque[tuple[Move, Effect | None]] = deque()
        self.bulk: Bulk | None = None

    @property
    def calendar(self) -> Calendar:
        return self._calendar()

    @property
    def now(self) -> datetime:
        return self.world.now

    def view(self, case: Case) -> CaseView:
        return CaseView(self.world, case, self.actor.person)

    # ------------------------------------------------------------ moves
    def engine_move(self, case: Case, name: str, role: str, target: str | None = None) -> Move:
        """An event of the engine's own (`@appoint` ...): the case stays, unless another name of its state is given."""
        return self._begin(case, name, role, target or case.state, None)

    def move(self, case: Case, action: Action, role: str, answers: dict[str, Items], cause: Move | None) -> Move:
        """Take `action` on `case`: its next revision, and, unless it stays, the next state with all that it opens."""
        target = dispatcher(self.world.definition, case.machine).target(action.name, case.state, case.before)
        if target is None:
            raise LookupError(f"{action.name} leads nowhere from {case.state}")
        move = self._begin(case, action.name, role, target, cause)
        self.put_answers(move, answers)
        self.close_tasks(move, [t for t in self.world.tasks(case) if t.action == action.name], "done")
        if action.to == "before":
            self._enter(move, target, case.before_round if case.before_round is not None else move.revision)
        elif action.to != "stay":
            self._enter(move, target, move.revision)
        return move

    def sheet(self, case: Case, action: Action, role: str, person: int, answers: dict[str, Items]) -> Move:
        """One person's sheet for an action with `each`: an event that stays."""
        move = self._begin(case, action.name, role, case.state, None)
        move.answers = answers
        if action.signs is not None and (signed := self.world.source.last_minutes(case.id, action.signs)):
            move.pub["signs"] = {"number": signed[0], "sha256": signed[1]}
        self.world.put_sheet(case, Sheet(action.name, case.round, person, action.sealed, answers, self.now))
        key = {"case_id": case.id, "action": action.name, "round": case.round, "person": person}
        move.also.append(put("sheets", key, {"revision": move.revision, "sealed": action.sealed, "at": iso(self.now)}))
        own = [t for t in self.world.tasks(case) if t.action == action.name and t.person == person]
        self.close_tasks(move, own, "done")
        return move

    def birth(self, case: Case, action: Action, role: str, answers: dict[str, Items], cause: Move | None) -> Move:
        """Bring `case` (revision -1, not yet in the world) into being."""
        self.world.add(case)
        move = self._begin(case, action.name, role, action.to, cause)
        move.source = None
        move.also.append(RowOp("born", "cases", {"id": case.id}, self._lasting(case)))
        self.put_answers(move, {**self._defaults(case, answers), **answers})
        self._enter(move, action.to, move.revision)
        return move

    def _lasting(self, case: Case) -> dict[str, Any]:
        lasting = {"parent": case.parent, "machine": case.machine, "number": case.number, "zone": case.zone, "owner": case.owner}
        standing = {"token": case.token, "born": iso(case.born), "before": None, "before_round": None}
        return {**lasting, **standing, "definition": self.world.definition.sha256}

    def _defaults(self, case: Case, answers: Mapping[str, Items]) -> dict[str, Items]:
        facts = [f for f in self.world.machine(case).facts.values() if f.default is not None and f.name not in answers]
        found, problems = parse(facts, {f.name: [f.default or ""] for f in facts}, Desk(case.zone, {}))
        if problems:
            raise ValueError(f"a default cannot be read: {problems[0].text.en}")
        return found

    def _begin(self, case: Case, action: str, role: str, target: str, cause: Move | None) -> Move:
        person = self.actor.person
        case.revision += 1
        move = Move(case, case.revision, action, role, person, case.state, target, case.round)
        if cause is not None:
            move.cause = (cause.case.id, cause.revision)
        self.world.count_up(case, action, person)
        self.moves.append(move)
        return move

    def put_answers(self, move: Move, answers: Mapping[str, Items]) -> None:
        move.answers.update(answers)
        move.old.update({name: move.case.facts.get(name, ()) for name in answers})
        move.case.facts.update(answers)
        for name in (n for n, items in answers.items() if not items):
            gone = range(len(move.old[name]))
            move.also += [cut("facts", {"case_id": move.case.id, "fact": name, "ordinal": ordinal}) for ordinal in gone]
        if answers:
            keep_scores(self, move)

    # ------------------------------------------------------------ states
    def _enter(self, move: Move, target: str, round: int) -> None:
        case, machine = move.case, self.world.machine(move.case)
        old = machine.states[case.state] if move.source is not None else None
        new = machine.states[target]
        inside = case.before if old is not None and old.pauses else old.name if old is not None else None
        returned = old is not None and old.pauses and target == inside
        paused_at = case.paused_at
        if not new.pauses:
            self.turn_windows(move, machine, inside, new)
        if not new.pauses and not returned:
            self.close_tasks(move, self.world.tasks(case), "left")
        self._stand_in(case, new, round, born=old is None)
        if paused_at is not None and not new.pauses:
            dates.shift(self, move, paused_at)
        if not new.pauses and not returned:
            self._open(move, machine)

    def _stand_in(self, case: Case, state: State, round: int, *, born: bool) -> None:
        if not born:
            case.before, case.before_round = case.state, case.round
        case.state, case.round, case.entered, case.ended = state.name, round, self.now, state.is_end
        case.paused_at = self.now if state.pauses else None

    def turn_windows(self, move: Move, machine: Machine, old: str | None, new: State) -> None:
        """Open the windows entered from outside, close those that are left."""
        for window in machine.windows.values():
            was, is_ = old in window.in_, new.name in window.in_
            if is_ and not was:
                dates.open_window(self, move, window)
            elif was and not is_:
                held = move.case.windows.get(window.name)
                if held is not None and held.left is None:
                    held.left = self.now
                    dates.put_window(move, move.case, window.name)

    # ------------------------------------------------------------ tasks and panels
    def _open(self, move: Move, machine: Machine) -> None:
        for action in machine.actions_from(move.case.state):
            if action.panel is not None:
                self.draw_panel(move, action)
            if action.task is not None:
                self.open_tasks(move, action)

    def draw_panel(self, move: Move, action: Action) -> None:
        case = move.case
        if self.world.panel(case, action.name):
            return
        persons = tuple(self._by_load(case, action))[: action.panel]
        self.world.set_panel(case, action.name, persons)
        for person in persons:
            key = {"case_id": case.id, "action": action.name, "round": case.round, "person": person}
            move.also.append(put("panels", key, {}))

    def _by_load(self, case: Case, action: Action) -> list[int]:
        load = self.world.panel_load(case.parent, action.name) if case.parent is not None else {}
        able = [m.person for role in action.by for m in self.world.acting(case, role)]
        return sorted(able, key=lambda person: load.get(person, 0))

    def required(self, case: Case, action: Action) -> list[int]:
        """Persons from whom an action with `each` wants a sheet: the panel with those who can no longer replaced, or all who act."""
        able = [m.person for role in action.by for m in self.world.acting(case, role)]
        if action.panel is None:
            return able
        given = {s.person for s in self.world.sheets(case, action)}
        panel = [p for p in self.world.panel(case, action.name) if p in able or p in given]
        spare = [p for p in self._by_load(case, action) if p not in panel]
        return panel + spare[: max(0, action.panel - len(panel))]

    def is_complete(self, case: Case, action: Action) -> bool:
        """Whether an action with `each` has the sheets that move the case."""
        given = {s.person for s in self.world.sheets(case, action)}
        quorum = evaluate(action.quorum, self.view(case)) if action.quorum is not None else action.panel
        if not isinstance(quorum, int) or len(given) < max(quorum, 1):
            return False
        return action.each == "quorum" or set(self.required(case, action)) <= given

    def open_tasks(self, move: Move, action: Action) -> None:
        """The tasks of an action that are not open yet; none for who has given a sheet."""
        case = move.case
        held = [t for t in self.world.tasks(case) if t.action == action.name]
        for role in (self.world.definition.roles[name] for name in action.by if name not in (CLOCK, STEP)):
            if role.owner_of is not None:
                self._open_owners(move, action, role, held)
            if not role.held_in:
                continue
            if action.each is None:
                if not any(t.role == role.name for t in held):
                    self.open_task(move, case, action, role.name, None)
                continue
            done = {s.person for s in self.world.sheets(case, action)} | {t.person for t in held}
            for person in self.required(case, action):
                if person not in done:
                    self.open_task(move, case, action, role.name, person)

    def _open_owners(self, move: Move, action: Action, role: Role, held: list[Task]) -> None:
        owner = self.world.owner(move.case, role.owner_of or "")
        if owner is not None and not any(t.role == role.name for t in held):
            self.open_task(move, move.case, action, role.name, owner)

    def open_task(self, move: Move, case: Case, action: Action, role: str, person: int | None) -> None:
        """A task on `case`: the one that moves, or one below it where holders of a role changed."""
        rule = action.task
        assert rule is not None  # noqa: S101 - callers open tasks of actions that declare one
        due, why = dates.due_date(self, case, rule.due) if rule.due else (None, None)
        remind = reminder(due, rule.remind, case.zone, self.calendar) if due and rule.remind else None
        task = Task(self.fresh(), action.name, case.round, role, person, None, due, remind, self.now, why)
        self.world.tasks(case).append(task)
        values = {
            "case_id": case.id,
            "action": task.action,
            "round": task.round,
            "role": role,
            "person": person,
            "claimed_by": None,
            "opened": iso(self.now),
            "due": iso(due),
            "remind": iso(remind),
            "why": why,
            "reminded": False,
            "escalated": False,
            "closed": None,
            "closed_how": None,
        }
        move.also.append(put("tasks", {"id": task.id}, values))
        for to in [person] if person is not None else [m.person for m in self.world.acting(case, role)]:
            self._tell(move, case, action, to, due)

    def _tell(self, move: Move, case: Case, action: Action, person: int, due: datetime | None) -> None:
        """The letter that tells of a new task; the deliverer fills in who, where and the link."""
        blanks = task_blanks(self.world, case, action, due)
        values = {"case_id": case.id, "revision": case.revision, "letter": "@task", "person": person, "blanks": blanks}
        move.letters.append(put("letters", {"id": self.fresh()}, {**values, "at": iso(self.now), "held": False}))

    def close_tasks(self, move: Move, tasks: list[Task], how: str, case: Case | None = None) -> None:
        """Close tasks of `case`: the one that moves, unless another is named."""
        open_tasks = self.world.tasks(case or move.case)
        for task in list(tasks):
            open_tasks.remove(task)
            move.also.append(change("tasks", {"id": task.id}, {"closed": iso(self.now), "closed_how": how}))

    def reassign(self, move: Move, task: Task, **changes: Any) -> None:
        tasks = self.world.tasks(move.case)
        tasks[tasks.index(task)] = replace(task, **changes)
        move.also.append(change("tasks", {"id": task.id}, changes))
