"""Who holds a role: appointments, dismissals and their plan. Deputies move up by published order; nobody chooses."""

from __future__ import annotations

from dataclasses import replace

from workflow.core.plan import Move, Plan, change, iso, put
from workflow.core.world import Case, Member


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


def settle_tasks(plan: Plan, move: Move, case: Case) -> None:
    """After a change of who can act on a case: tasks of those who cannot any more close, those who now must get one."""
    for action in plan.world.machine(case).actions_from(case.state):
        if action.task is None or action.each is None:
            continue
        required = plan.required(case, action)
        given = {s.person for s in plan.world.sheets(case, action)}
        held = [t for t in plan.world.tasks(case) if t.action == action.name]
        plan.close_tasks(move, [t for t in held if t.person not in required], "recused")
        waiting = {t.person for t in plan.world.tasks(case) if t.action == action.name}
        for role in action.by:
            for person in required:
                if person not in given and person not in waiting and any(m.person == person for m in plan.world.holders(case, role)):
                    plan.open_task(move, action, role, person)
                    waiting.add(person)
