"""Rehearsals: a whole process with invented people, by the ordinary verbs, on a virtual clock, in a store that is thrown away. Knows no process.

What is found is plain JSON: texts in both languages, moments in the agency's zone; the same question gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from workflow.core.definition import Definition
from workflow.core.words import Text
from workflow.rehearse import findings
from workflow.rehearse.effort import MEANING, Effort, changed
from workflow.rehearse.hours import MORNING
from workflow.rehearse.play import Play
from workflow.rehearse.scenarios import BY_NAME, SCENARIOS, Scenario
from workflow.rehearse.stage import Theatre, theatre
from workflow.rehearse.telling import pair
from workflow.store.shelf import Shelved

MOST = 500
"""Most people who may take part."""
START = date(2026, 3, 2)
"""When a rehearsal begins that is told no day, so that the same seed gives the same result on any day: a Monday."""
NEVER = Text("Tidak terjadi: prosesnya tidak sampai ke keadaan itu.", "It did not come about: the process never got there.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be rehearsed. `scenarios`: names, in the order of `SCENARIOS`; `start`: the first day."""

    source: Shelved
    candidates: int
    seed: int
    start: date = START
    zone: str = "Asia/Jakarta"
    scenarios: tuple[str, ...] = tuple(BY_NAME)
    effort: Effort = field(default_factory=Effort)


def rehearse(asked: Asked, says: Callable[[str], None] = lambda _name: None, place: Path | None = None) -> dict[str, Any]:
    """Play the scenarios. `says` is told the name of each before it begins; `place`: the folder for the store, else the system's for temporary files."""
    begin = datetime.combine(asked.start, MORNING, ZoneInfo(asked.zone))
    told, states, actions = [], set[tuple[str, str]](), set[tuple[str, str]]()
    with theatre(asked.source, asked.candidates, asked.seed, begin, asked.zone, place) as house:
        for scenario in (s for s in SCENARIOS if s.name in asked.scenarios):
            says(scenario.name)
            found, entered, taken = _scenario(asked, house, scenario)
            told.append(found)
            states, actions = states | entered, actions | taken
        return {**_head(asked, house.definition), "scenarios": told, **_never(house.definition, states, actions), **_whole(told)}


def _scenario(asked: Asked, house: Theatre, scenario: Scenario) -> tuple[dict[str, Any], set[tuple[str, str]], set[tuple[str, str]]]:
    head = {"name": scenario.name, "words": pair(scenario.words), "about": pair(scenario.about)}
    if (without := scenario.without(house.definition)) is not None:
        return {**head, "skipped": pair(without)}, set(), set()
    with house.stage() as stage:
        play = Play(stage, scenario, asked.seed, asked.effort, asked.zone)
        play.run()
        found = findings.found(play)
        if scenario.acts and not found["happened"]:
            found["happened"] = [pair(NEVER)]
        return {**head, "skipped": None, **found}, *findings.reached(play)


def _head(asked: Asked, definition: Definition) -> dict[str, Any]:
    effort = [{"name": name, "value": value, "words": pair(MEANING[name])} for name, value in asdict(asked.effort).items()]
    return {
        "process": definition.process, "title": pair(definition.title), "version": definition.version, "definition": definition.sha256,
        "seed": asked.seed, "candidates": asked.candidates, "starts": asked.start.isoformat(), "zone": asked.zone, "effort": effort,
    }  # fmt: skip


def _never(definition: Definition, states: set[tuple[str, str]], actions: set[tuple[str, str]]) -> dict[str, Any]:
    """What no scenario came to, in the order of the definition."""
    machines = definition.machines.values()
    return {
        "never_reached": [
            {"machine": m.name, "machine_words": pair(m.words), "state": s.name, "words": pair(s.words.staff)}
            for m in machines for s in m.states.values() if (m.name, s.name) not in states
        ],
        "never_taken": [
            {"machine": m.name, "machine_words": pair(m.words), "action": a.name, "words": pair(a.words)}
            for m in machines for a in m.actions.values() if (m.name, a.name) not in actions
        ],
    }  # fmt: skip


def _whole(told: list[dict[str, Any]]) -> dict[str, Any]:
    played = [one for one in told if one["skipped"] is None]
    return {
        "ended": all(one["ended"] for one in played),
        "stuck": [one["name"] for one in played if not one["ended"]],
        "agrees": not any(one["differences"] for one in played),
    }


__all__ = ["MEANING", "MOST", "SCENARIOS", "START", "Asked", "Effort", "changed", "rehearse"]
