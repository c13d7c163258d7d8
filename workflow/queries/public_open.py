"""What may be started on a case now by somebody from outside, and until when: read from the births that the definition declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from workflow.core.definition import Action, Clause, Machine
from workflow.core.language import evaluate, names_of
from workflow.core.newborn import newborn
from workflow.core.plan import Plan
from workflow.core.reckoning import Shift, moved
from workflow.core.sentences import clause_sentence
from workflow.core.structure import is_public_birth, keys
from workflow.core.view import CaseView
from workflow.core.words import Text, joined, lower
from workflow.core.world import Case, Window
from workflow.queries.look import Look
from workflow.queries.owner import OR, joining, only_for

AND = Text(" dan ", " and ")
PAUSED = Text("Tahap ini sedang ditunda.", "This stage is suspended.")


@dataclass(frozen=True, slots=True)
class Open:
    """Something that somebody may start on a case now, or why not. `verb`: machine and action of the birth.

    `by`: anyone, or a person with an account; `only_for`: the role that this person must hold; `key`: what somebody must have been told, an
    entry code. `asks`: with a form of its own. `moved`: how `closes` was.
    """

    number: str
    called: Text
    machine: str
    action: str
    words: Text
    by: Literal["anyone", "account"]
    only_for: Text | None
    key: Text | None
    asks: bool
    closes: datetime | None
    missing: tuple[Text, ...]
    moved: tuple[Shift, ...] = ()

    @property
    def verb(self) -> str:
        return f"{self.machine}.{self.action}"


def beginnings(here: Look, case: Case) -> tuple[Open, ...]:
    """Births below the case by anyone, or by people for themselves, with what stands in the way before a word is typed."""
    own = joining(here.definition, case.machine)
    children = here.definition.children(case.machine)
    said = [(m, a) for m in children for a in m.actions.values() if is_public_birth(here.definition, a)]
    return tuple(_open(here, case, machine, action) for machine, action in (*said, *(pair for pair in own if pair not in said)))


def _open(here: Look, case: Case, machine: Machine, action: Action) -> Open:
    window, missing = _before(here, case, machine, action.needs, action.to)
    asked = only_for(here.definition, machine, action)
    by: Literal["anyone", "account"] = "anyone" if is_public_birth(here.definition, action) else "account"
    words = joined([role.words for role in asked], OR) if asked and by == "account" else None
    told = [lower(fact.words) for fact in keys(here.definition, machine, action)]
    return Open(
        case.number, here.called(case), machine.name, action.name, action.words, by, words, joined(told, AND) if told else None, action.form is not None,
        window.closes if window else None, missing, moved(window.why) if window else (),
    )  # fmt: skip


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
