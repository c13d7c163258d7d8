"""Background work: the port in memory, on SQLite and on PostgreSQL, and a process killed in the middle."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from workflow import jobs, mail
from workflow.jobs import Runner, Status
from workflow.jobs_in_memory import InMemory
from workflow.people import notices
from workflow.store import schema
from workflow.store.database import Database
from workflow.store.tables import installation

START = datetime(2026, 9, 1, 1, tzinfo=UTC)
WAIT = 30.0

# A worker process: each job writes a line when it begins and one when it ends; `slow` waits for a file in between.
PROGRAM = """
import sys, time, warnings
from pathlib import Path
warnings.simplefilter("ignore")
from workflow import jobs

def main():
    home, url, name, *tasks = sys.argv[1:]
    log = Path(home, "log")

    def write(line):
        with log.open("a") as file:
            file.write(line + "\\n")

    def slow(number):
        write(f"begin {number}")
        while not Path(home, "go").exists():
            time.sleep(0.02)
        write(f"end {number}")

    def repeated():
        Path(home, "repeated").touch()

    known = {"slow": slow, "due": repeated}
    worker = jobs.run_embedded(Path(home), known) if url == "-" else jobs.run_worker(url, name, known)
    for task in tasks:
        worker.enqueue("slow", int(task), key=f"slow-{task}")
    Path(home, f"up-{name}").touch()
    while not Path(home, "stop").exists():
        if name == "second":
            getattr(worker, "adopt", lambda: 0)()
        time.sleep(0.05)
    write("status " + worker.status("slow-1"))
    worker.close()

main()
"""

# A process that keeps the house; while there is no file `go`, its mailer never comes back.
HOUSE = """
import sys, time, warnings
from pathlib import Path
warnings.simplefilter("ignore")
from workflow import jobs, letters, mail
from workflow.store.clock import DatabaseClock
from workflow.store.database import Database

def main():
    home, url = Path(sys.argv[1]), sys.argv[2]

    def mailer(letter):
        (home / "sending").touch()
        while not (home / "go").exists():
            time.sleep(0.05)
        mail.to_outbox(home)(letter)

    office = letters.Office(mailer, "seleksi@contoh.go.id", lambda case, language: "", {}.__getitem__)
    worker = jobs.run_embedded(home, jobs.house_jobs(Database(url), DatabaseClock(), office, lambda db, clock: 0))
    while not (home / "stop").exists():
        time.sleep(0.05)
    worker.close()

main()
"""


def _start(home: Path, url: str, *arguments: object, source: str = PROGRAM) -> subprocess.Popen[bytes]:
    program = home / "program.py"
    program.write_text(source)
    root = Path(__file__).parents[2]
    return subprocess.Popen([sys.executable, program, home, url, *map(str, arguments)], cwd=root, env={"PYTHONPATH": str(root)})


def _until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT
    while not reached():
        assert time.monotonic() < end, "too slow"
        time.sleep(0.05)


def _lines(home: Path) -> list[str]:
    return (home / "log").read_text().splitlines() if (home / "log").exists() else []


def _kill_while_running(home: Path, url: str) -> None:
    first = _start(home, url, "first", 1, 2)
    try:
        _until(lambda: {"begin 1", "begin 2"} <= set(_lines(home)))
    finally:
        first.kill()
        first.wait()
    assert "end 1" not in _lines(home)
    (home / "go").touch()


def _finish(home: Path, process: subprocess.Popen[bytes]) -> None:
    try:
        _until(lambda: {"end 1", "end 2"} <= set(_lines(home)) and (home / "repeated").exists())
        (home / "stop").touch()
        assert process.wait(WAIT) == 0
    finally:
        process.kill()
        process.wait()
    lines = _lines(home)
    assert (lines.count("end 1"), lines.count("end 2")) == (1, 1)
    assert lines[-1] in ("status done", "status running")


def test_a_job_that_was_killed_is_done_after_the_restart(tmp_path: Path) -> None:
    _kill_while_running(tmp_path, "-")
    _finish(tmp_path, _start(tmp_path, "-", "first"))


def test_the_jobs_of_a_dead_worker_are_done_by_another(tmp_path: Path, fresh_postgres: str) -> None:
    _kill_while_running(tmp_path, fresh_postgres)
    _finish(tmp_path, _start(tmp_path, fresh_postgres, "second"))


def test_a_letter_survives_the_process_that_was_sending_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/terang.db"
    schema.migrate(url)
    db = Database(url)
    with db.writing() as connection:
        place = {
            "id": 1,
            "kind": "demo",
            "agency_id": "Dinas",
            "agency_en": "Office",
            "zone": "Asia/Jakarta",
            "host": "x",
            "created": START,
        }
        connection.execute(insert(installation).values(place))
        notices.post(connection, START, notices.RESET, "siti@contoh.go.id", "id", name="Siti Rahma", link="https://x/1")
    first = _start(tmp_path, url, source=HOUSE)
    try:
        _until((tmp_path / "sending").exists)
    finally:
        first.kill()
        first.wait()
    assert mail.outbox(tmp_path) == ()
    (tmp_path / "go").touch()
    with db.writing() as connection:
        connection.execute(update(installation).values(clock_offset=120))
    second = _start(tmp_path, url, source=HOUSE)
    try:
        _until(lambda: len(mail.outbox(tmp_path)) == 1)
        (tmp_path / "stop").touch()
        assert second.wait(WAIT) == 0
    finally:
        second.kill()
        second.wait()
    db.close()
    assert [filed.to for filed in mail.outbox(tmp_path)] == ["siti@contoh.go.id"]


@pytest.fixture
def done() -> list[object]:
    return []


@pytest.fixture
def memory(done: list[object]) -> InMemory:
    return InMemory({"note": done.append, "fail": lambda: 1 // 0, "tick": lambda: done.append("tick")}, START)


def test_both_runners_have_the_five_methods(memory: InMemory) -> None:
    port: Runner = memory
    five = [name for name in vars(Runner) if not name.startswith("_")]
    assert five == ["enqueue", "enqueue_at", "every", "cancel", "status"]
    assert all(callable(getattr(runner, name)) for runner in (port, jobs.Worker) for name in five)


def test_in_memory_nothing_runs_before_its_time(memory: InMemory, done: list[object]) -> None:
    soon, later = memory.enqueue("note", 1), memory.enqueue_at(timedelta(hours=1), "note", 2)
    gone = memory.enqueue("note", 3)
    memory.cancel(gone)
    memory.run()
    assert done == [1]
    assert [memory.status(each) for each in (soon, later, gone, "?")] == [Status.DONE, Status.WAITING, Status.CANCELLED, Status.UNKNOWN]
    memory.run(START + timedelta(hours=1))
    assert done == [1, 2]


def test_in_memory_one_key_is_one_job(memory: InMemory, done: list[object]) -> None:
    assert memory.enqueue("note", 1, key="k") == memory.enqueue("note", 1, key="k")
    memory.run()
    memory.enqueue("note", 1, key="k")
    memory.run()
    assert done == [1]


def test_in_memory_failures_and_repeated_jobs(memory: InMemory, done: list[object]) -> None:
    failed = memory.enqueue("fail")
    memory.every(2, "tick")
    memory.run()
    memory.run()
    assert memory.status(failed) is Status.FAILED
    assert done == ["tick", "tick"]
    with pytest.raises(KeyError):
        memory.enqueue("unknown")


def test_a_loop_goes_on_after_an_error(caplog: pytest.LogCaptureFixture) -> None:
    rounds: list[int] = []
    stopping = jobs.Event()

    def do() -> None:
        rounds.append(1)
        if len(rounds) == 3:
            stopping.set()
        if len(rounds) == 1:
            raise ValueError("broken")

    jobs._loop(stopping, 0.001, "test", do)
    assert len(rounds) == 3
    assert "the loop test failed" in caplog.text
