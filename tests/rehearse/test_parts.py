"""The small parts of a rehearsal: spans of time, working time, who holds what, hints, likings. Tables of plain values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.calendar import Calendar, DayOff
from workflow.core.definition import FactKind
from workflow.core.words import Text
from workflow.load import load
from workflow.rehearse.answers import FIRST
from workflow.rehearse.answers_others import OTHERS
from workflow.rehearse.cast import cast
from workflow.rehearse.effort import MEANING, Effort, changed
from workflow.rehearse.hints import hints
from workflow.rehearse.hours import WorkingTime
from workflow.rehearse.names import people
from workflow.rehearse.sizes import staffing
from workflow.rehearse.spans import inside, length, outside, union
from workflow.rehearse.ways import Appeal, appeal, main_line

ROOT = Path(__file__).resolve().parents[2]
SMALL = load(ROOT / "tests" / "definitions" / "small" / "2026.1.yaml")
WIDE = load(ROOT / "tests" / "definitions" / "wide" / "2026.1.yaml")
SCHOOL = load(ROOT / "definitions" / "kepala_sekolah" / "2026.1.yaml")
START = datetime(2026, 3, 2, tzinfo=UTC)
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=8)


def moments(found: list[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
    return [(START + timedelta(minutes=a), START + timedelta(minutes=b)) for a, b in found]


def minutes(found: list[tuple[int, int]]) -> set[int]:
    """The minutes that begin within the spans."""
    return {minute for a, b in found for minute in range(a, b)}


def covered(found: list[tuple[datetime, datetime]]) -> set[int]:
    return minutes([(int((a - START).total_seconds()) // 60, int((b - START).total_seconds()) // 60) for a, b in found])


@given(spans, spans)
def test_spans_cover_what_their_minutes_do(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    assert covered(union(moments(some))) == minutes(some)
    assert covered(outside(moments(some), moments(others))) == minutes(some) - minutes(others)
    assert covered(inside(moments(some), moments(others))) == minutes(some) & minutes(others)
    assert length(moments(some)) == timedelta(minutes=len(minutes(some)))


def test_near_spans_become_one() -> None:
    assert union(moments([(0, 5), (8, 10)]), timedelta(minutes=3)) == moments([(0, 10)])
    assert union(moments([(0, 5), (9, 10)]), timedelta(minutes=3)) == moments([(0, 5), (9, 10)])


# ------------------------------------------------------------------ working time
WORKING = WorkingTime(ZoneInfo("Asia/Jakarta"), Calendar({date(2026, 3, 3): DayOff(Text("Libur", "Off"))}), 4)


@pytest.mark.parametrize(
    ("start", "minutes", "begun", "done"),
    [
        ("2026-03-02T07:00", 30, "2026-03-02T08:00", "2026-03-02T08:30"),
        ("2026-03-02T11:50", 10, "2026-03-02T11:50", "2026-03-02T12:00"),
        ("2026-03-02T11:50", 11, "2026-03-02T11:50", "2026-03-04T08:01"),
        ("2026-03-02T13:00", 5, "2026-03-04T08:00", "2026-03-04T08:05"),
        ("2026-03-06T11:00", 9 * 60, "2026-03-06T11:00", "2026-03-10T12:00"),
    ],
)
def test_work_waits_for_working_hours(start: str, minutes: int, begun: str, done: str) -> None:
    """Four hours a day from 08.00, no weekend, no day off; the 3rd is one."""
    zone = WORKING.zone
    found = WORKING.worked(datetime.fromisoformat(start).replace(tzinfo=zone), minutes)
    assert [m.astimezone(zone).strftime("%Y-%m-%dT%H:%M") for m in found] == [begun, done]


def test_estimates_are_changed_within_bounds() -> None:
    assert changed(Effort(), {"rating": 20, "hours": 8}).rating == 20
    with pytest.raises(KeyError):
        changed(Effort(), {"coffee": 1})
    for wrong in ({"hours": 0}, {"hours": 17}, {"page": 601}):
        with pytest.raises(ValueError, match=r"hours|page"):
            changed(Effort(), wrong)
    assert set(MEANING) == set(Effort.__dataclass_fields__)


# ------------------------------------------------------------------ who
def test_no_two_people_share_a_name() -> None:
    names = list(islice(people(Random(1)), 4000))
    assert len(set(names)) == 4000
    assert list(islice(people(Random(1)), 5)) == names[:5]


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (SCHOOL, {"secretariat": 1, "member": 6, "chair": 1, "checker": 4, "reviewer": 3, "authority": 1, "inspector": 1}),
        (SMALL, {"clerk": 1, "member": 4, "chair": 1, "checker": 4, "host": 1, "reviewer": 2, "authority": 1, "inspector": 1}),
    ],
)
def test_roles_are_held_by_as_few_as_the_conditions_allow(definition: object, expected: dict[str, int]) -> None:
    """Five members, for the definition wants an odd committee, and a deputy; three checkers of whom two are drawn, and a deputy."""
    assert {found.role.name: found.size for found in staffing(definition)} == expected  # type: ignore[arg-type]


def test_whoever_gets_a_case_of_their_own_takes_part() -> None:
    by_name = {found.role.name: found for found in staffing(WIDE)}
    assert by_name["staff"].crowd and not by_name["superior"].crowd
    assert by_name["viewer"].seated and not by_name["staff"].seated
    held = cast(WIDE, 5, 1)
    assert held.staff["staff"] == held.applicants
    assert [p.person for p in held.everybody] == list(range(1, len(held.everybody) + 1))


# ------------------------------------------------------------------ what is read from conditions
def test_hints_stand_around_what_conditions_name() -> None:
    found = hints(SCHOOL)
    assert found.numbers["application", "managerial_years"] == (2, 3, 1)
    assert ("application", "birth_date") in found.births
    assert -56 * 366 in found.days["application", "birth_date"]


def test_every_kind_of_answer_can_be_given() -> None:
    """Whatever a new kind is called: an answer, and others that may be tried where a condition hangs on it."""
    assert set(FIRST) == set(OTHERS) == set(FactKind) - {FactKind.FORMULA}


@pytest.mark.parametrize(
    ("machine", "state", "action", "expected"),
    [
        ("opening", "deliberation", "sign", Appeal.ONWARD),
        ("opening", "deliberation", "redraft", Appeal.EXTRA),
        ("opening", "deliberation", "next_in_line", Appeal.DUTY),
        ("opening", "postponed", "resume", Appeal.ONWARD),
        ("opening", "registration", "postpone", Appeal.NEVER),
        ("opening", "deciding", "send_back", Appeal.NEVER),
        ("application", "assessing", "arrange_interview", Appeal.DUTY),
        ("application", "submitted", "withdraw", Appeal.LAST),
        ("application", "panel_short", "set_aside", Appeal.ONWARD),
        ("comment", "received", "hide", Appeal.ONWARD),
    ],
)
def test_what_people_do_of_their_own_accord(machine: str, state: str, action: str, expected: Appeal) -> None:
    own = SCHOOL.machines[machine]
    assert appeal(own, state, own.actions[action]) is expected


def test_the_main_line_leads_to_a_good_end() -> None:
    assert main_line(SCHOOL.machines["application"])[-1] == "assigned"
