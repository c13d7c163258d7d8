"""A small agency with the process of `tests/definitions/rich`: tables, named cases and persons, figures, open places, secret sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select

from tests.definitions.play import PLACE, Cast, Play, open_house
from tests.web.client import Browser
from web.app import create_app
from web.desk import desk_of
from web.identity import Installation
from workflow import letters
from workflow.core.definition import Definition
from workflow.core.words import Text
from workflow.people import passwords
from workflow.store import schema, shelf
from workflow.store import tables as t

DEFINITION = Path(__file__).parents[1] / "definitions" / "rich" / "2026.1.yaml"
STAFF = ("ani", "budi", "cici", "dodi", "eka", "fani")
PEOPLE = ("clerk", "other", "boss", *STAFF, "p", "q", "r", "s", "v", "tamu")
FILL = {
    "name": "Putaran pertama", "born": "1990-01-01", "trade": "Guru", "places": "1", "w_test": "60", "w_talk": "40", "merit_of": "Teladan.",
}  # fmt: skip
AGENDA = (
    "agenda.0.activity=Uji agenda.0.held=2026-04-01 agenda.0.medium=luring agenda.0.seats=40 agenda.0.open=yes agenda.0.note=Bawa_kartu"
)
SLOTS = f"""
- | clerk | round.start tempat_contoh as round {AGENDA} | draft
draft | clerk | slot.add round as north label=A_Utara kind=umum site=Utara duties.0.duty=Mengajar duties.0.share=70 duties.1.duty=Membina duties.1.share=30 | set
draft | clerk | slot.add round as north2 label=B_Utara kind=khusus site=Utara places=2 | set
draft | clerk | slot.add round as south label=C_Selatan kind=umum site=Selatan w_test=50 w_talk=50 | set
"""
OPENED = f"{SLOTS}\ndraft | clerk | open round | open; north: listed"
STAFFED = """
open | clerk | @appoint round role=staff person=ani unit=Satu head=boss active=yes | open
open | clerk | @appoint round role=staff person=budi unit=Satu head=boss active=yes | open
open | clerk | @appoint round role=staff person=cici unit=Satu head=boss active=yes | open
open | clerk | @appoint round role=staff person=dodi unit=Satu head=boss active=yes | open
open | clerk | @appoint round role=staff person=eka unit=Satu head=ani active=no | open
open | clerk | @appoint round role=staff person=fani unit=Dua head=ani active=yes | open
open | clerk | review_all round | open
"""
GOALS = "goals.0.goal=Kelas_baru goals.0.by=2026-05-01 goals.1.goal=Perpustakaan goals.1.by=2026-08-17 goals.1.amount=3"
BIDS = f"""
listed | p | bid.begin north as p | draft
draft | p | apply p test=90 talk=50 {GOALS} | sent
listed | q | bid.begin north as q | draft
draft | q | apply q test=80 talk=50 {GOALS} | sent
listed | r | bid.begin north as r | draft
draft | r | apply r test=70 talk=30,25 {GOALS} | sent
"""


@dataclass
class Rich:
    """`play` tells the story; `app` serves it; `at(alias)` is that person's browser."""

    play: Play
    app: Flask

    def table(self, rows: str) -> None:
        self.play.table(rows)
        with self.play.db.reading() as connection:
            found = connection.execute(
                select(t.cases.c.owner, t.cases.c.number).where(t.cases.c.machine == "review").order_by(t.cases.c.born)
            )
            names = {person: alias for alias, person in self.play.persons.items()}
            self.play.cases.update({f"r{names[row.owner]}": row.number for row in found})

    def number(self, alias: str) -> str:
        return self.play.number(alias)

    def at(self, alias: str | None = None) -> Browser:
        return Browser(self.app, token=self.token(alias) if alias else None)

    def token(self, alias: str) -> str:
        """The secret of a session that was just opened."""
        secret, now = passwords.secret(), self.play.clock.moment
        with self.play.db.writing() as connection:
            account = connection.execute(select(t.accounts.c.id).where(t.accounts.c.person == self.play.persons[alias])).scalar_one()
            values = {"token": passwords.fingerprint(secret), "account": account, "created": now, "seen": now, "confirmed": now}
            connection.execute(insert(t.sessions).values(values))
        return secret

    def pass_days(self, days: float) -> None:
        self.play.until(self.play.clock.moment + timedelta(days=days))


Stages = Mapping[str, tuple[str | None, str]]
Staged = Callable[[Cast, Stages, str], Rich]


def staged_in(home: Path) -> Staged:
    """staged(cast, stages, "open"): another process as far as that stage, with its pages."""

    def made(cast: Cast, stages: Stages, stage: str) -> Rich:
        url = f"sqlite:///{home / 'terang.db'}"
        schema.migrate(url)
        play = open_house(url, cast)
        for rows in _path_to(stages, stage):
            play.table(rows)
        return Rich(play, serve(play, home))

    return made


def _path_to(stages: Stages, stage: str) -> list[str]:
    before, rows = stages[stage]
    return [*(_path_to(stages, before) if before else []), rows]


def rich(url: str, home: Path) -> Rich:
    """The agency with nothing begun."""
    schema.migrate(url)
    play = open_house(
        url, Cast(DEFINITION, PEOPLE, {"clerk": "clerk", "other": "clerk"}, FILL, dict.fromkeys([f"r{a}" for a in STAFF], "4"))
    )
    return Rich(play, serve(play, home))


def serve(play: Play, home: Path) -> Flask:
    place = Installation("real", Text(PLACE["agency_id"], PLACE["agency_en"]), "Asia/Jakarta", "https://terang.example")
    more = {"SECRET_KEY": "kunci untuk pengujian", "HOME": home, "DESK": desk_of, "OFFICE": office(play), "RATELIMIT_ENABLED": False}
    return create_app(play.db, play.clock, {"INSTALLATION": place, **more})


def office(play: Play) -> letters.Office:
    """Words letters and sends none."""

    def pinned(sha256: str) -> Definition:
        with play.db.reading() as connection:
            return shelf.pinned(connection, sha256)

    return letters.Office(
        lambda _letter: None, "terang@contoh.example", lambda number, _language: f"https://terang.example/ke/{number}", pinned
    )
