"""The web application: put together here, and nothing else done here."""

from __future__ import annotations

import pkgutil
import secrets
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from flask import Flask, g
from flask_wtf.csrf import CSRFProtect
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

import web.pages
from web import access, assets, charts, errors, forms, gantt, headers, i18n, identity, limits, nav, tags, words
from web.demobar import DemoBar

MB = 1024 * 1024

DEFAULTS: Mapping[str, Any] = {
    "HTTPS": False,
    "PROXY_HOPS": 0,
    "TRUSTED_HOSTS": None,
    "RATELIMIT_STORAGE_URI": "memory://",
    "RATELIMIT_ENABLED": True,
    "MAX_CONTENT_LENGTH": 6 * MB,
    "WTF_CSRF_TIME_LIMIT": None,
    "DESK": None,
    "POSTS": None,
    "DEMO_BAR": None,
}


def create_app(db: Any, clock: Any, config: Mapping[str, Any]) -> Flask:
    """`db` and `clock` are handed to verbs and queries as they are.

    `config`: SECRET_KEY and INSTALLATION (an `Installation`) are required. HTTPS: cookies Secure, HSTS. PROXY_HOPS: how many proxies of
    ours stand before us. TRUSTED_HOSTS: list of host names, or None. DESK: (db, clock, person) -> Desk. POSTS: the Posts of the agency, or None. DEMO_BAR: () -> DemoBar | None.
    A form may stay open for hours, so its CSRF token lives as long as the browser's session.
    """
    app = Flask("web", static_folder=None)
    app.config.update(DEFAULTS)
    app.config.update(config)
    app.config.update(
        SESSION_COOKIE_NAME="__Host-terang-form" if app.config["HTTPS"] else "terang-form",
        SESSION_COOKIE_SECURE=app.config["HTTPS"],
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.extensions.update(db=db, clock=clock, installation=app.config["INSTALLATION"])
    _templates(app)
    i18n.install(app)
    identity.install(app)
    access.install(app)
    CSRFProtect(app)
    for part in (limits, headers, assets, nav, tags, words, charts, gantt, forms, errors):
        part.install(app)
    for module in pkgutil.iter_modules(web.pages.__path__):
        import_module(f"web.pages.{module.name}").register(app)
    access.check(app)
    if hops := app.config["PROXY_HOPS"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _templates(app: Flask) -> None:
    libraries = {name: PackageLoader(name) for name in ("govuk_frontend_jinja", "govuk_frontend_wtf")}
    app.jinja_loader = ChoiceLoader([PackageLoader("web"), PrefixLoader(libraries)])
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    WTFormsHelpers(app)
    app.jinja_env.globals.update(one_time_key=lambda: secrets.token_hex(16), demo_bar=lambda: _demo_bar(app))


def _demo_bar(app: Flask) -> DemoBar | None:
    """Only a demonstration has the bar, whatever the configuration says."""
    reader = app.config["DEMO_BAR"]
    return reader() if reader and g.terang.installation.kind == "demo" else None
