"""Commands about definitions alone: check them, draw them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from workflow.cli.common import JSON, LANGUAGE, fail
from workflow.core.definition import Definition
from workflow.core.diagram import diagram
from workflow.core.words import Language
from workflow.demo.story import SHARED
from workflow.load import DefinitionFaults, Problem, check, load, load_text
from workflow.load.posts import POSTS, check_posts, posts_files
from workflow.settings import settings
from workflow.store.shelf import definition_files


@click.command("check")
@click.argument("paths", nargs=-1)
@JSON
def check_command(paths: tuple[str, ...], as_json: bool) -> None:
    """Check definitions and posts: every problem as file:line:col. Without PATH, all of them; a folder: what lies in it; `-` reads standard input."""
    problems: list[Problem] = []
    usable = True
    for path in _files(paths):
        told, found = _checked(path)
        problems += found
        usable = usable and told is not None
        if told is not None and not as_json:
            click.echo(f"{path}: {told}")
    if as_json:
        rows = [{"file": p.file, "line": p.line, "column": p.column, "message": p.message, "severity": p.severity} for p in problems]
        click.echo(json.dumps({"usable": usable, "problems": rows}, ensure_ascii=False))
    for problem in () if as_json else problems:
        click.echo(str(problem))
    sys.exit(0 if usable else 1)


def _files(paths: tuple[str, ...]) -> Iterator[str]:
    """What to check: the files named, what lies in the folders named, or everything."""
    for path in (Path(p) for p in paths or (str(settings().definitions),)):
        if not path.is_dir():
            yield str(path)
            continue
        inside = [p for p in sorted(path.glob("*.yaml")) if p.name != SHARED] or [*definition_files(path), *posts_files(path)]
        if not inside:
            raise click.UsageError(f"{path} holds no definitions: name a file, a folder of files, or the folder of all of them")
        yield from map(str, inside)


def _checked(path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """What the file is, None where it cannot be used; and its problems."""
    try:
        if Path(path).parent.name == POSTS:
            posts, problems = check_posts(Path(path), lambda process: _newest(Path(path).parent.parent, process))
            return (f"{posts.title.en} {posts.version}" if posts else None), problems
        found, problems = _read() if path == "-" else check(path)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror}") from error
    return (f"{found.process} {found.version}, {found.sha256}" if found else None), problems


def _read() -> tuple[Definition | None, tuple[Problem, ...]]:
    try:
        return load_text(sys.stdin.read(), {}, "-"), ()
    except DefinitionFaults as faults:
        return None, faults.problems


def _newest(definitions: Path, process: str) -> Definition | None:
    """The newest definition of a process; None where there is none without errors."""
    found = [p for p in definition_files(definitions) if p.parent.name == process]
    return check(found[-1])[0] if found else None


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
