"""A process of the kill test: writers that take steps until somebody kills it. Each step is told to the log before and after it.

Usage: python -m tests.verbs.steps_until_killed URL LOG MOMENT CASE:PERSON:FILE [...]
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import time
from datetime import datetime
from pathlib import Path
from threading import Thread

from tests.verbs.house import APPLY
from workflow.act import Actor, Done, act
from workflow.store.clock import FixedClock
from workflow.store.database import Database


class Log:
    """Lines that are on the disk when `put` returns."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def put(self, **line: object) -> None:
        os.write(self.file, (json.dumps(line) + "\n").encode())
        os.fsync(self.file)


def read(path: Path) -> list[dict[str, object]]:
    """The whole lines of a log; the one that was being written at a kill is no line."""
    lines = path.read_text("utf-8").split("\n")[:-1] if path.exists() else []
    return [json.loads(line) for line in lines]


class Writer:
    """One applicant who corrects one application again and again."""

    def __init__(self, db: Database, clock: FixedClock, log: Log, told: str) -> None:
        self.db, self.clock, self.log = db, clock, log
        self.case, person, self.file = told.split(":")
        self.actor = Actor(int(person), "person")

    def step(self, key: str) -> None:
        self.log.put(asked=key, case=self.case)
        answers = {**{name: [text] for name, text in APPLY.items()}, "name": ["Pelamar"], "papers": [self.file]}
        done = act(self.db, self.clock, self.case, "correct", self.actor, answers, key=key)
        if not isinstance(done, Done):
            self.log.put(refused=str(done), case=self.case)
            raise RuntimeError(f"refused: {done}")
        self.log.put(key=key, case=self.case, revision=done.revision, code=done.code)

    def work(self, unanswered: list[str]) -> None:
        """First what was sent and never answered, with the same key, as a browser does; then new steps for ever."""
        for key in unanswered:
            self.step(key)
        while True:
            self.step(secrets.token_hex(16))


def unanswered(path: Path, case: str) -> list[str]:
    lines = [line for line in read(path) if line["case"] == case]
    answered = {line["key"] for line in lines if "key" in line}
    return [str(line["asked"]) for line in lines if "asked" in line and line["asked"] not in answered]


def main() -> None:
    url, log, moment, *told = sys.argv[1:]
    db, clock = Database(url), FixedClock(datetime.fromisoformat(moment))
    writers = [Writer(db, clock, Log(Path(log)), one) for one in told]
    left = [unanswered(Path(log), writer.case) for writer in writers]
    for writer, keys in zip(writers, left, strict=True):
        Thread(target=writer.work, args=(keys,), daemon=True).start()
    time.sleep(120)


if __name__ == "__main__":
    main()
