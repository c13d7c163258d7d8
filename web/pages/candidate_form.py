"""Filling in a step of the owner's page by page: the list of sections, each section with its draft, one file a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask, abort, current_app, flash, g, redirect, render_template, request
from flask_babel import gettext as _

from web import formats
from web.access import Access, route
from web.errors import Conflict
from web.fields import Files, Mail, ShownFile
from web.forms import FactForm, added, fill, form_for, more_rows, removed, show_problems, typed, uploads, widen
from web.i18n import language, link
from web.limits import spend
from web.making import listed
from web.pages.candidate import way_to
from workflow import files
from workflow.core.definition import Fact, FactKind
from workflow.core.fields import Problem
from workflow.core.structure import is_place
from workflow.queries import owner_step
from workflow.queries.owner_form import Answer, Filled
from workflow.queries.owner_step import Place, Step

BOTH = ("GET", "POST")


def register(app: Flask) -> None:
    mine = Access.ACCOUNT
    route(app, "/urusan/<number:nomor>/isi/<word:action>", "fill", task_list, access=mine)
    route(app, "/urusan/<number:nomor>/isi/<word:action>/<whole:page>", "section", section, access=mine, methods=BOTH)
    route(app, "/urusan/<number:nomor>/isi/<word:action>/berkas/<word:fact>", "upload", upload, access=mine, methods=BOTH)


def me() -> int:
    """The signed-in person; the route's policy has seen to it that there is one."""
    return int(g.terang.identity.person)


def found(place: Place) -> Step:
    step = owner_step.step(g.terang.db, g.terang.clock, place, me())
    if step is None:
        abort(404)
    return step


def home_of(step: Step) -> str:
    """Where the owner goes on from when there is nothing more to fill in here."""
    parent = step.definition.machines[step.machine.parent] if step.place.machine is not None and step.machine.parent else None
    if parent is not None and is_place(step.definition, parent):
        return link("apply", nomor=step.place.number, langkah=step.place.draft)
    return link("my_case", nomor=step.place.number)


def shut_words(step: Step) -> str:
    """Why the step cannot be taken now: the period that is over or not begun, with its rule; or that its time has passed."""
    if step.paused:
        return _("Proses ini sedang ditunda. Langkah ini menunggu sampai dilanjutkan; semua tenggat ikut bergeser.")
    period = step.period
    if period is None or period.standing == "open":
        return _("Langkah ini tidak terbuka pada tahap sekarang.")
    words, rule = period.words.in_(language()), period.rule.in_(language())
    if period.standing == "ahead" or period.closes is None:
        return _("%(period)s belum dibuka. Lamanya %(rule)s sejak dibuka.", period=words, rule=rule)
    when = formats.closing(period.closes, language(), period.zone)
    source = f" ({period.basis.cite})" if period.basis else ""
    return _("%(period)s ditutup %(when)s. Lamanya %(rule)s%(source)s.", period=words, when=when, rule=rule, source=source)


def shut(step: Step) -> Any:
    """The page in place of a form whose time has passed; to a form that was sent all the same it is an answer of 409."""
    if request.method == "POST":
        raise Conflict(shut_words(step), home_of(step))
    return render_template("candidate/shut.html", step=step, words=shut_words(step), back=home_of(step), section="my_cases")


# ------------------------------------------------------------------ page by page
def task_list(nomor: str, action: str) -> Any:
    step = found(Place(nomor, action))
    if not step.by_pages:
        return redirect(way_to(step.place))
    return render_template("candidate/fill.html", step=step, section="my_cases") if step.is_open else shut(step)


def section(nomor: str, action: str, page: int) -> Any:
    step = found(Place(nomor, action))
    if page > len(step.sections):
        abort(404)
    if not step.is_open:
        return shut(step)
    here = step.sections[page - 1]
    form = section_form(step, here.index)(request.form if request.method == "POST" else None)
    if request.method == "POST":
        away = _kept(step, form)
        if away is not None:
            return redirect(away, 303)
        step = found(step.place)
        here = step.sections[page - 1]
        wrong = problems_of(step, (a for a in here.answers if a.fact.kind is not FactKind.FILE))
        if not wrong:
            return redirect(_after(step, here), 303)
        show_problems(form, wrong, language())
    else:
        widen(fill(form, step.typed), request.args)
    return render_template("candidate/section.html", step=step, part=here, form=form, papers=_papers(here), section="my_cases")


def _kept(step: Step, form: FactForm) -> str | None:
    """Keep what was typed; where to go on if it is not to be judged now: more rows, a file of this page, or another day."""
    spend_on_names(form)
    owner_step.keep(g.terang.db, g.terang.clock, step, me(), typed(form))
    place = {"nomor": step.place.number, "action": step.place.action}
    if added(request.form):
        return more_rows(request.path, request.form)
    if fact := request.form.get("berkas"):
        return link("upload", **place, fact=_asked(step, fact)[1].fact.name)
    if request.form.get("aksi") != "draf":
        return None
    flash(_("Draf disimpan. Anda dapat melanjutkannya kapan saja sebelum ditutup."), "success")
    return link("fill", **place)


def spend_on_names(form: FactForm) -> None:
    """Naming persons by e-mail address tells which addresses have an account, so it is counted."""
    if any(isinstance(one, Mail) and one.text().strip() for one in form):
        spend("60 per hour", "named", str(me()))


def problems_of(step: Step, answers: Iterable[Answer]) -> list[Problem]:
    """Everything wrong with these answers; of a table, cell by cell."""
    names = {answer.fact.name for answer in answers}
    return [problem for problem in step.problems if (problem.field or "").partition(".")[0] in names]


def _papers(here: Filled) -> list[Answer]:
    return [a for a in here.answers if a.fact.kind is FactKind.FILE]


def _after(step: Step, here: Filled) -> str:
    """The first missing file of this section, else the next section, else the check."""
    number, action = step.place.number, step.place.action
    if here.index + 1 < len(step.sections):
        return link("section", nomor=number, action=action, page=here.index + 2)
    return link("fill", nomor=number, action=action)


def section_form(step: Step, index: int | None) -> type[FactForm]:
    """The form of one section without its files, which have a page each; of a short form (`index` None) all of it."""
    cases = listed(step.cases, language())
    made = form_for(step.definition, step.machine, step.action.form or "", language(), index, cases=cases, zone=step.zone)
    if index is None:
        return made
    kept = {name: field for name, field in made.declared.items() if step.machine.facts[name].kind is not FactKind.FILE}
    return type("SectionForm", (FactForm,), {"declared": kept})


# ------------------------------------------------------------------ one file a page
def upload(nomor: str, action: str, fact: str) -> Any:
    step = found(Place(nomor, action))
    here, answer = _asked(step, fact)
    if not step.is_open:
        return shut(step)
    form = file_form(answer.fact)(None)
    form[fact].show(shown_files(answer))
    if request.method == "POST":
        if away := removed(request.form):
            left = [id for id in step.typed.get(fact, ()) if id != away[1]]
            owner_step.keep(g.terang.db, g.terang.clock, step, me(), {fact: left})
            flash(_("Berkas dihapus dari draf."), "success")
            return redirect(request.path, 303)
        problem = _take(step, answer, form)
        if problem is None:
            return redirect(_after_file(step, here, fact), 303)
        show_problems(form, [problem], language())
    back = link("section", nomor=nomor, action=action, page=here.index + 1)
    return render_template("candidate/upload.html", step=step, part=here, answer=answer, form=form, back=back, section="my_cases")


def _asked(step: Step, fact: str) -> tuple[Filled, Answer]:
    found_ = ((s, a) for s in step.sections for a in s.answers if a.fact.name == fact and a.fact.kind is FactKind.FILE)
    return next(found_, None) or abort(404)


def file_form(fact: Fact) -> type[FactForm]:
    return type("FileForm", (FactForm,), {"declared": {fact.name: Files(fact, language())}})


def _take(step: Step, answer: Answer, form: FactForm) -> Problem | None:
    """Keep the uploaded file in the draft; or what is wrong with it."""
    fact = answer.fact
    given = uploads(form, request.files).get(fact.name, [])
    if not given:
        return Problem(files.NO_FILE, field=fact.name)
    spend("300 per hour", "upload", str(me()))
    kept = [f.id for f in answer.files]
    stored = files.store(g.terang.db, g.terang.clock, current_app.config["HOME"], me(), given[0].stream, given[0].filename)
    if not isinstance(stored, files.FileRow):
        return Problem(stored.text, field=fact.name)
    kept = [*kept, stored.id] if fact.many > 1 else [stored.id]
    owner_step.keep(g.terang.db, g.terang.clock, step, me(), {fact.name: kept[-fact.many :]})
    flash(_("Tersimpan: %(name)s (%(note)s).", name=stored.name, note=file_note(stored)), "success")
    return None


def _after_file(step: Step, here: Filled, fact: str) -> str:
    place = {"nomor": step.place.number, "action": step.place.action}
    answer = next(a for a in here.answers if a.fact.name == fact)
    if answer.fact.many > len(answer.files) + 1:
        return link("upload", **place, fact=fact)
    return link("section", **place, page=here.index + 1)


def file_note(row: Any) -> str:
    """PDF, 2 halaman, 214 KB."""
    kind = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}[row.kind]
    pages = [_("%(n)s halaman", n=row.pages)] if row.pages else []
    return ", ".join([kind, *pages, formats.size(row.size, language())])


def shown_files(answer: Answer) -> list[ShownFile]:
    return [ShownFile(f.id, f.name, file_note(f), link("my_file", id=f.id)) for f in answer.files]
