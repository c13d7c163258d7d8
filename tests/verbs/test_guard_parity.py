"""Random guards have the same value in Python, in SQLite and in PostgreSQL, on every row, digit by digit."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, cast, create_engine, event, select
from sqlalchemy import Integer as SqlInteger

from tests.verbs.guard_random import Writer
from tests.verbs.guard_world import ACTOR, MACHINES, NOW, SCOPES, ZONE, Rows, definition
from workflow.core.language import Expr, Kind, LanguageError, evaluate, parse
from workflow.core.view import CaseView
from workflow.core.world import World
from workflow.store import tables as t
from workflow.store.guard_sql import Here, to_sql
from workflow.store.reader import Reader

HOW_MANY = int(os.environ.get("TERANG_RANDOM_GUARDS", "10000"))
BATCH = 50
SMALL = definition()


def _filled(engine: Engine, rows: Rows) -> Engine:
    t.metadata.create_all(engine)
    with engine.begin() as connection:
        rows.insert(connection)
    return engine


@pytest.fixture(scope="module")
def rows() -> Rows:
    return Rows(seed=7).fill()


@pytest.fixture(scope="module")
def sqlite(rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    engine = _filled(create_engine(f"sqlite:///{tmp_path_factory.mktemp('guards') / 'g.db'}"), rows)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(scope="module")
def postgres(rows: Rows, new_postgres: Callable[[], str]) -> Iterator[Connection]:
    engine = create_engine(new_postgres(), query_cache_size=0)
    event.listen(engine, "connect", lambda raw, _: raw.execute("SET jit = off") and raw.commit())
    _filled(engine, rows)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def expressions(machine: str, seed: int, how_many: int) -> list[tuple[str, Expr]]:
    """Random expressions that the language takes; a few are refused because a number in them could become too large."""
    random, found = Random(seed), []
    while len(found) < how_many:
        kind = random.choice((Kind.YES_NO, Kind.YES_NO, Kind.YES_NO, Kind.NUMBER))
        source = Writer(random, SCOPES[machine]).write(kind, random.randint(1, 3))
        try:
            found.append((source, parse(source, SCOPES[machine], kind)))
        except LanguageError as error:
            assert all("too large" in m or "too long" in m or "longer than" in m for _, m in error.problems), (source, error.problems)
    return found


def in_python(connection: Connection, machine: str, sources: list[tuple[str, Expr]]) -> list[dict[int, Any]]:
    world = World(SMALL, Reader(connection), NOW)
    ids = connection.scalars(select(t.cases.c.id).where(t.cases.c.machine == machine)).all()
    views = {id: CaseView(world, world.case(id), ACTOR) for id in ids}
    return [{id: plain(evaluate(expr, view)) for id, view in views.items()} for _, expr in sources]


def in_sql(connection: Connection, machine: str, sources: list[tuple[str, Expr]]) -> list[dict[int, Any]]:
    here = Here.over(SMALL, machine, t.cases, NOW, ZONE, ACTOR)
    found = []
    for start in range(0, len(sources), BATCH):
        columns = [column(expr, here).label(f"e{i}") for i, (_, expr) in enumerate(sources[start : start + BATCH])]
        rows = connection.execute(select(t.cases.c.id, *columns).where(t.cases.c.machine == machine)).all()
        found += [{row[0]: plain(row[i + 1]) for row in rows} for i in range(len(columns))]
    return found


def column(expr: Expr, here: Here) -> Any:
    found = to_sql(expr, here)
    return cast(found, SqlInteger) if expr.type.kind is Kind.YES_NO else found


def plain(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def differences(sources: list[tuple[str, Expr]], one: list[dict[int, Any]], two: list[dict[int, Any]]) -> list[str]:
    pairs = zip(sources, one, two, strict=True)
    return [f"{s}: case {id}: {a[id]!r} != {b[id]!r}" for (s, _), a, b in pairs for id in a if (a[id], type(a[id])) != (b[id], type(b[id]))]


@pytest.mark.parametrize("machine", MACHINES)
def test_python_and_sqlite_agree(machine: str, sqlite: Connection) -> None:
    """Random guards on every case of a machine: Python's reading is SQLite's."""
    sources = expressions(machine, seed=1, how_many=HOW_MANY // 3)
    python = in_python(sqlite, machine, sources)
    assert differences(sources, python, in_sql(sqlite, machine, sources)) == []
    kinds = Counter(type(v).__name__ if v is None else "known" for values in python for v in values.values())
    assert kinds["NoneType"] > 0.05 * kinds.total(), "too few unknown values to prove anything"


@pytest.mark.parametrize("machine", MACHINES)
def test_python_and_postgresql_agree(machine: str, sqlite: Connection, postgres: Connection) -> None:
    """Random guards on every case of a machine: Python's reading is PostgreSQL's."""
    sources = expressions(machine, seed=1, how_many=HOW_MANY // 3)
    assert differences(sources, in_python(sqlite, machine, sources), in_sql(postgres, machine, sources)) == []
