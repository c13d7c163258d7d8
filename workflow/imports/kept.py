"""Files between the trial and the confirmation: kept for a day below the home, known only to whoever brought them."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path

KEPT = timedelta(days=1)
_ID = re.compile(r"[0-9a-f]{32}")


def keep(home: Path, person: int, content: bytes, now: datetime) -> str:
    """Keep a file; those that were never confirmed go after a day. Returns what it is called for this person."""
    folder = home / "tables"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in folder.iterdir():
        if datetime.fromtimestamp(old.stat().st_mtime, tz=now.tzinfo) < now - KEPT:
            old.unlink(missing_ok=True)
    id = secrets.token_hex(16)
    path = folder / f"{person}-{id}"
    path.touch(mode=0o600)
    path.write_bytes(content)
    return id


def load(home: Path, person: int, id: str) -> bytes | None:
    """The file as it was brought; None where there is none any more, or it is somebody else's."""
    path = home / "tables" / f"{person}-{id}"
    return path.read_bytes() if _ID.fullmatch(id) and path.is_file() else None


def drop(home: Path, person: int, id: str) -> None:
    if _ID.fullmatch(id):
        (home / "tables" / f"{person}-{id}").unlink(missing_ok=True)
