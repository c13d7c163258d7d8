"""Publications and minutes as pages and as PDF (the same rows), and the page where a receipt or a paper is checked."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask, Response, abort, g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from web import formats
from web.access import Access, Number, route
from web.i18n import language, link, said
from web.tables import paper_tables
from workflow import papers
from workflow.queries.public_minutes import Minutes
from workflow.queries.public_papers import About, by_code, by_fingerprint, minutes_page, publication_page
from workflow.queries.public_shown import Paper

NUMBER = re.compile(Number.regex)
FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def register(app: Flask) -> None:
    route(app, "/dokumen/<whole:id>", "publication", publication, access=Access.OBJECT)
    route(app, "/dokumen/<whole:id>.pdf", "publication_pdf", publication_pdf, access=Access.OBJECT)
    route(app, "/dokumen/<number:nomor>", "minutes", minutes, access=Access.OBJECT)
    route(app, "/dokumen/<number:nomor>.pdf", "minutes_pdf", minutes_pdf, access=Access.OBJECT)
    route(app, "/periksa", "verify", verify)
    route(app, "/periksa/<code:code>", "verify_code", verify_code, access=Access.OBJECT)


# ------------------------------------------------------------------ publications
def publication(id: int) -> str:
    paper, about = publication_page(g.terang.db, g.terang.clock, id) or abort(404)
    return render_template("public/publication.html", paper=_publication(paper, about), about=about, p=paper)


def publication_pdf(id: int) -> Response:
    paper, about = publication_page(g.terang.db, g.terang.clock, id) or abort(404)
    return _pdf(papers.publication_pdf(_publication(paper, about)), f"{about.case}-{paper.name}")


def _publication(paper: Paper, about: About) -> papers.Publication:
    called = said(about.called)
    below = called if about.case == about.root else f"{called} · {said(about.root_called)}"
    return papers.Publication(
        language(),
        said(g.terang.installation.agency),
        said(paper.words),
        formats.long_moment(paper.at, language(), about.zone),
        _base(link("publication", id=paper.id)),
        paper.sha256,
        below,
        [],
        paper_tables(paper, about),
    )


# ------------------------------------------------------------------ minutes
def minutes(nomor: str) -> str:
    found, about = minutes_page(g.terang.db, g.terang.clock, nomor) or abort(404)
    return render_template("public/minutes.html", paper=_minutes(found, about), about=about)


def minutes_pdf(nomor: str) -> Response:
    found, about = minutes_page(g.terang.db, g.terang.clock, nomor) or abort(404)
    return _pdf(papers.minutes_pdf(_minutes(found, about)), nomor)


def _minutes(found: Minutes, about: About) -> papers.Minutes:
    signed = [
        papers.Signature(s.name, said(s.role), formats.moment(s.at, language(), about.zone), [said(note) for note in s.notes])
        for s in found.signed
    ]
    return papers.minutes_of(
        found.body,
        found.sha256,
        language(),
        agency=g.terang.installation.agency,
        at=formats.long_moment(found.at, language(), about.zone),
        address=_base(link("minutes", nomor=found.number)),
        signatures=signed,
    )


def _pdf(octets: bytes, name: str) -> Response:
    response = Response(octets, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _base(path: str) -> str:
    return f"{g.terang.installation.base}{path}"


# ------------------------------------------------------------------ checking
def verify() -> Any:
    """A receipt code, the number of minutes or a fingerprint leads to its page; anything else is told how these look."""
    typed = request.args.get("kode", "").strip()[:200]
    if not typed:
        return render_template("public/verify.html", typed="", error=None, failed=False)
    target = _target(typed)
    if target is not None:
        return redirect(target)
    return render_template("public/verify.html", typed=typed, error=_error(typed), failed=True)


def _target(typed: str) -> str | None:
    joined = re.sub(r"[\s:]", "", typed)
    if NUMBER.fullmatch(joined.upper()):
        return link("minutes", nomor=joined.upper()) if minutes_page(g.terang.db, g.terang.clock, joined.upper()) else None
    if FINGERPRINT.fullmatch(joined.lower()):
        return _by_fingerprint(joined.lower())
    found = by_code(g.terang.db, g.terang.clock, typed)
    return link("verify_code", code=found.code) if found is not None else None


def _by_fingerprint(sha256: str) -> str | None:
    paper, number = by_fingerprint(g.terang.db, sha256)
    if paper is not None and publication_page(g.terang.db, g.terang.clock, paper):
        return link("publication", id=paper)
    return link("minutes", nomor=number) if number and minutes_page(g.terang.db, g.terang.clock, number) else None


def _error(typed: str) -> str:
    if len(_characters(typed)) == 16:
        return _("Kode ini tidak ada dalam catatan di sini. Periksa ejaannya; huruf O dan angka 0 dibaca sama.")
    return _("Tulis kode dari tanda terima, misalnya ABCD-1234-EFGH-5678, nomor berita acara, atau sidik SHA-256 dari dokumen.")


def _characters(typed: str) -> str:
    return re.sub(r"[\s-]", "", typed)


def verify_code(code: str) -> str | Answer:
    found = by_code(g.terang.db, g.terang.clock, code) or abort(404)
    if code != found.code:
        return redirect(link("verify_code", code=found.code))
    return render_template("public/verify_code.html", p=found)
