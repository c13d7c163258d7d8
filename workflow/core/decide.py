"""One step, decided: a definition, facts, an action, an actor and a moment give a plan of moves, or a refusal with every reason.

Pure: reads the world it is given, writes nothing. Order: role and conflict, pause, `from`, answers, `needs`, effects (format, section 5.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from workflow.core import effects, staff
from workflow.core.definition import Action, Amend, Fact, Machine
from workflow.core.fields import Desk, Items, Problem, Typed, parse
from workflow.core.newborn import newborn
from workflow.core.plan import Move, Plan
from workflow.core.rules import FASTER, Kind, Refusal, refuse, role_of, stands, unmet
from workflow.core.words import Text
from workflow.core.world import Case


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for. `round`: the round that their form showed; None skips that test (command line, clock)."""

    action: Action
    typed: Typed = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    round: int | None = None


def decide(plan: Plan, case: Case, request: Request, desk: Desk) -> Move | Refusal:
    """Plan `request` on `case`. The plan's moves are in order; the returned move is the actor's own."""
    action = request.action
    if request.round is not None and request.round != case.round:
        return Refusal(Kind.FASTER, (Problem(FASTER),))
    role = standing(plan, case, action)
    if isinstance(role, Refusal):
        return role
    answers = _answers(plan, case, request, desk)
    if isinstance(answers, Refusal):
        return answers
    if misfits := staff.misfits(plan, case, action, answers, desk):
        return Refusal(Kind.INVALID, tuple(misfits))
    return _go(plan, case, request, role, answers)


def standing(plan: Plan, case: Case, action: Action) -> str | Refusal:
    """The role in which the actor could take the action here and now, before any answer; or why not."""
    role = role_of(plan, case, action)
    if isinstance(role, Refusal):
        return role
    return stands(plan, case, action) or _claimed(plan, case, action) or _given(plan, case, action) or role


def _go(plan: Plan, case: Case, request: Request, role: str, answers: dict[str, Items]) -> Move | Refusal:
    action = request.action
    problems, reasons = unmet(plan, replace(case, facts={**case.facts, **answers}), action.needs, request.reasons)
    if problems:
        return Refusal(Kind.UNMET, tuple(problems))
    try:
        if action.each and plan.actor.person is not None:
            return _sheet(plan, case, action, role, answers)
        move = plan.move(case, action, role, answers, None)
        move.reasons = reasons
        effects.apply(plan, move, action)
    except effects.Unfit as unfit:
        return Refusal(Kind.UNMET, unfit.problems)
    return move


def _sheet(plan: Plan, case: Case, action: Action, role: str, answers: dict[str, Items]) -> Move:
    """A sheet, and, where it is the last one wanted, the move of the case in its name."""
    assert plan.actor.person is not None  # noqa: S101 - only persons give sheets
    move = plan.sheet(case, action, role, plan.actor.person, answers)
    if plan.is_complete(case, action):
        complete(plan, case, action, role, move)
    return move


def complete(plan: Plan, case: Case, action: Action, role: str, cause: Move | None) -> Move:
    """Move a case whose sheets are all in."""
    move = plan.move(case, action, role, {}, cause)
    effects.apply(plan, move, action)
    return move


def birth(plan: Plan, machine: Machine, parent: Case | None, request: Request, desk: Desk, zone: str) -> Move | Refusal:
    """Plan a birth below `parent`, or of a root. Guards see the newborn with its answers, standing below the parent.

    Nothing begins below a case that is over; where the action's own conditions forbid it too, they say why.
    """
    action = request.action
    case = newborn(plan, machine, parent, action.to, _owner(plan, machine), zone)
    role = role_of(plan, case, action, birth_parent=parent)
    if isinstance(role, Refusal):
        return role
    if parent is not None and plan.world.is_paused(parent) and not action.while_paused:
        return refuse(Kind.PAUSED, "Ini sedang ditunda.", "This is postponed.")
    answers = _answers(plan, case, request, desk)
    if isinstance(answers, Refusal):
        return answers
    case.facts.update(answers)
    problems, reasons = unmet(plan, case, action.needs, request.reasons)
    if problems:
        return Refusal(Kind.UNMET, tuple(problems))
    if parent is not None and parent.ended:
        return refuse(Kind.CLOSED, "Perkara di atasnya sudah berakhir.", "The case above it has ended.")
    move = plan.birth(case, action, role, answers, None)
    move.reasons = reasons
    if parent is None:
        staff.office_holders(plan, move, case)
    try:
        effects.apply(plan, move, action)
    except effects.Unfit as unfit:
        return Refusal(Kind.UNMET, unfit.problems)
    return move


def _owner(plan: Plan, machine: Machine) -> int | None:
    owned = any(role.owner_of == machine.name for role in plan.world.definition.roles.values())
    return plan.actor.person if owned else None


def _claimed(plan: Plan, case: Case, action: Action) -> Refusal | None:
    if action.task is None or not action.task.claim:
        return None
    by = {t.claimed_by for t in plan.world.tasks(case) if t.action == action.name} - {None, plan.actor.person}
    if not by:
        return None
    text = Text("{name} sudah mengambil tugas ini.", "{name} has claimed this task.")
    return Refusal(Kind.FASTER, (Problem(text.fill(name=plan.world.source.name(next(iter(by)) or 0))),))


def _given(plan: Plan, case: Case, action: Action) -> Refusal | None:
    """A second sheet of the same person, or one that the panel does not ask for."""
    person = plan.actor.person
    if not action.each or person is None:
        return None
    if any(s.person == person for s in plan.world.sheets(case, action)):
        text = Text("Anda sudah mengirim lembar ini.", "You have already sent this sheet.")
        return Refusal(Kind.FASTER, (Problem(text),))
    if action.panel is not None and person not in plan.required(case, action):
        text = Text("Perkara ini dibagikan kepada orang lain.", "This case was given to somebody else.")
        return Refusal(Kind.FORBIDDEN, (Problem(text),))
    return None


def _answers(plan: Plan, case: Case, request: Request, desk: Desk) -> dict[str, Items] | Refusal:
    """The typed answers of the action's form; facts that were frozen and that this action does not amend are refused."""
    machine, action = plan.world.machine(case), request.action
    if action.form is None:
        return {}
    asked = (machine.facts[name] for name in machine.forms[action.form].facts)
    facts = [fact for fact in asked if fact.sealed_to is None]
    answers, problems = parse(facts, request.typed, desk)
    answers.update(_emptied(case, action, facts, request.typed, answers))
    amended = {n for e in action.then if isinstance(e, Amend) for n in effects.frozen_names(plan, case, e.names)}
    frozen = [p for name in answers if name not in amended for p in _frozen(plan, case, name)]
    if problems or frozen:
        return Refusal(Kind.INVALID, (*problems, *frozen))
    return answers


def _emptied(case: Case, action: Action, facts: Sequence[Fact], typed: Typed, answers: Mapping[str, Items]) -> dict[str, Items]:
    """Optional facts that had a value and were sent empty: they are known no more. What was not sent at all stays as it is."""
    if action.each is not None:
        return {}
    return {f.name: () for f in facts if f.name in typed and f.name not in answers and case.facts.get(f.name)}


def _frozen(plan: Plan, case: Case, name: str) -> list[Problem]:
    for above in plan.world.lineage(case):
        if (name if above.id == case.id else f"{case.machine}.{name}") in above.frozen:
            text = Text(
                "{words} sudah diumumkan; ubah hanya melalui ralat.", "{words} has been announced; change it only by a public amendment."
            )
            return [Problem(text.fill(words=plan.world.machine(case).facts[name].words), field=name)]
    return []


__all__ = ["Request", "birth", "complete", "decide", "standing"]
