"""Who serves in which role: add, dismiss, absent and back, until the holders are announced."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, flash, g, redirect, render_template, request
from flask_babel import gettext as _

from web.access import Access, route
from web.i18n import language, link
from web.pages.secretariat import BOTH, me
from web.refused import stop, stop_unless_mendable
from workflow.act import Actor, Refusal, act
from workflow.queries import team as query

CHANGES = ("@dismiss", "@absent", "@back")


def register(app: Flask) -> None:
    route(app, "/sekretariat/<number:nomor>/tim", "team", team, access=Access.ACCOUNT, methods=BOTH)
    route(app, "/sekretariat/<number:nomor>/tim/<word:role>", "team_add", add, access=Access.ACCOUNT, methods=BOTH)


def team(nomor: str) -> Any:
    """The page; as POST one change of one holder: `aksi`, `peran`, `orang`."""
    found = query.team(g.terang.db, g.terang.clock, nomor, me())
    if found is None:
        abort(404)
    if request.method == "GET":
        return render_template("secretariat/team.html", section="my_roots", team=found)
    done = _take(nomor, request.form.get("aksi", ""), request.form.get("peran", ""), {"person": [request.form.get("orang", "")]})
    if isinstance(done, Refusal):
        stop(done, link("team", nomor=nomor))
    flash(_("Perubahan disimpan."), "success")
    return redirect(link("team", nomor=nomor))


def _take(nomor: str, action: str, role: str, typed: dict[str, list[str]]) -> Any:
    if action not in (*CHANGES, "@appoint"):
        abort(400)
    here, key = g.terang, request.form.get("kunci")
    return act(here.db, here.clock, nomor, action, Actor(me(), "person"), {"role": [role], **typed}, key=key)


def add(nomor: str, role: str) -> Any:
    """Search (GET `cari`) and choose (POST `orang`, attributes by name, `cadangan`)."""
    here, text = g.terang, request.values.get("cari", "")
    found = query.adding(here.db, here.clock, nomor, me(), role, text)
    if found is None:
        abort(404)
    problems: dict[str, str] = {}
    if request.method == "POST":
        done = _take(nomor, "@appoint", role, _typed(found))
        if not isinstance(done, Refusal):
            flash(_("%(role)s ditambahkan.", role=found.role.words.in_(language())), "success")
            return redirect(link("team", nomor=nomor))
        stop_unless_mendable(done, request.path)
        problems = {problem.field or "person": problem.text.in_(language()) for problem in done.problems}
    page = render_template(
        "secretariat/team_add.html", section="my_roots", found=found, text=text, problems=problems, failed=bool(problems)
    )
    return page, 422 if problems else 200


def _typed(found: query.Adding) -> dict[str, list[str]]:
    form = request.form
    attributes = {of.name: [form.get(f"ciri.{of.name}", "")] for of in found.role.attributes}
    return {**attributes, "person": [form.get("orang", "")], "deputy": ["yes" if form.get("cadangan") else ""]}
