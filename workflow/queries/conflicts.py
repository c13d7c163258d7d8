"""Declaring conflicts of interest: which cases ask this person for it, before anything of them is shown."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core.definition import Phase
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import Look, Viewer, look
from workflow.queries.staff_facts import Header, header
from workflow.store.clock import Clock
from workflow.store.database import Database


@dataclass(frozen=True, slots=True)
class Asked:
    """One case to declare about; `declared` False: none declared so far, None: nothing said yet."""

    number: str
    called: Text
    declared: bool | None


@dataclass(frozen=True, slots=True)
class Declarations:
    """`header` is of the case in the address; `single` when it is itself the one to declare about."""

    header: Header
    machine: Text
    rows: tuple[Asked, ...]
    single: bool


def declarations(db: Database, clock: Clock, number: str, person: int) -> Declarations | None:
    """What to declare at this case: about itself, or about the cases below it that wait for it. None: not a place of this person."""
    with look(db, clock, number, Viewer(person)) as at:
        if at is None or not (at.staff_roles() or at.must_declare()):
            return None
        place = _place(at)
        if place is not None:
            one = Asked(place.number, at.named(place), at.world.declared(place, person))
            return Declarations(header(at), at.world.machine(place).words, (one,) if not place.ended else (), True)
        below = [m for m in at.definition.below(at.case.machine) if any(r.declares == m for r in at.definition.roles.values())]
        due = [c for m in below for c in at.world.descendants(at.case, m) if _is_due(at, c)]
        words = at.definition.machines[due[0].machine if due else below[0] if below else at.case.machine].words
        return Declarations(header(at), words, tuple(Asked(c.number, at.named(c), None) for c in due), False)


def _place(at: Look) -> Case | None:
    """The case at or above this one about which the person declares."""
    roles = [r for r in at.definition.roles.values() if r.declares is not None]
    for case in at.world.lineage(at.case):
        if any(r.declares == case.machine and any(m.person == at.viewer.person for m in at.world.holders(case, r.name)) for r in roles):
            return case
    return None


def _is_due(at: Look, case: Case) -> bool:
    """Who still applies is not yet anybody's case to judge."""
    return not case.ended and at.world.state(case).phase is not Phase.APPLICATION and at.must_declare(case)
