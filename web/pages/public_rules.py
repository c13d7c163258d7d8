"""The rules that run here: the processes on offer, the versions of one, one version as a whole, and one machine of it with its drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Flask, abort, g, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from web.access import Access, route
from web.i18n import language
from workflow.core.decision_tables import given_words, key_cells, numeric, value_cells
from workflow.core.definition import Clause, Definition, FactKind, Machine, Phase, Role
from workflow.core.diagram import diagram
from workflow.core.state_list import Move, Row, as_list, births
from workflow.core.structure import run_in, stages
from workflow.core.words import Text
from workflow.queries.public_rules import RulesPage, process_page, processes, rules_page

STATUSES = {
    "kept": ("selesai", Text("Dipenuhi", "Satisfied")),
    "asked": ("menunggu", Text("Ditanyakan pada langkahnya", "Asked at its steps")),
    "waived": ("menunggu", Text("Dikecualikan", "Waived")),
    "noted": ("belum", Text("Tidak dipenuhi, dicatat", "Not satisfied, noted")),
    "broken": ("gagal", Text("Tidak dipenuhi", "Not satisfied")),
}
"""Verdict on a rule of a pack -> kind of its tag, and words."""
Told = tuple[str, str, str, str]
"""What and where to, who, under which conditions, with which consequences."""
Steps = list[tuple[Text, list[Text]]]
"""Machine, and what a role may do on its cases."""


@dataclass(frozen=True, slots=True)
class Rubric:
    words: Text
    levels: tuple[tuple[int, Text], ...]


def register(app: Flask) -> None:
    route(app, "/aturan", "definitions", listed)
    route(app, "/aturan/<word:process>", "process", process_shown, access=Access.OBJECT)
    route(app, "/aturan/<word:process>/<version:version>", "definition", shown, access=Access.OBJECT)


def listed() -> str:
    return render_template("public/rules_list.html", processes=processes(g.terang.db))


def process_shown(process: str) -> str:
    found = process_page(g.terang.db, process) or abort(404)
    return render_template("public/rules_process.html", p=found, d=found.definition)


def shown(process: str, version: str) -> str:
    page = rules_page(g.terang.db, process, version) or abort(404)
    for name, part in (("paket", _pack), ("tabel", _table)):
        if name in request.args:
            return part(page, request.args[name])
    asked = request.args.get("bagian")
    if asked is None:
        return _whole(page)
    machine = page.definition.machines.get(asked) or abort(404)
    rubrics = _rubrics(page.definition, machine)
    if "rubrik" in request.args:
        return (
            render_template("public/rubrics.html", p=page, d=page.definition, machine=machine, rubrics=rubrics) if rubrics else abort(404)
        )
    return _steps_of(page, machine) if "langkah" in request.args else _machine(page, machine, rubrics)


# ------------------------------------------------------------------ one version
def _whole(page: RulesPage) -> str:
    d = page.definition
    return render_template(
        "public/rules.html",
        p=page,
        d=d,
        run=run_in(d),
        course=[words.in_(language()) for words, _states in groupby(stages(run_in(d)), key=lambda state: state.words.public)],
        machines=[(machine, len(d.ancestors(machine.name)), _begun_by(d, machine)) for machine in _as_tree(d, d.root)],
        roles=[(role, _never(d, role), _steps(d, role)) for role in d.roles.values()],
    )


def _as_tree(definition: Definition, machine: Machine) -> list[Machine]:
    """The machine and all below it, each right after the one that it stands below."""
    return [machine, *(below for child in definition.children(machine.name) for below in _as_tree(definition, child))]


def _begun_by(definition: Definition, machine: Machine) -> list[Text]:
    """Who brings such cases about; none where another step does."""
    births = [name for action in machine.actions.values() if action.is_birth for name in action.by]
    return [definition.roles[name].words for name in dict.fromkeys(births) if name in definition.roles]


def _never(definition: Definition, role: Role) -> list[Text]:
    return [definition.roles[name].words for name in role.never_with if name in definition.roles]


def _steps(definition: Definition, role: Role) -> Steps:
    """What a role may do, machine by machine, also what it only confirms."""
    found: Steps = []
    for machine in definition.machines.values():
        taken = [a.words for a in machine.actions.values() if role.name in a.by]
        agreed = [_confirms(a.words) for a in machine.actions.values() if role.name == a.confirmed_by]
        if taken or agreed:
            found.append((machine.words, [*taken, *agreed]))
    return found


def _confirms(words: Text) -> Text:
    return Text(f"{words.id} (mengonfirmasi)", f"{words.en} (confirms)")


def _pack(page: RulesPage, name: str) -> str:
    judged = next((p for p in page.packs if p.pack.name == name), None) or abort(404)
    return render_template("public/rules_pack.html", p=page, d=page.definition, judged=judged, statuses=STATUSES)


def _table(page: RulesPage, name: str) -> str:
    table = page.definition.tables.get(name) or abort(404)
    cells = [[*key_cells(page.definition, table, key), *value_cells(table, values)] for key, values in table.rows.items()]
    rows = [[cell.in_(language()) for cell in row] for row in cells]
    columns = [words for _name, words in given_words(page.definition, table)]
    columns += [column.words for column in table.columns.values()]
    return render_template(
        "public/rules_table.html", p=page, d=page.definition, table=table, columns=columns, rows=rows, numeric=numeric(table)
    )


# ------------------------------------------------------------------ one machine
def _machine(page: RulesPage, machine: Machine, rubrics: list[Rubric]) -> str:
    return render_template(
        "public/rules_machine.html",
        p=page,
        d=page.definition,
        machine=machine,
        drawings=[_drawn(page.definition, machine, width) for width in (340, 640)],
        rubrics=rubrics,
        requirements=[clause for group in machine.requirements.values() for clause in group],
    )


def _steps_of(page: RulesPage, machine: Machine) -> str:
    """The drawing in words: each state with what can happen there."""
    rows = as_list(page.definition, machine.name, language(), "staff")
    everywhere = _everywhere(rows)
    return render_template(
        "public/rules_steps.html",
        p=page,
        d=page.definition,
        machine=machine,
        births=[_told(move) for move in births(page.definition, machine.name, language())],
        rows=_rows(rows, [move.name for move in everywhere]),
        everywhere=[_told(move) for move in everywhere],
        ends=list(dict.fromkeys(row.words for row in rows if row.is_end)),
        sources=_sources(machine),
    )


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
    who = ", ".join(move.who)
    if move.confirmed_by:
        who = _("%(who)s, dikonfirmasi %(second)s", who=who, second=move.confirmed_by)
    return what, who, "; ".join(move.needs), "; ".join(move.then)


def _rubrics(definition: Definition, machine: Machine) -> list[Rubric]:
    rated = (fact for fact in machine.facts.values() if fact.kind is FactKind.RATING and fact.rubric)
    return [Rubric(fact.words, definition.rubrics[fact.rubric or ""]) for fact in rated if (fact.rubric or "") in definition.rubrics]


def _sources(machine: Machine) -> list[Clause]:
    """Conditions of steps that rest on a citation, apart from the requirements."""
    return [clause for action in machine.actions.values() for clause in action.needs if clause.basis is not None]
