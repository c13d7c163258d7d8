"""The nets: each takes a changed definition and says why it refuses it, or None. They are asked in this order: what refuses, then what only warns."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.definitions.doors import House, tried
from workflow.core.definition import Definition
from workflow.core.explore import DEFAULT, Bounds, Exploration, explore
from workflow.core.packs import judge
from workflow.load import DefinitionFaults, load, load_text


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
    def without_packs(self) -> Definition | DefinitionFaults:
        bare = {key: value for key, value in json.loads(self.text).items() if key != "rules"}
        try:
            return load_text(json.dumps(bare), self.files, self.origin.name)
        except DefinitionFaults as faults:
            return faults

    def laid_out(self, folder: Path) -> Path:
        """Written down with everything that it names; returns where the definition lies."""
        path = folder / self.origin.parent.name / self.origin.name
        for name, text in {str(path): self.text, **{self._place(path, name): text for name, text in self.files.items()}}.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        return path

    @staticmethod
    def _place(path: Path, name: str) -> str:
        return str(path.parent.parent / name if name.startswith("rules/") else path.with_suffix("") / name)

    @cached_property
    def exploration(self) -> Exploration | None:
        return explore(self.loaded, self.bounds) if isinstance(self.loaded, Definition) else None


Net = Callable[[Mutant], str | None]


def structure(mutant: Mutant) -> str | None:
    """Refused when loaded, whatever its rule packs say: names, references, graphs."""
    if isinstance(mutant.loaded, Definition) or isinstance(mutant.without_packs, Definition):
        return None
    return _first(mutant.loaded)


def _first(faults: DefinitionFaults) -> str:
    return next(problem.message for problem in faults.problems if problem.severity == "error")


def soundness(mutant: Mutant) -> str | None:
    """Something that is certain, by exploration."""
    found = mutant.exploration.findings if mutant.exploration is not None else ()
    return next((f"{one.net}: {one.story.en}" for one in found if one.certain), None)


def warning(mutant: Mutant) -> str | None:
    """Something that is possible, by exploration; it refuses nothing, but it is told."""
    found = mutant.exploration.findings if mutant.exploration is not None else ()
    return next((f"{one.net}: {one.story.en}" for one in found if not one.certain), None)


def packs(mutant: Mutant) -> str | None:
    """A rule of a pack that the file as written keeps, and the changed one does not, or that refuses it when loaded."""
    if isinstance(mutant.loaded, DefinitionFaults):
        return _first(mutant.loaded) if isinstance(mutant.without_packs, Definition) else None
    before = {(v.used.pack.name, v.rule.name): v.status for v in judge(load(mutant.origin))}
    now = [
        v
        for v in judge(mutant.loaded)
        if v.status in ("broken", "noted", "asked") and before.get((v.used.pack.name, v.rule.name)) == "kept"
    ]
    return f"{now[0].used.pack.name}: {now[0].rule.name}" if now else None


def tables(mutant: Mutant) -> str | None:
    """A row of the scenario tables of the process that does not play as it is written, or a letter or a publication too many or too few, on SQLite."""
    process = mutant.origin.parent.name
    module = importlib.import_module(f"tests.definitions.test_{process}")
    with TemporaryDirectory() as folder:
        try:
            house = House(module, Path(folder), replace(module.CAST, definition=mutant.laid_out(Path(folder))))
            for part in house.parts():
                house.part(part)
            tried(house, process)
        except Exception as error:
            return str(error).strip().partition("\n")[0] or type(error).__name__
    return None


NETS: dict[str, Net] = {"structure": structure, "packs": packs, "soundness": soundness, "tables": tables, "warning": warning}
