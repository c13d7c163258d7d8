"""The port of `workflow.jobs` without threads, files or dbos: what tests and rehearsals run on."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from workflow.jobs import Argument, Job, Status


class InMemory:
    """Nothing runs until `run` is called."""

    def __init__(self, jobs: Mapping[str, Job], now: datetime) -> None:
        self.jobs, self.now = jobs, now
        self._queue: dict[str, tuple[datetime, str, tuple[Argument, ...]]] = {}
        self._repeated: list[str] = []
        self._status: dict[str, Status] = {}

    def enqueue(self, job: str, *arguments: Argument, key: str | None = None) -> str:
        return self.enqueue_at(timedelta(), job, *arguments, key=key)

    def enqueue_at(self, wait: timedelta, job: str, *arguments: Argument, key: str | None = None) -> str:
        if job not in self.jobs:
            raise KeyError(job)
        identifier = key or uuid4().hex
        if identifier not in self._status:
            self._queue[identifier] = (self.now + wait, job, arguments)
            self._status[identifier] = Status.WAITING
        return identifier

    def every(self, seconds: float, job: str) -> None:
        self._repeated.append(job)

    def cancel(self, identifier: str) -> None:
        if self._queue.pop(identifier, None):
            self._status[identifier] = Status.CANCELLED

    def status(self, identifier: str) -> Status:
        return self._status.get(identifier, Status.UNKNOWN)

    def run(self, now: datetime | None = None) -> None:
        """One round at a moment: every repeated job once, then what is due, in order."""
        self.now = now or self.now
        for job in self._repeated:
            self.jobs[job]()
        for identifier, (moment, job, arguments) in sorted(self._queue.items(), key=lambda item: item[1][0]):
            if moment <= self.now:
                del self._queue[identifier]
                self._status[identifier] = Status.FAILED
                with suppress(Exception):
                    self.jobs[job](*arguments)
                    self._status[identifier] = Status.DONE
