"""Tables that somebody brings: what can be brought, a trial that shows every bad row, the confirmation, and the empty table to fill in."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, flash, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from web.access import Access, route
from web.i18n import language, link
from web.limits import spend
from web.pages.secretariat import BOTH, me
from web.pages.secretariat_lists import safe_cell
from workflow import imports
from workflow.imports import kept

MOST_ROWS = 1_000
"""On a page; the command line takes more."""
LARGEST = 5_000_000
SHOWN = 200
"""Bad rows on the page; the rest are counted."""


def register(app: Flask) -> None:
    here = "/sekretariat/<number:nomor>/tabel"
    route(app, here, "imports", index, access=Access.ACCOUNT)
    route(app, f"{here}/<word:machine>/<word:action>", "import_cases", cases, access=Access.ACCOUNT, methods=BOTH)
    route(app, f"{here}/<word:machine>/<word:action>/isian.csv", "import_cases_csv", cases_csv, access=Access.ACCOUNT)
    route(app, f"{here}/<word:role>", "import_holders", holders, access=Access.ACCOUNT, methods=BOTH)
    route(app, f"{here}/<word:role>/isian.csv", "import_holders_csv", holders_csv, access=Access.ACCOUNT)


def index(nomor: str) -> str:
    found = imports.offers(g.terang.db, g.terang.clock, nomor, me())
    if found is None:
        abort(404)
    return render_template("secretariat/tables.html", section="my_roots", found=found)


def cases(nomor: str, machine: str, action: str) -> Any:
    return _page(_found(nomor, f"{machine}.{action}", None), f"{machine}.{action}", None)


def holders(nomor: str, role: str) -> Any:
    return _page(_found(nomor, imports.APPOINT, role), imports.APPOINT, role)


def _found(nomor: str, what: str, role: str | None) -> imports.Page:
    found = imports.page(g.terang.db, g.terang.clock, nomor, me(), what, role)
    if found is None:
        abort(404)
    return found


# ------------------------------------------------------------------ trial and confirmation
def _page(found: imports.Page, what: str, role: str | None) -> Any:
    if request.method == "GET":
        return _shown(found, role)
    spend("30 per minute", "table", str(me()))
    content, id, problem = _content()
    if content is None:
        return _shown(found, role, problem=problem), 422
    confirm = bool(request.form.get("jalankan"))
    wish = imports.Wish(
        found.number, what, me(), content, role, make_persons=bool(request.form.get("buat_orang")), most=MOST_ROWS,
        key=request.form.get("kunci") if confirm else None,
    )  # fmt: skip
    report = imports.run(g.terang.db, g.terang.clock, wish, confirm=confirm)
    if report.kept:
        kept.drop(_home(), me(), id or "")
        flash(_kept(report), "success")
        return redirect(link("imports", nomor=found.number))
    if report.fine and id is None:
        id = kept.keep(_home(), me(), content, g.terang.now)
    return _shown(found, role, report=report, id=id), 200 if report.fine else 422


def _content() -> tuple[bytes | None, str | None, str]:
    """The file of the form, or the one that was kept for its confirmation; else what to do."""
    id = request.form.get("berkas", "")
    if id and not request.form.get("ulang"):
        return kept.load(_home(), me(), id), id, _("Berkasnya tidak disimpan lagi. Unggah sekali lagi.")
    upload = request.files.get("tabel")
    content = b""
    if upload is not None:
        content = upload.read(LARGEST + 1)
        upload.close()
    if len(content) > LARGEST:
        return None, None, _("Berkas ini lebih besar dari %(n)s MB. Bagilah, atau minta pengelola menjalankannya.", n=LARGEST // 1_000_000)
    return content or None, None, _("Pilih berkasnya dahulu.")


def _home() -> Path:
    return Path(current_app.config["HOME"])


def _kept(report: imports.Report) -> str:
    waiting = sum(row.done.proposal is not None for row in report.rows)
    said = ngettext("%(num)s baris tercatat.", "%(num)s baris tercatat.", len(report.rows))
    if waiting:
        said += " " + ngettext("%(num)s menunggu penegasan orang kedua.", "%(num)s menunggu penegasan orang kedua.", waiting)
    return said


def _shown(found: imports.Page, role: str | None, report: imports.Report | None = None, id: str | None = None, problem: str = "") -> str:
    notes = report.notes if report is not None else ()
    wrong = [note for note in notes if note.wrong]
    return render_template(
        "secretariat/table.html", section="my_roots", found=found, role=role, report=report, id=id, problem=problem, wrong=wrong[:SHOWN],
        more=max(0, len(wrong) - SHOWN), told=[note for note in notes if not note.wrong][:SHOWN], failed=bool(wrong or problem), most=MOST_ROWS,
        makes=bool(request.form.get("buat_orang")),
    )  # fmt: skip


# ------------------------------------------------------------------ the table to fill in
def cases_csv(nomor: str, machine: str, action: str) -> Response:
    return _empty(_found(nomor, f"{machine}.{action}", None), f"{machine}-{action}")


def holders_csv(nomor: str, role: str) -> Response:
    return _empty(_found(nomor, imports.APPOINT, role), role)


def _empty(found: imports.Page, name: str) -> Response:
    """A heading row; for a step also a row for each case on which it is open."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language() == "id" else ",")
    asked = [column for column in found.columns if column.kind not in ("case", "key")]
    named = next((column for column in found.columns if column.kind == "key" and column.name == found.target.machine.called), None)
    first = [_("Nomor"), *([_heading(found, named)] if named else [])] if found.target.kind == "steps" else []
    writer.writerow([*first, *(_heading(found, column) for column in asked)])
    for number, called in found.waiting:
        writer.writerow([number, *([safe_cell(called.in_(language()))] if named else []), *[""] * len(asked)])
    headers = {"Content-Disposition": f'attachment; filename="{found.number}-{name}.csv"'}
    return Response("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _heading(found: imports.Page, column: imports.Column) -> str:
    """Its words where no other column has the same, else its name."""
    words = column.words.in_(language())
    alike = [other for other in found.columns if other.words.in_(language()) == words]
    return safe_cell(words if len(alike) == 1 else column.name)
