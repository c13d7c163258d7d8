"""May this actor take this action on this case now? Answers are values: a role, or problems that say what is missing and who can supply it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from workflow.core.definition import Action, Clause, Definition
from workflow.core.fields import Problem
from workflow.core.language import evaluate
from workflow.core.plan import CLOCK, STEP, Plan, Reason
from workflow.core.sentences import clause_sentence
from workflow.core.words import Text
from workflow.core.world import Case


class Kind(StrEnum):
    """Why a step is refused; a page turns each into one status and one layout."""

    MISSING = "missing"
    FORBIDDEN = "forbidden"
    FASTER = "faster"
    CLOSED = "closed"
    PAUSED = "paused"
    UNMET = "unmet"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Refusal:
    kind: Kind
    problems: tuple[Problem, ...]


def refuse(kind: Kind, id: str, en: str) -> Refusal:
    return Refusal(kind, (Problem(Text(id, en)),))


FASTER = Text(
    "Orang lain lebih cepat, atau langkah ini sudah selesai. Buka lagi halamannya untuk melihat keadaan sekarang.",
    "Someone was faster, or this step is already done. Open the page again to see how things stand.",
)


def role_of(plan: Plan, case: Case, action: Action, *, birth_parent: Case | None = None) -> str | Refusal:
    """The role in which the actor may take the action, or why not. At a birth `case` is the newborn and roles are read at its parent."""
    place = birth_parent if action.is_birth and birth_parent is not None else case
    refused: Refusal | None = None
    for name in action.by:
        found = _holds(plan, place, case, name, action)
        if found is True:
            return name
        refused = refused or (found if isinstance(found, Refusal) else None)
    return refused or refuse(
        Kind.FORBIDDEN, "Langkah ini bukan tugas Anda pada perkara ini.", "This step is not yours to take in this case."
    )


def _holds(plan: Plan, place: Case, case: Case, name: str, action: Action) -> bool | Refusal:
    actor = plan.actor
    if name in (CLOCK, STEP):
        return name == CLOCK and actor.kind == "clock"
    role = plan.world.definition.roles[name]
    if role.is_ == "anyone":
        return actor.kind != "clock"
    if role.is_ == "account":
        return actor.person is not None
    if role.owner_of is not None:
        return _owns(plan, case, role.owner_of, action)
    if actor.person is None:
        return False
    return _acts(plan, place, name, actor.person)


def _owns(plan: Plan, case: Case, machine: str, action: Action) -> bool:
    actor = plan.actor
    if action.is_birth and case.machine == machine:
        return actor.person is not None
    for above in plan.world.lineage(case):
        if above.machine == machine:
            mine = actor.person is not None and above.owner == actor.person
            return mine or (actor.token is not None and above.token == actor.token)
    return False


def _acts(plan: Plan, case: Case, role: str, person: int) -> bool | Refusal:
    declared = plan.world.declared(case, person)
    if not any(m.person == person for m in plan.world.holders(case, role)):
        return False
    if declared is True:
        return refuse(
            Kind.FORBIDDEN,
            "Anda menyatakan benturan kepentingan pada perkara ini, jadi orang lain yang melanjutkan.",
            "You declared a conflict of interest in this case, so somebody else takes it on.",
        )
    if not any(m.person == person for m in plan.world.acting(case, role)):
        return refuse(
            Kind.FORBIDDEN, "Anda cadangan atau sedang tidak hadir untuk perkara ini.", "You are a deputy or absent for this case."
        )
    if declared is None and must_declare(plan.world.definition, case, role):
        return refuse(
            Kind.UNMET,
            "Nyatakan dahulu ada tidaknya benturan kepentingan Anda pada perkara ini.",
            "First declare whether you have a conflict of interest in this case.",
        )
    return True


def must_declare(definition: Definition, case: Case, role: str) -> bool:
    """Whether the role declares conflicts on cases of this machine, or of one above it."""
    return must_declare_on(definition, case.machine, role)


def must_declare_on(definition: Definition, machine: str, role: str) -> bool:
    declares = definition.roles[role].declares
    return declares is not None and declares in (machine, *definition.ancestors(machine))


def stands(plan: Plan, case: Case, action: Action) -> Refusal | None:
    """Whether the case is where the action starts, and not paused."""
    if STEP not in action.by and not action.while_paused and plan.world.is_paused(case) and not _resumes(plan, case, action):
        return refuse(
            Kind.PAUSED,
            "Ini sedang ditunda; langkah ini menunggu sampai dilanjutkan.",
            "This is postponed; the step waits until it is resumed.",
        )
    if case.state not in action.from_:
        words = plan.world.state(case).words.staff
        text = Text(
            "Langkah “{action}” tidak terbuka; keadaan sekarang: {state}.",
            "The step “{action}” is not open; the present state is: {state}.",
        )
        return Refusal(Kind.CLOSED, (Problem(text.fill(action=action.words, state=words)),))
    return None


def _resumes(plan: Plan, case: Case, action: Action) -> bool:
    """Leaving the pausing state itself is what an action from it is for."""
    above = case.parent is not None and plan.world.is_paused(plan.world.case(case.parent))
    return plan.world.state(case).pauses and case.state in action.from_ and not above


def unmet(plan: Plan, case: Case, clauses: Sequence[Clause], reasons: Mapping[str, str]) -> tuple[list[Problem], list[Reason]]:
    """All clauses that are not true, as problems; and the reasons given for those that may be gone past with one.

    `reasons` is keyed by the clause's position as text ("0", "1" ...), which is also the problem's `clause`.
    """
    view, problems, given = plan.view(case), list[Problem](), list[Reason]()
    for position, clause in enumerate(clauses):
        value = evaluate(clause.that, view)
        if value is True:
            continue
        reason = reasons.get(str(position), "").strip()
        if clause.explain is not None and reason:
            given.append(Reason(str(position), reason, clause.explain == "public"))
        else:
            problems.append(_problem(plan, case, clause, position))
    return problems, given


def _problem(plan: Plan, case: Case, clause: Clause, position: int) -> Problem:
    definition, machine = plan.world.definition, plan.world.machine(case)
    text = clause_sentence(clause, plan.view(case), definition, machine, ZoneInfo(case.zone))
    if clause.explain is not None:
        ask = Text("Tidak terpenuhi: {text} Tulis alasan bila tetap dilanjutkan.", "Not met: {text} Give a reason to go on all the same.")
        text = ask.fill(text=text)
    return Problem(text, clause=str(position) if clause.explain else None, cite=clause.basis.cite if clause.basis else None)


def fits(plan: Plan, case: Case, action: Action) -> list[Problem] | None:
    """Whether a cascade may take this action on this case: None, or what is in the way."""
    if case.state not in action.from_:
        refusal = stands(plan, case, action)
        return list(refusal.problems) if refusal else [Problem(action.words)]
    problems, _given = unmet(plan, case, action.needs, {})
    return problems or None
