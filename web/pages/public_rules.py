"""The rules that run here: every definition with its drawing, conditions, criteria and rubrics, one machine to a page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, abort, g, render_template, request
from markupsafe import Markup

from web.access import Access, route
from web.i18n import language
from workflow.core.definition import Clause, Definition, FactKind, Machine, Role
from workflow.core.diagram import Move, Row, as_list, diagram
from workflow.core.words import Text
from workflow.queries.public_rules import rules_page, versions


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
    return render_template(
        "public/rules.html",
        p=page,
        d=page.definition,
        machine=machine,
        drawings=[_drawn(page.definition, machine, width) for width in (340, 640)],
        rows=_rows(page.definition, machine),
        rubrics=_rubrics(page.definition, machine),
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
    drawing = diagram(definition, machine.name, language(), current, 340 if width == 340 else 640, "public")
    return Markup(drawing)  # noqa: S704 - drawn by us, every label escaped there


def _rows(definition: Definition, machine: Machine) -> list[tuple[Row, list[tuple[str, str, str]]]]:
    """Each state with its moves as (what and where to, who, conditions)."""
    return [(row, [_told(move) for move in row.moves]) for row in as_list(definition, machine.name, language(), "public")]


def _told(move: Move) -> tuple[str, str, str]:
    what = f"{move.action} → {move.leads_to}" if move.leads_to else move.action
    return what, ", ".join(move.who), "; ".join(move.needs) or "–"


def _rubrics(definition: Definition, machine: Machine) -> list[Rubric]:
    rated = (fact for fact in machine.facts.values() if fact.kind is FactKind.RATING and fact.rubric)
    return [Rubric(fact.words, definition.rubrics[fact.rubric or ""]) for fact in rated if (fact.rubric or "") in definition.rubrics]


def _sources(machine: Machine) -> list[Clause]:
    """Conditions of steps that rest on a citation, apart from the requirements."""
    return [clause for action in machine.actions.values() for clause in action.needs if clause.basis is not None]


def _held(definition: Definition, role: Role) -> list[Text]:
    return [definition.roles[name].words for name in role.never_with if name in definition.roles]
