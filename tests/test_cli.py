"""The command line: exit codes, JSON, and answers that are known from the cases KS-04, DAY-01 and PUB-01."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from workflow import demo, people
from workflow.cli import main
from workflow.core.words import Text
from workflow.installation import open_installation, set_up
from workflow.settings import DEFINITIONS, settings
from workflow.store import tables as t

Run = Callable[..., Result]
HERE = Path(__file__).parent
BROKEN = """process: rusak
version: "1"
title: Rusak
machines: {}
"""

# KS-04: persons constructed from Permendikdasmen 7/2025; each fails for one reason at most.
FIT = {
    "degree": "S1/D-IV", "certified": True, "employment": "PNS", "rank": "III/c", "performance_1": "baik", "performance_2": "baik",
    "managerial_years": "2", "age": 56, "disciplined": False, "accused": False, "pact": True, "opening.lacks_candidates": False,
}  # fmt: skip
CONTRACT = {"employment": "PPPK", "rank": None, "level": "ahli_pertama", "age": 40}
KS_04: dict[str, tuple[dict[str, Any], str | None]] = {
    "a": ({}, None),
    "b": ({"rank": "III/b", "performance_2": "sangat_baik", "managerial_years": "3", "age": 45}, "rank"),
    "c": ({**CONTRACT, "teaching_years": 8}, None),
    "d": ({**CONTRACT, "teaching_years": 7}, "rank"),
    "e": ({"rank": "IV/a", "degree": "S2", "performance_2": "butuh_perbaikan", "managerial_years": "5", "age": 50}, "performance"),
    "f": ({"rank": "III/d", "age": 57}, "age"),
    "g": ({"rank": "III/d", "managerial_years": "1", "age": 44}, "managerial"),
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """run("days", "--from", ...): in an empty home of this test alone."""
    for name in ("TERANG_DATABASE_URL", "TERANG_DEFINITIONS", "TERANG_BASE_URL", "TERANG_SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERANG_HOME", str(tmp_path / "rumah"))
    return lambda *words, stdin=None: CliRunner().invoke(main, [str(word) for word in words], input=stdin)


@pytest.fixture
def shown(run: Run, demo_made: Path, tmp_path: Path) -> Run:
    """The same, where a demonstration lies."""
    shutil.copytree(demo_made, tmp_path / "rumah")
    return run


def said(result: Result, code: int) -> Any:
    """The JSON answer of a command that ended with this code."""
    assert result.exit_code == code, (result.exit_code, result.output, result.exception)
    return json.loads(result.stdout)


def saved(path: Path, what: object) -> Path:
    path.write_text(json.dumps(what), "utf-8")
    return path


# ------------------------------------------------------------------ check, draw
def test_check_is_content_with_the_definitions_of_the_house(run: Run) -> None:
    """One that is explored in a moment, and the posts; `make test` checks all of them."""
    paths = [str(DEFINITIONS / name) for name in ("pelatihan", "posts")]
    assert run("check", *paths).exit_code == 0
    told = said(run("check", "--json", *paths), 0)
    assert told["usable"] and not [p for p in told["problems"] if p["severity"] == "error"]


def test_check_tells_every_problem_with_its_place(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "1.yaml"
    path.write_text(BROKEN, "utf-8")
    told = said(run("check", path, "--json"), 1)
    assert not told["usable"] and all(p["line"] >= 1 and p["column"] >= 1 and p["message"] for p in told["problems"])
    assert any(f"{path}:3:" in line for line in run("check", path).stdout.splitlines())
    assert run("check", "-", stdin=BROKEN).exit_code == 1
    assert run("check", tmp_path / "tidak-ada.yaml").exit_code == 2


def test_draw_writes_a_diagram_in_either_language(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "alur.svg"
    assert run("draw", "kepala_sekolah", "--out", out, "--lang", "en").exit_code == 0
    assert out.read_text("utf-8").startswith("<svg")
    assert run("draw", "kepala_sekolah", "--machine", "application").stdout.startswith("<svg")
    assert run("draw", "kepala_sekolah", "--machine", "tidak_ada").exit_code == 2
    refused = run("draw", "tidak_ada")
    assert refused.exit_code == 2 and "kepala_sekolah" in refused.output


# ------------------------------------------------------------------ eligible
@pytest.mark.parametrize("person", KS_04)
def test_ks_04_eligibility(run: Run, tmp_path: Path, person: str) -> None:
    facts, fails = KS_04[person]
    told = said(
        run("eligible", "--process", "kepala_sekolah", "--facts", saved(tmp_path / "f.json", FIT | facts), "--on", "2026-11-21", "--json"),
        0,
    )
    assert told["eligible"] is (fails is None)
    assert [r["name"].rpartition(".")[2] for r in told["requirements"] if r["met"] is False] == ([fails] if fails else [])
    assert all(r["cite"] and r["sure"] in "ABCG" and r["text"] for r in told["requirements"])


def test_ks_04_a_region_that_lacks_candidates_admits_the_lower_rank(run: Run, tmp_path: Path) -> None:
    facts = FIT | KS_04["b"][0] | {"opening.lacks_candidates": True}
    assert (
        said(run("eligible", "--process", "kepala_sekolah", "--facts", saved(tmp_path / "f.json", facts), "--json"), 0)["eligible"] is True
    )


def test_what_is_unknown_leaves_the_answer_open_unless_something_fails(run: Run, tmp_path: Path) -> None:
    def answer(facts: dict[str, Any]) -> Any:
        return said(run("eligible", "--process", "kepala_sekolah", "--facts", saved(tmp_path / "f.json", facts), "--json"), 0)["eligible"]

    assert answer(FIT | {"pact": None}) is None
    assert answer(FIT | {"pact": None, "age": 57}) is False
    birth = {name: value for name, value in FIT.items() if name != "age"} | {"birth_date": "1970-03-02"}
    assert answer(birth | {"opening.assignment_date": "2027-03-01"}) is True
    assert answer(birth | {"opening.assignment_date": "2027-03-02"}) is False


def test_eligible_prints_what_it_wants_and_refuses_what_it_does_not_know(run: Run, tmp_path: Path) -> None:
    assert {"birth_date", "opening.assignment_date"} <= set(run("eligible", "--process", "kepala_sekolah", "--columns").stdout.split())
    words = run("eligible", "--process", "kepala_sekolah", "--facts", saved(tmp_path / "f.json", FIT), "--lang", "en")
    assert words.exit_code == 0 and words.stdout.startswith("Eligible")
    wrong = run("eligible", "--process", "kepala_sekolah", "--facts", saved(tmp_path / "g.json", FIT | {"degree": "S9"}), "--json")
    assert wrong.exit_code == 1 and "degree" in wrong.stderr
    assert run("eligible", "--process", "kepala_sekolah").exit_code == 2
    assert run("eligible", "--process", "kepala_sekolah", "--facts", "-", stdin="bukan json").exit_code == 2
    assert run("eligible", "--process", "kepala_sekolah", "--facts", "-", stdin="[]").exit_code == 2


# ------------------------------------------------------------------ days
@pytest.mark.parametrize(
    ("start", "joint", "without"),
    [("2025-03-24", "2025-04-23", "2025-04-15"), ("2026-03-09", "2026-04-06", "2026-03-30"), ("2025-06-02", "2025-06-24", "2025-06-23")],
)
def test_day_01_fifteen_working_days(run: Run, start: str, joint: str, without: str) -> None:
    told = said(run("days", "--from", start, "--working", 15, "--json"), 0)
    assert told["date"] == joint and all(skip["date"] <= joint and skip["why"] for skip in told["skipped"])
    assert said(run("days", "--from", start, "--working", 15, "--no-joint-leave", "--json"), 0)["date"] == without


@pytest.mark.parametrize(
    ("first", "days", "last"), [("2017-08-28", 4, "2017-08-31"), ("2017-08-01", 59, "2017-09-28"), ("2017-08-01", 16, "2017-08-16")]
)
def test_pub_01_calendar_days_count_both_ends(run: Run, first: str, days: int, last: str) -> None:
    assert said(run("days", "--from", first, "--calendar", days, "--json"), 0)["date"] == last


def test_counting_after_a_day_starts_on_the_next(run: Run) -> None:
    assert run("days", "--after", "2026-11-20", "--working", 1).stdout.split()[0] == "2026-11-23"
    assert run("days", "--from", "2026-11-20", "--working", 1).stdout.split()[0] == "2026-11-20"


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-11-20"),
        ("--working", "3"),
        ("--from", "2026-02-30", "--working", "3"),
        ("--from", "2026-11-20", "--working", "3", "--calendar", "3"),
    ],
)
def test_days_refuses_half_a_question(run: Run, words: tuple[str, ...]) -> None:
    assert run("days", *words).exit_code == 2


# ------------------------------------------------------------------ account, doctor
def test_the_first_administrator_comes_from_the_command_line(run: Run) -> None:
    made = run("account", "add", "--email", "fajar@contoh.go.id", "--name", "Fajar Nugroho", "--admin", "--lang", "en")
    assert made.exit_code == 0 and made.stdout.startswith("http://127.0.0.1:8000/en/sandi/")
    place = open_installation(settings())
    assert people.ticket(place.db, place.clock, made.stdout.strip().rpartition("/")[2]) is not None
    (row,) = people.find_accounts(place.db).rows
    place.db.close()
    assert row.admin and row.waiting
    again = run("account", "add", "--email", "FAJAR@contoh.go.id", "--name", "Fajar Nugroho")
    assert again.exit_code == 1 and "sudah dipakai" in again.stderr
    assert run("account", "add", "--email", "tanpa-nama@contoh.go.id").exit_code == 2


def test_the_doctor_finds_what_is_unsafe(shown: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {f["name"]: f["grave"] for f in said(shown("doctor", "--json"), 1)}
    assert found == {"kind": True, "address": True, "mail": False}
    assert shown("doctor", "--lang", "en").stdout.startswith("!")
    monkeypatch.setenv("TERANG_BASE_URL", "https://terang.example")
    monkeypatch.setenv("TERANG_SMTP_URL", "smtps://mail.example")
    assert {f["name"] for f in said(shown("doctor", "--json"), 1)} == {"kind"}


def test_an_installation_without_an_agency_is_no_installation(run: Run) -> None:
    assert {"kind", "admin"} <= {f["name"] for f in said(run("doctor", "--json"), 1)}


def test_workers_are_not_for_sqlite(run: Run) -> None:
    assert run("worker").exit_code == 2


def test_a_definition_with_a_problem_stops_the_installation(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "aturan" / "rusak" / "1").mkdir(parents=True)
    (tmp_path / "aturan" / "rusak" / "1.yaml").write_text(BROKEN, "utf-8")
    monkeypatch.setenv("TERANG_DEFINITIONS", str(tmp_path / "aturan"))
    for words in (("doctor",), ("account", "add", "--email", "a@contoh.go.id", "--name", "A")):
        stopped = run(*words)
        assert stopped.exit_code == 1 and "1.yaml:3:" in stopped.stderr


# ------------------------------------------------------------------ act
def test_one_step_as_somebody(shown: Run, tmp_path: Path) -> None:
    refused = said(shown("act", "kepala_sekolah", "selection.start", "--as", "komang@teluksagara.example", "--json"), 1)
    assert refused["refused"] == "forbidden" and all(p["id"] and p["en"] for p in refused["problems"])
    refused = said(shown("act", "kepala_sekolah", "selection.start", "--as", "sari@teluksagara.example", "--json"), 1)
    assert refused["refused"] == "invalid" and all(p["field"] for p in refused["problems"])
    assert shown("act", "kepala_sekolah", "selection.start", "--as", "tidak.ada@contoh.go.id").exit_code == 2
    assert shown("act", "SEL-2026-9999", "announce", "--as", "sari@teluksagara.example").exit_code == 1


def test_a_step_that_is_taken_prints_its_receipt(shown: Run, tmp_path: Path) -> None:
    place = open_installation(settings())
    with place.db.reading() as connection:
        owned = select(t.cases.c.number, t.cases.c.state).join(t.persons, t.persons.c.id == t.cases.c.owner)
        number, before = connection.execute(owned.where(t.persons.c.name.startswith("Ni Komang"))).one()
    place.db.close()
    done = said(shown("act", number, "withdraw", "--as", "komang@teluksagara.example", "--json"), 0)
    assert done["case"] == number and done["state"] != before and len(done["code"]) == 19 and done["proposal"] is None
    again = shown("act", number, "withdraw", "--as", "komang@teluksagara.example", "--lang", "en")
    assert again.exit_code == 1 and again.stderr.strip()
    assert shown("act", number, "withdraw", "--as", "komang@teluksagara.example", "--answers", "-", stdin="[1]").exit_code == 2


# ------------------------------------------------------------------ serve
def test_a_real_installation_never_becomes_a_demonstration(run: Run, tmp_path: Path) -> None:
    place = open_installation(settings())
    set_up(place.db, place.clock, Text("Kota Mandala", "City of Mandala"), "Asia/Jakarta", "terang.example")
    place.db.close()
    refused = run("serve", "--demo", "--port", "1")
    assert refused.exit_code == 1 and "can never become one" in refused.stderr
    place = open_installation(settings())
    with place.db.writing() as connection, pytest.raises(Exception, match=r"kind"):
        connection.execute(update(t.installation).values(kind="demo"))
    place.db.close()


def test_a_demonstration_that_broke_off_is_begun_anew(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "rumah"
    half = home / demo.build.ASIDE
    half.mkdir(parents=True)
    (half / "terang.db").write_text("setengah jadi", "utf-8")
    begun: list[int] = []
    assert demo.build_aside(settings(), "terang.example", lambda: begun.append(1))
    assert begun and not half.exists() and (home / "terang.db").exists()
    assert not demo.build_aside(settings(), "terang.example", lambda: begun.append(2)) and begun == [1]
    place = open_installation(settings())
    found = place.place()
    assert found is not None and found.kind == "demo" and len(demo.cast(place.db, place.settings.definitions)) >= 8
    place.db.close()
