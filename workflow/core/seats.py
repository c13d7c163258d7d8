"""The effects that change who holds a role: one person whom a fact names, or all holders of another role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workflow.core import attributes, staff
from workflow.core.definition import Assign, Enlist, Release, Role
from workflow.core.language import evaluate
from workflow.core.plan import Move, Plan
from workflow.core.values import MemberView
from workflow.core.world import Member


def change(plan: Plan, move: Move, effect: Assign | Release | Enlist) -> None:
    """Seat or unseat. Who cannot hold the role is left out: what may refuse was asked before."""
    if isinstance(effect, Enlist):
        _enlist(plan, move, effect)
        return
    items = move.answers.get(effect.fact) or move.case.facts.get(effect.fact)
    if not items or items[0].n is None:
        return
    person = items[0].n
    role = plan.world.definition.roles[effect.role]
    if isinstance(effect, Release):
        for member in list(plan.world.holders(move.case, effect.role)):
            if member.person == person:
                staff.dismiss(plan, move, member)
        return
    place = plan.world.place_of(move.case, role) or move.case.id
    if staff.clash(plan.world, move.case, place, role, person) is not None:
        return
    if role.one:
        for member in list(plan.world.members(move.case.id, effect.role)):
            staff.dismiss(plan, move, member)
    _seat(plan, move, role, place, person, dict(_told(plan, move, role)))


def _told(plan: Plan, move: Move, role: Role) -> Iterator[tuple[str, str]]:
    """The attributes of whoever gets the role, from the facts of the same names."""
    for name in role.attributes:
        items = move.answers.get(name) or move.case.facts.get(name)
        if items:
            yield name, attributes.text_of(plan.world.machine(move.case).facts[name], items[0])


def _seat(plan: Plan, move: Move, role: Role, place: int, person: int, held: dict[str, str]) -> None:
    position = max((m.position for m in plan.world.members(place, role.name)), default=0) + 1
    staff.appoint(plan, move, Member(plan.fresh(), place, role.name, person, position, False, False, held))


def _enlist(plan: Plan, move: Move, effect: Enlist) -> None:
    """Those of `where` who may hold the role, in published order; where there are more than `most`, who has the fewest such seats."""
    role, among = plan.world.definition.roles[effect.role], plan.world.definition.roles[effect.among]
    this, case = plan.view(move.case), move.case
    found = [
        m
        for m in plan.world.acting(case, effect.among)
        if effect.where is None or evaluate(effect.where, MemberView(m, among), this) is True
    ]
    free = [m.person for m in found if staff.clash(plan.world, case, case.id, role, m.person) is None]
    if effect.most is not None and len(free) > effect.most:
        seats = Counter(m.person for c in plan.world.below(case.root, case.machine) for m in plan.world.members(c.id, role.name))
        free = sorted(free, key=lambda person: seats[person])[: effect.most]
    for person in free:
        _seat(plan, move, role, case.id, person, dict(effect.with_))
