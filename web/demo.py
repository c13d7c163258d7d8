"""The bar of a demonstration: who can be become, and to which moment the clock can be moved."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from flask import current_app, g

from web.demobar import DemoBar
from web.i18n import language
from workflow import demo
from workflow.installation import Installation


def guests_of(place: Installation) -> Callable[[], demo.Cast]:
    """A reader of the cast that reads once: the people of a demonstration do not change."""
    return cache(lambda: demo.cast(place.db, place.settings.definitions))


def guests() -> demo.Cast:
    found: demo.Cast = current_app.config["GUESTS"]()
    return found


def bar() -> DemoBar:
    """The bar of the present request."""
    here = g.terang
    person = here.identity.person if here.identity else None
    current = next((guest.alias for guest in guests() if guest.person == person), None)
    people = tuple((guest.alias, f"{guest.name.partition(',')[0]}, {guest.line.in_(language())}") for guest in guests())
    ahead = demo.next_deadline(here.db, here.clock)
    return DemoBar(here.now, people, current, (ahead.moment, ahead.words.in_(language())) if ahead else None)
