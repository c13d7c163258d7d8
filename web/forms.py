"""Declared facts -> a form. One format check only, the engine's: forms collect text (`typed`), show it again (`fill`) and place problems."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Protocol

from flask import Flask
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput
from wtforms import Field
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from web.fields import Box, Choose, Files, Line, Moments, Option, Parts, Texts
from web.formats import number
from web.judged import Checklist, Proof, Rating
from workflow.core.definition import ChoiceList, Definition, Fact, FactKind, Machine
from workflow.core.words import Language, Text

YES, NO = Text("Ya", "Yes"), Text("Tidak", "No")
DAYS = Text("hari", "days")
BETWEEN = Text("Antara {least} dan {most}.", "Between {least} and {most}.")
AT_MOST = Text("Paling banyak {most}.", "At most {most}.")
AT_LEAST = Text("Paling sedikit {least}.", "At least {least}.")
MOST_BOX = 5000
FEW_LEVELS = 11


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
    zone: str = "Asia/Jakarta",
) -> type[FactForm]:
    """The form's class, whole or one section (from 0).

    `people`: fact -> (value, label) of the persons on offer. `proofs`: clause name -> what is shown beside it. `zone`: of moments.
    """
    home = definition.machines[machine] if isinstance(machine, str) else machine
    form = home.forms[form_name]
    names = form.facts if section is None else form.sections[section].ask
    maker = _Maker(definition, home, language, people or {}, proofs or {}, zone)
    asked = [home.facts[name] for name in names if home.facts[name].kind is not FactKind.FORMULA]
    return type("FactForm", (FactForm,), {"declared": {fact.name: maker.field(fact) for fact in asked}})


class _Maker:
    """Makes one field from one fact."""

    def __init__(self, definition: Definition, machine: Machine, language: Language, people: Mapping, proofs: Mapping, zone: str) -> None:
        self.definition, self.machine, self.language = definition, machine, language
        self.people, self.proofs, self.zone = people, proofs, zone

    def field(self, fact: Fact) -> Field:
        return getattr(self, f"_{fact.kind.value}")(fact)

    def _yes_no(self, fact: Fact) -> Field:
        return Choose(fact, self.language, options=(Option("yes", YES.in_(self.language)), Option("no", NO.in_(self.language))))

    def _number(self, fact: Fact) -> Field:
        mode = "decimal" if fact.places else "numeric"
        return Line(self._hinted(fact), self.language, mode=mode, width="10" if (fact.most or 10**9) >= 10**6 else "5")

    _decimal = _number

    def _duration(self, fact: Fact) -> Field:
        return Line(self._hinted(fact), self.language, mode="numeric", width="4", unit=DAYS.in_(self.language))

    def _text(self, fact: Fact) -> Field:
        return Line(fact, self.language)

    def _long_text(self, fact: Fact) -> Field:
        return Box(fact, self.language, most=fact.most or MOST_BOX)

    def _date(self, fact: Fact) -> Field:
        return Parts(fact, self.language)

    def _moment(self, fact: Fact) -> Field:
        return Moments(fact, self.language, zone=self.zone)

    def _choice(self, fact: Fact) -> Field:
        return Choose(fact, self.language, options=choice_options(fact.choices, self.language))

    def _person(self, fact: Fact) -> Field:
        return Choose(fact, self.language, options=[Option(value, words) for value, words in self.people.get(fact.name, ())])

    def _file(self, fact: Fact) -> Field:
        return Files(fact, self.language)

    def _checklist(self, fact: Fact) -> Field:
        return Checklist(fact, self.language, clauses=self.machine.requirements[fact.of or ""], proofs=self.proofs)

    def _rating(self, fact: Fact) -> Field:
        return Rating(
            fact, self.language, anchors=anchors(self.definition, fact, self.language), bands=bands(self.definition, fact, self.language)
        )

    def _hinted(self, fact: Fact) -> Fact:
        """The bounds as the hint, where the definition gives none."""
        if fact.hint or (fact.least is None and fact.most is None):
            return fact
        words = BETWEEN if None not in (fact.least, fact.most) else AT_MOST if fact.least is None else AT_LEAST
        bounds = {name: number(value, self.language) for name, value in (("least", fact.least), ("most", fact.most)) if value is not None}
        text = words.in_(self.language).format(**bounds)
        return replace(fact, hint=Text(text, text))


def choice_options(choices: ChoiceList | None, language: Language) -> list[Option]:
    if choices is None:
        return []
    return [Option(value, choices.words[value].in_(language) if value in choices.words else value) for value in choices.values]


def anchors(definition: Definition, fact: Fact, language: Language) -> list[Option]:
    """The levels of a rating, with the words of its rubric. A scale too long for cards gives none: it is typed."""
    low, high = fact.scale or (1, 5)
    words = rubric_words(definition.files.get(f"{fact.rubric}.yaml", ""), language) if fact.rubric else {}
    levels = range(low, high + 1)
    return [Option(str(n), words.get(n, "")) for n in levels] if len(levels) <= FEW_LEVELS else []


def bands(definition: Definition, fact: Fact, language: Language) -> list[Option]:
    """What a rubric says of a long scale: from where to where, highest first."""
    low, high = fact.scale or (1, 5)
    if high - low < FEW_LEVELS or fact.rubric not in definition.rubrics:
        return []
    levels = definition.rubrics[fact.rubric]
    ends = [*(number(level, language) for level, _ in levels[1:]), None]
    shown = [(number(level, language), words.in_(language), until) for (level, words), until in zip(levels, ends, strict=True)]
    last = f"{shown[-1][0]}–{number(high, language)}"
    return [Option(last if until is None else f"{start}–<{until}", words) for start, words, until in reversed(shown)]


def rubric_words(text: str, language: Language) -> dict[int, str]:
    """A rubric file: one line per level, `4: "Indonesian | English"`; the loader has checked it."""
    found: dict[int, str] = {}
    for level, words in re.findall(r"^\s*(\d+)\s*:\s*(.+?)\s*$", text, re.MULTILINE):
        plain = json.loads(words) if words.startswith('"') else words.strip("'").replace("''", "'")
        indonesian, _, english = plain.partition("|")
        found[int(level)] = (indonesian if language == "id" else english).strip()
    return found


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
        name = (problem.field or "").partition(".")[0]
        if name in form:
            form[name].errors.append(problem.text.in_(language))
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


def error_list(form: Any) -> list[dict[str, str]]:
    """Entries of the error summary: one per field at fault, each linking to its control; for our forms and for plain WTForms."""
    above = [{"text": text} for text in getattr(form, "form_errors", [])]
    return above + [{"text": f.errors[0], "href": f"#{getattr(f, 'target', f.id)}"} for f in form if f.errors]


class _NoEmptyHint:
    """govuk-frontend-wtf 3.2.0 prints an empty hint for radios and checkboxes without a description."""

    def map_gov_params(self, field: Field, **kw: Any) -> dict[str, Any]:
        params = super().map_gov_params(field, **kw)  # type: ignore[misc]
        if not field.description:
            params.pop("hint", None)
        return params


class Radios(_NoEmptyHint, GovRadioInput):
    """Radio buttons for the plain forms of the desk."""


class Check(_NoEmptyHint, GovCheckboxInput):
    """One checkbox for the plain forms of the desk."""


def install(app: Flask) -> None:
    app.jinja_env.globals["error_list"] = error_list
