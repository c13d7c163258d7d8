"""What must never get into the sources: paths of one machine, hosts of registries, floats for scores, clocks, unescaped markup."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.code import ROOT, python, templates, texts

MACHINE = re.compile(r"(?<![\w.~})\]<])/(?:" + "|".join(("work", "tmp", "root", "home", "Users", "farm")) + r")/")
REGISTRIES = tuple(
    a + b for a, b in (("py", "pi.org"), ("pythonhosted", ".org"), ("npmjs", ".org"), ("npmjs", ".com"), ("proxy.golang", ".org"))
)
MARKUP = {
    ("web/fields.py", "component"): "a template's output",
    ("web/fields.py", "draw"): "a template's output",
    ("web/judged.py", "draw"): "a template's output",
    ("web/rows.py", "draw"): "a template's output",
    ("web/pages/public_rules.py", "_drawn"): "the diagram, whose labels core/ink.py escapes",
}
"""Where text becomes markup without being escaped there, and why that is safe."""
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
MAY_READ_A_CLOCK = ("workflow/store/clock.py", "workflow/cli/", "web/limits.py")
"""The limiter's own time says when to try again; nothing of a case hangs on it."""
DRAWING = {f"workflow/core/{name}.py" for name in ("diagram", "ink", "layout", "lettering")}
"""Places on paper, where a float is at home."""


def test_no_path_of_a_machine() -> None:
    assert [(name, found[0]) for name, text in texts() if (found := MACHINE.findall(text))] == []


def test_no_host_of_a_registry() -> None:
    assert [(name, host) for name, text in texts() for host in REGISTRIES if host in text] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_exact_files_and_no_place(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    code = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert [line for line in lines if "://" in line] == []
    assert [line for line in code if line.lstrip().startswith("-") and not re.match(r"\s+--hash=sha256:[0-9a-f]{64}( \\)?$", line)] == []
    wanted = [line for line in code if not line.startswith((" ", "\t"))]
    assert wanted and [line for line in wanted if not re.match(r"[A-Za-z0-9._\[\],-]+==\S+( ;.*)? \\$", line)] == []


def listed(table: Path) -> dict[str, str]:
    return dict(re.findall(r"^\| `([^`]+)` \|.*`([0-9a-f]{64})` \|$", table.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("folder", ["web/static"])
def test_vendored_files_are_what_their_list_says(folder: str) -> None:
    """Everything served is in the list of its folder with its sum, and nothing else is in the list."""
    place = ROOT / folder
    sums = listed(place / "LICENCES.md")
    served = {p.name for p in place.iterdir() if p.is_file() and p.suffix not in {".md", ".txt"}}
    assert set(sums) == served
    assert {n: hashlib.sha256((place / n).read_bytes()).hexdigest() for n in sums} == sums


# ---------------------------------------------------------------- markup
def unescaped(tree: ast.Module) -> Iterator[str]:
    """Functions that call Markup on anything but a literal."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for call in ast.walk(function):
                made = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Markup"
                if made and not all(isinstance(given, ast.Constant) for given in call.args):
                    yield function.name


def test_text_becomes_markup_in_listed_functions_only() -> None:
    assert {(file, name) for file, tree in python("web", "workflow") for name in unescaped(tree)} <= set(MARKUP)


def test_no_template_switches_escaping_off() -> None:
    wrong = re.compile(r"\|\s*safe\b|autoescape\s+false")
    assert [name for name, text in templates() if wrong.search(text)] == []


def test_no_style_nor_script_in_attributes() -> None:
    """The content security policy forbids both; an attribute would only be dropped."""
    wrong = re.compile(r"\s(style|on[a-z]+)\s*=", re.IGNORECASE)
    pages = [(name, re.sub(r"\{[{%#].*?[%}#]\}", "", text, flags=re.DOTALL)) for name, text in templates()]
    assert [(name, found[0]) for name, text in pages if (found := wrong.search(text))] == []
    assert [name for name, text in pages if re.search(r"<script(?![^>]*\bsrc=)|javascript:", text)] == []


def test_drawings_have_no_style_attribute() -> None:
    drawn = [(file, n.value) for file, tree in python("web", "workflow") for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    assert [file for file, value in drawn if isinstance(value, str) and re.search(r"<[^>]* style=", value)] == []


# ---------------------------------------------------------------- numbers and time
def floats(tree: ast.Module) -> Iterator[int]:
    """Lines with `float` or a float literal; how alike two words must be for "did you mean" is no number of a case."""
    likeness = {id(k.value) for k in ast.walk(tree) if isinstance(k, ast.keyword) and k.arg == "cutoff"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == "float":
            yield node.lineno
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and id(node) not in likeness:
            yield node.lineno


def test_no_float_where_scores_are_reckoned() -> None:
    assert [(file, line) for file, tree in python("workflow/core") if file not in DRAWING for line in floats(tree)] == []


def reads_clock(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS):
        return False
    owner = node.func.value
    module = isinstance(owner, ast.Name) and owner.id in {"datetime", "date", "time"}
    return module or (isinstance(owner, ast.Attribute) and owner.attr in {"datetime", "date"})


def test_one_clock() -> None:
    found = [f"{file}:{n.lineno}" for file, tree in python("workflow", "web") for n in ast.walk(tree) if reads_clock(n)]
    assert [place for place in found if not place.startswith(MAY_READ_A_CLOCK)] == []
