"""Where a scenario stands still: which cases, in which state, who is waited for, and what they lack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from workflow.core.definition import Action
from workflow.core.plan import CLOCK, STEP
from workflow.core.rules import unmet
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.rehearse.desk import Desk
from workflow.rehearse.telling import name_of, pair
from workflow.rehearse.ways import Appeal, appeal

if TYPE_CHECKING:
    from workflow.rehearse.play import Play

NAMED = 3
CLOCK_WORDS = Text("Sistem", "The system")
NOBODY = Text("Tidak ada orang yang dapat bertindak sebagai {role} di sini.", "There is nobody who can act as {role} here.")
FORCED = Text("Langkah luar biasa; tidak dihitung sebagai jalan keluar.", "An extraordinary step; it is not counted as a way out.")
LEAVING = Text("Jalan keluar yang tidak diambil tanpa kehendak orangnya.", "A way out that nobody is sent.")
OPEN = Text("Terbuka, tetapi tidak membawa proses ini lebih jauh.", "Open, but it leads this process no further.")


def story(play: Play, connection: Connection) -> list[dict[str, Any]]:
    """One entry for each state in which something stands that has not ended, told on its first case."""
    desk = play.desk(connection)
    standing: dict[tuple[str, str], list[int]] = {}
    for one in play.known.values():
        if not one.ended:
            standing.setdefault((one.machine, one.state), []).append(one.id)
    told = []
    for (machine, name), ids in standing.items():
        own, case = play.definition.machines[machine], desk.world.case(ids[0])
        told.append({
            "machine": machine, "machine_words": pair(own.words), "state": name, "words": pair(own.states[name].words.staff),
            "count": len(ids), "cases": [name_of(play, connection, id) for id in ids[:NAMED]],
            "ways": [_way(play, desk, case, action) for action in own.actions_from(name) if STEP not in action.by],
        })  # fmt: skip
    return told


def _way(play: Play, desk: Desk, case: Case, action: Action) -> dict[str, Any]:
    roles = [play.definition.roles[r].words if r in play.definition.roles else CLOCK_WORDS for r in action.by]
    lacks = [pair(text) for text in dict.fromkeys(_lacks(play, desk, case, action))]
    return {"action": action.name, "words": pair(action.words), "who": [pair(role) for role in roles], "lacks": lacks}


def _lacks(play: Play, desk: Desk, case: Case, action: Action) -> list[Text]:
    doers = [] if CLOCK in action.by else [persona for role in action.by for persona in desk.holders(case, role)]
    found = [NOBODY.fill(role=play.definition.roles[r].words) for r in action.by if r in play.definition.roles] if not doers else []
    person = doers[0].person if doers else None
    found += [problem.text for problem in unmet(desk.plan(person), case, action.needs, {})[0]]
    found += [one.text for one in play.ledger.refused if (one.machine, one.action) == (case.machine, action.name)]
    if found:
        return [FORCED, *found] if action.extraordinary else found
    if action.extraordinary:
        return [FORCED]
    return [LEAVING if appeal(desk.world.machine(case), case.state, action) is Appeal.LAST else OPEN]
