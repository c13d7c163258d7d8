"""A root in preparation as a list of tasks, what its announcement would say, and how a root stands once it runs."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, g, redirect, render_template

from web.access import Access, route
from web.i18n import link
from web.pages.secretariat import me
from workflow.queries import schedule, setup, standing


def register(app: Flask) -> None:
    route(app, "/sekretariat/<number:nomor>", "setup", prepare, access=Access.ACCOUNT)
    route(app, "/sekretariat/<number:nomor>/pratinjau/<word:name>", "preview", preview, access=Access.ACCOUNT)
    route(app, "/seleksi-saya/<number:nomor>", "overview", overview, access=Access.ACCOUNT)


def prepare(nomor: str) -> Any:
    found = setup.setup(g.terang.db, g.terang.clock, nomor, me())
    if found is None:
        abort(404)
    if not found.preparing:
        return redirect(link("overview", nomor=nomor))
    dates = schedule.schedule(g.terang.db, g.terang.clock, nomor, me())
    return render_template("secretariat/setup.html", section="secretariat" if found.runs else "selections", root=found, dates=dates)


def preview(nomor: str, name: str) -> str:
    found = setup.preview(g.terang.db, g.terang.clock, nomor, me(), name)
    if found is None:
        abort(404)
    return render_template("secretariat/preview.html", section="secretariat", shown=found)


def overview(nomor: str) -> str:
    found = standing.standing(g.terang.db, g.terang.clock, nomor, me())
    if found is None:
        abort(404)
    return render_template("secretariat/overview.html", section="selections", root=found)
