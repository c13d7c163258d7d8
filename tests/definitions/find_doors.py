"""`python -m tests.definitions.find_doors PROCESS...`: add doors until every step was taken from every state, and name those that stay shut."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from tests.definitions.doors import FOLDER, SHUT, House, Taken, doors_of, possible, shut_of, taken, tried
from tests.definitions.play import Play
from workflow.act import Refusal
from workflow.core.decide import standing
from workflow.core.definition import Action, Create, Do
from workflow.core.plan import CLOCK, STEP, Actor, Plan
from workflow.core.world import Case, World
from workflow.store import tables as t
from workflow.store.holidays_id import calendar_of
from workflow.store.reader import Reader


def main() -> None:
    for process in sys.argv[1:]:
        with TemporaryDirectory() as folder:
            module = importlib.import_module(f"tests.definitions.test_{process}")
            _search(process, House(module, Path(folder), module.CAST))


def _search(process: str, house: House) -> None:
    rows = [f"{part} | {row}" for part, found in doors_of(process).items() for row in found]
    wanted = possible(house.definition) - house.taken() - tried(house, process)
    for part in house.parts() if wanted else ():
        rows += _at(house, part, wanted)
    for part in house.parts() if wanted else ():
        for some in _halfway(house, part, wanted):
            rows += _at(house, some, wanted)
    FOLDER.mkdir(exist_ok=True)
    why = shut_of(process)
    shut = [f"{SHUT} | {step[0]}.{step[1]} from {step[2]} | {why.get(step, '?')}" for step in sorted(wanted)]
    (FOLDER / f"{process}.txt").write_text("".join(f"{row}\n" for row in (*rows, *shut)), encoding="utf-8")
    print(f"{process}: {len(rows)} doors, {len(shut)} shut", flush=True)


def _halfway(house: House, part: str, wanted: set[Taken]) -> Iterator[str]:
    """The beginnings of a part after which a case stands where something wanted begins."""
    play = house.before(part, house.folder / "halfway.db")
    for number, row in enumerate(house.rows(part)[:-1], 1):
        play.table(row)
        with play.db.reading() as connection:
            standing_at = {(row.machine, row.state) for row in connection.execute(select(t.cases.c.machine, t.cases.c.state))}
        if any((machine, state) in standing_at for machine, _, state in wanted):
            yield f"{part} +{number}"
    play.db.close()


# ------------------------------------------------------------------ where a part ends
def _at(house: House, part: str, wanted: set[Taken]) -> list[str]:
    """Doors that lead to something wanted, which is no longer wanted then."""
    found = list[str]()
    play = house.at(part)
    chances = list(_chances(play, wanted))
    play.db.close()
    for alias, state, action, who, promised in chances:
        if not promised & wanted:
            continue
        play = house.at(part)
        row = _opened(play, alias, state, action, who, wanted)
        play.db.close()
        if row is not None:
            found.append(f"{part} | {row}")
    return found


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
                    yield from ((str(alias), case.state, action.name, who, promised) for who in _actors(world, plans, case, action))


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


def _opened(play: Play, alias: str, state: str, action: str, who: str, wanted: set[Taken]) -> str | None:
    """The row, where the step was taken and something wanted with it."""
    before, already = _states(play), taken(play)
    try:
        done = play.step(who, action, alias, {})
    except (AssertionError, KeyError, StopIteration):
        return None
    new = (taken(play) - already) & wanted
    if isinstance(done, Refusal) or not new:
        return None
    wanted -= new
    after = _states(play)
    moved = "; ".join(f"{name}: {now}" for name, now in after.items() if before.get(name, now) != now and name != alias)
    return f"{state} | {who} | {action} {alias} | {play.state(alias)}" + (f"; {moved}" if moved else "")


def _states(play: Play) -> dict[str, str]:
    return {alias: play.state(alias) for alias in play.cases}


if __name__ == "__main__":
    main()
