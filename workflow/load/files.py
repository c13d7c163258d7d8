"""The files that a definition names: letters and minutes in both languages, rubrics. A missing one is a problem where it is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from workflow.core.findings import Path
from workflow.core.packs_shape import UsedPack
from workflow.core.words import LANGUAGES, Text
from workflow.load.nodes import read
from workflow.load.packs import used_packs
from workflow.load.report import Report
from workflow.load.scalars import parse_words
from workflow.load.shape import FileShape

Shelf = Callable[[str], str | None]
"""Path below the version folder -> the text of the file, or None where there is none."""
_PATH = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)*")
Rubric = tuple[tuple[int, Text], ...]


@dataclass(slots=True)
class Enclosed:
    """The texts of the files that were named; the rubrics and rule packs among them, parsed."""

    texts: dict[str, str] = field(default_factory=dict)
    rubrics: dict[str, Rubric] = field(default_factory=dict)
    packs: tuple[UsedPack, ...] = ()


def gather(file: FileShape, shelf: Shelf, folder: str, report: Report) -> Enclosed:
    """Read every named file through `shelf`; `folder` is how messages call the version folder."""
    enclosed = Enclosed()
    for path, name in _bodies(file):
        for language in LANGUAGES:
            _take(f"{name}.{language}.txt", path, shelf, folder, report, enclosed)
    for path, name in _rubrics(file):
        text = _take(f"{name}.yaml", path, shelf, folder, report, enclosed)
        if text is not None and name not in enclosed.rubrics:
            enclosed.rubrics[name] = _rubric(text, f"{folder}/{name}.yaml", report)
    enclosed.packs = used_packs(file, enclosed.texts, shelf, report)
    return enclosed


def _bodies(file: FileShape) -> Iterator[tuple[Path, str]]:
    for name, letter in file.letters.items():
        yield ("letters", name, "body"), letter.body
    for name, minutes in file.minutes.items():
        yield ("minutes", name, "body"), minutes.body


def _rubrics(file: FileShape) -> Iterator[tuple[Path, str]]:
    for machine, shape in file.machines.items():
        for fact, of in shape.facts.items():
            if of.rubric is not None:
                yield ("machines", machine, "facts", fact, "rubric"), of.rubric


def _take(name: str, path: Path, shelf: Shelf, folder: str, report: Report, enclosed: Enclosed) -> str | None:
    if name in enclosed.texts:
        return enclosed.texts[name]
    plain = name.split(".")[0]
    if not _PATH.fullmatch(plain):
        report.at(path, f'"{plain}" is no path below the version folder: use small letters, digits, _ and / only')
        return None
    text = shelf(name)
    if text is None:
        report.at(path, f'the file "{folder}/{name}" is missing: write it, or name another')
    elif not text.strip():
        report.at(path, f'the file "{folder}/{name}" is empty: write its text')
    else:
        enclosed.texts[name] = text
    return text


def _rubric(text: str, name: str, report: Report) -> Rubric:
    """`level: Indonesian | English`, one a line; problems stand in the rubric's own file."""
    own = Report(name)
    data = read(text, own) or {}
    levels: list[tuple[int, Text]] = []
    for level, words in data.items():
        if not re.fullmatch(r"\d{1,3}", level):
            own.at((level,), f'"{level}" is no level: a rubric says `number: Indonesian | English` for each level', key=True)
            continue
        try:
            levels.append((int(level), parse_words(words)))
        except PydanticCustomError as error:
            own.at((level,), error.message())
    report.found |= own.found
    return tuple(sorted(levels, key=lambda pair: pair[0]))
