"""Declaring conflicts of interest, and the second pair of eyes on a proposal."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, flash, g, redirect, render_template, request
from flask_babel import gettext as _

from web.access import Access, route, safe_next
from web.i18n import link, said
from web.steps import Input, faster, me
from workflow.act import Actor, Kind, Refusal, act
from workflow.queries import conflicts, proposals, staff

BOTH = ("GET", "POST")


def register(app: Flask) -> None:
    route(app, "/perkara/<number:nomor>/benturan", "declare", declare, access=Access.ACCOUNT, methods=BOTH)
    route(app, "/perkara/<number:nomor>/usulan/<whole:id>", "proposal", proposal, access=Access.ACCOUNT, methods=BOTH)


# ------------------------------------------------------------------ conflicts
def declare(nomor: str) -> Any:
    here = g.terang
    found = conflicts.declarations(here.db, here.clock, nomor, me())
    if found is None:
        abort(404)
    rows = [(asked, Input(f"ada-{asked.number}"), Input(f"hubungan-{asked.number}")) for asked in found.rows]
    if request.method == "POST":
        answered = _answer(rows)
        if answered is not None:
            return answered
    controls = [control for row in rows for control in row[1:]]
    failed = any(c.errors for c in controls)
    page = render_template(
        "committee/declare.html", section="inbox", found=found, place=found.header, rows=rows, form=controls, next=_next(nomor)
    )
    return page, 422 if failed else 200


def _next(nomor: str) -> str:
    return safe_next(request.values.get("lalu"), link("case", nomor=nomor))


def _answer(rows: list[tuple[conflicts.Asked, Input, Input]]) -> Any:
    """Record each answer that is complete; None shows the page again with what is missing."""
    given = []
    for asked, yes_no, reason in rows:
        yes_no.value, reason.value = request.form.get(yes_no.target, ""), request.form.get(reason.target, "").strip()
        if yes_no.value == "yes" and not reason.value:
            reason.errors.append(_("Tulis hubungan Anda dengan %(who)s secara singkat.", who=said(asked.called)))
        elif yes_no.value in ("yes", "no"):
            given.append((asked.number, yes_no.value, reason.value))
    if not given and not any(r.errors for _a, _y, r in rows):
        for asked, yes_no, _reason in rows:
            yes_no.errors.append(_("Nyatakan ada atau tidak ada benturan dengan %(who)s.", who=said(asked.called)))
    if any(c.errors for row in rows for c in row[1:]):
        return None
    return _record(given)


def _record(given: list[tuple[str, str, str]]) -> Any:
    here, key = g.terang, request.form.get("kunci", "")
    for number, conflict, reason in given:
        answers = {"conflict": [conflict], "reason": [reason]}
        done = act(here.db, here.clock, number, "@declare", Actor(me(), "person"), answers, key=f"{key}:{number}"[:128] if key else None)
        if isinstance(done, Refusal) and done.kind is not Kind.FASTER:
            return faster(done, link("inbox"))
    kept = sum(1 for _n, conflict, _r in given if conflict == "yes")
    words = _("%(n)s pernyataan dicatat.", n=len(given))
    if kept:
        words += " " + _("%(n)s perkara tidak lagi terbuka bagi Anda; tugasnya beralih kepada orang lain.", n=kept)
    flash(words, "success")
    nomor = (request.view_args or {})["nomor"]
    left = conflicts.declarations(here.db, here.clock, nomor, me())
    if left is None:
        return redirect(link("inbox"))
    return redirect(link("declare", nomor=nomor) if any(r.declared is None for r in left.rows) else _next(nomor))


# ------------------------------------------------------------------ four eyes
def proposal(nomor: str, id: int) -> Any:
    here = g.terang
    found = proposals.proposal(here.db, here.clock, nomor, id, me())
    if found is None:
        first = staff.staff_case(here.db, here.clock, nomor, me())
        return redirect(link("declare", nomor=nomor, lalu=request.path)) if first is not None and first.undeclared else abort(404)
    reason = Input("alasan", request.form.get("alasan", ""))
    if request.method == "POST":
        answered = _answer_proposal(found, reason)
        if answered is not None:
            return answered
    page = render_template("committee/proposal.html", section="inbox", found=found, place=found.header, reason=reason, form=[reason])
    return page, 422 if reason.errors else 200


def _answer_proposal(found: proposals.ProposalShown, reason: Input) -> Any:
    here, number = g.terang, found.header.number
    declines = request.form.get("aksi") == "tolak"
    typed = {"proposal": [str(found.id)], "reason": [reason.value]}
    done = act(
        here.db, here.clock, number, "@decline" if declines else "@confirm", Actor(me(), "person"), typed, key=request.form.get("kunci")
    )
    if isinstance(done, Refusal):
        if done.kind is Kind.INVALID and declines:
            reason.errors.extend(said(p.text) for p in done.problems)
            return None
        return faster(done, request.path, [(_("Alasan"), reason.value)] if reason.value else [])
    flash(
        _("Usulan ditolak; pengusul membaca alasan Anda.") if declines else _("Dikonfirmasi. Nomor tanda terima %(code)s.", code=done.code),
        "success",
    )
    return redirect(link("proposal", nomor=number, id=found.id) if declines else link("case", nomor=number))
