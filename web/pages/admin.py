"""The administrator's pages: the installation, accounts, invitations, office holders. An administrator holds no role in any case."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, current_app, flash, g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import Access, route
from web.desk_forms import choice, line, made, said
from web.forms import FactForm, show_problems
from web.i18n import language, link
from web.pages.account import token_link
from web.pages.profile import languages
from workflow import doctor, letters, people
from workflow.core.words import LANGUAGES, Language

BOTH = ("GET", "POST")
KINDS = ("official", "waiting", "disabled", "admin")


def register(app: Flask) -> None:
    route(app, "/pengelola", "admin", front, access=Access.ADMIN)
    route(app, "/pengelola/akun", "accounts", accounts, access=Access.ADMIN)
    route(app, "/pengelola/akun/<whole:id>", "account", account, access=Access.ADMIN, methods=BOTH)
    route(app, "/pengelola/undang", "invite", invite, access=Access.ADMIN, methods=BOTH)
    route(app, "/pengelola/jabatan", "offices", offices, access=Access.ADMIN, methods=BOTH)
    route(app, "/pengelola/jabatan/akhiri", "end_office", end_office, access=Access.ADMIN, methods=("POST",))


def front() -> str:
    here, place = g.terang, current_app.config["PLACE"]
    return render_template(
        "admin/front.html",
        section="admin",
        findings=doctor.examine(place),
        stuck=letters.stuck(here.db, current_app.config["OFFICE"]),
        officials=people.find_accounts(here.db, kind="official").total,
        waiting=people.find_accounts(here.db, kind="waiting").total,
        everybody=people.find_accounts(here.db).total,
        processes=doctor.on_offer(place),
    )


# ------------------------------------------------------------------ accounts
def accounts() -> str:
    words, kind = request.args.get("q", ""), request.args.get("jenis", "")
    asked = request.args.get("hal", "1")
    page = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    found = people.find_accounts(g.terang.db, words, kind, page)
    kept = {name: value for name, value in (("q", words), ("jenis", kind)) if value}
    return render_template(
        "admin/accounts.html",
        section="admin",
        found=found,
        words=words,
        kind=kind if kind in KINDS else "",
        page=page,
        href=lambda n: link("accounts", **kept, hal=n),
    )


def account(id: int) -> Any:
    row = people.one_account(g.terang.db, id)
    if row is None:
        abort(404)
    if request.method == "POST":
        _change(row)
        return redirect(link("account", id=id))
    held = [h for h in people.office_holders(g.terang.db) if h.person == row.person]
    words = {office.role: office.words for office in people.office_roles(g.terang.db)}
    log = people.my_activity(g.terang.db, row.account, 20)
    return render_template("admin/account.html", section="admin", row=row, held=[words[h.role] for h in held if h.role in words], log=log)


def _change(row: people.AccountRow) -> None:
    """Disable, enable, or invite again, as the pressed button says; anything else changes nothing."""
    here, wanted = g.terang, request.form.get("aksi")
    if wanted == "nonaktifkan" and row.account != here.identity.account:
        wrong = people.disable(here.db, here.clock, row.account)
        flash(wrong[0].text.in_(language()) if wrong else _("Akun dinonaktifkan. Sesinya sudah berakhir."), "info" if wrong else "success")
    elif wanted == "aktifkan":
        people.enable(here.db, here.clock, row.account)
        flash(_("Akun diaktifkan kembali."), "success")
    elif wanted == "undang" and row.waiting and not row.disabled:
        people.invite_again(here.db, here.clock, token_link(row.language), row.account)
        flash(_("Undangan baru dikirim ke %(email)s. Tautan yang lama tidak berlaku lagi.", email=row.email), "success")


# ------------------------------------------------------------------ invitations
def invite() -> Any:
    form = made(
        name=line("name", _("Nama lengkap")),
        email=line("email", _("Alamat surel"), hint=_("Tautan undangan dikirim ke alamat ini dan berlaku 7 hari."), type="email"),
        nip=line(
            "nip",
            _("NIP"),
            hint=_("18 angka. Jika NIP sudah dikenal, akun ini menjadi milik orang yang sama."),
            mode="numeric",
            optional=True,
        ),
        post=line(
            "post", _("Jabatan"), hint=_("Boleh dua bahasa, dipisah garis tegak: Analis Kepegawaian | Personnel analyst."), optional=True
        ),
        language=choice("language", _("Bahasa surat"), languages()),
        kind=choice(
            "kind",
            _("Sebagai"),
            [("official", _("Petugas")), ("admin", _("Pengelola: mengurus akun dan jabatan, tanpa peran dalam proses"))],
        ),
    )
    if request.method == "POST" and _invited(form):
        return redirect(link("invite"))
    return render_template("admin/invite.html", section="admin", form=form)


def _invited(form: FactForm) -> bool:
    here, wanted, kind = g.terang, said(form, "language"), said(form, "kind")
    if wanted not in LANGUAGES:
        form["language"].errors.append(_("Pilih salah satu bahasa."))
    if kind not in ("official", "admin"):
        form["kind"].errors.append(_("Pilih petugas atau pengelola."))
    if form["language"].errors or form["kind"].errors:
        return False
    written: Language = "en" if wanted == "en" else "id"
    done = people.invite(
        here.db,
        here.clock,
        token_link(written),
        said(form, "name"),
        said(form, "email"),
        admin=kind == "admin",
        nip=said(form, "nip").replace(" ", "") or None,
        post=said(form, "post") or None,
        language=written,
    )
    if not isinstance(done, people.Added):
        show_problems(form, [_on_kind(trouble) for trouble in done], language())
        return False
    flash(_("Undangan untuk %(name)s dikirim ke %(email)s.", name=said(form, "name"), email=said(form, "email")), "success")
    return True


def _on_kind(trouble: people.Trouble) -> people.Trouble:
    return people.Trouble("kind", trouble.text) if trouble.field == "admin" else trouble


# ------------------------------------------------------------------ offices
def offices() -> Any:
    here = g.terang
    roles = people.office_roles(here.db)
    form = made(
        role=choice("role", _("Jabatan yang diisi"), [(office.role, office.words.in_(language())) for office in roles]),
        person=line("person", _("Alamat surel orangnya"), type="email"),
    )
    if request.method == "POST" and _given(form, {office.role for office in roles}):
        return redirect(link("offices"))
    return render_template("admin/offices.html", section="admin", form=form, roles=roles, holders=people.office_holders(here.db))


def _given(form: FactForm, roles: set[str]) -> bool:
    here, role = g.terang, said(form, "role")
    person = people.person_by_email(here.db, said(form, "person"))
    if role not in roles:
        form["role"].errors.append(_("Pilih jabatan yang diisi."))
    if person is None:
        form["person"].errors.append(_("Tidak ada akun aktif dengan alamat surel ini. Undang orangnya dulu."))
    if role not in roles or person is None:
        return False
    wrong = people.give_office(here.db, here.clock, role, person)
    show_problems(form, wrong, language())
    if not wrong:
        flash(_("Jabatan diberikan. Berlaku untuk perkara yang dimulai sesudah ini."), "success")
    return not wrong


def end_office() -> Response:
    """A seat that is already empty is no error: the page shows who holds what."""
    here, person = g.terang, request.form.get("orang", "")
    known = int(person) if person.isascii() and person.isdigit() and len(person) < 19 else 0
    if people.end_office(here.db, here.clock, request.form.get("jabatan", ""), known):
        flash(_("Jabatan diakhiri. Perkara yang sedang berjalan tetap memakai petugasnya."), "success")
    return redirect(link("offices"))
