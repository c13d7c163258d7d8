"""kill -9 in the middle of steps: what was acknowledged stands once, what was not stands once or not at all, and the next start is quick."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from sqlalchemy import select

from tests.verbs.house import House
from tests.verbs.journal import assert_sound, events
from tests.verbs.steps_until_killed import read
from workflow.act import token_hash
from workflow.core import record
from workflow.store import tables as t

KILLS = 20
WRITERS = ("gita", "hadi", "indra", "kiki")
START_LIMIT = 5.0
"""Seconds from the start of a process to its first acknowledged step; the median, for a busy neighbour is no fault of ours."""
ROOT = Path(__file__).resolve().parents[2]


def load(house: House, log: Path) -> list[str]:
    told = [f"{house.entries[who]}:{house.persons[who]}:{house.files[who]}" for who in WRITERS]
    url = str(house.db.url)
    return [sys.executable, "-m", "tests.verbs.steps_until_killed", url, str(log), house.clock.moment.isoformat(), *told]


def acknowledged(log: Path) -> dict[str, tuple[str, int, str]]:
    """Hash of the key -> case, revision and code, as the process was told."""
    return {token_hash(str(x["key"])): (str(x["case"]), int(str(x["revision"])), str(x["code"])) for x in read(log) if "key" in x}


def killed_once(house: House, log: Path, after: float) -> float:
    """Start, wait for a first answer, let it run on, kill. Returns the seconds until the first answer."""
    before, started = len(acknowledged(log)), time.monotonic()
    with log.with_suffix(".err").open("ab") as trouble, subprocess.Popen(load(house, log), cwd=ROOT, stderr=trouble) as process:
        try:
            while len(acknowledged(log)) == before:
                assert process.poll() is None, log.with_suffix(".err").read_text("utf-8")
                assert time.monotonic() - started < 60
                time.sleep(0.02)
            first = time.monotonic() - started
            time.sleep(after)
        finally:
            process.kill()
    return first


def journal_of(house: House) -> dict[str, tuple[str, int, str]]:
    """Hash of the key -> case, revision and code, as the database tells; keys are unique there."""
    columns = select(t.once.c.key, t.cases.c.number, t.once.c.revision, t.events.c.leaf).join(t.cases, t.cases.c.id == t.once.c.case_id)
    same = (t.events.c.case_id == t.once.c.case_id) & (t.events.c.revision == t.once.c.revision)
    with house.db.reading() as connection:
        return {row.key: (row.number, row.revision, record.code(row.leaf)) for row in connection.execute(columns.join(t.events, same))}


def test_twenty_kills_under_load(house: House, tmp_path: Path) -> None:
    """Four writers at a time. Also the steps that were sent and never answered are sent again with their keys, and stand once."""
    house.announced()
    for who in WRITERS:
        house.submit(who)
    log, chance, starts = tmp_path / "log", random.Random(7), list[float]()
    for _ in range(KILLS):
        starts.append(killed_once(house, log, chance.uniform(0.02, 0.5)))
        told, stands = acknowledged(log), journal_of(house)
        assert told.items() <= stands.items()
        assert set(stands) <= {token_hash(str(line["asked"])) for line in read(log) if "asked" in line}
        assert len(events(house.db, "correct")) == len(stands)
    assert not [line for line in read(log) if "refused" in line]
    assert len(acknowledged(log)) > 4 * KILLS
    assert_sound(house.db)
    assert median(starts) < START_LIMIT, starts
