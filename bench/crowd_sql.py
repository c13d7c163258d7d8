"""The rows of posts and bids, made by the database from a row of numbers: keys and values that look drawn by lot and are the same each time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < {most}) "
POST = "4503599627370496 + {i} * 536870923 % 1099511627776"
BID = "6755399441055744 + {i} * 1099511628211 % 2251799813685248"
"""Keys: a prime apart, modulo a power of two, so that they fall all over the range as the engine's random ones do."""
BIDS = (
    NUMBERS.format(most=":n")
    + f"INSERT INTO made (i, id, post, twk, tiu, tkp, born) SELECT i, {BID.format(i='i')}, 1 + (i * 7919) % :posts,"
    " 5 * ((i * 104729 / 7) % 16 + (i * 1299709 / 11) % 16), 5 * ((i * 15485863 / 13) % 18 + (i * 32452843 / 17) % 18),"
    " 95 + (i * 49979687 / 19) % 66 + (i * 67867967 / 23) % 66, (i * 86028121 / 29) % 7300 FROM n"
)
CASE = (
    "INSERT INTO cases (id, root, parent, machine, number, definition, zone, owner, state, entered, round, revision, ended, born)"
    " SELECT {id}, :root, {parent}, '{machine}', '{code}-2026-0001-' || (1000 + i), :definition, 'Asia/Jakarta', {owner}, '{state}',"
    " {moment}, 0, 0, {no}, {moment} FROM {source} ORDER BY i"
)
EVENT = (
    "INSERT INTO events (case_id, revision, target, root, t, action, source, round, actor, role, body, leaf)"
    " SELECT c.id, 0, c.state, c.root, c.born, '{action}', NULL, 0, :person, '{role}', '{{\"case\"\\:\"' || c.number || '\"}}', {leaf}"
    " FROM cases c WHERE c.root = :root AND c.machine = '{machine}'"
)
POST_FACT = (
    "INSERT INTO facts (case_id, fact, ordinal, n, s, revision)"
    " SELECT p.id, '{fact}', 0, {n}, {s}, 0 FROM cases p WHERE p.root = :root AND p.machine = 'post'"
)
KIND = "CASE WHEN p.id % 7 = 0 THEN 'khusus' WHEN p.id % 7 = 1 THEN 'wilayah' ELSE 'umum' END"
OWN = {"twk": "m.twk", "tiu": "m.tiu", "tkp": "m.tkp"}
POINTS = {f"p_{name}": f"{value} * 1000000" for name, value in OWN.items()} | {"total": "(m.twk + m.tiu + m.tkp) * 1000000"}
"""The scores that the engine keeps with each answer."""


def fill(connection: Connection, given: Mapping[str, Any]) -> None:
    """Posts with kind and places; bids with their facts and scores, in an order of birth that is not the order of their keys."""
    sqlite = connection.dialect.name == "sqlite"
    moment, no = (":at", "0") if sqlite else ("CAST(:at AS timestamptz)", "false")
    leaf = "zeroblob(32)" if sqlite else "decode(repeat('00', 32), 'hex')"
    shared = {"moment": moment, "no": no}
    post = {
        "machine": "post",
        "code": "FRM",
        "owner": "NULL",
        "state": "listed",
        "parent": ":root",
        "id": POST.format(i="i"),
        "source": "n",
    }
    bid = {
        "machine": "bid",
        "code": "LMR",
        "owner": ":person",
        "state": "taken",
        "parent": POST.format(i="post"),
        "id": "id",
        "source": "made",
    }
    for statement in (
        "CREATE TEMPORARY TABLE made (i bigint, id bigint, post bigint, twk bigint, tiu bigint, tkp bigint, born bigint)",
        BIDS,
        NUMBERS.format(most=":posts") + CASE.format(**post, **shared),
        CASE.format(**bid, **shared),
        EVENT.format(action="add", role="clerk", machine="post", leaf=leaf),
        EVENT.format(action="apply", role="bidder", machine="bid", leaf=leaf),
        POST_FACT.format(fact="kind", n="NULL", s=KIND),
        POST_FACT.format(fact="places", n="1 + p.id % 4", s="NULL"),
        _facts("date('1980-01-01', '+' || m.born || ' days')" if sqlite else "date '1980-01-01' + m.born::int"),
        "DROP TABLE made",
    ):
        _run(connection, statement, given)


def _facts(day: str) -> str:
    numbers = " ".join(f"WHEN '{name}' THEN {value}" for name, value in {**OWN, **POINTS}.items())
    names = " UNION ALL ".join(f"SELECT '{name}' AS fact" for name in sorted(("born", *OWN, *POINTS)))
    return (
        "INSERT INTO facts (case_id, fact, ordinal, n, d, revision)"
        f" SELECT m.id, f.fact, 0, CASE f.fact {numbers} END, CASE f.fact WHEN 'born' THEN {day} END, 0"
        f" FROM made m CROSS JOIN ({names}) f ORDER BY m.i, f.fact"
    )


def _run(connection: Connection, statement: str, given: Mapping[str, Any]) -> None:
    found = text(statement)
    connection.execute(found, {name: value for name, value in given.items() if name in found.compile().params})
