"""Answers that stand already, in the spelling of the form that asks them anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select

from workflow.core import show
from workflow.core.definition import Fact, FactKind
from workflow.core.fields import Item, Items
from workflow.core.values import rows_of
from workflow.store import tables as t

_EMAIL = (
    select(t.accounts.c.email)
    .where(t.accounts.c.person == bindparam("person"), t.accounts.c.disabled.is_(None))
    .order_by(t.accounts.c.id)
    .limit(1)
)
OfFile = Callable[[str], str]
OfPerson = Callable[[int], str]


def respelled(fact: Fact, items: Items, zone: str, file: OfFile = str, person: OfPerson = str) -> Mapping[str, list[str]]:
    """Names of inputs -> texts. `file`: the id of a stored file by its SHA-256; `person`: how the form names a person."""
    if fact.kind is FactKind.TABLE:
        return {
            f"{fact.name}.{n}.{column.name}": [_text(column, item, zone, file, person)]
            for n, row in enumerate(rows_of(fact, items))
            for column, item in zip(fact.columns, row, strict=True)
            if item != Item()
        }
    return {fact.name: [_text(fact, item, zone, file, person) for item in items]}


def email_of(connection: Connection, person: int) -> str:
    """Empty where the person has no account that is open."""
    return str(connection.execute(_EMAIL, {"person": person}).scalar() or "")


def _text(fact: Fact, item: Item, zone: str, file: OfFile, person: OfPerson) -> str:
    match fact.kind:
        case FactKind.FILE:
            return file(item.s or "")
        case FactKind.PERSON:
            return person(item.n) if item.n is not None else ""
        case FactKind.YES_NO:
            return "yes" if item.n else "no"
        case FactKind.DECIMAL:
            return show.decimal(item.n or 0, fact.places).id
        case FactKind.DURATION:
            return str((item.n or 0) // 86400)
        case FactKind.DATE:
            return item.d.isoformat() if item.d else ""
        case FactKind.MOMENT:
            return item.m.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M") if item.m else ""
    return item.s if item.s is not None else "" if item.n is None else str(item.n)
