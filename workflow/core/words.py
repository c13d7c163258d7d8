"""Texts in Indonesian and English, and the engine's own sentences. Knows no process and no page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]
Audience = Literal["owner", "public", "staff"]
LANGUAGES: tuple[Language, ...] = ("id", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; there is no fallback from one to the other."""

    id: str
    en: str

    def in_(self, language: Language) -> str:
        return self.id if language == "id" else self.en

    def fill(self, **blanks: object) -> Text:
        """Fill `{blanks}` in both languages; a blank that is itself a Text is filled with its own language."""
        return Text(*(self._filled(language, blanks) for language in LANGUAGES))

    def _filled(self, language: Language, blanks: dict[str, object]) -> str:
        values = {k: v.in_(language) if isinstance(v, Text) else v for k, v in blanks.items()}
        return self.in_(language).format_map(values)


def same(text: str) -> Text:
    """A text that is the same in both languages (a grade such as III/a, a name)."""
    return Text(text, text)


def quoted(words: Text) -> Text:
    return Text(f"“{words.id}”", f"“{words.en}”")


def lower(words: Text) -> Text:
    """As a word inside a sentence; what begins like an abbreviation stays as it is."""
    return Text(*(w if w[:2].isupper() else w[:1].lower() + w[1:] for w in (words.id, words.en)))


def upper(words: Text) -> Text:
    """As the beginning of a sentence."""
    return Text(*(w[:1].upper() + w[1:] for w in (words.id, words.en)))


def joined(texts: Iterable[Text], by: Text) -> Text:
    """All of them with `by` between."""
    found = list(texts)
    return Text(by.id.join(t.id for t in found), by.en.join(t.en for t in found))


@dataclass(frozen=True, slots=True)
class Words:
    """What a state is called, for its owner, for the public and for staff."""

    owner: Text
    public: Text
    staff: Text

    def for_(self, audience: Audience) -> Text:
        return {"owner": self.owner, "public": self.public, "staff": self.staff}[audience]
