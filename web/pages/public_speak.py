"""Saying something in public without an account: form, check, send, and the private page that follows it up."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, abort, flash, g, make_response, redirect, render_template, request
from flask_babel import gettext as _

from web import formats
from web.access import Access, route
from web.errors import Conflict
from web.fields import Mail
from web.forms import FactForm, added, fill, form_for, show_problems, typed, widen
from web.i18n import language, link, said
from web.limits import peer, spend
from web.making import listed
from web.tables import grid_tables
from workflow import papers
from workflow.act import Actor, Kind, Refusal, give_birth, token_hash
from workflow.core.structure import is_public_birth
from workflow.queries.public_open import Open
from workflow.queries.public_person import PersonPage
from workflow.queries.public_place import PlacePage
from workflow.queries.public_speak import FollowPage, SpeakPage, follow_page, naming, speak_page, try_birth

RULE = "/<branch:path>/<number:nomor>/<number:anak>/masukan"
LONGEST = 40
NOT_TYPED = ("csrf_token", "kunci", "ronde", "aksi", "tambah")


def register(app: Flask) -> None:
    app.jinja_env.globals["way_to_speak"] = way_to_speak
    route(app, RULE, "speak", speak, access=Access.OBJECT, methods=("GET", "POST"))
    route(app, f"{RULE}/periksa", "speak_check", check, access=Access.OBJECT, methods=("GET", "POST"))
    route(app, "/t/<token:token>", "follow", follow, access=Access.OBJECT)
    route(app, "/t/<token:token>.pdf", "follow_pdf", follow_pdf, access=Access.OBJECT)


def way_to_speak(page: PlacePage | PersonPage | SpeakPage | FollowPage, open_: Open, endpoint: str = "speak", **more: str) -> str:
    """The form of one birth that anybody may give; it is named where there are several below the same case. `tentang`: a case to name."""
    machines = page.definition.machines
    beside = [a for m in machines.values() if m.parent == machines[open_.machine].parent for a in m.actions.values()]
    several = sum(is_public_birth(page.definition, action) for action in beside) > 1
    return link(endpoint, path=page.path, nomor=page.root, anak=open_.number, **({"langkah": open_.verb} if several else {}), **more)


def speak(path: str, nomor: str, anak: str) -> Any:
    page = _page(path, nomor, anak)
    if request.method == "POST" and request.form.get("aksi") == "kirim":
        return _send(page)
    return _shown(page, fill(_form(page), typed(_form(page, request.form)) if request.method == "POST" else _named(page)))


def _named(page: SpeakPage) -> dict[str, list[str]]:
    """The case that the address names, where the form asks for one of its kind."""
    number = request.args.get("tentang", "")[:LONGEST]
    machines = [m.name for m in page.definition.machines.values() if m.code == number.partition("-")[0]]
    return {fact.name: [number] for machine in machines for fact in naming(page.definition, page.open, machine)}


def check(path: str, nomor: str, anak: str) -> Any:
    """What was typed, once more to read, before it is sent; nothing is written yet."""
    page = _page(path, nomor, anak)
    if request.method == "GET":
        return redirect(way_to_speak(page, page.open))
    form = _form(page, request.form)
    if added(request.form):
        return _shown(page, widen(form, request.form))
    if any(isinstance(one, Mail) for one in form):
        spend("60 per hour", "named", peer())
    tried = try_birth(g.terang.db, g.terang.clock, page, typed(form))
    if isinstance(tried, Refusal):
        return _refused(page, form, tried)
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_TYPED]
    return render_template("public/speak_check.html", p=page, answers=tried, kept=kept)


def _send(page: SpeakPage) -> Any:
    spend("20 per hour", "speak", peer())
    form = _form(page, request.form)
    key = request.form.get("kunci") or None
    done = give_birth(g.terang.db, g.terang.clock, page.number, page.action, Actor(None, "anyone"), typed(form), key=key)
    if isinstance(done, Refusal):
        return _refused(page, form, done)
    flash(_("Terkirim. Simpan tautan pribadi di bawah ini."), "success")
    return redirect(link("follow", token=done.token), 303)


def _page(path: str, nomor: str, anak: str) -> SpeakPage:
    page: SpeakPage = speak_page(g.terang.db, g.terang.clock, path, nomor, anak, request.args.get("langkah")) or abort(404)
    return page


def _form(page: SpeakPage, formdata: Any = None) -> FactForm:
    return form_for(page.definition, page.machine, page.form.name, language(), cases=listed(page.cases, language()), zone=page.zone)(
        formdata
    )


def _shown(page: SpeakPage, form: FactForm) -> str:
    return render_template("public/speak.html", p=page, form=form)


def _refused(page: SpeakPage, form: FactForm, refusal: Refusal) -> Any:
    if refusal.kind is Kind.MISSING:
        abort(404)
    if refusal.kind in (Kind.CLOSED, Kind.PAUSED, Kind.FASTER, Kind.FORBIDDEN) or page.open.missing:
        at_root = page.number == page.root
        back = (
            link("root", path=page.path, nomor=page.root) if at_root else link("below", path=page.path, nomor=page.root, anak=page.number)
        )
        raise Conflict(" ".join(said(problem.text) for problem in refusal.problems), back)
    show_problems(form, refusal.problems, language())
    return _shown(page, form)


def follow(token: str) -> Response:
    page = _followed(token)
    response = make_response(render_template("public/follow.html", p=page, address=_address(token), token=token))
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def follow_pdf(token: str) -> Response:
    page = _followed(token)
    response = Response(papers.receipt_pdf(_receipt(page, token)), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{page.number}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _followed(token: str) -> FollowPage:
    page: FollowPage = follow_page(g.terang.db, g.terang.clock, token_hash(token)) or abort(404)
    return page


def _address(token: str) -> str:
    return f"{g.terang.installation.base}{link('follow', token=token)}"


def _receipt(page: FollowPage, token: str) -> papers.Receipt:
    rows = [
        (_("Tentang"), ", ".join(dict.fromkeys((said(page.about), said(page.root_called))))),
        (_("Nomor"), page.number),
        (_("Diterima"), formats.long_moment(page.at, language(), page.zone)),
        *((said(fact.words), said(fact.value)) for fact in page.sent if fact.grid is None),
    ]
    return papers.Receipt(
        language(),
        said(g.terang.installation.agency),
        _("Tanda terima: %(what)s", what=said(page.machine.words)),
        page.code,
        _address(token),
        page.sha256,
        [_("Alamat di bawah ini bersifat pribadi. Siapa pun yang memilikinya dapat membaca tindak lanjut kiriman ini.")],
        rows,
        grid_tables(page.sent),
    )
