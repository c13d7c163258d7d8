"""Typed values as a guard sees them: of facts, windows, sheets and holders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow.core.definition import Fact, FactKind, Machine
from workflow.core.fields import Items
from workflow.core.language import Value, View
from workflow.core.world import Member, Sheet, Window


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
        case _:
            return item.s


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


@dataclass(frozen=True, slots=True)
class SheetView:
    machine: Machine
    sheet: Sheet

    def value(self, name: str) -> Value:
        if name == "person":
            return self.sheet.person
        head, _, rest = name.partition(".")
        items = self.sheet.facts.get(head)
        return checklist_met(items) if rest == "met" else typed_value(self.machine.facts[head], items)

    def members(self, name: str) -> Sequence[View]:
        raise LookupError(name)


@dataclass(frozen=True, slots=True)
class MemberView:
    member: Member

    def value(self, name: str) -> Value:
        return self.member.person if name == "person" else self.member.attributes.get(name)

    def members(self, name: str) -> Sequence[View]:
        raise LookupError(name)
