"""The members of sets that are no cases: sheets, and holders of roles, each row as the place where a condition is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import FromClause, func, null, select

from workflow.core.definition import Action, Machine
from workflow.core.language import Type
from workflow.store.columns import Column, all_met, answers, as_condition, attributes, memberships, of_attribute, rows_of, scalar, stored

if TYPE_CHECKING:
    from workflow.store.facts import Here


@dataclass(frozen=True, slots=True)
class SheetHere:
    """Each row of an alias of `sheets`: the answers of the person who gave it, and `person`."""

    machine: Machine
    row: FromClause
    at: Here
    action: Action

    def named(self, name: str, type_: Type) -> Column:
        if name == "person":
            return self.row.c.person
        one = answers.alias()
        head, _, rest = name.partition(".")
        if head not in self.machine.facts:
            return self._of_giver(name, type_)
        given = {"case_id": self.row.c.case_id, "revision": self.row.c.revision}
        if rest == "met":
            return all_met(one, head, **given)
        if rest == "rows":
            return rows_of(one, head, len(self.machine.facts[head].columns), **given)
        mine = [one.c[key] == value for key, value in given.items()]
        found = select(stored(one, type_)).where(*mine, one.c.fact == name, one.c.ordinal == 0)
        return as_condition(scalar(found, one), type_)

    def _of_giver(self, name: str, type_: Type) -> Column:
        """An attribute of the membership in which the sheet was given."""
        roles = [self.at.definition.roles[role] for role in self.action.by if role in self.at.definition.roles]
        found = [self._in_role(role.name, name, type_) for role in roles if name in role.attributes]
        return as_condition(func.coalesce(*found, null()) if len(found) > 1 else found[0], type_)

    def _in_role(self, role: str, name: str, type_: Type) -> Column:
        one, holder = attributes.alias(), memberships.alias()
        mine = [*self.at.holding(holder, role), holder.c.person == self.row.c.person]
        query = select(of_attribute(one.c.s, type_)).join(holder, holder.c.id == one.c.membership).where(*mine, one.c.name == name)
        return scalar(query.limit(1), one, holder)


@dataclass(frozen=True, slots=True)
class HolderHere:
    """Each row of an alias of `memberships`: `person`, and the attributes of the role."""

    row: FromClause

    def named(self, name: str, type_: Type) -> Column:
        if name == "person":
            return self.row.c.person
        one = attributes.alias()
        found = select(of_attribute(one.c.s, type_)).where(one.c.membership == self.row.c.id, one.c.name == name)
        return as_condition(scalar(found, one), type_)
