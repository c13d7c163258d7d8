"""The front page, and the pages of what is announced: a root, a place in it, somebody published by name."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, render_template, request

from web.access import Access, route
from web.i18n import language, link, said
from web.pages.public_words import FILTERED, PHASES
from workflow.core.definition import Phase
from workflow.queries.public import Asked, home
from workflow.queries.public_dates import dates_file
from workflow.queries.public_person import person_page
from workflow.queries.public_place import place_page

LONGEST = 100


def register(app: Flask) -> None:
    route(app, "/", "home", front)
    route(app, "/<word:path>/<number:nomor>", "root", root, access=Access.OBJECT)
    route(app, "/<word:path>/<number:nomor>/<number:anak>", "below", below, access=Access.OBJECT)
    route(app, "/<word:path>/<number:nomor>/jadwal.ics", "root_dates", dates, access=Access.OBJECT)
    route(app, "/<word:path>/<number:nomor>/<number:anak>/jadwal.ics", "below_dates", dates, access=Access.OBJECT)


def front() -> str:
    asked = _asked()
    found = home(g.terang.db, g.terang.clock, asked)
    filtered = asked.phase is not None or asked.process is not None

    def to(page: int) -> str:
        return link("home", **_kept(asked), hal=page)

    facets = [(phase.value, said(PHASES[phase])) for phase in FILTERED]
    kinds = [(process, said(title)) for process, title in found.processes]
    return render_template(
        "public/home.html", found=found, asked=asked, facets=facets, kinds=kinds, filtered=filtered, to=to, kept=_kept(asked)
    )


def _asked() -> Asked:
    """Anything odd in the address is as if it had not been said."""
    given = request.args
    phase = given.get("tahap", "")
    page = given.get("hal", "1")
    return Asked(
        " ".join(given.get("q", "").split())[:LONGEST],
        Phase(phase) if phase in {p.value for p in FILTERED} else None,
        given.get("jenis", "")[:LONGEST] or None,
        int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1,
    )


def _kept(asked: Asked) -> dict[str, str]:
    kept = {"q": asked.words, "tahap": asked.phase.value if asked.phase else "", "jenis": asked.process or ""}
    return {name: value for name, value in kept.items() if value}


def root(path: str, nomor: str) -> str:
    page = place_page(g.terang.db, g.terang.clock, path, nomor) or abort(404)
    return render_template("public/place.html", p=page)


def below(path: str, nomor: str, anak: str) -> str:
    place = place_page(g.terang.db, g.terang.clock, path, nomor, anak)
    if place is not None:
        return render_template("public/place.html", p=place)
    person = person_page(g.terang.db, g.terang.clock, path, nomor, anak) or abort(404)
    return render_template("public/person.html", p=person)


def dates(path: str, nomor: str, anak: str | None = None) -> Response:
    """The dates of the page for anyone's calendar (iCalendar)."""
    here, base = g.terang, g.terang.installation.base
    page = link("root", path=path, nomor=nomor) if anak is None else link("below", path=path, nomor=nomor, anak=anak)
    host = urlsplit(base).hostname or "localhost"
    found = dates_file(here.db, here.clock, path, nomor, anak, language(), host, f"{base}{page}") or abort(404)
    response = Response(found, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{anak or nomor}.ics"'
    return response
