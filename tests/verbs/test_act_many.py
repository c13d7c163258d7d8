"""The second verb leaves what `act` on each case would leave, as a whole and case by case; what it cannot do it says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from tests.verbs.many_world import Ground, checker_of, copied, done, standing
from workflow.act import Actor, Done, Many, Refusal, act, act_many
from workflow.core import large
from workflow.core.language import evaluate, parse
from workflow.core.names import row_scope
from workflow.core.view import CaseView
from workflow.core.world import World
from workflow.store import rebuild, shelf
from workflow.store import tables as t
from workflow.store.database import Database
from workflow.store.reader import Reader

NEVER = 10**9
WHERE = "a >= 33 and post.places >= this.bonus - 2"


def picked(ground: Ground, db: Database, where: str | None) -> list[str]:
    """Numbers of the bids that a condition picks, in order of birth."""
    with db.reading() as connection:
        root = connection.execute(select(t.cases.c.id, t.cases.c.definition).where(t.cases.c.parent.is_(None))).one()
        definition = shelf.pinned(connection, root.definition)
        world = World(definition, Reader(connection), ground.clock.moment)
        bids, this = world.below(root.id, "bid"), CaseView(world, world.case(root.id))
        if where is None:
            return [bid.number for bid in bids]
        expr = parse(where, row_scope(definition, "bid"), this=row_scope(definition, "round"))
        return [bid.number for bid in bids if evaluate(expr, CaseView(world, bid), this) is True]


def one_by_one(ground: Ground, actions: Sequence[str], actor: Actor, where: str | None) -> Many:
    db, taken, left = Database(ground.url), Counter[str](), 0
    for number in picked(ground, db, where):
        for action in actions:
            if isinstance(act(db, ground.clock, number, action, actor), Done):
                taken[action] += 1
                break
        else:
            left += 1
    db.close()
    return Many(dict(taken), left)


def at_once(ground: Ground, actions: Sequence[str], actor: Actor, where: str | None, limit: int, monkeypatch: pytest.MonkeyPatch) -> Many:
    monkeypatch.setattr(large, "LARGE", limit)
    db = Database(ground.url)
    found = done(act_many(db, ground.clock, ground.root, actions, actor, of="bid", where=where))
    with db.reading() as connection:
        assert rebuild.differences(connection) == []
    db.close()
    return Many(found.moved, found.left)


MOMENTS = {
    "cases": ("entered",),
    "windows": ("opens", "closes", "left", "why"),
    "tasks": ("opened", "due", "remind", "closed"),
    "letters": ("at", "blanks"),
}


def timeless(ground: Ground) -> dict[str, list[Any]]:
    """Everything but moments: each `act` of a loop has one of its own."""
    found = standing(ground.url)
    for name, left in MOMENTS.items():
        names = [c.name for c in t.metadata.tables[name].c if not (name in ("tasks", "letters") and c.name == "id")]
        kept = [n for n, column in enumerate(names) if column not in left]
        found[name] = sorted((tuple(row[n] for n in kept) for row in found[name]), key=repr)
    events = [c.name for c in t.events.c if c.name != "also"]
    found["events"] = sorted((_timeless(dict(zip(events, row, strict=True))) for row in found["events"]), key=repr)
    return found


def _timeless(event: dict[str, Any]) -> tuple[Any, ...]:
    body = {name: value for name, value in json.loads(event["body"]).items() if name != "t"}
    return (*(value for name, value in event.items() if name not in ("t", "body", "leaf")), repr(sorted(body.items())))


@pytest.mark.parametrize(
    ("who", "actions", "where"),
    [
        ("clerk", ["look"], None),
        ("clerk", ["admit"], WHERE),
        ("checker", ["admit", "reject"], None),
        ("checker", ["reject"], "y and not ended"),
        ("clerk", ["tell"], "a >= 50"),
    ],
)
def test_three_ways_leave_the_same(
    ground: Ground, who: str, actions: list[str], where: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`act` on each, the verb case by case, the verb as a whole."""
    actor = Actor(ground.clerk if who == "clerk" else checker_of(ground), "person")
    whole, parted = copied(ground, "whole"), copied(ground, "parted")
    found = [
        one_by_one(ground, actions, actor, where),
        at_once(parted, actions, actor, where, NEVER, monkeypatch),
        at_once(whole, actions, actor, where, 0, monkeypatch),
    ]
    assert found[0] == found[1] == found[2]
    assert sum(found[0].moved.values())
    one, two, three = (timeless(at) for at in (ground, parted, whole))
    assert [(name, row) for name in one for row in {*map(repr, one[name])} ^ {*map(repr, two[name])}] == []
    assert [(name, row) for name in one for row in {*map(repr, one[name])} ^ {*map(repr, three[name])}] == []


@pytest.mark.parametrize(
    ("actions", "of", "where", "said"),
    [
        (["correct"], "bid", None, "asks for answers"),
        (["rate"], "bid", None, "not taken by people"),
        (["nothing"], "bid", None, "no step"),
        (["admit"], "round", None, "no such cases"),
        (["admit"], "bid", "a >= ", "cannot be read"),
        (["admit"], "bid", "unheard > 1", "not declared"),
    ],
)
def test_what_cannot_be_taken_on_many_is_refused(ground: Ground, actions: list[str], of: str, where: str | None, said: str) -> None:
    db = Database(ground.url)
    found = act_many(db, ground.clock, ground.root, actions, Actor(ground.clerk, "person"), of=of, where=where)
    db.close()
    assert isinstance(found, Refusal)
    assert said in " ".join(problem.text.en for problem in found.problems)


def test_one_case_that_fits_none_refuses_the_whole(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the rest may not stay: the reasons of the first, the same both ways, and nothing has moved."""
    before, db, told = standing(ground.url), Database(ground.url), list[list[str]]()
    for limit in (0, NEVER):
        monkeypatch.setattr(large, "LARGE", limit)
        found = act_many(db, ground.clock, ground.root, ["admit"], Actor(checker_of(ground), "person"), of="bid", rest_stays=False)
        assert isinstance(found, Refusal)
        told.append([problem.text.en for problem in found.problems])
    db.close()
    assert told[0] == told[1] and told[0]
    assert standing(ground.url) == before


def test_it_says_why_it_goes_case_by_case(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LARGE", 0)
    db = Database(ground.url)
    told = done(act_many(db, ground.clock, ground.root, ["tell"], Actor(ground.clerk, "person"), of="bid"))
    owner = act_many(db, ground.clock, ground.root, ["withdraw"], Actor(ground.clerk, "person"), of="bid")
    stranger = act_many(db, ground.clock, ground.root, ["reject"], Actor(ground.clerk, "person"), of="bid")
    db.close()
    assert "effects of its own" in told.hindrances[0].en
    assert "the owner of each case" in done(owner).hindrances[0].en
    assert isinstance(stranger, Refusal) and "not yours" in stranger.problems[0].text.en
