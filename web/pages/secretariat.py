"""The secretariat's own page, and the forms that begin a root or a case below one."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, current_app, flash, g, redirect, render_template, request
from flask_babel import gettext as _

from web.access import Access, route
from web.fields import Files, ShownFile
from web.formats import size
from web.forms import FactForm, added, defaults, fill, form_for, removed, show_problems, typed, uploads, widen
from web.i18n import language, link
from web.making import listed
from web.refused import stop_unless_mendable
from workflow import files
from workflow.act import Actor, Kind, Refusal, give_birth
from workflow.core.fields import Problem
from workflow.queries import cases_table, moderation, outbox, secretariat

BOTH = ("GET", "POST")


def register(app: Flask) -> None:
    route(app, "/sekretariat", "secretariat", desk, access=Access.STAFF)
    route(app, "/proses-saya", "my_roots", my_roots, access=Access.STAFF)
    route(app, "/sekretariat/baru/<word:process>", "new_root", new_root, access=Access.ACCOUNT, methods=BOTH)
    route(
        app,
        "/sekretariat/<number:nomor>/buat/<word:machine>/<word:action>",
        "staff_birth",
        staff_birth,
        access=Access.ACCOUNT,
        methods=BOTH,
    )


def me() -> int:
    """The signed-in person; the route's policy has seen to it that there is one."""
    return int(g.terang.identity.person)


def desk() -> str:
    here = g.terang
    roots = secretariat.roots(here.db, here.clock, me())
    said = moderation.moderation(here.db, here.clock, me())
    post = outbox.outbox(here.db, me(), letter_link())
    return render_template(
        "secretariat/desk.html",
        section="secretariat",
        offers=secretariat.offers(here.db, me()),
        preparing=[r for r in roots if r.runs and r.preparing],
        going=[r for r in roots if r.runs and not r.preparing and not r.state.is_end],
        ended=[r for r in roots if r.runs and r.state.is_end],
        said=said.counts,
        held=sum(r.counts["held"] for r in post.roots),
        trouble=sum(r.counts["trouble"] for r in post.roots),
        saved=cases_table.saved_filters(here.db, me()),
    )


def letter_link() -> outbox.Link:
    """The address of a case as letters print it."""
    office = current_app.config.get("OFFICE")
    if office is not None:
        return office.link  # type: ignore[no-any-return]
    base = g.terang.installation.base
    return lambda number, wanted: f"{base}{'/en' if wanted == 'en' else ''}/ke/{number}"


def my_roots() -> str:
    here = g.terang
    rows = secretariat.roots(here.db, here.clock, me())
    kinds = {row.process: row.title for row in rows}
    wanted = request.args.get("proses", "")
    shown = [row for row in rows if wanted in ("", row.process)]
    return render_template("secretariat/roots.html", section="my_roots", rows=shown, kinds=kinds, wanted=wanted)


# ------------------------------------------------------------------ births
def new_root(process: str) -> Any:
    return _birth(secretariat.root_form(g.terang.db, me(), process), process)


def staff_birth(nomor: str, machine: str, action: str) -> Any:
    return _birth(secretariat.below_form(g.terang.db, g.terang.clock, me(), nomor, machine, action), nomor)


def _birth(asked: secretariat.BirthForm | None, parent: str) -> Any:
    if asked is None:
        abort(404)
    form = _form(asked)
    problems: tuple[Problem, ...] = ()
    if added(request.form):
        _keep_files(form)
        widen(form, request.form)
    elif request.method == "POST":
        done = _give(asked, parent, form)
        if not isinstance(done, Refusal):
            flash(_("%(what)s disimpan.", what=asked.machine.words.in_(language())), "success")
            return redirect(_after(asked, done.case))
        stop_unless_mendable(done, request.path)
        show_problems(form, done.problems, language())
        problems = tuple(p for p in done.problems if p.clause is not None)
    elif asked.action.form:
        fill(form, defaults(asked.definition, asked.machine, asked.action.form))
    page = render_template(
        "secretariat/birth.html",
        section="secretariat" if asked.prepares else "inbox",
        asked=asked,
        form=form,
        explain=problems,
        sections=_sections(asked),
    )
    return page, 422 if form.failed else 200


def _after(asked: secretariat.BirthForm, born: str) -> str:
    """Who prepares the root goes on with that; anybody else to what they brought about, or to the case that it stands below."""
    if asked.prepares or asked.parent is None:
        return link("setup", nomor=asked.root or born)
    return link("case", nomor=born if asked.reads else asked.parent[0])


def _form(asked: secretariat.BirthForm) -> Any:
    if asked.action.form is None:
        return FactForm(request.form if request.method == "POST" else None)
    cases = listed(asked.cases, language())
    made = form_for(asked.definition, asked.machine, asked.action.form, language(), people=asked.people, cases=cases, zone=asked.zone)
    return made(request.form if request.method == "POST" else None)


def _sections(asked: secretariat.BirthForm) -> list[tuple[str | None, list[str]]]:
    sections = asked.machine.forms[asked.action.form].sections if asked.action.form else ()
    return [(s.words.in_(language()) if s.words else None, list(s.ask)) for s in sections]


def _give(asked: secretariat.BirthForm, parent: str, form: Any) -> Any:
    if not _keep_files(form):
        return Refusal(Kind.INVALID, ())
    reasons = {name.removeprefix("alasan."): text for name, text in request.form.items() if name.startswith("alasan.")}
    here, key = g.terang, request.form.get("kunci")
    return give_birth(here.db, here.clock, parent, asked.verb, Actor(me(), "person"), typed(form), key=key, reasons=reasons)


def _keep_files(form: Any) -> bool:
    """Store what was uploaded with the form, beside what it held before; False when a file was refused or is to be removed."""
    here, drop, fine = g.terang, removed(request.form), True
    given = uploads(form, request.files)
    for field in (f for f in form if isinstance(f, Files)):
        held = [identifier for identifier in field.typed.get(field.name, []) if (field.name, identifier) != drop]
        kept = [row for row in (files.find(here.db, identifier) for identifier in held) if row and row.owner == me()]
        for upload in given.get(field.name, []):
            stored = files.store(here.db, here.clock, current_app.config["HOME"], me(), upload.read(), upload.filename)
            if isinstance(stored, files.FileRow):
                kept.append(stored)
            else:
                field.errors.append(stored.text.in_(language()))
                fine = False
        field.show([ShownFile(row.id, row.name, size(row.size, language())) for row in kept])
    return fine and drop is None
