"""The nets: each takes a changed definition and says why it refuses it, or None. They are asked in this order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workflow.core.definition import Definition
from workflow.core.explore import DEFAULT, Bounds, Exploration, explore
from workflow.load import DefinitionFaults, load_text


@dataclass
class Mutant:
    """A changed definition. `text` and `files` are what a net needs that plays it through an engine of its own; `origin` is the file unchanged."""

    text: str
    files: Mapping[str, str]
    origin: Path
    bounds: Bounds = DEFAULT

    @cached_property
    def loaded(self) -> Definition | DefinitionFaults:
        try:
            return load_text(self.text, self.files, self.origin.name)
        except DefinitionFaults as faults:
            return faults

    @cached_property
    def exploration(self) -> Exploration | None:
        return explore(self.loaded, self.bounds) if isinstance(self.loaded, Definition) else None


Net = Callable[[Mutant], str | None]


def structure(mutant: Mutant) -> str | None:
    """Refused when loaded: names, references, graphs."""
    if isinstance(mutant.loaded, Definition):
        return None
    return next(problem.message for problem in mutant.loaded.problems if problem.severity == "error")


def soundness(mutant: Mutant) -> str | None:
    """Something that is certain, by exploration."""
    found = mutant.exploration.findings if mutant.exploration is not None else ()
    return next((f"{one.net}: {one.story.en}" for one in found if one.certain), None)


def warning(mutant: Mutant) -> str | None:
    """Something that is possible, by exploration; it refuses nothing, but it is told."""
    found = mutant.exploration.findings if mutant.exploration is not None else ()
    return next((f"{one.net}: {one.story.en}" for one in found if not one.certain), None)


NETS: dict[str, Net] = {"structure": structure, "soundness": soundness, "warning": warning}
