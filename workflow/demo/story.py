"""The example as data: people, documents, and for each process its stories, whose steps are played in the order of their time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from workflow.core.words import Text
from workflow.load import read_data

_DAY = re.compile(r"day (-?\d+)(?: (\d\d:\d\d))?")


SHARED = "demo.yaml"
"""Beside the processes: the agency, its people and their documents. Each process that has stories has a file of this name too."""


@dataclass(frozen=True, slots=True)
class Stepping:
    """One step of one person on one case, its time and texts settled. `verb`: act, birth or save. `root`: the story's own case."""

    at: datetime
    verb: str
    action: str
    who: str
    on: str
    name: str | None
    typed: Mapping[str, list[str]]
    reasons: Mapping[str, str]
    root: str


@dataclass(frozen=True, slots=True)
class Scene:
    """The stories of one process. `shared`: what the whole example knows; what the process's own file says goes before it."""

    process: str
    data: Mapping[str, Any]
    shared: Mapping[str, Any]
    today: datetime

    def moment(self, day: int, clock: str) -> datetime:
        """A moment (UTC) `day` days from the day the example is made."""
        zone = ZoneInfo(self.shared["zone"])
        here = self.today.astimezone(zone)
        hour, minute = (int(part) for part in clock.split(":"))
        local = datetime(here.year, here.month, here.day, hour, minute, tzinfo=zone) + timedelta(days=day)
        return local.astimezone(UTC)

    def steps(self) -> Iterator[Stepping]:
        """All steps; those that would lie in the future are left out."""
        found = (s for story in self.data.get("stories", ()) for raw in story["steps"] for s in self._expanded(raw, story["case"]))
        return (s for s in found if s.at <= self.today)

    def document(self, name: str) -> Mapping[str, Any] | None:
        own, common = self.data.get("dokumen", {}), self.shared.get("dokumen", {})
        found: Mapping[str, Any] | None = own.get(name) or common.get(name)
        return found

    def _expanded(self, raw: Mapping[str, Any], root: str) -> Iterator[Stepping]:
        verb = next(v for v in ("act", "birth", "save") if v in raw)
        at = self.moment(int(raw["day"]), raw.get("at", "09:00"))
        for who in _listed(raw["as"]):
            for on in _listed(raw.get("on", raw.get("in", ""))):
                yield Stepping(at, verb, raw[verb], who, on, raw.get("name") or root, self._typed(raw), raw.get("reasons", {}), root)

    def _typed(self, raw: Mapping[str, Any]) -> dict[str, list[str]]:
        merged: dict[str, Any] = {}
        for name in (*raw.get("use", ()), ""):
            merged.update(self.data["answers"][name] if name else raw.get("answers", {}))
        return {fact: [self._text(text) for text in _listed(value)] for fact, value in merged.items()}

    def _text(self, text: str) -> str:
        found = _DAY.fullmatch(text)
        if found is None:
            return text
        local = self.moment(int(found[1]), found[2] or "12:00").astimezone(ZoneInfo(self.shared["zone"]))
        return f"{local:%Y-%m-%dT%H:%M}" if found[2] else f"{local:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Story:
    """The whole example: the agency, its people, and one scene for each process."""

    data: Mapping[str, Any]
    scenes: tuple[Scene, ...]

    @property
    def zone(self) -> str:
        return str(self.data["zone"])

    @property
    def people(self) -> Mapping[str, Mapping[str, Any]]:
        """Alias -> what is told of the person; those of the shared file first."""
        found = dict(self.data["people"])
        for scene in self.scenes:
            found |= scene.data.get("people", {})
        return found

    def offices(self, alias: str) -> list[str]:
        """The agency's offices of a person, those that each process names."""
        return list(dict.fromkeys(role for scene in self.scenes for role in _listed(scene.data.get("offices", {}).get(alias, []))))

    def steps(self) -> list[tuple[Scene, Stepping]]:
        """All steps of all processes in the order of time."""
        return sorted(((scene, step) for scene in self.scenes for step in scene.steps()), key=lambda pair: pair[1].at)

    @property
    def cast(self) -> Mapping[str, Text]:
        """Whom the demonstration's bar offers, and who they are."""
        told = dict(self.data.get("cast", {}))
        for scene in self.scenes:
            told |= scene.data.get("cast", {})
        return {name: pair(text) for name, text in told.items()}


def pair(text: str) -> Text:
    indonesian, _, english = text.partition(" | ")
    return Text(indonesian.strip(), (english or indonesian).strip())


def _listed(value: Any) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def read(folder: Path, today: datetime) -> Story:
    """The example in a folder of definitions. Raises LookupError where there is none, DefinitionFaults where a file is not YAML."""
    place = folder / SHARED
    if not place.is_file():
        raise LookupError(f"{folder} has no {SHARED}")
    shared = read_data(place)
    scenes = (Scene(path.parent.name, read_data(path), shared, today) for path in sorted(folder.glob(f"*/{SHARED}")))
    return Story(shared, tuple(scenes))
