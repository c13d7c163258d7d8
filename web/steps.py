"""What the pages of officials share: who asks, where to go on, and the page that keeps what was typed when somebody was faster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import abort, current_app, g, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.errors import Said, page
from web.errors import said as words_of
from web.fields import Texts
from web.forms import FactForm, typed
from web.i18n import language, link, said
from workflow.act import Kind, Refusal
from workflow.core.words import Text
from workflow.queries.staff_ways import Way

REASON = "alasan."


def me() -> int:
    """The signed-in person; the route's policy has seen to it that there is one."""
    return int(g.terang.identity.person)


def link_if(endpoint: str, **values: object) -> str | None:
    """The page's address where the application has that page."""
    return link(endpoint, **values) if endpoint in current_app.view_functions else None


def reasons_of(given: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Position of a clause -> reason, out of what was typed or kept."""
    return {name.removeprefix(REASON): texts[0] for name, texts in given.items() if name.startswith(REASON) and texts}


def answers_of(form: FactForm) -> Texts:
    """Everything typed in a step's form: the facts, and the reasons beside them."""
    return {**typed(form), **{name: [text] for name, text in request.form.items() if name.startswith(REASON)}}


def typed_words(form: FactForm, kept: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """What was typed, for people to read and copy."""
    rows = []
    for one in form:
        texts = [_shown(one, text) for text in one.words_of(kept)]
        if texts and not hasattr(one, "shown"):
            rows.append((str(one.label.text), " · ".join(texts)))
    return rows + [(_("Alasan"), text) for text in reasons_of(kept).values() if text.strip()]


def _shown(one: Any, text: str) -> str:
    options = {o.value: o.words for o in (*getattr(one, "options", ()), *getattr(one, "anchors", ()))}
    if text in ("met", "not_met"):
        return _("terpenuhi") if text == "met" else _("tidak terpenuhi")
    return (
        _("tidak dapat menilai")
        if text == "cannot"
        else f"{text}: {options[text]}"
        if text.isdecimal() and options.get(text)
        else options.get(text, text)
    )


def faster(refusal: Refusal, back: str, rows: Iterable[tuple[str, str]] = ()) -> Response:
    """The page for a step that cannot be taken any more: why, and everything that was typed, to copy."""
    if refusal.kind is Kind.MISSING:
        abort(404)
    sentences = [said(problem.text) for problem in refusal.problems]
    if refusal.kind is Kind.FORBIDDEN:
        return page(
            403,
            Said(_("Langkah ini bukan untuk Anda"), " ".join(sentences), _("Buka halaman perkaranya untuk melihat keadaan sekarang.")),
            back=back,
        )
    titles = {Kind.CLOSED: _("Langkah ini sudah ditutup"), Kind.PAUSED: _("Sedang ditunda")}
    title = titles.get(refusal.kind, words_of(409).title)
    body = render_template("committee/faster.html", title=title, sentences=sentences, rows=list(rows), back=back, failed=True)
    return make_response(body, 409)


@dataclass
class Input:
    """One control of a form that is no fact form: where its error links to, what stands in it, what is wrong."""

    target: str
    value: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.target


def reasons_asked(way: Way | None, given: Mapping[str, str]) -> list[Input]:
    """Asked at once, but for a clause that hangs on an answer: its reason is asked when the answer breaks it."""
    asked = [e.position for e in (way.explains if way else ()) if e.position in given or not e.by_answers]
    return [Input(f"alasan-{position}", given.get(position, "")) for position in asked]


def sentence(text: Text) -> str:
    return text.in_(language())
