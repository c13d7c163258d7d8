"""Running cases go over to a later version: as a whole root or not at all, by events that tell it, and go on from there."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from tests.verbs.editions import Change, later, pin, write
from tests.verbs.house import APPLICANTS, CHECKERS, MET, TEAM, House, done
from tests.verbs.journal import assert_sound
from workflow.act import job, take_due
from workflow.act.migrate import BUSY, CannotMigrate, Root, migrate_roots, survey
from workflow.core.definition import Definition
from workflow.load import DefinitionFaults
from workflow.store import tables as t


def dry(house: House, case: str | None = None) -> tuple[Root, ...]:
    return survey(house.db, house.clock, "pilihan", "2026.1", "2026.2", case)


def carry(house: House, case: str | None = None) -> tuple[Root, ...]:
    return migrate_roots(house.db, house.clock, "pilihan", "2026.1", "2026.2", case)


def rows(house: House, statement: Any) -> list[Any]:
    with house.db.reading() as connection:
        return list(connection.execute(statement).all())


def definitions(house: House) -> set[str]:
    return {row.definition for row in rows(house, select(t.cases.c.definition))}


def told(house: House) -> list[dict[str, Any]]:
    """The bodies of the migration's events."""
    found = rows(house, select(t.events.c.body).where(t.events.c.action == "@migrate").order_by(t.events.c.case_id))
    return [json.loads(row.body) for row in found]


# ------------------------------------------------------------------ stages
def half_checked(house: House) -> None:
    """One of two sheets on each application."""
    house.applied()
    house.days(11)
    for number in house.entries.values():
        for who in CHECKERS:
            house.do(who, "@declare", number, {"conflict": "no"})
        house.do(CHECKERS[0], "check", number, MET)


def all_checked(house: House) -> None:
    half_checked(house)
    for number in house.entries.values():
        house.do(CHECKERS[1], "check", number, MET)


def paused_in_check(house: House) -> None:
    house.applied()
    house.days(11)
    house.confirm("clerk", house.do("budi", "suspend", None, {"reason": "Banjir."}))


def described(house: House) -> None:
    house.announced()
    house.do("clerk", "describe", None, {"starts_on": "2026-09-01", "decree": house.files["clerk"]})


def proposed(house: House) -> None:
    house.announced()
    house.do("budi", "amend", None, {"nominees": "1", "reason": "Salah tulis."})


def half_signed(house: House) -> None:
    house.scored()
    house.days(4)
    house.do("budi", "sign")


STAGES: dict[str, Callable[[House], object]] = {
    "announced": House.announced, "described": described, "proposed": proposed, "applied": House.applied, "half checked": half_checked,
    "all checked": all_checked, "paused": paused_in_check, "checked": House.checked, "scored": House.scored, "half signed": half_signed,
}  # fmt: skip

# name | stage | changes | map of states | what the obstacle says | how many cases say it
OBSTACLES: list[tuple[str, str, list[Change], str, str, int]] = [
    ("a state that is gone", "applied", [(r"\bsubmitted\b", "sent")], "", "(entry.submitted) does not exist in version 2026.2", 3),
    ("a map that ends cases", "applied", [], "entry.submitted: entry.withdrawn", "entry.submitted and entry.withdrawn are not alike", 3),
    ("the state to go back to", "paused", [(r"\bchecking\b", "screening")], "", "(round.checking), which does not exist", 1),
    ("an answer that is not known", "described", [(r" +decree: .*\n", ""), (", decree]", "]")], "", "(decree) has been answered", 1),
    ("another type", "described", [("starts_on: {type: date", "starts_on: {type: moment")], "", "changes from date to moment", 1),
    ("a value that is gone", "applied", [(r"D-III, S1, S2\]", "D-III, S2]")], "", "the answer “S1” does not exist any more", 3),
    ("a narrower limit", "applied", [("most: 60", "most: 5")], "", "outside the limits", 3),
    ("decimals of another size", "announced", [("bar: {type: decimal, places: 2", "bar: {type: decimal, places: 1"), ('"60.00"', '"60.0"')], "",
     "changes from decimal (2) to decimal (1)", 1),
    ("a finding on a clause that is gone", "all checked", [(r" +age: {that: age <= 56.*\n", "")], "", "the answer “age” does not exist", 3),
    ("points made up otherwise", "scored", [("weight: 60", "weight: 50"), ("weight: 40", "weight: 50")], "", "has been reckoned", 3),
    ("ranks made otherwise", "scored", [("highest leading, ", "")], "", "“merit” has been reckoned", 4),
    ("an open window", "announced", [("registration", "intake")], "", "The period “Registration” is open and does not exist", 1),
    ("an open window of another state", "checked", [(r"scoring: {in: \[assessing\]", "scoring: {in: [hearing]")], "", "does not belong to the state", 1),
    ("a role that is held", "announced", [(r"\breviewer\b", "judge")], "", "The role “Reviewer” is held here and does not exist", 1),
    ("a role held elsewhere", "announced", [(r"host: {held_in: round", "host: {held_in: entry"), (r" +(name|drop)_host: .*\n", ""),
     (r", for: host", ", for: clerk"), ("note: {by: host", "note: {by: clerk")], "", "", 0),
    ("what a member stands for", "announced", [(r"\bdalam\b", "internal")], "", "does not exist any more in version 2026.2: dalam", 1),
    ("two roles that exclude each other", "announced", [("among: member, one: yes", "among: member, one: yes, never_with: [member]")], "",
     "which version 2026.2 lets nobody hold together", 1),
    ("sheets of an open round", "half signed", [(r"\bsign\b", "undersign")], "", "Sheets of “Sign” have come in", 1),
    ("a proposal", "proposed", [], "", "The proposal “Correct” waits to be confirmed", 1),
    ("a task that is waited for", "all checked", [(r"\bpublish_check\b", "tell_check")], "", "The task “Publish the check” is waited for", 1),
    ("its address", "announced", [("path: pilihan", "path: pilihan-kecil")], "", "from /pilihan to /pilihan-kecil", 1),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "changes", "states", "says", "cases"), [o[1:] for o in OBSTACLES], ids=[o[0] for o in OBSTACLES])
def test_who_cannot_follow_and_why(house: House, stage: str, changes: Sequence[Change], states: str, says: str, cases: int) -> None:
    """Each obstacle is told on its case, in both languages; the root stays, and nothing at all is written."""
    STAGES[stage](house)
    later(house, changes, states)
    before = definitions(house)
    (root,) = dry(house)
    found = {o.case for o in root.obstacles if says and says in o.text.en}
    assert len(found) == cases, [o.text.en for o in root.obstacles]
    assert all(o.text.id != o.text.en and "{" not in o.text.id + o.text.en for o in root.obstacles)
    if cases:
        (stayed,) = carry(house)
        assert stayed.obstacles == root.obstacles and not stayed.done
        assert definitions(house) == before and told(house) == []


# name | stage | changes | map of states
FOLLOWERS: list[tuple[str, str, list[Change], str]] = [
    ("only words", "checked", [(r"words: Buat pilihan \| Set up", "words: Siapkan pilihan | Prepare")], ""),
    ("a state under another name", "half checked", [(r"\bin_check\b", "under_check")], "entry.in_check: entry.under_check"),
    ("a paused root", "paused", [(r"\bchecking\b", "screening")], "round.checking: round.screening"),
    ("a wider limit and a new question", "applied",
     [("most: 60", "most: 70"), ("      name: {type: text, personal", "      note: {type: text, optional: true, words: Catatan | Note}\n      name: {type: text, personal")], ""),
    ("points that are not reckoned yet", "checked", [("weight: 60", "weight: 50"), ("weight: 40", "weight: 50")], ""),
    ("a window that is past", "checked", [("registration", "intake")], ""),
    ("a state that nobody stands in", "applied", [(r"\breserve\b", "spare")], ""),
    ("sheets under a new role", "half checked", [("quorum: 2, sealed: true, form: check", "quorum: 1, sealed: true, form: check")], ""),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "changes", "states"), [f[1:] for f in FOLLOWERS], ids=[f[0] for f in FOLLOWERS])
def test_who_follows_goes_on_to_the_end(house: House, stage: str, changes: Sequence[Change], states: str) -> None:
    """All cases go over in one moment; the journal tells the same rows, and the round is played to its decision under the new version."""
    STAGES[stage](house)
    target = later(house, changes, states)
    (root,) = carry(house)
    assert root.done and not root.obstacles and root.cases == len(rows(house, select(t.cases.c.id)))
    assert definitions(house) == {target.sha256}
    assert_sound(house.db)
    finish(house, stage)
    assert house.state() == "done"
    assert_sound(house.db)


def finish(house: House, stage: str) -> None:
    """From any stage after the applications to the decision."""
    if stage == "paused":
        house.do("budi", "resume", None, {"reason": "Surut."})
    if stage == "applied":
        house.days(11)
    if stage in ("paused", "applied", "half checked"):
        for number in house.entries.values():
            for who in CHECKERS if stage != "half checked" else ():
                house.do(who, "@declare", number, {"conflict": "no"})
            for who in CHECKERS if stage != "half checked" else CHECKERS[1:]:
                house.do(who, "check", number, MET)
        house.confirm("clerk", house.do("budi", "publish_check"))
    house.declare_all()
    for who, number in house.entries.items():
        for member in TEAM:
            score = {"gita": "5", "hadi": "4", "indra": "3"}[who]
            house.do(member, "score", number, {"lead_score": score, "plan_score": score})
    house.days(4)
    for member in TEAM[:2]:
        house.do(member, "sign")
    house.do("authority", "choose", house.entries["gita"], {"choice_reason": "Nilai tertinggi."})


def test_what_the_journal_says(house: House) -> None:
    """One event a case, of the operator, with both hashes; the state is that of the new version, the round goes on."""
    half_checked(house)
    before = {row.id: row for row in rows(house, select(t.cases))}
    target = later(house, [(r"\bin_check\b", "under_check")], "entry.in_check: entry.under_check")
    (root,) = carry(house)
    assert root.states == {("entry.in_check", "entry.under_check"): 3}
    bodies = told(house)
    assert len(bodies) == 4 and {b["type"] for b in bodies} == {"round.@migrate", "entry.@migrate"}
    earlier = {row.definition for row in before.values()}
    assert {json.dumps(b["pub"]["definition"]) for b in bodies} == {json.dumps({"from": next(iter(earlier)), "to": target.sha256})}
    assert {(b["pub"]["actor"], b["pub"]["role"]) for b in bodies} == {("operator", "operator")}
    entry = next(b for b in bodies if b["type"] == "entry.@migrate")
    assert (entry["pub"]["from"], entry["pub"]["to"]) == ("in_check", "under_check")
    for row in rows(house, select(t.cases)):
        old = before[row.id]
        assert (row.round, row.entered, row.revision) == (old.round, old.entered, old.revision + 1)
    (went,) = rows(house, select(t.migrated))
    assert (went.earlier, went.later) == (next(iter(earlier)), target.sha256)


def test_tasks_that_a_version_newly_asks_for_open_and_others_stay(house: House) -> None:
    """The secretariat is newly asked to describe the round; the open task of the chair stays as it is, with its due date."""
    all_checked(house)
    before = {row.id: row for row in rows(house, select(t.tasks).where(t.tasks.c.closed.is_(None)))}
    later(
        house,
        [
            (
                r"describe: {by: clerk, from: \[draft, open\]",
                "describe: {by: clerk, task: {due: 2 working days}, from: [draft, open, checking]",
            )
        ],
    )
    assert carry(house)[0].done
    now = {row.id: row for row in rows(house, select(t.tasks).where(t.tasks.c.closed.is_(None)))}
    assert {id: row for id, row in now.items() if id in before} == before
    (new,) = [row for id, row in now.items() if id not in before]
    assert (new.action, new.role, new.due is not None) == ("describe", "clerk", True)
    letters = rows(house, select(t.letters.c.person).where(t.letters.c.letter == "@task", t.letters.c.at == new.opened))
    assert [row.person for row in letters] == [house.persons["clerk"]]
    assert_sound(house.db)


def test_a_state_mapped_onto_another_asks_for_its_sheets_again(house: House) -> None:
    """Scored applications are to be assessed again: the sheets of before stay, and everybody is asked anew."""
    house.checked()
    house.declare_all()
    number = house.entries["gita"]
    for member in TEAM:
        house.do(member, "score", number, {"lead_score": "5", "plan_score": "5"})
    assert house.state(number) == "scored"
    later(house, [], "entry.scored: entry.assessing")
    assert carry(house)[0].done and house.state(number) == "assessing"
    asked = rows(house, select(t.tasks.c.person).join(t.cases, t.cases.c.id == t.tasks.c.case_id).where(
        t.cases.c.number == number, t.tasks.c.closed.is_(None)
    ))  # fmt: skip
    assert {row.person for row in asked} == {house.persons[m] for m in TEAM}
    for member in TEAM:
        house.do(member, "score", number, {"lead_score": "3", "plan_score": "3"})
    assert house.state(number) == "scored"
    assert_sound(house.db)


def test_a_window_that_a_version_newly_has_opens(house: House) -> None:
    half_checked(house)
    later(
        house,
        [
            (
                r"(      hearing: {in: \[hearing\])",
                r"      checking_time: {in: [checking], lasts: {at_most: 3 working days}, words: Pemeriksaan | Check}\n\1",
            )
        ],
    )
    assert carry(house)[0].done
    (row,) = rows(house, select(t.windows).where(t.windows.c.name == "checking_time"))
    assert row.opens is not None and row.closes > house.clock.moment and row.left is None
    assert_sound(house.db)


def test_each_root_for_itself(house: House) -> None:
    """Two rounds: one can follow, the other has an open proposal; only the first goes. One root may be named alone."""
    house.announced()
    first = house.round
    proposed(house)
    later(house)
    assert [bool(root.obstacles) for root in dry(house)] == [False, True]
    assert [root.number for root in dry(house, first)] == [first]
    assert [root.done for root in carry(house)] == [True, False]
    assert [root.number for root in dry(house)] == [house.round]
    house.later(hours=25)
    assert carry(house, house.round)[0].done and dry(house) == ()
    assert_sound(house.db)


def test_a_root_that_has_ended_stays_what_it_was(house: House) -> None:
    house.announced()
    house.confirm("inspector", house.do("authority", "cancel", None, {"reason": "Dasar hukum dicabut."}))
    before = definitions(house)
    later(house)
    assert carry(house) == () and definitions(house) == before


# name | asked: process, from, to, case | what is said
WRONG = [
    ("process", ("pilihn", "2026.1", "2026.2", None), "There is no process pilihn"),
    ("from", ("pilihan", "2025.1", "2026.2", None), "pilihan has no version 2025.1; there are: 2026.1, 2026.2, 2026.3"),
    ("to", ("pilihan", "2026.1", "2027.1", None), "has no version 2027.1"),
    ("not replaced", ("pilihan", "2026.1", "2026.3", None), "Version 2026.3 does not say that it replaces 2026.1"),
    ("case", ("pilihan", "2026.1", "2026.2", "PIL-2026-0099"), "There is no running PIL-2026-0099"),
]


@pytest.mark.parametrize(("asked", "says"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_ways_that_do_not_exist(house: House, asked: tuple[str, str, str, str | None], says: str) -> None:
    house.announced()
    later(house)
    pin(house, write(house.home / "editions", version="2026.3", replaces=None))
    with pytest.raises(CannotMigrate) as refused:
        survey(house.db, house.clock, *asked)
    assert says in refused.value.text.en and refused.value.text.id != refused.value.text.en


def test_what_is_due_goes_first(house: House) -> None:
    """Registration closed while nobody was awake: the clock closes it under the old version, then the root goes over."""
    house.applied()
    later(house)
    house.later(days=11)
    assert carry(house)[0].done and house.state() == "checking"
    (closed,) = rows(house, select(t.events).where(t.events.c.action == "shut"))
    (went,) = rows(house, select(t.events).where(t.events.c.action == "@migrate", t.events.c.case_id == closed.case_id))
    assert closed.revision < went.revision
    assert_sound(house.db)


def test_a_clock_that_went_back_moves_nothing(house: House) -> None:
    house.announced()
    later(house)
    house.later(days=-1)
    (root,) = carry(house)
    assert [o.text for o in root.obstacles] == [BUSY] and told(house) == []


def test_a_step_that_waited_for_the_migration(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step reads its definition before it waits for the lock; what went over meanwhile is decided by the version that holds then."""
    if house.db.is_sqlite:
        return  # its write lock is taken before anything is read
    house.announced()
    number = house.draft("gita")
    target = later(house, [(r"\bsubmitted\b", "sent")], "entry.submitted: entry.sent")
    hold, held = job.locking.hold, []

    def late(*given: Any) -> None:
        if not held:
            held.append(given)
            assert carry(house)[0].done
        hold(*given)

    with monkeypatch.context() as waiting:
        waiting.setattr(job.locking, "hold", late)
        house.do("gita", "submit", number, house.application("gita"))
    assert held and house.state(number) == "sent" and definitions(house) == {target.sha256}
    assert_sound(house.db)


def test_new_roots_are_born_under_the_highest_version(house: House) -> None:
    """2026.10 comes after 2026.2, whichever was pinned last."""
    target = pin(house, write(house.home / "editions", version="2026.10"))
    later(house)
    house.announced()
    assert definitions(house) == {target.sha256}


def test_answers_of_before_are_read_on(house: House) -> None:
    """A guard of the new version reads what was answered under the old one, and the clock goes on by it."""
    house.applied()
    later(house, [("default: 2, words: Pelamar paling sedikit", "default: 3, words: Pelamar paling sedikit")])
    assert carry(house)[0].done
    house.days(11)
    assert house.state() == "checking"
    assert {house.state(house.entries[who]) for who in APPLICANTS} == {"in_check"}


# ------------------------------------------------------------------ a file that running cases use is never edited
EDIT = [(r"words: Buat pilihan \| Set up", "words: Siapkan pilihan | Prepare")]


def edited(house: House) -> Definition:
    return pin(house, write(house.home / "editions", EDIT, version="2026.1", replaces=None))


def test_a_used_file_that_was_edited_is_refused_with_what_to_do(house: House) -> None:
    house.announced()
    house.draft("gita")
    with pytest.raises(DefinitionFaults) as refused:
        edited(house)
    (problem,) = refused.value.problems
    assert problem.line == 3 and problem.file.endswith("2026.1.yaml")
    assert "2 running cases keep version 2026.1 of pilihan" in problem.message and "save it as a new version" in problem.message


def test_an_unused_file_may_be_edited(house: House) -> None:
    """Nobody began under it, or all have ended; cases of before keep their text."""
    house.later(seconds=1)
    first = edited(house)
    house.announced()
    house.confirm("inspector", house.do("authority", "cancel", None, {"reason": "Dasar hukum dicabut."}))
    house.later(seconds=1)
    again = pin(
        house, write(house.home / "editions", [(r"words: Ubah \| Change", "words: Ganti | Alter")], version="2026.1", replaces=None)
    )
    assert first.sha256 != again.sha256 and definitions(house) == {first.sha256}
    house.announced()
    assert definitions(house) == {first.sha256, again.sha256}


def test_remarks_and_layout_are_no_edit(house: House) -> None:
    house.announced()
    path = write(house.home / "editions", version="2026.1", replaces=None)
    path.write_text("# a remark\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert pin(house, path).sha256 in definitions(house)


def test_a_demonstration_may_be_made_anew(house: House) -> None:
    house.announced()
    with house.db.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER installation_5" if house.db.is_sqlite else "DROP TRIGGER installation_5 ON installation")
        connection.execute(t.installation.update().values(kind="demo"))
    assert edited(house).version == "2026.1"


def test_tries_of_the_clock_go_on_after_it(house: House) -> None:
    """`soon` actions of the new version are found by the loop."""
    all_checked(house)
    later(
        house,
        [
            (
                r"(      publish_check: )",
                "      idle: {by: clock, at: soon, from: checking, to: stay, needs: [times(idle) < 1], words: Catat | Note}\n\\1",
            )
        ],
    )
    assert carry(house)[0].done
    assert take_due(house.db, house.clock) == 1
    assert done(house.act("budi", "publish_check")).proposal
