"""The README says what is true: its commands exist, every command stands in it, what it points to is there."""

from __future__ import annotations

import re

import click
import pytest
from click.testing import CliRunner

from tests.rules.code import ROOT, python
from workflow.cli import main

README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    return main.list_commands(click.Context(main))


def told() -> list[list[str]]:
    """Every call of terang in code marks: subcommand and options."""
    found = re.findall(r"`terang ([^`]+)`", README)
    return [re.sub(r'"[^"]*"', "x", text).split() for text in found]


def test_every_command_is_told_and_every_told_command_exists() -> None:
    assert {words[0] for words in told()} == set(commands())


@pytest.mark.parametrize("words", told(), ids=" ".join)
def test_options_exist(words: list[str]) -> None:
    command = main.get_command(click.Context(main), words[0])
    for word in words[1:]:
        if isinstance(command, click.Group) and word in command.commands:
            command = command.commands[word]
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("command", commands())
def test_every_command_helps(command: str) -> None:
    assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"make ([a-z]+)", README)) <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_settings_exist() -> None:
    """Every environment variable of the README is read, and every one that is read stands in the README."""
    source = (ROOT / "workflow" / "settings.py").read_text(encoding="utf-8")
    assert set(re.findall(r"TERANG_[A-Z_]+", README)) == set(re.findall(r"TERANG_[A-Z_]+", source))


@pytest.mark.parametrize(
    "document", ["README.md", "CHANGELOG.md", *(f"docs/{p.relative_to(ROOT / 'docs')}" for p in (ROOT / "docs").rglob("*.md"))]
)
def test_links_lead_somewhere(document: str) -> None:
    here = ROOT / document
    links = re.findall(r"\]\(([^)#]+)\)", here.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (here.parent / link).exists()] == []


def test_decisions_are_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\(([a-z-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in folder.glob("*.md")} - {"README.md"}


def test_documents_named_in_the_sources_exist() -> None:
    texts = [(file, (ROOT / file).read_text(encoding="utf-8")) for file, _tree in python("workflow", "web")]
    assert [
        (file, name) for file, text in texts for name in re.findall(r"docs/[a-z-]+(?:/[a-z-]+)?\.md", text) if not (ROOT / name).exists()
    ] == []


def test_the_picture_is_small() -> None:
    assert (ROOT / "docs" / "screenshot.png").stat().st_size < 150_000
