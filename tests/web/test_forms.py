"""Forms of declared facts: texts in, texts out, problems beside their fields, and no input that can break them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.web.client import Browser
from tests.web.sample import DEFINITION, DESK, FACTS, MACHINE, sample_form
from web.forms import FactForm, defaults, error_list, fill, form_for, removed, show_problems, typed
from web.making import rubric_words
from workflow.core import fields
from workflow.core.definition import FactKind
from workflow.core.words import Text

ASKED = [fact for fact in FACTS if fact.kind is not FactKind.FORMULA]
GOOD = {
    "agreed": "yes", "years": "12", "grade_point": "3,75", "school": " SD  Negeri 4 ", "plan": "Baik.\r\nSekali.", "birth-day": "7", "birth-month": "Agustus",
    "birth-year": "1980", "meeting-day": "21", "meeting-month": "11", "meeting-year": "2026", "meeting-time": "9.30", "notice": "14", "status": "tetap",
    "grade": "III/c", "leading": "cannot", "leading.remark": "Belum pernah melihat.", "bare": "4", "points": "88", "findings.degree": "met",
    "findings.age": "not_met", "findings.age.remark": "57 tahun.", "papers": "f" * 32, "mentor": "2",
    "deputy": "siti@contoh.go.id", "former": "BKS-2026-0001", "other": "bks-2026-0002", "history.1.post": "Kepala seksi", "history.1.since-day": "1",
    "history.1.since-month": "mei", "history.1.since-year": "2015", "history.1.staff": "12", "history.1.acting": "no", "history.3.post": "Guru",
    "history.3.since-day": "2", "history.3.since-month": "1", "history.3.since-year": "2009", "history.3.budget": "1,5", "history.0.post": " ",
}  # fmt: skip
INPUTS = [*GOOD, "birth", "meeting", "findings", "findings.tidak_ada"]


def made(form: dict[str, Any]) -> FactForm:
    return sample_form(MultiDict(form))


def problems_of(answers: dict[str, list[str]]) -> dict[str, str]:
    _items, problems = fields.parse(ASKED, answers, DESK)
    return {problem.field or "": problem.text.id for problem in problems}


def test_what_is_typed_is_what_the_engine_reads(app: Flask) -> None:
    with app.test_request_context("/"):
        answers = typed(made(GOOD))
    assert problems_of(answers) == {}
    assert answers["birth"] == ["1980-08-07"] and answers["meeting"] == ["2026-11-21T09:30"]
    items, _ = fields.parse(ASKED, answers, DESK)
    assert items["grade_point"][0].n == 375 and [(i.s, i.n, i.remark) for i in items["findings"]] == [
        ("degree", 1, None),
        ("age", 0, "57 tahun."),
    ]


def test_a_draft_comes_back_as_it_was(app: Flask) -> None:
    with app.test_request_context("/"):
        answers = typed(made(GOOD))
        assert typed(fill(sample_form(), answers)) == answers


def test_empty_forms_answer_every_fact_with_nothing(app: Flask) -> None:
    with app.test_request_context("/"):
        answers = typed(made({"x": "y"}))
    assert set(answers) >= {fact.name for fact in ASKED if fact.kind is not FactKind.CHECKLIST}
    assert not any(answers.values())


@pytest.mark.parametrize(
    ("typed_in", "field"),
    [
        ({"birth-day": "31", "birth-month": "2", "birth-year": "1980"}, "birth"),
        ({"birth-day": "31"}, "birth"),
        ({"birth-day": "1", "birth-month": "2", "birth-year": "80"}, "birth"),
        ({"meeting-time": "", "meeting-day": "21"}, "meeting"),
        ({"meeting-day": "", "meeting-month": "", "meeting-year": "", "meeting-time": "9"}, "meeting"),
        ({"findings.age.remark": ""}, "findings"),
        ({"leading.remark": ""}, "leading"),
    ],
)
def test_half_filled_fields_are_refused_not_guessed(app: Flask, typed_in: dict[str, str], field: str) -> None:
    with app.test_request_context("/"):
        base = {k: v for k, v in GOOD.items() if not k.startswith(f"{field}-")} if field == "birth" else GOOD
        assert list(problems_of(typed(made({**base, **typed_in})))) == [field]


@pytest.mark.parametrize("path", ["/contoh/formulir", "/en/contoh/formulir"])
def test_every_problem_is_listed_beside_its_field_and_linked(app: Flask, path: str) -> None:
    page = Browser(app).send(f"{path}", {"years": "banyak", "plan": "x" * 2100, "findings.degree": "not_met"})
    summary = next(e for e in page.root.walk() if e.attributes.get("class", "").startswith("govuk-error-summary"))
    entries = [e.attributes["href"] for e in summary.walk() if e.tag == "a"]
    assert len(entries) == len(set(entries)) == len([f for f in ASKED if not f.optional or f.kind is FactKind.RATING])
    assert "#f-findings-degree-remark" in entries and "#f-birth-day" in entries


def test_a_problem_of_no_field_stands_above_the_form(app: Flask) -> None:
    with app.test_request_context("/"):
        form = made(GOOD)
        show_problems(form, [fields.Problem(Text("Sudah ditutup.", "Closed.")), fields.Problem(Text("a", "a"), field="entah")], "id")
        assert (
            form.failed and [entry["text"] for entry in error_list(form)] == ["Sudah ditutup.", "a"] and "href" not in error_list(form)[0]
        )


def test_what_was_typed_is_shown_again(app: Flask) -> None:
    page = Browser(app).send("/contoh/formulir", {**GOOD, "years": "<banyak>", "birth-day": "31", "birth-month": "2"})
    values = {e.attributes.get("name"): e.attributes.get("value") for e in page.all("input") if e.attributes.get("type") != "radio"}
    assert values["years"] == "<banyak>" and values["birth-day"] == "31" and values["meeting-time"] == "9.30"
    chosen = {e.attributes["name"]: e.attributes["value"] for e in page.all("input") if e.has("checked")}
    options = [o for o in page.all("option") if o.has("selected") and o.attributes["value"] and o.parent]
    listed = {o.parent.attributes["name"]: o.attributes["value"] for o in options if o.parent}
    assert listed == {"grade": "III/c", "former": "BKS-2026-0001", "history.0.acting": "no"}
    assert chosen == {
        "agreed": "yes",
        "status": "tetap",
        "leading": "cannot",
        "bare": "4",
        "findings.degree": "met",
        "findings.age": "not_met",
        "mentor": "2",
    }


def test_nothing_is_chosen_beforehand_and_settings_are_proposed(app: Flask) -> None:
    page = Browser(app).get("/contoh/formulir")
    assert not [e for e in page.all("input") if e.has("checked")]
    assert defaults(DEFINITION, "entry", "all") == {"notice": ["14"]}


def test_a_section_is_its_own_form() -> None:
    assert list(form_for(DEFINITION, MACHINE, "two", "id", 1)()._fields) == ["years"]


def test_removing_a_file() -> None:
    assert removed({"hapus": "papers:abc"}) == ("papers", "abc")
    assert removed({"hapus": "papers"}) is None and removed({}) is None


def test_rubric_lines_in_both_languages_and_quotes() -> None:
    text = "1: \"Kata \\\"a\\\" | Word \\\"a\\\"\"\n2: 'It''s | It''s'\n3: Polos | Plain\n"
    assert rubric_words(text, "id") == {1: 'Kata "a"', 2: "It's", 3: "Polos"} and rubric_words(text, "en")[3] == "Plain"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.lists(st.tuples(st.sampled_from(INPUTS), st.text(max_size=40)), max_size=40))
def test_no_input_can_break_a_form(app: Flask, data: list[tuple[str, str]]) -> None:
    with app.test_request_context("/"):
        form = sample_form(MultiDict(data))
        answers = typed(form)
        _items, problems = fields.parse(ASKED, answers, DESK)
        show_problems(form, problems, "en")
        fill(form, answers)
        assert "".join(form[name]() for name in form._fields)
