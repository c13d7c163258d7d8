"""Functions and files stay small enough to be read at once."""

from __future__ import annotations

from statistics import median

from tests.rules.code import ROOT, functions, named

LONGEST = 300
TABLES = {"workflow/store/tables.py"}
"""One list of columns, in the order of the architecture: splitting it would hide what belongs together."""


def test_functions_are_short() -> None:
    lengths = sorted(f.lines for f in functions("workflow", "web"))
    assert median(lengths) < 10
    assert lengths[len(lengths) * 9 // 10] < 25
    assert [f for f in functions("workflow", "web") if f.lines > 60] == []


def test_files_are_short() -> None:
    found = {named(p): len(p.read_text(encoding="utf-8").splitlines()) for part in ("workflow", "web") for p in (ROOT / part).rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines > LONGEST and name not in TABLES} == {}
