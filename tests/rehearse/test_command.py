"""`terang rehearse`: exit codes, JSON, lines in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.rehearse.trapped import without_way_on
from workflow.cli import main

SMALL = str(Path(__file__).resolve().parents[1] / "definitions" / "small" / "2026.1.yaml")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["rehearse", *words])


def test_a_rehearsal_that_ends_is_good() -> None:
    found = run(SMALL, "--candidates", "2", "--seed", "9", "--scenario", "few", "--json")
    assert found.exit_code == 0, found.output
    told = json.loads(found.output)
    assert (told["seed"], told["candidates"], told["version"], told["process"]) == (9, 2, "2026.1", "pilihan")
    assert told["starts"] == "2026-03-02" and told["scenarios"][0]["roots"][0]["outcome"] == "done"
    assert run(SMALL, "--candidates", "2", "--seed", "9", "--scenario", "few", "--json").output == found.output


def test_the_first_day_and_the_estimates_can_be_given() -> None:
    words = ("--candidates", "2", "--scenario", "few", "--json", "--from", "2026-09-07", "--effort", "hours=6", "--zone", "Asia/Jayapura")
    told = json.loads(run(SMALL, *words).output)
    assert told["scenarios"][0]["begins"] == "2026-09-07T08:00+09:00"
    assert {one["name"]: one["value"] for one in told["effort"]}["hours"] == 6


def test_a_stuck_scenario_is_told_with_its_story(tmp_path: Path) -> None:
    found = run(str(without_way_on(tmp_path)), "--candidates", "4", "--scenario", "recused", "--lang", "en")
    assert found.exit_code == 1
    assert "STUCK at Assessment" in found.output and "There is nobody who can act as Member here." in found.output
    assert found.output.startswith("REHEARSAL") and "seed 1" in found.output.lower()


def test_lines_are_indonesian_unless_asked_otherwise() -> None:
    found = run(SMALL, "--candidates", "2", "--scenario", "few", "--scenario", "cancelled")
    assert found.output.startswith("UJI COBA") and "Berakhir pada" in found.output and "Dilewati:" in found.output
    assert "Kalender" in found.output and "Jam kerja" in found.output


@pytest.mark.parametrize(
    "words",
    [
        ("tidak_ada",), (SMALL, "--candidates", "0"), (SMALL, "--scenario", "lain"), (SMALL, "--effort", "kopi=1"), (SMALL, "--effort", "page"),
        (SMALL, "--effort", "hours=30"), (SMALL, "--zone", "Mars/Olympus"), (SMALL, "--from", "kemarin"),
    ],
)  # fmt: skip
def test_wrong_usage(words: tuple[str, ...]) -> None:
    found = run(*words)
    assert found.exit_code == 2 and "Traceback" not in found.output


def test_a_definition_with_a_problem_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "1.yaml"
    bad.write_text("process: x\n", "utf-8")
    found = run(str(bad))
    assert found.exit_code == 1 and "is missing" in found.output
