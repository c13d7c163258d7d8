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


@dataclass(frozen=True, slots=True)
class Shelved:
    """A definition as it lies on the shelf. `source`: its text and the files it names, as JSON."""

    sha256: str
    process: str
    version: str
    source: str


def pin(connection: Connection, path: Path, now: datetime) -> Definition:
    """Load the definition at `path` and put it on the shelf, once.

    Raises DefinitionFaults, also where running cases use a version that the file now says otherwise; a demonstration may be made anew.
    """
    found = read(path)
    _refuse_edited(connection, found, path)
    return put(connection, found, now)


def read(path: Path) -> Shelved:
    """The definition at `path` as the shelf keeps it. Raises DefinitionFaults."""
    definition = load(path)
    _loaded[definition.sha256] = definition
    source = json.dumps({"yaml": path.read_text("utf-8"), "files": dict(definition.files)}, ensure_ascii=False, sort_keys=True)
    return Shelved(definition.sha256, definition.process, definition.version, source)


def put(connection: Connection, found: Shelved, now: datetime) -> Definition:
    """Put a definition on the shelf, once."""
    if connection.execute(_SOURCE, {"sha256": found.sha256}).first() is None:
        row = {"sha256": found.sha256, "process": found.process, "version": found.version, "source": found.source, "pinned": now}
        connection.execute(insert(shelf), row)
    return pinned(connection, found.sha256)


def shelved(connection: Connection, sha256: str) -> Shelved:
    """The definition with this hash as it lies on the shelf. Raises LookupError."""
    row = connection.execute(_SOURCE, {"sha256": sha256}).first()
    if row is None:
        raise LookupError(f"no definition {sha256} is pinned")
    return Shelved(sha256, row.process, row.version, row.source)


def _refuse_edited(connection: Connection, found: Shelved, path: Path) -> None:
    mine = {"process": found.process, "version": found.version, "sha256": found.sha256}
    running = connection.execute(_RUNNING, mine).scalar_one()
    if running and connection.execute(_KIND).scalar() != "demo":
        raise faults_at(
            path,
            "version",
            f"{running} running cases keep version {found.version} of {found.process} as it was when they began, so neither this file"
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
        found = shelved(connection, sha256)
        _loaded[sha256] = _read(found.source, f"{found.process}/{found.version}.yaml")
    return _loaded[sha256]


def _read(source: str, name: str) -> Definition:
    found = json.loads(source)
    return load_pinned(found["yaml"], tuple(sorted(found["files"].items())), name)


def offered(connection: Connection) -> Mapping[str, str]:
    """Process -> hash of its highest version, as it was pinned last: what a new root is born under."""
    rows = sorted(connection.execute(_PINNED).all(), key=lambda row: version_key(row.version))
    return {row.process: row.sha256 for row in rows}


def newest(connection: Connection, process: str) -> Definition | None:
    """What a new root of the process is born under."""
    sha256 = offered(connection).get(process)
    return pinned(connection, sha256) if sha256 is not None else None


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
