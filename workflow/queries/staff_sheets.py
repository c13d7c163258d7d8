"""Sheets of a case before those who serve on it: their own, those that are open, and of the others how many are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.core.definition import Action, Machine
from workflow.core.secrecy import floors
from workflow.core.words import Text
from workflow.core.world import Sheet
from workflow.queries.look import FactRow, Look
from workflow.queries.named_cases import with_names


@dataclass(frozen=True, slots=True)
class SheetShown:
    name: str
    action: Text
    at: datetime
    rows: tuple[FactRow, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Gathering:
    """How many sheets of an action are in. `asked`: of how many, while the case waits for them; None: no more. `secret`: they never open.

    `floors`: what is made of secret ones, each with the fewest sheets that count.
    """

    words: Text
    given: int
    asked: int | None
    secret: bool
    floors: tuple[tuple[Text, int], ...] = ()


def sheets_of(at: Look) -> tuple[SheetShown, ...]:
    """The viewer's own sheets, and those of others once they are opened."""
    kept = [s for s in at.world.all_sheets(at.case) if s.person == at.viewer.person or not s.sealed]
    return tuple(
        SheetShown(
            at.world.source.name(s.person), _on(at, s.at).actions[s.action].words, s.at, _rows(at, s), s.person == at.viewer.person,
        )
        for s in kept
    )  # fmt: skip


def _on(at: Look, moment: datetime) -> Machine:
    return at.ages.on(moment).machines[at.case.machine]


def _rows(at: Look, sheet: Sheet) -> tuple[FactRow, ...]:
    form = _on(at, sheet.at).actions[sheet.action].form
    return with_names(at, at.facts(_on(at, sheet.at).forms[form].facts, answers=dict(sheet.facts))) if form else ()


def gatherings(at: Look) -> tuple[Gathering, ...]:
    """Of each action that asks for sheets now, and of the secret ones that were given before; signatures stand under their minutes."""
    asking = [a for a in at.machine.actions.values() if a.each and not a.signs and (at.case.state in a.from_ or a.secret)]
    found = (_gathering(at, action) for action in asking)
    return tuple(one for one in found if one.given or one.asked)


def _gathering(at: Look, action: Action) -> Gathering:
    given = {s.person for s in at.world.sheets(at.case, action)}
    asked = len(given | set(at.plan.required(at.case, action))) if at.case.state in action.from_ else None
    told = tuple(floors(at.definition, at.machine, action.name)) if action.secret else ()
    return Gathering(action.words, len(given), asked, action.secret, told)


def sealed_by_others(at: Look) -> int:
    """Sheets that open later, all at once."""
    secret = {a.name for a in at.machine.actions.values() if a.secret}
    return sum(1 for s in at.world.all_sheets(at.case) if s.sealed and s.person != at.viewer.person and s.action not in secret)
