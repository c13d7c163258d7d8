"""The rules that run here: every definition with its drawing, conditions, criteria and rubrics, one machine to a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, abort, g, render_template, request
from markupsafe import Markup

from web.access import Access, route
from web.i18n import language
from workflow.core.definition import Clause, Definition, FactKind, Machine, Phase, Role
from workflow.core.diagram import Move, Row, as_list, diagram
from workflow.core.words import Text
from workflow.queries.public_rules import rules_page, versions

Told = tuple[str, str, str]
"""What and where to, who, under which conditions."""


@dataclass(frozen=True, slots=True)
class Rubric:
    words: Text
    levels: tuple[tuple[int, Text], ...]


def register(app: Flask) -> None:
    route(app, "/aturan", "definitions", listed)
    route(app, "/aturan/<word:process>/<version:version>", "definition", shown, access=Access.OBJECT)


def listed() -> str:
    return render_template("public/rules_list.html", versions=versions(g.terang.db))


def shown(process: str, version: str) -> str:
    page = rules_page(g.terang.db, process, version) or abort(404)
    machine = _machine(page.definition)
    rubrics = _rubrics(page.definition, machine)
    if "rubrik" in request.args:
        return render_template("public/rubrics.html", d=page.definition, machine=machine, rubrics=rubrics) if rubrics else abort(404)
    rows = as_list(page.definition, machine.name, language(), "staff")
    everywhere = _everywhere(rows)
    return render_template(
        "public/rules.html",
        p=page,
        d=page.definition,
        machine=machine,
        drawings=[_drawn(page.definition, machine, width) for width in (340, 640)],
        rows=_rows(rows, [move.name for move in everywhere]),
        everywhere=[_told(move) for move in everywhere],
        ends=list(dict.fromkeys(row.words for row in rows if row.is_end)),
        rubrics=rubrics,
        requirements=[clause for group in machine.requirements.values() for clause in group],
        sources=_sources(machine),
        roles=[(role, _held(page.definition, role)) for role in page.definition.roles.values()],
    )


def _machine(definition: Definition) -> Machine:
    """The one asked for; else the first below the root, where a process is usually run; else the root."""
    asked = request.args.get("bagian")
    if asked is not None:
        return definition.machines.get(asked) or abort(404)
    return next(iter(definition.children(definition.root.name)), definition.root)


def _drawn(definition: Definition, machine: Machine, width: int) -> Markup:
    state = request.args.get("kini")
    current = state if state in machine.states else None
    drawing = diagram(definition, machine.name, language(), current, 340 if width == 340 else 640, "staff")
    return Markup(drawing)  # noqa: S704 - drawn by us, every label escaped there


def _rows(rows: Sequence[Row], everywhere: Sequence[str]) -> list[tuple[Row, list[Told]]]:
    """Each state that is no end, with its own moves."""
    return [(row, [_told(move) for move in row.moves if move.name not in everywhere]) for row in rows if not row.is_end]


def _everywhere(rows: Sequence[Row]) -> list[Move]:
    """Moves that can be taken in every state but the ends and the pauses: they are told once."""
    going = [row for row in rows if not row.is_end and row.phase != Phase.PAUSE]
    if len(going) < 3:
        return []
    return [move for move in going[0].moves if all(move.name in {m.name for m in row.moves} for row in going)]


def _told(move: Move) -> Told:
    what = f"{move.action} → {move.leads_to}" if move.leads_to else move.action
    return what, ", ".join(move.who), "; ".join(move.needs)


def _rubrics(definition: Definition, machine: Machine) -> list[Rubric]:
    rated = (fact for fact in machine.facts.values() if fact.kind is FactKind.RATING and fact.rubric)
    return [Rubric(fact.words, definition.rubrics[fact.rubric or ""]) for fact in rated if (fact.rubric or "") in definition.rubrics]


def _sources(machine: Machine) -> list[Clause]:
    """Conditions of steps that rest on a citation, apart from the requirements."""
    return [clause for action in machine.actions.values() for clause in action.needs if clause.basis is not None]


def _held(definition: Definition, role: Role) -> list[Text]:
    return [definition.roles[name].words for name in role.never_with if name in definition.roles]
