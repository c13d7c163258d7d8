"""The ranking and the decision on it: one page to see why, one to choose or send back, the step's own page to check."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Flask, abort, g, redirect, render_template, request
from flask_babel import gettext as _

from web.access import Access, route
from web.charts import Bar, Bars
from web.formats import decimal
from web.i18n import language, link, said
from web.steps import REASON, Input, faster, me
from workflow import drafts
from workflow.act import Kind, Refusal
from workflow.core.definition import FactKind
from workflow.queries import ranking, staff_step

MILLION = 6
BOTH = ("GET", "POST")
TEXTS = (FactKind.LONG_TEXT, FactKind.TEXT)


def register(app: Flask) -> None:
    route(app, "/keputusan/<number:nomor>", "ranking", show, access=Access.ACCOUNT, methods=BOTH)


def show(nomor: str) -> Any:
    here = g.terang
    found = ranking.ranking(here.db, here.clock, nomor, me())
    if found is None:
        abort(404)
    choice, reason = Input("pilih-1", request.form.get("pilihan", "")), Input("alasan", request.form.get("alasan", "").strip())
    if request.method == "POST":
        answered = _chosen(found, choice, reason)
        if answered is not None:
            return answered
    page = render_template(
        "committee/ranking.html", section="decisions" if found.chooses else "inbox", found=found, place=found.header, chart=_chart(found),
        choice=choice, reason=reason, form=[choice, reason], gap=_gap(found), points=points,
    )  # fmt: skip
    return page, 422 if choice.errors or reason.errors else 200


def points(value: int | None, places: int) -> str:
    return "–" if value is None else decimal(Decimal(value).scaleb(-MILLION), language(), places)


def _chart(found: ranking.RankingShown) -> Bars:
    rows = tuple(Bar(said(r.called), tuple(_exact(v) for v in r.parts), _exact(r.total)) for r in found.rows)
    text = _("Batang bertumpuk, urut peringkat; angka lengkap ada pada tabel.")
    return Bars("peringkat", _("Susunan nilai"), text, tuple(said(p) for p in found.parts), rows, found.out_of, min(found.places, 2))


def _exact(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value).scaleb(-MILLION)


def _gap(found: ranking.RankingShown) -> str | None:
    """The distance between the first two."""
    first = [r.total for r in found.rows[:2]]
    return points(abs(first[0] - first[1]), found.places) if len(first) == 2 and None not in first else None  # type: ignore[operator]


# ------------------------------------------------------------------ choosing
def _chosen(found: ranking.RankingShown, choice: Input, reason: Input) -> Any:
    """To the page where the choice is checked; None shows this page again with what is missing."""
    number, _sep, action = choice.value.partition(" ")
    offered = {(r.number, w.action) for r in found.rows for w in r.ways} | {(found.header.number, w.action) for w in found.returns}
    if not choice.value:
        choice.errors.append(_("Pilih salah satu."))
        return None
    step = staff_step.staff_step(g.terang.db, g.terang.clock, number, me(), action) if (number, action) in offered else None
    if step is None:
        return faster(Refusal(Kind.FASTER, (staff_step.CHANGED,)), request.path, [(_("Alasan"), reason.value)] if reason.value else [])
    return _kept(step, reason)


def _kept(step: staff_step.Step, reason: Input) -> Any:
    """Keep the reason as the draft of the step where it belongs, then go on there."""
    typed = _typed(step, reason.value)
    number, action = step.header.number, step.action.name
    if typed is None:
        return redirect(link("step", nomor=number, action=action))
    if any(not texts[0] for texts in typed.values()):
        reason.errors.append(_("Tulis alasan keputusan Anda."))
        return None
    here = g.terang
    if not typed:
        return redirect(link("step", nomor=number, action=action))
    drafts.save(here.db, here.clock, drafts.person_key(me()), number, action, step.header.round, typed)
    return redirect(link("step_check", nomor=number, action=action))


def _typed(step: staff_step.Step, reason: str) -> dict[str, list[str]] | None:
    """Where the one reason goes: clauses to explain, else the only text of the form; None where the step asks for more."""
    explains = step.way.explains if step.way else ()
    facts = [step.machine.facts[name] for name in step.machine.forms[step.form].facts] if step.form else []
    if len(facts) > 1 or any(f.kind not in TEXTS for f in facts):
        return None
    return {**{f"{REASON}{e.position}": [reason] for e in explains}, **{f.name: [reason] for f in facts}}
