"""One step for many cases: which steps, a trial that says how many would move and why the others stay, the confirmation, and the result."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, abort, g, redirect, render_template, request
from flask_babel import gettext as _

from web.access import Access, route
from web.i18n import link, said
from web.limits import spend
from web.pages.secretariat import BOTH, me
from workflow import at_once
from workflow.act import Kind, Refusal

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def register(app: Flask) -> None:
    here = "/sekretariat/<number:nomor>/banyak"
    route(app, here, "many", index, access=Access.ACCOUNT)
    route(app, f"{here}/<word:machine>/<word:action>", "many_step", step, access=Access.ACCOUNT, methods=BOTH)
    route(app, f"{here}/<word:machine>/<word:action>/<whole:saat>", "many_done", done, access=Access.ACCOUNT)


def index(nomor: str) -> str:
    found = _offers(nomor)
    return render_template("secretariat/many.html", section="my_roots", found=found, steps=[step for step in found.steps if step.total])


def _offers(nomor: str) -> at_once.Offers:
    found = at_once.offers(g.terang.db, g.terang.clock, nomor, me())
    if found is None:
        abort(404)
    return found


def _offer(nomor: str, machine: str, action: str) -> tuple[at_once.Offers, at_once.Offer]:
    found = _offers(nomor)
    offer = found.one(machine, action)
    if offer is None:
        abort(404)
    return found, offer


# ------------------------------------------------------------------ trial and confirmation
def step(nomor: str, machine: str, action: str) -> Any:
    found, offer = _offer(nomor, machine, action)
    if request.method == "GET":
        return _shown(found, offer)
    spend("30 per minute", "many", str(me()))
    state = request.form.get("keadaan", "")
    if state and state not in offer.action.from_:
        return _shown(found, offer, problems=[_("Pilih keadaan yang ada di daftar.")]), 422
    here, key = g.terang, request.form.get("kunci")
    wish = at_once.Wish(nomor, me(), machine, action, state, key)
    given = (at_once.run if request.form.get("jalankan") else at_once.attempt)(here.db, here.clock, wish)
    if isinstance(given, datetime):
        return redirect(link("many_done", nomor=nomor, machine=machine, action=action, saat=(given - EPOCH) // TICK))
    if isinstance(given, Refusal):
        status = 409 if given.kind in (Kind.FASTER, Kind.CLOSED) else 422
        return _shown(found, offer, state, problems=[said(problem.text) for problem in given.problems]), status
    return _shown(found, offer, state, given)


def _shown(
    found: at_once.Offers, offer: at_once.Offer, state: str = "", trial: at_once.Trial | None = None, problems: list[str] | None = None
) -> str:
    return render_template(
        "secretariat/many_step.html", section="my_roots", found=found, offer=offer, state=state, trial=trial, problems=problems or [],
        failed=bool(problems),
    )  # fmt: skip


# ------------------------------------------------------------------ afterwards
def done(nomor: str, machine: str, action: str, saat: int) -> str:
    found, offer = _offer(nomor, machine, action)
    here, at = g.terang, EPOCH + min(saat, 10**17) * TICK
    ran = at_once.result(here.db, here.clock, at_once.Wish(nomor, me(), machine, action), at)
    if ran is None:
        abort(404)
    return render_template("secretariat/many_done.html", section="my_roots", found=found, offer=offer, ran=ran)
