"""A durable step by the engine against the same rows by the bare driver, interleaved in one run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from bench.ground import Ground, Paper, papers, prepare, steps_taken
from bench.runners import Engine, Raw, Runner

STEPS = 100
WARM = 20


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds and client CPU seconds of one round, and how many steps were taken in it."""

    steps: int
    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rounds of the yardstick and of the engine, in pairs. `aim`: the ratio to be reached, None where none is set."""

    name: str
    aim: float | None
    yardstick: list[Round]
    engine: list[Round]


MAKERS: dict[str, Callable[[Ground, str], Runner]] = {"raw": Raw, "engine": Engine}


def alone(url: str, rounds: int, name: str, aim: float | None, synchronous: str) -> Comparison:
    """One client."""
    ground = prepare(url)
    runners = {kind: make(ground, synchronous) for kind, make in MAKERS.items()}
    taken: dict[str, list[Round]] = {kind: [] for kind in MAKERS}
    for number in range(-1, rounds):
        for kind in _order(number):
            found = _timed(runners[kind], papers(ground, STEPS))
            if number >= 0:
                taken[kind].append(found)
    for runner in runners.values():
        runner.close()
    _verify(url, 2 * STEPS * (rounds + 1))
    return Comparison(name, aim, taken["raw"], taken["engine"])


def _order(number: int) -> Sequence[str]:
    return ("raw", "engine") if number % 2 else ("engine", "raw")


def _timed(runner: Runner, given: Sequence[Paper]) -> Round:
    wall, cpu = time.perf_counter(), time.thread_time()
    for paper in given:
        runner.step(paper)
    return Round(len(given), time.perf_counter() - wall, time.thread_time() - cpu)


def _verify(url: str, steps: int) -> None:
    assert steps_taken(url) == (steps, steps, steps), steps_taken(url)


def together(url: str, rounds: int, clients: int, name: str, aim: float | None) -> Comparison:
    """Several clients, each a process of its own, all in the same round at the same time."""
    ground, context = prepare(url), get_context("spawn")
    count = STEPS // 2
    given = papers(ground, clients * (WARM + count * rounds) * 2)
    barrier, results = context.Barrier(clients), context.Queue()
    share = len(given) // clients
    parts = [given[n * share : (n + 1) * share] for n in range(clients)]
    workers = [context.Process(target=client, args=(ground, part, rounds, count, barrier, results)) for part in parts]
    for worker in workers:
        worker.start()
    told = [results.get(timeout=600) for _ in workers]
    for worker in workers:
        worker.join()
    _verify(url, len(given))
    return Comparison(name, aim, _merged([t["raw"] for t in told]), _merged([t["engine"] for t in told]))


def client(ground: Ground, given: list[Paper], rounds: int, count: int, barrier: Any, results: Any) -> None:
    """The work of one process: both kinds in each round, everybody starting at the barrier."""
    runners = {kind: make(ground, "FULL") for kind, make in MAKERS.items()}
    left = iter(given)
    for runner in runners.values():
        _timed(runner, [next(left) for _ in range(WARM)])
    taken: dict[str, list[Round]] = {kind: [] for kind in MAKERS}
    for number in range(rounds):
        for kind in _order(number):
            part = [next(left) for _ in range(count)]
            barrier.wait()
            taken[kind].append(_timed(runners[kind], part))
    for runner in runners.values():
        runner.close()
    results.put(taken)


def _merged(told: list[list[Round]]) -> list[Round]:
    """A round lasts as long as its slowest client."""
    return [Round(sum(r.steps for r in rs), max(r.wall for r in rs), sum(r.cpu for r in rs)) for rs in zip(*told, strict=True)]
