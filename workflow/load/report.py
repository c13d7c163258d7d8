"""Problems of a definition with their places, gathered until all are known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from workflow.core.findings import Path


class Mark(NamedTuple):
    """A place in the file; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong and what to do, at a place of a file. A warning is told and refuses nothing."""

    file: str
    line: int
    column: int
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        warning = "warning: " if self.severity == "warning" else ""
        return f"{self.file}:{self.line}:{self.column}: {warning}{self.message}"


class DefinitionFaults(ValueError):
    """A definition that cannot be used; `problems` holds every error found, in the order of the file, and the warnings among them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Report:
    """Gathers problems at paths of the data; a path without a place of its own takes the nearest one above it.

    `lead`: scalars written on one line -> characters before their text (1 for a quote).
    """

    file: str
    keys: Mapping[Path, Mark] = field(default_factory=dict)
    values: Mapping[Path, Mark] = field(default_factory=dict)
    lead: Mapping[Path, int] = field(default_factory=dict)
    hushed: Collection[str] = ()
    found: set[Problem] = field(default_factory=set)

    def at(
        self, path: Path, message: str, *, key: bool = False, offset: int | None = None, severity: Literal["error", "warning"] = "error"
    ) -> None:
        """Note a problem. `key`: point at the key, not its value; `offset`: characters into the value.

        A problem that speaks of a part already refused (`hushed`) would only repeat the refusal.
        """
        if self.hushed and set(re.findall(r"[a-z0-9_]+", message)) & set(self.hushed):
            return
        near = self.nearest(path)
        marks = self.keys if key and near in self.keys else self.values
        mark = marks.get(near, Mark(1, 1))
        if offset is not None and near in self.lead:
            mark = Mark(mark.line, mark.column + offset + self.lead[near])
        self.found.add(Problem(self.file, mark.line, mark.column, message, severity))

    def place(self, mark: Mark, message: str) -> None:
        """Note an error at a place that no path names."""
        self.found.add(Problem(self.file, mark.line, mark.column, message))

    def nearest(self, path: Path) -> Path:
        """The longest part of `path` that stands in the file; steps that the file does not have are passed over."""
        near: Path = ()
        for step in path:
            if (*near, step) in self.values:
                near = (*near, step)
        return near

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.found if problem.severity == "error")
