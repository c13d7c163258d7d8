"""Background work: the port in memory, on SQLite and on PostgreSQL, and a process killed in the middle."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workflow import jobs
from workflow.jobs import InMemory, Status

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


def _start(home: Path, url: str, name: str, *tasks: int) -> subprocess.Popen[bytes]:
    program = home / "program.py"
    program.write_text(PROGRAM)
    root = Path(__file__).parents[2]
    return subprocess.Popen([sys.executable, program, home, url, name, *map(str, tasks)], cwd=root, env={"PYTHONPATH": str(root)})


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


@pytest.fixture
def done() -> list[object]:
    return []


@pytest.fixture
def memory(done: list[object]) -> InMemory:
    return InMemory({"note": done.append, "fail": lambda: 1 // 0, "tick": lambda: done.append("tick")}, START)


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
