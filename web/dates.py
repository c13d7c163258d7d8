"""Dates and moments as fields of several inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from web.fields import FactField, Texts, component
from web.formats import ZONES
from workflow.core.definition import Fact
from workflow.core.words import Language, Text

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
