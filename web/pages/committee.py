"""The inbox of officials and the page of a case for those who work on it."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import Any

from flask import Flask, abort, current_app, flash, g, redirect, render_template, request, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import Access, route
from web.i18n import link, said
from web.steps import faster, me
from workflow import drafts, files
from workflow.act import Actor, Kind, Refusal, act
from workflow.queries import committee, inbox_task, staff, staff_facts

POST = ("POST",)


def register(app: Flask) -> None:
    route(app, "/tugas", "inbox", inbox, access=Access.ACCOUNT)
    route(app, "/keputusan", "decisions", decisions, access=Access.ACCOUNT)
    route(app, "/tugas/<whole:id>", "task", task, access=Access.ACCOUNT)
    route(app, "/tugas/<whole:id>/ambil", "claim", claim, access=Access.ACCOUNT, methods=POST)
    route(app, "/tugas/<whole:id>/kembalikan", "hand_back", hand_back, access=Access.ACCOUNT, methods=POST)
    route(app, "/perkara/<number:nomor>", "case", case, access=Access.ACCOUNT)
    route(app, "/perkara/<number:nomor>/berkas/<word:fact>/<int:n>", "staff_file", staff_file, access=Access.ACCOUNT)
    route(app, "/perkara/<number:nomor>/tugas/<whole:id>/alihkan", "reassign", reassign, access=Access.ACCOUNT, methods=POST)
    route(app, "/perkara/<number:nomor>/hadir", "presence", presence, access=Access.ACCOUNT, methods=POST)
    route(app, "/perkara/<number:nomor>/cabut", "lift", lift, access=Access.ACCOUNT, methods=POST)


def inbox() -> str:
    here = g.terang
    if not here.desk.staff:
        abort(403)
    found = committee.inbox(here.db, here.clock, me(), drafts.person_key(me()))
    kinds = Counter((line.process, line.kind_of_process) for line in found.lines)
    wanted = request.args.get("proses", "")
    lines = [line for line in found.lines if wanted in ("", line.process)]
    return render_template("committee/inbox.html", section="inbox", inbox=found, lines=lines, kinds=kinds, wanted=wanted)


def decisions() -> str:
    here = g.terang
    if not here.desk.staff:
        abort(403)
    found = committee.inbox(here.db, here.clock, me(), drafts.person_key(me()))
    lines = [line for line in found.lines if line.decides or line.kind == "confirm"]
    return render_template("committee/decisions.html", section="decisions", lines=lines)


# ------------------------------------------------------------------ tasks
def task(id: int) -> Response:
    """Where a task is taken up; a closed one leads to its case."""
    found = inbox_task.task_target(g.terang.db, me(), id)
    if found is None:
        abort(404)
    if found.own:
        return redirect(link("owner_step", nomor=found.number, action=found.action))
    return redirect(link("step", nomor=found.number, action=found.action) if found.is_open else link("case", nomor=found.number))


def claim(id: int) -> Response:
    return _task_step(id, "@claim", _("Tugas ini sekarang atas nama Anda."))


def hand_back(id: int) -> Response:
    return _task_step(id, "@hand_back", _("Tugas dikembalikan. Pemegang peran yang lain dapat mengambilnya."))


def _task_step(id: int, action: str, words: str) -> Response:
    found = inbox_task.task_target(g.terang.db, me(), id)
    if found is None:
        abort(404)
    back = link("case", nomor=found.number)
    return _take(found.number, action, {"task": [str(id)]}, words, back)


def _take(number: str, action: str, answers: dict[str, list[str]], words: str, back: str) -> Response:
    """One of the engine's own actions, then back with a word of it."""
    here = g.terang
    done = act(here.db, here.clock, number, action, Actor(me(), "person"), answers, key=request.form.get("kunci"))
    if isinstance(done, Refusal) and done.kind is not Kind.INVALID:
        return faster(done, back)
    if isinstance(done, Refusal):
        flash(" ".join(said(problem.text) for problem in done.problems), "info")
    else:
        flash(words, "success")
    return redirect(back)


# ------------------------------------------------------------------ a case
def case(nomor: str) -> Any:
    here = g.terang
    found = staff.staff_case(here.db, here.clock, nomor, me())
    if found is None:
        abort(404)
    if found.undeclared:
        return redirect(link("declare", nomor=nomor))
    return render_template("committee/case.html", section="inbox", case=found, place=found.header)


def staff_file(nomor: str, fact: str, n: int) -> Response:
    here = g.terang
    digest = staff_facts.paper_hash(here.db, here.clock, nomor, me(), fact, n)
    row = files.by_content(here.db, digest) if digest is not None else None
    if row is None:
        abort(404)
    raw = files.path(current_app.config["HOME"], row.id).read_bytes()
    return send_file(BytesIO(raw), mimetype=row.kind, download_name=row.name, max_age=0)


def presence(nomor: str) -> Response:
    """Absent, or back again: said by the holder of a role for a case where it is held."""
    _readable(nomor)
    absent = request.form.get("hadir") == "tidak"
    words = _("Anda dicatat berhalangan. Cadangan naik menurut urutan.") if absent else _("Anda dicatat hadir kembali.")
    answers = {"role": [request.form.get("peran", "")], "person": [str(me())]}
    return _take(nomor, "@absent" if absent else "@back", answers, words, link("case", nomor=nomor))


def reassign(nomor: str, id: int) -> Response:
    """A group's task of this case is given to one of those who act for its role, by the one who appoints to it."""
    _readable(nomor)
    answers = {"task": [str(id)], "person": [request.form.get("orang", "")]}
    return _take(nomor, "@reassign", answers, _("Tugas dialihkan."), link("case", nomor=nomor))


def lift(nomor: str) -> Response:
    _readable(nomor)
    answers = {"person": [request.form.get("orang", "")], "reason": [request.form.get("alasan", "")]}
    return _take(nomor, "@lift", answers, _("Pernyataan benturan dicabut, dengan alasan yang tercatat."), link("case", nomor=nomor))


def _readable(nomor: str) -> None:
    """What is not yours answers like what is not there, also to a POST."""
    here = g.terang
    if staff.staff_case(here.db, here.clock, nomor, me()) is None:
        abort(404)
