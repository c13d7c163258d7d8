"""`terang import` on the demonstration: a trial, a confirmation, and what is wrong usage."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from workflow.cli import main
from workflow.installation import open_installation
from workflow.settings import settings
from workflow.store import tables as t

Run = Callable[..., Result]
SARI = ("--as", "sari@teluksagara.example")
OPENINGS = (
    "Sekolah;Jenjang sekolah;Kecamatan;assignment_date;lacks_candidates\nSDN 90;SD;Utara;01/07/2027;tidak\nSDN 91;SD;Utara;46569;tidak\n"
)


@pytest.fixture
def run(demo_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("TERANG_DATABASE_URL", "TERANG_DEFINITIONS", "TERANG_BASE_URL", "TERANG_SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERANG_HOME", str(tmp_path / "rumah"))
    shutil.copytree(demo_made, tmp_path / "rumah")
    return lambda *words, stdin=None: CliRunner().invoke(main, [str(word) for word in words], input=stdin)


def counted(table: Any) -> int:
    place = open_installation(settings())
    with place.db.reading() as connection:
        n = int(connection.execute(select(func.count()).select_from(table)).scalar_one())
    place.db.close()
    return n


@pytest.fixture
def root(run: Run) -> str:
    """A new selection in preparation."""
    answers = {
        "name": "Seleksi dari tabel", "contact": "Kantor", "minimum": "3", "extensions": "2", "cap": "2", "quorum": "3", "nominees": "3",
        "hear_public": "yes",
    }  # fmt: skip
    made = run("act", "kepala_sekolah", "selection.start", *SARI, "--answers", "-", "--json", stdin=json.dumps(answers))
    assert made.exit_code == 0, made.stderr
    return str(json.loads(made.stdout)["case"])


def test_columns_are_printed_for_what_is_to_be_done(run: Run, root: str) -> None:
    assert run("import", root, "opening.add", "--columns", *SARI).stdout.split()[:3] == ["school", "school_level", "district"]
    told = {c["name"]: c for c in json.loads(run("import", root, "@appoint", "--role", "member", "--columns", "--json", *SARI).stdout)}
    assert told["person"]["needed"] is False and "element" in told and told["element"]["needed"] is True


def test_a_trial_and_then_the_same_for_good(run: Run, root: str, tmp_path: Path) -> None:
    file = tmp_path / "lowongan.csv"
    file.write_text(OPENINGS, "utf-8")
    before = counted(t.events)
    trial = run("import", root, "opening.add", file, *SARI, "--lang", "en")
    assert trial.exit_code == 0 and trial.stdout.startswith("2 rows would be taken."), trial.stderr
    assert "read as day/month/year" in trial.stderr and counted(t.events) == before
    done = run("import", root, "opening.add", file, *SARI, "--confirm", "--json")
    answer = json.loads(done.stdout)
    assert done.exit_code == 0 and answer["kept"] and len(answer["rows"]) == 2 and len(answer["sha256"]) == 64
    assert counted(t.events) == before + 2 and all(row["case"] for row in answer["rows"])


def test_what_is_refused_is_told_row_by_row_and_nothing_is_kept(run: Run, root: str) -> None:
    before = counted(t.events)
    bad = OPENINGS + "SDN 92;SMK;Utara;01/07/2027;tidak\n;SD;Utara;31/02/2027;tidak\n"
    refused = run("import", root, "opening.add", "-", *SARI, "--confirm", "--lang", "en", stdin=bad)
    lines = [line for line in refused.stderr.splitlines() if line.startswith("row")]
    assert refused.exit_code == 1 and refused.stdout == "" and counted(t.events) == before
    assert [line.split(" (")[0] for line in lines] == ["row 4, column B", "row 5, column A", "row 5, column D"]
    outsider = run("import", root, "opening.add", "-", "--as", "komang@teluksagara.example", "--lang", "en", stdin=OPENINGS)
    assert outsider.exit_code == 1 and outsider.stderr.count("not yours") == 2


def test_holders_come_by_their_addresses(run: Run, root: str) -> None:
    table = "email;element\nbambang@teluksagara.example;dinas\nmeiske@teluksagara.example;dewan_pendidikan\n"
    done = run("import", root, "@appoint", "-", "--role", "member", *SARI, "--confirm", "--lang", "en", stdin=table)
    assert done.exit_code == 0 and done.stdout.endswith("2 rows are recorded.\n"), done.stderr
    again = run("import", root, "@appoint", "-", "--role", "member", *SARI, "--lang", "en", stdin=table)
    assert again.exit_code == 1 and "already holds the role" in again.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("SEL-2026-0001", "opening.add"),
        ("SEL-2026-0001", "opening.add", "-", "--role", "member"),
        ("SEL-2026-0001", "@appoint", "-", "--set", "role"),
    ],
)
def test_half_a_request_is_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    assert run("import", *words, *SARI, stdin="a;b\n1;2\n").exit_code == 2
    assert run("import", *words, "--as", "tidak.ada@contoh.go.id", stdin="a;b\n1;2\n").exit_code == 2


def test_what_does_not_exist_is_refused(run: Run, root: str) -> None:
    assert "Mungkin maksudnya “opening.add”?" in run("import", root, "opening.ad", "-", *SARI, stdin=OPENINGS).stderr
    assert run("import", "SEL-2026-9999", "opening.add", "--columns", *SARI).exit_code == 1
