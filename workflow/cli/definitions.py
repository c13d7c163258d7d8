"""Commands about definitions alone: check them, draw them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from workflow.cli.common import JSON, LANGUAGE, fail
from workflow.core.definition import Definition
from workflow.core.diagram import diagram
from workflow.core.words import Language
from workflow.load import DefinitionFaults, Problem, check, load, load_text
from workflow.settings import settings
from workflow.store.shelf import definition_files


@click.command("check")
@click.argument("paths", nargs=-1)
@JSON
def check_command(paths: tuple[str, ...], as_json: bool) -> None:
    """Check definitions: every problem as file:line:col. Without PATH, all of them; `-` reads standard input."""
    problems: list[Problem] = []
    usable = True
    for path in paths or tuple(str(p) for p in definition_files(settings().definitions)):
        definition, found = _checked(path)
        problems += found
        usable = usable and definition is not None
        if definition is not None and not as_json:
            click.echo(f"{path}: {definition.process} {definition.version}, {definition.sha256}")
    if as_json:
        rows = [{"file": p.file, "line": p.line, "column": p.column, "message": p.message, "severity": p.severity} for p in problems]
        click.echo(json.dumps({"usable": usable, "problems": rows}, ensure_ascii=False))
    for problem in () if as_json else problems:
        click.echo(str(problem))
    sys.exit(0 if usable else 1)


def _checked(path: str) -> tuple[Definition | None, tuple[Problem, ...]]:
    if path != "-":
        try:
            return check(path)
        except OSError as error:
            raise click.UsageError(f"{path} cannot be read: {error.strerror}") from error
    try:
        return load_text(sys.stdin.read(), {}, "-"), ()
    except DefinitionFaults as faults:
        return None, faults.problems


def process_file(process: str) -> Path:
    """The newest definition of a process in the definitions folder. Raises click.UsageError."""
    found = [p for p in definition_files(settings().definitions) if p.parent.name == process]
    if not found:
        known = ", ".join(sorted({p.parent.name for p in definition_files(settings().definitions)}))
        raise click.UsageError(f"there is no process {process}; there are: {known}")
    return found[-1]


def process_definition(process: str) -> Definition:
    """The same, loaded; one with a problem stops the command."""
    path = process_file(process)
    try:
        return load(path)
    except DefinitionFaults as faults:
        fail(str(faults))


@click.command()
@click.argument("process")
@click.option("--machine", help="One machine; without it, the root's.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the SVG here instead of standard output.")
@LANGUAGE
def draw(process: str, machine: str | None, out: Path | None, lang: Language) -> None:
    """Draw the diagram of PROCESS as SVG."""
    definition = process_definition(process)
    name = machine or definition.root.name
    if name not in definition.machines:
        raise click.UsageError(f"there is no machine {name}; there are: {', '.join(definition.machines)}")
    svg = diagram(definition, name, lang)
    if out is None:
        click.echo(svg)
    else:
        out.write_text(svg, encoding="utf-8")
