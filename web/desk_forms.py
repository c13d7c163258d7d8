"""Forms of the desk: the same fields as those of declared facts, for what no definition asks (passwords, addresses, days)."""

from __future__ import annotations

from typing import Any

from flask import request
from markupsafe import Markup

from web.dates import Parts
from web.fields import Choose, Line, Option, component
from web.forms import FactForm, typed
from web.i18n import language
from workflow.core.definition import Fact, FactKind
from workflow.core.language import Kind, Type
from workflow.core.words import same


class Entry(Line):
    """One line with the `type` and `complete` (autocomplete) that browsers and password managers look for. A password is never shown again."""

    def __init__(self, fact: Fact, language: Any, *, type: str = "text", complete: str = "off", mode: str | None = None, **kw: Any) -> None:
        super().__init__(fact, language, mode=mode, **kw)
        self.type, self.complete = type, complete

    def draw(self) -> Markup:
        secret = self.type == "password"
        more = {"type": self.type, "autocomplete": self.complete, "value": "" if secret else self.text(), "spellcheck": False}
        if self.mode:
            more["inputmode"] = self.mode
        return component("input", self.params(**more))

    def raw(self) -> str:
        """As typed, spaces and all: a password may begin with one."""
        return self.text()


def _fact(name: str, words: str, hint: str, optional: bool, kind: FactKind) -> Fact:
    return Fact(name=name, kind=kind, type=Type(Kind.TEXT), words=same(words), hint=same(hint) if hint else None, optional=optional)


def line(name: str, words: str, *, hint: str = "", optional: bool = False, **more: Any) -> Any:
    return Entry(_fact(name, words, hint, optional, FactKind.TEXT), language(), **more)


def number(name: str, words: str, *, hint: str = "", width: str = "5") -> Any:
    return Line(_fact(name, words, hint, False, FactKind.TEXT), language(), mode="numeric", width=width)


def choice(name: str, words: str, options: list[tuple[str, str]], *, hint: str = "") -> Any:
    return Choose(_fact(name, words, hint, False, FactKind.CHOICE), language(), options=[Option(*option) for option in options])


def day(name: str, words: str) -> Any:
    return Parts(_fact(name, words, "", False, FactKind.DATE), language())


def made(**fields: Any) -> FactForm:
    """A form of these fields, with what was typed when it was sent."""
    kind = type("DeskForm", (FactForm,), {"declared": fields})
    return kind(request.form if request.method == "POST" else None)


def said(form: FactForm, name: str) -> str:
    """The one answer to a field as text, "" where nothing was typed."""
    field = form[name]
    return field.raw() if isinstance(field, Entry) else (typed(form)[name] or [""])[0]
