"""Lists over many roots: the table of cases with its filters and export, what the public said, and the letters."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, abort, flash, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from web.access import Access, route
from web.formats import day, moment
from web.i18n import language, link
from web.pages.secretariat import letter_link, me
from workflow.core.kinds import PHASES
from workflow.core.words import Text
from workflow.queries import cases_table, moderation, outbox

FIELDS = {"proses": "process", "akar": "root", "jenis": "machine", "tahap": "phase", "keadaan": "state", "tugas": "due", "cari": "text"}
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def register(app: Flask) -> None:
    route(app, "/sekretariat/perkara", "cases", cases, access=Access.STAFF)
    route(app, "/sekretariat/perkara.csv", "cases_csv", cases_csv, access=Access.STAFF)
    route(app, "/sekretariat/perkara/saringan", "case_filters", filters, access=Access.STAFF, methods=("POST",))
    route(app, "/sekretariat/masukan", "moderate", moderate, access=Access.STAFF)
    route(app, "/sekretariat/surat", "outbox", letters, access=Access.STAFF)
    route(app, "/sekretariat/surat/kirim", "send_letters", send, access=Access.STAFF, methods=("POST",))


def page_number() -> int:
    text = request.args.get("hal", "1")
    return int(text) if text.isdecimal() and len(text) < 7 else 1


# ------------------------------------------------------------------ cases
def wanted() -> cases_table.Wanted:
    asked = {field: request.args.get(name, "").strip()[:120] for name, field in FIELDS.items()}
    return replace(cases_table.Wanted(page=page_number()), **asked)


def query(**changes: object) -> str:
    """The present filter as a query string, without the page; `changes` by the names of the address."""
    kept = {name: request.args.get(name, "").strip() for name in FIELDS} | {k: str(v) for k, v in changes.items()}
    return urlencode({name: text for name, text in kept.items() if text})


def cases() -> str:
    here, asked = g.terang, wanted()
    found = cases_table.case_table(here.db, here.clock, me(), asked)
    return render_template(
        "secretariat/cases.html", section="secretariat" if here.desk.opens else "my_roots", table=found, asked=asked, query=query,
        facets=_facets(found.choices, asked), phases=PHASES, saved=cases_table.saved_filters(here.db, me()),
    )  # fmt: skip


def _facets(choices: cases_table.Choices, asked: cases_table.Wanted) -> list[dict[str, Any]]:
    late = (("open", _("Ada tugas terbuka")), ("late", _("Lewat batas")))
    phases = tuple((p.value, PHASES[p].in_(language())) for p in choices.phases)
    facets = [
        _facet("akar", _("Proses"), _said(choices.roots), asked.root),
        _facet("jenis", _("Jenis perkara"), _said(choices.machines), asked.machine),
        _facet("tahap", _("Tahap"), phases, asked.phase),
        _facet("tugas", _("Tugas"), late, asked.due),
    ]
    if choices.states:
        facets.insert(2, _facet("keadaan", _("Keadaan"), _said(choices.states), asked.state))
    if len(choices.processes) > 1:
        facets.insert(0, _facet("proses", _("Jenis proses"), _said(choices.processes), asked.process))
    return facets


def _said(pairs: tuple[tuple[str, Text], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((value, words.in_(language())) for value, words in pairs)


def _facet(name: str, words: str, options: tuple[tuple[str, str], ...], value: str) -> dict[str, Any]:
    return {"name": name, "words": words, "options": [("", _("Semua")), *options], "value": value}


def cases_csv() -> Response:
    """The filtered cases for a spreadsheet: semicolons where the comma is the decimal sign, no cell that a program would run."""
    here = g.terang
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language() == "id" else ",")
    writer.writerow(
        [
            _("Nomor"),
            _("Nama"),
            _("Jenis proses"),
            _("Proses"),
            _("Jenis perkara"),
            _("Keadaan"),
            _("Tahap"),
            _("Sejak"),
            _("Tugas terbuka"),
            _("Lewat batas"),
            _("Batas terdekat"),
        ]
    )
    for row in cases_table.all_cases(here.db, here.clock, me(), wanted()):
        writer.writerow([safe_cell(cell) for cell in _cells(row)])
    name = f"perkara-{here.now:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("﻿" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _cells(row: cases_table.CaseRow) -> list[str]:
    wanted_language, zone = language(), g.terang.installation.zone
    words = (row.called, row.process, row.root, row.machine, row.state.words.staff, PHASES[row.state.phase])
    texts = [w if isinstance(w, str) else w.in_(wanted_language) for w in words]
    due = moment(row.due, wanted_language, zone) if row.due else ""
    return [row.number, *texts, day(row.since, wanted_language, zone), str(row.tasks), str(row.late), due]


def safe_cell(text: str) -> str:
    """A cell that starts like a formula gets an apostrophe, which spreadsheets read as "this is text"."""
    return f"'{text}" if text.startswith(RISKY) else text


def filters() -> Any:
    """Keep the filter under a name, or forget one (`hapus`)."""
    if gone := request.form.get("hapus"):
        cases_table.forget_filter(g.terang.db, me(), gone)
        flash(_("Saringan dihapus."), "success")
        return redirect(link("cases"))
    kept = urlencode([(k, v) for k, v in parse_qsl(request.form.get("saringan", "")) if k in FIELDS])
    wrong = cases_table.save_filter(g.terang.db, me(), request.form.get("nama", ""), kept)
    flash(wrong.in_(language()) if wrong else _("Saringan disimpan."), "info" if wrong else "success")
    return redirect(f"{link('cases')}?{kept}" if kept else link("cases"))


# ------------------------------------------------------------------ what the public said
def moderate() -> str:
    here, show = g.terang, request.args.get("tampil", "waiting")
    chosen = cast(moderation.Show, show if show in ("waiting", "going", "ended", "all") else "waiting")
    found = moderation.moderation(here.db, here.clock, me(), chosen, page_number())
    return render_template("secretariat/moderate.html", section="secretariat" if here.desk.opens else "my_roots", found=found)


# ------------------------------------------------------------------ letters
def letters() -> str:
    kind, root = request.args.get("jenis", ""), request.args.get("akar", "")
    chosen = cast(outbox.Kind | None, kind if kind in outbox.KINDS else None)
    found = outbox.outbox(g.terang.db, me(), letter_link(), chosen, root, page_number())
    if root and found.root is None and not outbox.prepares(g.terang.db, me(), root):
        abort(404)
    return render_template("secretariat/outbox.html", section="secretariat", found=found, kinds=outbox.KINDS)


def send() -> Any:
    """Release held letters of a root (`surat` ids, none for all), or send again those in trouble (`ulang`)."""
    root = request.form.get("akar", "")
    chosen = [int(text) for text in request.form.getlist("surat") if text.isdecimal() and len(text) < 19]
    if request.form.get("ulang"):
        sent = outbox.send_again(g.terang.db, me(), root, chosen)
    else:
        sent = outbox.release(g.terang.db, me(), root, None if request.form.get("semua") else chosen)
    if sent is None:
        abort(404)
    flash(
        ngettext(
            "%(num)s surat dilepas; berangkat pada pengiriman berikutnya.",
            "%(num)s surat dilepas; berangkat pada pengiriman berikutnya.",
            sent,
        ),
        "success",
    )
    return redirect(link("outbox", akar=root))
