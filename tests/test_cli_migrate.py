"""`terang migrate` on a copy of the demonstration: what it says, what it asks, how it ends."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.test_cli import Run, run, said, shown
from workflow.settings import DEFINITIONS

__all__ = ["run", "shown"]
WAY = ("migrate", "kepala_sekolah", "2026.1", "2026.2")


@pytest.fixture
def editions(shown: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The definitions of the house with a version 2026.2 beside, which says that it replaces 2026.1."""
    folder = tmp_path / "aturan"
    shutil.copytree(DEFINITIONS, folder)
    monkeypatch.setenv("TERANG_DEFINITIONS", str(folder))
    return write(folder / "kepala_sekolah")


def write(folder: Path, *changes: tuple[str, str], states: str = "application.in_check: application.under_check") -> Path:
    text = (folder / "2026.1.yaml").read_text("utf-8")
    for old, new in ((r"\bin_check\b", "under_check"), *changes):
        text, count = re.subn(old, new, text)
        assert count, old
    text = text.replace('version: "2026.1"\n', f'version: "2026.2"\nreplaces: {{"2026.1": {{{states}}}}}\n')
    (folder / "2026.2.yaml").write_text(text, "utf-8")
    shutil.copytree(folder / "2026.1", folder / "2026.2", dirs_exist_ok=True)
    return folder


def test_a_dry_run_says_who_can_follow_and_does_nothing(shown: Run, editions: Path) -> None:
    for _twice in range(2):
        found = shown(*WAY, "--dry-run")
        assert found.exit_code == 0 and "SEL-2026-0003" in found.stdout and "perkara dapat pindah" in found.stdout, found.output
    told = said(shown(*WAY, "--dry-run", "--json"), 0)
    assert len(told) >= 2 and all(root["follows"] and not root["done"] and root["obstacles"] == [] and root["cases"] > 1 for root in told)
    assert "can follow" in shown(*WAY, "--dry-run", "--lang", "en").stdout


def test_it_asks_first_and_a_no_changes_nothing(shown: Run, editions: Path) -> None:
    found = shown(*WAY, stdin="n\n")
    assert found.exit_code == 1 and "Pindahkan" in found.output
    assert all(not root["done"] for root in said(shown(*WAY, "--dry-run", "--json"), 0))


def test_it_is_done_once(shown: Run, editions: Path) -> None:
    """One root alone, then the rest; afterwards nobody runs under the earlier version."""
    one = said(shown(*WAY, "--case", "SEL-2026-0003", "--yes", "--json"), 0)
    assert [(root["root"], root["done"]) for root in one] == [("SEL-2026-0003", True)]
    rest = shown(*WAY, "--yes", "--lang", "en")
    assert rest.exit_code == 0 and "have gone over" in rest.stdout and "SEL-2026-0003" not in rest.stdout
    empty = shown(*WAY, "--yes")
    assert empty.exit_code == 0 and "Tidak ada perkara berjalan" in empty.stdout and said(shown(*WAY, "--yes", "--json"), 0) == []


def test_a_state_in_which_nobody_stands_keeps_nobody_back(shown: Run, editions: Path) -> None:
    write(editions, states="")
    assert "application.in_check cannot follow" in shown("check", editions / "2026.2.yaml").stdout
    assert shown(*WAY, "--yes").exit_code == 0


def test_reasons_are_told_in_sentences(shown: Run, editions: Path) -> None:
    write(editions, (r"path: seleksi\b", "path: pemilihan"))
    found = shown(*WAY, "--yes", "--lang", "en")
    assert found.exit_code == 1 and "! SEL-2026-0003: Its public address would change from /seleksi to /pemilihan." in found.stdout
    told = said(shown(*WAY, "--dry-run", "--json"), 1)
    assert all(not root["follows"] and {o["case"] for o in root["obstacles"]} == {root["root"]} for root in told)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("migrate", "tidak_ada", "2026.1", "2026.2"), "Tidak ada proses tidak_ada"),
        (("migrate", "kepala_sekolah", "2026.1", "2027.1"), "tidak punya versi 2027.1"),
        (("migrate", "kepala_sekolah", "2026.2", "2026.1"), "tidak menyatakan menggantikan"),
        ((*WAY, "--case", "SEL-1900-0001"), "Tidak ada perkara berjalan SEL-1900-0001"),
        (("migrate", "kepala_sekolah"), "Missing argument"),
    ],
)
def test_wrong_usage_is_2(shown: Run, editions: Path, words: tuple[str, ...], says: str) -> None:
    found = shown(*words, "--dry-run")
    assert found.exit_code == 2 and says in found.output
