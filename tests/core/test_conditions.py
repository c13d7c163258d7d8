"""The rules page tells every condition in words: no guard is shown as code where its shape has a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflow.core.conditions import condition
from workflow.core.definition import Clause, Definition
from workflow.load import load
from workflow.store.shelf import definition_files

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "tests/definitions/small/2026.1.yaml", *definition_files(ROOT / "definitions")]
CODE = ("==", "<=", ">=", "count(", "every(", " and ", "not ", "able(", ".", "_")


@pytest.fixture(scope="module")
def small() -> Definition:
    return load(FILES[0])


def told(definition: Definition, source: str) -> tuple[str, str]:
    found = [
        (machine, clause)
        for machine in definition.machines.values()
        for action in machine.actions.values()
        for clause in action.needs
        if clause.source == source
    ]
    machine, clause = found[0]
    words = condition(clause, definition, machine)
    return words.id, words.en


@pytest.mark.parametrize(
    ("source", "indonesian", "english"),
    [
        (
            "count(entry, state == 'checked') > 0",
            "Ada lamaran yang berstatus “Selesai diperiksa”",
            "At least one application that is at “Checked”",
        ),
        (
            "count(entry, state == 'proposed') == 0",
            "Tidak ada lamaran yang berstatus “Diajukan kepada pejabat”",
            "No application that is at “Before the authority”",
        ),
        ("every(remark, ended)", "Setiap masukan sudah berakhir", "Every remark has ended"),
        (
            "every(entry, ended or state == 'checked')",
            "Setiap lamaran sudah berakhir atau berstatus “Selesai diperiksa”",
            "Every application has ended or is at “Checked”",
        ),
        ("hearing.closed", "“Masukan masyarakat” sudah ditutup", "“Public input” has closed"),
        ("not hear_public", "“Dengan masukan masyarakat”: tidak", "“With public input”: no"),
        (
            "entries < minimum",
            "“Lamaran masuk” kurang dari “Pelamar paling sedikit”",
            "“Applications received” is less than “Fewest applicants”",
        ),
        ("times(prolong) >= 1", "“Perpanjang” sudah pernah dijalankan", "“Extend” was done before"),
        ("not acted(check)", "Oleh orang yang belum menjalankan “Periksa”", "By somebody who did not do “Check”"),
        (
            "able(checker) < 2",
            "Jumlah pemeriksa berkas yang dapat bertindak kurang dari 2",
            "The count of checker able to act is less than 2",
        ),
        ("merit.taken", "Masuk daftar menurut peringkat", "Is taken by rank"),
        ("entry.ended", "Lamaran sudah berakhir", "Application has ended"),
    ],
)
def test_a_shape_has_a_sentence(small: Definition, source: str, indonesian: str, english: str) -> None:
    assert told(small, source) == (indonesian, english)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_no_condition_of_a_step_is_told_as_code(path: Path) -> None:
    definition = load(path)
    clauses: list[tuple[Clause, str]] = [
        (clause, condition(clause, definition, machine).id)
        for machine in definition.machines.values()
        for action in machine.actions.values()
        for clause in action.needs
        if clause.words is None
    ]
    assert clauses
    assert [clause.source for clause, words in clauses if any(piece in words for piece in CODE)] == []
