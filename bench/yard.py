"""The yardstick of `bulk`: the close of the stage by hand-written statements on the bare driver, which leave the very rows that the engine leaves.

One transaction: thresholds and ranks read at once, results as facts and as pages of the event, cases moved, an event with body and leaf for
each, and the event of the intake. Whoever wrote it knew this one process by heart, and asks nothing that the engine must ask.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.engine import make_url

from bench.crowd import Crowd
from workflow.core import record

KEYS = ("total", "tkp", "tiu", "twk", "born")
ORDER = ", ".join(f"{key} {'ASC' if key == 'born' else 'DESC'} NULLS LAST" for key in KEYS)
BAR = (
    "twk >= coalesce(CASE kind WHEN 'umum' THEN 65 END, 0)"
    " AND tiu >= coalesce(CASE kind WHEN 'umum' THEN 80 WHEN 'khusus' THEN 85 WHEN 'wilayah' THEN 60 END, 0)"
    " AND tkp >= coalesce(CASE kind WHEN 'umum' THEN 166 END, 0)"
    " AND total >= 1000000 * coalesce(CASE kind WHEN 'khusus' THEN CAST(311 AS bigint) WHEN 'wilayah' THEN 286 END, 0)"
)
POSTS = (
    "CREATE TEMPORARY TABLE post_row AS SELECT c.id, c.revision, max(f.s) FILTER (WHERE f.fact = 'kind') AS kind,"
    " max(f.n) FILTER (WHERE f.fact = 'places') * 3 AS take"
    " FROM cases c JOIN facts f ON f.case_id = c.id AND f.ordinal = 0 AND f.fact IN ('kind', 'places')"
    " WHERE c.root = {root} AND c.machine = 'post' GROUP BY c.id"
)
BIDS = (
    "CREATE TEMPORARY TABLE bid_row AS SELECT c.id, c.parent, c.number, c.round, c.revision, "
    + ", ".join(f"max(f.{'d' if key == 'born' else 'n'}) FILTER (WHERE f.fact = '{key}') AS {key}" for key in KEYS)
    + " FROM cases c LEFT JOIN facts f ON f.case_id = c.id AND f.ordinal = 0 AND f.fact IN ('total', 'tkp', 'tiu', 'twk', 'born')"
    " WHERE c.root = {root} AND c.machine = 'bid' AND c.state = 'taken' GROUP BY c.id"
)
DIFFERS = "CASE WHEN lag(id) OVER w IS NULL THEN NULL " + " ".join(
    f"WHEN {key} IS DISTINCT FROM lag({key}) OVER w THEN {n}" for n, key in enumerate(KEYS)
)
RANKED = (
    "CREATE TEMPORARY TABLE ranked AS SELECT id, post, revision, place, CASE WHEN peers > 1 THEN 1 ELSE 0 END AS tied,"
    " CASE WHEN place <= take THEN 1 ELSE 0 END AS taken, coalesce(max(deep) OVER g, 0) AS deepest FROM ("
    " SELECT *, CASE WHEN lead(d) OVER w > coalesce(d, 0) THEN lead(d) OVER w ELSE d END AS deep FROM ("
    " SELECT b.id AS id, p.id AS post, b.revision AS revision, p.take AS take, total, tkp, tiu, twk, born, rank() OVER w AS place,"
    f" count(*) OVER (w RANGE BETWEEN CURRENT ROW AND CURRENT ROW) AS peers, {DIFFERS.replace('(id)', '(b.id)')} END AS d"
    f" FROM bid_row b JOIN post_row p ON p.id = b.parent WHERE {BAR} WINDOW w AS (PARTITION BY p.id ORDER BY {ORDER})) AS x"
    f" WINDOW w AS (PARTITION BY post ORDER BY {ORDER})) AS y WINDOW g AS (PARTITION BY post, place)"
)
BY = "CASE deepest " + " ".join(f"WHEN {n} THEN '{key}'" for n, key in enumerate(KEYS) if n) + " END"
RESULTS = (
    "INSERT INTO facts (case_id, fact, ordinal, n, s, revision) SELECT id, fact, 0, n, s, revision FROM ("
    "SELECT id, 'cut.rank' AS fact, place AS n, NULL AS s, revision FROM ranked"
    " UNION ALL SELECT id, 'cut.tied', tied, NULL, revision FROM ranked UNION ALL SELECT id, 'cut.taken', taken, NULL, revision FROM ranked"
    f" UNION ALL SELECT id, 'cut.decided_by', NULL, {BY}, revision FROM ranked WHERE deepest > 0) AS r WHERE true ORDER BY id, fact"
)
SUMS = (
    "CREATE TEMPORARY TABLE sums AS SELECT p.id, p.revision, p.take, count(r.id) AS size, coalesce(sum(r.taken), 0) AS filled"
    " FROM post_row p LEFT JOIN ranked r ON r.post = p.id GROUP BY p.id, p.revision, p.take"
)
TIED = "CASE WHEN filled <> CASE WHEN size < take THEN size ELSE take END THEN 1 ELSE 0 END"
SUM_FACTS = (
    "INSERT INTO facts (case_id, fact, ordinal, n, revision) SELECT id, fact, 0, n, revision FROM ("
    "SELECT id, 'cut.size' AS fact, size AS n, revision FROM sums UNION ALL SELECT id, 'cut.filled', filled, revision FROM sums"
    f" UNION ALL SELECT id, 'cut.tied_at_cut', {TIED}, revision FROM sums) AS r WHERE true ORDER BY id, fact"
)
PAGE = (
    "INSERT INTO event_rows (case_id, revision, page, ops) SELECT {root}, 1, {first} + row_number() OVER (ORDER BY bucket),"
    " '[[\"facts\",{names},[' || {join}(entry, ',') || ']]]' FROM"
    " (SELECT id / (4503599627370496 / (SELECT CASE WHEN count(*) < 2000 THEN 1 ELSE count(*) / 2000 END FROM {table})) AS bucket, {entry} AS entry FROM {table}) AS e GROUP BY bucket"
)
RANK_NAMES = '["cut.rank","cut.tied","cut.taken","cut.decided_by"]'
RANK_ENTRY = (
    f"'[' || id || ',' || revision || ',' || place || ',' || tied || ',' || taken || ',' || coalesce('\"' || {BY} || '\"', 'null') || ']'"
)
SUM_NAMES = '["cut.size","cut.filled","cut.tied_at_cut"]'
SUM_ENTRY = f"'[' || id || ',' || revision || ',' || size || ',' || filled || ',' || {TIED} || ']'"
WAYS = (
    "CREATE TEMPORARY TABLE way AS SELECT b.id, b.number, b.round, b.revision,"
    f" CASE WHEN r.taken = 1 THEN 'advance' WHEN {BAR} THEN 'pass_over' ELSE 'fail' END AS action,"
    f" CASE WHEN r.taken = 1 THEN 'going_on' WHEN {BAR} THEN 'passed_over' ELSE 'failed' END AS target"
    " FROM bid_row b JOIN post_row p ON p.id = b.parent LEFT JOIN ranked r ON r.id = b.id"
)
MOVE = (
    "UPDATE cases SET before = cases.state, before_round = cases.round, entered = {now}, round = cases.revision + 1,"
    " revision = cases.revision + 1, state = w.target, ended = w.target <> 'going_on' FROM way w"
    " WHERE cases.id = w.id AND cases.revision = w.revision"
)
EVENTS = (
    "INSERT INTO events (case_id, revision, target, root, t, action, source, round, actor, role, cause_case, cause_revision, body, leaf)"
    " SELECT id, revision + 1, target, {root}, {now}, action, 'taken', round, {person}, 'step', {root}, 1, body, {leaf} FROM (SELECT w.*,"
    ' \'{{"case":"\' || number || \'","pub":{{"actor":"{actor}","cause":{{"case":"0","rev":1}},"from":"taken","role":"step","to":"\''
    ' || target || \'"}},"reg":"{reg}","rev":\' || (revision + 1) || \',"sd":[],"t":"{moment}","type":"bid.\' || action || \'","v":1}}\''
    " AS body FROM way w ORDER BY w.id) AS e"
)
INTAKE = "UPDATE cases SET state = 'sifted', before = 'open', before_round = 0, entered = {now}, round = 1, revision = 1 WHERE id = {root} AND revision = 0"
INTAKE_EVENT = (
    "INSERT INTO events (case_id, revision, target, root, t, action, source, round, actor, role, body, leaf)"
    " VALUES ({root}, 1, 'sifted', {root}, {now}, 'sift', 'open', 0, {person}, 'clerk', '{body}', {leaf})"
)
TEMPORARY = ("post_row", "bid_row", "ranked", "sums", "way")
SQLITE = {"now": "'{moment}'", "join": "group_concat", "leaf": "leaf({body})"}
POSTGRES = {"now": "timestamptz '{moment}'", "join": "string_agg", "leaf": "sha256('\\x00'::bytea || convert_to({body}, 'UTF8'))"}


class Yard:
    """One connection of the bare driver."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.connection: Any = _sqlite(crowd.url) if crowd.is_sqlite else _postgres(crowd.url)

    @property
    def server(self) -> int | None:
        """The process that serves the connection."""
        return None if self.crowd.is_sqlite else int(self.connection.info.backend_pid)

    def _run(self, statement: str) -> Any:
        return self.connection.execute(statement)

    def close_stage(self) -> int:
        """Close the stage in one transaction. Returns how many cases moved."""
        self._run("BEGIN IMMEDIATE" if self.crowd.is_sqlite else "BEGIN")
        if not self.crowd.is_sqlite:
            self._run("SET LOCAL work_mem = '256MB'")
            self._run("SET LOCAL jit = off")
        words = self._words()
        for statement in (POSTS, BIDS, RANKED, RESULTS, SUMS, SUM_FACTS):
            self._write(statement, words)
        first = self._run(PAGE.format(**words, first=0, table="ranked", names=RANK_NAMES, entry=RANK_ENTRY)).rowcount
        self._run(PAGE.format(**words, first=first, table="sums", names=SUM_NAMES, entry=SUM_ENTRY))
        self._write(WAYS, words)
        moved = int(self._run(MOVE.format(**words)).rowcount)
        leaf = words["leaf"].format(body="body")
        assert self._run(EVENTS.format(**{**words, "leaf": leaf})).rowcount == moved
        self._run(INTAKE.format(**words))
        self._run(INTAKE_EVENT.format(**{**words, "leaf": words["leaf"].format(body=f"'{words['body']}'")}))
        for name in TEMPORARY:
            self._run(f"DROP TABLE {name}")
        self._run("COMMIT")
        return moved

    def _write(self, statement: str, words: dict[str, Any]) -> None:
        self._run(statement.format(**words))
        if statement.startswith("CREATE") and not self.crowd.is_sqlite:
            self._run(f"ANALYZE {statement.split()[3]} (id)")

    def _words(self) -> dict[str, Any]:
        """What is known of the intake, and this moment."""
        mark = "?" if self.crowd.is_sqlite else "%s"
        root = self.connection.execute(f"SELECT id FROM cases WHERE number = {mark}", (self.crowd.intake,)).fetchone()[0]
        actor = self._run(f"SELECT number FROM participants WHERE root = {root} AND person = {self.crowd.person}").fetchone()[0]
        now = datetime.now(UTC)
        kind = SQLITE if self.crowd.is_sqlite else POSTGRES
        pub = {"from": "open", "to": "sifted", "role": "clerk", "actor": actor}
        words = {"root": root, "person": self.crowd.person, "actor": actor, "reg": self.crowd.intake, "moment": record.moment(now)}
        body = record.event(self.crowd.intake, "0", 1, now, "intake.sift", pub)
        return {**words, "now": kind["now"].format(**words), "join": kind["join"], "leaf": kind["leaf"], "body": body}

    def close(self) -> None:
        self.connection.close()


def _sqlite(url: str) -> sqlite3.Connection:
    connection = sqlite3.connect(str(make_url(url).database), isolation_level=None, timeout=30)
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
        connection.execute(f"PRAGMA {setting}")
    connection.create_function("leaf", 1, record.leaf, deterministic=True)
    return connection


def _postgres(url: str) -> Any:
    import psycopg

    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)
