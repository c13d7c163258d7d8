"""Broken definitions: each is refused at the right line, with a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.definitions.broken_cases import CASES, FILES, FOLDER, SEVERAL, SMALL, STUCK, TEXT, WIDE, Broken
from workflow.load import DefinitionFaults, Problem, check, load, load_text

EXTRA = {f"surat/aneh.{language}.txt": "Subjek\n\nNomor {nomor}." for language in ("id", "en")}


def faults(text: str, files: dict[str, str] | None = None) -> tuple[Problem, ...]:
    with pytest.raises(DefinitionFaults) as refused:
        load_text(text, FILES | EXTRA if files is None else files, "small.yaml")
    return refused.value.problems


@pytest.mark.parametrize("broken", CASES, ids=lambda broken: broken.name)
def test_refused_at_the_line_with_what_to_do(broken: Broken) -> None:
    found = [p for p in faults(broken.text()) if p.severity == "error"]
    assert any(p.line == broken.line() and broken.words in p.message for p in found), "\n".join(map(str, found))


@pytest.mark.parametrize(("name", "changes", "marker", "words"), SEVERAL, ids=[case[0] for case in SEVERAL])
def test_unsound_processes_are_refused(name: str, changes: list[tuple[str, str]], marker: str, words: str) -> None:
    text = TEXT.replace(
        "      lapsed: {phase: end, outcome: cancelled, words: Tidak diperlukan",
        f"{STUCK}\n      lapsed: {{phase: end, outcome: cancelled, words: Tidak diperlukan",
    )
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    line = text[: text.index(marker)].count("\n") + 1
    found = [p for p in faults(text) if p.severity == "error"]
    assert any(p.line == line and words in p.message for p in found), "\n".join(map(str, found))


def test_the_small_definition_is_usable() -> None:
    definition = load_text(TEXT, FILES, "small.yaml")
    assert list(definition.machines) == ["round", "entry", "remark"]
    assert definition.root.name == "round"


def test_every_problem_is_told_at_once() -> None:
    text = TEXT.replace("form: amendment, ext", "form: amendments, ext").replace("{due: 5 working days, remind", "{due: 5 days, remind")
    text = text.replace("needs: [objecting.open]", "needs: [objecting.opn]").replace("hosting: [host_named]", "hosting: [host_name]")
    told = "\n".join(str(problem) for problem in faults(text))
    for words in ("amendments", "calendar days or working days", "objecting.opn", "host_name"):
        assert words in told


def test_a_broken_part_is_told_once_and_not_again_where_it_is_used() -> None:
    text = TEXT.replace("served: {type: number, least: 0", "served: {type: numer, least: 0")
    assert len([p for p in faults(text) if p.severity == "error"]) == 1


def test_a_problem_is_printed_with_its_place() -> None:
    (problem,) = [p for p in faults(TEXT.replace("form: amendment, ext", "form: amendments, ext")) if p.severity == "error"]
    line = TEXT[: TEXT.index("form: amendment, ext")].count("\n") + 1
    column = TEXT.split("\n")[line - 1].index("amendment, ext") + 1
    assert str(problem) == f'small.yaml:{line}:{column}: no form is called "amendments". Did you mean "amendment"?'


def test_a_guard_is_told_at_its_column() -> None:
    (problem,) = [p for p in faults(TEXT.replace("quorum * 2 > count(member)", "quorum * 2 > cont(member)")) if p.severity == "error"]
    line = TEXT.split("\n")[problem.line - 1]
    assert problem.column == line.index("count(member)") + 1


def test_order_is_part_of_what_is_pinned() -> None:
    shut, prolong = (next(line for line in TEXT.split("\n") if line.startswith(f"      {name}: ")) for name in ("shut", "prolong"))
    turned = TEXT.replace(shut, "@").replace(prolong, shut).replace("@", prolong)
    assert load_text(TEXT, FILES).sha256 != load_text(turned, FILES).sha256


def test_comments_are_not_pinned_but_files_are() -> None:
    assert load_text(TEXT, FILES).sha256 == load_text("# another remark\n" + TEXT, FILES).sha256
    other = FILES | {"surat/hasil.id.txt": FILES["surat/hasil.id.txt"] + "Terima kasih.\n"}
    assert load_text(TEXT, FILES).sha256 != load_text(TEXT, other).sha256
    assert load_text(TEXT, FILES).sha256 == load_text(TEXT, FILES | {"surat/unused.id.txt": "x"}).sha256


def test_from_disk_and_from_texts_are_the_same() -> None:
    assert load(SMALL).sha256 == load_text(TEXT, FILES).sha256


def test_the_file_is_called_as_its_version(tmp_path: Path) -> None:
    other = tmp_path / "2027.1.yaml"
    other.write_text(TEXT, encoding="utf-8")
    (tmp_path / "2027.1").symlink_to(FOLDER)
    definition, problems = check(other)
    assert definition is None
    assert any("give both the same name" in p.message for p in problems)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    for name, content in {"bytes": b"\xff\xfe\x00", "empty": b"", "list": b"- a", "deep": b"[" * 5000, "two": b"a: 1\n---\nb: 2\n"}.items():
        place = tmp_path / f"{name}.yaml"
        place.write_bytes(content)
        definition, problems = check(place)
        assert definition is None and problems


def test_a_warning_is_told_and_refuses_nothing(tmp_path: Path) -> None:
    place = tmp_path / "2026.1.yaml"
    place.write_text(TEXT, encoding="utf-8")
    (tmp_path / "2026.1").symlink_to(FOLDER)
    definition, problems = check(place)
    assert definition is not None
    (warning,) = problems
    assert warning.severity == "warning"
    assert "only where the installation can encrypt" in warning.message
    assert "warning: " in str(warning)


def test_a_secret_sheet_that_counts_alone_is_warned_of() -> None:
    text = WIDE.read_text(encoding="utf-8")
    assert "where: side == 'bawahan', weight" in text
    _definition, problems = check(WIDE)
    (warning,) = [p for p in problems if "stay secret" in p.message]
    assert warning.severity == "warning" and text.splitlines()[(warning.line or 0) - 1].lstrip().startswith("around:")


def test_a_rubric_with_a_fault_is_told_in_its_own_file() -> None:
    found = faults(TEXT, FILES | {"rubrik/kepemimpinan.yaml": "1: Kurang\n"})
    assert any(p.file.endswith("rubrik/kepemimpinan.yaml") and "English is missing" in p.message for p in found)
