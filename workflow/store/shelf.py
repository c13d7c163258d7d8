"""Pinned definitions: a running case keeps the very text it was born under, known by its SHA-256."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, insert, select

from workflow.core.definition import Definition
from workflow.load import load, load_pinned
from workflow.store.tables import shelf

_SOURCE = select(shelf.c.source, shelf.c.process, shelf.c.version).where(shelf.c.sha256 == bindparam("sha256"))
_OFFERED = select(shelf.c.sha256, shelf.c.process, shelf.c.version).order_by(shelf.c.process, shelf.c.pinned, shelf.c.version)
_loaded: dict[str, Definition] = {}


def pin(connection: Connection, path: Path, now: datetime) -> Definition:
    """Load the definition at `path` and put it on the shelf, once. Raises DefinitionFaults."""
    definition = load(path)
    _loaded[definition.sha256] = definition
    if connection.execute(_SOURCE, {"sha256": definition.sha256}).first() is None:
        source = json.dumps({"yaml": path.read_text("utf-8"), "files": dict(definition.files)}, ensure_ascii=False, sort_keys=True)
        row = {"sha256": definition.sha256, "process": definition.process, "version": definition.version, "source": source, "pinned": now}
        connection.execute(insert(shelf), row)
    return definition


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
    """Process -> hash of the version pinned last: what a new root is born under."""
    return {row.process: row.sha256 for row in connection.execute(_OFFERED)}


def definition_files(folder: Path) -> list[Path]:
    """Every definition below a folder: `<process>/<version>.yaml`."""
    return sorted(p for p in folder.glob("*/*.yaml") if p.with_suffix("").is_dir())
