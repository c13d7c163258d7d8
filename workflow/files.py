"""Uploads: PDF, JPEG and PNG, judged by their content. The row exists only after the content was opened; bytes lie under `files/`.

An image is encoded anew, which drops whatever else the file carried. A PDF that is locked or active is refused.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Literal

from sqlalchemy import insert, select

from workflow.content import Limits, inspect
from workflow.core.words import Text
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.tables import files
from workflow.trouble import Trouble, tidy

Kind = Literal["application/pdf", "image/jpeg", "image/png"]
NO_FILE = Text("Pilih sebuah berkas.", "Choose a file.")
TOO_BIG = Text(
    "Berkas ini lebih besar dari {most} MB. Perkecil lalu unggah lagi.", "The file is larger than {most} MB. Make it smaller and try again."
)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A stored file. `size` in bytes, of the bytes that are kept; `pages` of a PDF."""

    id: str
    sha256: str
    kind: Kind
    size: int
    pages: int | None
    name: str
    owner: int
    at: datetime


def store(
    db: Database, clock: Clock, home: Path, owner: int, content: BinaryIO | bytes, name: str, limits: Limits | None = None
) -> FileRow | Trouble:
    """Keep an upload of a person. Returns the row, or what is wrong with the file."""
    limits = limits or Limits()
    raw = content if isinstance(content, bytes) else content.read(limits.size + 1)
    if not raw:
        return Trouble("file", NO_FILE)
    if len(raw) > limits.size:
        return Trouble("file", TOO_BIG.fill(most=limits.size // 1_000_000))
    found = inspect(raw, limits)
    if isinstance(found, Text):
        return Trouble("file", found)
    identifier = secrets.token_hex(16)
    _write(path(home, identifier), found.raw)
    with db.writing() as connection:
        row = FileRow(
            identifier, sha256(found.raw).hexdigest(), found.kind, len(found.raw), found.pages, _name(name), owner, clock.now(connection)
        )
        connection.execute(insert(files).values({column: getattr(row, column) for column in FileRow.__slots__}))
    return row


def find(db: Database, identifier: str) -> FileRow | None:
    """The row of a file; who may read it is decided elsewhere."""
    return _one(db, files.c.id == identifier)


def by_content(db: Database, sha256_: str, owner: int | None = None) -> FileRow | None:
    """The first row with this content, of this owner if one is given: what an answer of the journal points to."""
    return _one(db, files.c.sha256 == sha256_, *([] if owner is None else [files.c.owner == owner]))


def path(home: Path, identifier: str) -> Path:
    """Where the bytes of a file lie."""
    return home / "files" / identifier[:2] / identifier


def _one(db: Database, *where: object) -> FileRow | None:
    with db.reading() as connection:
        row = connection.execute(select(files).where(*where).order_by(files.c.at, files.c.id).limit(1)).first()  # type: ignore[arg-type]
    return FileRow(**row._mapping) if row else None


def _name(name: str) -> str:
    """The last part of what the browser calls the file, at most 120 characters with its ending."""
    stem, dot, ending = tidy(name.replace("\\", "/").rpartition("/")[2]).rpartition(".")
    return (stem[: 119 - len(ending)] + dot + ending)[-120:] or "berkas"


def _write(place: Path, raw: bytes) -> None:
    """Durable before the row: a row without its bytes would be an answer that cannot be shown."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
