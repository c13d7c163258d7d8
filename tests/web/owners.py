"""Finding the cases of people of the demonstration's story, for tests of an owner's pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from tests.web.client import Browser
from tests.web.page import Page
from workflow.installation import Installation
from workflow.store import tables as t

Enter = Callable[[str | None], Browser]


def number(place: Installation, machine: str, *where: Any) -> str:
    """The first case of a machine that fits."""
    with place.db.reading() as connection:
        found = connection.execute(select(t.cases.c.number).where(t.cases.c.machine == machine, *where).order_by(t.cases.c.number)).scalar()
    assert found is not None, (machine, where)
    return str(found)


def person(place: Installation, alias: str) -> int:
    with place.db.reading() as connection:
        return int(connection.execute(select(t.accounts.c.person).where(t.accounts.c.email == f"{alias}@teluksagara.example")).scalar_one())


def own(place: Installation, alias: str, state: str) -> str:
    return number(place, "application", t.cases.c.owner == person(place, alias), t.cases.c.state == state)


def text_of(page: Page) -> str:
    return next(e.text for e in page.all("main"))
