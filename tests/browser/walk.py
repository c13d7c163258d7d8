"""One selection that is walked through: its people, its names, and how its time passes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from tests.browser.conftest import Site
from tests.browser.walker import Eye, Person
from workflow.demo import PASSWORD
from workflow.store import tables as t

CAST = ("sari", "bambang", "meiske", "nurul", "agus", "andi")
CODE = re.compile(r"\w{4}-\w{4}-\w{4}-\w{4}")


@dataclass
class Walk:
    """One selection, whoever is at a browser for it, and the words that tell it from the others."""

    site: Site
    eye: Eye
    home: str
    mark: str
    papers: Path

    def __post_init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.school = f"SD Negeri 12 Teluk {self.mark}"
        self.newcomer, self.other = f"Wayan {self.mark}, S.Pd.", f"Ratna {self.mark}, S.Pd."
        self.opening = ""

    def at(self, who: str) -> Person:
        """That person at their own browser, signed in, on the page where they were last."""
        if who not in self.people:
            person = self.people[who] = Person.sits_down(self.eye, who, self.home)
            if who in CAST:
                person.becomes(who)
            elif who != "visitor":
                person.signs_in(f"{who}@teluksagara.example", PASSWORD)
        return self.people[who]

    def state(self) -> str:
        with self.site.place.db.reading() as connection:
            return str(connection.execute(select(t.cases.c.state).where(t.cases.c.number == self.opening)).scalar_one())

    def time_passes(self, until: str) -> None:
        """The bar's next deadline may be another selection's, so it is pressed until this one has moved on."""
        visitor = self.at("visitor")
        visitor.goes_home()
        for _ in range(25):
            if self.state() == until:
                return
            visitor.moves_clock()
        raise AssertionError(f"the clock did not bring the opening from {self.state()} to {until}")

    def today(self) -> date:
        with self.site.place.db.reading() as connection:
            return self.site.place.clock.now(connection).astimezone(ZoneInfo("Asia/Makassar")).date()

    def opens(self, person: Person) -> None:
        """The selection's own page among those of the staff."""
        person.goes("/proses-saya")
        person.follows("main a", f"Seleksi {self.mark}")

    def task(self, who: str, href: str) -> Person:
        """The line of the inbox that is about this selection."""
        person = self.at(who)
        person.goes("/tugas")
        person.follows(f".trg-task:has-text('{self.mark}') a[href*='{href}']")
        return person

    def sends(self, person: Person) -> None:
        """From a form to the page where it is checked, and on."""
        person.presses("main form button[value=kirim]")
        if person.page.url.endswith("/periksa"):
            person.presses()
        assert CODE.search(person.reads()) or "/usulan/" in person.page.url

    def confirms(self, who: str) -> None:
        person = self.task(who, "/usulan/")
        person.presses("button[value=konfirmasi]")
