"""Real numbers on the command line: a case, its table as a file, and the answer of `terang tally`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from workflow.cli import main

CASES = Path(__file__).parents[1] / "cases"
DEFINITIONS = Path(__file__).parents[1] / "definitions" / "tally"
CPNS, JPT = DEFINITIONS / "cpns" / "2024.1.yaml", DEFINITIONS / "jpt" / "2026.1.yaml"
REAL_JPT = Path(__file__).parents[2] / "definitions" / "jpt_pratama" / "2026.1.yaml"
KINERJA, TALENTA = DEFINITIONS / "kinerja" / "2026.1.yaml", DEFINITIONS / "talenta" / "2025.1.yaml"
Rows = Sequence[Mapping[str, Any]]


def case(id: str) -> Any:
    return json.loads((CASES / f"{id}.json").read_text(encoding="utf-8"))


def written(rows: Rows, separator: str = ",") -> bytes:
    """The rows as a file; None is an empty cell."""
    heads = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    sheet = csv.DictWriter(out, heads, delimiter=separator, lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(rows)
    return out.getvalue().encode()


def run(*words: object, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=stdin)


def tallied(definition: Path, rows: Rows | bytes, *words: object) -> list[Any]:
    """The rows of the answer, which must be good."""
    content = rows if isinstance(rows, bytes) else written(rows)
    result = run("tally", "--definition", definition, "--scores", "-", "--json", "--lang", "en", *words, stdin=content)
    assert result.exit_code == 0, (result.stdout, result.stderr, result.exception)
    return list(json.loads(result.stdout))


def refused(definition: Path, rows: Rows | bytes, *words: object) -> list[str]:
    """What is wrong, each with its place; nothing is reckoned."""
    content = rows if isinstance(rows, bytes) else written(rows)
    result = run("tally", "--definition", definition, "--scores", "-", "--lang", "en", *words, stdin=content)
    assert result.exit_code == 1 and result.stdout == "", (result.stdout, result.stderr, result.exception)
    return [line for line in result.stderr.splitlines() if not line.startswith("Note: ")]


def by_name(rows: Sequence[Any], key: str) -> dict[str, Any]:
    return {row["candidate"]: row[key] for row in rows}
