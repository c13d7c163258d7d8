"""Days off of the agency: what a regional holiday or a decree adds to the national calendar, or takes from it."""

from __future__ import annotations

from typing import Any

from flask import Flask, flash, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from web.access import Access, route
from web.desk_forms import choice, day, line, made, said
from web.forms import show_problems
from web.i18n import language, link
from web.steps import me
from workflow import days_off
from workflow.act import recount_dates
from workflow.act.recount import AT_ONCE


def register(app: Flask) -> None:
    route(app, "/pengelola/libur", "days_off", days, access=Access.ADMIN, methods=("GET", "POST"))
    route(app, "/pengelola/libur/hapus", "remove_day", remove, access=Access.ADMIN, methods=("POST",))


def days() -> Any:
    here = g.terang
    form = made(
        day=day("day", _("Tanggal")),
        kind=choice(
            "kind",
            _("Hari itu"),
            [("off", _("libur, padahal bukan libur nasional")), ("work", _("tetap hari kerja, padahal libur nasional"))],
        ),
        name_id=line("name_id", _("Nama dalam bahasa Indonesia")),
        name_en=line("name_en", _("Nama dalam bahasa Inggris")),
        cite=line("cite", _("Keputusan yang menetapkan"), hint=_("Nomor dan tanggalnya, misalnya Keputusan Bupati 12/2026.")),
    )
    if request.method == "POST":
        typed_ = (said(form, name) for name in ("day", "kind", "name_id", "name_en", "cite"))
        wrong = days_off.add_day(here.db, here.clock, me(), *typed_)
        if not wrong:
            flash(" ".join([_("Hari dicatat."), *_counted_anew()]), "success")
            return redirect(link("days_off"))
        show_problems(form, wrong, language())
    year = here.now.year
    national = [(each, days_off.national_days(each)) for each in (year, year + 1)]
    return render_template("admin/days.html", section="admin", form=form, own=days_off.own_days(here.db), national=national)


def remove() -> Response:
    if days_off.remove_day(g.terang.db, g.terang.clock, me(), request.form.get("hari", "")):
        flash(" ".join([_("Catatan dihapus. Tenggat tidak pernah menjadi lebih pendek."), *_counted_anew()]), "success")
    return redirect(link("days_off"))


def _counted_anew() -> list[str]:
    """What the change has done to open deadlines; the loop of the clock looks at what is left."""
    moved, whole = recount_dates(g.terang.db, g.terang.clock, AT_ONCE)
    told = [ngettext("Tanggal bergeser pada %(num)s seleksi.", "Tanggal bergeser pada %(num)s seleksi.", moved)] if moved else []
    if not whole:
        return [*told, _("Sisanya sedang dihitung ulang.")]
    return told or [_("Tidak ada tanggal terbuka yang bergeser.")]
