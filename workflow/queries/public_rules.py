"""The rules that run here: every pinned version of every definition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from workflow.core.definition import Definition
from workflow.core.words import Text
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.database import Database

_ALL = select(t.shelf.c.sha256, t.shelf.c.process, t.shelf.c.version, t.shelf.c.pinned).order_by(
    t.shelf.c.process, t.shelf.c.pinned.desc(), t.shelf.c.version.desc()
)
_OF_PROCESS = _ALL.where(t.shelf.c.process == bindparam("process"))
_ROOTS = select(t.cases.c.definition, func.count()).where(t.cases.c.parent.is_(None)).group_by(t.cases.c.definition)


@dataclass(frozen=True, slots=True)
class Version:
    """`roots`: how many were begun under it. `newest`: what a new root is begun under."""

    process: str
    version: str
    title: Text
    sha256: str
    pinned: datetime
    roots: int
    newest: bool


@dataclass(frozen=True, slots=True)
class RulesPage:
    definition: Definition
    here: Version
    versions: tuple[Version, ...]


def versions(db: Database, process: str | None = None) -> tuple[Version, ...]:
    """Every version pinned, by process, the newest first."""
    with db.reading() as connection:
        rows = connection.execute(_OF_PROCESS if process else _ALL, {"process": process} if process else {}).all()
        counted = {row[0]: int(row[1]) for row in connection.execute(_ROOTS)}
        offered = set(shelf.offered(connection).values())
        return tuple(
            Version(
                row.process, row.version, shelf.pinned(connection, row.sha256).title, row.sha256, row.pinned,
                counted.get(row.sha256, 0), row.sha256 in offered,
            )
            for row in rows
        )  # fmt: skip


def rules_page(db: Database, process: str, version: str) -> RulesPage | None:
    """One version of a process for everybody to read; None: no such process or version is on the shelf."""
    found = versions(db, process)
    here = next((v for v in found if v.version == version), None)
    if here is None:
        return None
    with db.reading() as connection:
        return RulesPage(shelf.pinned(connection, here.sha256), here, found)
