"""Background work behind a port of five methods: enqueue, enqueue_at, every, cancel, status. The only module that imports dbos.

DBOS keeps ids and names of jobs and may be lost: what is due (windows, tasks, letters) lies in our own rows, which loops read.
A job runs at least once; it must be safe to run twice. Deadlines of cases are never jobs: DBOS knows the machine's clock, not ours.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from typing import Any, Protocol
from uuid import uuid4

from sqlalchemy import Connection, create_engine, text

from workflow import drafts, letters, people
from workflow.store.clock import Clock
from workflow.store.database import Database

Argument = str | int
Job = Callable[..., object]

# Jobs that repeat, with their pause in seconds. Each reads first and writes nothing when nothing is due.
EVERY = {"due": 2.0, "deliver": 2.0, "sweep": 3600.0}

_APPLICATION = "terang"
_VERSION = "1"  # pinned: DBOS leaves pending work of another version alone, and would derive one from our source
_QUEUE = "terang"
_WORKFLOW = "terang.job"
_AT_ONCE = 4
_LONGEST_PAUSE = 60.0
_ADOPT_EVERY = 10.0
_log = logging.getLogger(__name__)


class Status(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


_STATUS = {
    "ENQUEUED": Status.WAITING,
    "DELAYED": Status.WAITING,
    "PENDING": Status.RUNNING,
    "SUCCESS": Status.DONE,
    "ERROR": Status.FAILED,
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": Status.FAILED,
    "CANCELLED": Status.CANCELLED,
}


class NameTaken(RuntimeError):
    """A worker of this name is alive: two of one name would run the same job twice."""


class Runner(Protocol):
    """The port."""

    def enqueue(self, job: str, *arguments: Argument, key: str | None = None) -> str:
        """Run the job soon; returns its id. The same `key` again is the same job. Raises KeyError for an unknown job."""
        ...

    def enqueue_at(self, wait: timedelta, job: str, *arguments: Argument, key: str | None = None) -> str:
        """Run the job after a wait by the machine's clock."""
        ...

    def every(self, seconds: float, job: str) -> None:
        """Run the job again and again in this process, with a pause between."""
        ...

    def cancel(self, identifier: str) -> None:
        """Take a job that has not begun out of the queue."""
        ...

    def status(self, identifier: str) -> Status: ...


def house_jobs(db: Database, clock: Clock, office: letters.Office, take_due: Callable[[Database, Clock], int]) -> dict[str, Job]:
    """The jobs that keep the house: what the clock has to do, letters to deliver, sessions and drafts to forget."""

    def sweep() -> None:
        people.sweep(db, clock)
        drafts.expire(db, clock)

    return {"due": lambda: take_due(db, clock), "deliver": lambda: letters.deliver_due(db, clock, office), "sweep": sweep}


def run_embedded(home: Path, jobs: Mapping[str, Job]) -> Worker:
    """Start everything inside this one process, with a SQLite file of its own in `home`. Starts the loops of EVERY too."""
    place = home / "jobs.db"
    connection = sqlite3.connect(place)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    return _started(Worker(f"sqlite:///{place}", "embedded", jobs))


def run_worker(url: str, name: str, jobs: Mapping[str, Job]) -> Worker:
    """Start one of any number of workers on PostgreSQL, schema `dbos`. `name` is stable over restarts and unique among the living.

    Raises NameTaken. Adopts the unfinished jobs of workers that have died.
    """
    return _started(NamedWorker(url, name, jobs))


def _started(worker: Worker) -> Worker:
    for job, seconds in EVERY.items():
        if job in worker.jobs:
            worker.every(seconds, job)
    return worker


class Enqueuer:
    """For processes that only hand out work, such as the web's beside workers. The schema must exist: start a worker first."""

    def __init__(self, url: str, jobs: Mapping[str, Job]) -> None:
        from dbos import DBOSClient

        self.jobs = jobs
        self._client = DBOSClient(system_database_url=url, serializer=_json(), application_name=_APPLICATION)

    def enqueue(self, job: str, *arguments: Argument, key: str | None = None) -> str:
        return self.enqueue_at(timedelta(), job, *arguments, key=key)

    def enqueue_at(self, wait: timedelta, job: str, *arguments: Argument, key: str | None = None) -> str:
        if job not in self.jobs:
            raise KeyError(job)
        options: Any = {"workflow_name": _WORKFLOW, "queue_name": _QUEUE, "app_version": _VERSION, "workflow_id": key or uuid4().hex}
        if wait > timedelta():
            options["delay_seconds"] = wait.total_seconds()
        return self._client.enqueue(options, job, list(arguments)).get_workflow_id()

    def cancel(self, identifier: str) -> None:
        if self.status(identifier) is Status.WAITING:
            self._client.cancel_workflow(identifier)

    def status(self, identifier: str) -> Status:
        found = self._client.list_workflows(workflow_ids=[identifier])
        return _STATUS[found[0].status] if found else Status.UNKNOWN

    def close(self) -> None:
        self._client.destroy()


class Worker(Enqueuer):
    """The process that runs the jobs. DBOS is launched here and nowhere else; never before a fork."""

    def __init__(self, url: str, name: str, jobs: Mapping[str, Job]) -> None:
        _launch(url, name, jobs)
        super().__init__(url, jobs)
        self._stopping = Event()
        self._threads: list[Thread] = []

    def every(self, seconds: float, job: str) -> None:
        self._repeat(seconds, job, self.jobs[job])

    def _repeat(self, seconds: float, name: str, do: Job) -> None:
        thread = Thread(target=_loop, args=(self._stopping, seconds, name, do), name=f"every-{name}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def close(self) -> None:
        """End the loops and DBOS; a running job is given ten seconds, then the next start runs it again."""
        from dbos import DBOS

        self._stopping.set()
        for thread in self._threads:
            thread.join(10)
        super().close()
        DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=10)


class NamedWorker(Worker):
    """A worker beside others on PostgreSQL: holds a lock on its name and adopts what dead workers left."""

    def __init__(self, url: str, name: str, jobs: Mapping[str, Job]) -> None:
        self._engine = create_engine(url, isolation_level="AUTOCOMMIT")
        self._held = self._engine.connect()
        if not _lock(self._held, name):
            self._held.close()
            raise NameTaken(name)
        super().__init__(url, name, jobs)
        self._repeat(_ADOPT_EVERY, "adopt", self.adopt)

    def adopt(self) -> int:
        """Take over the unfinished jobs of workers whose lock is free; returns of how many. The lock is held until that is done."""
        from dbos import DBOS

        pending = text("SELECT DISTINCT executor_id FROM dbos.workflow_status WHERE status = 'PENDING'")
        adopted = 0
        with self._engine.connect() as connection:
            for name in connection.execute(pending).scalars().all():
                if _lock(connection, name):
                    DBOS._recover_pending_workflows([name])
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _lock_key(name)})
                    adopted += 1
        return adopted

    def close(self) -> None:
        super().close()
        self._held.close()
        self._engine.dispose()


def _launch(url: str, name: str, jobs: Mapping[str, Job]) -> None:
    from dbos import DBOS

    DBOS(
        config={
            "name": _APPLICATION,
            "system_database_url": url,
            "application_version": _VERSION,
            "executor_id": name,
            "log_level": "WARNING",
            "serializer": _json(),
        }
    )

    @DBOS.step(name="terang.step", retries_allowed=True, max_attempts=5)
    def step(job: str, arguments: list[Argument]) -> None:
        jobs[job](*arguments)

    @DBOS.workflow(name=_WORKFLOW)
    def run(job: str, arguments: list[Argument]) -> None:
        step(job, arguments)

    DBOS.launch()
    DBOS.register_queue(_QUEUE, worker_concurrency=_AT_ONCE)


def _json() -> Any:
    """Names and ids as JSON; the default of DBOS would be pickle."""
    from dbos._serialization import DBOSPortableJSONSerializer

    return DBOSPortableJSONSerializer()


def _loop(stopping: Event, seconds: float, name: str, do: Job) -> None:
    pause = seconds
    while not stopping.wait(pause):
        try:
            do()
            pause = seconds
        except Exception:  # a loop outlives every error of a round: the next one reads the same rows
            _log.exception("the loop %s failed; it goes on", name)
            pause = min(max(pause * 2, seconds), max(seconds, _LONGEST_PAUSE))


def _lock(connection: Connection, name: str) -> bool:
    return bool(connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _lock_key(name)}).scalar_one())


def _lock_key(name: str) -> int:
    return int.from_bytes(sha256(f"terang worker {name}".encode()).digest()[:8], "big", signed=True)
