"""What scenarios do against the plain course, each once, by ordinary steps of people who may take them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from workflow import days_off
from workflow.act import recount_dates
from workflow.core.definition import Action, Release
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.rehearse import words_of
from workflow.rehearse.cast import Persona
from workflow.rehearse.deed import Deed
from workflow.rehearse.desk import Desk, Way
from workflow.rehearse.names import DAY_OFF, DECREE
from workflow.rehearse.ways import main_line

if TYPE_CHECKING:
    from workflow.rehearse.play import Play

LATER = timedelta(days=7)
TRIES = 3
"""How often a forced step is tried before it is given up."""


class Ways:
    """What is open to whom at one look. `desk`: for what else must be read."""

    def __init__(self, desk: Desk, ways: Mapping[int, list[Way]]) -> None:
        self.desk = desk
        self.by_case = ways

    def __iter__(self) -> Iterator[Way]:
        return (way for ways in self.by_case.values() for way in ways)


def nothing(_play: Play, _at: Ways) -> None:
    """The plain course."""


def _once(play: Play, key: str) -> bool:
    """True the first time."""
    play.mark(key)
    return play.count(key) == 1


def _take(play: Play, at: Ways, way: Way, told: Text) -> None:
    from workflow.rehearse.look import plan

    plan(play, at.desk, way, told.fill(what=at.desk.world.called(way.case), action=way.action.words))


# ------------------------------------------------------------------ people
def somebody_leaves(play: Play, at: Ways) -> None:
    """Once the first sheet is in, one who gives such sheets is away for good; later a release replaces them where there is one."""
    if "leaving" not in play.memory:
        found = next(_regulars(at), None)
        if found is not None and _once(play, "away"):
            _is_away(play, *found)
        return
    if play.now >= play.memory["since"] + LATER and not play.count("replaced"):  # type: ignore[operator]
        for way in at:
            if any(isinstance(e, Release) and e.role == play.memory["role"] for e in way.action.then) and _once(play, "replaced"):
                _take(play, at, way, Text("Pengganti ditetapkan: {action}.", "A replacement is made: {action}."))


def _regulars(at: Ways) -> Iterator[tuple[Case, str, Persona]]:
    """(where the role is held, role, the last of its regular holders), of roles whose first sheet has been given."""
    world = at.desk.world
    for case in {way.case.id: way.case for way in at}.values():
        for action in (a for a in world.machine(case).actions.values() if a.each and world.all_sheets(case)):
            for role in (r for r in action.by if r in world.definition.roles and world.definition.roles[r].appointed_by):
                place = world.place_of(case, world.definition.roles[role])
                regular = [m for m in world.holders(case, role) if not m.deputy]
                if place is not None and len(regular) > 1 and any(s.action == action.name for s in world.all_sheets(case)):
                    yield world.case(place), role, at.desk.cast.by_person[regular[-1].person]


def _is_away(play: Play, place: Case, role: str, who: Persona) -> None:
    more = {"role": role, "person": str(who.person)}
    told = Text("{name} ({role}) berhalangan tetap.", "{name} ({role}) is away for good.")
    told = told.fill(name=who.name, role=play.definition.roles[role].words)
    play.soon(Deed("absent", who, role, place.id, place.machine, "@absent", play.now, 1, 0, more, told))
    play.memory.update({"leaving": who.person, "role": role, "since": play.now})


def ranked_withdraws(play: Play, at: Ways) -> None:
    for way in _withdrawals(play, at):
        ranks = [items[0].n for name, items in way.case.facts.items() if name.endswith(".rank") and items]
        if 1 in ranks and _once(play, "withdrawn"):
            _take(play, at, way, Text("{what}, peringkat pertama, mengundurkan diri.", "{what}, first in rank, withdraws."))


def winner_withdraws(play: Play, at: Ways) -> None:
    for way in _withdrawals(play, at):
        if way.case.state == words_of.last_before_won(at.desk.world.machine(way.case)) and _once(play, "withdrawn"):
            _take(play, at, way, Text("{what}, yang terpilih, mengundurkan diri.", "{what}, who was chosen, withdraws."))


def _withdrawals(play: Play, at: Ways) -> Iterator[Way]:
    known = {(m.name, a.name) for m, a in words_of.withdrawals(play.definition)}
    return (way for way in at if (way.case.machine, way.action.name) in known)


# ------------------------------------------------------------------ time
def holiday(play: Play, at: Ways) -> None:
    """The next two working days, or the one that is left, of the first stage that counts working days become days off; of any where none does."""
    units = {w.lasts.unit for m in play.definition.machines.values() for w in m.windows.values()}
    wanted = {"working days"} & units or units
    running = [
        held.closes
        for case in at.desk.world.several([id for id, one in play.known.items() if not one.ended and one.machine in play.stages])
        for name, held in case.windows.items()
        if held.closes is not None and held.left is None and at.desk.world.machine(case).windows[name].lasts.unit in wanted
    ]
    days = [day for day in play.working.working_days_after(play.now, 2) if any(closes > play.working.morning(day) for closes in running)]
    if days and _once(play, "holiday"):
        for day in days:
            by = play.cast.spare[0].person
            days_off.add_day(play.stage.db, play.stage.clock, by, day.isoformat(), "off", DAY_OFF.id, DAY_OFF.en, DECREE)
            play.ledger.told.append(Text("{day} menjadi hari libur.", "{day} becomes a day off.").fill(day=day.isoformat()))
        recount_dates(play.stage.db, play.stage.clock)
        play.fresh_calendar()


def postponed(play: Play, at: Ways) -> None:
    """The topmost case that can be postponed, once something below it or it itself has an open stage."""
    running = any(w.closes is not None and w.left is None and w.closes > play.now for way in at for w in way.case.windows.values())
    for way in at if running else ():
        if way.action in words_of.pausing(at.desk.world.machine(way.case)) and _once(play, "postponed"):
            _take(play, at, way, Text("{what} ditunda: {action}.", "{what} is postponed: {action}."))


# ------------------------------------------------------------------ parts and forced steps
def part_is_cancelled(play: Play, at: Ways) -> None:
    """The first part below which somebody owns a case, where there are others."""
    world = at.desk.world
    machines = {machine.name: words_of.cancelling(machine) for machine in words_of.parts(play.definition)}
    for way in (way for way in at if way.action in machines.get(way.case.machine, ())):
        others = [one for one in play.known.values() if one.machine == way.case.machine and not one.ended]
        own = [m for m in play.definition.below(way.case.machine) if any(r.owner_of == m for r in play.definition.roles.values())]
        if len(others) > 1 and any(world.briefly(way.case, m) for m in own) and _once(play, "cancelled"):
            _take(play, at, way, Text("{what} dibatalkan: {action}.", "{what} is cancelled: {action}."))


def extraordinary(play: Play, at: Ways) -> None:
    """Each extraordinary step once, where it neither ends nor pauses what many hang on."""
    taken = {(work.machine, work.action) for work in play.ledger.works}
    for way in at:
        name = (way.case.machine, way.action.name)
        if way.action.extraordinary and name not in taken and _goes_on(play, at, way.case, way.action) and play.count(name) < TRIES:
            play.mark(name)
            taken |= {name}
            _take(play, at, way, Text("{what}: {action}.", "{what}: {action}."))


def _goes_on(play: Play, at: Ways, case: Case, action: Action) -> bool:
    machine = at.desk.world.machine(case)
    if action.to not in machine.states:
        return True
    target = machine.states[action.to]
    shared = any(m.name == machine.name for m in (play.definition.root, *words_of.parts(play.definition)))
    return not target.pauses and not (target.is_end and shared) and (not target.is_end or case.state in main_line(machine)[1:])
