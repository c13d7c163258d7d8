"""Pages about the service itself: about, privacy, accessibility, help. One template per page and language, since they are prose."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, render_template

from web.access import Access, route
from web.i18n import language

PAGES = (("about", "/tentang"), ("privacy", "/privasi"), ("accessibility", "/aksesibilitas"), ("help", "/bantuan"))


def register(app: Flask) -> None:
    for name, path in PAGES:
        route(app, path, name, _page(name), access=Access.PUBLIC)


def _page(name: str) -> Callable[[], str]:
    return lambda: render_template(f"about/{name}.{language()}.html")
