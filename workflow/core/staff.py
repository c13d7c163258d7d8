"""Who holds a role: appointments, dismissals and their plan. Deputies move up by published order; nobody chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workflow.core.definition import Action, Assign, Release, Role
from workflow.core.fields import Desk, Items, Problem
from workflow.core.plan import Move, Plan, change, iso, put
from workflow.core.words import Text
from workflow.core.world import Case, Member, World

HOLDS_NOT = Text("Orang ini tidak memegang peran itu.", "This person does not hold the role.")
NOT_PROVEN = Text(
    "Alamat surel orang ini belum terbukti. Minta pengelola mengundangnya.",
    "This person's e-mail address is not proven yet. Ask the administrator for an invitation.",
)
HOLDS_ALREADY = Text("Orang ini sudah memegang peran itu.", "This person already holds the role.")
NOT_A_MEMBER = Text("Pilih salah seorang anggota tim.", "Choose one of the members.")
HOLDS_ANOTHER = Text(
    "Orang ini sudah menjadi {role}; kedua peran tidak boleh dirangkap.", "This person is {role}; nobody may hold both roles."
)


def clash(world: World, case: Case, place: int, role: Role, person: int) -> Text | None:
    """Why the person cannot hold the role at `place`, the case or one above: a second seat, `among`, `never_with`.

    Roles of a case that somebody owns (the superior of an appraisal) are kept apart on that case; the others within the whole root.
    """
    if any(m.person == person for m in world.members(place, role.name)):
        return HOLDS_ALREADY
    if role.among and not any(m.person == person and not m.deputy for m in world.holders(case, role.among)):
        return NOT_A_MEMBER
    for other in world.definition.roles.values():
        if (other.name in role.never_with or role.name in other.never_with) and _holds(world, case, role, other, person):
            return HOLDS_ANOTHER.fill(role=other.words)
    return None


def _holds(world: World, case: Case, role: Role, other: Role, person: int) -> bool:
    if other.owner_of is not None:
        return any(above.machine == other.owner_of and above.owner == person for above in world.lineage(case))
    owned = {r.owner_of for r in world.definition.roles.values()}
    if owned & {*role.held_in, *other.held_in}:
        return any(m.person == person for above in world.lineage(case) for m in world.members(above.id, other.name))
    return _holds_anywhere(world, case, other, person)


def misfits(plan: Plan, case: Case, action: Action, answers: Mapping[str, Items], desk: Desk) -> list[Problem]:
    """Why the persons named in the answers cannot be released from or assigned to a role: effects never refuse, so this does."""
    found: list[Problem] = []
    for effect in action.then:
        if not isinstance(effect, Assign | Release) or not (items := answers.get(effect.fact)) or items[0].n is None:
            continue
        role, person = plan.world.definition.roles[effect.role], items[0].n
        if isinstance(effect, Release):
            text = None if any(m.person == person for m in plan.world.holders(case, role.name)) else HOLDS_NOT
        else:
            place = plan.world.place_of(case, role)
            text = clash(plan.world, case, case.id if place is None else place, role, person)
            text = text or (None if desk.may_serve(person) else NOT_PROVEN)
        found += [Problem(text, field=effect.fact)] if text is not None else []
    return found


def _holds_anywhere(world: World, case: Case, role: Role, person: int) -> bool:
    root = world.case(case.root)
    places = [root, *(c for m in role.held_in if m != root.machine for c in world.descendants(root, m))]
    return any(m.person == person for place in places for m in world.members(place.id, role.name))


def appoint(plan: Plan, move: Move, member: Member) -> None:
    """Put a member in a role at a place."""
    plan.world.put_member(member)
    values = {
        "place": member.place,
        "root": move.case.root,
        "role": member.role,
        "person": member.person,
        "position": member.position,
        "deputy": member.deputy,
        "absent": member.absent,
        "since": iso(plan.now),
        "until": None,
    }
    move.also.append(put("memberships", {"id": member.id}, values))
    for name, value in member.attributes.items():
        if value:
            move.also.append(put("attributes", {"membership": member.id, "name": name}, {"s": value}))


def dismiss(plan: Plan, move: Move, member: Member) -> None:
    plan.world.drop_member(member)
    move.also.append(change("memberships", {"id": member.id}, {"until": iso(plan.now)}))


def set_absent(plan: Plan, move: Move, member: Member, absent: bool) -> None:
    plan.world.put_member(replace(member, absent=absent))
    move.also.append(change("memberships", {"id": member.id}, {"absent": absent}))


def office_holders(plan: Plan, move: Move, root: Case) -> None:
    """At the birth of a root the agency's holders of roles that nobody appoints are copied into it, so the record has them."""
    for role in plan.world.definition.roles.values():
        if role.appointed_by is None and root.machine in role.held_in:
            for held in plan.world.members(None, role.name):
                appoint(plan, move, replace(held, id=plan.fresh(), place=root.id))


def settle_below(plan: Plan, move: Move, case: Case) -> None:
    """Settle the tasks of the case and of everything alive below it."""
    for machine in (case.machine, *plan.world.definition.below(case.machine)):
        for below in [case] if machine == case.machine else plan.world.descendants(case, machine):
            if not below.ended:
                settle_tasks(plan, move, below)


def settle_tasks(plan: Plan, move: Move, case: Case) -> None:
    """After a change of who can act on a case: tasks of those who cannot any more close, those who now must get one."""
    for action in plan.world.machine(case).actions_from(case.state):
        if action.task is None or action.each is None:
            continue
        required = plan.required(case, action)
        given = {s.person for s in plan.world.sheets(case, action)}
        held = [t for t in plan.world.tasks(case) if t.action == action.name]
        plan.close_tasks(move, [t for t in held if t.person not in required], "recused", case)
        waiting = {t.person for t in plan.world.tasks(case) if t.action == action.name}
        for role in action.by:
            for person in required:
                if person not in given and person not in waiting and any(m.person == person for m in plan.world.holders(case, role)):
                    plan.open_task(move, case, action, role, person)
                    waiting.add(person)
