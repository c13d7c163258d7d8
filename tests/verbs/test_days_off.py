"""Days off entered later: open dates come later by an event of the clock, with the old date and the reason; nothing ever comes earlier."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from tests.verbs.house import APPLICANTS, START, TEAM, House
from tests.verbs.journal import assert_sound
from workflow import days_off
from workflow.act import recount, recount_dates, take_due
from workflow.core.calendar import add_working_days, last_day_of
from workflow.core.reckoning import Shift, why_of
from workflow.store import tables as t
from workflow.store.holidays_id import calendar_of, waiting_since

ZONE = "Asia/Jakarta"
CITE = "Keputusan Bupati 12/2026"


def enter(house: House, day: date, kind: str = "off") -> None:
    admin = house.persons["kiki"]
    assert not days_off.add_day(house.db, house.clock, admin, day.isoformat(), kind, "Hari jadi", "Anniversary", CITE)


def take_away(house: House, day: date) -> None:
    assert days_off.remove_day(house.db, house.clock, house.persons["kiki"], day.isoformat())


def window(house: House, name: str, case: str | None = None) -> tuple[datetime, tuple[Shift, ...]]:
    with house.db.reading() as connection:
        found = select(t.windows.c.closes, t.windows.c.why).join(t.cases, t.cases.c.id == t.windows.c.case_id)
        row = connection.execute(found.where(t.windows.c.name == name, t.cases.c.number == (case or house.round))).one()
    why = why_of(row.why)
    return row.closes, why.moved if why else ()


def dues(house: House) -> dict[str, datetime]:
    """Due dates of open tasks, by case and action; those of one case and action are the same."""
    with house.db.reading() as connection:
        found = select(t.cases.c.number, t.tasks.c.action, t.tasks.c.due).join(t.cases, t.cases.c.id == t.tasks.c.case_id)
        rows = connection.execute(found.where(t.tasks.c.closed.is_(None), t.tasks.c.due.is_not(None))).all()
    return {f"{row.number} {row.action}": row.due for row in rows}


def events(house: House, action: str = "@calendar") -> list[dict[str, object]]:
    with house.db.reading() as connection:
        rows = connection.execute(select(t.events).where(t.events.c.action == action).order_by(t.events.c.t, t.events.c.case_id)).all()
    return [json.loads(row.body) for row in rows]


def working(house: House, n: int, after: datetime | None = None) -> date:
    """The n-th working day after a moment, by the calendar as it stands."""
    with house.db.reading() as connection:
        calendar = calendar_of(connection, START.year)
    return add_working_days((after or house.clock.moment).astimezone(ZoneInfo(ZONE)).date(), n, calendar)


def test_a_window_and_the_tasks_in_it_move_with_the_reason(house: House) -> None:
    """Scoring lasts at most five working days, its tasks four; the third of them becomes a day off."""
    house.checked()
    house.declare_all()
    closes, _moved = window(house, "scoring")
    due = dues(house)
    third, then = working(house, 3), working(house, 6)
    enter(house, third)
    assert recount_dates(house.db, house.clock) == (1, True)
    later, moved = window(house, "scoring")
    assert (last_day_of(closes, ZONE), last_day_of(later, ZONE)) == (working(house, 4), then)
    assert [(s.old, s.new) for s in moved] == [(closes, later)]
    assert f"libur ditambahkan: Hari jadi, {third.day} " in moved[0].because.id and f"({CITE})" in moved[0].because.id
    assert all(dues(house)[key] > before for key, before in due.items() if key.endswith(" score"))
    told = events(house)
    assert {e["type"] for e in told} == {"round.@calendar", "entry.@calendar"}
    assert len(told) == 1 + len(APPLICANTS)
    public = next(e["pub"] for e in told if e["type"] == "round.@calendar")
    assert isinstance(public, dict)
    assert public["actor"] == public["role"] == "clock"
    assert [d["date"] for d in public["days"]] == [third.isoformat()] and public["days"][0]["cite"] == CITE
    assert [w["name"] for w in public["windows"]] == ["scoring"]
    assert_sound(house.db)


def test_those_concerned_get_one_letter_with_both_dates(house: House) -> None:
    """Owners of applications under way, once each; not who has withdrawn, nor the officials, whose due date only reminds."""
    house.checked()
    house.do("indra", "withdraw", house.entries["indra"])
    enter(house, working(house, 2))
    recount_dates(house.db, house.clock)
    with house.db.reading() as connection:
        rows = connection.execute(select(t.letters).where(t.letters.c.letter == "@moved")).all()
        owners = dict(connection.execute(select(t.cases.c.owner, t.cases.c.id).where(t.cases.c.owner.is_not(None))).all())
    assert {row.person for row in rows} == {house.persons["gita"], house.persons["hadi"]} and len(rows) == 2
    assert all(row.case_id == owners[row.person] for row in rows)
    blanks = json.loads(rows[0].blanks)
    assert blanks["window"] == ["Penilaian", "Assessment"] and CITE in blanks["reason"][0]
    assert "24.00 WIB" in blanks["old"][0] and "24:00 WIB" in blanks["new"][1] and blanks["old"] != blanks["new"]


def test_a_second_look_moves_nothing_and_writes_nothing(house: House) -> None:
    house.checked()
    enter(house, working(house, 2))
    assert recount_dates(house.db, house.clock)[0] == 1
    before = len(events(house))
    for _again in range(3):
        assert recount_dates(house.db, house.clock) == (0, True)
    with house.db.reading() as connection:
        assert waiting_since(connection) == house.clock.moment, "a step that began before the entry may still write"
    house.later(seconds=31)
    take_due(house.db, house.clock)
    with house.db.reading() as connection:
        assert waiting_since(connection) is None
        assert connection.execute(select(t.days_off.c.recounted)).scalar_one() == house.clock.moment
    assert len(events(house)) == before


# name | steps: (what, which working day from now) | does the window move
QUIET = [
    ("taken away again", [("off", 2), ("away", 2)], 1),
    ("a holiday on which people work", [("work", 0)], 0),
    ("a day behind the end", [("off", 9)], 0),
    ("a day that has passed", [("off", -20)], 0),
]


@pytest.mark.parametrize(("steps", "moves"), [c[1:] for c in QUIET], ids=[c[0] for c in QUIET])
def test_what_never_shortens(house: House, steps: list[tuple[str, int]], moves: int) -> None:
    house.checked()
    holiday = date(2026, 3, 19)
    days = {n: holiday if n == 0 else working(house, n) for _kind, n in steps}
    dates = [window(house, "scoring")[0]]
    for kind, n in steps:
        if kind == "away":
            take_away(house, days[n])
        else:
            enter(house, days[n], kind)
        recount_dates(house.db, house.clock)
        dates.append(window(house, "scoring")[0])
    assert dates == sorted(dates) and len(set(dates)) == 1 + moves
    assert_sound(house.db)


def test_a_holiday_that_holds_again_counts_as_added(house: House) -> None:
    """People were to work on a national holiday, the window was reckoned so, and then the exception was taken away."""
    holiday = date(2026, 3, 19)
    enter(house, holiday, "work")
    house.checked()
    closes, _moved = window(house, "scoring")
    assert last_day_of(closes, ZONE) >= holiday > house.clock.moment.date()
    take_away(house, holiday)
    assert recount_dates(house.db, house.clock)[0] == 1
    later, moved = window(house, "scoring")
    assert later > closes and [d.date for d in moved[0].days] == [holiday] and moved[0].days[0].cite is None


def test_calendar_days_and_closed_windows_stay(house: House) -> None:
    """Registration runs in calendar days; a window that was left, and a round that has ended, are past."""
    house.announced()
    before = window(house, "registration")
    enter(house, working(house, 2))
    assert recount_dates(house.db, house.clock) == (0, True) and window(house, "registration") == before
    house.confirm("inspector", house.do("authority", "cancel", None, {"reason": "Dasar hukum dicabut."}))
    enter(house, working(house, 3))
    assert recount_dates(house.db, house.clock) == (0, True)
    assert events(house) == []


def test_a_deadline_that_passed_before_the_worker_woke(house: House) -> None:
    """The day was entered in time. The clock would close the scoring at the old date; the member who comes then is still heard."""
    house.checked()
    house.declare_all()
    closes, _moved = window(house, "scoring")
    house.clock.move_to(closes - timedelta(minutes=5))
    enter(house, last_day_of(closes, ZONE))
    house.clock.move_to(closes + timedelta(minutes=5))
    number = house.entries["gita"]
    house.do("budi", "score", number, {"lead_score": "5", "plan_score": "5"})
    assert house.state(number) == "assessing" and window(house, "scoring")[0] > closes
    assert_sound(house.db)


def test_a_day_entered_after_the_deadline_opens_nothing_again(house: House) -> None:
    house.checked()
    house.declare_all()
    number = house.entries["gita"]
    for member in TEAM[:2]:
        house.do(member, "score", number, {"lead_score": "5", "plan_score": "5"})
    closes, _moved = window(house, "scoring")
    house.clock.move_to(closes + timedelta(minutes=5))
    with house.db.writing() as connection:
        root = connection.execute(select(t.cases.c.id).where(t.cases.c.number == house.round)).scalar_one()
        another = {"case_id": root, "name": "hearing", "opens": closes, "closes": closes + timedelta(days=3)}
        connection.execute(insert(t.windows).values(another))
    enter(house, last_day_of(closes, ZONE))
    assert recount_dates(house.db, house.clock) == (0, True)
    take_due(house.db, house.clock)
    assert house.state(number) == "scored" and events(house) == []


def test_a_process_that_dies_between_two_roots(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each root is a transaction of its own; what is left undone the loop of the clock does, and what was done it leaves alone."""
    house.checked()
    first = house.round
    house.entries.clear()
    house.checked()
    assert first != house.round
    enter(house, working(house, 1))
    write, written = recount.journal.write, []

    def dies(*given: object, **named: object) -> object:
        if written:
            raise RuntimeError("the process dies")
        written.append(given)
        return write(*given, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as dying:
        dying.setattr(recount.journal, "write", dies)
        with pytest.raises(RuntimeError, match="dies"):
            recount_dates(house.db, house.clock)
    assert [bool(window(house, "scoring", number)[1]) for number in (first, house.round)].count(True) == 1
    take_due(house.db, house.clock)
    moved = [window(house, "scoring", number)[1] for number in (first, house.round)]
    assert [len(m) for m in moved] == [1, 1]
    assert sum(e["type"] == "round.@calendar" for e in events(house)) == 2
    assert_sound(house.db)


def test_at_most_so_many_roots_while_somebody_waits(house: House) -> None:
    house.checked()
    house.entries.clear()
    house.checked()
    enter(house, working(house, 1))
    assert recount_dates(house.db, house.clock, 1) == (1, False)
    assert recount_dates(house.db, house.clock, 1) == (0, False)
    assert recount_dates(house.db, house.clock) == (1, True)


def test_a_paused_round_moves_too_and_is_shifted_when_it_goes_on(house: House) -> None:
    house.checked()
    closes, _moved = window(house, "scoring")
    third = working(house, 3)
    house.confirm("clerk", house.do("budi", "suspend", None, {"reason": "Banjir."}))
    enter(house, third)
    assert recount_dates(house.db, house.clock)[0] == 1
    moved = window(house, "scoring")[0]
    assert moved > closes
    house.later(days=7)
    house.do("budi", "resume", None, {"reason": "Surut."})
    resumed, shifts = window(house, "scoring")
    assert resumed > moved and len(shifts) == 1
    assert recount_dates(house.db, house.clock) == (0, True)
    assert_sound(house.db)


def test_entries_stay_with_who_made_them(house: House) -> None:
    """An entry that is taken away is a row too; the same day may be entered again."""
    day = date(2026, 12, 14)
    enter(house, day)
    assert [trouble.field for trouble in days_off.add_day(house.db, house.clock, 1, day.isoformat(), "off", "A", "A", "B")] == ["day"]
    take_away(house, day)
    assert days_off.own_days(house.db) == () and not days_off.remove_day(house.db, house.clock, 1, day.isoformat())
    enter(house, day)
    with house.db.reading() as connection:
        rows = connection.execute(select(t.days_off).order_by(t.days_off.c.id)).all()
    assert [row.off for row in rows] == [True, None, True]
    assert {row.person for row in rows} == {house.persons["kiki"]}
    assert [own.day for own in days_off.own_days(house.db)] == [day]


def test_dates_without_a_reckoning_are_left_alone(house: House) -> None:
    """Tasks from before due dates kept their reckoning have no `why`."""
    house.checked()
    with house.db.writing() as connection:
        connection.execute(t.tasks.update().values(why=None))
        row = {"day": working(house, 2), "off": True, "name_id": "A", "name_en": "A", "cite": None, "at": house.clock.moment}
        connection.execute(insert(t.days_off).values(row))
    before = dues(house)
    recount_dates(house.db, house.clock)
    assert dues(house) == before and len(window(house, "scoring")[1]) == 1
