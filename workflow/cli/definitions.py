"""Commands about definitions alone: check them, draw them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import click

from workflow.cli.common import JSON, LANGUAGE, fail, said
from workflow.core.definition import Definition
from workflow.core.diagram import diagram
from workflow.core.explore import DEEP, DEFAULT, Bounds, Discovery, Exploration, explore
from workflow.core.words import Language, Text, same
from workflow.demo.story import SHARED
from workflow.load import DefinitionFaults, Problem, check, load, load_text
from workflow.load.beside import check_beside
from workflow.load.explored import placed
from workflow.load.posts import POSTS, check_posts, posts_files
from workflow.settings import settings
from workflow.store.shelf import definition_files


@click.command("check")
@click.argument("paths", nargs=-1)
@click.option("--deep", is_flag=True, help="Explore further: more cases at once, for minutes rather than seconds.")
@JSON
@LANGUAGE
def check_command(paths: tuple[str, ...], deep: bool, as_json: bool, lang: Language) -> None:
    """Check definitions and posts: every problem as file:line:col, and whether each process can always end. Without PATH, all of them; a folder:
    what lies in it; `-` reads standard input.
    """
    checked = [_checked(path, DEEP if deep else DEFAULT, lang) for path in _files(paths)]
    usable = all(one.usable for one in checked)
    if as_json:
        rows = [_row(problem) for one in checked for problem in one.problems]
        explored = [_explored(one) for one in checked if one.exploration is not None]
        click.echo(json.dumps({"usable": usable, "problems": rows, "explored": explored}, ensure_ascii=False))
    for one in () if as_json else checked:
        for line in _lines(one, lang):
            click.echo(line)
    sys.exit(0 if usable else 1)


@dataclass(frozen=True, slots=True)
class Checked:
    """One file. `told`: what it is, None where it cannot be used. `problems`: of the text, then those that the exploration of a definition tells,
    in its order; it explores only what has no error."""

    path: str
    told: str | None
    problems: tuple[Problem, ...]
    definition: Definition | None = None
    exploration: Exploration | None = None
    seconds: float = 0.0

    @property
    def usable(self) -> bool:
        return self.told is not None and all(problem.severity != "error" for problem in self.problems)


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


def _checked(path: str, bounds: Bounds, lang: Language) -> Checked:
    if Path(path).parent.name == POSTS:
        return _posts(Path(path))
    text = sys.stdin.read() if path == "-" else None
    definition, problems = _read(path, text)
    if definition is None:
        return Checked(path, None, problems)
    begun = perf_counter()
    exploration = explore(definition, bounds)
    seconds = perf_counter() - begun
    source = text if text is not None else Path(path).read_text(encoding="utf-8")
    beside = check_beside(definition, source, path, lambda process: _newest(_shelf(path), process), datetime.now(UTC).date())
    found = (*problems, *beside, *placed(exploration.findings, source, path, lang))
    told = f"{definition.process} {definition.version}, {definition.sha256}"
    return Checked(path, told, found, definition, exploration, seconds)


def _posts(path: Path) -> Checked:
    try:
        posts, problems = check_posts(path, lambda process: _newest(path.parent.parent, process))
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror}") from error
    return Checked(str(path), f"{posts.title.en} {posts.version}" if posts else None, problems)


def _read(path: str, text: str | None) -> tuple[Definition | None, tuple[Problem, ...]]:
    try:
        return check(path) if text is None else (load_text(text, {}, path), ())
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror}") from error
    except DefinitionFaults as faults:
        return None, faults.problems


def _row(problem: Problem) -> dict[str, object]:
    where: dict[str, object] = {"file": problem.file, "line": problem.line, "column": problem.column}
    return {**where, "message": problem.message, "severity": problem.severity}


def _explored(one: Checked) -> dict[str, object]:
    """What a program may read of an exploration; stories in both languages."""
    found = one.exploration
    assert found is not None and one.definition is not None  # noqa: S101 - only such are told
    places = one.problems[len(one.problems) - len(found.findings) :]
    bounds = {"cases": found.bounds.children, "together": found.bounds.together, "most_states": found.bounds.most}
    return {
        "file": one.path,
        "process": one.definition.process,
        "seconds": round(one.seconds, 2),
        "states": found.states,
        "moves": found.edges,
        "complete": all(run.complete for run in found.runs),
        "bounds": bounds,
        "runs": [asdict(run) for run in found.runs],
        "findings": [_finding(*pair) for pair in zip(found.findings, places, strict=True)],
    }


def _finding(found: Discovery, place: Problem) -> dict[str, object]:
    return {
        "net": found.net,
        "certainty": "certain" if found.certain else "possible",
        "path": ".".join(map(str, found.path)),
        "line": place.line,
        "column": place.column,
        "story": asdict(found.story),
        "steps": [asdict(step) for step in found.steps],
    }


_LINE = Text(
    "{path}: {states} keadaan dan {moves} langkah dijelajahi dalam {seconds} detik{stopped}",
    "{path}: {states} states and {moves} moves explored in {seconds} seconds{stopped}",
)
_STOPPED = Text(", tidak seluruhnya", ", not all of them")


def _lines(one: Checked, lang: Language) -> Iterator[str]:
    if one.told is not None:
        yield f"{one.path}: {one.told}"
    yield from map(str, one.problems)
    if one.exploration is not None:
        stopped = same("") if all(run.complete for run in one.exploration.runs) else _STOPPED
        states, moves = one.exploration.states, one.exploration.edges
        yield said(_LINE.fill(path=one.path, states=states, moves=moves, seconds=f"{one.seconds:.1f}", stopped=stopped), lang)


def _shelf(path: str) -> Path:
    """The folder in which the other processes lie."""
    return settings().definitions if path == "-" else Path(path).resolve().parent.parent


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
