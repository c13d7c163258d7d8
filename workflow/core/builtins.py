"""The engine's own actions, in the same journal: who holds a role, conflicts, claims, planned dates (format, section 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workflow.core import builtins_tasks, staff
from workflow.core.asked import Asked, invalid, is_holder, may_staff
from workflow.core.definition import Attribute, Role
from workflow.core.fields import NOBODY, Desk, Item, Problem, Typed
from workflow.core.plan import Move, Plan, put
from workflow.core.rules import FASTER, Kind, Refusal, refuse
from workflow.core.words import Text
from workflow.core.world import Case, Member

_MAIL = Text("Tulis alamat surel: {words}.", "Write the e-mail address: {words}.")


def run(plan: Plan, case: Case, name: str, typed: Typed, desk: Desk) -> Move | Refusal:
    """Take the engine's action `name` (with its @)."""
    if case.ended:
        return refuse(Kind.CLOSED, "Perkara ini sudah berakhir.", "This case has ended.")
    return ACTIONS[name](Asked(plan, case, typed, desk))


# ------------------------------------------------------------------ holders of roles
def _frozen(asked: Asked, role: Role) -> Refusal | None:
    for above in asked.plan.world.lineage(asked.case):
        if role.name in above.frozen:
            return refuse(
                Kind.UNMET,
                "Susunannya sudah diumumkan; ganti hanya melalui ralat dengan alasan. Cadangan naik sendiri menurut urutan.",
                "Its holders have been announced; replace them only by a public amendment with a reason. Deputies move up by order.",
            )
    return None


def _role_and_person(asked: Asked) -> tuple[Role, int] | Refusal:
    role, person = asked.role, asked.person()
    if role is None or asked.case.machine not in role.held_in:
        return invalid("role", "Pilih perannya.", "Choose the role.")
    if person is None:
        return may_staff(asked, role) or invalid("person", "Pilih orangnya.", "Choose the person.")
    return role, person


def _appoint(asked: Asked) -> Move | Refusal:
    found = _role_and_person(asked)
    if isinstance(found, Refusal):
        return found
    role, person = found
    refusal = may_staff(asked, role) or _frozen(asked, role) or _unproven(asked, person) or _clash(asked, role, person)
    if refusal:
        return refusal
    attributes = _attributes(asked, role)
    if isinstance(attributes, Refusal):
        return attributes
    return _put(asked, role, person, attributes)


def _unproven(asked: Asked, person: int) -> Refusal | None:
    if asked.desk.may_serve(person):
        return None
    return Refusal(Kind.INVALID, (Problem(staff.NOT_PROVEN, field="person"),))


def _clash(asked: Asked, role: Role, person: int) -> Refusal | None:
    clash = staff.clash(asked.plan.world, asked.case, asked.case.id, role, person)
    return Refusal(Kind.INVALID, (Problem(clash, field="person"),)) if clash is not None else None


def _attributes(asked: Asked, role: Role) -> dict[str, str] | Refusal:
    read = {name: _attribute(asked, of) for name, of in role.attributes.items()}
    wrong = tuple(Problem(_ask(asked, role.attributes[name]), field=name) for name, text in read.items() if text is None)
    return Refusal(Kind.INVALID, wrong) if wrong else {name: text for name, text in read.items() if text is not None}


def _ask(asked: Asked, of: Attribute) -> Text:
    if of.kind == "text":
        return Text("Isi: {words}.", "Fill in: {words}.").fill(words=of.words)
    if of.kind == "person" and asked.text(of.name):
        return NOBODY.fill(words=of.words)
    return (_MAIL if of.kind == "person" else Text("Pilih: {words}.", "Choose: {words}.")).fill(words=of.words)


def _attribute(asked: Asked, of: Attribute) -> str | None:
    """What was said of an attribute, as a membership keeps it; None where it cannot be read."""
    text = asked.text(of.name)
    if of.kind == "person":
        person = asked.desk.is_person(text)
        return None if person is None else str(person)
    if of.kind == "text":
        return " ".join(text.split())[:200] or None
    known = of.choices.values if of.choices else ("yes", "no")
    return text if text in known else None


def _put(asked: Asked, role: Role, person: int, attributes: dict[str, str]) -> Move:
    plan, case = asked.plan, asked.case
    held = plan.world.members(case.id, role.name)
    move = plan.engine_move(case, "@appoint", role.appointed_by or "")
    if role.one:
        for member in list(held):
            staff.dismiss(plan, move, member)
    position = asked.text("position")
    last = max((m.position for m in held), default=0)
    deputy = role.deputies and asked.text("deputy") == "yes"
    at = int(position) if position.isdecimal() and len(position) < 5 else last + 1
    staff.appoint(plan, move, Member(plan.fresh(), case.id, role.name, person, at, deputy, False, attributes))
    _say(plan, move, person, role)
    return move


def _say(plan: Plan, move: Move, person: int, role: Role) -> None:
    move.pub["role_of"] = role.name
    move.answers["person"] = (Item(n=person),)


def _dismiss(asked: Asked) -> Move | Refusal:
    found = _member(asked)
    if isinstance(found, Refusal):
        return found
    role, member = found
    refusal = may_staff(asked, role) or _frozen(asked, role)
    if refusal:
        return refusal
    move = asked.plan.engine_move(asked.case, "@dismiss", role.appointed_by or "")
    staff.dismiss(asked.plan, move, member)
    _say(asked.plan, move, member.person, role)
    return move


def _member(asked: Asked) -> tuple[Role, Member] | Refusal:
    found = _role_and_person(asked)
    if isinstance(found, Refusal):
        return found
    role, person = found
    held = [m for m in asked.plan.world.members(asked.case.id, role.name) if m.person == person]
    return (role, held[0]) if held else invalid("person", "Orang ini tidak memegang peran itu.", "This person does not hold the role.")


def _absence(absent: bool) -> Callable[[Asked], Move | Refusal]:
    def run(asked: Asked) -> Move | Refusal:
        found = _member(asked)
        if isinstance(found, Refusal):
            return found
        role, member = found
        refusal = None if member.person == asked.plan.actor.person else may_staff(asked, role)
        if refusal:
            return refusal
        if member.absent == absent:
            return Refusal(Kind.FASTER, (Problem(FASTER),))
        move = asked.plan.engine_move(asked.case, "@absent" if absent else "@back", role.name)
        staff.set_absent(asked.plan, move, member, absent)
        _say(asked.plan, move, member.person, role)
        staff.settle_below(asked.plan, move, asked.case)
        return move

    return run


# ------------------------------------------------------------------ conflicts
def _declare(asked: Asked) -> Move | Refusal:
    plan, case, person = asked.plan, asked.case, asked.plan.actor.person
    held = [r for r in plan.world.definition.roles.values() if r.declares == case.machine and is_holder(plan, case, r.name, person)]
    if person is None or not held:
        return refuse(Kind.FORBIDDEN, "Pernyataan ini hanya bagi petugas perkara ini.", "Only those who serve in this case declare.")
    answer, reason = asked.text("conflict"), asked.text("reason")
    if answer not in ("yes", "no"):
        return invalid("conflict", "Nyatakan ada atau tidak ada benturan kepentingan.", "Say whether you have a conflict of interest.")
    if answer == "yes" and not reason:
        return invalid(
            "reason", "Tulis hubungan Anda dengan perkara ini secara singkat.", "Write briefly how you are connected with this case."
        )
    if plan.world.declared(case, person) is not None and (answer == "no" or plan.world.declared(case, person)):
        return Refusal(Kind.FASTER, (Problem(FASTER),))
    return _declared(asked, held[0], person, answer == "yes", reason)


def _declared(asked: Asked, role: Role, person: int, conflict: bool, reason: str) -> Move:
    plan, case = asked.plan, asked.case
    move = plan.engine_move(case, "@declare", role.name)
    plan.world.declare(case, person, conflict)
    key = {"case_id": case.id, "person": person}
    move.also.append(put("recusals", key, {"conflict": conflict, "reason": reason or None, "revision": move.revision}))
    move.pub["conflict"] = conflict
    if conflict:
        staff.settle_below(plan, move, asked.case)
    return move


def _lift(asked: Asked) -> Move | Refusal:
    """The chair of a role (a role held `among` it), else who appoints to it, lifts a conflict with a reason."""
    plan, case, person, actor = asked.plan, asked.case, asked.person(), asked.plan.actor.person
    if person is None or plan.world.declared(case, person) is not True:
        return invalid("person", "Orang ini tidak menyatakan benturan pada perkara ini.", "This person declared no conflict in this case.")
    roles = plan.world.definition.roles.values()
    declaring = [r for r in roles if r.declares == case.machine and is_holder(plan, case, r.name, person)]
    chairs = [r.name for r in roles if r.among in {d.name for d in declaring}] or [d.appointed_by for d in declaring if d.appointed_by]
    if actor == person or not any(is_holder(plan, case, chair, actor) for chair in chairs):
        return refuse(Kind.FORBIDDEN, "Hanya ketua yang dapat mencabut pernyataan ini.", "Only the chair may lift this declaration.")
    reason = asked.text("reason")
    if not reason:
        return invalid("reason", "Tulis alasan pencabutan.", "Write why it is lifted.")
    move = plan.engine_move(case, "@lift", chairs[0])
    plan.world.declare(case, person, False)
    values = {"conflict": False, "reason": reason, "revision": move.revision}
    move.also.append(put("recusals", {"case_id": case.id, "person": person}, values))
    staff.settle_below(plan, move, asked.case)
    return move


ACTIONS: Mapping[str, Callable[[Asked], Move | Refusal]] = {
    "@appoint": _appoint,
    "@dismiss": _dismiss,
    "@absent": _absence(True),
    "@back": _absence(False),
    "@declare": _declare,
    "@lift": _lift,
    "@claim": builtins_tasks.claim,
    "@hand_back": builtins_tasks.hand_back,
    "@reassign": builtins_tasks.reassign,
    "@plan": builtins_tasks.plan_dates,
}
