"""Posts: YAML text -> frozen values. The data of a career path: competences and their levels, posts, what they ask for, and what leads to them.

Facts and requirements are read as those of a definition with one machine, so guards, lists and their problems are the same everywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError

from workflow.core.definition import Clause, Definition, Form, Section, Source
from workflow.core.eligible import facts_read
from workflow.core.findings import Finding, Path
from workflow.core.posts import Need, Post, Posts, Taught, Way
from workflow.core.references_facts import check_facts
from workflow.core.replaces import version_key
from workflow.core.words import Text
from workflow.load.assemble import assemble
from workflow.load.build import source
from workflow.load.files import Enclosed
from workflow.load.nodes import Data, read
from workflow.load.posts_names import LEVELS, Processes, check_asked, check_leads, check_names
from workflow.load.report import DefinitionFaults, Mark, Problem, Report
from workflow.load.sentences import tell_faults
from workflow.load.shape import FileShape
from workflow.load.shape_posts import PostShape, PostsShape

POSTS = "posts"
"""The folder beside the processes in which the files lie."""
MACHINE = "told"
_AT = ("machines", MACHINE)
_COMPETENCES, _ABOUT_YOU = Text("Kompetensi Anda", "Your competences"), Text("Diri Anda", "About you")


def posts_files(definitions: File) -> list[File]:
    """Every version below a folder of definitions, the newest last."""
    return sorted(definitions.glob(f"{POSTS}/*.yaml"), key=lambda path: version_key(path.stem))


def load_posts(path: File, processes: Processes) -> Posts:
    """The posts at `definitions/posts/<version>.yaml`. Raises DefinitionFaults with every problem, OSError."""
    posts, problems = check_posts(path, processes)
    if posts is None:
        raise DefinitionFaults(problems)
    return posts


def check_posts(path: File, processes: Processes) -> tuple[Posts | None, tuple[Problem, ...]]:
    """Like `load_posts`, but gives the problems back; the posts are None where there is an error."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None, (Problem(str(path), 1, 1, "this file is not UTF-8 text: save it as UTF-8"),)
    report = Report(str(path))
    posts = _read(text, report, processes)
    if posts is not None and path.stem != posts.version:
        report.at(("version",), f'the file is called "{path.stem}" but the version is "{posts.version}": give both the same name')
    return None if report.errors else posts, tuple(sorted(report.found))


def _read(text: str, report: Report, processes: Processes) -> Posts | None:
    data = read(text, report)
    if data is None:
        return None
    try:
        shape = PostsShape.model_validate(data)
    except ValidationError as error:
        tell_faults(error, data, report, PostsShape)
        return None
    _tell(check_names(shape), report)
    if report.errors:
        return None
    _move_marks(report)
    definition = assemble(FileShape.model_validate(_as_definition(data)), report, _hash(text), Enclosed())
    if definition is None:
        return None
    _tell(check_facts(definition), report)
    posts = _posts(shape, definition, processes)
    _tell(check_leads(shape, processes, posts), report)
    if not report.errors:
        _tell(check_asked(shape, posts), report)
    return posts


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _tell(findings: Iterable[Finding], report: Report) -> None:
    for finding in findings:
        report.at(finding.path, finding.message, key=finding.at_key, severity=finding.severity)


# ------------------------------------------------------------------ as a definition with one machine
def _as_definition(data: Data) -> Data:
    """Every fact may be left unsaid; a level of a competence is a fact of the competence's name."""
    levels = data["levels"]
    numbers = [str(n) for n in range(len(levels))]
    asked = {name: {**of, "optional": "yes"} for name, of in data.get("facts", {}).items()}
    own = {name: _level_fact(of) for name, of in data["competences"].items()}
    machine = {
        "words": data["title"],
        "code": "POS",
        "facts": {**asked, **own},
        "requirements": {name: of["requirements"] for name, of in data["posts"].items() if of.get("requirements")},
        "states": {MACHINE: {"phase": "end", "words": data["title"]}},
        "actions": {"tell": {"by": "teller", "from": "new", "to": MACHINE, "words": data["title"]}},
    }
    return {
        "process": "posts",
        "version": data["version"],
        "title": data["title"],
        "basis": data.get("basis", []),
        "lists": {**data.get("lists", {}), LEVELS: {"ordered": numbers, "words": dict(zip(numbers, levels, strict=True))}},
        "roles": {"teller": {"is": "anyone", "words": data["title"]}},
        "machines": {MACHINE: machine},
    }


def _level_fact(of: Data) -> Data:
    hint = {"hint": of["hint"]} if "hint" in of else {}
    return {"type": "choice", "of": LEVELS, "optional": "yes", "words": of["words"], **hint}


def _move_marks(report: Report) -> None:
    """Problems that the machine is blamed for stand where the file says it."""
    top: dict[Path, Mark] = dict.fromkeys((("machines",), _AT), Mark(1, 1))
    report.values = {**top, **report.values, **_also(report.values)}
    report.keys = {**report.keys, **_also(report.keys)}
    report.lead = {**report.lead, **_also(report.lead)}


def _also(marks: Mapping[Path, Any]) -> dict[Path, Any]:
    return {moved: mark for path, mark in marks.items() for moved in _moved(path)}


def _moved(path: Path) -> Iterator[Path]:
    if path[:1] in (("facts",), ("competences",)):
        yield (*_AT, "facts", *path[1:])
    elif path == ("posts",):
        yield (*_AT, "requirements")
    elif path[:1] == ("posts",) and (len(path) == 2 or path[2] == "requirements"):
        yield (*_AT, "requirements", path[1], *path[3:])


# ------------------------------------------------------------------ the values
def _posts(shape: PostsShape, definition: Definition, processes: Processes) -> Posts:
    titles = {name: found.title for name in _named(shape) if (found := processes(name)) is not None}
    machine = replace(definition.root, forms={name: _form(name, of, definition) for name, of in shape.posts.items()})
    return Posts(
        version=shape.version,
        title=shape.title,
        basis=tuple(Source(basis.cite, basis.sure) for basis in shape.basis),
        levels=tuple(shape.levels),
        competences={name: of.words for name, of in shape.competences.items()},
        taught=tuple(Taught(t.process, titles[t.process], t.competence, t.level) for t in shape.taught_by if t.process in titles),
        posts={name: _post(name, of, titles) for name, of in shape.posts.items()},
        definition=replace(definition, machines={MACHINE: machine}),
    )


def _named(shape: PostsShape) -> set[str]:
    return {t.process for t in shape.taught_by} | {way.process for of in shape.posts.values() for way in of.filled_by}


def _post(name: str, shape: PostShape, titles: Mapping[str, Text]) -> Post:
    needs = tuple(Need(competence, level) for competence, level in shape.competences.items())
    ways = tuple(Way(w.process, titles[w.process], dict(w.where)) for w in shape.filled_by if w.process in titles)
    return Post(name, shape.words, shape.about, needs, source(shape), ways)


def _form(name: str, shape: PostShape, definition: Definition) -> Form:
    """What the page asks for this post: only the facts that its requirements read, in the order of the file, and its competences."""
    machine = definition.root
    clauses: tuple[Clause, ...] = machine.requirements.get(name, ())
    read_ = {fact for clause in clauses for fact in facts_read(definition, machine, clause.that)} - set(shape.competences)
    about = tuple(fact for fact in machine.facts if fact in read_)
    sections = (Section(_ABOUT_YOU, about), Section(_COMPETENCES, tuple(shape.competences)))
    return Form(name, tuple(section for section in sections if section.ask))
