"""Rehearsals: whoever may open a root of a process plays it with invented people first, and reads what was found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, abort, current_app, g, jsonify, redirect, render_template, request
from flask_babel import gettext as _

from web import rehearsed
from web.access import Access, route
from web.desk_forms import choice, day, made, number
from web.forms import FactForm, show_problems, typed
from web.i18n import language, link
from web.pages.secretariat import BOTH, me
from workflow.core.words import Text
from workflow.queries import secretariat
from workflow.rehearse import SCENARIOS
from workflow.rehearse.asking import MOST, Question, question
from workflow.rehearse.room import Kept, begin, find, recent, result
from workflow.trouble import Trouble

BUSY = Text("Uji coba lain sedang berjalan. Tunggu sampai selesai.", "Another rehearsal is running. Wait until it is done.")


def register(app: Flask) -> None:
    route(app, "/sekretariat/uji-coba", "rehearsals", listed, access=Access.STAFF, methods=BOTH)
    route(app, "/sekretariat/uji-coba/<token:id>", "rehearsal", shown, access=Access.STAFF)
    route(app, "/sekretariat/uji-coba/<token:id>/hasil.json", "rehearsal_json", as_json, access=Access.STAFF)


def _offers() -> dict[str, secretariat.Offer]:
    """Processes that the person may open; for who may open none there is no such page."""
    found = {offer.process: offer for offer in secretariat.offers(g.terang.db, me())}
    return found or abort(404)


def listed() -> Any:
    offers, home = _offers(), current_app.config["HOME"]
    form, status = _form(offers), 200
    chosen = request.form.getlist("scenario") if request.method == "POST" else [s.name for s in SCENARIOS]
    wrong: tuple[Trouble, ...] = ()
    if request.method == "POST":
        asked = question({**typed(form), "scenario": chosen}, offers)
        if isinstance(asked, Question):
            started = begin(g.terang.db, home, g.terang.now, asked)
            if started is not None:
                return redirect(link("rehearsal", id=started))
            wrong, status = (Trouble("process", BUSY),), 409
        else:
            wrong, status = asked, 422
        show_problems(form, [one for one in wrong if one.field != "scenario"], language())
    page = render_template(
        "rehearsal/ask.html", section="secretariat", form=form, scenarios=SCENARIOS, chosen=chosen, most=MOST, failed=bool(wrong),
        no_scenario=next((one.text for one in wrong if one.field == "scenario"), None), rows=recent(home, frozenset(offers)),
    )  # fmt: skip
    return page, status


def _form(offers: dict[str, secretariat.Offer]) -> FactForm:
    form = made(
        process=choice("process", _("Proses"), [(o.process, f"{o.title.in_(language())} ({o.version})") for o in offers.values()]),
        candidates=number("candidates", _("Jumlah peserta"), hint=_("Paling banyak %(most)s.", most=MOST), width="3"),
        seed=number("seed", _("Benih"), hint=_("Bilangan apa saja. Benih yang sama memberi hasil yang sama."), width="5"),
        start=day("start", _("Hari pertama")),
    )
    if request.method == "GET":
        tomorrow = g.terang.now.astimezone(ZoneInfo(g.terang.installation.zone)).date() + timedelta(days=1)
        only = [next(iter(offers))] if len(offers) == 1 else []
        kept = {"process": only, "candidates": ["20"], "seed": ["1"], "start": [tomorrow.isoformat()]}
        for name, texts in kept.items():
            form[name].take({name: texts})
    return form


def _found(id: str) -> Kept:
    found = find(current_app.config["HOME"], id)
    return found if found is not None and found.process in _offers() else abort(404)


def shown(id: str) -> Any:
    kept = _found(id)
    told = result(current_app.config["HOME"], id) if kept.state == "done" else None
    if told is None:
        place = list(kept.scenarios).index(kept.playing) + 1 if kept.playing in kept.scenarios else 0
        playing = next((s for s in SCENARIOS if s.name == kept.playing), None)
        return render_template("rehearsal/wait.html", section="secretariat", kept=kept, playing=playing, place=place)
    played = [one for one in told["scenarios"] if one["skipped"] is None]
    asked = request.args.get("skenario")
    chosen = next((one for one in played if one["name"] == asked), None) if asked else next(iter(played), None)
    if asked and chosen is None:
        abort(404)
    return render_template("rehearsal/result.html", section="secretariat", kept=kept, told=told, played=played, chosen=chosen, r=rehearsed)


def as_json(id: str) -> Any:
    _found(id)
    return jsonify(result(current_app.config["HOME"], id) or abort(404))
