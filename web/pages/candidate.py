"""Pages of an owner: what is open, own cases, one own case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask, abort, g, redirect, render_template, request
from flask_babel import gettext as _

from web.access import Access, route
from web.formats import day
from web.i18n import language, link
from web.limits import spend
from web.pages.public_words import lasts, stage_words
from web.refused import stop
from workflow.act import Actor, Done, give_birth
from workflow.core.words import Language
from workflow.queries.look import Viewer
from workflow.queries.owner import Opening, Told, opening, openings
from workflow.queries.owner_case import my_case as read_case
from workflow.queries.owner_case import my_cases
from workflow.queries.owner_papers import messages
from workflow.queries.owner_step import Place, begin, step
from workflow.queries.public_course import Stage

PER_PAGE = 20
KIND = "jenis"
BOTH = ("GET", "POST")


def register(app: Flask) -> None:
    route(app, "/ikut", "openings", openings_page)
    route(app, "/ikut/<number:nomor>", "apply", apply, access=Access.OBJECT, methods=BOTH)
    route(app, "/urusan", "my_cases", my_cases_page, access=Access.ACCOUNT)
    route(app, "/urusan/<number:nomor>", "my_case", my_case, access=Access.ACCOUNT)
    app.jinja_env.globals.update(way_to=way_to, way_to_begin=way_to_begin)


def me() -> int | None:
    who = g.terang.identity
    return who.person if who is not None else None


def way_to(place: Place) -> str:
    """The page on which a step is taken."""
    if place.office:
        return link("step", nomor=place.number, action=place.action)
    if place.machine is not None:
        return link("owner_birth", nomor=place.number, machine=place.machine, action=place.action)
    return link("owner_step", nomor=place.number, action=place.action)


def letter_link(number: str, wanted: Language) -> str:
    return f"{g.terang.installation.base}{link('my_case', wanted, nomor=number)}"


# ------------------------------------------------------------------ what is open
def openings_page() -> str:
    every = openings(g.terang.db, g.terang.clock, me())
    query = (request.args.get("q") or "").strip()[:100]
    facets = _facets(every)
    chosen = {facet["name"]: request.args.get(facet["name"], "") for facet in facets}
    found = [o for o in every if _matches(o, query, chosen)]
    last = max(1, -(-len(found) // PER_PAGE))
    page = min(max(1, request.args.get("hal", 1, type=int)), last)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    for facet in facets:
        facet["value"] = chosen[facet["name"]]
    kept = {name: value for name, value in {"q": query, **chosen}.items() if value}
    return render_template(
        "candidate/openings.html", rows=shown, n=len(found), all=len(every), query=query, facets=facets, filtered=any(chosen.values()),
        page=page, last=last, href=lambda n: link("openings", **kept, hal=n), kept=kept,
    )  # fmt: skip


def _facets(every: Sequence[Opening]) -> list[dict[str, Any]]:
    """One filter for the kind of process, and one for each published choice, wherever they differ."""
    held: dict[str, dict[str, str]] = {KIND: {o.process: o.process_title.in_(language()) for o in every}}
    words: dict[str, str] = {KIND: _("Jenis proses")}
    for told in (t for o in every for t in o.told if t.choice is not None):
        held.setdefault(told.name, {})[told.choice or ""] = told.value.in_(language())
        words[told.name] = told.words.in_(language())
    return [
        {"name": name, "words": words[name], "options": [("", _("Semua")), *sorted(values.items(), key=lambda v: v[1])]}
        for name, values in held.items()
        if len(values) > 1
    ]


def _matches(row: Opening, query: str, chosen: dict[str, str]) -> bool:
    choices = {KIND: row.process, **{t.name: t.choice for t in row.told}}
    if any(value and choices.get(name) != value for name, value in chosen.items()):
        return False
    said = (row.title, row.root, row.begin, row.process_title, *(t.value for t in row.told))
    text = " ".join([row.number, *(words.in_(language()) for words in said)]).casefold()
    return all(word in text for word in query.casefold().split())


def apply(nomor: str) -> Any:
    """The call to begin a case of one's own; sending it begins a draft, or leads to the one that is there. `langkah`: which birth."""
    here, person, verb = g.terang, me(), request.args.get("langkah")
    if request.method == "POST":
        return _begin(nomor, person, verb) if person is not None else redirect(link("sign_in", next=request.full_path.rstrip("?")))
    found = opening(here.db, here.clock, nomor, person, verb)
    if found is None:
        abort(404)
    short, long = _split(found.told)
    return render_template("candidate/apply.html", o=found, short=short, long=long, section="openings", signed_in=person is not None)


def _split(told: Sequence[Told]) -> tuple[list[Told], list[Told]]:
    return [t for t in told if not t.long], [t for t in told if t.long]


def way_to_begin(found: Opening) -> str:
    """The page of one birth of a place."""
    return link("apply", nomor=found.number) if found.alone else link("apply", nomor=found.number, langkah=found.verb)


def _begin(number: str, person: int, verb: str | None) -> Any:
    here = g.terang
    spend("30 per hour", "begin", str(person))
    found = begin(here.db, here.clock, number, person, verb)
    if found is None:
        abort(404)
    if isinstance(found, str):
        return redirect(link("my_case", nomor=found))
    if _asks(found, person):
        return redirect(way_to(found))
    key = request.form.get("kunci")
    result = give_birth(here.db, here.clock, number, found.draft, Actor(person, "person"), key=key)
    if not isinstance(result, Done):
        stop(result, request.full_path.rstrip("?"))
    return redirect(_first_step(result, person), 303)


def _asks(place: Place, person: int) -> bool:
    """Whether beginning itself asks questions."""
    found = step(g.terang.db, g.terang.clock, place, person)
    return found is not None and found.action.form is not None


def _first_step(made: Done, person: int) -> str:
    """Where a case that was just begun goes on; of one that belongs to nobody there is only the receipt."""
    found = read_case(g.terang.db, g.terang.clock, made.case, Viewer(person))
    if found is None:
        return link("receipt", nomor=made.case, rev=made.revision)
    first = next((t for t in found.todo if t.must), None)
    return way_to(first.place) if first else link("my_case", nomor=made.case)


# ------------------------------------------------------------------ own cases
def my_cases_page() -> str:
    here = g.terang
    rows = my_cases(here.db, here.clock, here.identity.person)
    return render_template(
        "candidate/cases.html",
        going=[r for r in rows if not r.ended],
        ended=[r for r in rows if r.ended],
        can_begin=bool(rows) or _any_open(),
    )


def _any_open() -> bool:
    return bool(openings(g.terang.db, g.terang.clock, me()))


def my_case(nomor: str) -> str:
    here = g.terang
    found = read_case(here.db, here.clock, nomor, Viewer(here.identity.person))
    if found is None:
        abort(404)
    mail = messages(here.db, here.identity.person, letter_link, nomor)
    ahead = [(stage_words(stage), _expected(stage, found.zone)) for stage in found.ahead]
    return render_template("candidate/case.html", c=found, ahead_of=ahead, mail=mail, section="my_cases")


def _expected(stage: Stage, zone: str) -> str:
    """When a stage to come is planned to begin, else how long it lasts."""
    if stage.planned is not None:
        return _("Perkiraan mulai %(day)s", day=day(stage.planned, language(), zone))
    return _("Lamanya %(span)s", span=lasts(stage.lasts)) if stage.lasts else ""
