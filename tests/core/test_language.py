"""The guard language: what expressions mean, and every rule about rounding, division and what is not known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.core.language_case import CASE, SCOPE, Plain, papers
from workflow.core.language import Kind, Type, Value, evaluate, member_names_of, names_of, parse, sets_of, walk
from workflow.core.language.types import LARGEST

VALUES = [
    # conditions, three-valued
    ("age <= 56", True), ("age < 56", False), ("2 <= minimum <= 5", True), ("certified", True), ("not certified", False),
    ("certified == yes", True), ("certified != no", True), ("wait.open or certified", True), ("fine > 1", None), ("not (fine > 1)", None),
    ("fine > 1 and certified", None), ("fine > 1 and wait.open", False), ("fine > 1 or certified", True), ("fine > 1 or wait.open", None),
    ("known(fine)", False), ("known(fine > 1)", False), ("not known(fine)", True), ("fine in [1, 2]", None), ("fine not in [1, 2]", None),
    # kinds
    ("rank >= 'III/b'", True), ("rank > 'III/b'", False), ("rank in ['III/a', 'III/c']", False), ("state == 'sent'", True), ("name == 'a'", True),
    ("owner == actor", False), ("owner != actor", True), ("today >= '2026-03-01'", True), ("born < today", True),
    ("entered < '2026-03-01T09:00+08:00'", False), ("entered >= '2026-03-01T09:00+08:00'", True), ("took == took", True),
    # decimals: 7250 with two places is 72.50
    ("bar == 72.5", True), ("bar == 72.500", True), ("bar > 72.499", True), ("bar in [72.5]", True), ("bar * 2 == 145", True), ("bar + 0.5 == 73", True),
    ("age - bar < 0", True), ("-age == -56", True), ("minimum not in [-3, 4]", True),
    # sets, roles and actions
    ("count(paper) == 3", True), ("count(paper, score >= 80) == 1", True), ("count(paper, owner == this.owner) == 1", True),
    ("count(above.paper) == 0", True), ("every(paper, not ended)", True), ("every(paper, score > 0)", False), ("every(above.paper, ended)", True),
    ("able(jury) >= 2", True), ("times(extend) < 2", True), ("acted(above.check)", True), ("acted(check)", False),
    # dates: 29 February counts from 1 March
    ("years(born, today) == 58", True), ("years(born, '2026-02-28') == 57", True), ("years(today, born) == -59", True), ("days(born, '1968-03-01') == 1", True),
]  # fmt: skip

NUMBERS: list[tuple[str, int | None]] = [
    ("age / 3", 18_666_667), ("-age / 3", -18_666_667), ("age / 0", None), ("age / (minimum - 3)", None), ("1 / 3", 333_333), ("2 / 3", 666_667),
    ("bar / 2", 36_250_000), ("age / 0.5", 112_000_000), ("rounded(0.5, 0)", 1), ("rounded(-0.5, 0)", -1), ("rounded(2.5, 0)", 3),
    ("rounded(1.005, 2)", 101), ("rounded(bar, 1)", 725), ("rounded(age, 2)", 56), ("first_known(fine, 0.5)", 500_000), ("first_known(fine, bar)", 72_500_000),
    ("mean(paper, score)", 76_250_000), ("total(paper, score)", None), ("total(paper, score, known(score))", 15250), ("total(paper, score, ended)", 0),
    ("total(above.paper, score)", 0), ("mean(above.paper, score)", None), ("lowest(paper, score)", 7250), ("highest(paper, score)", 8000),
    ("highest(above.paper, score)", None), ("fine + 1", None), ("total(paper, first_known(score, 0))", 15250), ("mean(judge, mark)", None),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), VALUES)
def test_condition(source: str, expected: Value) -> None:
    """A condition is true, false or not known."""
    assert evaluate(parse(source, SCOPE), CASE) is expected


@pytest.mark.parametrize(("source", "expected"), NUMBERS)
def test_number(source: str, expected: int | None) -> None:
    """A number is a whole number scaled by its type's places; quotients have six, halves go away from zero."""
    assert evaluate(parse(source, SCOPE, Kind.NUMBER), CASE) == expected


def test_mean_rounds_half_away_from_zero() -> None:
    """A mean has six places: of 0.00 and 0.01 and 0.01 it is 0.006667."""
    assert evaluate(parse("mean(paper, score)", SCOPE, None), Plain(sets=papers(0, 1, 1))) == 6_667


def test_lowest_of_dates_is_a_date() -> None:
    """What has an order has a lowest."""
    view = Plain(sets={"paper": [Plain({"born": date(2000, 1, 1)}), Plain({"born": date(1999, 1, 1)}), Plain()]})
    assert evaluate(parse("lowest(paper, born)", SCOPE, Kind.DATE), view) == date(1999, 1, 1)


def test_moment_is_written_with_its_zone() -> None:
    """A written moment is read in its own zone."""
    literal = parse("entered == '2026-03-01T09:00+08:00'", SCOPE).parts[1]
    assert evaluate(literal, CASE) == datetime(2026, 3, 1, 1, tzinfo=UTC)


def test_decimals_are_read_from_the_text() -> None:
    """A decimal that no float can hold stays what was typed."""
    expr = parse("70.000000000001", SCOPE, Kind.NUMBER)
    assert (evaluate(expr, CASE), expr.type.places) == (70_000_000_000_001, 12)


def test_every_node_has_a_type_and_bounds() -> None:
    """No number of the tree can pass what a database holds."""
    for node in walk(parse("count(paper, score > 1) * 2 < minimum + 1", SCOPE)):
        assert isinstance(node.type, Type)
        assert max(map(abs, node.type.reach)) <= LARGEST


def test_what_an_expression_reads() -> None:
    """Names of this case, of members, and sets are told apart."""
    expr = parse("count(paper, owner == this.owner and above.cap > 1) < minimum and rank == 'III/a'", SCOPE)
    assert names_of(expr) == {"owner", "minimum", "rank"}
    assert member_names_of(expr) == {"paper": {"owner", "above.cap"}}
    assert sets_of(expr) == {"paper"}


def test_a_text_of_several_lines_is_one_expression() -> None:
    """Folded text of a definition may have line breaks."""
    assert evaluate(parse("age <= 56\n and\n certified", SCOPE), CASE) is True


class Counting(Plain):
    def fold(self, node: object) -> Value:
        return 4_000_000


def test_a_view_may_reckon_a_set_itself() -> None:
    """A view with `fold` is asked once and its members are never fetched."""
    assert evaluate(parse("count(paper, ended) > 3999999", SCOPE), Counting()) is True
