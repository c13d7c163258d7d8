"""YAML text -> definition: every problem at once, each with file, line and column. The only place that knows YAML and pydantic."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from workflow.core.check import references, soundness
from workflow.core.definition import Definition
from workflow.core.findings import Finding
from workflow.core.packs import bindings, broken_rules, join
from workflow.core.replaces import Earlier
from workflow.load.assemble import assemble
from workflow.load.files import Enclosed, Shelf, gather
from workflow.load.nodes import Data, read
from workflow.load.report import DefinitionFaults, Problem, Report
from workflow.load.sentences import shaped

__all__ = ["DefinitionFaults", "Problem", "canonical", "check", "faults_at", "load", "load_pinned", "load_text", "read_data"]


def load(path: Path | str) -> Definition:
    """The definition at `definitions/<process>/<version>.yaml` and the files in the folder of its version beside it.

    Raises DefinitionFaults with every problem, OSError where the file cannot be read.
    """
    definition, problems = check(path)
    if definition is None:
        raise DefinitionFaults(problems)
    return definition


def check(path: Path | str) -> tuple[Definition | None, tuple[Problem, ...]]:
    """Like `load`, but gives errors and warnings back; the definition is None where there is an error."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None, (Problem(str(path), 1, 1, "this file is not UTF-8 text: save it as UTF-8"),)
    definition, problems = _read(text, _on_disk(path.with_suffix("")), str(path), earlier=lambda version: _beside(path, version))
    if definition is not None and path.stem != definition.version:
        wrong = f'the file is called "{path.stem}" but the version is "{definition.version}": give both the same name'
        return None, tuple(sorted((*problems, Problem(str(path), 1, 1, wrong))))
    return definition, problems


def faults_at(path: Path, key: str, message: str) -> DefinitionFaults:
    """What else is wrong with a file that loads, told at one of its own keys."""
    report = Report(str(path))
    read(path.read_text(encoding="utf-8"), report)
    report.at((key,), message)
    return DefinitionFaults(report.found)


def load_text(yaml_text: str, files: Mapping[str, str], name: str = "definition") -> Definition:
    """A definition from texts alone, such as a pinned one: `files` maps a path below the version folder to its text.

    The same texts give the same object. Raises DefinitionFaults with every problem.
    """
    return _load_text(yaml_text, tuple(sorted(files.items())), name)


@lru_cache(maxsize=64)
def load_pinned(yaml_text: str, files: tuple[tuple[str, str], ...], name: str) -> Definition:
    """A definition that was proven when it was pinned: a check that is stricter today must not stop a case that is under way.

    Raises DefinitionFaults where the text cannot be read at all any more.
    """
    definition, problems = _read(yaml_text, dict(files).get, name, proven=True)
    if definition is None:
        raise DefinitionFaults(problems)
    return definition


def read_data(path: Path) -> Data:
    """The plain data of a YAML file that is no definition, every scalar as text; the same text gives the same object. Raises DefinitionFaults, OSError."""
    return _plain(path.read_text(encoding="utf-8"), str(path))


@lru_cache(maxsize=64)
def _plain(text: str, name: str) -> Data:
    report = Report(name)
    data = read(text, report)
    if data is None or report.found:
        raise DefinitionFaults(tuple(report.found))
    return data


@lru_cache(maxsize=64)
def _load_text(yaml_text: str, files: tuple[tuple[str, str], ...], name: str) -> Definition:
    definition, problems = _read(yaml_text, dict(files).get, name)
    if definition is None:
        raise DefinitionFaults(problems)
    return definition


def canonical(data: Data, files: Mapping[str, str]) -> bytes:
    """The bytes whose SHA-256 pins a definition: the parsed YAML and every file that it names, as JSON without spaces.

    Keys of the YAML stay in the order of the file, for order has meaning there: of two clock actions that fit, the first is taken.
    """
    pinned = {"definition": data, "files": dict(sorted(files.items()))}
    return json.dumps(pinned, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _on_disk(folder: Path) -> Shelf:
    def read_file(name: str) -> str | None:
        place = (folder.parent.parent if name.startswith("rules/") else folder) / name
        return place.read_text(encoding="utf-8") if place.is_file() else None

    return read_file


def _beside(path: Path, version: str) -> Definition | None:
    """An earlier version in the same folder, as it is: what is wrong with it is told where it is loaded itself."""
    other = path.with_name(f"{version}.yaml")
    try:
        text = other.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return _read(text, _on_disk(other.with_suffix("")), str(other), proven=True)[0]


def _read(
    text: str, shelf: Shelf, name: str, *, proven: bool = False, earlier: Earlier = lambda _version: None
) -> tuple[Definition | None, tuple[Problem, ...]]:
    report = Report(name)
    data = read(text, report)
    file = shaped(data, report) if data is not None else None
    if data is None or file is None:
        return None, tuple(sorted(report.found))
    enclosed = gather(file, shelf, name.removesuffix(".yaml").rpartition("/")[2], report)
    definition = assemble(file, report, _pin(data, enclosed), enclosed)
    if definition is not None and not proven:
        _prove(definition, earlier, report)
    found = None if report.errors or definition is None else join(definition)
    return found, tuple(sorted(report.found))


def _pin(data: Data, enclosed: Enclosed) -> str:
    return hashlib.sha256(canonical(data, enclosed.texts)).hexdigest()


def _prove(definition: Definition, earlier: Earlier, report: Report) -> None:
    """References first; whether the process is sound can only be asked of names that exist."""
    _tell(references(definition, earlier), report)
    if not report.errors:
        _tell(bindings(definition), report)
    if not report.errors:
        _tell(soundness(definition), report)
        _tell(broken_rules(definition), report)


def _tell(findings: tuple[Finding, ...], report: Report) -> None:
    for finding in findings:
        report.at(finding.path, finding.message, key=finding.at_key, severity=finding.severity)
