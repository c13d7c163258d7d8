"""Two buttons of a demonstration: be another person, move the clock to the next deadline."""

from __future__ import annotations

from flask import Flask, current_app, g, redirect, request
from werkzeug.wrappers import Response

from web.access import Access, route
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
    guest = next((x for x in demo.cast(here.db, current_app.config["DEFINITIONS"]) if x.alias == request.form.get("orang")), None)
    token = people.sign_in(here.db, here.clock, guest.email, demo.PASSWORD) if guest else None
    if not isinstance(token, str):
        response = redirect(link("home"))
        forget(response)
        return response
    response = redirect(link("landing"))
    keep(response, token)
    return response


def move_clock() -> Response:
    demo.jump_to_next(g.terang.db)
    return redirect(link("landing"))
