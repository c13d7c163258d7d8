"""Both readers of YAML make the same of a text: data, places and what is wrong with it; so a pin does not depend on the one that is there."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

from workflow.load import nodes
from workflow.load.report import Report

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*(ROOT / "definitions").glob("**/*.yaml"), *(ROOT / "tests").glob("**/*.yaml")])
SIGNS = "{}[],:#&*!|>'\"%@`-?\t\n a\u0085\u2028\ufeff\u00e9\U0001f600"
AWRY = (
    "a: {b: [c",
    "a: b: c",
    "\ta: b",
    "a: 'b",
    "a: &x b\nc: *x",
    "a: !!int 3",
    "a: b\na: c",
    "- a",
    "",
    "a: \x07",
    "a: \ud800",
    "?",
    "a: {? b: c}",
)

ROUNDS = int(os.environ.get("TERANG_RANDOM_TEXTS", "600"))

pytestmark = pytest.mark.skipif(nodes._Fast is None, reason="PyYAML was built without libyaml here")


def read(text: str) -> Any:
    report = Report("x")
    data = nodes.read(text, report)
    places = {path: mark for path, mark in report.values.items() if at(data, path) != ""}  # of nothing they see the place differently
    return data, report.found, report.keys, places, report.lead


def at(data: Any, path: tuple[Any, ...]) -> Any:
    """What stands at a path; None where it was left out."""
    for step in path:
        data = data[step] if isinstance(data, list) else (data or {}).get(step)
    return data


def both(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    fast = read(text)
    with monkeypatch.context() as patched:
        patched.setattr(nodes, "_Fast", None)
        return fast, read(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_same_of_every_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast, slow = both(path.read_text("utf-8"), monkeypatch)
    assert fast == slow and (fast[0] or fast[1])


@pytest.mark.parametrize("text", AWRY)
def test_the_same_of_what_is_awry(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast, slow = both(text, monkeypatch)
    assert fast == slow and (fast[1] or text in ("", "?", "a: {? b: c}"))


def test_the_same_of_parts_with_signs_thrown_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is wrong with it; what is refused by the one is refused by the other."""
    random, texts = Random(7), [path.read_text("utf-8") for path in FILES]
    for _round in range(ROUNDS):
        text = random.choice(texts)
        start = random.randrange(len(text))
        part = list("a:\n" + text[start : start + 300].partition("\n")[2])
        for _sign in range(random.randint(0, 3)):
            part.insert(random.randrange(len(part) + 1), random.choice(SIGNS))
        fast, slow = both("".join(part), monkeypatch)
        usable = [data is not None and not found for data, found, *_places in (fast, slow)]
        assert usable[0] == usable[1] and (fast == slow or not usable[0]), "".join(part)
