"""Receipts of any step of anybody, own files, calendar files."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, render_template, send_file
from flask_babel import gettext as _

from web import formats
from web.access import Access, route
from web.i18n import language, link
from web.pages.candidate_form import file_note
from web.tables import grid_tables
from workflow import files, papers
from workflow.queries.look import Viewer
from workflow.queries.owner_papers import Receipt
from workflow.queries.owner_papers import calendar as read_calendar
from workflow.queries.owner_papers import receipt as read_receipt


def register(app: Flask) -> None:
    route(app, "/tanda-terima/<number:nomor>/<int:rev>", "receipt", receipt, access=Access.ACCOUNT)
    route(app, "/tanda-terima/<number:nomor>/<int:rev>.pdf", "receipt_pdf", receipt_pdf, access=Access.ACCOUNT)
    route(app, "/urusan/<number:nomor>/<word:fact>.ics", "calendar", calendar, access=Access.ACCOUNT)
    route(app, "/berkas/<token:id>", "my_file", my_file, access=Access.ACCOUNT)
    app.jinja_env.filters["file_note"] = file_note


def me() -> int:
    return int(g.terang.identity.person)


def _found(number: str, revision: int) -> Receipt:
    found = read_receipt(g.terang.db, g.terang.clock, number, revision, Viewer(me())) if revision < 2**31 else None
    if found is None:
        abort(404)
    return found


def address_of(found: Receipt) -> str:
    """Where anybody can check the code; the address is that of the installation, never of the request."""
    known = "verify_code" in current_app.view_functions
    path = link("verify_code", code=found.code) if known else link("receipt", nomor=found.number, rev=found.revision)
    return f"{g.terang.installation.base}{path}"


def title_of(found: Receipt) -> str:
    return _("Diterima: %(step)s", step=found.step.in_(language()))


def rows_of(found: Receipt) -> list[tuple[str, str]]:
    """What the receipt says, on the page and on paper alike."""
    wanted = language()
    rows = [
        (_("Diterima"), formats.long_moment(found.at, wanted, found.zone)),
        (_("Tentang"), ", ".join(dict.fromkeys((found.title.in_(wanted), found.root.in_(wanted))))),
        (_("Nomor"), f"{found.kind.in_(wanted)} {found.number}"),
    ]
    if found.by:
        role = f" ({found.role.in_(wanted)})" if found.role else ""
        rows.append((_("Oleh"), f"{found.by}{role}"))
    words = found.state.words.owner if found.own else found.state.words.staff
    return [*rows, (_("Status setelah langkah ini"), words.in_(wanted))]


def sent_of(found: Receipt) -> list[tuple[str, str]]:
    """The answers and files that were received, but for tables, which stand apart."""
    wanted = language()
    answers = [(row.words.in_(wanted), _with_remark(row.value.in_(wanted), row.remark)) for row in found.rows if row.grid is None]
    return answers + [(f.words.in_(wanted), f"{f.name} ({file_note(f)})") for f in found.files]


def _with_remark(value: str, remark: str | None) -> str:
    return f"{value}. {remark}" if remark and remark not in value else value


def receipt(nomor: str, rev: int) -> str:
    found = _found(nomor, rev)
    return render_template(
        "candidate/receipt.html", r=found, title=title_of(found), rows=rows_of(found), sent=sent_of(found), address=address_of(found)
    )


def receipt_pdf(nomor: str, rev: int) -> Response:
    found = _found(nomor, rev)
    paper = papers.Receipt(
        language(), g.terang.installation.agency.in_(language()), title_of(found), found.code, address_of(found), found.leaf,
        paragraphs=[_("Simpan nomor ini. Dengannya siapa pun dapat memeriksa bahwa langkah ini tercatat.")],
        rows=rows_of(found),
        parts=list(_parts(found)),
    )  # fmt: skip
    response = Response(papers.receipt_pdf(paper), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{_("tanda-terima")}-{found.code}.pdf"'
    return response


def _parts(found: Receipt) -> Iterator[papers.Table]:
    sent = sent_of(found)
    if sent:
        yield papers.Table(_("Yang diterima"), sent)
    yield from grid_tables(found.rows)
    if found.own and found.state.next:
        yield papers.Table(_("Berikutnya"), [[found.state.next.in_(language())]])


def calendar(nomor: str, fact: str) -> Response:
    base = g.terang.installation.base
    address = f"{base}{link('my_case', nomor=nomor)}"
    host = urlsplit(base).hostname or "localhost"
    found = read_calendar(g.terang.db, g.terang.clock, nomor, fact, Viewer(me()), language(), host, address)
    if found is None:
        abort(404)
    response = Response(found, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{nomor}-{fact}.ics"'
    return response


def my_file(id: str) -> Any:
    """A file to the one who uploaded it; to nobody else."""
    found = files.find(g.terang.db, id)
    if found is None or found.owner != me():
        abort(404)
    place = files.path(current_app.config["HOME"], found.id)
    if not place.is_file():
        abort(404)
    return send_file(BytesIO(place.read_bytes()), mimetype=found.kind, download_name=found.name)
