"""Two readings must agree: a table tallied, and the same answers given to a running installation that ranks and fills."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.definitions.play import Cast, Play, open_house
from tests.tally.real import tallied
from workflow.store import schema
from workflow.store import tables as t

WIDE = Path(__file__).parents[1] / "definitions" / "wide" / "2026.1.yaml"
BIDDERS = tuple(f"orang{n}" for n in range(14))
FILL = {"name": "Pengisian", "trade": "guru", "w_a": "60", "w_b": "40"}
SLOTS = {"A": ("umum", "utara", 2), "B": ("khusus", "utara", 1), "C": ("umum", "selatan", 1)}


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    url = f"sqlite:///{tmp_path}/terang.db"
    schema.migrate(url)
    opened = open_house(url, Cast(WIDE, ("clerk", *BIDDERS), {"clerk": "clerk"}, FILL, {}))
    yield opened
    opened.db.close()


def bids(seed: int) -> list[dict[str, Any]]:
    """Few values, so that many are equal."""
    draw = random.Random(seed)
    rows = [
        {"candidate": who, "slot": draw.choice(list(SLOTS)), "a": draw.choice((64, 65, 80)), "b": draw.choice(("40", "30.25", "50"))}
        for who in BIDDERS
    ]
    return [
        {
            **row,
            "born": f"19{draw.choice((80, 90))}-01-01",
            **dict(zip(("slot.kind", "slot.site", "slot.places"), SLOTS[row["slot"]], strict=True)),
        }
        for row in rows
    ]


def facts_of(play: Play) -> dict[str, dict[str, Any]]:
    names = {number: alias for alias, number in play.cases.items()}
    with play.db.reading() as connection:
        rows = connection.execute(
            select(t.cases.c.number, t.facts.c.fact, t.facts.c.n, t.facts.c.s).join(t.facts, t.facts.c.case_id == t.cases.c.id)
        ).all()
        states = dict(connection.execute(select(t.cases.c.number, t.cases.c.state)).all())  # type: ignore[arg-type]
    found: dict[str, dict[str, Any]] = {names[number]: {"state": state} for number, state in states.items()}
    for number, fact, n, s in rows:
        found[names[number]][fact] = n if n is not None else names.get(s, s)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_ranks_ties_admissions_and_filled_places_are_those_of_the_engine(play: Play, seed: int) -> None:
    rows = bids(seed)
    play.table("- | clerk | intake.start luas as intake | open")
    for label, (kind, site, places) in SLOTS.items():
        play.table(f"open | clerk | slot.add intake as {label} label={label} kind={kind} site={site} places={places} | listed")
    for row in rows:
        play.table(
            f"listed | {row['candidate']} | bid.apply {row['slot']} as {row['candidate']} a={row['a']} b={row['b']} born={row['born']} | sent"
        )
    play.table("open | clerk | rank_all intake | open")
    stored = facts_of(play)
    more = ("--set", "w_a=60", "--set", "w_b=40", "--set", "slot.trade=guru", "--column", "slot=slot")
    ranked = {row["candidate"]: row for row in tallied(WIDE, rows, "--stage", "merit", *more)}
    filled = {
        row["candidate"]: row
        for row in tallied(WIDE, [{**row, "slot.label": row["slot"]} for row in rows], "--stage", "open_places", *more)
    }
    for who, row in ranked.items():
        engine = stored[who]
        assert (row["rank"], row["admitted"], row["decided_by"]) == (
            engine.get("merit.rank"),
            bool(engine.get("merit.taken")),
            engine.get("merit.decided_by"),
        ), who
        assert bool(row["tied_with"]) is bool(engine.get("merit.tied"))
        assert int(row["total"].replace(".", "")) * 1000 == engine["total"]
        assert filled[who]["values"].get("open_places.code") == engine.get("open_places.code")
        assert filled[who]["values"].get("open_places.place") == engine.get("open_places.place")
        assert filled[who]["state"] == engine["state"], who
