"""Rehearsals of an installation: asked for on its pages, played one at a time in a thread, kept as files in its home, the oldest swept.

A thread and not a job: nothing is lost with it, for a rehearsal can be asked for again, and its result belongs to whoever asked here.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Thread
from typing import Any

from sqlalchemy import select

from workflow.core.words import Text
from workflow.rehearse import Asked, rehearse
from workflow.rehearse.asking import Question
from workflow.store import shelf
from workflow.store.database import Database
from workflow.store.tables import installation

KEPT = 12
"""Results that are kept; older ones go when another is asked for."""
_FOLDER, _LOCK, _HALF = "uji-coba", "sedang", "-panggung"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A rehearsal that was asked for. `playing`: the scenario that is being played, and which of them it is. `state`: running, done, failed, broken."""

    id: str
    process: str
    title: Text
    version: str
    candidates: int
    seed: int
    start: date
    scenarios: tuple[str, ...]
    at: datetime
    state: str
    playing: str | None


def begin(db: Database, home: Path, now: datetime, question: Question) -> str | None:
    """Start a rehearsal; returns its id, or None while another one is being played. Raises LookupError where the process is not on offer."""
    asked, title = _asked(db, question)
    folder = _folder(home)
    lock = _locked(folder)
    if lock is None:
        return None
    _sweep(folder)
    id = secrets.token_hex(16)
    head = {
        "id": id, "process": question.process, "title": [title.id, title.en], "version": asked.source.version, "candidates": question.candidates,
        "seed": question.seed, "start": question.start.isoformat(), "scenarios": list(question.scenarios), "at": now.isoformat(),
        "state": "running", "playing": None,
    }  # fmt: skip
    _write(folder / f"{id}.json", head)
    Thread(target=_play, args=(folder, asked, head, lock), name="rehearsal", daemon=True).start()
    return id


def _asked(db: Database, question: Question) -> tuple[Asked, Text]:
    with db.reading() as connection:
        source = shelf.shelved(connection, shelf.offered(connection)[question.process])
        zone = str(connection.execute(select(installation.c.zone)).scalar_one())
        title = shelf.pinned(connection, source.sha256).title
    return Asked(source, question.candidates, question.seed, question.start, zone, question.scenarios), title


def _play(folder: Path, asked: Asked, head: dict[str, Any], lock: int) -> None:
    place = folder / f"{head['id']}.json"
    try:
        stage = folder / f"{head['id']}{_HALF}"
        stage.mkdir()
        found = rehearse(asked, lambda name: _write(place, {**head, "playing": name}), stage)
        _write(folder / f"{head['id']}.hasil.json", found)
        _write(place, {**head, "state": "done"})
    except Exception:  # whatever went wrong is told on the page that waits for it
        _log.exception("the rehearsal %s failed", head["id"])
        _write(place, {**head, "state": "failed"})
    finally:
        shutil.rmtree(folder / f"{head['id']}{_HALF}", ignore_errors=True)
        os.close(lock)


# ------------------------------------------------------------------ reading
def find(home: Path, id: str) -> Kept | None:
    """The rehearsal with this id; None: there is none, or it was swept."""
    place = home / _FOLDER / f"{id}.json"
    return _kept(place) if id.isalnum() and place.is_file() else None


def result(home: Path, id: str) -> dict[str, Any] | None:
    """What it found; None while it has found nothing."""
    place = home / _FOLDER / f"{id}.hasil.json"
    return _read(place) if id.isalnum() and place.is_file() else None


def recent(home: Path, processes: frozenset[str]) -> tuple[Kept, ...]:
    """Rehearsals of these processes, the newest first."""
    places = sorted((home / _FOLDER).glob("*.json")) if (home / _FOLDER).is_dir() else []
    found = [_kept(place) for place in places if place.name.count(".") == 1]
    return tuple(sorted((one for one in found if one.process in processes), key=lambda one: one.at, reverse=True))


def _kept(place: Path) -> Kept:
    """What is running while nobody holds the lock was broken off, if it has not come to its end just now."""
    told = _read(place)
    if told["state"] == "running" and not _is_busy(place.parent):
        told = _read(place)
    state = "broken" if told["state"] == "running" and not _is_busy(place.parent) else told["state"]
    return Kept(
        told["id"], told["process"], Text(*told["title"]), told["version"], told["candidates"], told["seed"],
        date.fromisoformat(told["start"]), tuple(told["scenarios"]), datetime.fromisoformat(told["at"]), state, told["playing"],
    )  # fmt: skip


def _read(place: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return found


# ------------------------------------------------------------------ files
def _folder(home: Path) -> Path:
    folder = home / _FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _locked(folder: Path) -> int | None:
    """A lock that ends with its holder, also where that is killed; None: somebody holds it."""
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _is_busy(folder: Path) -> bool:
    handle = _locked(folder)
    if handle is not None:
        os.close(handle)
    return handle is None


def _write(place: Path, told: Mapping[str, Any]) -> None:
    """Whole or not at all: a page may read at any moment."""
    half = place.with_suffix(".half")
    half.write_text(json.dumps(told, ensure_ascii=False, sort_keys=True), "utf-8")
    half.replace(place)


def _sweep(folder: Path) -> None:
    """Called with the lock held, so nothing is being played: half-made stages and all but the newest results go."""
    for stage in folder.glob(f"*{_HALF}"):
        shutil.rmtree(stage, ignore_errors=True)
    heads = [(_read(p)["at"], p) for p in folder.glob("*.json") if p.name.count(".") == 1]
    for _at, head in sorted(heads, reverse=True)[KEPT - 1 :]:
        head.with_suffix(".hasil.json").unlink(missing_ok=True)
        head.unlink()
