"""The rules that run here: every process on offer, every version that was ever pinned, and what changed from one to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, select

from workflow.core.compare import Change, Hunk, compare, line_changes
from workflow.core.definition import Definition
from workflow.core.packs import Pack, Verdict, judge, without
from workflow.core.words import Text
from workflow.queries.public_rules_runs import RootLine, Runs, roots_on, runs_of
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.database import Database

MARK = 16
"""Characters of the SHA-256 that tell versions apart where two were pinned under one name."""
_ALL = select(t.shelf.c.sha256, t.shelf.c.process, t.shelf.c.version, t.shelf.c.pinned).order_by(
    t.shelf.c.process, t.shelf.c.pinned, t.shelf.c.version
)
_OF_PROCESS = _ALL.where(t.shelf.c.process == bindparam("process"))


@dataclass(frozen=True, slots=True)
class Version:
    """One version on the shelf. `mark`: how addresses name it. `replaces`: the version on offer before it.

    `offered_from`: since when new roots were begun under it, None where another one pinned with it was on offer at once;
    `offered_until`: when the next one took its place.
    """

    process: str
    version: str
    mark: str
    sha256: str
    pinned: datetime
    offered_from: datetime | None
    offered_until: datetime | None
    replaces: str | None
    runs: Runs

    @property
    def offered(self) -> bool:
        return self.offered_from is not None and self.offered_until is None


@dataclass(frozen=True, slots=True)
class JudgedPack:
    """A dated, cited pack of rules that a definition uses, with a verdict for each of its rules."""

    pack: Pack
    verdicts: tuple[Verdict, ...]

    def count(self, *statuses: str) -> int:
        return sum(verdict.status in statuses for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class Process:
    """A process with its versions, the newest first; `definition` is the one on offer."""

    definition: Definition
    versions: tuple[Version, ...]

    @property
    def offered(self) -> Version:
        return next(v for v in self.versions if v.offered)


@dataclass(frozen=True, slots=True)
class RulesPage:
    """One version. `versions`: all of the process, the newest first. `roots`: announced ones that run or ran under it, not all of many."""

    definition: Definition
    here: Version
    versions: tuple[Version, ...]
    packs: tuple[JudgedPack, ...]
    roots: tuple[RootLine, ...]

    @property
    def before(self) -> Version | None:
        """The version that this one replaced."""
        return next((v for v in self.versions if v.mark == self.here.replaces), None)


@dataclass(frozen=True, slots=True)
class FileChanges:
    """A file of the definition that differs; `name` None is the definition itself."""

    name: str | None
    hunks: tuple[Hunk, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """From the older version to the newer."""

    title: Text
    old: Version
    new: Version
    changes: tuple[Change, ...]
    files: tuple[FileChanges, ...]


def processes(db: Database) -> tuple[Process, ...]:
    """Every process on the shelf, by its title."""
    with db.reading() as connection:
        rows = connection.execute(_ALL).all()
        found = [_process(connection, list(group)) for _name, group in groupby(rows, key=lambda row: row.process)]
        return tuple(sorted(found, key=lambda p: p.definition.title.id))


def process_page(db: Database, process: str) -> Process | None:
    """None: no such process is on the shelf."""
    with db.reading() as connection:
        rows = connection.execute(_OF_PROCESS, {"process": process}).all()
        return _process(connection, rows) if rows else None


def rules_page(db: Database, process: str, mark: str) -> RulesPage | None:
    """One version of a process for everybody to read; None: no such process or version is on the shelf."""
    found = process_page(db, process)
    here = version_of(found, mark)
    if found is None or here is None:
        return None
    with db.reading() as connection:
        definition = shelf.pinned(connection, here.sha256)
        roots = roots_on(connection, here.sha256)
    return RulesPage(definition, here, found.versions, judged(definition), roots)


def judged(definition: Definition) -> tuple[JudgedPack, ...]:
    """The rule packs that the definition uses: of each rule whether it is kept, asked at steps, waived or only noted."""
    verdicts = list(judge(without(definition)))
    return tuple(JudgedPack(used.pack, tuple(v for v in verdicts if v.used is used)) for used in definition.packs)


def difference(db: Database, process: str, old: str, new: str) -> Difference | None:
    """What changed between two versions of a process, the older one first whatever the order asked; None: no such versions."""
    found = process_page(db, process)
    one, other = version_of(found, old), version_of(found, new)
    if found is None or one is None or other is None or one.sha256 == other.sha256:
        return None
    if found.versions.index(one) < found.versions.index(other):
        one, other = other, one
    with db.reading() as connection:
        before, after = (shelf.pinned(connection, version.sha256) for version in (one, other))
        texts = [shelf.source(connection, version.sha256) for version in (one, other)]
    return Difference(after.title, one, other, compare(before, after), _files(*texts))


def _files(old: shelf.Source, new: shelf.Source) -> tuple[FileChanges, ...]:
    names = sorted({*old.files, *new.files})
    found = [FileChanges(None, line_changes(old.yaml, new.yaml))]
    found += [FileChanges(name, line_changes(old.files.get(name, ""), new.files.get(name, ""))) for name in names]
    return tuple(file for file in found if file.hunks)


# ------------------------------------------------------------------ versions
def version_of(process: Process | None, mark: str) -> Version | None:
    """By its name, else by the beginning of its SHA-256."""
    versions = process.versions if process is not None else ()
    named = next((v for v in versions if v.version == mark), None)
    return named or next((v for v in versions if len(mark) >= MARK and v.sha256.startswith(mark)), None)


def _process(connection: Connection, rows: Sequence[Any]) -> Process:
    """`rows`: those of one process, as they were pinned. Of several pinned at one moment only the last was ever on offer."""
    offers = [list(group)[-1].sha256 for _pinned, group in groupby(rows, key=lambda row: row.pinned)]
    marks = _marks(rows)
    runs = runs_of(connection, list(marks))
    versions = tuple(_version(row, rows, offers, marks, runs[row.sha256]) for row in reversed(rows))
    return Process(shelf.pinned(connection, offers[-1]), versions)


def _marks(rows: Sequence[Any]) -> dict[str, str]:
    """SHA-256 -> how addresses name the version: of several under one name only the last goes by it."""
    last = {row.version: row.sha256 for row in rows}
    return {row.sha256: row.version if last[row.version] == row.sha256 else row.sha256[:MARK] for row in rows}


def _version(row: Any, rows: Sequence[Any], offers: Sequence[str], marks: Mapping[str, str], runs: Runs) -> Version:
    at = offers.index(row.sha256) if row.sha256 in offers else None
    since, until, replaces = None, None, None
    if at is not None:
        pinned = {other.sha256: other.pinned for other in rows}
        since, until = row.pinned, pinned[offers[at + 1]] if at + 1 < len(offers) else None
        replaces = marks[offers[at - 1]] if at else None
    return Version(row.process, row.version, marks[row.sha256], row.sha256, row.pinned, since, until, replaces, runs)
