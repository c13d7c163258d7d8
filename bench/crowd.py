"""The ground of a measurement of many: one open intake with posts, and as many bids below them as are asked for, written set-based."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select, text

from workflow import people
from workflow.act import Actor, Done, give_birth
from workflow.store import schema, shelf
from workflow.store import tables as t
from workflow.store.clock import DatabaseClock
from workflow.store.database import Database

DEFINITION = Path(__file__).parent / "definitions" / "saring" / "2026.1.yaml"
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PER_POST = 50
MANY = 2**22
"""Keys of bids are spread over the whole range of keys, as the engine's random ones are."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """`intake`: the number of the root; `bids`: how many applications stand below it."""

    url: str
    person: int
    intake: str
    root: int
    bids: int


def prepare(url: str, bids: int) -> Crowd:
    """Migrate, pin the definition, start an intake by a real step, and put posts and bids below it."""
    schema.migrate(url)
    db, clock = Database(url), DatabaseClock()
    with db.writing() as connection:
        agency = {"id": 1, "kind": "real", "agency_id": "Instansi", "agency_en": "Agency", "zone": "Asia/Jakarta", "host": "h"}
        connection.execute(insert(t.installation), {**agency, "created": START})
        shelf.pin(connection, DEFINITION, START)
    added = people.add_account(db, clock, "sari@contoh.example", "Sari Wulandari", password=secrets.token_urlsafe(16))
    assert isinstance(added, people.Added), added
    with db.writing() as connection:
        connection.execute(insert(t.account_log).values(account=added.account, at=START, what="invited"))
    assert not people.give_office(db, clock, "clerk", added.person)
    born = give_birth(db, clock, "saring", "intake.start", Actor(added.person, "person"), {"name": ["Pengadaan"]})
    assert isinstance(born, Done), born
    with db.writing() as connection:
        root, definition = connection.execute(select(t.cases.c.id, t.cases.c.definition).where(t.cases.c.number == born.case)).one()
        _fill(connection, root, definition, added.person, bids)
    _settle(url)
    db.close()
    return Crowd(url, added.person, born.case, root, bids)


NUMBERS = "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < :n) "
POST = "4503599627370496 + i * 536870923 % 1099511627776"
BID = "6755399441055744 + i * 1099511628211 % 2251799813685248"
"""Keys that look like random ones: one prime apart, modulo a power of two."""
EVENT = (
    "INSERT INTO events (case_id, revision, target, root, t, action, source, round, actor, role, body, leaf)"
    " SELECT c.id, 0, c.state, c.root, c.born, {action}, NULL, 0, :person, {role},"
    " '{{\"case\"\\\\:\"' || c.number || '\",\"rev\"\\\\:0,\"type\"\\\\:{type}}}', {leaf} FROM cases c WHERE c.root = :root AND c.machine = {machine}"
)
FACT = (
    "INSERT INTO facts (case_id, fact, ordinal, n, s, d, revision)"
    " SELECT m.id, f.fact, 0, f.n, f.s, f.d, 0 FROM made m CROSS JOIN LATERAL (VALUES {rows}) AS f(fact, n, s, d) ORDER BY m.id, f.fact"
)
MADE = (
    NUMBERS + "INSERT INTO made (i, id, post, twk, tiu, tkp, born) SELECT i, " + BID + ", 1 + (i * 7919) % :posts,"
    " 5 * ((i * 104729 / 7) % 16 + (i * 1299709 / 11) % 16), 5 * ((i * 15485863 / 13) % 18 + (i * 32452843 / 17) % 18),"
    " 95 + (i * 49979687 / 19) % 66 + (i * 67867967 / 23) % 66, (i * 86028121 / 29) % 7300 FROM n"
)


def _fill(connection: Connection, root: int, definition: str, person: int, bids: int) -> None:
    """Posts with their kind and places, bids with their facts and the scores that the engine keeps with each answer."""
    sqlite = connection.dialect.name == "sqlite"
    given = {"root": root, "definition": definition, "person": person, "posts": max(1, bids // PER_POST), "n": bids, "at": t.moment_text(START)}
    day = "date('1980-01-01', '+' || m.born || ' days')" if sqlite else "date '1980-01-01' + m.born::int"
    moment = ":at" if sqlite else "CAST(:at AS timestamptz)"
    leaf = "zeroblob(32)" if sqlite else "decode(repeat('00', 32), 'hex')"

    def run(sql: str) -> None:
        found = text(sql)
        connection.execute(found, {name: value for name, value in given.items() if name in found._bindparams})

    run("CREATE TEMPORARY TABLE made (i bigint, id bigint, post bigint, twk bigint, tiu bigint, tkp bigint, born bigint)")
    run(MADE)
    case = (
        "INSERT INTO cases (id, root, parent, machine, number, definition, zone, owner, state, entered, round, revision, ended, born)"
        " SELECT {id}, :root, {parent}, {machine}, {number}, :definition, 'Asia/Jakarta', {owner}, {state}, {moment}, 0, 0, {no}, {moment} FROM {source}"
    )
    no = "0" if sqlite else "false"
    run(
        NUMBERS.replace(":n", ":posts")
        + case.format(id=POST, parent=":root", machine="'post'", number="'FRM-2026-0001-' || (1000 + i)", owner="NULL", state="'listed'", moment=moment, no=no, source="n")
    )
    parent = POST.replace("i", "m.post").replace("m.postd", "id")
    run(case.format(id="m.id", parent=parent, machine="'bid'", number="'LMR-2026-0001-' || (1000 + m.i)", owner=":person", state="'taken'", moment=moment, no=no, source="made m ORDER BY m.i"))
    run(EVENT.format(action="'add'", role="'clerk'", type='"post.add"', leaf=leaf, machine="'post'"))
    run(EVENT.format(action="'apply'", role="'bidder'", type='"bid.apply"', leaf=leaf, machine="'bid'") )
    kinds = "CASE WHEN p.id % 7 = 0 THEN 'khusus' WHEN p.id % 7 = 1 THEN 'wilayah' ELSE 'umum' END"
    for fact, n, s in (("kind", "NULL", kinds), ("places", "1 + p.id % 4", "NULL")):
        run(f"INSERT INTO facts (case_id, fact, ordinal, n, s, revision) SELECT p.id, '{fact}', 0, {n}, {s}, 0 FROM cases p WHERE p.root = :root AND p.machine = 'post'")
    own = {"twk": "m.twk", "tiu": "m.tiu", "tkp": "m.tkp"}
    points = {f"p_{name}": f"{value} * 1000000" for name, value in own.items()} | {"total": "(m.twk + m.tiu + m.tkp) * 1000000"}
    numbers = " ".join(f"WHEN '{name}' THEN {value}" for name, value in {**own, **points}.items())
    names = " UNION ALL ".join(f"SELECT '{name}' AS fact" for name in sorted(("born", *own, *points)))
    run(
        "INSERT INTO facts (case_id, fact, ordinal, n, d, revision)"
        f" SELECT m.id, f.fact, 0, CASE f.fact {numbers} END, CASE f.fact WHEN 'born' THEN {day} END, 0"
        f" FROM made m CROSS JOIN ({names}) f ORDER BY m.i, f.fact"
    )
    run("DROP TABLE made")


def _settle(url: str) -> None:
    """Let the database know what there is, as its own housekeeping would have done long before a stage closes."""
    db = Database(url)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if db.is_sqlite else "VACUUM ANALYZE"))
    db.close()
