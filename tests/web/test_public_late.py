"""What the public sees when a window passes: an extension, and too few applicants in the end. A demonstration whose clock is moved on."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from tests.web.client import Browser
from tests.web.test_public import ROOT, words
from workflow.act import take_due
from workflow.installation import Installation
from workflow.store import tables as t
from workflow.store.clock import FixedClock


def registration(place: Installation) -> tuple[str, int]:
    """The opening with the fewest applications sent."""
    with place.db.reading() as connection:
        rows = connection.execute(
            select(t.cases.c.number, t.cases.c.id).where(t.cases.c.machine == "opening", t.cases.c.state == "registration")
        ).all()
        sent = {
            row: len(connection.execute(select(t.cases.c.id).where(t.cases.c.parent == row.id, t.cases.c.state == "submitted")).all())
            for row in rows
        }
    return min(sent, key=lambda row: sent[row])


def test_an_extension_and_too_few_applicants_are_told(demo_place: Installation, demo_app: Flask) -> None:
    number, id = registration(demo_place)
    clock = FixedClock(closes(demo_place, id) + timedelta(minutes=1))
    demo_app.extensions["clock"] = clock
    visitor = Browser(demo_app)
    path = f"{ROOT.format(3)}/{number}"
    for _extension in range(2):
        take_due(demo_place.db, clock)
        page = words(visitor.get(path))
        assert "Perpanjangan pendaftaran" in page and "diperpanjang 7 hari kalender" in page and "Sekarang: Pendaftaran dibuka" in page
        clock.move_to(closes(demo_place, id) + timedelta(minutes=1))
    take_due(demo_place.db, clock)
    page = words(visitor.get(path))
    assert "Sekarang: Pelamar kurang" in page and "Pejabat memutuskan" in page and "Masuk untuk melamar" not in page
    assert "Pelamar kurang" in words(visitor.get("/?tahap=application"))


def closes(place: Installation, id: int) -> datetime:
    with place.db.reading() as connection:
        return connection.execute(
            select(t.windows.c.closes).where(t.windows.c.case_id == id, t.windows.c.name == "registration")
        ).scalar_one()
