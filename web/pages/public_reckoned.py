"""How a process reckons, on the pages of its rules: for the templates, no pages of its own."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from workflow.core import reckoned
from workflow.core.definition import DecisionTable, Definition, Machine
from workflow.core.reckoned import Filled, Ranked, Secret


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Everything that a machine's cases are reckoned by, but for scores."""

    tables: tuple[DecisionTable, ...]
    rankings: tuple[Ranked, ...]
    fills: tuple[Filled, ...]
    secrets: tuple[Secret, ...]


def of(definition: Definition, machine: Machine) -> Reckoned:
    return Reckoned(
        tuple(reckoned.tables(definition, machine)),
        tuple(reckoned.rankings(definition, machine)),
        tuple(reckoned.fills(definition, machine)),
        tuple(reckoned.secrets(definition, machine)),
    )


def register(app: Flask) -> None:
    app.jinja_env.globals["reckoned"] = of
