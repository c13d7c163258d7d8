"""The close of a stage by the engine against the same rows by hand-written SQL, and case by case; one step with many cases against a loop."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bench.crowd import Crowd, copied, discard
from bench.yard import Yard
from workflow.act import Actor, Done, Many, act, act_many
from workflow.core import large
from workflow.store.clock import DatabaseClock
from workflow.store.database import Database

CASE_BY_CASE = 10_000
"""Up to so many cases the way case by case is measured too, once."""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock; and of processors, in this process and in the one that serves it where that is on this machine."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Rounds in pairs. `alone`: the way case by case, once; None where it was left out."""

    name: str
    bids: int
    yardstick: list[Took]
    engine: list[Took]
    alone: Took | None


def compare(crowd: Crowd, name: str, rounds: int) -> Compared:
    """Each round on two fresh copies, in alternating order; the first round's results are held against each other."""
    ways: dict[str, Callable[[Crowd], Took]] = {"yard": _by_hand, "engine": _by_engine}
    taken: dict[str, list[Took]] = {way: [] for way in ways}
    for number in range(rounds):
        prints: dict[str, Any] = {}
        for way in sorted(ways, reverse=bool(number % 2)):
            copy = copied(crowd, "run")
            taken[way].append(ways[way](copy))
            prints[way] = fingerprint(copy) if number == 0 else None
            discard(copy)
        assert not (wrong := _differing(prints["yard"], prints["engine"])), wrong
    alone = _alone(crowd) if crowd.bids <= CASE_BY_CASE else None
    return Compared(name, crowd.bids, taken["yard"], taken["engine"], alone)


def _alone(crowd: Crowd) -> Took:
    copy = copied(crowd, "run")
    with _never_large():
        took = _by_engine(copy)
    discard(copy)
    return took


# ------------------------------------------------------------------ the second verb
@dataclass(frozen=True, slots=True)
class Verbs:
    """One person moves every case with the same step. `together`: by `act_many`; `loop`: by `act` on one after the other. Both leave the same."""

    name: str
    bids: int
    together: Took
    loop: Took


def verbs(crowd: Crowd, name: str) -> Verbs:
    """Each way once, on a fresh copy; the results are held against each other."""
    found = dict[str, tuple[Took, dict[str, Any]]]()
    for way, run in {"together": _together, "loop": _loop}.items():
        copy = copied(crowd, "run")
        found[way] = (run(copy), fingerprint(copy))
        discard(copy)
    assert not (wrong := _differing(found["together"][1], found["loop"][1])), wrong
    return Verbs(name, crowd.bids, found["together"][0], found["loop"][0])


def _together(crowd: Crowd) -> Took:
    db = Database(crowd.url)
    with _timed(None) as took:
        done = act_many(db, DatabaseClock(), crowd.intake, ["lay_aside"], Actor(crowd.person, "person"), of="bid")
    db.close()
    assert isinstance(done, Many) and done.moved == {"lay_aside": crowd.bids}, done
    return took[0]


def _loop(crowd: Crowd) -> Took:
    db, clock, actor = Database(crowd.url), DatabaseClock(), Actor(crowd.person, "person")
    with db.reading() as connection:
        bids = connection.execute(text("SELECT number FROM cases WHERE machine = 'bid' ORDER BY id")).scalars().all()
    with _timed(None) as took:
        done = [act(db, clock, number, "lay_aside", actor) for number in bids]
    db.close()
    assert all(isinstance(one, Done) for one in done), next(one for one in done if not isinstance(one, Done))
    return took[0]


# ------------------------------------------------------------------ the close of a stage
def _by_hand(crowd: Crowd) -> Took:
    yard = Yard(crowd)
    with _timed(yard.server) as took:
        moved = yard.close_stage()
    yard.close()
    assert moved == crowd.bids, moved
    return took[0]


def _by_engine(crowd: Crowd) -> Took:
    db = Database(crowd.url)
    with db.reading() as connection:
        server = None if db.is_sqlite else connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with _timed(server) as took:
        done = act(db, DatabaseClock(), crowd.intake, "sift", Actor(crowd.person, "person"))
    db.close()
    assert isinstance(done, Done), done
    return took[0]


@contextmanager
def _timed(server: int | None) -> Iterator[list[Took]]:
    took: list[Took] = []
    wall, cpu = time.perf_counter(), time.process_time() + _served(server)
    yield took
    took.append(Took(time.perf_counter() - wall, time.process_time() + _served(server) - cpu))


def _served(server: int | None) -> float:
    """Processor seconds of the database's process for our connection; 0 where there is none, or it runs elsewhere."""
    stat = Path(f"/proc/{server}/stat")
    if server is None or not stat.exists():
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _never_large() -> Iterator[None]:
    before, large.LARGE = large.LARGE, 10**9
    yield
    large.LARGE = before


# ------------------------------------------------------------------ results
COUNTS = {
    "states": "SELECT machine, state, revision, round, before, ended, count(*) FROM cases GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6",
    "facts": "SELECT fact, count(*), sum(n), sum(n * (case_id % 9973)), min(s), max(s), sum(revision) FROM facts GROUP BY fact ORDER BY fact",
    "by": "SELECT s, count(*), sum(case_id % 9973) FROM facts WHERE fact = 'cut.decided_by' GROUP BY s ORDER BY s",
    "events": "SELECT action, target, source, role, revision, cause_revision, count(*), sum(case_id % 9973), sum(length(body)) FROM events"
    " GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6",
    "pages": "SELECT count(*), sum(length(ops)) FROM event_rows",
}
LEAVES = {
    "sqlite": "SELECT count(*) FROM events WHERE revision = 1 AND leaf <> leaf(body)",
    "postgresql": "SELECT count(*) FROM events WHERE revision = 1 AND leaf <> sha256('\\x00'::bytea || convert_to(body, 'UTF8'))",
}
SAMPLE = "SELECT body FROM events WHERE revision = 1 ORDER BY case_id LIMIT 500"


def fingerprint(crowd: Crowd) -> dict[str, Any]:
    """What a close has left, but for its moment: counts and sums over every row, wrong leaves, and some hundred bodies letter by letter."""
    db = Database(crowd.url)
    with db.reading() as connection:
        found: dict[str, Any] = {name: [_plain(row) for row in connection.execute(text(query))] for name, query in COUNTS.items()}
        found["wrong leaves"] = connection.execute(text(LEAVES[connection.dialect.name].replace(":", "\\:"))).scalar_one()
        bodies = "".join(_timeless(body) for body in connection.execute(text(SAMPLE)).scalars())
        found["bodies"] = sha256(bodies.encode()).hexdigest()
    db.close()
    assert found["wrong leaves"] == 0, found["wrong leaves"]
    return found


def _differing(one: dict[str, Any] | None, other: dict[str, Any] | None) -> list[str]:
    return [f"{name}: {one[name]} by hand, {other[name]} by the engine" for name in one or {} if one and other and one[name] != other[name]]


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(int(value) if isinstance(value, bool) or hasattr(value, "as_tuple") else value for value in row)


def _timeless(body: str) -> str:
    moment = json.loads(body)["t"]
    return body.replace(moment, "t")
