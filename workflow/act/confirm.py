"""Four eyes: a second person of the named role sees what was proposed and confirms it, or declines with a reason."""

from __future__ import annotations

from sqlalchemy import Connection

from workflow.act.job import Done, Job, Step
from workflow.core.decide import Request, decide
from workflow.core.definition import Definition
from workflow.core.fields import Problem, Typed, clean
from workflow.core.locks import anchor
from workflow.core.plan import Actor, Move
from workflow.core.rules import FASTER, Kind, Refusal, refuse
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.store import proposals
from workflow.store.clock import Clock
from workflow.store.places import Place


def answered(
    connection: Connection, clock: Clock, place: Place, definition: Definition, actor: Actor, action: str, typed: Typed
) -> Job | Refusal:
    """The job that answers the proposal whose key is typed, by `@confirm` or `@decline`."""
    found = proposals.load(connection, place.case, (typed.get("proposal") or [""])[0], clock.now(connection))
    if found is None:
        return Refusal(Kind.FASTER, (Problem(FASTER),))
    level = anchor(definition, found.machine, found.action)
    if action == "@decline":
        reason = clean((typed.get("reason") or [""])[0]).strip()
        return Job(definition, actor, place.lineage, level, lambda step, here: _decline(step, _standing(here), found, reason))
    return _confirming(definition, place, actor.person, found, level)


def _confirming(definition: Definition, place: Place, person: int | None, found: proposals.Proposal, level: str) -> Job:
    """The proposed step in the name of its proposer. The guards are read again now."""
    request = Request(definition.machines[found.machine].actions[found.action], found.typed, found.reasons, found.round)

    def decided(step: Step, here: Case | None) -> Move | Refusal:
        case = _standing(here)
        return _may(step, case, found, person) or decide(step.plan, case, request, step.desk(case.zone))

    return Job(definition, Actor(found.actor, "person"), place.lineage, level, decided, confirms=found, confirmer=person)


def _standing(here: Case | None) -> Case:
    if here is None:
        raise LookupError("a proposal stands on a case")
    return here


def _may(step: Step, case: Case, found: proposals.Proposal, person: int | None) -> Refusal | None:
    """The confirmer holds the role, is another person, and nobody has answered meanwhile."""
    role = step.definition.machines[found.machine].actions[found.action].confirmed_by or ""
    if person == found.actor:
        return refuse(Kind.FORBIDDEN, "Orang lain harus menegaskan usulan Anda.", "Somebody else must confirm what you proposed.")
    if not any(m.person == person for m in step.plan.world.acting(case, role)):
        return refuse(Kind.FORBIDDEN, "Usulan ini ditegaskan oleh peran lain.", "Another role confirms this proposal.")
    if proposals.load(step.connection, case.id, str(found.id), step.plan.now) is None:
        return Refusal(Kind.FASTER, (Problem(FASTER),))
    return None


def _decline(step: Step, case: Case, found: proposals.Proposal, reason: str) -> Done | Refusal:
    if not reason:
        text = Text("Tulis alasan Anda tidak menegaskannya.", "Write why you do not confirm it.")
        return Refusal(Kind.INVALID, (Problem(text, field="reason"),))
    if (refusal := _may(step, case, found, step.actor.person)) is not None:
        return refusal
    proposals.close(step.connection, found.id, "declined", step.actor.person, step.plan.now, reason)
    return Done(case.number, case.revision, case.state, "", "", proposal=found.id)
