"""What is there to begin with, and what is born: roots, the people in their roles, planned dates, cases that offices open, that people own, that anybody gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from workflow.core.calendar import closing_moment
from workflow.core.definition import Action, Machine, Outcome, Phase, Role, Window
from workflow.core.world import Case
from workflow.queries.periods import now_open, periods
from workflow.rehearse.cast import Persona
from workflow.rehearse.deed import Deed
from workflow.rehearse.desk import Birth, Desk
from workflow.rehearse.effort import writing
from workflow.rehearse.representing import attributes

if TYPE_CHECKING:
    from workflow.rehearse.play import Play

_AHEAD = timedelta(days=2)
"""How long before the first stage its dates are planned."""
_OPEN_ENDED = timedelta(days=12)
"""Within which people come where no period is set."""


# ------------------------------------------------------------------ roots
def roots(play: Play) -> None:
    """One root where an office opens it; one for each who takes part where everybody opens their own."""
    machine = play.definition.root
    for action in machine.actions.values():
        role = next((play.definition.roles[r] for r in action.by if r in play.definition.roles), None) if action.is_birth else None
        if role is not None:
            people = play.cast.staff[role.name][:1] if role.held_in and not _is_crowd(play, role) else applicants(play)
            for persona in people:
                deed = Deed("root", persona, role.name, None, machine.name, action.name, play.now, _minutes(play, machine, action))
                play.in_office(deed)
            return


def _is_crowd(play: Play, role: Role) -> bool:
    return any(s.crowd for s in play.cast.staffing if s.role.name == role.name)


def applicants(play: Play) -> tuple[Persona, ...]:
    """Those who take part in this scenario."""
    return play.cast.applicants[: play.scenario.script.applicants]


def _minutes(play: Play, machine: Machine, action: Action) -> int:
    return play.effort.open + (writing(play.effort, machine, machine.forms[action.form].facts) if action.form else 0)


# ------------------------------------------------------------------ roles and dates
def prepare(play: Play, desk: Desk, case: Case) -> None:
    """Plan the appointments and the dates that a new case waits for, once."""
    for found in play.cast.staffing:
        role = found.role
        if role.appointed_by and not found.seated and role.held_in[0] == case.machine and not play.count(("staffed", case.id, role.name)):
            _staff(play, desk, case, role, found.regular)
    if desk.world.machine(case).windows and not play.count(("dates", case.id)):
        _plan_dates(play, desk, case)


def _staff(play: Play, desk: Desk, case: Case, role: Role, regular: int) -> None:
    by = desk.holders(case, role.appointed_by or "")
    among = desk.holders(case, role.among) if role.among else list(play.cast.staff[role.name])
    if not by or not among or any(role.name in above.frozen for above in desk.world.lineage(case)):
        return
    play.mark(("staffed", case.id, role.name))
    people = among[:regular] if role.among else applicants(play) if _is_crowd(play, role) else among
    for n, persona in enumerate(people):
        told = attributes(role, n, [p.person for p in people], [p.person for p in play.cast.everybody])
        more = {"role": role.name, "person": str(persona.person), "position": str(n + 1), **told}
        more |= {"deputy": "yes"} if n >= regular and not _is_crowd(play, role) else {}
        deed = Deed("appoint", by[0], role.appointed_by or "", case.id, case.machine, "@appoint", play.now, play.effort.staff, 0, more)
        play.in_office(deed)


def _plan_dates(play: Play, desk: Desk, case: Case) -> None:
    machine = desk.world.machine(case)
    roles = [r for a in machine.actions.values() if a.is_birth for r in a.by if r in play.definition.roles]
    planners = [(r, p) for r in roles if play.definition.roles[r].held_in for p in desk.holders(case, r)]
    play.mark(("dates", case.id))
    opens = play.now + _AHEAD
    for window in machine.windows.values() if planners else ():
        closes = closing_moment(opens, window.lasts, window.until, case.zone, play.working.calendar)[0]
        if case.state not in window.in_ and window.lasts.unit != "hours":
            _date(play, *planners[0], case, window, opens, closes)
        opens = closes


def _date(play: Play, role: str, who: Persona, case: Case, window: Window, opens: datetime, closes: datetime) -> None:
    last = (closes - timedelta(seconds=1)).astimezone(play.working.zone).date()
    first = min(opens.astimezone(play.working.zone).date(), last)
    more = {"window": window.name, "opens": first.isoformat(), "closes": last.isoformat() if window.mode == "at_least" else ""}
    play.in_office(Deed("dates", who, role, case.id, case.machine, "@plan", play.now, play.effort.dates, 0, more))


# ------------------------------------------------------------------ births below
def born_below(play: Play, desk: Desk, parents: Sequence[Case]) -> None:
    """Plan births below these cases: offices open so many, everybody who takes part has one of their own, owners and anybody as the script says."""
    owned = {role.owner_of for role in play.definition.roles.values()}
    shared: dict[str, list[Birth]] = {}
    for birth in (b for parent in parents for b in desk.births(parent)):
        role = play.definition.roles[birth.role]
        if birth.machine.name in owned and (role.owner_of == birth.machine.name or role.is_ == "account" or _is_crowd(play, role)):
            shared.setdefault(birth.machine.name, []).append(birth)
        elif role.owner_of is not None:
            _by_owner(play, desk, birth)
        elif role.is_ is not None:
            _by_anybody(play, desk, birth)
        else:
            _by_office(play, desk, birth)
    for births in shared.values():
        _each_their_own(play, desk, births)


def _by_office(play: Play, desk: Desk, birth: Birth) -> None:
    key = ("opened", birth.parent.id, birth.machine.name)
    for _ in range(play.count(key), play.scenario.script.places):
        play.mark(key)
        who = (birth.doers or ())[0]
        minutes = _minutes(play, birth.machine, birth.action)
        play.in_office(Deed("open", who, birth.role, birth.parent.id, birth.machine.name, birth.action.name, play.now, minutes))


def _each_their_own(play: Play, desk: Desk, births: Sequence[Birth]) -> None:
    """Those without a case of this machine are spread evenly over the parents that are open to them."""
    people = [p for p in applicants(play) if not play.count(("own", births[0].machine.name, p.alias))]
    for n, persona in enumerate(people):
        able = [b for b in births if b.doers is None or persona in b.doers]
        if able:
            birth = able[n % len(able)]
            play.mark(("own", birth.machine.name, persona.alias))
            _in_own_time(play, desk, birth, persona)


def _by_owner(play: Play, desk: Desk, birth: Birth) -> None:
    """Who lost may object; others now and then have something to add."""
    lost = desk.world.state(birth.parent).outcome is Outcome.LOST
    for persona in birth.doers or ():
        key = ("owner", birth.parent.id, birth.machine.name, persona.alias)
        if not play.count(key):
            play.mark(key)
            dice = play.chance("adds", play.theme(birth.parent.id), birth.machine.name)
            if dice.randrange(100) < (play.scenario.script.objecting if lost or _is_objection(birth.machine) else 30):
                _in_own_time(play, desk, birth, persona)


def _is_objection(machine: Machine) -> bool:
    return any(machine.states[a.to].phase is Phase.OBJECTION for a in machine.actions.values() if a.is_birth)


def _by_anybody(play: Play, desk: Desk, birth: Birth) -> None:
    key = ("anybody", birth.parent.id, birth.machine.name)
    for n in range(play.count(key), play.scenario.script.remarks):
        play.mark(key)
        people = applicants(play) or play.cast.spare
        others = [p for p in people if p.person != birth.parent.owner] or people
        _in_own_time(play, desk, birth, others[n % len(others)])


def _in_own_time(play: Play, desk: Desk, birth: Birth, persona: Persona) -> None:
    minutes = _minutes(play, birth.machine, birth.action)
    deed = Deed("bear", persona, birth.role, birth.parent.id, birth.machine.name, birth.action.name, play.now, minutes)
    latest = _until(play, desk, birth)
    play.in_own_time(deed, play.now, play.now + (latest - play.now) * 9 // 10)


def _until(play: Play, desk: Desk, birth: Birth) -> datetime:
    """The end of the period that the birth needs; some days where it needs none."""
    window = now_open(periods(desk.world, birth.parent, birth.action.needs))
    return window.closes if window is not None and window.closes is not None else play.now + _OPEN_ENDED
