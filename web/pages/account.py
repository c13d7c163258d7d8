"""Coming in and going out: sign in, open an account, forgotten password, links by letter, the password once more."""

from __future__ import annotations

from typing import Any

from flask import Flask, flash, g, make_response, redirect, render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import Access, route, safe_next
from web.desk_forms import line, made, said
from web.forms import FactForm, show_problems
from web.i18n import language, link
from web.identity import forget, keep
from web.limits import peer, spend
from workflow import people
from workflow.core.words import Language

BOTH = ("GET", "POST")
_ANY = "x" * 32


def register(app: Flask) -> None:
    route(app, "/masuk", "sign_in", sign_in, methods=BOTH)
    route(app, "/masuk/lagi", "confirm", confirm, access=Access.ACCOUNT, methods=BOTH)
    route(app, "/keluar", "sign_out", sign_out, methods=("POST",))
    route(app, "/daftar", "register", open_account, methods=BOTH)
    route(app, "/lupa-sandi", "forgot", forgot, methods=BOTH)
    route(app, "/sandi/<token:token>", "token", by_letter, methods=BOTH)


def token_link(in_language: Language) -> str:
    """The address of a link by letter, with `{token}` to fill in; from the configured base, never from the request."""
    return g.terang.installation.base + link("token", in_language=in_language, token=_ANY).replace(_ANY, "{token}")


def onward() -> str:
    """Where to go on after this page: the safe part of what it was asked for."""
    return safe_next(request.values.get("next"), link("landing"))


def begun(token: str, where: str) -> Response:
    """A session begins: a new secret for the browser, and nothing of what it had before."""
    session.clear()
    response = redirect(where)
    keep(response, token)
    return response


# ------------------------------------------------------------------ in and out
def sign_in() -> Any:
    here = g.terang
    if here.identity is not None:
        return redirect(onward())
    form = made(
        email=line("email", _("Alamat surel"), type="email", complete="username"),
        password=line("password", _("Kata sandi"), type="password", complete="current-password"),
    )
    if request.method == "POST":
        email = said(form, "email")
        _spend_sign_in(email)
        found = people.sign_in(here.db, here.clock, email, said(form, "password"))
        if isinstance(found, str):
            return begun(found, onward())
        show_problems(form, (found,), language())
    return render_template("account/sign_in.html", form=form, next=request.values.get("next"))


def _spend_sign_in(email: str) -> None:
    """Guessing is slowed from one place at one account, from one place at many, and from many places at one."""
    spend("60 per 15 minutes", "sign in", peer())
    spend("10 per 15 minutes", "sign in", peer(), email.strip().lower())
    spend("100 per hour", "sign in", email.strip().lower())


def sign_out() -> Response:
    here = g.terang
    if here.token:
        people.sign_out(here.db, here.clock, here.token)
    session.clear()
    response = redirect(link("home"))
    forget(response)
    return response


def confirm() -> Any:
    """Re-authentication before a signature: the session gets a new secret."""
    here = g.terang
    form = made(password=line("password", _("Kata sandi"), type="password", complete="current-password"))
    if request.method == "POST":
        spend("10 per 15 minutes", "confirm", str(here.identity.account))
        found = people.confirm_password(here.db, here.clock, here.token, said(form, "password"))
        if isinstance(found, str):
            response = redirect(onward())
            keep(response, found)
            return response
        show_problems(form, (found,), language())
    return render_template("account/confirm.html", form=form, next=request.values.get("next"))


# ------------------------------------------------------------------ a new account
def open_account() -> Any:
    """The same answer whether the address is known or not; a letter tells its owner which it was."""
    here = g.terang
    if here.identity is not None:
        return redirect(onward())
    form = made(
        name=line("name", _("Nama lengkap"), hint=_("Seperti di ijazah atau keputusan pangkat, dengan gelar."), complete="name"),
        email=line("email", _("Alamat surel"), hint=_("Surat tentang urusan Anda dikirim ke alamat ini."), type="email", complete="email"),
        password=_new_password("password"),
    )
    if request.method == "POST":
        spend("30 per hour", "register", peer())
        spend("5 per hour", "register", said(form, "email").strip().lower())
        wrong = people.open_account(here.db, here.clock, said(form, "name"), said(form, "email"), said(form, "password"), language())
        if not wrong:
            flash(
                _(
                    "Akun Anda siap. Masuk dengan alamat surel dan kata sandi tadi. Jika alamat itu sudah punya akun, tidak ada yang berubah."
                ),
                "success",
            )
            return redirect(link("sign_in", next=request.values.get("next") or None))
        show_problems(form, wrong, language())
    return render_template("account/register.html", form=form, next=request.values.get("next"))


def _new_password(name: str) -> Any:
    hint = _("Paling sedikit 8 karakter. Beberapa kata lebih aman dan lebih mudah diingat.")
    return line(name, _("Kata sandi baru"), hint=hint, type="password", complete="new-password")


# ------------------------------------------------------------------ by letter
def forgot() -> Any:
    here = g.terang
    form = made(email=line("email", _("Alamat surel"), type="email", complete="username"))
    if request.method == "POST":
        email = said(form, "email")
        spend("30 per hour", "forgot", peer())
        spend("5 per hour", "forgot", email.strip().lower())
        people.ask_reset(here.db, here.clock, token_link(language()), email)
        flash(_("Jika alamat itu punya akun, surat berisi tautan sudah dikirim ke sana. Tautan berlaku 1 jam."), "success")
        return redirect(link("sign_in"))
    return render_template("account/forgot.html", form=form)


def by_letter(token: str) -> Any:
    """An invitation or a reset: a password is made, the link is used up."""
    here = g.terang
    found = people.ticket(here.db, here.clock, token)
    if found is None:
        return _unstored(render_template("account/dead_link.html", failed=True), 410)
    form = made(password=_new_password("password"))
    if request.method == "POST" and (response := _use(token, form)) is not None:
        return response
    return _unstored(render_template("account/token.html", form=form, ticket=found))


def _use(token: str, form: FactForm) -> Response | None:
    here = g.terang
    spend("30 per hour", "token", peer())
    wrong = people.use_ticket(here.db, here.clock, token, said(form, "password"))
    if wrong:
        show_problems(form, wrong, language())
        return None
    flash(_("Kata sandi tersimpan. Sekarang masuk dengan kata sandi itu."), "success")
    response = redirect(link("sign_in"))
    forget(response)
    return response


def _unstored(page: str, status: int = 200) -> Response:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
