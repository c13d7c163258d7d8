"""Later versions of the small definition, written beside nothing: each is the small one with changes, and says that it replaces it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.definitions.broken_cases import FOLDER, TEXT
from tests.verbs.house import House
from workflow.core.definition import Definition
from workflow.store import shelf

Change = tuple[str, str]
"""A regular expression, and what takes its place everywhere."""


def write(folder: Path, changes: Sequence[Change] = (), states: str = "", version: str = "2026.2", replaces: str | None = "2026.1") -> Path:
    """The file of a version; `states`: what stands in the map of states."""
    folder.mkdir(parents=True, exist_ok=True)
    text = TEXT
    for old, new in changes:
        text, count = re.subn(old, new, text)
        assert count, f"the small definition no longer has {old!r}"
    told = f'replaces: {{"{replaces}": {{{states}}}}}\n' if replaces else ""
    path = folder / f"{version}.yaml"
    path.write_text(text.replace('version: "2026.1"\n', f'version: "{version}"\n{told}'), encoding="utf-8")
    shutil.copytree(FOLDER, folder / version, dirs_exist_ok=True)
    return path


def pin(house: House, path: Path) -> Definition:
    with house.db.writing() as connection:
        return shelf.pin(connection, path, house.clock.moment)


def later(house: House, changes: Sequence[Change] = (), states: str = "") -> Definition:
    """Version 2026.2 on the shelf."""
    return pin(house, write(house.home / "editions", changes, states))
