"""docs/definitions.md is followed as it stands: its edits on a copy of the folder it names, its files, its commands, its tables, its mistakes."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.definitions.play import Cast
from tests.definitions.stages import first
from workflow.cli import main
from workflow.core.explore import DEFAULT, explore
from workflow.demo import story
from workflow.load import DefinitionFaults, check
from workflow.rehearse import START, Asked, Effort, rehearse
from workflow.store import shelf

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "definitions.md").read_text(encoding="utf-8")
EVERYWHERE = re.findall(r"^\| `(\w[\w ]*)` \| `(\w[\w ]*)` \|$", GUIDE, re.M)
EDITS = re.findall(r"[Ff]ind\n```yaml\n(.*?)\n```\nreplace by\n```yaml\n(.*?)\n```", GUIDE, re.S)
FILES = dict(re.findall(r"Make the file `([^`]+)`:\n```\w+\n(.*?)```", GUIDE, re.S))
COMMANDS = set(re.findall(r"^(?:\w+=\S+ )*terang (\w+)", "\n".join(re.findall(r"```sh\n(.*?)```", GUIDE, re.S)), re.M))
_CELL = r"(?:`` ?(.+?) ?``|`(.+?)`)"
MISTAKES = [
    [(a or b).replace("\\|", "|").replace(", to: no_report", "\n        to: no_report") for a, b in re.findall(_CELL, row)][:3]
    for row in re.findall(r"^\| you wrote.*?\n\|[- |]+\n(.*?)\n\n", GUIDE, re.M | re.S)[0].splitlines()
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which somebody has followed the guide to the end."""
    home = tmp_path_factory.mktemp("guide")
    for part in ("rules", "pelatihan"):
        shutil.copytree(ROOT / "definitions" / part, home / "definitions" / part)
    shutil.move(home / "definitions" / "pelatihan", home / "definitions" / "magang")
    shutil.copy(ROOT / "definitions" / "demo.yaml", home / "definitions")
    for path in (p for p in (home / "definitions" / "magang").rglob("*") if p.is_file()):
        path.write_text(everywhere(path.read_text(encoding="utf-8")), encoding="utf-8")
    file = definition(home)
    file.write_text(edited(file.read_text(encoding="utf-8")), encoding="utf-8")
    for name, body in FILES.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(body, encoding="utf-8")
    return home


def definition(home: Path) -> Path:
    return home / "definitions" / "magang" / "2026.1.yaml"


def everywhere(text: str) -> str:
    for old, new in EVERYWHERE:
        text = text.replace(old, new)
    return text


def edited(text: str) -> str:
    for old, new in EDITS:
        assert text.count(old) == 1, f"stands {text.count(old)} times: {old}"
        text = text.replace(old, new)
    return text


def test_the_guide_is_read_whole() -> None:
    assert len(EVERYWHERE) == 5
    assert len(EDITS) == GUIDE.count("\nreplace by\n")
    assert len(FILES) == GUIDE.count("Make the file `") == 6
    assert "; ".join(f"s/{old}/{new}/g" for old, new in EVERYWHERE) in GUIDE


def test_the_commands_exist() -> None:
    assert {"check", "rehearse", "draw", "serve", "migrate"} <= COMMANDS
    assert COMMANDS - {"serve"} <= set(main.commands)


def test_what_comes_out_is_sound(house: Path) -> None:
    found, problems = check(definition(house))
    assert found is not None and problems == ()
    assert explore(found, DEFAULT).findings == ()


def test_the_story_of_a_broken_condition(house: Path, tmp_path: Path) -> None:
    wrong, right = re.findall(r"```yaml\n +(needs: \[\"count.*?)\n```", GUIDE)
    shutil.copytree(house / "definitions", tmp_path / "definitions")
    file = definition(tmp_path)
    text = file.read_text(encoding="utf-8")
    assert text.count(right) == 1
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    found, _ = check(file)
    assert found is not None
    (finding,) = explore(found, DEFAULT).findings
    assert finding.certain and finding.story.en in GUIDE


def test_the_rehearsal_ends(house: Path) -> None:
    found = rehearse(Asked(shelf.read(definition(house)), 6, 1, START, "Asia/Jakarta", ("plain",), Effort()))
    assert found["ended"] and found["agrees"]
    assert ("enrolment", "reported") not in {(row["machine"], row["state"]) for row in found["never_reached"]}


def test_the_table_is_played(house: Path) -> None:
    name = "tests/definitions/test_magang.py"
    told: dict[str, Any] = {"__name__": "guide", "__file__": str(house / name)}
    exec(compile(FILES[name], name, "exec", dont_inherit=True), told)  # noqa: S102 - a file of this repository
    cast: Cast = told["CAST"]
    for number, (stage, rows) in enumerate([(None, ""), *told["SCENARIOS"].values()]):
        play = first(house / f"{number}.db", cast)
        for before in told["STAGES"].values() if stage is None else leading(told["STAGES"], stage):
            play.table(before[1])
        play.table(rows)
        play.holds_together()
        play.db.close()


def leading(stages: dict[str, tuple[str | None, str]], name: str | None) -> list[tuple[str | None, str]]:
    """The stages up to this one, in their order."""
    return [*leading(stages, stages[name][0]), stages[name]] if name else []


def test_the_story_speaks_of_what_there_is(house: Path) -> None:
    """People, forms and steps of demo.yaml; that it can be played was seen by hand, for it takes a server's start."""
    told, (known, _) = story.read(house / "definitions", datetime(2026, 6, 1, 12, tzinfo=UTC)), check(definition(house))
    assert known is not None
    machines = known.machines.values()
    facts, actions = {f for m in machines for f in m.facts}, {a for m in machines for a in m.actions}
    for scene, step in told.steps():
        assert scene.process == "magang" and step.who in told.people
        assert step.action.startswith("@") or step.action.split(".")[-1] in actions
        assert step.action.startswith("@") or set(step.typed) <= facts


@pytest.mark.parametrize("row", MISTAKES, ids=lambda row: row[0][:30])
def test_the_mistakes_are_told_as_the_guide_says(house: Path, row: list[str], tmp_path: Path) -> None:
    wrong, right, sentence = row
    shutil.copytree(house / "definitions", tmp_path / "definitions")
    file = definition(tmp_path)
    text = file.read_text(encoding="utf-8")
    assert text.count(right) == 1, f"stands {text.count(right)} times: {right}"
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    assert sentence in " ".join(map(str, told_of(file)))


def told_of(file: Path) -> tuple[object, ...]:
    try:
        return check(file)[1]
    except DefinitionFaults as faults:
        return faults.problems
