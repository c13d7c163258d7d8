"""A migrated SQLite database per test, the sample application on it, and a browser that reads every page it fetches.

And the demonstration: made once per session, copied for each module that asks for it, served by the product's own `app_of`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert

from tests.conftest import settings_of
from tests.web.client import Browser
from tests.web.sample import NOW, ZONE, sample_app
from web.serve import app_of
from workflow import demo, people
from workflow.installation import Installation, open_installation
from workflow.store import schema
from workflow.store.clock import FixedClock
from workflow.store.database import Database
from workflow.store.tables import installation

PASSWORD = "sawah hijau luas"
PLACE = {
    "id": 1,
    "kind": "real",
    "agency_id": "Kota Mandala",
    "agency_en": "City of Mandala",
    "zone": ZONE,
    "host": "terang.example",
    "created": NOW,
}


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with the newest schema, to copy."""
    path = tmp_path_factory.mktemp("schema") / "terang.db"
    schema.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def db(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(migrated, tmp_path / "terang.db")
    database = Database(f"sqlite:///{tmp_path}/terang.db")
    with database.writing() as connection:
        connection.execute(insert(installation).values(PLACE))
    yield database
    database.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def app(db: Database, clock: FixedClock) -> Flask:
    return sample_app(db, clock=clock)


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def token(db: Database, clock: FixedClock) -> Callable[..., str]:
    """token(email, name, admin=False): the secret of a new session of a new account."""

    def make(email: str = "ratna@contoh.go.id", name: str = "Ratna Wulandari, S.Pd.", *, admin: bool = False) -> str:
        added = people.add_account(db, clock, email, name, admin=admin, password=PASSWORD)
        assert isinstance(added, people.Added), added
        found = people.sign_in(db, clock, email, PASSWORD)
        assert isinstance(found, str)
        return found

    return make


# ------------------------------------------------------------------ the demonstration
@pytest.fixture(scope="module")
def demo_place(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A demonstration of this module alone, open."""
    home = tmp_path_factory.mktemp("rumah")
    shutil.copytree(demo_made, home, dirs_exist_ok=True)
    place = open_installation(settings_of(home))
    yield place
    place.db.close()


@pytest.fixture(scope="module")
def demo_app(demo_place: Installation) -> Flask:
    return app_of(demo_place, RATELIMIT_ENABLED=False)


@pytest.fixture(scope="module")
def signed_in(demo_place: Installation, demo_app: Flask) -> Callable[[str | None], Browser]:
    """signed_in("sari"): a new browser in which that person of the story is signed in; None: a visitor's."""

    def enter(alias: str | None) -> Browser:
        if alias is None:
            return Browser(demo_app)
        token = people.sign_in(demo_place.db, demo_place.clock, f"{alias}@teluksagara.example", demo.PASSWORD)
        assert isinstance(token, str), alias
        return Browser(demo_app, token=token)

    return enter
