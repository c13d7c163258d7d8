"""What may be started on a case now by somebody from outside, and until when: read from the births that the definition declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from workflow.core.definition import Clause, Machine
from workflow.core.language import evaluate, names_of
from workflow.core.newborn import newborn
from workflow.core.plan import Plan
from workflow.core.reckoning import Shift, moved
from workflow.core.sentences import clause_sentence
from workflow.core.view import CaseView
from workflow.core.words import Text
from workflow.core.world import Case, Window
from workflow.queries.look import Look

PAUSED = Text("Tahap ini sedang ditunda.", "This stage is suspended.")


@dataclass(frozen=True, slots=True)
class Open:
    """Something that somebody may start on a case now, or why not. `by`: anyone, or a person with an account. `moved`: how `closes` was."""

    number: str
    called: Text
    machine: str
    action: str
    words: Text
    by: Literal["anyone", "account"]
    closes: datetime | None
    missing: tuple[Text, ...]
    moved: tuple[Shift, ...] = ()


def beginnings(here: Look, case: Case) -> tuple[Open, ...]:
    """Births below the case by anyone or by whoever has an account, with what stands in the way before a word is typed."""
    found = []
    for machine in here.definition.children(case.machine):
        for action in machine.actions.values():
            roles = [here.definition.roles[name] for name in action.by if name in here.definition.roles] if action.is_birth else []
            anyone = any(r.is_ == "anyone" for r in roles)
            if anyone or any(r.is_ == "account" or r.owner_of == machine.name for r in roles):
                window, missing = _before(here, case, machine, action.needs, action.to)
                found.append(
                    Open(
                        case.number,
                        here.called(case),
                        machine.name,
                        action.name,
                        action.words,
                        "anyone" if anyone else "account",
                        window.closes if window else None,
                        missing,
                        moved(window.why) if window else (),
                    )
                )
    return tuple(found)


def _before(here: Look, case: Case, machine: Machine, needs: Sequence[Clause], state: str) -> tuple[Window | None, tuple[Text, ...]]:
    """Of the windows that the needs ask for the one that closes first, and the needs of the cases above that do not hold."""
    child = newborn(Plan(here.world, here.viewer.actor, lambda: here.plan.calendar, lambda: 0), machine, case, state, None)
    view = CaseView(here.world, child)
    above = {case.machine, *here.definition.ancestors(case.machine)}
    asked = [c for c in needs if names_of(c.that) and all(n.partition(".")[0] in above for n in names_of(c.that))]
    dated = {found.closes: found for c in asked for n in names_of(c.that) if (found := _asked(here, case, n)) and found.closes}
    paused = (PAUSED,) if here.world.is_paused(case) else ()
    unmet = tuple(
        clause_sentence(c, view, here.definition, machine, ZoneInfo(case.zone)) for c in asked if evaluate(c.that, view) is not True
    )
    return dated[min(dated)] if dated else None, (*paused, *unmet)


def _asked(here: Look, case: Case, name: str) -> Window | None:
    head, _, rest = name.partition(".")
    window, _, what = rest.partition(".")
    return here.world.ancestor(case, head).windows.get(window) if what == "open" else None
