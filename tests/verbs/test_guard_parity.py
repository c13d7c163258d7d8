"""Random guards have the same value in Python, in SQLite and in PostgreSQL, on every row, digit by digit."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, cast, create_engine, event, func, literal, or_, select
from sqlalchemy import Integer as SqlInteger

from tests.verbs.guard_random import Writer
from tests.verbs.guard_world import ACTOR, MACHINES, NOW, SCOPES, ZONE, Rows, definition
from workflow.core.language import Expr, Kind, LanguageError, evaluate, parse
from workflow.core.view import CaseView
from workflow.core.world import World
from workflow.store import tables as t
from workflow.store.guard_sql import Here, is_true, to_sql
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
        source = Writer(random, SCOPES[machine]).write(kind, random.choice((1, 2, 3, 4)))
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


@pytest.fixture(scope="module", params=MACHINES)
def readings(request: pytest.FixtureRequest, sqlite: Connection) -> tuple[str, list[tuple[str, Expr]], list[dict[int, Any]]]:
    """A machine, random guards for it, and their values in Python: for each guard case -> value."""
    machine = str(request.param)
    sources = expressions(machine, seed=1, how_many=HOW_MANY // len(MACHINES) + 1)
    return machine, sources, in_python(sqlite, machine, sources)


def test_python_and_sqlite_agree(readings: Any, sqlite: Connection) -> None:
    """Random guards on every case of a machine: Python's reading is SQLite's."""
    machine, sources, python = readings
    assert differences(sources, python, in_sql(sqlite, machine, sources)) == []


def test_python_and_postgresql_agree(readings: Any, postgres: Connection) -> None:
    """Random guards on every case of a machine: Python's reading is PostgreSQL's."""
    machine, sources, python = readings
    assert differences(sources, python, in_sql(postgres, machine, sources)) == []


def test_the_random_guards_are_worth_comparing(readings: Any) -> None:
    """Each of true, false, unknown and numbers is a good part of what is compared."""
    _, sources, python = readings
    found = Counter(
        "unknown" if value is None else "number" if expr.type.kind is Kind.NUMBER else str(bool(value))
        for (_, expr), values in zip(sources, python, strict=True)
        for value in values.values()
    )
    assert all(found[kind] > 0.1 * found.total() for kind in ("unknown", "number", "True", "False")), found


def test_nobody_acting_is_nobody_in_sql(sqlite: Connection) -> None:
    """The clock has acted on nothing: `acted` is false, `actor` is not known."""
    here = Here.over(SMALL, "entry", t.cases, NOW, ZONE)
    expr = parse("acted(close) or known(actor)", SCOPES["entry"])
    found = sqlite.scalars(select(column(expr, here)).where(t.cases.c.machine == "entry")).all()
    assert set(found) == {0}


def test_answers_that_are_not_written_yet_are_read_first(sqlite: Connection) -> None:
    """`given` stands for the case as it would be with the answers, in formulas and in `this.` too."""
    frozen = select(t.freezes.c.case_id).where(t.freezes.c.name == "third")
    one = sqlite.scalars(select(t.cases.c.id).where(t.cases.c.machine == "entry", t.cases.c.id.not_in(frozen))).first()
    here = Here(SMALL, "entry", literal(one), NOW, ZONE, given={"points": 10, "label": "a"})
    guard = "points == 10 and third == 3.333333 and count(cycle.entry, label == this.label) == count(cycle.entry, label == 'a')"
    assert sqlite.scalar(select(column(parse(guard, SCOPES["entry"]), here))) == 1


def test_a_case_to_be_born_reads_its_parent(sqlite: Connection) -> None:
    """Before birth a guard reads the ancestors through `columns`, and sets below them."""
    place = sqlite.execute(select(t.cases).where(t.cases.c.machine == "place")).first()
    columns = {"parent": literal(place.id), "root": literal(place.root)}
    here = Here(SMALL, "entry", literal(-1), NOW, ZONE, ACTOR, columns=columns)
    found = sqlite.scalar(select(column(parse(f"place.number == '{place.number}' and count(place.entry) == 4", SCOPES["entry"]), here)))
    assert found == 1


def test_a_condition_that_is_not_known_is_not_true(sqlite: Connection) -> None:
    """`is_true` never gives NULL, so that a list of those refused has everybody in it."""
    here = Here.over(SMALL, "entry", t.cases, NOW, ZONE)
    condition = to_sql(parse("points > 10", SCOPES["entry"]), here)
    everybody = sqlite.scalar(select(func.count()).select_from(t.cases).where(t.cases.c.machine == "entry"))
    where = [t.cases.c.machine == "entry", or_(is_true(condition), ~is_true(condition))]
    assert sqlite.scalar(select(func.count()).select_from(t.cases).where(*where)) == everybody
