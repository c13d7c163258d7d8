"""The competence training as tables: the main path, what is refused, the rare branches; who gets a seat; the hours of the year; what each audience is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.definitions.pelatihan_tables import SCENARIOS, STAGES
from tests.definitions.play import Cast, Play
from tests.definitions.stages import At, fixtures, on_postgresql
from tests.definitions.telling import heard
from workflow.core.view import CaseView
from workflow.core.world import World
from workflow.store import tables as t
from workflow.store.reader import Reader

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "pelatihan" / "2026.1.yaml"
FILL = {
    "training.name": "Pelayanan publik di kepulauan",
    "competence": "pelayanan_publik",
    "to_level": "3",
    "about": "Menyusun standar layanan bersama warga.",
    "contact": "BKPSDM, (0000) 555-0101",
    "seats": "2",
    "minimum": "2",
    "share": "80",
    "year": "2026",
    "yearly": "20",
    "link": "https://kelas.example/satu",
    "topic": "Pertemuan",
    "day": "2026-03-16",
    "time": "09.00 sampai 15.00 WIB",
    "hours": "6",
    "session.mode": "tempat",
    "place": "Aula BKPSDM",
    "reason": "Alasan yang diumumkan.",
    "enrolment.name": "{who}",
    "unit": "Kecamatan Pulau Hatu",
    "remote": "no",
    "own_level": "1",
    "purpose": "Loket kecamatan.",
}
OFFICES = {"organiser": "organiser", "approver": "approver"}
CAST = Cast(DEFINITION, (*OFFICES, "ani", "budi", "cici", "dodi", "eka"), OFFICES, FILL, {})

templates, at = fixtures(CAST, STAGES)


def test_the_main_path(at: At) -> None:
    """Every stage from the draft to the certificates, each row of STAGES played once on SQLite."""
    at("finished")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    heard(at(stage), name, rows)


def value(play: Play, alias: str, name: str) -> Any:
    with play.db.reading() as connection:
        id = connection.execute(select(t.cases.c.id).where(t.cases.c.number == play.number(alias))).scalar_one()
        world = World(play.definition, Reader(connection), play.clock.moment)
        return CaseView(world, world.case(id)).value(name)


def cells(play: Play, publication: str, role: str, who: str) -> dict[str, str]:
    """The row of somebody in the last publication of this name, in Indonesian."""
    rows = json.loads(play.published(publication)[-1])[role]["rows"]
    return {name: both[0] for row in rows if row["case"] == play.number(who) for name, both in row["cells"].items()}


def again(play: Play, *, own_level: str = "1", year: str = "2026") -> None:
    """A second training after the first, in which cici enrols before ani; both have the same gap."""
    day = play.clock.moment.date()
    play.table(
        f"""
        - | organiser | training.start pelatihan as next year={year} | draft
        draft | organiser | session.plan next as only day={day.replace(month=day.month + 1)} | planned
        draft | organiser & approver | announce next | announced
        announced | clock | close notice next | open
        open | cici | enrolment.enrol next as cici2 own_level={own_level} | submitted
        open | ani | enrolment.enrol next as ani2 own_level={own_level} | submitted
        """
    )


# ---------------------------------------------------------------- who gets a seat
def test_the_widest_gap_comes_first_then_the_remote_place(at: At) -> None:
    play = at("running")
    ranks = {who: cells(play, "seated", "participant", who)["seating.rank"] for who in ("ani", "budi", "cici", "dodi")}
    assert ranks == {"ani": "1", "budi": "2", "dodi": "3", "cici": "4"}


def test_the_public_reads_numbers_and_each_participant_the_own_reckoning(at: At) -> None:
    play = at("running")
    assert cells(play, "seated", "public", "ani").keys() == {"number", "state"}
    assert cells(play, "seated", "participant", "cici").keys() >= {"gap", "hours_before", "seating.rank", "seating.taken"}


def test_equal_gaps_go_to_whoever_has_fewer_hours_this_year(at: At) -> None:
    play = at("finished")
    again(play)
    play.table("open | eka | enrolment.enrol next as eka2 | submitted\nopen | clock | close registration next | running; ani2: waiting")
    assert play.state("cici2") == play.state("eka2") == "admitted"


# ---------------------------------------------------------------- the hours of the year
def test_hours_of_the_year_add_up_over_trainings(at: At) -> None:
    play = at("finished")
    assert cells(play, "certificates", "participant", "ani") == {
        "hours": "10",
        "training.year": "2026",
        "year_hours": "10",
        "training.yearly": "20",
    }
    again(play)
    assert (value(play, "ani2", "hours_before"), value(play, "cici2", "hours_before")) == (10, 0)
    play.table(
        """
        open | clock | close registration next | running
        running | clock | pass 40 days next | running
        planned | organiser | open_list only | held
        held | organiser | close_list only | done
        running | organiser & approver | finish next | finished; ani2: certified
        """
    )
    assert cells(play, "certificates", "participant", "ani2")["year_hours"] == "16"
    assert value(play, "ani", "year_hours") == 10, "an earlier certificate says what it said"


def test_hours_of_another_year_begin_at_nothing(at: At) -> None:
    play = at("finished")
    again(play, year="2027")
    assert value(play, "ani2", "hours_before") == 0


def test_without_a_certificate_no_hours_are_carried_on(at: At) -> None:
    play = at("first_done")
    play.table(SCENARIOS["too_little_attendance_is_no_certificate"][1])
    assert cells(play, "certificates", "participant", "budi") == {"hours": "4"}
    again(play)
    play.table("open | budi | enrolment.enrol next as budi2 | submitted")
    assert value(play, "budi2", "hours_before") == 0


def test_how_somebody_took_part_is_recorded(at: At) -> None:
    play = at("sessions_over")
    assert (value(play, "attendance@ani", "way"), value(play, "attendance@budi", "way")) == ("tempat", "daring")


# ---------------------------------------------------------------- what becomes public
def test_nobody_is_named_and_no_link_is_published(at: At) -> None:
    play = at("finished")
    with play.db.reading() as connection:
        bodies = [json.loads(b) for b in connection.execute(select(t.publications.c.body)).scalars()]
    public = json.dumps([body.get("public") for body in bodies])
    assert "Ani" not in public and "kelas.example" not in public
    assert '"Pelayanan publik di kepulauan"' in public


def test_the_criteria_are_announced_before_anybody_enrols(at: At) -> None:
    body = json.loads(at("announced").published("announcement")[0])
    assert "Kesenjangan (tingkat)" in json.dumps(body, ensure_ascii=False)
