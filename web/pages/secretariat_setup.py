"""A root in preparation as a list of tasks, what its announcement would say, and how a root stands once it runs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Flask, abort, g, redirect, render_template

from web import formats
from web.access import Access, route
from web.i18n import language, link
from web.pages.secretariat import me
from workflow.queries import schedule, setup, standing


def register(app: Flask) -> None:
    route(app, "/sekretariat/<number:nomor>", "setup", prepare, access=Access.ACCOUNT)
    route(app, "/sekretariat/<number:nomor>/pratinjau/<word:name>", "preview", preview, access=Access.ACCOUNT)
    route(app, "/proses-saya/<number:nomor>", "overview", overview, access=Access.ACCOUNT)


def prepare(nomor: str) -> Any:
    found = setup.setup(g.terang.db, g.terang.clock, nomor, me())
    if found is None:
        abort(404)
    if not found.preparing:
        return redirect(link("overview", nomor=nomor))
    dates = schedule.schedule(g.terang.db, g.terang.clock, nomor, me())
    return render_template("secretariat/setup.html", section="secretariat" if found.runs else "my_roots", root=found, dates=dates)


def preview(nomor: str, name: str) -> str:
    found = setup.preview(g.terang.db, g.terang.clock, nomor, me(), name)
    if found is None:
        abort(404)
    return render_template("secretariat/preview.html", section="secretariat", shown=found, written=written)


def written(text: str) -> str:
    """A date or a moment as publications keep it, as people read it."""
    value = datetime.fromisoformat(text.replace("Z", "+00:00")) if "T" in text else date.fromisoformat(text)
    zone = g.terang.installation.zone
    return formats.closing(value, language(), zone) if isinstance(value, datetime) else formats.day(value, language(), zone)


def overview(nomor: str) -> str:
    found = standing.standing(g.terang.db, g.terang.clock, nomor, me())
    if found is None:
        abort(404)
    return render_template("secretariat/overview.html", section="my_roots", root=found)
