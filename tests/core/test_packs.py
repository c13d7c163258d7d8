"""Rule packs: each shape kept and broken, bound names, waivers, and what is asked at the steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflow.core.definition import Definition
from workflow.core.packs import Verdict, judge
from workflow.core.packs.judge_results import feasible
from workflow.load import DefinitionFaults, load_text

SMALL = Path(__file__).resolve().parents[1] / "definitions" / "small"
TEXT = SMALL.joinpath("2026.1.yaml").read_text(encoding="utf-8")
FILES = {p.relative_to(SMALL / "2026.1").as_posix(): p.read_text(encoding="utf-8") for p in (SMALL / "2026.1").rglob("*") if p.is_file()}
HEAD = """pack: uji
version: "2026.1"
words: Uji | Test
from: 2026-01-01
binds: {BINDS}
rules:
  rule:
    BODY
    severity: SEVERITY
    cite: Peraturan contoh 3/2026
    sure: G
    words: Aturan uji | The rule of the test
"""
ROLES = {"panel": "member", "desk": "clerk"}


def used(
    body: str, severity: str = "block", given: dict[str, str] | None = None, kinds: str = "", waive: str = "", text: str = TEXT
) -> Definition:
    pack = HEAD.replace("BINDS", kinds).replace("BODY", body).replace("SEVERITY", severity)
    with_ = ", ".join(f'{name}: "{value}"' for name, value in (given or {}).items())
    use = f'rules: [{{use: uji, version: "2026.1", with: {{{with_}}}{waive}}}]\nlists:\n'
    return load_text(text.replace("lists:\n", use, 1), FILES | {"rules/uji/2026.1.yaml": pack}, "small.yaml")


def verdict(*args: object, **kw: object) -> Verdict:
    return next(judge(used(*args, **kw)))  # type: ignore[arg-type]


KEPT = [
    ("order: {first: application, then: check}", "", {}),
    ("order: {first: check, then: decision}", "", {}),  # a pause that goes back to where the case was opens no way past the check
    ("never: {from: decision, to: application, unless: corrects}", "", {}),
    ("lasts: {window: time, at_least: 10 calendar days}", "time: window", {"time": "registration"}),
    ("apart: [panel, desk]", "panel: role, desk: role", {"panel": "member", "desk": "inspector"}),
    (
        "weights: {score: total, parts: {leading: [50, 60], second: [40, 50]}}",
        "total: score, second: part",
        {"total": "total", "second": "planning"},
    ),
    ("ranks: {ranking: order, order: [total, leading, birth_date], equal_at_cut: admit}", "order: ranking", {"order": "merit"}),
    ("answer: {after: won, by: reason}", "", {}),
]
"""Shapes that the small definition keeps."""


@pytest.mark.parametrize(("body", "kinds", "given"), KEPT, ids=[row[0].split(":")[0] for row in KEPT])
def test_a_rule_is_kept(body: str, kinds: str, given: dict[str, str]) -> None:
    found = verdict(body, "block", given, kinds)
    assert (found.status, found.why) == ("kept", None)


BROKEN = [
    ("order: {first: public_input, then: assessment}", "", {}, "can come before the public input"),
    ("never: {from: assessment, to: assessment, unless: corrects}", "", {}, None),
    ("lasts: {window: time, at_least: 11 calendar days}", "time: window", {"time": "registration"}, "lasts only 10 calendar days"),
    ("lasts: {phase: follow_up, at_least: 1 calendar day}", "", {}, "no window stands in this phase"),
    ("apart: [panel, desk]", "panel: role, desk: role", ROLES, "one person can hold both"),
    ("weights: {score: total, parts: {leading: [50, 55], planning: [45, 50]}}", "total: score", {"total": "total"}, "is outside 50–55%"),
    (
        "weights: {score: total, parts: {leading: [10, 20], planning: [10, 20]}}",
        "total: score",
        {"total": "total"},
        "no weights within these bands",
    ),
    ("weights: {score: total, parts: {other: [0, 100]}}", "total: score", {"total": "total"}, "no part called other"),
    ("ranks: {ranking: order, order: [leading]}", "order: ranking", {"order": "merit"}, "the order is"),
    ("ranks: {ranking: order, equal_at_cut: leave_out}", "order: ranking", {"order": "merit"}, "equal at the cut is admitted"),
    ('clause: {at: freeze, that: "stranger > 3"}', "", {}, "no step can ask it"),
]


@pytest.mark.parametrize(
    ("body", "kinds", "given", "why"),
    [row for row in BROKEN if row[3]],
    ids=[f"{r[0].split(':')[0]}-{i}" for i, r in enumerate(BROKEN) if r[3]],
)
def test_a_rule_that_blocks_refuses_the_definition(body: str, kinds: str, given: dict[str, str], why: str) -> None:
    with pytest.raises(DefinitionFaults) as refused:
        used(body, "block", given, kinds)
    told = "\n".join(map(str, refused.value.problems))
    assert why in told
    assert "rule pack uji 2026.1, rule (The rule of the test; Peraturan contoh 3/2026, G)" in told


def test_a_named_person_waives_a_rule_with_a_reason() -> None:
    waive = ", waive: {rule: {by: Bupati | The regent, reason: Uji coba | A trial}}"
    found = verdict("apart: [panel, desk]", "block", ROLES, "panel: role, desk: role", waive)
    assert found.status == "waived"
    assert found.used.waived["rule"].by.en == "The regent"


def test_a_waiver_of_nothing_is_refused() -> None:
    with pytest.raises(DefinitionFaults, match='no rule "rul"'):
        used("apart: [panel, desk]", "block", ROLES, "panel: role, desk: role", ", waive: {rul: {by: A | A, reason: B | B}}")


def test_a_rule_to_explain_is_asked_of_whoever_announces() -> None:
    definition = used("apart: [panel, desk]", "explain", ROLES, "panel: role, desk: role")
    assert next(judge(definition)).status == "asked"
    asked = [(a.name, c) for a in definition.root.actions.values() for c in a.needs if c.rule == "uji.rule"]
    assert [name for name, _ in asked] == ["announce"]
    clause = asked[0][1]
    assert (clause.explain, clause.that.value, clause.basis and clause.basis.cite) == ("public", False, "Peraturan contoh 3/2026")  # type: ignore[attr-defined]
    assert definition.root.actions["announce"].needs[-1] is clause, "own clauses keep their places"


def test_a_note_refuses_and_asks_nothing() -> None:
    definition = used("apart: [panel, desk]", "note", ROLES, "panel: role, desk: role")
    assert next(judge(definition)).status == "noted"
    assert not [c for m in definition.machines.values() for a in m.actions.values() for c in a.needs if c.rule]


def test_bound_expressions_stand_in_brackets_and_only_as_whole_words() -> None:
    given = {"panel": "member", "many": "count(member) - 1"}
    definition = used(
        "clause: {at: freeze, that: \"many * 2 <= count(panel) and 'many' != 'panel'\"}", "block", given, "panel: role, many: number"
    )
    clause = next(c for a in definition.root.actions.values() for c in a.needs if c.rule)
    assert clause.source == "(count(member) - 1) * 2 <= count(member) and 'many' != 'panel'"
    assert clause.explain is None


def test_a_clause_is_asked_on_entering_a_phase() -> None:
    definition = used('clause: {at: assessment, that: "count(entry) >= 1"}')
    asked = [f"{m.name}.{a.name}" for m in definition.machines.values() for a in m.actions.values() if any(c.rule for c in a.needs)]
    assert asked == ["round.publish_check"]


def test_the_clock_is_never_asked_to_explain() -> None:
    definition = used('clause: {at: check, that: "count(entry) >= 4"}', "explain")
    clocked = [a for m in definition.machines.values() for a in m.actions.values() if a.by == ("clock",)]
    assert clocked and not [c for a in clocked for c in a.needs if c.rule]


def test_how_many_a_ranking_takes_may_be_a_setting_that_is_asked() -> None:
    """The ranking takes what the settings say, so whoever announces is asked whether it is three."""
    definition = used('ranks: {ranking: order, take: "3"}', "explain", {"order": "merit"}, "order: ranking")
    assert next(judge(definition)).status == "asked"
    clause = next(c for a in definition.root.actions.values() for c in a.needs if c.rule)
    assert (clause.source, clause.explain) == ("nominees == 3", "public")


@pytest.mark.parametrize(
    ("given", "kinds", "words"),
    [
        ({}, "panel: role", 'speaks of "panel" (role)'),
        ({"panel": "membr"}, "panel: role", '"membr" is no role'),
        ({"other": "member"}, "", 'binds no "other"'),
        ({"many": "count(strangers)"}, "many: number", "is no number of this definition"),
    ],
)
def test_names_are_bound_as_the_pack_asks(given: dict[str, str], kinds: str, words: str) -> None:
    with pytest.raises(DefinitionFaults) as refused:
        used("never: {from: decision, to: application, unless: corrects}", "block", given, kinds)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("apart: [a, b]\n    order: {first: check, then: end}", "one of the shapes"),
        ("order: {first: checking, then: end}", 'Did you mean "check"'),
        ("nevr: {from: check, to: end}", 'Did you mean "never"'),
        ("lasts: {at_least: 3 days}", "calendar days or working days"),
    ],
)
def test_a_pack_that_cannot_be_read_is_told_at_its_own_line(body: str, words: str) -> None:
    with pytest.raises(DefinitionFaults) as refused:
        used(body)
    assert words in str(refused.value)
    assert "rules/uji/2026.1.yaml:" in str(refused.value)


def test_a_missing_pack_is_told() -> None:
    with pytest.raises(DefinitionFaults, match="there is no rule pack"):
        load_text(TEXT.replace("lists:\n", 'rules: [{use: tiada, version: "2026.1"}]\nlists:\n', 1), FILES, "small.yaml")


def test_a_pack_is_pinned_with_the_definition() -> None:
    one = used("never: {from: decision, to: application, unless: corrects}")
    other = used("never: {from: decision, to: check, unless: corrects}")
    assert one.sha256 != other.sha256
    assert "rules/uji/2026.1.yaml" in one.files


def test_weights_forced_by_their_bands() -> None:
    """Four bands whose greatest ends make just 100 leave one choice (the weights of six published selections)."""
    bands = {"track_record": (1500, 2000), "competency": (2000, 2500), "paper": (1500, 2000), "interview": (3000, 3500)}
    assert feasible(bands) == {name: (high, high) for name, (_, high) in bands.items()}
    assert feasible(bands | {"interview": (3000, 3400)}) is None
