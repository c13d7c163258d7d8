"""Which names guards see, and of which kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflow.core.definition import Definition
from workflow.core.language import Kind, LanguageError, parse
from workflow.core.names import scope, set_machine
from workflow.load import load

SMALL = Path(__file__).parents[1] / "definitions" / "small" / "2026.1.yaml"


@pytest.fixture(scope="module")
def small() -> Definition:
    return load(SMALL)


@pytest.mark.parametrize(
    ("machine", "name", "kind"),
    [
        ("round", "state", Kind.CHOICE),
        ("round", "registration.closes", Kind.MOMENT),
        ("round", "registration.open", Kind.YES_NO),
        ("round", "merit.size", Kind.NUMBER),
        ("round", "entries", Kind.NUMBER),
        ("entry", "round.bar", Kind.NUMBER),
        ("entry", "round.state", Kind.CHOICE),
        ("entry", "merit.rank", Kind.NUMBER),
        ("entry", "merit.decided_by", Kind.TEXT),
        ("entry", "terms.met", Kind.YES_NO),
        ("entry", "terms.unmet", Kind.NUMBER),
        ("entry", "findings.met", Kind.YES_NO),
        ("entry", "leading", Kind.NUMBER),
        ("entry", "age", Kind.NUMBER),
        ("remark", "entry.owner", Kind.PERSON),
        ("remark", "round.hearing.open", Kind.YES_NO),
        ("remark", "today", Kind.DATE),
    ],
)
def test_a_name_and_its_kind(small: Definition, machine: str, name: str, kind: Kind) -> None:
    assert scope(small, machine).names[name].kind is kind


@pytest.mark.parametrize(
    ("machine", "name"),
    [("entry", "round.actor"), ("entry", "round.today"), ("entry", "findings"), ("round", "name.met"), ("round", "entry.state")],
)
def test_what_is_no_name(small: Definition, machine: str, name: str) -> None:
    assert name not in scope(small, machine).names


def test_decimals_are_scaled_and_bounded(small: Definition) -> None:
    bar = scope(small, "round").names["bar"]
    assert (bar.places, bar.lo, bar.hi) == (2, 0, 10_000)


def test_sets_roles_and_actions(small: Definition) -> None:
    seen = scope(small, "entry")
    assert {"remark", "round.entry", "round.remark", "member", "check", "score"} <= set(seen.sets)
    assert "applicant" not in seen.sets
    assert "public" not in seen.roles
    assert {"check", "round.sign"} <= seen.actions
    assert set(seen.sets["check"].names) == {"person", "findings.met"}
    assert seen.sets["member"].names["origin"].values == ("dalam", "luar")
    assert seen.sets["remark"].names["entry.state"].kind is Kind.CHOICE


def test_no_set_inside_a_set(small: Definition) -> None:
    with pytest.raises(LanguageError):
        parse("every(entry, count(remark) > 0)", scope(small, "round"))


@pytest.mark.parametrize(
    ("machine", "on", "found"),
    [
        ("entry", "self", "entry"),
        ("entry", "parent", "round"),
        ("round", "parent", None),
        ("round", "remark", "remark"),
        ("entry", "round.entry", "entry"),
        ("entry", "round", None),
        ("round", "entry.remark", None),
    ],
)
def test_which_cases_a_set_names(small: Definition, machine: str, on: str, found: str | None) -> None:
    assert set_machine(small, machine, on) == found


def test_a_role_that_does_nothing_is_a_roster() -> None:
    """`staff` of the wide definition is a list of people for whom cases are made; whoever appoints, acts or confirms serves."""
    wide = load(SMALL.parents[1] / "wide" / "2026.1.yaml")
    assert "staff" not in wide.serving
    assert {"clerk", "superior", "viewer", "bidder", "person"} <= wide.serving
