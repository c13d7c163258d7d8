"""Whole rehearsals: every scenario ends or says why not, the record tells what stands, the same seed gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from tests.rehearse.trapped import without_way_on
from workflow.load import load
from workflow.rehearse import SCENARIOS, Asked, rehearse
from workflow.rehearse.deed import FIRST_OF_ALL, Deed
from workflow.rehearse.effort import Effort
from workflow.rehearse.play import Play
from workflow.rehearse.scenarios import BY_NAME
from workflow.rehearse.stage import theatre
from workflow.store import shelf
from workflow.store import tables as t

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "definitions" / "small" / "2026.1.yaml"
WIDE = ROOT / "tests" / "definitions" / "wide" / "2026.1.yaml"
SCHOOL = ROOT / "definitions" / "kepala_sekolah" / "2026.1.yaml"
POSTS = ROOT / "definitions" / "jpt_pratama" / "2026.1.yaml"
OURS = shelf.definition_files(ROOT / "definitions")
ZONE = "Asia/Jakarta"
BEGIN = datetime(2026, 3, 2, 8, tzinfo=ZoneInfo(ZONE))


def found(path: Path, candidates: int, seed: int = 3, scenarios: tuple[str, ...] = tuple(BY_NAME)) -> dict[str, Any]:
    return rehearse(Asked(shelf.read(path), candidates, seed, scenarios=scenarios))


def scenario(told: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in told["scenarios"] if one["name"] == name)


@contextmanager
def played(path: Path, name: str, candidates: int = 6) -> Iterator[Play]:
    """One scenario that has come to its end, in its store."""
    with theatre(shelf.read(path), candidates, 3, BEGIN, ZONE) as house, house.stage() as stage:
        play = Play(stage, BY_NAME[name], 3, Effort(), ZONE)
        play.run()
        yield play


def ask(play: Play, query: Any) -> list[Any]:
    with play.stage.db.reading() as connection:
        return [tuple(row) for row in connection.execute(query)]


@pytest.fixture(scope="module")
def small() -> dict[str, Any]:
    return found(SMALL, 6)


# ------------------------------------------------------------------ all of them
def test_the_same_seed_gives_the_same_bytes(small: dict[str, Any]) -> None:
    """Keys, numbers and salts of the engine are drawn by chance; none of them may show."""
    some = ("plain", "ties", "flood")
    again, other = (found(SMALL, 6, seed, some)["scenarios"] for seed in (3, 4))
    assert json.dumps(again) == json.dumps([scenario(small, name) for name in some])
    assert json.dumps(other) != json.dumps(again)


def test_what_is_made_in_one_step_keeps_its_order() -> None:
    """The wide definition makes a case for each holder of a role at one moment; their keys are drawn by chance, and rise."""
    with played(WIDE, "plain", 7) as play:
        owners = ask(play, select(t.cases.c.owner).where(t.cases.c.machine == "review").order_by(t.cases.c.born, t.cases.c.id))
        assert owners == [(one.person,) for one in play.cast.applicants]


def test_nothing_drawn_by_chance_is_told(small: dict[str, Any]) -> None:
    told = json.dumps(small)
    assert re.findall(r"\b(?:PIL|LMR|MSK)-\d{4}-\d{4}", told) == []
    assert re.findall(r"\b\d{13,}\b", told) == []


def test_every_scenario_of_the_principals_ends() -> None:
    told = found(SCHOOL, 5, scenarios=("plain", "recused", "few", "upheld"))
    assert told["stuck"] == [] and told["ended"] and told["agrees"]
    assert {one["roots"][0]["outcome"] for one in told["scenarios"]} == {"done"}


@pytest.mark.parametrize("path", OURS, ids=[path.parent.name for path in OURS])
def test_every_definition_of_ours_can_be_rehearsed(path: Path) -> None:
    """A new one needs no change here; where it gets stuck, the story says on what. The plain way is not called off, and most of the process is seen."""
    told = found(path, 5, scenarios=("plain", "few"))
    assert {one["name"]: one["story"] for one in told["scenarios"] if one["skipped"] is None and not one["ended"]} == {}
    assert told["agrees"]
    assert scenario(told, "plain")["roots"][0]["outcome"] == "done"
    never = {(row["machine"], row["state"]) for row in told["never_reached"]}
    kinds = load(path).machines.values()
    born = [kind.name for kind in kinds if any((kind.name, state) not in never for state in kind.states)]
    assert len(born) * 2 >= len(kinds), born


def test_the_record_tells_what_stands(small: dict[str, Any]) -> None:
    played = [one for one in small["scenarios"] if one["skipped"] is None]
    assert len(played) > 10
    assert [one["differences"] for one in played if one["differences"]] == []


def test_a_process_without_parts_skips_with_a_reason(small: dict[str, Any]) -> None:
    assert [one["name"] for one in small["scenarios"]] == [one.name for one in SCENARIOS]
    skipped = {one["name"]: one["skipped"]["en"] for one in small["scenarios"] if one["skipped"]}
    assert skipped == {"cancelled": "This process has no part that can be cancelled alone."}
    assert {one["name"] for one in found(WIDE, 2)["scenarios"] if one["skipped"]} >= {"recused", "withdrawal", "upheld", "flood", "pause"}


# ------------------------------------------------------------------ one by one
def test_where_everyone_is_recused_a_process_without_a_way_on_is_stuck_and_says_where(tmp_path: Path) -> None:
    """With no way on for an application that no member may score the story names it, and who is missing."""
    file = without_way_on(tmp_path)
    told = found(file, 6, scenarios=("recused",))
    one = scenario(told, "recused")
    assert not one["ended"] and told["stuck"] == ["recused"] and not told["ended"]
    waiting = next(part for part in one["story"] if part["state"] == "assessing" and part["machine"] == "entry")
    lacks = {way["action"]: [text["en"] for text in way["lacks"]] for way in waiting["ways"]}
    assert lacks["score"] == ["There is nobody who can act as Member here."]
    assert lacks["withdraw"] == ["A way out that nobody is sent."]
    assert lacks["disqualify"][0].startswith("An extraordinary step")


def test_ties_leave_nobody_ahead() -> None:
    with played(SMALL, "ties") as play:
        ranks = ask(play, select(t.facts.c.n, func.count()).where(t.facts.c.fact == "merit.rank").group_by(t.facts.c.n))
        assert len(ranks) == 1 and ranks[0][1] > 2


def test_a_flood_comes_and_is_answered() -> None:
    with played(SMALL, "flood") as play:
        remarks = ask(play, select(t.cases.c.state, func.count()).where(t.cases.c.machine == "remark").group_by(t.cases.c.state))
        assert sum(n for _state, n in remarks) >= 40 and not play.stuck


def test_somebody_leaves_and_is_replaced() -> None:
    with played(SCHOOL, "leaves") as play:
        acts = {action for (action,) in ask(play, select(t.events.c.action))}
        assert "@absent" in acts and {"replace_member", "replace_checker"} & acts


def test_one_part_is_cancelled_and_the_other_goes_on() -> None:
    with played(SCHOOL, "cancelled") as play:
        assert sorted(ask(play, select(t.cases.c.state).where(t.cases.c.machine == "opening"))) == [("cancelled",), ("filled",)]


def test_who_was_chosen_withdraws_and_another_is_chosen() -> None:
    with played(SCHOOL, "winner", 6) as play:
        acts = [action for (action,) in ask(play, select(t.events.c.action))]
        assert "withdraw" in acts and "chosen_gone" in acts
        assert ask(play, select(t.cases.c.state).where(t.cases.c.machine == "opening")) == [("filled",), ("filled",)]


def test_a_pause_moves_what_is_open() -> None:
    plain, pause = (scenario(found(SMALL, 3, scenarios=("plain", "pause")), name) for name in ("plain", "pause"))
    assert pause["days"] >= plain["days"] + 7
    assert [text["en"] for text in pause["happened"]] == ["Pilihan rekaan 1 is postponed: Postpone."]


def test_extraordinary_steps_are_taken_once(small: dict[str, Any]) -> None:
    acts = {text["en"].partition(": ")[2] for text in scenario(small, "forced")["happened"]}
    assert {"Correct.", "Disqualify.", "Return with a reason."} <= acts


def test_nobody_announces_before_the_dates_below_are_planned() -> None:
    with played(POSTS, "plain", 3) as play:
        assert [one for one in play.ledger.refused if one.action.startswith("@")] == []
        planned = select(func.count()).select_from(t.events).where(t.events.c.action == "@plan")
        announced = select(func.min(t.events.c.t)).where(t.events.c.action == "announce").scalar_subquery()
        assert ask(play, planned) == ask(play, planned.where(t.events.c.t < announced)) != [(0,)]


def test_a_holiday_takes_what_is_left_of_a_short_stage() -> None:
    """Its stages that count working days last one; the holiday moves one of them."""
    short = [scenario(found(POSTS, 3, scenarios=("plain", "holiday")), name) for name in ("plain", "holiday")]
    days = [[(row["case"], row["window"], row["closes"]) for row in one["calendar"]] for one in short]
    assert days[0] != days[1]
    assert [text["en"].partition(" ")[2] for text in short[1]["happened"]] == ["becomes a day off."]


class Mistaken(Play):
    """Where everything that prepares a case is first planned by somebody who has no say in it."""

    def in_office(self, deed: Deed, earliest: datetime | None = None) -> None:
        once = ("mistaken", deed.case, deed.verb, deed.machine, deed.action, *deed.more.values())
        self.mark(once)
        wrong = deed.verb in FIRST_OF_ALL and self.count(once) == 1 and deed.who.person != self.cast.spare[-1].person
        super().in_office(replace(deed, who=self.cast.spare[-1]) if wrong else deed, earliest)


def test_what_somebody_may_no_longer_do_whoever_may_does() -> None:
    """As when the office that prepares a selection passes to another while people are to be appointed and dates to be planned."""
    with theatre(shelf.read(SCHOOL), 4, 3, BEGIN, ZONE) as house, house.stage() as stage:
        play = Mistaken(stage, BY_NAME["plain"], 3, Effort(), ZONE)
        play.run()
        assert not play.stuck and [one for one in play.ledger.refused if one.action.startswith("@")] == []
        assert len([one for one in play.known.values() if one.machine == "opening"]) == 2
        prepared = {work.alias for work in play.ledger.works if work.action in ("@appoint", "@plan")}
        assert prepared == {play.cast.staff["secretariat"][0].alias}


def test_what_could_not_be_done_is_not_told() -> None:
    """Whoever forces a step and is refused has no story of it."""
    with played(POSTS, "forced", 4) as play:
        done = {action for (action,) in ask(play, select(t.events.c.action))}
        words = {a.words.id: a.name for m in play.definition.machines.values() for a in m.actions.values() if a.extraordinary}
        told = {words[text.id.partition(": ")[2].removesuffix(".")] for text in play.ledger.told}
        assert told and told <= done


# ------------------------------------------------------------------ what is told
def test_the_calendar_has_the_engines_own_reckoning(small: dict[str, Any]) -> None:
    one = scenario(small, "plain")
    registration = next(row for row in one["calendar"] if row["window"] == "registration")
    assert registration["why"]["n"] == 10 and registration["why"]["unit"] == "calendar days"
    assert registration["opens"] < registration["closes"] and registration["closes"].endswith("16:00+07:00")


def test_hours_and_waiting_are_reckoned_from_the_estimates() -> None:
    slow = rehearse(Asked(shelf.read(SMALL), 6, 3, scenarios=("plain",), effort=Effort(rating=60, hours=2)))["scenarios"][0]
    fast = found(SMALL, 6, scenarios=("plain",))["scenarios"][0]
    score: Callable[[Any], int] = lambda told: sum(  # noqa: E731
        task["minutes"] for row in told["hours"] for task in row["tasks"] if task["action"] == "score"
    )
    assert score(slow) > score(fast) > 0
    assert slow["bottleneck"]["action"] == "score" and slow["bottleneck"]["hours"] > fast["bottleneck"]["hours"]
    times = fast["time"]
    assert times["whole"] >= times["stages"] + times["people"] + times["neither"] - 1


def test_a_refusal_is_met_and_told() -> None:
    """Here everybody first sends a form that misses a condition; it is refused in the definition's own words, and sent again."""
    clumsy = replace(BY_NAME["plain"], script=replace(BY_NAME["plain"].script, slips=100))
    with theatre(shelf.read(SCHOOL), 4, 3, BEGIN, ZONE) as house, house.stage() as stage:
        play = Play(stage, clumsy, 3, Effort(), ZONE)
        play.run()
        refused = {one.text.en for one in play.ledger.refused}
        assert refused & {"You declare that answers and documents are true.", "PNS give their rank.", "PPPK give their teacher level."}
        assert len(ask(play, select(t.events.c.case_id).where(t.events.c.action == "submit"))) == 4 and not play.stuck


def test_states_never_reached_are_those_of_no_scenario(small: dict[str, Any]) -> None:
    alone = found(SMALL, 6, scenarios=("few",))
    never = {(row["machine"], row["state"]) for row in alone["never_reached"]}
    assert ("round", "done") in never and ("round", "empty") not in never
    assert {(row["machine"], row["state"]) for row in small["never_reached"]} < never


def test_who_acts_without_an_account_is_nobody_in_particular_and_who_is_invited_acts_by_name() -> None:
    """A consultation takes contributions both ways: with a name only from those who hold the role that its condition counts."""
    with played(ROOT / "definitions" / "forum_konsultasi" / "2026.1.yaml", "plain") as play:
        owners = ask(
            play,
            select(t.cases.c.owner.is_(None), func.count()).where(t.cases.c.machine == "contribution").group_by(t.cases.c.owner.is_(None)),
        )
        assert {unnamed for unnamed, _ in owners} == {True, False}
