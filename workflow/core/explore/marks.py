"""States in which people score, and publications that tell what came of it: once told, there is no way back but a visible correction."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.definition import Action, Definition, FactKind, Machine, Phase, Publication
from workflow.core.graph import edges, reached

_WORDS = (FactKind.TEXT, FactKind.LONG_TEXT, FactKind.FILE, FactKind.PERSON)
NEVER, SCORED, TOLD = range(3)
"""A mark: never in the state; in it or left it; left it, and then something was published of it."""


def marked(machine: Machine) -> Iterator[str]:
    """States of assessment in which people answer something and which can be entered anew, not by a correction, by a case that was there before.

    `before` continues what was begun: nothing is scored anew.
    """
    moves = [edge for edge in edges(machine) if not (machine.states[edge.source].pauses or machine.states[edge.target].pauses)]
    for state in machine.states.values():
        if state.phase is Phase.ASSESSMENT and any(state.name in a.from_ and _judges(machine, a) for a in machine.actions.values()):
            later = reached([state.name], moves)
            if any(e.target == state.name != e.source and e.source in later and _plain(e.action) for e in moves):
                yield state.name


def _judges(machine: Machine, action: Action) -> bool:
    """Its form asks more than words and papers."""
    asked = machine.forms[action.form].facts if action.form is not None else ()
    return any(machine.facts[name].kind not in _WORDS for name in asked if name in machine.facts)


def _plain(action: Action) -> bool:
    return action.to != "before" and not action.corrects and not action.extraordinary


def tells(definition: Definition, machine: Machine, publication: Publication) -> bool:
    """Whether it shows what came of cases: their state, points, ranks or sheets."""
    of = definition.machines[publication.of or machine.name]
    points = {"state", *of.scores, *(part.name for score in of.scores.values() for part in score.parts)}
    prefixes = {
        *(r for m in definition.machines.values() for r in (*m.rankings, *m.fills)),
        *(a.name for a in of.actions.values() if a.each),
    }
    shown = {name for entries in publication.to.values() for entry in entries for name in entry.names}
    return any(name in points or name.partition(".")[0] in prefixes for name in shown)
