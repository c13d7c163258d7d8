"""A migrated SQLite database per test, the sample application on it, and a browser that reads every page it fetches."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert

from tests.web.client import Browser
from tests.web.sample import NOW, ZONE, sample_app
from workflow import people
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
