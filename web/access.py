"""Who may open which route: one table, filled by `route`, enforced before anything of the request is read.

A route without a policy stops the start. Objects are checked by the queries: what is not yours answers 404 like what is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import Flask, abort, current_app, g, redirect, request
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response

from web.i18n import ENGLISH, link
from workflow.core.words import LANGUAGES, Language


class Access(StrEnum):
    """PUBLIC: anyone. OBJECT: anyone may ask, the query decides, else 404. ACCOUNT: signed in, else the sign-in page.

    STAFF: holds a role, else 403. ADMIN: administrator, else 403. DEMO: only where the installation is a demonstration, else 404.
    """

    PUBLIC = "public"
    OBJECT = "object"
    ACCOUNT = "account"
    STAFF = "staff"
    ADMIN = "admin"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Policy:
    endpoint: str
    rule: str
    access: Access
    methods: tuple[str, ...]


class Matching(BaseConverter):
    """A path part that must look right: anything else is a 404 in the router."""

    part_isolating = True


class Number(Matching):
    """SEL-2026-0147, LMR-2026-0147-5318, BA-SEL-2026-0147-03."""

    regex = r"(?:[A-Z]{2,6}-){1,2}\d{4}-\d{4,6}(?:-\d{2,8})?"


class Word(Matching):
    """A name or a path of a definition."""

    regex = r"[a-z][a-z0-9_-]{0,63}"
    weight = 200


class Branch(Matching):
    """The `path` of a definition: the first word of its roots' addresses."""

    regex = r"[a-z][a-z0-9-]{0,63}"
    weight = 200


class Version(Matching):
    regex = r"[0-9A-Za-z][0-9A-Za-z.]{0,31}"


class Code(Matching):
    """Receipt code: four groups of four; lower case is taken too, for those who type it."""

    regex = r"[0-9A-Za-z]{4}(?:-[0-9A-Za-z]{4}){3}"


class Token(Matching):
    """A random token or id: base64url or hex."""

    regex = r"[A-Za-z0-9_-]{16,128}"


class Whole(Matching):
    """A positive whole number that fits a BIGINT."""

    regex = r"[1-9]\d{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)


CONVERTERS = {"number": Number, "word": Word, "branch": Branch, "version": Version, "code": Code, "token": Token, "whole": Whole}


def install(app: Flask) -> None:
    app.extensions["policies"] = {}
    app.url_map.converters.update(CONVERTERS)
    app.before_request(_enforce)


def policies(app: Flask) -> dict[str, Policy]:
    """The table: endpoint (without the mark of its language) -> policy."""
    return app.extensions["policies"]


def route(
    app: Flask,
    rule: str,
    endpoint: str,
    view: Callable[..., Any],
    *,
    access: Access | str = Access.PUBLIC,
    methods: Sequence[str] = ("GET",),
    languages: Sequence[Language] = LANGUAGES,
) -> None:
    """Register one page in both languages (`/x` and `/en/x`, endpoints `x` and `en:x`) and its policy."""
    policies(app)[endpoint] = Policy(endpoint, rule, Access(access), tuple(methods))
    for wanted in languages:
        english = wanted == "en"
        app.add_url_rule(f"/en{rule}" if english else rule, (ENGLISH if english else "") + endpoint, view, methods=list(methods))


def check(app: Flask) -> None:
    """Refuse to start with a route that nobody gave a policy."""
    unlisted = sorted({rule.endpoint for rule in app.url_map.iter_rules() if bare(rule.endpoint) not in policies(app)})
    if unlisted:
        raise RuntimeError(f"routes without a policy: {', '.join(unlisted)}")


def bare(endpoint: str | None) -> str:
    return (endpoint or "").removeprefix(ENGLISH)


def _enforce() -> Response | None:
    policy = policies(current_app).get(bare(request.endpoint))
    if policy is None or policy.access in (Access.PUBLIC, Access.OBJECT):
        return None
    if policy.access is Access.DEMO:
        return None if g.terang.installation.kind == "demo" else abort(404)
    return _signed_in_only(policy.access)


def _signed_in_only(access: Access) -> Response | None:
    who = g.terang.identity
    if who is None:
        return redirect(link("sign_in", next=_here())) if "sign_in" in current_app.view_functions else abort(403)
    if access is Access.STAFF and not g.terang.desk.staff:
        abort(403)
    if access is Access.ADMIN and not who.admin:
        abort(403)
    return None


def _here() -> str:
    """Where to come back to after signing in: this page when it was asked for, its address without the form when it was sent."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def safe_next(path: str | None, otherwise: str) -> str:
    """A path of ours, or `otherwise`: no scheme, no host, no backslash, no control character."""
    fine = path and path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if fine and path else otherwise
