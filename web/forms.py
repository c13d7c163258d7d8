"""Declared facts -> a form. One format check only, the engine's: forms collect text (`typed`), show it again (`fill`) and place problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Protocol
from urllib.parse import urlencode

from flask import Flask
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput
from wtforms import Field
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from web.fields import FactField, Files, Texts
from web.judged import Proof
from web.making import Maker, Offers
from web.rows import Rows
from workflow.core.definition import Definition, FactKind, Machine
from workflow.core.words import Language, Text


class Shown(Protocol):
    """What `show_problems` needs of a problem: the engine's Problem and the desk's Trouble have it."""

    @property
    def text(self) -> Text: ...
    @property
    def field(self) -> str | None: ...


class FactForm(BaseForm):
    """A form whose fields are reached by name only (`form["degree"]`), so no fact can hide a method."""

    declared: ClassVar[Mapping[str, UnboundField]] = {}

    def __init__(self, formdata: Any = None) -> None:
        super().__init__(dict(self.declared), meta=DefaultMeta())
        self.process(formdata)

    @property
    def failed(self) -> bool:
        return bool(self.errors or self.form_errors)


def form_for(
    definition: Definition,
    machine: Machine | str,
    form_name: str,
    language: Language,
    section: int | None = None,
    *,
    people: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    proofs: Mapping[str, Sequence[Proof]] | None = None,
    cases: Mapping[str, Sequence[tuple[str, str]] | None] | None = None,
    zone: str = "Asia/Jakarta",
    listed: bool = False,
) -> type[FactForm]:
    """The form's class, whole or one section (from 0); what may be chosen, as in `Offers`. `listed`: choices can be taken back."""
    home = definition.machines[machine] if isinstance(machine, str) else machine
    form = home.forms[form_name]
    names = form.facts if section is None else form.sections[section].ask
    maker = Maker(definition, home, language, Offers(people or {}, cases or {}, proofs or {}, zone), listed=listed)
    asked = [home.facts[name] for name in names if home.facts[name].is_asked]
    return type("FactForm", (FactForm,), {"declared": {fact.name: maker.field(fact) for fact in asked}})


def typed(form: FactForm) -> Texts:
    """The answers as typed, in the spelling of the verbs; what was left empty is there with no text."""
    found: Texts = {}
    for field in form:
        found.update(field.answers())
    return found


def fill(form: FactForm, answers: Mapping[str, Sequence[str]]) -> FactForm:
    """Put texts back: a draft, the answers given before, or `defaults`."""
    for field in form:
        field.take(answers)
    return form


def defaults(definition: Definition, machine: Machine | str, form_name: str) -> Texts:
    """What the definition proposes for settings; choices and yes/no are never proposed."""
    home = definition.machines[machine] if isinstance(machine, str) else machine
    asked = [home.facts[name] for name in home.forms[form_name].facts]
    free = (FactKind.NUMBER, FactKind.DECIMAL, FactKind.TEXT, FactKind.LONG_TEXT, FactKind.DURATION)
    return {fact.name: [fact.default] for fact in asked if fact.default is not None and fact.kind in free}


def show_problems(form: FactForm, problems: Sequence[Shown], language: Language) -> None:
    """Place each problem beside its field, or above the form where no field of it is at fault."""
    for problem in problems:
        name, _, part = (problem.field or "").partition(".")
        if name in form:
            form[name].refuse(problem.text.in_(language), part)
        else:
            form.form_errors.append(problem.text.in_(language))


def uploads(form: FactForm, files: Any) -> dict[str, list[Any]]:
    """New files of a POST (`request.files`) by fact; empty inputs are left out."""
    found = {field.name: [f for f in files.getlist(field.upload) if f.filename] for field in form if isinstance(field, Files)}
    return {name: given for name, given in found.items() if given}


def removed(formdata: Any) -> tuple[str, str] | None:
    """(fact, file id) of the remove button that was pressed, if one was."""
    fact, _, file = (formdata.get("hapus") or "").partition(":")
    return (fact, file) if fact and file else None


def added(formdata: Any) -> tuple[str, int] | None:
    """(fact, rows wanted) of the button for more rows that was pressed, if one was; the same of an address that it led to."""
    fact, _, rows = (formdata.get("tambah") or "").partition(":")
    return (fact, int(rows)) if rows.isdecimal() and len(rows) < 4 else None


def widen(form: FactForm, formdata: Any) -> FactForm:
    """Empty rows for the table whose button was pressed."""
    fact, rows = added(formdata) or ("", 0)
    if fact in form and isinstance(form[fact], Rows):
        form[fact].widen(rows)
    return form


def more_rows(path: str, formdata: Any) -> str:
    """The address of the form with more empty rows, at the table that they are for."""
    fact, rows = added(formdata) or ("", 0)
    return f"{path}?{urlencode({'tambah': f'{fact}:{rows}'})}#f-{fact}"


def error_list(form: Any) -> list[dict[str, str]]:
    """Entries of the error summary: one per field (of a table, per cell) at fault, each linking to its control; also for plain WTForms."""
    above = [{"text": text} for text in getattr(form, "form_errors", [])]
    return above + [{"text": text, "href": f"#{target}"} for f in form if f.errors for text, target in _faults(f)]


def _faults(field: Any) -> list[tuple[str, str]]:
    return field.faults if isinstance(field, FactField) else [(field.errors[0], getattr(field, "target", field.id))]


class _NoEmptyHint:
    """govuk-frontend-wtf 3.2.0 prints an empty hint for radios and checkboxes without a description."""

    def map_gov_params(self, field: Field, **kw: Any) -> dict[str, Any]:
        params = super().map_gov_params(field, **kw)  # type: ignore[misc]
        if not field.description:
            params.pop("hint", None)
        return params


class Check(_NoEmptyHint, GovCheckboxInput):
    """One checkbox for the plain forms of the desk."""


def install(app: Flask) -> None:
    app.jinja_env.globals["error_list"] = error_list
