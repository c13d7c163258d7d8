"""Form fields for the kinds of facts. They collect text as typed and show problems; `workflow.core.fields` alone decides what is right.

Each field knows its answers in the spelling of the verbs ({key: [text, ...]}), and the id that an error message links to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup
from wtforms import Field

from web.formats import number
from workflow.core.definition import Fact, FactKind
from workflow.core.words import Language, Text

Texts = dict[str, list[str]]
OPTIONAL = Text(" (tidak wajib)", " (optional)")
ERROR = Text("Galat", "Error")
CHOOSE = Text("Pilih salah satu", "Choose one")
MAIL_HINT = Text("Alamat surel akunnya, misalnya nama@instansi.go.id.", "The e-mail address of the account, for example name@agency.go.id.")


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file already uploaded: `href` opens it, `note` is kind and size as text."""

    id: str
    name: str
    note: str
    href: str | None = None


class FactField(Field):
    """`inputs`: the names of its HTML inputs. `typed`: what stands in them."""

    def __init__(self, fact: Fact, language: Language, **kw: Any) -> None:
        kw.pop("widget", None)
        optional = OPTIONAL.in_(language) if fact.optional and fact.kind is not FactKind.RATING else ""
        hint = fact.hint.in_(language) if fact.hint else ""
        name = kw.get("name", fact.name)
        super().__init__(fact.words.in_(language) + optional, description=hint, id=f"f-{name}", **kw)
        self.fact, self.language = fact, language
        self.typed: Texts = {}

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.name,)

    @property
    def target(self) -> str:
        """Id of the control that an error summary links to."""
        return self.id

    def refuse(self, text: str, part: str = "") -> None:
        """Note what is wrong. `part`: of a table, the cell as `row.column`."""
        self.errors.append(text)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """(what is wrong, id of the control) as the summary of errors lists them: one for a field, however much is wrong with it."""
        return [(self.errors[0], self.target)] if self.errors else []

    def words_of(self, kept: Mapping[str, Sequence[str]]) -> list[str]:
        """What was typed, as texts to read and copy."""
        return [text for name in kept if name == self.name or name.startswith(f"{self.name}.") for text in kept[name] if text.strip()]

    def process(self, formdata: Any, data: object = None, extra_filters: Any = None) -> None:
        self.process_errors = []
        self.errors: list[str] = []
        self.typed = {name: list(formdata.getlist(name)) for name in self.inputs if name in formdata} if formdata else {}

    def answers(self) -> Texts:
        return {self.name: [text for text in self.typed.get(self.name, []) if text.strip()]}

    def take(self, answers: Mapping[str, Sequence[str]]) -> None:
        self.typed = {name: list(answers[name]) for name in self.inputs if name in answers}

    def text(self, name: str | None = None) -> str:
        return (self.typed.get(name or self.name) or [""])[0]

    def __call__(self, **_kw: object) -> Markup:
        return self.draw()

    def draw(self) -> Markup:
        raise NotImplementedError

    def params(self, **more: object) -> dict[str, Any]:
        """Parameters that all of govuk's components share."""
        shared: dict[str, Any] = {"id": self.id, "name": self.name, "label": {"text": self.label.text}, **more}
        if self.description:
            shared["hint"] = {"text": self.description}
        if self.errors:
            shared["errorMessage"] = {"text": self.errors[0], "visuallyHiddenText": ERROR.in_(self.language)}
        return shared


def component(name: str, params: dict[str, Any]) -> Markup:
    return Markup(render_template(f"govuk_frontend_wtf/{name}.html", params=params))  # noqa: S704 - a template's output is escaped


class Line(FactField):
    """One line of text; `width` of govuk's input classes, `mode` for the phone's keyboard."""

    def __init__(
        self, fact: Fact, language: Language, *, mode: str | None = None, width: str | None = None, unit: str | None = None, **kw: Any
    ) -> None:
        super().__init__(fact, language, **kw)
        self.mode, self.width, self.unit = mode, width, unit

    def draw(self) -> Markup:
        more: dict[str, Any] = {"value": self.text(), "autocomplete": "off"}
        if self.mode:
            more["inputmode"] = self.mode
        if self.width:
            more["classes"] = f"num govuk-input--width-{self.width}"
        if self.unit:
            more["suffix"] = {"text": self.unit}
        return component("input", self.params(**more))


class Mail(Line):
    """A person who is known by their e-mail address."""

    def draw(self) -> Markup:
        more = {"value": self.text(), "type": "email", "autocomplete": "off", "spellcheck": False}
        params = self.params(**more)
        params.setdefault("hint", {"text": MAIL_HINT.in_(self.language)})
        return component("input", params)


class Box(FactField):
    """A text area that counts down to `most` characters."""

    def __init__(self, fact: Fact, language: Language, *, most: int, rows: int = 6, **kw: Any) -> None:
        super().__init__(fact, language, **kw)
        self.most, self.rows = most, rows

    def draw(self) -> Markup:
        most = number(self.most, self.language)
        note = Text(f"Paling banyak {most} huruf.", f"At most {most} characters.").in_(self.language)
        return component(
            "charactercount", self.params(value=self.text(), rows=self.rows, maxlength=self.most, textareaDescriptionText=note)
        )


class Choose(FactField):
    """One of a few as radio buttons, one of many as a list; nothing is chosen beforehand."""

    FEW = 6

    def __init__(self, fact: Fact, language: Language, *, options: Sequence[Option], listed: bool = False, **kw: Any) -> None:
        """`listed`: a list however few there are, from which the choice can be taken back."""
        super().__init__(fact, language, **kw)
        self.options, self.listed = tuple(options), listed

    def draw(self) -> Markup:
        return self._list() if self.listed or len(self.options) > self.FEW else self._radios()

    def _radios(self) -> Markup:
        chosen = self.text()
        items = [self._item(option, option.value == chosen) for option in self.options]
        params = self.params(items=items, idPrefix=self.id, fieldset={"legend": {"text": self.label.text}})
        if {option.value for option in self.options} == {"yes", "no"}:
            params["classes"] = "govuk-radios--inline"
        return component("radios", params)

    def _item(self, option: Option, checked: bool) -> dict[str, Any]:
        return {"text": option.words, "value": option.value, "checked": checked, "hint": {"text": option.hint} if option.hint else None}

    def _list(self) -> Markup:
        chosen = self.text()
        items = [
            {"text": o.words, "value": o.value, "selected": o.value == chosen}
            for o in (Option("", CHOOSE.in_(self.language)), *self.options)
        ]
        return component("select", self.params(items=items))


class Pick(Choose):
    """A case out of those on offer. One that was chosen before and is on offer no more stays in the list, by its number."""

    def draw(self) -> Markup:
        chosen = self.text()
        if chosen and chosen not in {option.value for option in self.options}:
            self.options = (Option(chosen, chosen), *self.options)
        return self._list()


class Files(FactField):
    """Files already kept (hidden ids), each with a button to remove it, and one input for the next."""

    shown: Sequence[ShownFile] = ()

    @property
    def upload(self) -> str:
        """Name of the file input; its content is stored by the page, not by the form."""
        return f"{self.name}-upload"

    def show(self, files: Sequence[ShownFile]) -> None:
        self.shown = tuple(files)
        self.typed = {self.name: [file.id for file in files]}

    @property
    def more(self) -> bool:
        return len(self.typed.get(self.name, [])) < self.fact.many

    def draw(self) -> Markup:
        return Markup(render_template("fields/files.html", field=self))  # noqa: S704
