"""What the tests about the code read: the files of the project, and the functions in its Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = (".ci", "bench", "definitions", "docs", "migrations", "tests", "tools", "web", "workflow")
NOT_OURS = ("tests/browser/axe/",)
"""Vendored sources, kept as they came; their sums are tested."""
BINARY = {".woff2", ".ttf", ".png", ".mo", ".pdf", ".db", ".pyc"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def files() -> Iterator[Path]:
    """Every file of the project, but caches."""
    yield from (p for p in ROOT.iterdir() if p.is_file() and p.suffix != ".tmp" and p.name != ".gitignore")
    for part in PARTS:
        yield from (p for p in sorted((ROOT / part).rglob("*")) if p.is_file() and "__pycache__" not in p.parts)


def texts() -> Iterator[tuple[str, str]]:
    """Name and content of every text file that was written here."""
    for path in files():
        if path.suffix not in BINARY and not named(path).startswith(NOT_OURS):
            yield named(path), path.read_text(encoding="utf-8")


def python(*parts: str) -> Iterator[tuple[str, ast.Module]]:
    """Name and syntax tree of every Python file of these parts."""
    for part in parts:
        for path in sorted((ROOT / part).rglob("*.py")):
            yield named(path), ast.parse(path.read_text(encoding="utf-8"))


def templates() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "web" / "templates").rglob("*.html")):
        yield named(path), path.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Function:
    file: str
    name: str
    lines: int


def functions(*parts: str) -> Iterator[Function]:
    for file, tree in python(*parts):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(file, node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
