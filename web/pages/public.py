"""The front page, and the pages of what is announced: a root, a place in it, somebody published by name."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, render_template, request

from web.access import Access, route
from web.i18n import language, link, said
from web.pages.public_words import FILTERED
from workflow.core.definition import Phase
from workflow.core.kinds import PHASES
from workflow.queries.public import PER_PAGE, Asked, home
from workflow.queries.public_dates import dates_file
from workflow.queries.public_person import PersonPage, person_page
from workflow.queries.public_place import PlacePage, place_page

LONGEST = 100


def register(app: Flask) -> None:
    route(app, "/", "home", front)
    route(app, "/<branch:path>/<number:nomor>", "root", root, access=Access.OBJECT)
    route(app, "/<branch:path>/<number:nomor>/<number:anak>", "below", below, access=Access.OBJECT)
    route(app, "/<branch:path>/<number:nomor>/jadwal.ics", "root_dates", dates, access=Access.OBJECT)
    route(app, "/<branch:path>/<number:nomor>/<number:anak>/jadwal.ics", "below_dates", dates, access=Access.OBJECT)


def front() -> str:
    asked = _asked()
    found = home(g.terang.db, g.terang.clock, asked)
    kept = _kept(asked)

    def to(page: int) -> str:
        return link("home", **kept, hal=page)

    facets = [(phase.value, said(PHASES[phase])) for phase in FILTERED]
    kinds = [(process, said(title)) for process, title in found.processes]
    filtered = asked.phase is not None or asked.process is not None
    return render_template("public/home.html", found=found, asked=asked, facets=facets, kinds=kinds, filtered=filtered, to=to, kept=kept)


def _asked() -> Asked:
    """Anything odd in the address is as if it had not been said."""
    given = request.args
    phase = given.get("tahap", "")
    return Asked(
        " ".join(given.get("q", "").split())[:LONGEST],
        Phase(phase) if phase in {p.value for p in FILTERED} else None,
        given.get("jenis", "")[:LONGEST] or None,
        given.get("versi", "")[:LONGEST] or None,
        _page_asked(),
    )


def _page_asked() -> int:
    page = request.args.get("hal", "1")
    return max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 7 else 1


def _kept(asked: Asked) -> dict[str, str]:
    kept = {"q": asked.words, "tahap": asked.phase.value if asked.phase else "", "jenis": asked.process or ""}
    kept |= {"versi": asked.version or ""} if asked.process else {}
    return {name: value for name, value in kept.items() if value}


def root(path: str, nomor: str) -> str:
    return _place(place_page(g.terang.db, g.terang.clock, path, nomor) or abort(404))


def below(path: str, nomor: str, anak: str) -> str:
    place = place_page(g.terang.db, g.terang.clock, path, nomor, anak)
    if place is not None:
        return _place(place)
    person = person_page(g.terang.db, g.terang.clock, path, nomor, anak) or abort(404)
    return _listed(person, False) or render_template("public/person.html", p=person)


def _place(page: PlacePage) -> str:
    return _listed(page, page.places > 1) or render_template("public/place.html", p=page)


def _listed(page: PlacePage | PersonPage, with_place: bool) -> str | None:
    """All published cases of the machine that `daftar` names, a page at a time; None where nothing of the kind is asked."""
    wanted = request.args.get("daftar")
    if wanted is None:
        return None
    group = next((one for one in page.cases if one.machine == wanted), None) or abort(404)
    last = max(1, -(-len(group.rows) // PER_PAGE))
    number = min(_page_asked(), last)
    rows = group.rows[(number - 1) * PER_PAGE : number * PER_PAGE]

    def href(n: int) -> str:
        asked = {"path": page.path, "nomor": page.root, "daftar": wanted, "hal": n}
        return link("root", **asked) if page.number == page.root else link("below", anak=page.number, **asked)

    return render_template("public/list.html", p=page, group=group, rows=rows, with_place=with_place, page=number, last=last, href=href)


def dates(path: str, nomor: str, anak: str | None = None) -> Response:
    """The dates of the page for anyone's calendar (iCalendar)."""
    here, base = g.terang, g.terang.installation.base
    page = link("root", path=path, nomor=nomor) if anak is None else link("below", path=path, nomor=nomor, anak=anak)
    host = urlsplit(base).hostname or "localhost"
    found = dates_file(here.db, here.clock, path, nomor, anak, language(), host, f"{base}{page}") or abort(404)
    response = Response(found, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{anak or nomor}.ics"'
    return response
