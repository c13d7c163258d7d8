"""The consultation on career policy as tables: the main path, what is refused, the rare branches; confidence, figures and letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.definitions.forum_konsultasi_tables import SCENARIOS, STAGES
from tests.definitions.play import Cast, Play
from tests.definitions.stages import At, fixtures, on_postgresql
from tests.definitions.telling import heard
from workflow.core import record
from workflow.queries.look import Viewer, look
from workflow.queries.public_history import history
from workflow.store import tables as t

DEFINITION = Path(__file__).resolve().parents[2] / "definitions" / "forum_konsultasi" / "2026.1.yaml"
FILL = {
    "forum.name": "Forum kebijakan karier 2026",
    "name": "{who}",
    "purpose": "Menata jenjang karier.",
    "contact": "BKPSDM, (0000) 555-0101",
    "cap": "2",
    "entry_code": "lontar-sagara",
    "reason": "Alasan yang diumumkan.",
    "ground": "Surat nomor 1.",
    "question": "Bagaimana jenjang ditetapkan?",
    "background": "Sekarang belum tertulis.",
    "text": "Tetapkan jenjangnya.",
    "show_text": "yes",
    "hidden_because": "bukan_topik",
    "taken_up": "diterima",
    "answer": "Masuk rancangan.",
    "again": "Kapan berlaku?",
    "decision": "ditetapkan_dengan_perubahan",
    "decision_reason": "Usulan jenjang tertulis diterima.",
    "decision_link": "Keputusan Bupati 1/2026, jdih.contoh.example",
}
OFFICES = {"convenor": "convenor", "decider": "decider", "inspector": "inspector"}
CAST = Cast(DEFINITION, (*OFFICES, "ahli", "wakil", "ahli2", "ani", "budi", "outsider"), OFFICES, FILL, {})
templates, at = fixtures(CAST, STAGES)


def test_the_main_path(at: At) -> None:
    """Every stage from the first draft to the closed forum, each row of STAGES played once on SQLite."""
    at("closed")


def test_the_main_path_on_postgresql(fresh_postgres: str) -> None:
    on_postgresql(fresh_postgres, CAST, STAGES)


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(at: At, name: str) -> None:
    stage, rows = SCENARIOS[name]
    heard(at(stage), name, rows)


def cells(play: Play, publication: str, case: str) -> dict[str, str]:
    """What the last such publication of the case shows to everybody, in Indonesian."""
    rows = [row for body in play.published(publication) for row in record.parse(body)["public"]["rows"] if row["case"] == play.cases[case]]
    return {name: words[0] for name, words in rows[-1]["cells"].items()}


# ---------------------------------------------------------------- confidence
def test_nobody_is_recorded_behind_a_contribution_in_confidence(at: At) -> None:
    """No person in any column of the case, its birth and its answers; only the hash of the private link."""
    play = at("given")
    with play.db.reading() as connection:
        case = connection.execute(select(t.cases).where(t.cases.c.number == play.cases["q"])).one()
        event = connection.execute(select(t.events).where(t.events.c.case_id == case.id)).one()
        named = connection.execute(select(t.cases.c.owner).where(t.cases.c.number == play.cases["a1"])).scalar_one()
    assert (case.owner, event.actor) == (None, None) and case.token is not None
    assert named == play.persons["ani"]


def test_a_text_that_could_tell_who_wrote_is_never_published(at: At) -> None:
    play = at("closed")
    assert cells(play, "shown", "q") == {}
    assert cells(play, "reply", "q") == {"taken_up": "Diterima", "answer": "Masuk rancangan."}
    assert cells(play, "reply", "a1")["name"] == "Ani"
    with play.db.reading() as connection:
        bodies = list(connection.execute(select(t.publications.c.body)).scalars())
    assert not any(secret in body for body in bodies for secret in ("menahan berkas", "lontar-sagara", "Jenjang harus tertulis"))


def test_a_text_in_confidence_is_published_without_a_name(at: At) -> None:
    play = at("given")
    play.table("received | convenor | admit q2 | waiting")
    assert cells(play, "shown", "q2") == {"text": "Jenjang harus tertulis."}


def test_who_is_invited_is_nobodys_business(at: At) -> None:
    """The call names who serves and not who is invited; an invitation that comes later is not told either, and opens no door."""
    play = at("open")
    play.table(
        """
        running | convenor | @appoint forum role=civil_servant person=outsider unit=Tiga | running
        open | convenor | @appoint jenjang role=answering_official person=ahli2 | open
        open | ani | contribution.give jenjang as a1 | received
        """
    )
    call = play.published("call")[0]
    assert "Ahli2" in call and "Decider" in call and "Ani" not in call and "Budi" not in call
    with look(play.db, play.clock, play.cases["forum"], Viewer()) as here:
        assert here is not None
        scope = [here.case, *here.world.descendants(here.case, "topic")]
        told = [happened.words.en for happened in history(here, scope, [])]
    assert not any("Outsider" in words for words in told) and any("Ahli2" in words for words in told)
    with look(play.db, play.clock, play.cases["a1"], Viewer(play.persons["budi"])) as other:
        assert other is not None and other.audience() is None


# ---------------------------------------------------------------- figures
def test_what_became_of_the_contributions(at: At) -> None:
    """Three were answered, one of them twice; one was hidden and counts among none of the others."""
    found = cells(at("closed"), "outcome", "jenjang")
    names = ("received", "in_confidence", "set_aside", "accepted", "in_part", "on_time_share")
    assert [found[name] for name in names] == ["3", "1", "1", "2", "1", "100,0"]
    assert found["decision"] == "Ditetapkan dengan perubahan dari forum"


def test_late_answers_lower_the_share(at: At) -> None:
    play = at("shown")
    play.table(
        """
        waiting | ahli | answer a1 | answered
        waiting | clock | close answering b1 | overdue; q: overdue
        overdue | ahli | answer b1,q | answered
        answered | clock | close asking q | settled
        deciding | decider | decide jenjang,mutasi | done; forum: closed
        """
    )
    assert cells(play, "summary", "forum") == {"received": "3", "on_time_share": "33,3"}


def test_a_topic_without_contributions_has_no_share(at: At) -> None:
    found = cells(at("closed"), "outcome", "mutasi")
    assert found["received"] == "0" and "on_time_share" not in found


def test_the_invitation_names_the_forum_and_carries_the_code(at: At) -> None:
    play = at("open")
    with play.db.reading() as connection:
        letters = select(t.letters.c.blanks).where(t.letters.c.letter == "invitation", t.letters.c.person == play.persons["ani"])
        blanks = json.loads(connection.execute(letters).scalar_one())
    assert (blanks["root"][0], blanks["entry_code"][0]) == ("Forum kebijakan karier 2026", "lontar-sagara")
