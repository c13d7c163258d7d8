"""A table as a field: rows of fields, the filled ones first and a few empty ones after them. No script: more rows come from a button."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import render_template
from markupsafe import Markup
from wtforms.fields.core import UnboundField

from web.fields import FactField, Texts
from workflow.core.definition import Fact
from workflow.core.fields_rows import MOST_ROWS
from workflow.core.words import Language

SPARE = 2
"""Empty rows after the filled ones, at first; and how many more the button gives."""


class Rows(FactField):
    """`made`: makes the field of one column. Rows left empty are no rows: those that are typed close up, whatever stood between them."""

    def __init__(self, fact: Fact, language: Language, *, made: Callable[[Fact], UnboundField], **kw: Any) -> None:
        super().__init__(fact, language, **kw)
        self.made = made
        self.most, self.least = fact.most or MOST_ROWS, fact.least or 0
        self.rows: list[list[FactField]] = []
        self.own: list[str] = []
        self.parts: list[tuple[str, str]] = []

    # ------------------------------------------------------------ what stands in it
    def process(self, formdata: Any, data: object = None, extra_filters: Any = None) -> None:
        self.process_errors = []
        self.errors, self.own, self.parts = [], [], []
        posted = _by_row(self.name, {key: formdata.getlist(key) for key in formdata}) if formdata else {}
        self.rows = [self._row(n) for n in range(len(posted))]
        typed = [texts for texts in posted.values() if _says(texts)]
        for n, texts in enumerate(typed):
            for cell in self.rows[n]:
                cell.typed = {name: texts[_last(name)] for name in cell.inputs if _last(name) in texts}
        self.widen(max(len(posted), self.least) if posted else SPARE)

    def take(self, answers: Mapping[str, Sequence[str]]) -> None:
        typed = [texts for texts in _by_row(self.name, answers).values() if _says(texts)]
        self.rows = [self._row(n) for n in range(len(typed))]
        for row, texts in zip(self.rows, typed, strict=True):
            for cell in row:
                cell.take({cell.name: texts.get(_last(cell.name), [])})
        self.widen(max(len(typed) + SPARE, self.least))

    def answers(self) -> Texts:
        """The name of the fact itself stands for "sent, with no row"."""
        found: Texts = {self.name: []}
        for row in self.rows:
            if any(_says(cell.typed) for cell in row):
                for cell in row:
                    found.update(cell.answers())
        return found

    def widen(self, count: int) -> None:
        """Empty rows up to `count` in all, as far as the fact allows."""
        for n in range(len(self.rows), min(count, self.most)):
            self.rows.append(self._row(n))

    @property
    def more(self) -> int:
        """How many rows the button would lead to; 0 where there is room for no more."""
        return min(len(self.rows) + SPARE, self.most) if len(self.rows) < self.most else 0

    def _row(self, n: int) -> list[FactField]:
        return [self._cell(replace(column, name=f"{self.name}.{n}.{column.name}")) for column in self.fact.columns]

    def _cell(self, column: Fact) -> FactField:
        made: FactField = self.made(column).bind(None, column.name, _meta=self.meta)
        made.process(None)
        return made

    # ------------------------------------------------------------ what is wrong with it
    def refuse(self, text: str, part: str = "") -> None:
        super().refuse(text)
        cell = next((c for c in self._cells() if c.name == f"{self.name}.{part}"), None) if part else None
        if cell is None:
            self.own.append(text)
        elif not cell.errors:
            cell.refuse(text)
            self.parts.append((text, cell.target))

    def _cells(self) -> Iterator[FactField]:
        return (cell for row in self.rows for cell in row)

    @property
    def target(self) -> str:
        return self.rows[0][0].target if self.rows else self.id

    @property
    def faults(self) -> list[tuple[str, str]]:
        return [(text, self.target) for text in self.own[:1]] + self.parts

    def words_of(self, kept: Mapping[str, Sequence[str]]) -> list[str]:
        """What was typed, a text for each row."""
        words = {_last(cell.name): {o.value: o.words for o in getattr(cell, "options", ())} for cell in self._row(0)}
        return [
            " · ".join(words.get(name, {}).get(text, text) for name, texts in row.items() for text in texts if text.strip())
            for row in _by_row(self.name, kept).values()
            if _says(row)
        ]

    def draw(self) -> Markup:
        return Markup(render_template("fields/rows.html", field=self))  # noqa: S704


def _by_row(name: str, texts: Mapping[str, Sequence[str]]) -> dict[int, dict[str, list[str]]]:
    """Row number -> what stands in its inputs, by the last part of their names; rows in order."""
    found: dict[int, dict[str, list[str]]] = {}
    for key, given in texts.items():
        head, _, rest = key.partition(".")
        number, _, last = rest.partition(".")
        if head == name and last and number.isdecimal() and number.isascii() and len(number) < 4:
            found.setdefault(int(number), {})[last] = list(given)
    return dict(sorted(found.items()))


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _says(texts: Mapping[str, Sequence[str]]) -> bool:
    return any(text.strip() for given in texts.values() for text in given)
