"""What somebody asks of the engine's own actions, and who may ask it."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core.definition import Role
from workflow.core.fields import Desk, Problem, Typed, clean
from workflow.core.plan import Plan
from workflow.core.rules import Kind, Refusal, refuse
from workflow.core.words import Text
from workflow.core.world import Case


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for an action of the engine's own."""

    plan: Plan
    case: Case
    typed: Typed
    desk: Desk

    def text(self, name: str) -> str:
        return clean((self.typed.get(name) or [""])[0]).strip()

    def person(self) -> int | None:
        return self.desk.is_person(self.text("person"))

    @property
    def role(self) -> Role | None:
        return self.plan.world.definition.roles.get(self.text("role"))


def invalid(field: str, id: str, en: str) -> Refusal:
    return Refusal(Kind.INVALID, (Problem(Text(id, en), field=field),))


def may_staff(asked: Asked, role: Role) -> Refusal | None:
    plan, case, person = asked.plan, asked.case, asked.plan.actor.person
    by = role.appointed_by
    if by is None or person is None or not any(m.person == person for m in plan.world.acting(case, by)):
        return refuse(Kind.FORBIDDEN, "Peran ini bukan Anda yang mengisi.", "You do not fill this role.")
    return None


def is_holder(plan: Plan, case: Case, role: str, person: int | None) -> bool:
    return any(m.person == person for m in plan.world.holders(case, role))
