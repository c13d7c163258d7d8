"""The word `replaces`: which states of an earlier version become which, proved on both sides where the earlier file lies beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.definitions.broken_cases import FILES, FOLDER, TEXT
from workflow.core.replaces import version_key
from workflow.load import Problem, check, load_text


def later(states: str, text: str = TEXT) -> str:
    return text.replace('version: "2026.1"\n', f'version: "2026.2"\nreplaces: {states}\n')


def told(folder: Path, states: str, text: str = TEXT) -> tuple[bool, list[Problem]]:
    """Whether version 2026.2 can be used beside 2026.1, and what is said about its `replaces` (line 4)."""
    for version, content in (("2026.1", TEXT), ("2026.2", later(states, text))):
        (folder / f"{version}.yaml").write_text(content, encoding="utf-8")
        if not (folder / version).exists():
            (folder / version).symlink_to(FOLDER)
    definition, problems = check(folder / "2026.2.yaml")
    return definition is not None, [p for p in problems if p.line == 4]


# name | replaces | text at which the problem points | what it says
BROKEN = [
    ("no version", '{"26": {}}', '"26"', 'no version: write a year and a number in quotes'),
    ("itself", '{"2026.2": {}}', '"2026.2"', "is not earlier"),
    ("a later one", '{"2026.10": {}}', '"2026.10"', "is not earlier"),
    ("no map", '{"2026.1": [entry.draft]}', "[entry", "keys with values stand here"),
    ("no state", '{"2026.1": {entry: entry.draft}}', "entry: ", "write `machine.state`"),
    ("no state behind", '{"2026.1": {entry.draft: submitted}}', "submitted", "write `machine.state`"),
    ("a later state that is unknown", '{"2026.1": {entry.draft: entry.submited}}', "entry.submited", 'Did you mean "submitted"?'),
    ("another kind of case", '{"2026.1": {entry.draft: round.draft}}', "round.draft", "a case stays of its kind"),
    ("a kind that is unknown", '{"2026.1": {entri.draft: entri.draft}}', "entri.draft}", 'Did you mean "entry"?'),
    ("an earlier state that is unknown", '{"2026.1": {entry.drft: entry.draft}}', "entry.drft", 'no state of "entry" in 2026.1'),
    ("to an end", '{"2026.1": {entry.draft: entry.unsent}}', "entry.unsent", "one of them is an end"),
    ("to a pause", '{"2026.1": {round.open: round.suspended}}', "round.suspended", "one of them pauses"),
    ("the same twice", '{"2026.1": {entry.draft: entry.draft, entry.draft: entry.submitted}}', "entry.draft: entry.submitted", "a second time"),
]  # fmt: skip


@pytest.mark.parametrize(("states", "marker", "says"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_refused_at_its_place(tmp_path: Path, states: str, marker: str, says: str) -> None:
    usable, problems = told(tmp_path, states)
    column = f"replaces: {states}".index(marker) + 1
    assert not usable
    assert any(says in p.message and p.column == column for p in problems), "\n".join(map(str, problems))


def test_a_map_that_holds(tmp_path: Path) -> None:
    """States not named keep their names; an empty map is a map."""
    for states in ('{"2026.1": {}}', '{"2026.1": {entry.scored: entry.assessing}}', '{"2025.4": {entry.old: entry.draft}, "2026.1": {}}'):
        assert told(tmp_path, states) == (True, [])


def test_states_about_which_nothing_is_said_are_a_warning(tmp_path: Path) -> None:
    usable, (warning,) = told(tmp_path, '{"2026.1": {}}', TEXT.replace("reserve", "spare"))
    assert usable and warning.severity == "warning" and warning.column == len('replaces: {"') and "entry.reserve" in warning.message
    assert told(tmp_path, '{"2026.1": {entry.reserve: entry.spare}}', TEXT.replace("reserve", "spare")) == (True, [])


def test_without_the_earlier_file_only_the_own_side_is_proved(tmp_path: Path) -> None:
    definition = load_text(later('{"2026.1": {entry.unheard_of: entry.draft}}'), FILES)
    assert definition.replaces == {"2026.1": {"entry.unheard_of": "entry.draft"}}
    (tmp_path / "2026.1.yaml").write_text("broken: [", encoding="utf-8")
    (tmp_path / "2026.2.yaml").write_text(later('{"2026.1": {entry.unheard_of: entry.draft}}'), encoding="utf-8")
    (tmp_path / "2026.2").symlink_to(FOLDER)
    assert check(tmp_path / "2026.2.yaml")[0] is not None


def test_the_map_is_pinned() -> None:
    hashes = {load_text(later(states), FILES).sha256 for states in ('{"2026.1": {}}', '{"2026.1": {entry.scored: entry.assessing}}')}
    assert len(hashes) == 2


def test_versions_are_ordered_by_number() -> None:
    assert sorted(["2026.10", "2025.30", "2026.2"], key=version_key) == ["2025.30", "2026.2", "2026.10"]
