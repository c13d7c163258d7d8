"""Taking a step of the owner's: a short form on one page, the last look with what it means, and the sending."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, flash, g, redirect, render_template, request
from flask_babel import gettext as _

from web.access import Access, route
from web.forms import FactForm, added, fill, more_rows, removed, show_problems, typed, uploads, widen
from web.i18n import language, link
from web.limits import spend
from web.pages.candidate import way_to
from web.pages.candidate_form import BOTH, file_note, found, home_of, me, problems_of, section_form, shown_files, shut, spend_on_names
from web.refused import stop_unless_mendable
from workflow import files
from workflow.act import Actor, Done, act, give_birth
from workflow.core.definition import FactKind
from workflow.core.fields import Problem
from workflow.queries import owner_step
from workflow.queries.owner_form import Answer, Filled
from workflow.queries.owner_step import Place, Step


def register(app: Flask) -> None:
    mine = Access.ACCOUNT
    route(app, "/urusan/<number:nomor>/isi/<word:action>/periksa", "check_answers", check_answers, access=mine)
    route(app, "/urusan/<number:nomor>/isi/<word:action>/kirim", "send", send, access=mine, methods=("POST",))
    route(app, "/urusan/<number:nomor>/langkah/<word:action>", "owner_step", short_step, access=mine, methods=BOTH)
    route(app, "/urusan/<number:nomor>/buat/<word:machine>/<word:action>", "owner_birth", short_birth, access=mine, methods=BOTH)
    route(app, "/urusan/<number:nomor>/buat/<word:machine>/<word:action>/periksa", "birth_check", check_birth, access=mine)
    route(app, "/urusan/<number:nomor>/buat/<word:machine>/<word:action>/kirim", "birth_send", send_birth, access=mine, methods=("POST",))


# ------------------------------------------------------------------ short forms on one page
def short_step(nomor: str, action: str) -> Any:
    step = found(Place(nomor, action))
    if step.by_pages:
        return redirect(link("fill", nomor=nomor, action=action))
    return _short(step)


def short_birth(nomor: str, machine: str, action: str) -> Any:
    return _short(found(Place(nomor, action, machine)))


def _short(step: Step) -> Any:
    if not step.is_open:
        return shut(step)
    if step.action.form is None:
        return check_page(step)
    form = section_form(step, None)(request.form if request.method == "POST" else None)
    if request.method == "POST":
        return _short_sent(step, form)
    return short_page(step, widen(fill(form, step.typed), request.args))


def short_page(step: Step, form: FactForm) -> str:
    for section_ in step.sections:
        for answer in section_.answers:
            if answer.fact.kind is FactKind.FILE:
                form[answer.fact.name].show(shown_files(answer))
    return render_template("candidate/short.html", step=step, form=form, back=home_of(step), section="my_cases")


def _short_sent(step: Step, form: FactForm) -> Any:
    """Keep everything first, then say what is wrong or go on to the check."""
    spend_on_names(form)
    changes, wrong = typed(form), list[Problem]()
    for section_ in step.sections:
        for answer in section_.answers:
            if answer.fact.kind is FactKind.FILE:
                wrong += _file_of_short(answer, form, changes)
    owner_step.keep(g.terang.db, g.terang.clock, step, me(), changes)
    if added(request.form):
        return redirect(more_rows(request.path, request.form), 303)
    if removed(request.form) or request.form.get("aksi") == "draf":
        flash(_("Draf disimpan."), "success")
        return redirect(request.path, 303)
    again = found(step.place)
    refused = {p.field for p in wrong}
    wrong += problems_of(again, (a for s in again.sections for a in s.answers if a.fact.name not in refused))
    if not wrong:
        return redirect(check_link(again), 303)
    show_problems(form, wrong, language())
    return short_page(again, form)


def _file_of_short(answer: Answer, form: FactForm, changes: Any) -> list[Problem]:
    fact = answer.fact
    kept = [f.id for f in answer.files if removed(request.form) != (fact.name, f.id)]
    changes[fact.name] = kept
    given = uploads(form, request.files).get(fact.name, [])
    if not given or len(kept) >= fact.many:
        return []
    spend("300 per hour", "upload", str(me()))
    stored = files.store(g.terang.db, g.terang.clock, current_app.config["HOME"], me(), given[0].stream, given[0].filename)
    if not isinstance(stored, files.FileRow):
        return [Problem(stored.text, field=fact.name)]
    changes[fact.name] = [*kept, stored.id]
    return []


# ------------------------------------------------------------------ check and send
def check_link(step: Step) -> str:
    place = step.place
    if place.machine is not None:
        return link("birth_check", nomor=place.number, machine=place.machine, action=place.action)
    return link("check_answers", nomor=place.number, action=place.action)


def send_link(step: Step) -> str:
    place = step.place
    if place.machine is not None:
        return link("birth_send", nomor=place.number, machine=place.machine, action=place.action)
    return link("send", nomor=place.number, action=place.action)


def check_answers(nomor: str, action: str) -> Any:
    return _checked(found(Place(nomor, action)))


def check_birth(nomor: str, machine: str, action: str) -> Any:
    return _checked(found(Place(nomor, action, machine)))


def _checked(step: Step) -> Any:
    return check_page(step) if step.is_open else shut(step)


def check_page(step: Step, refused: tuple[Problem, ...] = (), reasons: dict[str, str] | None = None) -> str:
    """All answers with a way to change each, what is in the way, and what sending means."""
    asked = [p for p in step.unmet if p.clause is not None]
    stands = [p for p in (*step.unmet, *refused) if p.clause is None]
    return render_template(
        "candidate/check.html", step=step, back=home_of(step), send=send_link(step), edit=_edit(step), problems=_waiting(step), stands=stands,
        asked=asked, reasons=reasons or {}, ready=not step.problems and not stands, section="my_cases", note=file_note,
    )  # fmt: skip


def _edit(step: Step) -> Any:
    """The page on which one answer is changed."""
    place = {"nomor": step.place.number, "action": step.place.action}

    def of(section_: Filled, answer: Answer) -> str:
        if not step.by_pages:
            return f"{way_to(step.place)}#f-{answer.fact.name}"
        if answer.fact.kind is FactKind.FILE:
            return link("upload", **place, fact=answer.fact.name)
        return link("section", **place, page=section_.index + 1)

    return of


def _waiting(step: Step) -> list[tuple[str, str]]:
    """(what to do, where) for each answer that is missing or wrong."""
    edit = _edit(step)
    return [(a.problem.in_(language()), edit(s, a)) for s in step.sections for a in s.answers if a.problem is not None]


def send(nomor: str, action: str) -> Any:
    return _send(Place(nomor, action))


def send_birth(nomor: str, machine: str, action: str) -> Any:
    return _send(Place(nomor, action, machine))


def _send(place: Place) -> Any:
    """The verb judges; this page only says what came of it."""
    here, step = g.terang, found(place)
    reasons = {name.removeprefix("alasan-"): text for name, text in request.form.items() if name.startswith("alasan-")}
    more: dict[str, Any] = {"key": request.form.get("kunci"), "reasons": reasons}
    actor = Actor(me(), "person")
    if place.machine is not None:
        result = give_birth(here.db, here.clock, place.number, place.draft, actor, step.typed, **more)
    else:
        more["round"] = request.form.get("ronde", type=int)
        result = act(here.db, here.clock, place.number, place.action, actor, step.typed, **more)
    if isinstance(result, Done):
        return _sent(step, result)
    stop_unless_mendable(result, home_of(step))
    if not step.is_open:
        return shut(step)
    return check_page(step, result.problems if not step.problems and not step.unmet else (), reasons)


def _sent(step: Step, result: Done) -> Any:
    owner_step.discard(g.terang.db, step, me())
    if result.proposal is not None:
        flash(_("Usulan Anda disimpan. Langkah ini berlaku setelah orang kedua mengonfirmasinya."), "success")
        return redirect(home_of(step), 303)
    return redirect(link("receipt", nomor=result.case, rev=result.revision), 303)
