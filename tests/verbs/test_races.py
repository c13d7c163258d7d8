"""Many at once, each on a connection of its own: one wins, nobody is let past a guard, and nothing but values comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

from sqlalchemy import select

from tests.verbs.house import APPLICANTS, CHECKERS, MET, TEAM, House, _admit, done
from tests.verbs.journal import assert_sound, count, events
from workflow.act import Actor, Done, Refusal, act, give_birth, take_due
from workflow.store import tables as t

CLIENTS = 50
LIMIT = 120.0
"""Seconds after which a race counts as a deadlock."""


def fire(clients: int, step: Callable[[int], Any]) -> list[Any]:
    """Every client waits at the line, then all go. An exception in any of them fails the test."""
    line = Barrier(clients)

    def go(n: int) -> Any:
        line.wait()
        return step(n)

    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(go, range(clients), timeout=LIMIT))


def one_wins(found: Sequence[Done | Refusal]) -> Done:
    """Exactly one step was taken; everybody else is told that somebody was faster."""
    won = [f for f in found if isinstance(f, Done)]
    assert len(won) == 1, found
    assert {f.kind for f in found if isinstance(f, Refusal)} == {"faster"}
    return won[0]


def round_of(house: House, number: str) -> int:
    """The round that a page would show in its form."""
    with house.db.reading() as connection:
        return int(connection.execute(select(t.cases.c.round).where(t.cases.c.number == number)).scalar_one())


def closes(house: House) -> datetime:
    with house.db.reading() as connection:
        found: datetime = connection.execute(select(t.windows.c.closes).where(t.windows.c.left.is_(None))).scalar_one()
        return found


def admitted(house: House, *aliases: str) -> None:
    with house.db.writing() as connection:
        for alias in aliases:
            _admit(connection, house, alias)


def at_once(house: House, who: str, action: str, number: str, given: dict[str, Any]) -> list[Done | Refusal]:
    """One action of fifty clients, from the form of one round, each with a key of its own."""
    round = round_of(house, number)
    return fire(CLIENTS, lambda n: house.act(who, action, number, given, round=round, key=f"{action}-{n:032}"))


# ------------------------------------------------------------------ the same step, fifty clients
def test_fifty_submit_one_application(house: House) -> None:
    house.announced()
    number = house.draft("gita")
    won = one_wins(at_once(house, "gita", "submit", number, house.application("gita")))
    assert (won.state, len(events(house.db, "submit")), count(house.db, t.once)) == ("submitted", 1, 1)
    assert_sound(house.db)


def test_fifty_confirm_one_proposal(house: House) -> None:
    house.prepared()
    proposed = house.do("budi", "announce")
    given = {"proposal": str(proposed.proposal)}
    one_wins(fire(CLIENTS, lambda n: house.act("clerk", "@confirm", None, given, key=f"confirm-{n:032}")))
    assert len(events(house.db, "announce")) == 1
    assert_sound(house.db)


def test_fifty_choose(house: House) -> None:
    house.scored()
    house.days(4)
    for who in TEAM[:2]:
        house.do(who, "sign")
    one_wins(at_once(house, "authority", "choose", house.entries["gita"], {"choice_reason": "Nilai tertinggi."}))
    assert (house.state(), len(events(house.db, "choose")), len(events(house.db, "decided"))) == ("done", 1, 1)
    assert_sound(house.db)


def objecting(house: House) -> str:
    """A round in which gita was found not eligible; two reviewers could answer."""
    house.applied()
    house.do("clerk", "@appoint", None, {"role": "reviewer", "person": "kiki"})
    house.days(11)
    for who in CHECKERS:
        for entry in house.entries.values():
            house.do(who, "@declare", entry, {"conflict": "no"})
            bad = {"findings.degree": "not_met", "findings.degree.remark": "Ijazah tidak terbaca."}
            house.do(who, "check", entry, {**MET, **(bad if entry == house.entries["gita"] else {})})
    house.confirm("clerk", house.do("budi", "publish_check"))
    return house.entries["gita"]


def test_fifty_object_then_fifty_claim_the_answer(house: House) -> None:
    number = objecting(house)
    one_wins(at_once(house, "gita", "object", number, {"argument": "Ijazah saya terbaca."}))
    with house.db.reading() as connection:
        task = connection.execute(select(t.tasks.c.id).where(t.tasks.c.action == "uphold", t.tasks.c.closed.is_(None))).scalar_one()
    reviewers = ("joko", "kiki")
    won = fire(CLIENTS, lambda n: house.act(reviewers[n % 2], "@claim", number, {"task": str(task)}, key=f"claim-{n:032}"))
    one_wins(won)
    assert (len(events(house.db, "object")), len(events(house.db, "@claim"))) == (1, 1)
    assert_sound(house.db)


def test_fifty_workers_close_one_stage(house: House) -> None:
    """The clock's own action, taken by whoever comes: workers and applicants together. The late ones are told so."""
    house.applied()
    late = house.draft("kiki")
    house.clock.move_to(closes(house))

    def come(n: int) -> int | Done | Refusal:
        return take_due(house.db, house.clock) if n % 2 else house.act("kiki", "submit", late, house.application("kiki"), round=0)

    found = fire(CLIENTS, come)
    assert all(isinstance(f, Refusal) for f in found if not isinstance(f, int))
    assert (house.state(), len(events(house.db, "shut"))) == ("checking", 1)
    assert [e.target for e in events(house.db, "not_sent")] == ["unsent"]
    assert_sound(house.db)


# ------------------------------------------------------------------ different steps that must all come through
def test_five_members_send_their_sheets_at_once(house: House) -> None:
    house.prepared(quorum="3")
    admitted(house, "lina")
    team = (*TEAM, "kiki", "lina")
    for alias in team[3:]:
        house.do("clerk", "@appoint", None, {"role": "member", "person": alias, "origin": "luar"})
    house.confirm("clerk", house.do("budi", "announce"))
    for who in APPLICANTS:
        house.submit(who)
    house.days(11)
    for number in house.entries.values():
        for who in CHECKERS:
            house.do(who, "@declare", number, {"conflict": "no"})
            house.do(who, "check", number, MET)
    house.confirm("clerk", house.do("budi", "publish_check"))
    number = house.entries["gita"]
    for who in team:
        house.do(who, "@declare", number, {"conflict": "no"})
    sheet = {"lead_score": "4", "plan_score": "3"}
    round = round_of(house, number)
    found = fire(len(team), lambda n: house.act(team[n], "score", number, sheet, round=round, key=f"score-{n:032}"))
    assert all(isinstance(f, Done) for f in found), found
    assert house.state(number) == "scored"
    scored = [e for e in events(house.db, "score") if e.source != e.target]
    assert (len(events(house.db, "score")), len(scored)) == (6, 1)
    assert_sound(house.db)


def test_the_cap_holds_against_two_applications_at_once(house: House) -> None:
    """At most two applications of one person in a round; three are sent in the same moment."""
    house.announced()
    drafts = [done(house.birth("gita", "entry.begin", house.round)).case for _ in range(3)]
    found = fire(3, lambda n: house.act("gita", "submit", drafts[n], house.application("gita"), round=0))
    assert sorted(type(f).__name__ for f in found) == ["Done", "Done", "Refusal"]
    assert [f.kind for f in found if isinstance(f, Refusal)] == ["unmet"]
    assert len(events(house.db, "submit")) == 2
    assert_sound(house.db)


def test_only_one_of_two_is_chosen_for_one_seat(house: House) -> None:
    house.scored()
    house.days(4)
    for who in TEAM[:2]:
        house.do(who, "sign")
    numbers = [house.entries["gita"], house.entries["hadi"]] * 5
    given, reasons = {"choice_reason": "Pilihan saya."}, {"0": "Lebih berpengalaman."}
    found = fire(len(numbers), lambda n: house.act("authority", "choose", numbers[n], given, reasons=reasons))
    assert len([f for f in found if isinstance(f, Done)]) == 1, found
    assert [e.target for e in events(house.db, "appoint")] == ["appointed"]
    assert_sound(house.db)


def test_submitting_against_the_closing(house: House) -> None:
    """While the clock passes the deadline: in before it or refused, never in after it."""
    late = ("kiki", "lina", "maya", "nanda", "oki", "putra")
    house.applied()
    admitted(house, *late[1:])
    drafts = [house.draft(who) for who in late]
    closing = closes(house)
    house.clock.move_to(closing - timedelta(microseconds=1))

    def go(n: int) -> Any:
        if n < len(late):
            return house.act(late[n], "submit", drafts[n], house.application(late[n]), round=0)
        house.clock.move_to(closing)
        return take_due(house.db, house.clock)

    found = fire(len(late) + 2, go)[: len(late)]
    take_due(house.db, house.clock)
    assert (house.state(), len(events(house.db, "shut"))) == ("checking", 1)
    for number, result in zip(drafts, found, strict=True):
        assert house.state(number) == ("in_check" if isinstance(result, Done) else "unsent")
    assert all(e._mapping["t"] < closing for e in events(house.db, "submit"))
    assert_sound(house.db)


def test_a_parent_against_its_eight_children(house: House) -> None:
    """Eight applicants correct their papers while the round above them is amended again and again: everybody comes through."""
    owners = ("gita", "hadi", "indra", "kiki", "lina", "maya", "nanda", "oki")
    house.announced()
    admitted(house, *owners[4:])
    for who in owners:
        house.submit(who)

    def go(n: int) -> list[Done]:
        if n < len(owners):
            who = owners[n]
            return [house.do(who, "correct", house.entries[who], house.application(who)) for _ in range(4)]
        amended = {"nominees": "1", "reason": "Salah tulis."}
        return [house.confirm("clerk", house.do("budi", "amend", None, amended)) for _ in range(4)]

    fire(len(owners) + 1, go)
    assert (len(events(house.db, "correct")), len(events(house.db, "amend"))) == (4 * len(owners), 4)
    assert_sound(house.db)


# ------------------------------------------------------------------ the same request again
def test_the_same_key_twenty_times_at_once(house: House) -> None:
    house.announced()
    number = house.draft("gita")
    found = fire(20, lambda n: house.act("gita", "submit", number, house.application("gita"), round=0, key="k" * 32))
    assert len({(f.code, f.revision, f.case) for f in found if isinstance(f, Done)}) == 1
    assert all(isinstance(f, Done) for f in found), found
    assert len(events(house.db, "submit")) == 1
    assert_sound(house.db)


def test_one_birth_from_twenty_clicks_and_twenty_births_from_twenty_people(house: House) -> None:
    people = tuple(f"pelamar{n}" for n in range(20))
    house.announced()
    admitted(house, *people)
    before = len(events(house.db, "begin"))

    def begin(who: str, key: str) -> Done | Refusal:
        return give_birth(house.db, house.clock, house.round, "entry.begin", Actor(house.persons[who], "person"), key=key)

    clicks = fire(20, lambda _n: begin("gita", "k" * 32))
    assert len({done(f).case for f in clicks}) == 1
    born = fire(20, lambda n: begin(people[n], f"{n:032}"))
    assert len({done(f).case for f in born}) == 20
    assert len(events(house.db, "begin")) == before + 21
    assert_sound(house.db)


def test_two_clients_with_one_key_for_two_steps_get_one_receipt(house: House) -> None:
    """A key belongs to one form: whatever else is sent with it, the answer is the receipt of the first."""
    house.announced()
    numbers = [house.draft("gita"), house.draft("hadi")]
    owner = ("gita", "hadi")
    found = fire(2, lambda n: act_of(house, owner[n], numbers[n]))
    assert {type(f) for f in found} == {Done}
    assert len({f.code for f in found}) == len(events(house.db, "submit")) == 1
    assert_sound(house.db)


def act_of(house: House, who: str, number: str) -> Done | Refusal:
    given = house.typed(house.application(who))
    return act(house.db, house.clock, number, "submit", house.actor(who), given, key="s" * 32)
