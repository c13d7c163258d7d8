"""A new process touches definitions and their tests only: the engine and the pages know none by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.rules.code import ROOT, python, templates
from workflow.core.definition import Definition, Phase
from workflow.load import load
from workflow.store.shelf import definition_files

VOCABULARY = {phase.value for phase in Phase} | {"public", "agency"}
"""Words of the format itself that a definition may use as names too: the phases, `public` of `explain` and of the audiences, and `agency`, a
blank of every letter."""
ENDPOINTS = {"secretariat"}
"""Names of pages, in `web` only."""


def definitions() -> list[Definition]:
    return [load(path) for path in definition_files(ROOT / "definitions")]


def literals(file: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield f"{file}:{node.lineno}", node.value


def in_templates() -> Iterator[tuple[str, str]]:
    """Text literals inside the expressions of templates."""
    for file, text in templates():
        for expression in re.findall(r"\{[{%].*?[%}]\}", text, re.DOTALL):
            yield from ((file, literal) for literal in re.findall(r"""['"]([a-z0-9_.]+)['"]""", expression))


def test_no_process_is_named() -> None:
    processes = [definition.process for definition in definitions()]
    assert processes
    texts = [*templates(), *((name, (ROOT / name).read_text(encoding="utf-8")) for name, _tree in python("workflow", "web"))]
    assert [(name, process) for name, text in texts for process in processes if process in text] == []


def test_no_machine_nor_role_is_named() -> None:
    """Neither alone, nor with something below it (`machine.action`)."""
    names = {name for d in definitions() for name in (*d.machines, *d.roles)} - VOCABULARY
    found = [pair for file, tree in python("workflow", "web") for pair in literals(file, tree)] + list(in_templates())
    wrong = [(place, text) for place, text in found if re.fullmatch(r"[a-z0-9_.]+", text) and text.split(".")[0] in names]
    assert [(place, text) for place, text in wrong if not (place.startswith("web/") and text in ENDPOINTS)] == []


def test_no_action_is_named() -> None:
    """Actions whose names no English sentence needs: those with an underscore."""
    names = {a for d in definitions() for m in d.machines.values() for a in m.actions if "_" in a}
    assert len(names) > 20
    found = [pair for file, tree in python("workflow", "web") for pair in literals(file, tree)] + list(in_templates())
    assert [(place, text) for place, text in found if text in names] == []
