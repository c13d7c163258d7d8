"""Pinned definitions: a running case keeps the very text it was born under, known by its SHA-256."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, func, insert, select

from workflow.core.definition import Definition
from workflow.core.replaces import version_key
from workflow.load import faults_at, load, load_pinned
from workflow.store.tables import cases, installation, shelf

_SOURCE = select(shelf.c.source, shelf.c.process, shelf.c.version).where(shelf.c.sha256 == bindparam("sha256"))
_PINNED = select(shelf.c.sha256, shelf.c.process, shelf.c.version).order_by(shelf.c.pinned, shelf.c.sha256)
_KIND = select(installation.c.kind)
_RUNNING = (
    select(func.count())
    .select_from(cases.join(shelf, shelf.c.sha256 == cases.c.definition))
    .where(
        shelf.c.process == bindparam("process"),
        shelf.c.version == bindparam("version"),
        shelf.c.sha256 != bindparam("sha256"),
        cases.c.ended.is_(False),
    )
)
_loaded: dict[str, Definition] = {}


def pin(connection: Connection, path: Path, now: datetime) -> Definition:
    """Load the definition at `path` and put it on the shelf, once.

    Raises DefinitionFaults, also where running cases use a version that the file now says otherwise; a demonstration may be made anew.
    """
    definition = load(path)
    _refuse_edited(connection, definition, path)
    _loaded[definition.sha256] = definition
    if connection.execute(_SOURCE, {"sha256": definition.sha256}).first() is None:
        source = json.dumps({"yaml": path.read_text("utf-8"), "files": dict(definition.files)}, ensure_ascii=False, sort_keys=True)
        row = {"sha256": definition.sha256, "process": definition.process, "version": definition.version, "source": source, "pinned": now}
        connection.execute(insert(shelf), row)
    return definition


def _refuse_edited(connection: Connection, definition: Definition, path: Path) -> None:
    mine = {"process": definition.process, "version": definition.version, "sha256": definition.sha256}
    running = connection.execute(_RUNNING, mine).scalar_one()
    if running and connection.execute(_KIND).scalar() != "demo":
        raise faults_at(
            path,
            "version",
            f"{running} running cases keep version {definition.version} of {definition.process} as it was when they began, so neither this file"
            " nor what it names (letters, rubrics, rule packs) may change. Take the change back, or save it as a new version, in a file and"
            " folder of its own, which says what it `replaces`",
        )


@dataclass(frozen=True, slots=True)
class Source:
    """What was pinned: the YAML as it was written, and path below the version folder -> text of each file that it names."""

    yaml: str
    files: Mapping[str, str]


def source(connection: Connection, sha256: str) -> Source:
    """The texts behind a hash. Raises LookupError."""
    row = connection.execute(_SOURCE, {"sha256": sha256}).first()
    if row is None:
        raise LookupError(f"no definition {sha256} is pinned")
    found = json.loads(row.source)
    return Source(found["yaml"], found["files"])


def pinned(connection: Connection, sha256: str) -> Definition:
    """The definition with this hash. Raises LookupError."""
    if sha256 not in _loaded:
        row = connection.execute(_SOURCE, {"sha256": sha256}).first()
        if row is None:
            raise LookupError(f"no definition {sha256} is pinned")
        _loaded[sha256] = _read(row.source, f"{row.process}/{row.version}.yaml")
    return _loaded[sha256]


def _read(source: str, name: str) -> Definition:
    found = json.loads(source)
    return load_pinned(found["yaml"], tuple(sorted(found["files"].items())), name)


def offered(connection: Connection) -> Mapping[str, str]:
    """Process -> hash of its highest version, as it was pinned last: what a new root is born under."""
    rows = sorted(connection.execute(_PINNED).all(), key=lambda row: version_key(row.version))
    return {row.process: row.sha256 for row in rows}


def versions(connection: Connection, process: str) -> dict[str, list[str]]:
    """Version -> hashes under which it was pinned, the last one last; versions in their order."""
    found: dict[str, list[str]] = {}
    for row in sorted(connection.execute(_PINNED).all(), key=lambda row: version_key(row.version)):
        if row.process == process:
            found.setdefault(row.version, []).append(row.sha256)
    return found


def definition_files(folder: Path) -> list[Path]:
    """Every definition below a folder, `<process>/<version>.yaml`; the versions of a process in their order."""
    found = (p for p in folder.glob("*/*.yaml") if p.with_suffix("").is_dir())
    return sorted(found, key=lambda p: (p.parent.name, version_key(p.stem), p.stem))
