"""The dates of an announced root, or of a place in it, as a file for anyone's calendar; a date that was moved tells the old one and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from workflow import ics
from workflow.core import show
from workflow.core.calendar import last_day_of
from workflow.core.words import Language, Text
from workflow.core.world import Case
from workflow.queries.look import Look, Viewer, look
from workflow.queries.public_course import Dated, dates
from workflow.queries.public_place import published_place, published_places
from workflow.queries.public_shown import is_announced, papers, told
from workflow.store.clock import Clock
from workflow.store.database import Database

OPENS = Text("Dibuka {when}.", "Opens {when}.")
CLOSES = Text("Ditutup {when}.", "Closes {when}.")
MOVED = Text("Semula {old}; bergeser karena {why}.", "Originally {old}; moved because {why}.")
PLANNED = Text(
    "Rencana; tanggal yang berlaku dihitung saat tahap ini dibuka.", "Planned; the date that holds is reckoned when this stage opens."
)
PROVISIONAL = Text(
    "Sementara: tanggal satu hari libur di dalamnya belum ditetapkan pemerintah.",
    "Provisional: the government has not fixed the date of a day off within it.",
)


def dates_file(
    db: Database, clock: Clock, path: str, number: str, child: str | None, language: Language, host: str, address: str
) -> bytes | None:
    """iCalendar of the windows on the page at `path`/`number` (/`child`); None where there is no such page. `address`: that of the page."""
    with look(db, clock, number, Viewer()) as here:
        if here is None or here.case.parent is not None or here.machine.path != path or not is_announced(here, here.case):
            return None
        known = told(papers(here))
        case = here.case if child is None else published_place(here, known, child)
        if case is None:
            return None
        found = [entry for c in (case, *published_places(here, case, known)) for entry in _entries(here, c, language, address)]
        return ics.calendar_file(found, name=here.called(case).in_(language), host=host, zone=case.zone, stamp=here.now)


def _entries(here: Look, case: Case, language: Language, address: str) -> Iterator[ics.Entry]:
    for dated in dates(here.world, case, here.called(case)):
        if (days := _days(dated, case.zone)) is not None:
            title = f"{dated.words.in_(language)}: {dated.place.in_(language)}"
            text = "\n".join(line.in_(language) for line in _told(dated, case.zone))
            changes = len(dated.why.moved) + len(dated.why.then) if dated.why else 0
            yield ics.Entry(f"{case.number}-{dated.name}", *days, title, text, address, changes)


def _days(dated: Dated, zone: str) -> tuple[date, date] | None:
    """The first and the last day."""
    if dated.opens is None or dated.closes is None:
        return (dated.planned_opens, dated.planned_closes) if dated.planned_opens and dated.planned_closes else None
    first = dated.opens.astimezone(ZoneInfo(zone)).date()
    ends = min(dated.closes, dated.left) if dated.left else dated.closes
    return first, max(first, last_day_of(ends, zone))


def _told(dated: Dated, zone: str) -> Iterator[Text]:
    if dated.opens is None or dated.closes is None:
        yield PLANNED
        return
    yield OPENS.fill(when=show.moment(dated.opens, zone))
    yield CLOSES.fill(when=show.closing(min(dated.closes, dated.left) if dated.left else dated.closes, zone))
    for shift in dated.why.moved if dated.why else ():
        yield MOVED.fill(old=show.closing(shift.old, zone), why=shift.because)
    if dated.why is not None and dated.why.provisional:
        yield PROVISIONAL
