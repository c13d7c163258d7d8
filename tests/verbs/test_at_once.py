"""One step on many cases, as a page takes it: the trial tells what the verb does and leaves nothing, reasons of those that stay, the used key."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.verbs.many_world import Ground, checker_of, copied, done, standing
from workflow import at_once
from workflow.act import Actor, Refusal, act_many
from workflow.at_once import Offer, Ran, Trial, Wish
from workflow.core import large
from workflow.store import rebuild
from workflow.store import tables as t
from workflow.store.database import Database


@pytest.fixture(params=[0, 10**9], ids=["whole", "one by one"])
def limit(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(large, "LARGE", request.param)
    return request.param


def offer(db: Database, ground: Ground, person: int, action: str) -> Offer:
    found = at_once.offers(db, ground.clock, ground.root, person)
    step = found.one("bid", action) if found is not None else None
    assert step is not None
    return step


def wish(ground: Ground, person: int, action: str, state: str = "", key: str | None = None) -> Wish:
    return Wish(ground.root, person, "bid", action, state, key)


def tried(db: Database, ground: Ground, wanted: Wish) -> Trial:
    found = at_once.attempt(db, ground.clock, wanted)
    assert isinstance(found, Trial), found
    return found


@pytest.mark.parametrize(("who", "action"), [("clerk", "admit"), ("checker", "admit"), ("checker", "reject"), ("clerk", "tell")])
def test_a_trial_tells_what_the_step_does_and_leaves_nothing(ground: Ground, limit: int, who: str, action: str) -> None:
    """And the step does what the verb does."""
    person, db = ground.clerk if who == "clerk" else checker_of(ground), Database(ground.url)
    other = copied(ground, "verb")
    before, step = standing(ground.url), offer(db, ground, person, action)
    trial = tried(db, ground, wish(ground, person, action))
    assert standing(ground.url) == before and trial.moved + trial.left == step.total and trial.moved
    at = at_once.run(db, ground.clock, wish(ground, person, action))
    assert isinstance(at, datetime)
    ran = at_once.result(db, ground.clock, wish(ground, person, action), at)
    assert isinstance(ran, Ran) and ran.moved == trial.moved
    with db.reading() as connection:
        assert rebuild.differences(connection) == []
    db.close()
    second = Database(other.url)
    done(act_many(second, other.clock, other.root, [action], Actor(person, "person"), of="bid"))
    second.close()
    assert len(standing(other.url)["events"]) == len(standing(ground.url)["events"])


def test_those_that_stay_are_told_with_their_reasons_and_none_beyond_reach(ground: Ground, limit: int) -> None:
    """A checker in conflict does not even count the cases of the conflict; of the others each says why."""
    checker, db = checker_of(ground), Database(ground.url)
    trial = tried(db, ground, wish(ground, checker, "admit"))
    waiting = select(t.cases.c.id).where(t.cases.c.machine == "bid", t.cases.c.state == "sent")
    kept_out = select(t.recusals.c.case_id).where(t.recusals.c.person == checker, t.recusals.c.conflict.is_(True))
    with db.reading() as connection:
        every, open_ = (len(connection.execute(one).all()) for one in (waiting, waiting.where(t.cases.c.id.not_in(kept_out))))
    db.close()
    assert every > open_ == trial.moved + trial.left
    assert trial.left > len(trial.stays) == at_once.SHOWN
    said = {problem.text.en for stays in trial.stays for problem in stays.problems}
    assert said and all(stays.problems for stays in trial.stays) and not any("conflict of interest here" in one for one in said), said


def test_a_key_that_was_used_does_nothing_again(ground: Ground, limit: int) -> None:
    """A step that leaves its cases where they are would go through any number of times."""
    db = Database(ground.url)
    first = at_once.run(db, ground.clock, wish(ground, ground.clerk, "look", key="k"))
    after = standing(ground.url)
    ground.clock.move_to(ground.clock.moment + timedelta(hours=1))
    assert isinstance(first, datetime) and at_once.run(db, ground.clock, wish(ground, ground.clerk, "look", key="k")) == first
    assert standing(ground.url) == after
    second = at_once.run(db, ground.clock, wish(ground, ground.clerk, "look", key="other"))
    assert isinstance(second, datetime) and second > first and standing(ground.url) != after
    moved = [at_once.result(db, ground.clock, wish(ground, ground.clerk, "look"), at) for at in (first, second)]
    assert [ran.moved for ran in moved if ran is not None] == [tried(db, ground, wish(ground, ground.clerk, "look")).moved] * 2
    db.close()


def test_one_state_alone_can_be_chosen(ground: Ground, limit: int) -> None:
    db = Database(ground.url)
    assert isinstance(at_once.run(db, ground.clock, wish(ground, checker_of(ground), "admit")), datetime)
    step = offer(db, ground, ground.clerk, "tell")
    assert len(step.waiting) > 1
    for state, waiting in step.waiting.items():
        trial = tried(db, ground, wish(ground, ground.clerk, "tell", state))
        assert trial.moved + trial.left == waiting
    db.close()


def test_what_moves_nothing_is_refused_and_is_no_result(ground: Ground, limit: int) -> None:
    db, checker = Database(ground.url), checker_of(ground)
    before = standing(ground.url)
    refused = at_once.run(db, ground.clock, wish(ground, checker, "tell"))
    assert isinstance(refused, Refusal) and standing(ground.url) == before
    assert at_once.result(db, ground.clock, wish(ground, checker, "tell"), ground.clock.moment) is None
    db.close()
