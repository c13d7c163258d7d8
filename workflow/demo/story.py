"""A story as data: people, documents, and steps in the order of their time."""

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


@dataclass(frozen=True, slots=True)
class Stepping:
    """One step of one person on one case, its time and texts settled. `verb`: act, birth or save."""

    at: datetime
    verb: str
    action: str
    who: str
    on: str
    name: str | None
    typed: Mapping[str, list[str]]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    process: str
    data: Mapping[str, Any]
    today: datetime

    @property
    def zone(self) -> str:
        return str(self.data["zone"])

    @property
    def people(self) -> Mapping[str, Mapping[str, Any]]:
        people: Mapping[str, Mapping[str, Any]] = self.data["people"]
        return people

    def moment(self, day: int, clock: str) -> datetime:
        """A moment (UTC) `day` days from the day the example is made."""
        here = self.today.astimezone(ZoneInfo(self.zone))
        hour, minute = (int(part) for part in clock.split(":"))
        local = datetime(here.year, here.month, here.day, hour, minute, tzinfo=ZoneInfo(self.zone)) + timedelta(days=day)
        return local.astimezone(UTC)

    def steps(self) -> list[Stepping]:
        """All stories' steps in the order of time; those that would lie in the future are left out."""
        found = [s for story in self.data["stories"] for raw in story["steps"] for s in self._expanded(raw, story["case"])]
        return sorted((s for s in found if s.at <= self.today), key=lambda s: s.at)

    def _expanded(self, raw: Mapping[str, Any], root: str) -> Iterator[Stepping]:
        verb = next(v for v in ("act", "birth", "save") if v in raw)
        at = self.moment(int(raw["day"]), raw.get("at", "09:00"))
        for who in _listed(raw["as"]):
            for on in _listed(raw.get("on", raw.get("in", ""))):
                yield Stepping(at, verb, raw[verb], who, on, raw.get("name") or root, self._typed(raw), raw.get("reasons", {}))

    def _typed(self, raw: Mapping[str, Any]) -> dict[str, list[str]]:
        merged: dict[str, Any] = {}
        for name in (*raw.get("use", ()), ""):
            merged.update(self.data["answers"][name] if name else raw.get("answers", {}))
        return {fact: [self._text(text) for text in _listed(value)] for fact, value in merged.items()}

    def _text(self, text: str) -> str:
        found = _DAY.fullmatch(text)
        if found is None:
            return text
        local = self.moment(int(found[1]), found[2] or "12:00").astimezone(ZoneInfo(self.zone))
        return f"{local:%Y-%m-%dT%H:%M}" if found[2] else f"{local:%Y-%m-%d}"

    def texts(self, key: str) -> Mapping[str, Text]:
        return {name: pair(text) for name, text in self.data[key].items()}


def pair(text: str) -> Text:
    indonesian, _, english = text.partition(" | ")
    return Text(indonesian.strip(), (english or indonesian).strip())


def _listed(value: Any) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def read(path: Path, today: datetime) -> Story:
    """The story file beside a definition. Raises DefinitionFaults where it is not YAML."""
    return Story(path.parent.name, read_data(path), today)
