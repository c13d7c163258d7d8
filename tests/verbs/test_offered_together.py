"""An installation opens only where what its definitions take from each other is lent: by what is pinned already, or by what comes along."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import settings_of
from workflow.installation import open_installation
from workflow.load import DefinitionFaults
from workflow.store import schema, shelf
from workflow.store.clock import DatabaseClock
from workflow.store.database import Database

WIDE = Path(__file__).parents[1] / "definitions" / "wide"
TAKEN = "published: {process: luas, publication: sheet, take: around"
LENT = "figures: [around, "
NOT_LENT = "lain does not lend peers in sheet: take one of around, matrix.grade"


def write(home: Path, process: str, take: str = "around", version: str = "2026.1", lends: str = LENT) -> Path:
    """A process that takes a figure of `lain`."""
    folder = home / "definitions" / process
    folder.mkdir(parents=True, exist_ok=True)
    text = (WIDE / "2026.1.yaml").read_text("utf-8")
    assert TAKEN in text and LENT in text
    text = text.replace(TAKEN, f"published: {{process: lain, publication: sheet, take: {take}").replace(LENT, lends)
    text = text.replace("process: luas\n", f"process: {process}\n").replace('version: "2026.1"', f'version: "{version}"')
    shutil.copytree(WIDE / "2026.1", folder / version, dirs_exist_ok=True)
    path = folder / f"{version}.yaml"
    path.write_text(text, "utf-8")
    return path


def opened(home: Path) -> set[str]:
    """The processes on offer."""
    place = open_installation(settings_of(home))
    with place.db.reading() as connection:
        found = set(shelf.offered(connection))
    place.db.close()
    return found


def refused(home: Path, path: Path) -> None:
    with pytest.raises(DefinitionFaults) as faults:
        opened(home)
    (problem,) = faults.value.problems
    assert problem.file == str(path) and problem.line > 1 and NOT_LENT in problem.message


def test_what_comes_along_lends_and_what_lies_there_too(tmp_path: Path) -> None:
    write(tmp_path, "lain")
    assert opened(tmp_path) == {"lain"}
    write(tmp_path, "luas")
    assert opened(tmp_path) == {"lain", "luas"}


def test_figures_that_are_not_lent_are_refused_and_nothing_is_pinned(tmp_path: Path) -> None:
    write(tmp_path, "lain")
    path = write(tmp_path, "luas", take="peers")
    refused(tmp_path, path)
    db = Database(settings_of(tmp_path).database)
    with db.reading() as connection:
        assert shelf.offered(connection) == {}
    db.close()
    write(tmp_path, "luas")
    assert opened(tmp_path) == {"lain", "luas"}


def test_a_later_version_must_go_on_lending_what_others_take(tmp_path: Path) -> None:
    write(tmp_path, "lain")
    path = write(tmp_path, "luas")
    opened(tmp_path)
    later = write(tmp_path, "lain", version="2026.2", lends="figures: [")
    with pytest.raises(DefinitionFaults, match="does not lend around in sheet") as faults:
        opened(tmp_path)
    assert {problem.file for problem in faults.value.problems} == {str(path), str(later)}


def test_a_process_that_is_not_here_is_no_reason_to_refuse(tmp_path: Path) -> None:
    write(tmp_path, "luas")
    assert opened(tmp_path) == {"luas"}


def test_what_is_on_offer_already_stays_so(tmp_path: Path) -> None:
    """It was pinned before this was asked."""
    paths, settings = [write(tmp_path, "lain"), write(tmp_path, "luas", take="peers")], settings_of(tmp_path)
    schema.migrate(settings.database)
    db, clock = Database(settings.database), DatabaseClock()
    with db.writing() as connection:
        for path in paths:
            shelf.pin(connection, path, clock.now(connection))
    db.close()
    assert opened(tmp_path) == {"lain", "luas"}
