"""What the tests of the secretariat's pages share: a stage of the story with its desk, and short questions about it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from tests.web.client import Browser
from tests.web.page import Page
from tests.web.stages import Opened, Stage
from web.desk import desk_of
from workflow.store import tables as t


def opened(stages: dict[str, Stage], name: str, folder: Path) -> Opened:
    made = stages[name].opened(folder)
    made.app.config["DESK"] = desk_of
    return made


def root_in(stage: Opened, *states: str) -> str:
    with stage.db.reading() as connection:
        found = select(t.cases.c.number).where(t.cases.c.parent.is_(None), t.cases.c.state.in_(states)).order_by(t.cases.c.number)
        return str(connection.execute(found).scalars().first())


def below(stage: Opened, root: str) -> str:
    with stage.db.reading() as connection:
        top = select(t.cases.c.id).where(t.cases.c.number == root).scalar_subquery()
        return str(connection.execute(select(t.cases.c.number).where(t.cases.c.parent == top).order_by(t.cases.c.number)).scalars().first())


def says(page: Page, text: str) -> bool:
    return text in " ".join(page.root.text.split())


def location(browser: Browser) -> str:
    assert browser.last is not None
    return browser.last.headers["Location"]
