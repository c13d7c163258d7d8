"""Planned dates of every case of a root, window by window, until they are announced."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, flash, g, redirect, render_template, request
from flask_babel import gettext as _

from web.access import Access, route
from web.i18n import language, link
from web.pages.secretariat import BOTH, me
from web.refused import stop_unless_mendable
from workflow.act import Actor, Refusal, act
from workflow.core.words import Text
from workflow.queries import schedule as query

UNITS = {
    "calendar days": Text("hari kalender", "calendar days"),
    "working days": Text("hari kerja", "working days"),
    "hours": Text("jam", "hours"),
    "months": Text("bulan", "months"),
}
MODES = {
    "at_least": Text("Paling sedikit {n} {unit}", "At least {n} {unit}"),
    "at_most": Text("Paling lama {n} {unit}", "At most {n} {unit}"),
    "exactly": Text("Tepat {n} {unit}", "Exactly {n} {unit}"),
}
Problems = dict[tuple[str, str], str]


def register(app: Flask) -> None:
    route(app, "/sekretariat/<number:nomor>/jadwal", "schedule", schedule, access=Access.ACCOUNT, methods=BOTH)


def schedule(nomor: str) -> Any:
    """The page; as POST the dates of one case (`perkara`): `buka.<window>` and `tutup.<window>`, `semua` for all that can be planned."""
    here = g.terang
    found = query.schedule(here.db, here.clock, nomor, me())
    if found is None:
        abort(404)
    problems: Problems = {}
    if request.method == "POST":
        problems = _save(found)
        if not problems:
            flash(_("Jadwal disimpan."), "success")
            return redirect(link("schedule", nomor=nomor))
    page = render_template(
        "secretariat/schedule.html", section="my_roots", plan=found, problems=problems, asked=request.form.get("perkara"), rule=rule,
        unit=unit, failed=bool(problems), typed=_typed,
    )  # fmt: skip
    return page, 422 if problems else 200


def rule(window: query.WindowRow) -> str:
    """ "Paling sedikit 15 hari kalender"."""
    return MODES[window.mode].fill(n=window.n, unit=UNITS[window.unit]).in_(language())


def unit(name: str) -> str:
    return UNITS[name].in_(language())


def _typed(number: str, name: str, kept: object) -> str:
    """What stands in a date input: as typed in this request for this case, else as kept."""
    if request.method == "POST" and request.form.get("perkara") == number:
        return request.form.get(name, "")
    return str(kept) if kept else ""


def _save(found: query.Schedule) -> Problems:
    """Plan every window whose dates were changed; problems by (window, opens or closes)."""
    asked = next((c for c in found.cases if c.number == request.form.get("perkara") and c.editable), None)
    if asked is None:
        abort(404)
    cases = [c for c in found.cases if c.editable and c.machine == asked.machine] if request.form.get("semua") else [asked]
    problems: Problems = {}
    for window in asked.windows:
        dates = {
            "opens": request.form.get(f"buka.{window.name}", "").strip(),
            "closes": request.form.get(f"tutup.{window.name}", "").strip(),
        }
        for case in cases:
            problems |= _plan(case, window.name, dates)
    return problems


def _plan(case: query.CaseDates, name: str, dates: dict[str, str]) -> Problems:
    held = next(w for w in case.windows if w.name == name)
    if (str(held.planned_opens or ""), str(held.planned_closes or "")) == (dates["opens"], dates["closes"]):
        return {}
    here, typed = g.terang, {"window": [name], **{key: [text] for key, text in dates.items()}}
    done = act(here.db, here.clock, case.number, "@plan", Actor(me(), "person"), typed)
    if not isinstance(done, Refusal):
        return {}
    stop_unless_mendable(done, request.path)
    return {(name, p.field or "opens"): p.text.in_(language()) for p in done.problems}
