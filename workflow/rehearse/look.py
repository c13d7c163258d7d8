"""A look at the desks: what people find they could do, and what they decide to do, planned for the time that it takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from workflow.core.definition import Action, Do, Machine, Phase
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.periods import now_open, periods
from workflow.rehearse import opening
from workflow.rehearse.cast import Persona
from workflow.rehearse.deed import Deed
from workflow.rehearse.desk import Desk, Way
from workflow.rehearse.disturb import Ways
from workflow.rehearse.effort import reading, writing
from workflow.rehearse.script import AGAIN
from workflow.rehearse.ways import Appeal, appeal, is_remedy, moves_others, weight

if TYPE_CHECKING:
    from workflow.rehearse.play import Play

SOON = timedelta(days=3)
"""Within which people who take part answer where no deadline is set."""
Told = list[tuple[Appeal, Way]]
"""The ways that are open on a case, with how each appeals."""
PAUSED = timedelta(days=7)
"""How long what was postponed stays so before somebody thinks of going on."""


def begin(play: Play) -> None:
    """The roots are planned."""
    opening.roots(play)


def look(play: Play, cases: Sequence[int]) -> None:
    """Plan what follows from how these cases stand."""
    with play.stage.db.reading() as connection:
        desk = play.desk(connection)
        standing = desk.world.several(cases)
        for case in standing:
            opening.prepare(play, desk, case)
        opening.born_below(play, desk, standing)
        ways = {case.id: list(desk.ways(case)) for case in standing}
        for way in _ruled_out(ways):
            ways[way.case.id].remove(way)
        told = {case.id: _told(play, desk.world.machine(case), ways[case.id]) for case in standing}
        at_work = _at_work(play, told)
        for case in standing:
            _choose(play, desk, case, told[case.id], at_work[case.id])
            if play.level and play.diary.next is not None:
                return
        play.scenario.does(play, Ways(desk, ways))


def _ruled_out(ways: dict[int, list[Way]]) -> list[Way]:
    """Where the same action can be taken on a sibling without giving a reason, nobody goes past a condition for it."""
    found = [way for some in ways.values() for way in some]
    free = {_kind(way) for way in found if not way.excused}
    return [way for way in found if way.excused and _kind(way) in free]


def _kind(way: Way) -> tuple[int | None, str, str]:
    return (way.case.parent, way.case.machine, way.action.name)


# ------------------------------------------------------------------ choosing
def _told(play: Play, machine: Machine, ways: list[Way]) -> Told:
    return [(_liking(play, machine, way), way) for way in ways if not _worn_out(play, way)]


def _liking(play: Play, machine: Machine, way: Way) -> Appeal:
    """What is still to be entered about a case is a duty of whoever does not own it."""
    found = appeal(machine, way.case.state, way.action)
    if found is Appeal.EXTRA and way.action.to == "stay" and way.action.form and not _is_own(play, way):
        asked = [machine.facts[name] for name in machine.forms[way.action.form].facts]
        if any(fact.is_asked and not fact.optional and not way.case.facts.get(fact.name) for fact in asked):
            return Appeal.DUTY
    return found


def _at_work(play: Play, told: Mapping[int, Told]) -> Mapping[int, set[str]]:
    """Below which cases others than the owners have work planned or waiting, and on cases of which machines."""
    found = defaultdict[int, set[str]](set)
    waiting = {id for id, ways in told.items() for liking, way in ways if _is_work(play, liking, way)}
    for id in waiting | play.diary.cases() if play.level == 0 else ():
        for above in play.above(id):
            found[above].add(play.known[id].machine)
    return found


def _is_work(play: Play, liking: Appeal, way: Way) -> bool:
    return not _is_own(play, way) and (liking is Appeal.ONWARD or (liking is Appeal.DUTY and _is_due(play, way)))


def _choose(play: Play, desk: Desk, case: Case, told: Told, at_work: set[str]) -> None:
    machine = desk.world.machine(case)
    for liking, way in told:
        if (liking is Appeal.DUTY and _is_due(play, way)) or (liking is Appeal.EXTRA and _does_more(play, way)):
            plan(play, desk, way)
    if not _waits(play, case, machine):
        _go_on(play, desk, case, [way for liking, way in told if liking is Appeal.ONWARD and not _cuts_short(machine, way, at_work)])
    if play.level == 2 and play.diary.next is None:
        for way in [way for liking, way in told if liking is Appeal.LAST and not _is_own(play, way)][:1]:
            plan(play, desk, way)


def _waits(play: Play, case: Case, machine: Machine) -> bool:
    """Whether something must happen first: preparations, what others get by a step that leaves the case where it is, who is on the way."""
    others = any(play.diary.acts(case, a.name) for a in machine.actions_from(case.state) if a.to == "stay" and moves_others(a))
    return others or play.is_awaited(case.id)


def _cuts_short(machine: Machine, way: Way, at_work: set[str]) -> bool:
    """Whether others would lose their work by it: nobody puts an end to what they work below, or moves the cases that they work on."""
    ends = way.action.to in machine.states and machine.states[way.action.to].is_end
    return bool(at_work) and (ends or any(isinstance(effect, Do) and effect.on in at_work for effect in way.action.then))


def _is_due(play: Play, way: Way) -> bool:
    """A duty is done once in a round; what is open only while something is wrong, as long as it is."""
    if way.action.to == "stay" and moves_others(way.action) and play.is_awaited(way.case.id):
        return False
    done = play.count(("done", way.case.id, way.action.name, way.case.round))
    return way.action.each is not None or not done or is_remedy(way.action)


def _worn_out(play: Play, way: Way) -> bool:
    """Done often enough, or refused often enough."""
    often = play.count(("done", way.case.id, way.action.name)) >= AGAIN and way.action.each is None
    return often or play.count(("refused", way.case.id, way.action.name, way.case.round)) >= AGAIN


def _does_more(play: Play, way: Way) -> bool:
    """Some take a possibility, once; all consider it again when nothing else goes on."""
    key = ("extra", way.case.id, way.action.name)
    if play.level:
        return not play.count(("done", way.case.id, way.action.name))
    if play.count(key):
        return False
    play.mark(key)
    dice = play.chance("extra", play.theme(way.case.id), way.action.name)
    return dice.randrange(100) < play.scenario.script.extras


def _go_on(play: Play, desk: Desk, case: Case, ways: list[Way]) -> None:
    chosen = play.memory.get(f"chosen {case.id} {case.round}")
    known = next((way for way in ways if way.action.name == chosen), None)
    if known is not None and (known.action.each or play.diary.acts(case, known.action.name)):
        plan(play, desk, known)
    elif ways and not any(play.diary.acts(case, way.action.name) for way in ways) and not _stays_silent(play, case, ways):
        way = _drawn(play, desk, case, ways)
        play.memory[f"chosen {case.id} {case.round}"] = way.action.name
        plan(play, desk, way)


def _drawn(play: Play, desk: Desk, case: Case, ways: list[Way]) -> Way:
    machine, state = desk.world.machine(case), desk.world.state(case)
    script, upheld = play.scenario.script, play.scenario.script.upheld
    if state.phase is Phase.OBJECTION and len(ways) > 1 and script.surely:
        play.mark("objections")
        upheld = 100 if play.count("objections") <= script.surely else upheld
    weights = [weight(machine, state, way.action, upheld=upheld) for way in ways]
    dice = play.chance("way", play.theme(case.id), case.state, play.count(("been", case.id, case.state)))
    play.mark(("been", case.id, case.state))
    return dice.choices(ways, weights)[0] if sum(weights) else ways[0]


def _stays_silent(play: Play, case: Case, ways: list[Way]) -> bool:
    """Some who own a case leave it as it is, until nothing else goes on."""
    if play.level or not all(_is_own(play, way) for way in ways):
        return False
    key = ("silent", case.id, case.round)
    if not play.count(key):
        play.mark(key)
        if play.chance("silent", play.theme(case.id), case.state).randrange(100) < play.scenario.script.silent:
            play.mark(key)
    return play.count(key) > 1


def _is_own(play: Play, way: Way) -> bool:
    return all(play.definition.roles[role].owner_of is not None for role in way.action.by if role in play.definition.roles)


# ------------------------------------------------------------------ planning
def plan(play: Play, desk: Desk, way: Way, tells: Text | None = None) -> None:
    """Plan an action: each who gives a sheet, else whoever has time first. Conflicts are declared before. What a scenario `tells` is done at once."""
    case, action = way.case, way.action
    fresh = [p for p in way.doers if not play.diary.holds((case.id, f"{case.machine}.{action.name}", p.alias, case.round))]
    if action.each is None:
        fresh = [play.least_busy(way.doers)] if len(fresh) == len(way.doers) and not play.diary.acts(case, action.name) else []
    for persona in fresh:
        if persona.alias in way.undeclared:
            declare(play, desk, case, action, persona)
        _put(play, desk, way, persona, tells)


def _put(play: Play, desk: Desk, way: Way, persona: Persona, tells: Text | None) -> None:
    case, action = way.case, way.action
    role = next((r for r in action.by if persona in desk.holders(case, r)), action.by[0])
    minutes = effort_of(play, desk, case, desk.world.machine(case), action, persona)
    begins = play.now + PAUSED if desk.world.state(case).pauses and tells is None else play.now
    deed = Deed("act", persona, role, case.id, case.machine, action.name, begins, minutes, case.round, tells=tells)
    if tells is not None:
        play.soon(deed)
        return
    if play.definition.roles[role].held_in and persona.index is None:
        play.in_office(deed, begins)
        return
    window = now_open(periods(desk.world, case, action.needs))
    latest = min(begins + SOON, window.closes) if window is not None and window.closes is not None else begins + SOON
    play.in_own_time(deed, begins, latest)


def declare(play: Play, desk: Desk, case: Case, action: Action, persona: Persona) -> None:
    """Plan the declaration that this action waits for, once."""
    roles = [play.definition.roles[r] for r in action.by if r in play.definition.roles and persona in desk.holders(case, r)]
    machines = {role.declares for role in roles if role.declares}
    for above in desk.world.lineage(case):
        if above.machine in machines:
            deed = Deed("declare", persona, roles[0].name, above.id, above.machine, "@declare", play.now, play.effort.declare, above.round)
            if not play.diary.holds(deed.key):
                play.in_office(deed)


def effort_of(play: Play, desk: Desk, case: Case, machine: Machine, action: Action, persona: Persona) -> int:
    """Minutes for an action: opening the case, reading it the first time where somebody else wrote it, and answering."""
    minutes = play.effort.open + (play.effort.sign if action.signs else 0)
    if action.form:
        minutes += writing(play.effort, machine, machine.forms[action.form].facts)
    for read in _unread(play, desk, case, persona):
        owner = desk.cast.by_person.get(read.owner or 0)
        minutes += reading(play.effort, desk.world.machine(read), read.facts, owner.pages if owner else 1)
        play.mark(("read", persona.alias, read.id))
    return minutes


def _unread(play: Play, desk: Desk, case: Case, persona: Persona) -> Iterator[Case]:
    for above in desk.world.lineage(case) if case.revision >= 0 else ():
        if above.parent is not None and above.owner != persona.person and not play.count(("read", persona.alias, above.id)):
            yield above
