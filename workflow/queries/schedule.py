"""Planned dates: for each window of each case what was planned, what the rule makes of it, and which days were skipped on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from workflow.core.calendar import closing_moment, end_of_day
from workflow.core.definition import Extend, Machine, Source, State, Window
from workflow.core.reckoning import Why, why_of
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.core.world import Window as Held
from workflow.queries.look import Look
from workflow.queries.secretariat import staff_look
from workflow.queries.team import Replacement
from workflow.store.clock import Clock
from workflow.store.database import Database


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One window of one case.

    `by_rule`: when it closes by the rule alone, reckoned from the planned or the real opening; `counts`: when it will close with the
    planned date taken into account; both None before any opening date is known. `free`: whether a closing date can be planned.
    """

    name: str
    words: Text
    mode: str
    n: int
    unit: str
    until: time | None
    basis: Source | None
    planned_opens: date | None
    planned_closes: date | None
    opens: datetime | None
    closes: datetime | None
    left: datetime | None
    by_rule: datetime | None
    counts: datetime | None
    why: Why | None

    @property
    def free(self) -> bool:
        return self.mode != "exactly"

    @property
    def overruled(self) -> bool:
        """The planned closing is not the one that counts."""
        return self.counts is not None and self.planned_closes is not None and self.counts == self.by_rule and self.free and self._differs()

    def _differs(self) -> bool:
        return self.why is not None and self.why.last_day is not None and self.planned_closes != self.why.last_day


@dataclass(frozen=True, slots=True)
class CaseDates:
    """`editable`: the viewer may plan here now. `frozen`: the dates are announced."""

    number: str
    called: Text
    machine: Text
    state: State
    zone: str
    frozen: bool
    editable: bool
    windows: tuple[WindowRow, ...]
    changes: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    number: str
    called: Text
    zone: str
    cases: tuple[CaseDates, ...]

    @property
    def planned(self) -> bool:
        """Every case has a date planned somewhere."""
        return bool(self.cases) and all(any(w.planned_opens for w in c.windows) for c in self.cases)


def schedule(db: Database, clock: Clock, number: str, person: int) -> Schedule | None:
    """The dates of a case and of all below it that are still under way and whose dates staff plans."""
    with staff_look(db, clock, number, person) as found:
        if found is None:
            return None
        machines = [m for m in (found.case.machine, *found.definition.below(found.case.machine)) if _plannable(found, m)]
        below = [c for m in machines for c in ([found.case] if m == found.case.machine else found.world.descendants(found.case, m))]
        shown = tuple(_dates(found, c) for c in below if not c.ended and found.audience(c) == "staff")
        return Schedule(number, found.called(), found.case.zone, shown)


def _plannable(found: Look, machine: str) -> bool:
    """The machine has windows, and holders of a role give birth to its cases."""
    made = found.definition.machines[machine]
    return bool(made.windows) and bool(_planners(found, made))


def _planners(found: Look, machine: Machine) -> list[str]:
    roles = found.definition.roles
    return [r for a in machine.actions.values() if a.is_birth for r in a.by if r in roles and roles[r].held_in]


def _dates(found: Look, case: Case) -> CaseDates:
    machine = found.world.machine(case)
    frozen = any("windows" in above.frozen for above in found.world.lineage(case))
    mine = any(m.person == found.viewer.person for r in _planners(found, machine) for m in found.world.holders(case, r))
    rows = tuple(_window(found, case, w, case.windows.get(w.name, Held())) for w in machine.windows.values())
    changes = _changes(found, case) if frozen else ()
    return CaseDates(
        case.number, found.called(case), machine.words, found.world.state(case), case.zone, frozen, mine and not frozen, rows, changes
    )


def _window(found: Look, case: Case, window: Window, held: Held) -> WindowRow:
    plans = [date.fromisoformat(d) if d else None for d in (held.planned_opens, held.planned_closes)]
    opened = held.opens or _morning(plans[0], case.zone)
    by_rule, why = _by_rule(found, case, window, opened)
    counts = held.closes or _counts(window, held, by_rule, case.zone)
    return WindowRow(
        window.name, window.words, window.mode, window.lasts.n, window.lasts.unit, window.until, window.basis, plans[0], plans[1],
        held.opens, held.closes, held.left, by_rule, counts, why_of(held.why) or why,
    )  # fmt: skip


def _morning(day: date | None, zone: str) -> datetime | None:
    return datetime.combine(day, time(8), ZoneInfo(zone)) if day else None


def _by_rule(found: Look, case: Case, window: Window, opened: datetime | None) -> tuple[datetime | None, Why | None]:
    if opened is None:
        return None, None
    closes, why = closing_moment(opened, window.lasts, window.until, case.zone, found.plan.calendar)
    return closes, why_of(why)


def _counts(window: Window, held: Held, by_rule: datetime | None, zone: str) -> datetime | None:
    """The planned date where the rule leaves room for it, as the engine will do when the window opens."""
    if by_rule is None or held.planned_closes is None or window.mode == "exactly":
        return by_rule
    planned = end_of_day(held.planned_closes, window.until, zone)
    return max(by_rule, planned) if window.mode == "at_least" else min(by_rule, planned)


def _changes(found: Look, case: Case) -> tuple[Replacement, ...]:
    """Actions of people on the case, open in its state, that extend a window of it."""
    roles, open_to = found.definition.roles, {option.action for option in found.options(case)}
    actions = [a for a in found.world.machine(case).actions_from(case.state) if any(isinstance(e, Extend) for e in a.then)]
    by_people = [(a, tuple(roles[r].words for r in a.by if r in roles)) for a in actions]
    return tuple(Replacement(a.name, case.number, a.words, by, a.name in open_to) for a, by in by_people if by)
