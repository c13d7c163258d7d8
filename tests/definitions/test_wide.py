"""The words of the format that the small definition does not need, played on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.definitions.play import Cast, Play, open_house
from workflow.core.language import Kind, parse
from workflow.core.names import scope
from workflow.core.showing import shown
from workflow.core.view import CaseView
from workflow.core.world import World
from workflow.queries.look import Viewer, look
from workflow.queries.staff_facts import facts_of
from workflow.store import schema
from workflow.store import tables as t
from workflow.store.guard_sql import Here, to_sql
from workflow.store.reader import Reader

DEFINITION = Path(__file__).parent / "wide" / "2026.1.yaml"
STAFF = ("ani", "budi", "cici", "dodi", "eka")
FILL = {"name": "Pengisian", "born": "1990-01-01", "trade": "guru", "places": "1", "w_a": "60", "w_b": "40"}
CAST = Cast(DEFINITION, ("clerk", "boss", *STAFF, "p", "q", "r", "s", "v"), {"clerk": "clerk"}, FILL, dict.fromkeys(("rani", "rbudi"), "4"))
SLOTS = """
- | clerk | intake.start luas as intake | open
open | clerk | slot.add intake as north label=A kind=umum site=utara places=1 | listed
open | clerk | slot.add intake as north2 label=B kind=khusus site=utara places=2 | listed
open | clerk | slot.add intake as south label=C kind=umum site=selatan places=1 | listed
open | clerk | slot.add intake as odd label=D kind=umum site=selatan w_a=50 w_b=40 | no: must be 100
"""
BIDS = """
listed | p | bid.apply north as p a=90 b=50 | sent
listed | q | bid.apply north as q a=80 b=50.00 | sent
listed | r | bid.apply north as r a=70 b=30.25 | sent
listed | s | bid.apply north as s a=64 b=50 | sent
listed | v | bid.apply south as v a=99 b=50 | sent
"""
RANKED = """
open | clerk | rank_all intake | open; p: won; v: won; q: moved; r: moved; s: lost
"""


@pytest.fixture(params=["sqlite", "postgres"])
def play(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Play]:
    url = f"sqlite:///{tmp_path}/terang.db" if request.param == "sqlite" else str(request.getfixturevalue("fresh_postgres"))
    schema.migrate(url)
    opened = open_house(url, CAST)
    yield opened
    opened.holds_together()
    opened.db.close()


@pytest.fixture
def value(play: Play) -> Callable[[str, str], Any]:
    def read(alias: str, name: str) -> Any:
        with play.db.reading() as connection:
            id = connection.execute(select(t.cases.c.id).where(t.cases.c.number == play.cases[alias])).scalar_one()
            world = World(play.definition, Reader(connection), play.clock.moment)
            return CaseView(world, world.case(id)).value(name)

    return read


def test_open_places_are_filled_in_passes(play: Play, value: Callable[[str, str], Any]) -> None:
    """p wins the only place in the north; q and r meet the two of the other kind there; s is below the threshold of its own slot."""
    play.table(SLOTS + BIDS + RANKED)
    assert [value(who, "open_places.code") for who in "pqrsv"] == [None, "L-1", "L-1", None, None]
    assert {value(who, "open_places.place") for who in "qr"} == {play.cases["north2"]}
    assert value("p", "total") == 94_000_000
    assert value("q", "merit.rank") == 2
    assert value("q", "merit.decided_by") is None


def test_the_second_pass_looks_elsewhere_and_equals_are_not_drawn_by_lot(play: Play, value: Callable[[str, str], Any]) -> None:
    """Three for one place: the best takes it; two who are equal to the end of the order stand before one open place, so neither gets it."""
    play.table(
        SLOTS.replace("places=2", "places=0")
        + """
        listed | p | bid.apply north as p a=90 b=50 | sent
        listed | q | bid.apply north as q a=80 b=50 | sent
        listed | r | bid.apply north as r a=80 b=50 | sent
        open | clerk | rank_all intake | open; p: won; q: lost; r: lost
        """
    )
    assert value("q", "merit.tied") is True
    play.table(
        """
        listed | s | bid.apply north as s a=95 b=50 born=1980-01-01 | sent
        open | clerk | rank_all intake | open; s: won
        """
    )


def test_a_pass_may_ask_more_of_those_who_wait(play: Play, value: Callable[[str, str], Any]) -> None:
    """q is ranked before r, but only r has the value that the second pass asks for: the place elsewhere is hers."""
    play.table(
        SLOTS.replace("places=2", "places=0")
        + """
        listed | p | bid.apply north as p a=90 b=50 | sent
        listed | q | bid.apply north2 as q a=65 b=50 | sent
        listed | r | bid.apply north2 as r a=75 b=10 | sent
        open | clerk | rank_all intake | open; p: won; q: lost; r: moved
        """
    )
    assert [value("r", "open_places.code"), value("q", "open_places.placed")] == ["L-2", False]


def test_a_place_that_has_ended_is_nobodys(play: Play, value: Callable[[str, str], Any]) -> None:
    play.table(
        SLOTS.replace("places=2", "places=1")
        + """
        listed | p | bid.apply north as p a=90 b=50 | sent
        listed | q | bid.apply north as q a=80 b=50 | sent
        listed | clerk | drop_slot north2 | shut
        open | clerk | rank_all intake | open; p: won; q: moved
        """
    )
    assert value("q", "open_places.place") == play.cases["south"]


def test_places_given_before_are_not_given_again(play: Play, value: Callable[[str, str], Any]) -> None:
    """q was moved to the only place in north2 and keeps it; s, ranked in a later round, finds none left there."""
    play.table(
        SLOTS.replace("places=2", "places=1")
        + """
        listed | p | bid.apply north as p a=90 b=50 | sent
        listed | q | bid.apply north as q a=80 b=50 | sent
        open | clerk | rank_all intake | open; p: won; q: moved
        listed | r | bid.apply north as r a=99 b=50 | sent
        listed | s | bid.apply north as s a=98 b=50 | sent
        open | clerk | rank_all intake | open; r: won; q: moved; s: moved
        """
    )
    assert {who: value(who, "open_places.place") for who in "qs"} == {"q": play.cases["north2"], "s": play.cases["south"]}
    assert value("s", "open_places.code") == "L-2"


def test_of_two_equals_the_older_is_placed(play: Play, value: Callable[[str, str], Any]) -> None:
    play.table(
        SLOTS
        + """
        listed | p | bid.apply north as p a=90 b=50 | sent
        listed | q | bid.apply north as q a=80 b=50 born=1990-01-02 | sent
        listed | r | bid.apply north as r a=80 b=50 | sent
        open | clerk | rank_all intake | open; p: won; q: moved; r: moved
        """
    )
    assert value("r", "merit.rank") == 2
    assert value("r", "merit.decided_by") == "born"


def test_a_threshold_is_read_from_the_table_of_the_slot(play: Play, value: Callable[[str, str], Any]) -> None:
    play.table(SLOTS + BIDS)
    assert [value("p", "bars.least"), value("p", "bars.extra")] == [65, 5]
    play.table("listed | p | bid.apply north2 as p2 a=1 b=1 | sent")
    assert [value("p2", "bars.least"), value("p2", "bars.extra")] == [60, None]


def test_a_table_is_read_on_the_very_case_that_its_keys_name(play: Play, value: Callable[[str, str], Any]) -> None:
    """In Python and in SQL; and where a row gives no value, texts say so instead of calling it unknown."""
    play.table(SLOTS)
    assert [value(slot, "bar") for slot in ("north", "north2")] == [65, 60]
    with play.db.reading() as connection:
        world = World(play.definition, Reader(connection), play.clock.moment)
        slots = [world.case(id) for id in connection.scalars(select(t.cases.c.id).where(t.cases.c.machine == "slot"))]
        bar = parse("bars.least", scope(play.definition, "slot"), Kind.NUMBER)
        read = select(t.cases.c.number, to_sql(bar, Here.over(play.definition, "slot", t.cases, play.clock.moment, "Asia/Jakarta")))
        found = {row[0]: row[1] for row in connection.execute(read.where(t.cases.c.machine == "slot"))}
        told = {case.number: shown(world, case, "bars.extra").en for case in slots}
    assert {found[play.cases["north"]], found[play.cases["south"]]} == {65} and found[play.cases["north2"]] == 60
    assert [told[play.cases[slot]] for slot in ("north", "north2")] == ["0.5", "none"]


def test_rows_of_a_table_are_answers(play: Play, value: Callable[[str, str], Any]) -> None:
    rows = "goals.0.goal=Satu goals.0.by=2026-05-01 goals.2.goal=Dua goals.2.by=2026-06-01 goals.2.amount=7"
    play.table(
        SLOTS
        + f"""
        listed | p | bid.apply north as p a=90 b=40 {rows} | sent
        listed | q | bid.apply north as q a=90 b=40 goals.0.by=2026-05-01 | no: row 1: fill in: goal
        listed | q | bid.apply north as q a=90 b=40 goals.0.goal=Satu goals.0.by=2026-02-30 | no: row 1: write a date for date that exists
        listed | q | bid.apply north as q a=90 b=40 {rows} goals.3.goal=Tiga goals.3.by=2026-07-01 | no: plan
        listed | q | bid.apply north as q a=90 b=40 {" ".join(f"goals.{n}.goal=x goals.{n}.by=2026-07-01" for n in range(4))} | no: at most 3 rows
        """
    )
    assert value("p", "goals.rows") == 2
    play.table("sent | p | correct p a=90 b=40 goals.0.goal=Satu goals.0.by=2026-05-01 | sent")
    assert value("p", "goals.rows") == 1


@pytest.mark.parametrize(("name", "order", "shown"), [("Pengisian", "vpqsr", True), ("terbalik", "rsqpv", True), ("diam", "vpqsr", False)])
def test_an_order_may_hold_only_under_a_setting_and_this_is_who_publishes(play: Play, name: str, order: str, shown: bool) -> None:
    play.table(SLOTS.replace("start luas as intake", f"start luas as intake name={name}") + BIDS + RANKED)
    public = json.loads(play.published("result")[0])["public"]
    assert [row["case"] for row in public["rows"]] == [play.cases[who] for who in order]
    assert all(("total" in row["cells"]) is shown for row in public["rows"])


def test_an_earlier_case_is_named_by_its_number(play: Play) -> None:
    play.table(SLOTS)
    number = play.cases["intake"]
    play.table(
        f"""
        - | clerk | intake.start luas as again repeats={number.lower()} | open
        - | clerk | intake.start luas as wrong repeats=LUA-2026-9999 | no: was not found
        - | clerk | intake.start luas as wrong repeats={play.cases["north"]} | no: was not found
        """
    )


STAFFED = """
- | clerk | intake.start luas as intake | open
open | clerk | @appoint intake role=staff person=ani unit=Satu head=boss | open
open | clerk | @appoint intake role=staff person=budi unit=Satu head=boss | open
open | clerk | @appoint intake role=staff person=cici unit=Satu head=boss | open
open | clerk | @appoint intake role=staff person=dodi unit=Dua head=boss | open
open | clerk | @appoint intake role=staff person=eka unit=Satu head=ani | open
open | clerk | @appoint intake role=staff person=boss unit= head=boss | no: fill in: unit
open | clerk | @appoint intake role=staff person=boss unit=Satu head= | no: write the e-mail address: superior
open | clerk | review_all intake | open
"""


def reviews(play: Play) -> None:
    """Learn the numbers of the reviews that were made last, by their owners."""
    with play.db.reading() as connection:
        rows = connection.execute(
            select(t.cases.c.owner, t.cases.c.number).where(t.cases.c.machine == "review").order_by(t.cases.c.born)
        ).all()
    names = {person: alias for alias, person in play.persons.items()}
    play.cases.update({f"r{names[row.owner]}": row.number for row in rows})


def holders(play: Play, alias: str, role: str) -> dict[str, dict[str, str]]:
    with play.db.reading() as connection:
        id = connection.execute(select(t.cases.c.id).where(t.cases.c.number == play.cases[alias])).scalar_one()
        names = {person: name for name, person in play.persons.items()}
        return {names[m.person]: m.attributes for m in Reader(connection).members(id, role)}


def test_what_is_known_of_a_holder_goes_with_the_case_made_for_them(play: Play) -> None:
    """Superiors and respondents follow from the one table of staff: nobody types them a second time."""
    play.table(STAFFED)
    reviews(play)
    assert holders(play, "rani", "superior") == {"boss": {}}
    assert holders(play, "reka", "superior") == {"ani": {}}
    assert holders(play, "rani", "viewer") == {"budi": {"side": "sejawat"}, "cici": {"side": "sejawat"}, "eka": {"side": "bawahan"}}
    assert holders(play, "rdodi", "viewer") == {}


def test_a_case_is_made_only_for_holders_whose_columns_fit(play: Play) -> None:
    play.table(STAFFED.replace("person=dodi unit=Dua", "person=dodi unit=luar"))
    reviews(play)
    assert {"rani", "rbudi", "rcici", "reka"} == {alias for alias in play.cases if alias.startswith("r")}


def test_secret_sheets_give_means_of_groups_large_enough_and_never_open(play: Play, value: Callable[[str, str], Any]) -> None:
    play.table(STAFFED)
    reviews(play)
    play.table(
        """
        viewed | budi | view rani points=5 | viewed
        viewed | eka | view rani points=2 | viewed
        viewed | ani | view rani points=5 | no: not yours
        """
    )
    assert value("rani", "peers") is None
    assert value("rani", "around") == 40_000_000
    play.table(
        """
        viewed | cici | view rani points=4 | viewed
        viewed | clerk | rate rani result=baik manner=cukup | no: not yours
        viewed | boss | rate rani result=baik manner=cukup | rated
        """
    )
    assert value("rani", "peers") == 54_000_000
    assert value("rani", "matrix.grade") == "cukup"
    with play.db.reading() as connection:
        assert all(connection.execute(select(t.sheets.c.sealed)).scalars())
    assert '"54,00"' in play.published("sheet")[0]


def test_who_gives_secret_sheets_alone_reads_the_case_only_while_asked(play: Play) -> None:
    """Of the case its name and the form; nothing above it, and nothing once the case has moved on."""
    play.table(STAFFED)
    reviews(play)

    def read(who: str, alias: str) -> tuple[str, ...]:
        with look(play.db, play.clock, play.cases[alias], Viewer(play.persons[who])) as at:
            assert at is not None
            assert (who, alias) != ("budi", "rani") or facts_of(at) == ()
            return at.staff_roles()

    assert [read("budi", alias) for alias in ("rani", "rdodi", "intake")] == [("viewer",), (), ()]
    play.table("viewed | budi | view rani points=3 | viewed\nviewed | boss | rate rani result=baik manner=baik | rated")
    assert read("budi", "rani") == ()
    assert read("boss", "rani") == ("superior",)


def test_a_figure_of_an_earlier_round_is_taken_and_keeps_its_value(play: Play, value: Callable[[str, str], Any]) -> None:
    play.table(STAFFED)
    reviews(play)
    play.table("viewed | eka | view rani points=3 | viewed\nviewed | boss | rate rani result=baik manner=baik | rated")
    first = dict(play.cases)
    play.until(play.clock.moment + timedelta(hours=1))
    play.table(STAFFED.replace("intake", "second").replace("second.start", "intake.start"))
    reviews(play)
    assert value("rani", "earlier") == 6000
    assert value("rbudi", "earlier") is None
    play.table("viewed | boss | rate rani result=baik manner=baik | rated")
    second = play.cases["rani"]
    play.cases["rani"] = first["rani"]
    assert value("rani", "earlier") is None
    play.cases["rani"] = second
    play.until(play.clock.moment + timedelta(hours=1))
    play.table(STAFFED.replace("intake", "third").replace("third.start", "intake.start"))
    reviews(play)
    play.table("viewed | eka | view rani points=5 | viewed\nviewed | boss | rate rani result=baik manner=baik | rated")
    play.cases["rani"] = second
    assert value("rani", "earlier") == 6000


def test_a_case_made_for_the_owner_of_the_one_above_is_theirs(play: Play) -> None:
    play.table(STAFFED)
    reviews(play)
    play.table(
        """
        viewed | boss | rate rani result=baik manner=baik | rated
        given | budi | read advice@ani | no: not yours
        given | ani | read advice@ani | read
        """
    )


def test_a_case_of_the_same_round_is_named(play: Play) -> None:
    play.table(STAFFED)
    reviews(play)
    other, number = play.cases["rbudi"], play.cases["intake"]
    play.table(
        f"""
        viewed | boss | rate rani result=baik manner=baik instead={number} | no: was not found
        viewed | boss | rate rani result=baik manner=baik instead={other} | rated
        """
    )


def test_a_superior_is_nobody_who_is_rated(play: Play) -> None:
    """Who is their own superior in the table gets none; the clerk appoints one, and cannot appoint the person."""
    play.table(STAFFED.replace("person=dodi unit=Dua head=boss", "person=dodi unit=Dua head=dodi"))
    reviews(play)
    assert holders(play, "rdodi", "superior") == {}
    play.table(
        """
        viewed | clerk | @appoint rdodi role=superior person=dodi | no: nobody may hold both
        viewed | clerk | @appoint rdodi role=superior person=ani | viewed
        viewed | clerk | @appoint rani role=superior person=dodi | viewed
        """
    )
