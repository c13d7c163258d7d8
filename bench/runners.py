"""The two that are compared: the engine's verb, and the same rows by hand-written statements on the bare driver."""

from __future__ import annotations

import json
import secrets
import sqlite3
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol

from sqlalchemy.engine import make_url

from bench.ground import Ground, Paper
from workflow.act import Actor, Done, act
from workflow.store.clock import DatabaseClock
from workflow.store.database import Database

ROUNDS_BODY = {
    "v": 1,
    "reg": "UKR-2026-0001",
    "type": "paper.count",
    "pub": {"actor": "P123", "from": "open", "role": "clerk", "to": "open"},
}


class Runner(Protocol):
    def step(self, paper: Paper) -> None: ...

    def close(self) -> None: ...


class Engine:
    """One durable step by `workflow.act`."""

    def __init__(self, ground: Ground, synchronous: str) -> None:
        self.db, self.clock = Database(ground.url, synchronous=synchronous), DatabaseClock()
        self.actor = Actor(ground.person, "person")

    def step(self, paper: Paper) -> None:
        done = act(self.db, self.clock, paper.number, "count", self.actor, {"pages": ["12"]}, key=secrets.token_hex(16))
        assert isinstance(done, Done), done

    def close(self) -> None:
        self.db.close()


CASE = "SELECT id, root, revision, state, round, {now} FROM cases WHERE number = ?{lock}"
TASK = "SELECT id FROM tasks WHERE case_id = ? AND closed IS NULL"
EVENT = (
    "INSERT INTO events (case_id, revision, target, root, t, action, source, round, actor, role, also, body, leaf)"
    " VALUES (?, ?, ?, ?, ?, 'count', ?, ?, ?, 'clerk', ?, ?, ?)"
)
MOVE = "UPDATE cases SET revision = ?, state = ? WHERE id = ? AND revision = ?"
ANSWER = "INSERT INTO answers (case_id, revision, fact, ordinal, n) VALUES (?, ?, 'pages', 0, ?)"
FACT = (
    "INSERT INTO facts (case_id, fact, ordinal, n, revision) VALUES (?, 'pages', 0, ?, ?)"
    " ON CONFLICT (case_id, fact, ordinal) DO UPDATE SET n = excluded.n, revision = excluded.revision"
)
CLOSE = "UPDATE tasks SET closed = ?, closed_how = 'done' WHERE id = ?"
ONCE = "INSERT INTO once (key, case_id, revision, at) VALUES (?, ?, ?, ?)"
SQLITE_NOW = "strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'"


class Raw:
    """The yardstick: two reads and six writes, each prepared once by its driver, with the leaf hash of the event."""

    def __init__(self, ground: Ground, synchronous: str) -> None:
        self.person = ground.person
        self.is_sqlite = ground.url.startswith("sqlite")
        self.connection: Any = _sqlite(ground.url, synchronous) if self.is_sqlite else _postgres(ground.url)
        self.case = CASE.format(now=SQLITE_NOW, lock="") if self.is_sqlite else CASE.format(now="clock_timestamp()", lock=" FOR UPDATE")

    def _run(self, sql: str, *values: Any) -> Any:
        if self.is_sqlite:
            return self.connection.execute(sql, values)
        return self.connection.execute(sql.replace("?", "%s"), values, prepare=True)

    def step(self, paper: Paper) -> None:
        if self.is_sqlite:
            self.connection.execute("BEGIN IMMEDIATE")
        id, root, revision, state, round, now = self._run(self.case, paper.number).fetchone()
        task = self._run(TASK, id).fetchone()[0]
        moment = now if self.is_sqlite else now.astimezone(UTC).isoformat()
        body = json.dumps({**ROUNDS_BODY, "case": paper.number, "rev": revision + 1, "t": moment}, sort_keys=True)
        also = json.dumps([["change", "tasks", {"id": task}, {"closed": moment, "closed_how": "done"}]])
        leaf = sha256(b"\x00" + body.encode()).digest()
        self._run(EVENT, id, revision + 1, state, root, now, state, round, self.person, also, body, leaf)
        self._run(MOVE, revision + 1, state, id, revision)
        self._run(ANSWER, id, revision + 1, 12)
        self._run(FACT, id, 12, revision + 1)
        self._run(CLOSE, now, task)
        self._run(ONCE, secrets.token_hex(16), id, revision + 1, now)
        self.connection.commit()

    def close(self) -> None:
        self.connection.close()


def _sqlite(url: str, synchronous: str) -> sqlite3.Connection:
    connection = sqlite3.connect(str(make_url(url).database), isolation_level=None, timeout=30)
    for setting in ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON", "recursive_triggers=ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _postgres(url: str) -> Any:
    import psycopg

    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain)


def versions() -> dict[str, str]:
    import platform

    import psycopg
    import sqlalchemy

    return {
        "python": platform.python_version(), "sqlite": sqlite3.sqlite_version, "sqlalchemy": sqlalchemy.__version__,
        "psycopg": psycopg.__version__, "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"),
    }  # fmt: skip
