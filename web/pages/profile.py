"""The own account: name and language, password, what was done with it, letters."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, flash, g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import Access, route
from web.desk_forms import choice, line, made, said
from web.forms import FactForm, fill, show_problems
from web.i18n import language, link
from web.identity import keep
from web.limits import spend
from workflow import letters, people
from workflow.core.words import LANGUAGES
from workflow.queries.activity import steps_of

BOTH = ("GET", "POST")
LONGEST = 100


def register(app: Flask) -> None:
    route(app, "/akun", "profile", profile, access=Access.ACCOUNT, methods=BOTH)
    route(app, "/akun/sandi", "password", password, access=Access.ACCOUNT, methods=BOTH)
    route(app, "/akun/kegiatan", "activity", activity, access=Access.ACCOUNT)
    route(app, "/akun/surat", "letters", my_letters, access=Access.ACCOUNT)


def languages() -> list[tuple[str, str]]:
    """The languages of the product, each by its own name."""
    return [("id", "Bahasa Indonesia"), ("en", "English")]


def profile() -> Any:
    here = g.terang
    form = made(
        name=line("name", _("Nama lengkap"), hint=_("Nama ini tampil pada langkah yang Anda ambil."), complete="name"),
        language=choice("language", _("Bahasa surat"), languages()),
    )
    if request.method == "POST" and _saved(form):
        flash(_("Perubahan disimpan."), "success")
        return redirect(link("profile"))
    if request.method == "GET":
        fill(form, {"name": [here.identity.name], "language": [here.identity.language]})
    return render_template("account/profile.html", form=form, row=people.one_account(here.db, here.identity.account))


def _saved(form: FactForm) -> bool:
    here = g.terang
    wanted = said(form, "language")
    if wanted not in LANGUAGES:
        form["language"].errors.append(_("Pilih salah satu bahasa."))
        return False
    wrong = people.edit_profile(here.db, here.clock, here.identity.account, name=said(form, "name"), language=wanted)
    show_problems(form, wrong, language())
    return not wrong


def password() -> Any:
    hint = _("Paling sedikit 8 karakter. Beberapa kata lebih aman dan lebih mudah diingat.")
    form = made(
        old=line("old", _("Kata sandi sekarang"), type="password", complete="current-password"),
        new=line("new", _("Kata sandi baru"), hint=hint, type="password", complete="new-password"),
    )
    if request.method == "POST" and (response := _changed(form)) is not None:
        return response
    return render_template("account/password.html", form=form)


def _changed(form: FactForm) -> Response | None:
    here = g.terang
    spend("10 per 15 minutes", "confirm", str(here.identity.account))
    found = people.change_password(here.db, here.clock, here.token, said(form, "old"), said(form, "new"))
    if not isinstance(found, str):
        show_problems(form, found, language())
        return None
    flash(_("Kata sandi diganti. Sesi lain dari akun Anda sudah berakhir."), "success")
    response = redirect(link("profile"))
    keep(response, found)
    return response


def activity() -> str:
    """The steps taken and what happened to the account, one list, newest first."""
    here = g.terang
    steps = steps_of(here.db, here.identity.person, LONGEST)
    noted = people.my_activity(here.db, here.identity.account, LONGEST)
    lines = sorted([*steps, *noted], key=lambda one: one.at, reverse=True)
    return render_template("account/activity.html", lines=lines[:LONGEST], longest=LONGEST)


def my_letters() -> str:
    here = g.terang
    return render_template("account/letters.html", letters=letters.of_person(here.db, current_app.config["OFFICE"], here.identity.person))
