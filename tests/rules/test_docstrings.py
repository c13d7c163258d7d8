"""Whoever calls the engine reads its signatures: every module says what it is for, every exported function what it takes and gives."""

from __future__ import annotations

import ast

from tests.rules.code import python


def test_every_module_says_what_it_is_for() -> None:
    assert [file for file, tree in python("workflow", "web", "tests", "bench") if tree.body and not ast.get_docstring(tree)] == []


def exported(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return list(ast.literal_eval(node.value))
    return []


def test_what_a_package_exports_is_documented() -> None:
    """Functions and classes in `__all__` of the packages of workflow, wherever they are defined."""
    trees = dict(python("workflow"))
    defined = {
        (file.rsplit("/", 1)[0], node.name): node
        for file, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    packages = {file.removesuffix("/__init__.py"): exported(tree) for file, tree in trees.items() if file.endswith("__init__.py")}
    wanted = [(package, name) for package, names in packages.items() for name in names]
    assert len(wanted) > 20
    assert [key for key in wanted if key in defined and not ast.get_docstring(defined[key])] == []


def test_functions_that_pages_call_are_documented() -> None:
    """Every function of the engine that a page imports."""
    trees = dict(python("workflow"))
    called = {
        (f"{node.module.replace('.', '/')}.py", alias.name)
        for _file, tree in python("web")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("workflow.queries.")
        for alias in node.names
    }
    defined = {(file, n.name): n for file, tree in trees.items() for n in tree.body if isinstance(n, ast.FunctionDef)}
    assert [key for key in sorted(called) if key in defined and not ast.get_docstring(defined[key])] == []
