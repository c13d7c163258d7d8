"""Four eyes: a second person of the named role sees what was proposed and confirms it, or declines with a reason."""

from __future__ import annotations

from workflow.act.job import Done, Job, Step, run
from workflow.core.decide import Request, decide
from workflow.core.fields import Problem, Typed, clean
from workflow.core.locks import anchor
from workflow.core.plan import Actor, Move
from workflow.core.rules import FASTER, Kind, Refusal, refuse
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.store import proposals


def answer_proposal(job: Job, action: str, typed: Typed) -> Done | Refusal:
    """`@confirm` or `@decline` the proposal whose key is typed. The guards are read again at confirmation."""
    with job.db.reading() as connection:
        found = proposals.load(connection, job.case, (typed.get("proposal") or [""])[0], job.clock.now(connection))
    if found is None:
        return Refusal(Kind.FASTER, (Problem(FASTER),))
    if action == "@decline":
        return _decline(job, found, clean((typed.get("reason") or [""])[0]).strip())
    person, job.confirms, job.confirmer = job.actor.person, found, job.actor.person
    proposed = job.definition.machines[found.machine].actions[found.action]
    job.actor, job.level = Actor(found.actor, "person"), anchor(job.definition, found.machine, found.action)
    request = Request(proposed, found.typed, found.reasons, found.round)

    def decided(step: Step, here: Case | None) -> Move | Refusal:
        if here is None:
            raise LookupError("a proposal stands on a case")
        return _may(step, here, found, person) or decide(step.plan, here, request, step.desk(here.zone))

    return run(job, decided)


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


def _decline(job: Job, found: proposals.Proposal, reason: str) -> Done | Refusal:
    if not reason:
        text = Text("Tulis alasan Anda tidak menegaskannya.", "Write why you do not confirm it.")
        return Refusal(Kind.INVALID, (Problem(text, field="reason"),))
    with job.db.writing() as connection:
        step = Step(connection, job.clock, job.definition, job.actor, job.case)
        case = step.plan.world.case(found.case)
        if (refusal := _may(step, case, found, job.actor.person)) is not None:
            return refusal
        proposals.close(connection, found.id, "declined", job.actor.person, step.plan.now, reason)
    return Done(case.number, case.revision, case.state, "", "", proposal=found.id)
