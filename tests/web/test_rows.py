"""Tables in forms: rows close up, empty ones are no rows, each wrong cell is named by its row, and a button gives more without judging."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from tests.web.client import Browser
from tests.web.page import Page
from tests.web.sample import DESK, FACTS, sample_form
from web.forms import added, error_list, fill, more_rows, show_problems, typed, widen
from web.rows import SPARE
from workflow.core import fields

TABLE = next(fact for fact in FACTS if fact.name == "history")
ROW = {"post": "Guru", "since-day": "1", "since-month": "5", "since-year": "2015"}


def rows(*given: tuple[int, dict[str, str]]) -> dict[str, str]:
    return {f"history.{n}.{name}": text for n, row in given for name, text in row.items()}


def read(app: Flask, form: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The items of the table, and each problem by its cell."""
    with app.test_request_context("/"):
        answers = typed(sample_form(MultiDict(form)))
    found, problems = fields.parse([TABLE], answers, DESK)
    return dict(found), {problem.field or "": problem.text.en for problem in problems}


def names(page: Page, column: str) -> list[str]:
    return [e.attributes["name"] for e in page.all("input") if e.attributes.get("name", "").endswith(f".{column}")]


def test_rows_close_up_and_empty_ones_are_none(app: Flask) -> None:
    found, problems = read(app, rows((0, {"post": "  ", "staff": ""}), (1, ROW), (7, ROW | {"post": "Kepala", "acting": "yes"})))
    assert problems == {} and [item.s for item in found["history"][:: len(TABLE.columns)]] == ["Guru", "Kepala"]
    assert found["history"][12].n == 1 and found["history"][5] == fields.Item()


def test_no_row_at_all_is_asked_for(app: Flask) -> None:
    assert read(app, rows((0, {"post": ""})))[1] == {"history": "Fill in at least one row: Record of service."}


@pytest.mark.parametrize(
    ("row", "cell", "sentence"),
    [
        ({"post": "", "since-day": "1"}, "history.1.post", "Row 2: Fill in: Post."),
        ({"since-day": "31", "since-month": "2"}, "history.1.since", "Row 2: Write a date for Since that exists, for example 17 8 1980."),
        ({"since-day": "", "since-month": "", "since-year": ""}, "history.1.since", "Row 2: Fill in: Since."),
        ({"staff": "501"}, "history.1.staff", "Row 2: Staff must be at most 500."),
        ({"budget": "1,234"}, "history.1.budget", "Row 2: Write Budget (billion) with at most 2 digits after the decimal point."),
        ({"grade_then": "raja"}, "history.1.grade_then", "Row 2: Choose one: Grade then."),
        ({"acting": "mungkin"}, "history.1.acting", "Row 2: Answer yes or no: Acting."),
        ({"result": "x" * 301}, "history.1.result", "Row 2: Shorten Result to at most 300 characters; it has 301."),
    ],
)
def test_a_wrong_cell_is_named_by_its_row(app: Flask, row: dict[str, str], cell: str, sentence: str) -> None:
    problems = read(app, rows((2, ROW), (5, ROW | row)))[1]
    assert problems[cell] == sentence
    assert all(name.startswith("history.1.") for name in problems)


@pytest.mark.parametrize("path", ["/contoh/formulir", "/en/contoh/formulir"])
def test_the_summary_leads_to_the_first_control_of_each_wrong_cell_and_keeps_what_was_typed(app: Flask, path: str) -> None:
    page = Browser(app).send(path, rows((0, ROW | {"staff": "banyak"}), (1, {"since-day": "7"}), (2, ROW)))
    summary = next(e for e in page.root.walk() if e.attributes.get("class", "").startswith("govuk-error-summary"))
    links = {e.attributes["href"]: e.text for e in summary.walk() if e.tag == "a" and "history" in e.attributes["href"]}
    assert list(links) == ["#f-history.0.staff", "#f-history.1.post", "#f-history.1.since-day"]
    word = "Row" if path.startswith("/en") else "Baris"
    assert all(f"{word} {n}: " in text for n, text in zip((1, 2, 2), links.values(), strict=True))
    values = {e.attributes["name"]: e.attributes.get("value", "") for e in page.all("input") if "history" in e.attributes.get("name", "")}
    assert values["history.0.staff"] == "banyak" and values["history.1.since-day"] == "7" and values["history.2.post"] == "Guru"


def test_the_button_gives_more_rows_and_judges_nothing(app: Flask) -> None:
    page = Browser(app).send("/contoh/formulir", {**rows((0, ROW)), "years": "banyak", "tambah": "history:3"})
    assert names(page, "post") == [f"history.{n}.post" for n in range(3)]
    assert not [e for e in page.root.walk() if "error" in e.attributes.get("class", "")]
    assert next(e for e in page.all("input") if e.attributes.get("name") == "history.0.post").attributes["value"] == "Guru"


def test_there_are_never_more_rows_than_the_fact_allows(app: Flask) -> None:
    page = Browser(app).send("/contoh/formulir", {"tambah": "history:99"})
    assert len(names(page, "post")) == TABLE.most
    assert not [e for e in page.all("button") if e.attributes.get("name") == "tambah"]


def test_a_first_look_has_a_few_empty_rows_and_a_draft_a_few_more(app: Flask) -> None:
    with app.test_request_context("/"):
        assert len(sample_form()["history"].rows) == SPARE
        assert len(fill(sample_form(), {"history.4.post": ["Guru"]})["history"].rows) == 1 + SPARE


def test_the_address_with_more_rows_leads_to_the_table(app: Flask) -> None:
    assert more_rows("/x", {"tambah": "history:4"}) == "/x?tambah=history%3A4#f-history"
    assert added({"tambah": "history:4"}) == ("history", 4)
    assert [added({"tambah": text}) for text in ("", "history", "history:x", "history:99999")] == [None] * 4
    with app.test_request_context("/"):
        assert len(widen(sample_form(), {"tambah": "years:9"})["history"].rows) == SPARE


def test_too_many_rows_are_told_of_the_whole_table(app: Flask) -> None:
    with app.test_request_context("/"):
        form = sample_form(MultiDict(rows(*((n, ROW) for n in range(6)))))
        _items, problems = fields.parse([TABLE], typed(form), DESK)
        show_problems(form, problems, "en")
        assert error_list(form) == [{"text": "At most 4 rows in Record of service.", "href": "#f-history.0.post"}]
        assert len(form["history"].rows) == 6
