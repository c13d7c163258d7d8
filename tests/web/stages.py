"""The demonstration's first story, stopped at moments where officials have something to do: a database per moment, and who is who."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask

from tests.web.client import Browser
from web.app import create_app
from web.desk import desk_of
from web.identity import Installation
from workflow import people
from workflow.act.clockwork import pass_time
from workflow.core.words import Text
from workflow.demo import create
from workflow.demo.play import PASSWORD, _Player
from workflow.demo.story import read
from workflow.store import schema, shelf
from workflow.store.clock import DatabaseClock, FixedClock
from workflow.store.database import Database

PROCESS = "kepala_sekolah"
DEFINITIONS = Path(__file__).parents[2] / "definitions"
MOMENTS = {
    "announce": (-98, "09:10"),
    "check": (-82, "08:00"),
    "objecting": (-77, "08:00"),
    "score": (-75, "08:35"),
    "half_scored": (-71, "13:50"),
    "sign": (-54, "10:05"),
    "decide": (-52, "08:30"),
    "object": (-50, "08:30"),
    "today": (0, "07:00"),
}


@dataclass
class Stage:
    """One moment of the story: `persons` and `cases` by their names in the story file."""

    home: Path
    moment: datetime
    persons: Mapping[str, int]
    cases: Mapping[str, str]
    emails: Mapping[str, str]

    def opened(self, folder: Path) -> Opened:
        """A copy of its own, served by the application on a clock that stands at the moment."""
        home = folder / self.home.name
        shutil.copytree(self.home, home)
        return Opened(self, home)


class Opened:
    def __init__(self, stage: Stage, home: Path) -> None:
        self.stage, self.cases, self.persons = stage, stage.cases, stage.persons
        self.db = Database(f"sqlite:///{home}/terang.db", synchronous="NORMAL")
        self.clock = FixedClock(stage.moment)
        agency = Text("Pemerintah Kabupaten Teluk Sagara", "Teluk Sagara Regency")
        place = Installation(kind="real", agency=agency, zone="Asia/Makassar", base="https://terang.example")
        config = {"SECRET_KEY": "k" * 40, "INSTALLATION": place, "HOME": home, "RATELIMIT_ENABLED": False, "TESTING": True, "DESK": desk_of}
        self.app: Flask = create_app(self.db, self.clock, config)

    def browser(self, alias: str | None = None) -> Browser:
        """Signed in as somebody of the story; None: nobody."""
        if alias is None:
            return Browser(self.app)
        token = people.sign_in(self.db, self.clock, self.stage.emails[alias], PASSWORD)
        assert isinstance(token, str), token
        return Browser(self.app, token=token)


def play(home: Path, wanted: set[str] | None = None, today: datetime | None = None) -> dict[str, Stage]:
    """Play the story once, keeping a copy of the database at each moment wanted."""
    working = home / "play"
    working.mkdir(parents=True)
    schema.migrate(f"sqlite:///{working}/terang.db")
    db = Database(f"sqlite:///{working}/terang.db", synchronous="OFF")
    create(db, DatabaseClock(), DEFINITIONS, "terang.example")
    with db.writing() as connection:
        now = DatabaseClock().now(connection)
        for path in shelf.definition_files(DEFINITIONS):
            shelf.pin(connection, path, now)
    whole = read(DEFINITIONS, today or now)
    story = replace(whole, scenes=tuple(scene for scene in whole.scenes if scene.process == PROCESS))
    scene, player = story.scenes[0], _Player(db, working, story)
    player.admit_people()
    moments = sorted((scene.moment(*at), name) for name, at in MOMENTS.items() if wanted is None or name in wanted)
    stages: dict[str, Stage] = {}
    for _scene, step in story.steps():
        while moments and step.at > moments[0][0]:
            moment, name = moments.pop(0)
            stages[name] = _keep(player, home, moment, name)
        if not moments:
            break
        player.play(scene, step)
    for moment, name in moments:
        stages[name] = _keep(player, home, max(moment, player.clock.moment), name)
    db.close()
    return stages


def _keep(player: _Player, home: Path, moment: datetime, name: str) -> Stage:
    pass_time(player.db, player.clock, moment)
    with player.db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    place = home / name
    place.mkdir()
    shutil.copy(player.home / "terang.db", place / "terang.db")
    (place / "files").symlink_to(player.home / "files")
    emails = {alias: str(told["email"]) for alias, told in player.story.people.items()}
    return Stage(
        place, moment + timedelta(seconds=1), dict(player.persons), {name: number for (_, name), number in player.cases.items()}, emails
    )
