"""`python -m tests.definitions.find_doors PROCESS... [--near]`: add doors until every step was taken from every state, and name those that stay shut.

`--near`: without looking behind a first step, which takes longest.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from tests.definitions.doors import FOLDER, SHUT, THEN, House, Taken, doors_of, is_shut, possible, shut_of, taken, tried
from tests.definitions.play import Play
from workflow.act import Refusal
from workflow.core.decide import standing
from workflow.core.definition import Action, Assign, Create, Do, Outcome, Release
from workflow.core.plan import CLOCK, STEP, Actor, Plan
from workflow.core.world import Case, World
from workflow.store import tables as t
from workflow.store.holidays_id import calendar_of
from workflow.store.reader import Reader

NEAR = "--near"


def main() -> None:
    for process in (one for one in sys.argv[1:] if one != NEAR):
        with TemporaryDirectory() as folder:
            module = importlib.import_module(f"tests.definitions.test_{process}")
            _search(process, House(module, Path(folder), module.CAST))


def _search(process: str, house: House) -> None:
    rows = [f"{part} | {THEN.join(row.splitlines())}" for part, found in doors_of(process).items() for row in found]
    wanted = possible(house.definition) - house.taken() - tried(house, process)
    for part in house.parts() if wanted else ():
        rows += _at(house, part, wanted)
    for part in house.parts() if wanted else ():
        for some in _halfway(house, part, wanted):
            rows += _at(house, some, wanted)
    _write(process, rows, wanted)
    if NEAR in sys.argv:
        return
    wanted = {step for step in wanted if (*step[:2], "*") not in shut_of(process)}
    for part in house.parts() if wanted else ():
        rows += _further(house, part, wanted)
    _write(process, rows, wanted)


def _write(process: str, rows: Sequence[str], wanted: set[Taken]) -> None:
    FOLDER.mkdir(exist_ok=True)
    why = shut_of(process)
    told = {step: why.get(step, "?") for step in wanted if not is_shut(step, {s: w for s, w in why.items() if s[2] == "*"})}
    told |= {step: text for step, text in why.items() if step[2] == "*"}
    shut = [f"{SHUT} | {step[0]}.{step[1]} from {step[2]} | {text}" for step, text in sorted(told.items())]
    (FOLDER / f"{process}.txt").write_text("".join(f"{row}\n" for row in (*rows, *shut)), encoding="utf-8")
    print(f"{process}: {len(rows)} doors, {len(shut)} shut", flush=True)


def _halfway(house: House, part: str, wanted: set[Taken]) -> Iterator[str]:
    """The beginnings of a part after which a case stands where something wanted begins."""
    play = house.before(part, house.folder / "halfway.db")
    for number, row in enumerate(house.rows(part)[:-1], 1):
        play.table(row)
        if _begins(play, wanted):
            yield f"{part} +{number}"
    play.db.close()


def _begins(play: Play, wanted: set[Taken]) -> bool:
    """Whether a case stands where something wanted begins."""
    with play.db.reading() as connection:
        standing_at = {(row.machine, row.state) for row in connection.execute(select(t.cases.c.machine, t.cases.c.state))}
    return any((machine, state) in standing_at for machine, _, state in wanted)


def _further(house: House, part: str, wanted: set[Taken]) -> list[str]:
    """Doors behind a first step: some or all of those who may leave do so, or a window closes."""
    found = list[str]()
    for lead in _leads(house, part):
        play = house.at(part)
        already, rows = taken(play), list[str]()
        for alias, action, who in lead:
            state = play.state(alias)
            row = _closed(play, alias, action) if who == "clock" else _opened(play, alias, state, action, who, None)
            rows += [row] if row is not None else []
        new, more = (taken(play) - already) & wanted, rows and _begins(play, wanted)
        play.db.close()
        if new:
            found.append(f"{part} | {THEN.join(rows)}")
            wanted -= new
        if more:
            found += _at(house, part, wanted, THEN.join(rows))
    return found


Lead = list[tuple[str, str, str]]
"""Steps one after the other: a case, an action, who."""


def _leads(house: House, part: str) -> list[Lead]:
    play = house.at(part)
    everything = possible(play.definition)
    leaving = [
        (alias, step, who)
        for alias, state, step, who, _ in _chances(play, everything)
        if (machine := play.definition.machines[_machine(play, alias)]).actions[_name(step)].to in machine.states
        and machine.states[machine.actions[_name(step)].to].outcome == Outcome.WITHDRAWN
    ]
    windows = [(alias, name, "clock") for alias in play.cases for name in _open_windows(play, alias)]
    play.db.close()
    found: list[Lead] = [[one] for one in windows]
    for action in sorted({_name(step) for _, step, _ in leaving}):
        some = list({one[0]: one for one in leaving if _name(one[1]) == action}.values())
        found += [some[:number] for number in range(1, len(some) + 1)]
    return found


def _name(step: str) -> str:
    return step.partition(" ")[0]


def _machine(play: Play, alias: str) -> str:
    with play.db.reading() as connection:
        return str(connection.execute(select(t.cases.c.machine).where(t.cases.c.number == play.number(alias))).scalar_one())


def _open_windows(play: Play, alias: str) -> list[str]:
    w = t.windows.c
    open_ = (
        select(w.name).join(t.cases, t.cases.c.id == w.case_id).where(t.cases.c.number == play.number(alias), w.closes > play.clock.moment)
    )
    with play.db.reading() as connection:
        return list(connection.execute(open_.where(w.opens.is_not(None))).scalars())


def _closed(play: Play, alias: str, window: str) -> str | None:
    before = _states(play)
    row = f"{before[alias]} | clock | close {window} {alias} |"
    try:
        play.table(f"{row} -")
    except (AssertionError, KeyError):
        return None
    return f"{row} {play.state(alias)}{_moved(play, before, alias)}"


# ------------------------------------------------------------------ where a part ends
def _at(house: House, part: str, wanted: set[Taken], lead: str = "") -> list[str]:
    """Doors that lead to something wanted, which is no longer wanted then. `lead`: rows before."""
    found = list[str]()
    play = _led(house, part, lead)
    chances = list(_chances(play, wanted))
    play.db.close()
    for alias, state, step, who, promised in chances:
        if not promised & wanted:
            continue
        play = _led(house, part, lead)
        row = _opened(play, alias, state, step, who, wanted)
        play.db.close()
        if row is not None:
            found.append(f"{part} | {lead + THEN if lead else ''}{row}")
    return found


def _led(house: House, part: str, lead: str) -> Play:
    play = house.at(part)
    if lead:
        play.table("\n".join(lead.split(THEN)))
    return play


def _chances(play: Play, wanted: set[Taken]) -> Iterator[tuple[str, str, str, str, set[Taken]]]:
    names = {number: alias for alias, number in play.cases.items()}
    with play.db.reading() as connection:
        world = World(play.definition, Reader(connection), play.clock.moment)
        alive = [world.case(id) for id in connection.execute(select(t.cases.c.id).where(~t.cases.c.ended)).scalars()]
        plans = {
            alias: Plan(world, Actor(p, "person"), lambda: calendar_of(connection, world.now.year), lambda: 0)
            for alias, p in play.persons.items()
        }
        for case in alive:
            alias = names.get(case.number) or _by_owner(play, case)
            for action in world.machine(case).actions_from(case.state) if alias else ():
                promised = _promised(play, case, action, alive) & wanted
                if promised and CLOCK not in action.by and STEP not in action.by and action.each is None:
                    given = _given(play, world, case, action)
                    yield from (
                        (str(alias), case.state, f"{action.name} {alias}{given}", who, promised)
                        for who in _actors(world, plans, case, action)
                    )


def _given(play: Play, world: World, case: Case, action: Action) -> str:
    """Who leaves a role and who joins it, where the step asks that."""
    alias_of = {person: alias for alias, person in play.persons.items()}
    found = ""
    for effect in action.then:
        holders = [alias_of[member.person] for member in world.holders(case, effect.role)] if isinstance(effect, Release | Assign) else []
        if isinstance(effect, Release) and effect.fact is not None and holders:
            found += f" {effect.fact}={holders[-1]}"
        if isinstance(effect, Assign) and effect.fact is not None:
            found += f" {effect.fact}={_newcomer(play)}"
    return found


def _newcomer(play: Play) -> str:
    """Somebody who holds nothing and owns nothing; the last of the aliases is the likeliest."""
    with play.db.reading() as connection:
        busy = {*connection.execute(select(t.memberships.c.person)).scalars(), *connection.execute(select(t.cases.c.owner)).scalars()}
    return next((alias for alias, person in reversed(play.persons.items()) if person not in busy), "")


def _by_owner(play: Play, case: Case) -> str | None:
    owner = next((alias for alias, person in play.persons.items() if person == case.owner), None)
    alias = f"{case.machine}@{owner}"
    return alias if owner and play.number(alias) == case.number else None


def _promised(play: Play, case: Case, action: Action, alive: list[Case]) -> set[Taken]:
    found = {(case.machine, action.name, case.state)}
    if any(isinstance(effect, Do | Create) for effect in action.then):
        for one in alive:
            machine = play.definition.machines[one.machine]
            found |= {(one.machine, step.name, one.state) for step in machine.actions_from(one.state) if {STEP, CLOCK} & set(step.by)}
    return found


def _actors(world: World, plans: dict[str, Plan], case: Case, action: Action) -> Iterator[str]:
    able = [alias for alias, plan in plans.items() if not isinstance(standing(plan, case, action), Refusal)]
    if action.confirmed_by is None:
        yield from able[:2]
        return
    seconds = {member.person for member in world.acting(case, action.confirmed_by)}
    others = [alias for alias, plan in plans.items() if plan.actor.person in seconds]
    yield from (f"{one} & {other}" for one in able[:1] for other in others[:2] if other != one)


def _opened(play: Play, alias: str, state: str, step: str, who: str, wanted: set[Taken] | None) -> str | None:
    """The row, where the step was taken and something wanted with it, if anything is."""
    before, already = _states(play), taken(play)
    try:
        name, _, given, _ = play.read(step)
        done = play.step(who, name, alias, given)
    except (AssertionError, KeyError, StopIteration):
        return None
    if isinstance(done, Refusal):
        return None
    if wanted is not None:
        new = (taken(play) - already) & wanted
        if not new:
            return None
        wanted -= new
    return f"{state} | {who} | {step} | {play.state(alias)}{_moved(play, before, alias)}"


def _moved(play: Play, before: Mapping[str, str], alias: str) -> str:
    """The other cases that are no longer where they were."""
    return "".join(f"; {name}: {now}" for name, now in _states(play).items() if before.get(name, now) != now and name != alias)


def _states(play: Play) -> dict[str, str]:
    return {alias: play.state(alias) for alias in play.cases}


if __name__ == "__main__":
    main()
