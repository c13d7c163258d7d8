"""Making a demonstration where there is nothing yet: aside first, then into its place, so that a half-made one is never opened."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy.engine import make_url

from workflow.demo.play import start
from workflow.installation import open_installation
from workflow.settings import Settings

ASIDE = "peraga-setengah-jadi"


def build_aside(settings: Settings, host: str, begins: Callable[[], None]) -> bool:
    """Make the demonstration's SQLite file and its documents; False where a database is there already, or on PostgreSQL.

    `begins` is called once it is known that there is something to do. Broken off at any point it leaves no database, so the next call begins again. Raises DefinitionFaults, StoryError.
    """
    target = Path(make_url(settings.database).database or "") if settings.is_sqlite else None
    if target is None or target.exists():
        return False
    begins()
    aside = settings.home / ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    apart = replace(settings, home=aside, database=f"sqlite:///{aside / 'terang.db'}")
    place = open_installation(apart, synchronous="OFF")  # a file that is thrown away if this breaks off need not outlive a power cut
    start(place.db, place.clock, aside, settings.definitions, host)
    place.db.close()
    _move(aside, settings.home, target)
    return True


def _to_disk(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _move(aside: Path, home: Path, target: Path) -> None:
    """The database last: as long as it is missing, the demonstration has not been made."""
    if (aside / "files").is_dir():
        shutil.copytree(aside / "files", home / "files", dirs_exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    _to_disk(aside / "terang.db")
    (aside / "terang.db").replace(target)
    shutil.rmtree(aside)
