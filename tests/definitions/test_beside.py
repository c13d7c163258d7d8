"""What a file cannot tell alone: figures that others do not lend, rule packs out of their dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workflow.core.definition import Definition
from workflow.load import load, load_text
from workflow.load.beside import check_beside
from workflow.settings import DEFINITIONS


def files_of(path: Path) -> dict[str, str]:
    folder = path.with_suffix("")
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*.txt")}


WIDE = Path(__file__).parent / "wide" / "2026.1.yaml"
TEXT, FILES = WIDE.read_text(encoding="utf-8"), files_of(WIDE)
TAKEN = "{type: decimal, places: 2, published: {process: luas, publication: sheet, take: around, match: {owner: owner}}"
TODAY = date(2026, 3, 2)

CASES = [
    ("process: luas, publication: sheet", "process: lain, publication: sheet", "there is no process lain"),
    ("publication: sheet, take", "publication: result_of_all, take", "no publication result_of_all: take one of"),
    ("take: around", "take: peers", "does not lend peers in sheet: take one of around, matrix.grade"),
    ("match: {owner: owner}", "match: {owner: owner, peers: 3}", "does not lend peers in sheet"),
    ("type: decimal, places: 2, published", "type: yes_no, published", "around is a number there and a yes_no here"),
    ("match: {owner: owner}", "match: {owner: owner, around: intake.name}", "around is a number there and this a text: they never agree"),
    ("match: {owner: owner}", "match: {matrix.grade: matrix.grade}", "only its owner may take it; add `owner: owner`"),
]  # fmt: skip


def read(text: str) -> Definition:
    return load_text(text, FILES, "wide.yaml")


def told(text: str, today: date = TODAY) -> list[str]:
    return [str(p) for p in check_beside(read(text), text, "wide.yaml", lambda _name: None, today)]


def test_what_is_lent_is_no_problem() -> None:
    assert told(TEXT) == []


@pytest.mark.parametrize(("old", "new", "words"), CASES, ids=[case[2] for case in CASES])
def test_what_is_not_lent_is_told_at_its_line(old: str, new: str, words: str) -> None:
    broken = TEXT.replace(TAKEN, TAKEN.replace(old, new))
    assert broken != TEXT
    (problem,) = told(broken)
    line = next(n for n, text in enumerate(broken.splitlines(), 1) if text.lstrip().startswith("earlier: "))
    assert problem.startswith(f"wide.yaml:{line}:") and words in problem


def test_a_rule_pack_outside_its_days_is_told() -> None:
    path = DEFINITIONS / "jpt_pratama" / "2026.1.yaml"
    text = path.read_text(encoding="utf-8")
    definition = load(path)
    early = check_beside(definition, text, path.name, lambda _name: None, date(1990, 1, 1))
    assert len(early) == len(definition.packs) and all(p.severity == "warning" and "holds from" in p.message for p in early)
    assert check_beside(definition, text, path.name, lambda _name: None, TODAY) == ()
