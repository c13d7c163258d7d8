"""Two buttons of a demonstration: be another person, move the clock to the next deadline."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, g, redirect, request
from werkzeug.wrappers import Response

from web.access import Access, route, safe_next
from web.demo import guests
from web.i18n import link
from web.identity import forget, keep
from workflow import demo, people


def register(app: Flask) -> None:
    route(app, "/peraga/orang", "demo_person", become, access=Access.DEMO, methods=("POST",))
    route(app, "/peraga/waktu", "demo_clock", move_clock, access=Access.DEMO, methods=("POST",))


def become() -> Response:
    """Sign out, and in again as the chosen person; nobody chosen: a visitor."""
    here = g.terang
    if here.token:
        people.sign_out(here.db, here.clock, here.token)
    guest = next((one for one in guests() if one.alias == request.form.get("orang")), None)
    token = people.sign_in(here.db, here.clock, guest.email, demo.PASSWORD) if guest else None
    if not isinstance(token, str):
        response = redirect(link("home"))
        forget(response)
        return response
    response = redirect(link("landing"))
    keep(response, token)
    return response


def move_clock() -> Response:
    """To the deadline that the bar showed: a second press of the same button, or another visitor's, moves nothing more."""
    expected = _moment(request.form.get("ke", ""))
    if expected is not None:
        demo.jump_to_next(g.terang.db, expected)
    return redirect(safe_next(request.form.get("kembali"), link("landing")))


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
