"""What a typed answer may name: persons by e-mail address, by key only where lists are made of keys; cases where the fact says they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.rich import OPENED, Rich, rich
from workflow.core.fields import Desk
from workflow.store import tables as t
from workflow.store.desk import desk_of


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rich]:
    """Two rounds with openings, and bids for two openings of the first."""
    folder = tmp_path_factory.mktemp("rich")
    made = rich(f"sqlite:///{folder}/terang.db", folder)
    made.table(f"{OPENED}\nlisted | p | bid.begin north as p | draft\nlisted | q | bid.begin south as q | draft")
    first = dict(made.play.cases)
    made.table(OPENED)
    made.play.cases.update({"again": made.number("round"), "north_again": made.number("north")} | first)
    yield made
    made.play.db.close()


@pytest.fixture
def desk(world: Rich) -> Iterator[Any]:
    """The desk of an actor for one case, named by the aliases of it and its ancestors."""
    with world.play.db.reading() as connection:

        def made(actor: str | None, *above: str) -> Desk:
            ids = [connection.execute(t.cases.select().where(t.cases.c.number == world.number(a))).one().id for a in above]
            person = world.play.persons[actor] if actor else None
            return desk_of(connection, world.play.definition, "Asia/Jakarta", person, above=ids)

        yield made


def test_a_person_is_named_by_address_and_by_key_only_by_those_who_serve(world: Rich, desk: Any) -> None:
    boss = world.play.persons["boss"]
    for actor in (None, "p", "clerk"):
        assert desk(actor).is_person(" BOSS@contoh.example ") == boss and desk(actor).is_person("siapa@contoh.example") is None
    assert (
        desk("clerk").is_person(str(boss)) == boss
        and desk("clerk").is_person("999999") is None
        and desk("clerk").is_person("9" * 30) is None
    )
    assert desk("p").is_person(str(boss)) is None and desk(None).is_person(str(boss)) is None


@pytest.mark.parametrize(
    ("machine", "within", "named", "fits"),
    [
        ("slot", "round", "south", True),
        ("slot", "round", "north_again", False),
        ("slot", "round", "round", False),
        ("slot", "round", "p", False),
        ("bid", "slot", "p", False),
        ("bid", "slot", "q", False),
        ("bid", "round", "q", True),
        ("round", None, "again", True),
        ("round", None, "round", False),
        ("slot", None, "north_again", True),
        ("slot", None, "south", False),
    ],
)
def test_a_case_is_named_where_the_fact_says_it_stands(
    world: Rich, desk: Any, machine: str, within: str | None, named: str, fits: bool
) -> None:
    """The desk of p's bid for the northern opening."""
    number = world.number(named)
    assert desk("p", "p", "north", "round").is_case(machine, within, number) == (number if fits else None)


def test_a_case_to_be_born_knows_its_own_ancestors(world: Rich, desk: Any) -> None:
    assert desk("q", "north", "round").is_case("bid", "slot", world.number("p")) == world.number("p")
    assert desk("q", "south", "round").is_case("bid", "slot", world.number("p")) is None
    assert desk("clerk").is_case("round", None, world.number("round")) == world.number("round")
    assert desk("clerk").is_case("round", "round", "RND-2026-9999") is None
