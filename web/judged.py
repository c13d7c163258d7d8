"""Fields in which a person judges: a level of a rating with its reason, and each requirement of a checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from web.fields import FactField, Option, Texts
from workflow.core.definition import Clause, Fact
from workflow.core.words import Language


class Rating(FactField):
    """A level with its anchors written out, a remark, and "cannot judge" where the definition allows it."""

    def __init__(
        self,
        fact: Fact,
        language: Language,
        *,
        anchors: Sequence[Option],
        bands: Sequence[Option] = (),
        weight: str | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(fact, language, **kw)
        self.anchors, self.bands, self.weight = tuple(anchors), tuple(bands), weight
        self.label.text = fact.words.in_(language)

    def text(self, name: str | None = None) -> str:
        """A long scale is typed, with "cannot judge" ticked beside it."""
        return "cannot" if name is None and "cannot" in self.typed.get(self.name, []) else super().text(name)

    @property
    def number(self) -> str:
        """What stands in the line of a long scale."""
        return next((text for text in self.typed.get(self.name, []) if text != "cannot"), "")

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.name, f"{self.name}.remark")

    @property
    def target(self) -> str:
        return f"{self.id}-remark" if self.text() == "cannot" else self.id

    def answers(self) -> Texts:
        found = {name: [text for text in self.typed.get(name, []) if text.strip()] for name in self.inputs}
        return {**found, self.name: [self.text()] if self.text().strip() else []}

    def draw(self) -> Markup:
        return Markup(render_template("fields/rating.html", field=self, remark=self.text(f"{self.name}.remark")))  # noqa: S704


@dataclass(frozen=True, slots=True)
class Proof:
    """Something shown beside a requirement while it is judged: a file (`href`), or a declared value (`href` None)."""

    words: str
    href: str | None = None


class Checklist(FactField):
    """Each requirement met or not met, with its words, citation and proofs; a reason where it is not met."""

    def __init__(
        self, fact: Fact, language: Language, *, clauses: Sequence[Clause], proofs: Mapping[str, Sequence[Proof]], **kw: Any
    ) -> None:
        super().__init__(fact, language, **kw)
        self.clauses, self.proofs = tuple(clauses), proofs

    @property
    def inputs(self) -> tuple[str, ...]:
        keys = [self.key(clause) for clause in self.clauses]
        return tuple(name for key in keys for name in (key, f"{key}.remark"))

    def key(self, clause: Clause) -> str:
        return f"{self.name}.{clause.name}"

    def mark(self, clause: Clause) -> str:
        return f"{self.id}-{clause.name}"

    def answers(self) -> Texts:
        return {name: [text for text in self.typed.get(name, []) if text.strip()] for name in self.inputs}

    def lacks(self, clause: Clause) -> bool:
        """Whether this one is not judged yet, or refused without a reason."""
        found = self.text(self.key(clause))
        return found not in ("met", "not_met") or (found == "not_met" and not self.text(f"{self.key(clause)}.remark").strip())

    @property
    def target(self) -> str:
        first = next((clause for clause in self.clauses if self.lacks(clause)), self.clauses[0])
        return f"{self.mark(first)}-remark" if self.text(self.key(first)) == "not_met" else self.mark(first)

    def draw(self) -> Markup:
        return Markup(render_template("fields/checklist.html", field=self))  # noqa: S704
