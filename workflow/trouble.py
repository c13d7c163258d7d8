"""Texts that people type: one tidy spelling, and what is wrong with an input, in words; returned, never raised."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import category, normalize

from workflow.core.words import Text


@dataclass(frozen=True, slots=True)
class Trouble:
    """One problem. `field` names the input it belongs to; None when it belongs to the whole."""

    field: str | None
    text: Text


def tidy(text: str) -> str:
    """One line in NFC without control characters and without doubled spaces."""
    visible = "".join(character if category(character)[0] != "C" else " " for character in normalize("NFC", text))
    return " ".join(visible.split())


def paired(text: str) -> Text:
    """A text typed as `Indonesian | English`; one language alone stands for both."""
    indonesian, _, english = text.partition("|")
    return Text(indonesian.strip(), english.strip() or indonesian.strip())
