"""Typed values as a guard sees them: of facts, windows, sheets and holders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflow.core.attributes import value_of
from workflow.core.definition import Action, Fact, FactKind, Machine, Role
from workflow.core.fields import Item, Items
from workflow.core.language import Kind, Type, Value, View
from workflow.core.world import Case, Member, Sheet, Window, World


def typed_value(fact: Fact, items: Items | None) -> Value:
    """The single value of a fact, in the unit that its type says; None is unknown."""
    if not items:
        return None
    item = items[0]
    match fact.kind:
        case FactKind.YES_NO:
            return None if item.n is None else bool(item.n)
        case FactKind.NUMBER | FactKind.DECIMAL | FactKind.RATING | FactKind.DURATION | FactKind.PERSON:
            return item.n
        case FactKind.DATE:
            return item.d
        case FactKind.MOMENT:
            return item.m
        case FactKind.FORMULA:
            return kept_value(fact.type, items)
        case _:
            return item.s


def kept_value(type_: Type, items: Items | None) -> Value:
    """The value of something reckoned that was kept as a fact, in its own type."""
    if not items:
        return None
    item = items[0]
    match type_.kind:
        case Kind.YES_NO:
            return None if item.n is None else bool(item.n)
        case Kind.NUMBER | Kind.DURATION | Kind.PERSON:
            return item.n
        case Kind.DATE:
            return item.d
        case Kind.MOMENT:
            return item.m
    return item.s


def kept(type_: Type, value: Value) -> Items:
    """The opposite of `kept_value`; nothing where the value is unknown."""
    if value is None:
        return ()
    if isinstance(value, datetime):
        return (Item(m=value),)
    if isinstance(value, date):
        return (Item(d=value),)
    return (Item(n=int(value)),) if isinstance(value, int) else (Item(s=value),)


def rows_of(fact: Fact, items: Items | None) -> list[Items]:
    """The rows of a table fact, one item per column."""
    width = len(fact.columns)
    return [tuple(items[i : i + width]) for i in range(0, len(items), width)] if items else []


def checklist_met(items: Items | None) -> Value:
    return all(item.n == 1 for item in items) if items else None


def window_value(window: Window | None, name: str, now: datetime, inside: bool) -> Value:
    """`open` is half-open: in the window's states and now < closes. `kept`: whether the states were left before it closed."""
    if window is None or window.opens is None or window.closes is None:
        return False if name == "open" else None
    match name:
        case "opens":
            return window.opens
        case "closes":
            return window.closes
        case "open":
            return inside and window.left is None and now < window.closes
        case "closed":
            return now >= window.closes or window.left is not None
    if window.left is not None:
        return window.left <= window.closes
    return None if now < window.closes else False


def member_of_fact(fact: Fact, items: Items | None, rest: str) -> Value:
    """`fact.met` of a checklist, `fact.rows` of a table."""
    if rest == "rows":
        return len(rows_of(fact, items))
    return checklist_met(items)


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet; `held`: the memberships of its giver, whose attributes a condition may read."""

    machine: Machine
    sheet: Sheet
    held: tuple[MemberView, ...] = ()

    def value(self, name: str) -> Value:
        if name == "person":
            return self.sheet.person
        head, _, rest = name.partition(".")
        if head not in self.machine.facts:
            told = (member.value(name) for member in self.held if name in member.role.attributes)
            return next((value for value in told if value is not None), None)
        items, fact = self.sheet.facts.get(head), self.machine.facts[head]
        return member_of_fact(fact, items, rest) if rest else typed_value(fact, items)

    def members(self, name: str) -> Sequence[View]:
        raise LookupError(name)


@dataclass(frozen=True, slots=True)
class MemberView:
    member: Member
    role: Role

    def value(self, name: str) -> Value:
        return self.member.person if name == "person" else value_of(self.role.attributes[name], self.member.attributes.get(name))

    def members(self, name: str) -> Sequence[View]:
        raise LookupError(name)


def sheet_view(world: World, case: Case, action: Action, sheet: Sheet) -> SheetView:
    """A sheet of `action`, with what its giver's membership says beside the answers."""
    roles = [world.definition.roles[name] for name in action.by if name in world.definition.roles]
    told = (MemberView(m, role) for role in roles if role.attributes for m in world.holders(case, role.name) if m.person == sheet.person)
    return SheetView(world.machine(case), sheet, tuple(told))
