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

from web.formats import ZONES
from workflow.core.definition import Fact, FactKind
from workflow.core.words import Language, Text

Texts = dict[str, list[str]]
OPTIONAL = Text(" (tidak wajib)", " (optional)")
ERROR = Text("Galat", "Error")
CHOOSE = Text("Pilih salah satu", "Choose one")
DAY, MONTH, YEAR, TIME = Text("Hari", "Day"), Text("Bulan", "Month"), Text("Tahun", "Year"), Text("Pukul", "Time")
DATE_HINT = Text("Misalnya 17 8 1980.", "For example 17 8 1980.")
TIME_HINT = Text("Jam setempat ({zone}), misalnya 17 8 2026 pukul 09.30.", "Local time ({zone}), for example 17 8 2026 at 09:30.")
MONTHS = {
    word: n
    for n, words in enumerate(
        ("jan", "feb peb", "mar", "apr", "mei may", "jun", "jul", "agu ags aug", "sep", "okt oct", "nov nop", "des dec"), start=1
    )
    for word in words.split()
}


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


class Box(FactField):
    """A text area that counts down to `most` characters."""

    def __init__(self, fact: Fact, language: Language, *, most: int, rows: int = 6, **kw: Any) -> None:
        super().__init__(fact, language, **kw)
        self.most, self.rows = most, rows

    def draw(self) -> Markup:
        note = Text(f"Paling banyak {self.most} huruf.", f"At most {self.most} characters.").in_(self.language)
        return component(
            "charactercount", self.params(value=self.text(), rows=self.rows, maxlength=self.most, textareaDescriptionText=note)
        )


class Parts(FactField):
    """A date in three inputs; missing or doubled inputs are just empty or ignored, never an error of ours."""

    parts: tuple[tuple[str, Text, str], ...] = (("day", DAY, "2"), ("month", MONTH, "2"), ("year", YEAR, "4"))

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(f"{self.name}-{part}" for part, _words, _width in self.parts)

    @property
    def target(self) -> str:
        return f"{self.id}-day"

    def part(self, name: str) -> str:
        return self.text(f"{self.name}-{name}").strip().replace("-", "")

    def iso(self) -> str:
        """2026-11-21 where three numbers were typed; otherwise what was typed, for the parser to refuse."""
        day, month, year = (self.part(name) for name in ("day", "month", "year"))
        if not (day or month or year):
            return ""
        month = str(MONTHS.get(month.lower()[:3], month))
        return f"{year.zfill(4) if len(year) > 2 else year}-{month.zfill(2)}-{day.zfill(2)}"

    def answers(self) -> Texts:
        return {self.name: [self.iso()] if self.iso() else []}

    def take(self, answers: Mapping[str, Sequence[str]]) -> None:
        text = (list(answers.get(self.name, [])) or [""])[0].partition("T")[0]
        year, month, day = (*text.split("-"), "", "", "")[:3]
        self.typed = {
            f"{self.name}-{part}": [value.lstrip("0") if part != "year" else value]
            for part, value in (("day", day), ("month", month), ("year", year))
        }

    def draw(self) -> Markup:
        params = self.params(fieldset={"legend": {"text": self.label.text}}, items=[self._item(*part) for part in self.parts])
        params.setdefault("hint", {"text": self.hint_words()})
        return component("date", params)

    def hint_words(self) -> str:
        return DATE_HINT.in_(self.language)

    def _item(self, part: str, words: Text, width: str) -> dict[str, Any]:
        classes = f"num govuk-input--width-{width}" + (" govuk-input--error" if self.errors else "")
        name = f"{self.name}-{part}"
        mode = "text" if part in ("time", "month") else "numeric"
        return {
            "label": words.in_(self.language),
            "id": f"f-{name}",
            "name": name,
            "classes": classes,
            "value": self.text(name),
            "inputmode": mode,
        }


class Moments(Parts):
    """A date and a time of day, in the agency's zone."""

    parts = (*Parts.parts, ("time", TIME, "5"))

    def __init__(self, fact: Fact, language: Language, *, zone: str, **kw: Any) -> None:
        super().__init__(fact, language, **kw)
        self.zone = zone

    def answers(self) -> Texts:
        time = self.part("time").replace(".", ":")
        time = time if ":" in time or not time else f"{time}:00"
        date = self.iso()
        return {self.name: [f"{date}T{time.zfill(5) if time else ''}"] if date or time else []}

    def take(self, answers: Mapping[str, Sequence[str]]) -> None:
        super().take(answers)
        text = (list(answers.get(self.name, [])) or [""])[0].partition("T")[2]
        self.typed[f"{self.name}-time"] = [text.replace(":", ".") if self.language == "id" else text]

    def hint_words(self) -> str:
        return TIME_HINT.fill(zone=ZONES.get(self.zone, self.zone)).in_(self.language)


class Choose(FactField):
    """One of a few as radio buttons, one of many as a list; nothing is chosen beforehand."""

    FEW = 6

    def __init__(self, fact: Fact, language: Language, *, options: Sequence[Option], **kw: Any) -> None:
        super().__init__(fact, language, **kw)
        self.options = tuple(options)

    def draw(self) -> Markup:
        return self._radios() if len(self.options) <= self.FEW else self._list()

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
