"""The first verb on real databases: a whole round, and what is refused on the way."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from tests.verbs.house import APPLICANTS, CHECKERS, MET, TEAM, House, done, sentences
from workflow.act import Refusal, give_birth
from workflow.core import record
from workflow.store import rebuild
from workflow.store import tables as t


def events(house: House) -> list[object]:
    with house.db.reading() as connection:
        return list(connection.execute(select(t.events).order_by(t.events.c.case_id, t.events.c.revision)).all())


def holds_together(house: House) -> None:
    """Journal and projections agree, revisions have no gaps, every leaf is the hash of its stored body."""
    last: dict[int, int] = {}
    for event in events(house):
        assert event.revision == last.get(event.case_id, -1) + 1
        assert record.leaf(event.body) == event.leaf
        assert record.canonical(record.parse(event.body)) == event.body
        last[event.case_id] = event.revision
    with house.db.reading() as connection:
        assert rebuild.differences(connection) == []


def test_a_whole_round(house: House) -> None:
    """From the announcement to the decision: states, ranking, letters, and a journal that tells it all."""
    house.scored()
    assert house.state() == "hearing"
    assert [house.state(house.entries[who]) for who in APPLICANTS] == ["nominated", "nominated", "reserve"]
    remark = done(house.birth("anyone", "remark.give", house.entries["gita"], {"kind": "dukungan", "text": "Baik."}))
    assert remark.token and remark.code
    house.do("budi", "answer", remark.case, {"answer": "Dicatat."})
    house.days(4)
    assert house.state() == "plenary"
    house.do("budi", "sign")
    house.do("citra", "sign")
    assert house.state() == "deciding"
    house.do("authority", "choose", house.entries["gita"], {"choice_reason": "Nilai tertinggi."})
    assert house.state() == "done"
    assert [house.state(house.entries[who]) for who in APPLICANTS] == ["appointed", "passed_over", "passed_over"]
    holds_together(house)


def test_not_rank_one_needs_a_reason(house: House) -> None:
    """Comply or explain: without a reason the step is refused, with one it is recorded and public."""
    house.scored()
    house.days(4)
    for who in TEAM[:2]:
        house.do(who, "sign")
    second = house.entries["hadi"]
    refused = house.act("authority", "choose", second, {"choice_reason": "Pilihan saya."})
    assert isinstance(refused, Refusal)
    assert [p.clause for p in refused.problems] == ["0"]
    assert "First in rank" in sentences(refused)
    house.do("authority", "choose", second, {"choice_reason": "Pilihan saya."}, reasons={"0": "Lebih berpengalaman."})
    with house.db.reading() as connection:
        assert connection.execute(select(t.reasons.c.text, t.reasons.c.public)).all() == [("Lebih berpengalaman.", True)]
    holds_together(house)


def test_nothing_is_taken_after_closing(house: House) -> None:
    """A deadline is half-open and compared with one moment: just before it is in, at it is late."""
    house.announced(minimum="1")
    number, late = house.draft("gita"), house.draft("hadi")
    with house.db.reading() as connection:
        closes = connection.execute(select(t.windows.c.closes)).scalar_one()
    house.clock.move_to(closes - timedelta(microseconds=1))
    house.do("gita", "submit", number, house.application("gita"))
    house.clock.move_to(closes)
    refused = house.act("hadi", "submit", late, house.application("hadi"))
    assert isinstance(refused, Refusal)
    holds_together(house)


def test_all_problems_are_told_at_once_and_nothing_is_written(house: House) -> None:
    house.announced()
    number = house.draft("gita")
    before = len(events(house))
    refused = house.act("gita", "submit", number, {"name": "Gita", "birth_date": "2026-02-30", "served": "banyak", "degree": "S9"})
    assert isinstance(refused, Refusal)
    assert {p.field for p in refused.problems} == {"birth_date", "employment", "degree", "served", "certified", "papers"}
    assert len(events(house)) == before


def test_somebody_elses_file_is_no_answer(house: House) -> None:
    house.announced()
    number = house.draft("gita")
    refused = house.act("gita", "submit", number, house.application("gita", papers=house.files["hadi"]))
    assert isinstance(refused, Refusal)
    assert [p.field for p in refused.problems] == ["papers"]


def test_four_eyes(house: House) -> None:
    """A proposal is no event; another person of the named role confirms it; the proposer cannot."""
    house.prepared()
    before = len(events(house))
    proposed = house.do("budi", "announce")
    assert proposed.proposal and len(events(house)) == before and house.state() == "draft"
    refused = house.act("budi", "@confirm", None, {"proposal": str(proposed.proposal)})
    assert "Somebody else" in sentences(refused)
    house.confirm("clerk", proposed)
    assert house.state() == "open"
    again = house.act("clerk", "@confirm", None, {"proposal": str(proposed.proposal)})
    assert isinstance(again, Refusal) and again.kind == "faster"


def test_a_proposal_expires(house: House) -> None:
    house.prepared()
    proposed = house.do("budi", "announce")
    house.later(hours=24, seconds=1)
    refused = house.act("clerk", "@confirm", None, {"proposal": str(proposed.proposal)})
    assert isinstance(refused, Refusal) and refused.kind == "faster"


def test_what_was_announced_is_frozen(house: House) -> None:
    """Members are replaced and facts changed only by a public amendment; the amendment extends the deadline and tells both values."""
    house.announced()
    frozen = house.act("clerk", "@appoint", None, {"role": "member", "person": "kiki", "origin": "dalam"})
    assert "public amendment" in sentences(frozen)
    with house.db.reading() as connection:
        before = connection.execute(select(t.windows.c.closes)).scalar_one()
    house.confirm("clerk", house.do("budi", "amend", None, {"nominees": "1", "reason": "Salah tulis."}))
    with house.db.reading() as connection:
        assert connection.execute(select(t.windows.c.closes)).scalar_one() == before + timedelta(days=2)
        body = connection.execute(select(t.publications.c.body).where(t.publications.c.name == "correction")).scalar_one()
    changes = record.parse(body)["public"]["with"]["changes"]
    assert [(c["old"][0], c["new"][0]) for c in changes] == [("2", "1")]
    holds_together(house)


def test_a_conflict_locks_a_member_out_and_a_panel_is_redrawn(house: House) -> None:
    """Declared before anything is shown; the task of the one recused goes, and the last sheet of the others moves the case."""
    house.checked()
    number = house.entries["gita"]
    undeclared = house.act("budi", "score", number, {"lead_score": "5", "plan_score": "5"})
    assert "declare" in sentences(undeclared)
    for who in TEAM[:2]:
        house.do(who, "@declare", number, {"conflict": "no"})
        house.do(who, "score", number, {"lead_score": "5", "plan_score": "5"})
    assert house.state(number) == "assessing"
    house.do("dewi", "@declare", number, {"conflict": "yes", "reason": "Ipar."})
    assert house.state(number) == "scored"
    refused = house.act("dewi", "score", number, {"lead_score": "1", "plan_score": "1"})
    assert isinstance(refused, Refusal)
    holds_together(house)


def test_sheets_once_each_and_others_may_still_send(house: House) -> None:
    house.checked()
    house.declare_all()
    number = house.entries["gita"]
    house.do("budi", "score", number, {"lead_score": "5", "plan_score": "4"})
    twice = house.act("budi", "score", number, {"lead_score": "1", "plan_score": "1"})
    assert isinstance(twice, Refusal) and twice.kind == "faster"
    house.do("citra", "score", number, {"lead_score": "4", "plan_score": "cannot", "plan_score.remark": "Tidak hadir."})
    house.do("dewi", "score", number, {"lead_score": "3", "plan_score": "2"})
    with house.db.reading() as connection:
        found = dict(
            connection.execute(select(t.facts.c.fact, t.facts.c.n).where(t.facts.c.fact.in_(["leading", "planning", "total"]))).all()
        )
    assert found == {"leading": 48_000_000, "planning": 24_000_000, "total": 72_000_000}


def test_a_pause_stops_everything_and_moves_the_dates(house: House) -> None:
    house.announced()
    number = house.draft("gita")
    with house.db.reading() as connection:
        closes = connection.execute(select(t.windows.c.closes)).scalar_one()
    house.confirm("clerk", house.do("budi", "suspend", None, {"reason": "Banjir."}))
    refused = house.act("gita", "submit", number, house.application("gita"))
    assert isinstance(refused, Refusal) and refused.kind == "paused"
    house.later(days=20)
    house.do("budi", "resume", None, {"reason": "Surut."})
    assert house.state() == "open"
    with house.db.reading() as connection:
        assert connection.execute(select(t.windows.c.closes)).scalar_one() == closes + timedelta(days=20)
    house.do("gita", "submit", number, house.application("gita"))
    holds_together(house)


def test_cancelling_ends_everything_below(house: House) -> None:
    house.applied()
    house.confirm("inspector", house.do("authority", "cancel", None, {"reason": "Dasar hukum dicabut."}))
    assert house.state() == "cancelled"
    assert {house.state(number) for number in house.entries.values()} == {"lapsed"}
    holds_together(house)


def test_too_few_applicants_extend_once_then_give_up(house: House) -> None:
    house.announced()
    house.submit("gita")
    house.days(11)
    assert house.state() == "open"
    house.days(4)
    assert house.state() == "empty"
    assert house.state(house.entries["gita"]) == "lapsed"


def test_an_objection_is_answered_by_somebody_who_did_not_check(house: House) -> None:
    house.applied()
    house.days(11)
    number = house.entries["gita"]
    for who in CHECKERS:
        for entry in house.entries.values():
            house.do(who, "@declare", entry, {"conflict": "no"})
            bad = {"findings.degree": "not_met", "findings.degree.remark": "Ijazah tidak terbaca."} if entry == number else {}
            house.do(who, "check", entry, {**MET, **bad})
    house.confirm("clerk", house.do("budi", "publish_check"))
    assert house.state(number) == "ineligible"
    house.do("gita", "object", number, {"argument": "Ijazah saya terbaca."})
    house.do("joko", "@declare", number, {"conflict": "no"})
    house.do("joko", "uphold", number, {"answer": "Benar."})
    assert house.state(number) == "assessing"
    holds_together(house)


def test_the_same_key_gives_the_same_receipt(house: House) -> None:
    house.announced()
    number = house.draft("gita")
    first = house.do("gita", "submit", number, house.application("gita"), key="k" * 32)
    count = len(events(house))
    again = house.do("gita", "submit", number, house.application("gita"), key="k" * 32)
    assert (again.code, again.revision) == (first.code, first.revision)
    assert len(events(house)) == count


def test_a_form_of_an_earlier_round_is_told_so(house: House) -> None:
    house.announced()
    number = house.draft("gita")
    house.do("gita", "submit", number, house.application("gita"), round=0)
    stale = house.act("gita", "correct", number, house.application("gita"), round=0)
    assert isinstance(stale, Refusal) and stale.kind == "faster"


def test_nobody_acts_on_what_is_not_theirs(house: House) -> None:
    house.applied()
    number = house.entries["gita"]
    for who in ("hadi", "clerk", "budi", "authority", "anyone"):
        assert isinstance(house.act(who, "withdraw", number), Refusal)
    assert isinstance(house.act("gita", "publish_check"), Refusal)
    assert isinstance(house.birth("gita", "round.start", "pilihan", {}), Refusal)


def test_a_deputy_moves_up_when_a_checker_is_absent(house: House) -> None:
    house.prepared()
    house.do("clerk", "@appoint", None, {"role": "checker", "person": "kiki", "deputy": "yes"})
    house.confirm("clerk", house.do("budi", "announce"))
    for who in APPLICANTS:
        house.submit(who)
    house.do("eka", "@absent", None, {"role": "checker", "person": "eka"})
    house.days(11)
    with house.db.reading() as connection:
        held = select(t.tasks.c.person).where(t.tasks.c.action == "check", t.tasks.c.closed.is_(None)).distinct()
        assert {row.person for row in connection.execute(held)} == {house.persons["kiki"], house.persons["fitri"]}
    holds_together(house)


def test_roles_that_exclude_each_other(house: House) -> None:
    house.prepared()
    clash = house.act("clerk", "@appoint", None, {"role": "reviewer", "person": "eka"})
    assert "nobody may hold both" in sentences(clash)


def test_a_visitors_form_sent_again_leads_to_the_same_private_link(house: House) -> None:
    """The token follows from the one-time key, so a lost answer loses no link; of both only hashes are kept."""
    house.scored()
    given = {"kind": ["dukungan"], "text": ["Baik."]}
    send = [
        give_birth(house.db, house.clock, house.entries["gita"], "remark.give", house.actor("anyone"), given, key="k" * 32) for _ in "12"
    ]
    first, again = (done(found) for found in send)
    assert (first.token, first.case) == (again.token, again.case)
    with house.db.reading() as connection:
        kept = {*connection.execute(select(t.once.c.key)).scalars(), *connection.execute(select(t.cases.c.token)).scalars()}
    assert kept.isdisjoint({"k" * 32, first.token})
