"""Rehearsals that an installation keeps: one at a time, what was broken off is said, old ones go."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from workflow.core.words import Text
from workflow.installation import set_up
from workflow.rehearse import room
from workflow.rehearse.asking import Question, question
from workflow.store import schema, shelf
from workflow.store.clock import FixedClock
from workflow.store.database import Database
from workflow.trouble import Trouble

SMALL = Path(__file__).resolve().parents[1] / "definitions" / "small" / "2026.1.yaml"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
FEW = Question("pilihan", 2, 1, date(2026, 3, 2), ("few",))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'terang.db'}"
    schema.migrate(url)
    database = Database(url)
    set_up(database, FixedClock(NOW), Text("Kota", "City"), "Asia/Makassar", "h")
    with database.writing() as connection:
        shelf.pin(connection, SMALL, NOW)
    yield database
    database.close()


def done(home: Path, id: str) -> room.Kept:
    """Wait until it has come to an end."""
    for _ in range(600):
        found = room.find(home, id)
        assert found is not None
        if found.state != "running":
            return found
        time.sleep(0.05)
    raise AssertionError("it does not end")


def test_a_rehearsal_is_played_and_kept(db: Database, tmp_path: Path) -> None:
    id = room.begin(db, tmp_path, NOW, FEW)
    assert id is not None
    kept = done(tmp_path, id)
    assert (kept.state, kept.process, kept.candidates, kept.title.en) == ("done", "pilihan", 2, "Small choice")
    told = room.result(tmp_path, id)
    assert told is not None and told["zone"] == "Asia/Makassar" and [one["name"] for one in told["scenarios"]] == ["few"]
    assert [one.id for one in room.recent(tmp_path, frozenset({"pilihan"}))] == [id]
    assert room.recent(tmp_path, frozenset({"lain"})) == ()
    assert sorted(p.name for p in (tmp_path / "uji-coba").iterdir()) == sorted([f"{id}.json", f"{id}.hasil.json", "sedang"])


def test_only_one_is_played_at_a_time(db: Database, tmp_path: Path) -> None:
    first = room.begin(db, tmp_path, NOW, Question("pilihan", 6, 1, date(2026, 3, 2), ("plain", "ties")))
    assert first is not None and room.begin(db, tmp_path, NOW, FEW) is None
    assert done(tmp_path, first).state == "done"
    second = room.begin(db, tmp_path, NOW, FEW)
    assert second is not None
    done(tmp_path, second)


def test_what_was_broken_off_is_said(db: Database, tmp_path: Path) -> None:
    """The server was killed: the file says running, and nobody holds the lock."""
    id = room.begin(db, tmp_path, NOW, FEW)
    assert id is not None
    done(tmp_path, id)
    place = tmp_path / "uji-coba" / f"{id}.json"
    place.write_text(json.dumps({**json.loads(place.read_text("utf-8")), "state": "running"}), "utf-8")
    found = room.find(tmp_path, id)
    assert found is not None and found.state == "broken"


def test_what_fails_is_said(db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fails(*_given: object) -> object:
        raise ValueError("a defect")

    monkeypatch.setattr(room, "rehearse", fails)
    id = room.begin(db, tmp_path, NOW, FEW)
    assert id is not None and done(tmp_path, id).state == "failed"
    assert room.result(tmp_path, id) is None and "a defect" in caplog.text


def test_old_results_and_half_made_stages_go(db: Database, tmp_path: Path) -> None:
    folder = tmp_path / "uji-coba"
    (folder / "x-panggung").mkdir(parents=True)
    for n in range(room.KEPT + 3):
        head = {
            "id": f"{n:032d}", "process": "pilihan", "title": ["a", "b"], "version": "1", "candidates": 1, "seed": 1, "start": "2026-03-02",
            "scenarios": [], "at": (NOW - timedelta(days=n + 1)).isoformat(), "state": "done", "playing": None,
        }  # fmt: skip
        (folder / f"{n:032d}.json").write_text(json.dumps(head), "utf-8")
        (folder / f"{n:032d}.hasil.json").write_text("{}", "utf-8")
    id = room.begin(db, tmp_path, NOW, FEW)
    assert id is not None
    done(tmp_path, id)
    kept = room.recent(tmp_path, frozenset({"pilihan"}))
    assert len(kept) == room.KEPT and kept[0].id == id and kept[-1].id == f"{room.KEPT - 2:032d}"
    assert not (folder / "x-panggung").exists() and not (folder / f"{room.KEPT:032d}.hasil.json").exists()


def test_an_id_is_no_path(tmp_path: Path) -> None:
    assert room.find(tmp_path, "../terang") is None and room.result(tmp_path, "..") is None


# ------------------------------------------------------------------ what is asked
GOOD = {"process": ["pilihan"], "candidates": ["20"], "seed": ["7"], "start": ["2026-09-07"], "scenario": ["ties", "plain"]}


def test_a_question_is_read() -> None:
    assert question(GOOD, {"pilihan"}) == Question("pilihan", 20, 7, date(2026, 9, 7), ("plain", "ties"))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("process", "lain"), ("process", ""), ("candidates", "0"), ("candidates", "61"), ("candidates", "dua"), ("candidates", "٣"),
        ("seed", "-1"), ("seed", "1000000"), ("start", "2026-02-30"), ("start", "1999-01-01"), ("scenario", "lain"), ("scenario", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_beside_its_field(field: str, text: str) -> None:
    found = question({**GOOD, field: [text]}, {"pilihan"})
    assert isinstance(found, tuple) and [one.field for one in found] == [field] and all(isinstance(one, Trouble) for one in found)


def test_everything_wrong_is_said_at_once() -> None:
    found = question({}, {"pilihan"})
    assert isinstance(found, tuple) and len(found) == 5
