"""An administrator enters a day off: wherever a date is shown, the old one and the reason stand beside it, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from sqlalchemy import select

from tests.web.client import Browser
from tests.web.stages import Opened, Stage, play
from tests.web.test_public import words
from workflow.core import show
from workflow.core.calendar import add_working_days
from workflow.queries.owner_papers import messages
from workflow.store import tables as t
from workflow.store.holidays_id import calendar_of

ZONE = "Asia/Makassar"
MONTHS = ("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember")
CITE = "Keputusan Bupati 12/2026"


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Stage]:
    return play(tmp_path_factory.mktemp("stages"), {"half_scored"})


class Moved:
    """The stage with a day off entered inside the open window: `day`, the window's dates before and after as the pages print them."""

    def __init__(self, stage: Opened) -> None:
        self.stage = stage
        self.opening = stage.cases["lembah_angin"]
        self.old, self.day = self.closes(), self._second_day()
        self.answer = self.enter(self.day)
        self.new = self.closes()

    def closes(self) -> datetime:
        with self.stage.db.reading() as connection:
            found = select(t.windows.c.closes).join(t.cases, t.cases.c.id == t.windows.c.case_id)
            where = (t.cases.c.number == self.opening, t.windows.c.name == "scoring")
            return connection.execute(found.where(*where)).scalar_one()  # type: ignore[no-any-return]

    def _second_day(self) -> date:
        today = self.stage.clock.moment.astimezone(ZoneInfo(ZONE)).date()
        with self.stage.db.reading() as connection:
            return add_working_days(today, 1, calendar_of(connection, today.year))

    def enter(self, day: date) -> str:
        form = {"day-day": str(day.day), "day-month": MONTHS[day.month - 1], "day-year": str(day.year), "kind": "off"}
        names = {"name_id": "Hari jadi kabupaten", "name_en": "Day of the regency", "cite": CITE}
        return self.stage.browser("fajar").send("/pengelola/libur", form | names, at="/pengelola/libur").root.text

    def reason(self, language: str = "id") -> str:
        told = show.day(self.day)
        if language == "id":
            return f"bergeser karena libur ditambahkan: Hari jadi kabupaten, {told.id} ({CITE})"
        return f"moved because a day off was added: Day of the regency, {told.en} ({CITE})"

    @property
    def root(self) -> str:
        with self.stage.db.reading() as connection:
            root = select(t.cases.c.root).where(t.cases.c.number == self.opening).scalar_subquery()
            return str(connection.execute(select(t.cases.c.number).where(t.cases.c.id == root)).scalar_one())


@pytest.fixture
def moved(stages: Mapping[str, Stage], tmp_path: Path) -> Moved:
    return Moved(stages["half_scored"].opened(tmp_path))


def test_the_administrator_is_told_what_it_has_done(moved: Moved) -> None:
    assert re.search(r"Hari dicatat\. Tanggal bergeser pada \d+ seleksi\.", moved.answer)
    assert moved.new > moved.old
    saturday = date.fromordinal(moved.day.toordinal() + (5 - moved.day.weekday()) % 7)
    assert "Hari dicatat. Tidak ada tanggal terbuka yang bergeser." in moved.enter(saturday)
    admin = moved.stage.browser("fajar")
    hidden = admin.hidden("/pengelola/libur", "/pengelola/libur/hapus")
    page = admin.post("/pengelola/libur/hapus", {**hidden, "hari": moved.day.isoformat()}, follow=True).root.text
    assert "Tenggat tidak pernah menjadi lebih pendek. Tidak ada tanggal terbuka yang bergeser." in page
    assert moved.closes() == moved.new


# where it stands | who looks | how often at least
PAGES: list[tuple[str, str | None, Callable[[Moved], str]]] = [
    ("the public page of the opening", None, lambda m: f"/seleksi/{m.root}/{m.opening}"),
    ("the public page of the selection", None, lambda m: f"/seleksi/{m.root}"),
    ("the own case of a candidate", "ratna", lambda m: f"/urusan/{m.stage.cases['ratna_1']}"),
    ("the schedule", "sari", lambda m: f"/sekretariat/{m.root}/jadwal"),
    ("the case as officials see it", "bambang", lambda m: f"/perkara/{m.opening}"),
    ("the tasks of a member", "meiske", lambda _m: "/tugas"),
]


@pytest.mark.parametrize(("who", "path"), [p[1:] for p in PAGES], ids=[p[0] for p in PAGES])
def test_the_old_date_and_the_reason_stand_beside_the_new_one(moved: Moved, who: str | None, path: Callable[[Moved], str]) -> None:
    browser = moved.stage.browser(who)
    for prefix, language, old, end in (
        ("", "id", show.closing(moved.old, ZONE).id, "24.00"),
        ("/en", "en", show.closing(moved.old, ZONE).en, "24:00"),
    ):
        page = words(browser.get(prefix + path(moved)))
        assert moved.reason(language) in page
        said = "Semula " if language == "id" else "Originally "
        before = page[: page.index(moved.reason(language))].rpartition(said)[2]
        assert end in before and (old.partition(",")[0] in before or who == "meiske")


def test_the_new_date_is_the_one_that_holds(moved: Moved) -> None:
    page = words(moved.stage.browser().get(f"/seleksi/{moved.root}/{moved.opening}"))
    new = show.closing(moved.new, ZONE).id.partition(",")[0]
    assert f"{new} pukul 24.00 WITA" in page


def test_the_candidate_gets_a_letter(moved: Moved) -> None:
    found = messages(moved.stage.db, moved.stage.persons["ratna"], lambda number, language: f"/{language}/ke/{number}")
    (letter,) = [m for m in found if m.subject.id.startswith("Tanggal bergeser")]
    assert letter.case == moved.stage.cases["ratna_1"]
    for text, language in ((letter.text.id, "id"), (letter.text.en, "en")):
        assert (
            CITE in text
            and getattr(show.closing(moved.new, ZONE), language) in text
            and getattr(show.closing(moved.old, ZONE), language) in text
        )
        assert f"/{language}/ke/{letter.case}" in text and "{" not in text
    assert "Tanggal bergeser" in words(moved.stage.browser("ratna").get(f"/urusan/{letter.case}"))


@pytest.mark.parametrize(("prefix", "language", "said"), [("", "id", "Semula"), ("/en", "en", "Originally")])
def test_calendar_files_say_it_too(moved: Moved, prefix: str, language: str, said: str) -> None:
    """The entry keeps its key and counts the change, so that it replaces the one that was saved before."""
    for path in (f"/seleksi/{moved.root}/jadwal.ics", f"/seleksi/{moved.root}/{moved.opening}/jadwal.ics"):
        browser = moved.stage.browser()
        browser.get(prefix + path)
        assert browser.last is not None and browser.last.content_type.startswith("text/calendar")
        events = icalendar.Calendar.from_ical(browser.last.get_data()).walk("VEVENT")
        (scoring,) = [e for e in events if str(e["UID"]).startswith(f"{moved.opening}-scoring@")]
        assert scoring["SEQUENCE"] == 1 and moved.reason(language) in scoring["DESCRIPTION"] and said in scoring["DESCRIPTION"]
        assert scoring.decoded("DTEND") == moved.new.astimezone(ZoneInfo(ZONE)).date()
        others = [e for e in events if e is not scoring]
        assert others and all(e["SEQUENCE"] == 0 and said not in e["DESCRIPTION"] for e in others)


def test_dates_of_what_nobody_announced_are_no_file(moved: Moved) -> None:
    browser: Browser = moved.stage.browser()
    for path in (
        "/seleksi/SEL-2026-9999/jadwal.ics",
        f"/seleksi/{moved.root}/{moved.stage.cases['ratna_1']}/jadwal.ics",
        f"/lain/{moved.root}/jadwal.ics",
    ):
        browser.get(path, 404)


def test_the_public_history_tells_it(moved: Moved) -> None:
    page = words(moved.stage.browser().get(f"/seleksi/{moved.root}/{moved.opening}"))
    told = page[page.index("Tanggal bergeser: Penilaian") :]
    old, new = show.closing(moved.old, ZONE).id, show.closing(moved.new, ZONE).id
    assert told.index(old) < told.index(new) < told.index("libur ditambahkan: Hari jadi kabupaten") < 250


def test_the_journal_page_of_staff_names_the_event(moved: Moved) -> None:
    page = words(moved.stage.browser("bambang").get(f"/perkara/{moved.opening}"))
    assert "Tanggal bergeser karena hari libur" in page and "Oleh sistem" in page
