"""Text as typed -> typed items, or a sentence that says what to do. One table per kind of field."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from workflow.core.definition import Fact
from workflow.core.fields import Desk, Item, Typed, parse
from workflow.load import load

SMALL = load(Path(__file__).resolve().parents[1] / "definitions" / "small" / "2026.1.yaml")
DESK = Desk(
    "Asia/Makassar",
    {"terms": SMALL.machines["entry"].requirements["terms"]},
    is_file=lambda id: {"berkas": "f" * 64}.get(id),
    is_person=lambda name: {"budi": 7}.get(name),
)
FACTS = {**SMALL.machines["round"].facts, **SMALL.machines["entry"].facts}


def read(name: str, typed: Typed) -> tuple[Item, ...] | str:
    """The items, or the English sentence of the problem."""
    fact: Fact = FACTS[name]
    items, problems = parse([fact], typed, DESK)
    return problems[0].text.en if problems else items.get(name, ())


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("certified", "yes", (Item(n=1),)),
        ("certified", "tidak", (Item(n=0),)),
        ("served", "12", (Item(n=12),)),
        ("bar", "72,5", (Item(n=7250),)),
        ("bar", "72.50", (Item(n=7250),)),
        ("name", "  Siti \u0000 Aisyah  ", (Item(s="Siti Aisyah"),)),
        ("birth_date", "1985-05-05", (Item(d=date(1985, 5, 5)),)),
        ("meeting_at", "2026-03-01T09:30", (Item(m=datetime(2026, 3, 1, 1, 30, tzinfo=UTC)),)),
        ("talk_lasts", "2", (Item(n=172800),)),
        ("degree", "S1", (Item(s="S1"),)),
        ("lead_score", "5", (Item(n=5),)),
        ("papers", "berkas", (Item(s="f" * 64),)),
        ("host_named", "budi", (Item(n=7),)),
        ("contact", "", ()),
    ],
)
def test_what_is_read(name: str, typed: str, expected: tuple[Item, ...]) -> None:
    assert read(name, {name: [typed]}) == expected


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("certified", "mungkin", "Answer yes or no"),
        ("served", "dua belas", "in digits only"),
        ("served", "-1", "at least 0"),
        ("served", "61", "at most 60"),
        ("served", "1.5", "as a whole number"),
        ("served", "9" * 400, "in digits only"),
        ("bar", "72.505", "at most 2 digits"),
        ("minimum", "99999999999", "too large"),
        ("name", "", "Fill in: Name"),
        ("name", "x" * 201, "Shorten"),
        ("birth_date", "2026-02-30", "date"),
        ("birth_date", "0001-01-01", "year"),
        ("meeting_at", "besok", "date and time"),
        ("degree", "S9", "Choose one"),
        ("lead_score", "6", "Choose 1 to 5"),
        ("lead_score", "cannot", "Choose 1 to 5"),
        ("papers", "punya-orang-lain", "Upload it again"),
        ("host_named", "siapa", "Choose the person"),
    ],
)
def test_what_is_refused_says_what_to_do(name: str, typed: str, sentence: str) -> None:
    found = read(name, {name: [typed]})
    assert isinstance(found, str) and sentence in found


def test_cannot_judge_wants_a_reason() -> None:
    assert "why you cannot judge" in str(read("plan_score", {"plan_score": ["cannot"]}))
    assert read("plan_score", {"plan_score": ["cannot"], "plan_score.remark": ["Tidak hadir."]}) == (Item(remark="Tidak hadir."),)


def test_a_checklist_wants_every_clause_and_a_reason_when_not_met() -> None:
    met = {f"findings.{name}": ["met"] for name in ("degree", "served", "certified", "age")}
    found = read("findings", met)
    assert [item.n for item in found] == [1, 1, 1, 1]  # type: ignore[union-attr]
    assert "whether it is met" in str(read("findings", {**met, "findings.age": [""]}))
    assert "why it is not met" in str(read("findings", {**met, "findings.age": ["not_met"]}))


def test_every_problem_at_once() -> None:
    facts = [FACTS[name] for name in ("birth_date", "degree", "served")]
    _items, problems = parse(facts, {}, DESK)
    assert [p.field for p in problems] == ["birth_date", "degree", "served"]
