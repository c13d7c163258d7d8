"""Two addresses that lead elsewhere: the first page after signing in, and the case that a letter names by its number."""

from __future__ import annotations

from flask import Flask, abort, g, redirect
from werkzeug.wrappers import Response

from web.access import Access, route
from web.i18n import link
from workflow.queries.door import door_of


def register(app: Flask) -> None:
    route(app, "/mulai", "landing", landing)
    route(app, "/ke/<number:nomor>", "to_case", to_case, access=Access.ACCOUNT)


def landing() -> Response:
    here = g.terang
    if here.identity is None:
        return redirect(link("home"))
    if here.identity.admin:
        return redirect(link("admin"))
    return redirect(link("inbox" if here.desk.staff else "my_cases"))


def to_case(nomor: str) -> Response:
    """Whoever is not signed in has been asked to by the route's policy, whether or not the number exists."""
    here = g.terang
    door = door_of(here.db, here.clock, nomor, here.identity.person)
    if door is None:
        abort(404)
    if door.audience is None:
        return redirect(link("root", path=door.path, nomor=door.root))
    return redirect(link("my_case", nomor=door.own) if door.audience == "owner" else link("case", nomor=nomor))
