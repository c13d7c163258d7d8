"""Attacks and mistakes: each is refused when it is read, at its column, with what to do instead."""

from __future__ import annotations

import pytest

from tests.core.language_case import SCOPE
from workflow.core.language import Kind, LanguageError, Scope, Type, parse

REFUSED = [
    # ways out of the language
    ("__import__('os')", 0, "no function"), ("().__class__", 2, "dot"), ("name.__class__ == 'a'", 0, "not declared"), ("(lambda: 1)()", 7, "no meaning"),
    ("[x for x in name]", 0, "no loops"), ("open('/etc/passwd')", 0, "no function"), ("name[0] == 'a'", 0, "picked out"), ("(age := 5)", 5, "assigned"),
    ("f'{age}' == name", 1, "text cannot follow"), ("b'a' == name", 1, "text cannot follow"), ("print(age)", 0, "no function"), ("age; age", 3, "one expression"),
    ("yes if age else no", 0, "no `if`"), ("count(paper, *age)", 0, "write count"), ("count(set=paper)", 9, "write `==`"), ("`age`", 0, "no meaning"),
    ("name == 'a\\'b'", 8, "backslash"), ("name == 'a\\n'", 8, "backslash"), ("age > 1 # all", 8, "no remarks"), ("age\0", 3, "zero byte"), ("await age", 0, "no meaning"), ("{age}", 0, "square brackets"),
    # numbers that are not what they seem
    ("age > 1_000", 6, "no number"), ("age > 0x10", 6, "no number"), ("age > 1e3", 6, "no number"), ("age > 1j", 6, "no number"), ("age > 007", 6, "no number"),
    ("age > .5", 6, "dot"), ("age ** 9 > 1", 4, "no powers"), ("age // 2 > 1", 4, "whole division"), ("age % 2 == 0", 4, "remainder"), ("age << 2 > 1", 0, "only + - * /"),
    ("minimum * minimum * minimum > 0", 0, "too large"), ("fine * fine > 0", 0, "too large"), ("age > 99999999999999999999", 6, "too large"),
    ("total(paper, score * 99999999) > 0", 0, "too large"), ("+age > 1", 0, "without a sign"),
    # kinds that do not fit
    ("age", 0, "yes or no is needed"), ("age and certified", 0, "condition is needed"), ("age > 'a'", 6, "cannot be compared"), ("name > 'a'", 0, "no order"),
    ("state > 'draft'", 0, "no order"), ("owner > actor", 0, "no order"), ("certified > no", 0, "no order"), ("rank == state", 8, "different lists"),
    ("entered < today", 10, "cannot be compared"), ("name * 3 == 'a'", 0, "number is needed"), ("age in ['1']", 8, "cannot be looked up"),
    ("owner in [1]", 9, "cannot be looked up"), ("age == certified", 7, "cannot be compared"), ("years(age, today) > 1", 6, "date is needed"),
    ("highest(paper, owner) > 1", 15, "no order"), ("total(paper, born) > 1", 13, "number is needed"), ("rounded(age, minimum) > 1", 13, "how many decimals"),
    ("first_known(age, name) > 1", 17, "one kind"),
    # what databases read differently
    ("age in []", 7, "empty"), ("age in [None]", 8, "known(x)"), ("age == None", 7, "known(x)"), ("age is None", 0, "known(x)"), ("certified == True", 13, "write yes"),
    ("age in minimum", 7, "square brackets"), ("age in [minimum]", 8, "only written values"), ("(age, 1)", 0, "commas"),
    # words that are not there, or are something else
    ("agee <= 56", 0, "did you mean `age`"), ("state == 'sentt'", 9, "did you mean `sent`"), ("coun(paper) > 1", 0, "did you mean `count`"),
    ("count(papers) > 1", 6, "did you mean `paper`"), ("paper > 1", 0, "is a set"), ("count(jury) > 1", 6, "no set"), ("jury > 1", 0, "is a role"), ("extend", 0, "is an action"),
    ("able(paper) > 1", 5, "no role"), ("times(extent) > 1", 6, "did you mean `extend`"), ("acted(jury)", 6, "no action"), ("this.age > 1", 0, "only in the condition"),
    ("count(paper, minimum > 1) > 1", 13, "`this.minimum`"), ("count(paper, this.agee > 1) > 1", 13, "did you mean `this.age`"),
    ("count(paper, count(judge) > 1) > 1", 13, "inside a set"), ("today > '2026-02-30'", 8, "no date"), ("today > '20260301'", 8, "no date"),
    ("entered > '2026-03-01T09:00'", 10, "zone"), ("count() > 1", 0, "write count(set)"), ("count(1) > 1", 6, "name of a set"),
    # shapes
    ("", 0, "nothing"), ("   ", 0, "nothing"), ("age >", 4, "cannot be read"), ("age > 1 and", 10, "cannot be read"), (") or (", 0, "closes nothing"), ("age = 1", 4, "`==`"),
    ("age > 1 && certified", 8, "write `and`"), ("certified || certified", 10, "write `or`"), ("!certified", 0, "write `not`"), ("age <> 1", 4, "`!=`"), ("name == 'a", 8, "closing quote"),
    ("'a' 'b' == name", 4, "text cannot follow"), ("'''a''' == name", 2, "text cannot follow"), ("[1] == age", 0, "only after `in`"),
    ("(" * 40 + "age" + ")" * 40, 20, "too deeply"), ("not " * 30 + "certified", 80, "too deeply"), (" or ".join(["yes"] * 201), 0, "too long"),
    (" and ".join(["age > 1"] * 80), 0, "too long"), ("a" * 2001, 2000, "longer than"), ("a." * 900 + "a > 1", 0, "not declared"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "column", "words"), REFUSED)
def test_refused(source: str, column: int, words: str) -> None:
    """Refused with one clear sentence; the column is that of what is wrong, where one thing is."""
    with pytest.raises(LanguageError) as caught:
        parse(source, SCOPE)
    first, message = caught.value.problems[0]
    assert words in message
    if "too" not in message or column:
        assert first == column


def test_all_problems_are_told_at_once() -> None:
    """Each clause that `and` joins has its own problem, and each side of a comparison."""
    with pytest.raises(LanguageError) as caught:
        parse("agee > 1 and minimu < 2 and rank == 'IV'", SCOPE)
    assert [column for column, _ in caught.value.problems] == [0, 13, 36]


def test_columns_count_characters_not_bytes() -> None:
    """A letter outside ASCII before the mistake does not move its column."""
    with pytest.raises(LanguageError) as caught:
        parse("name == 'é' and agee > 1", SCOPE)
    assert caught.value.problems[0][0] == 16


def test_another_kind_may_be_expected() -> None:
    """A quorum is a number; a number where a date is expected is refused."""
    assert parse("age", SCOPE, Kind.NUMBER).type.kind is Kind.NUMBER
    with pytest.raises(LanguageError, match="a date is needed"):
        parse("age", SCOPE, Kind.DATE)


def test_declared_bounds_allow_what_open_bounds_do_not() -> None:
    """`most` and `least` of a fact decide whether a product can become too large."""
    small = Scope({"a": Type(Kind.NUMBER, lo=0, hi=1000)})
    assert parse("a * a * a * a * a * a", small, None).type.hi == 1000**6
    with pytest.raises(LanguageError, match="too large"):
        parse("a * a * a * a * a * a * a", small, None)
