"""Who is asking, and what every page needs to know of the place: identity, agency, clock. One `Here` per request, in `g.terang`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from flask import Flask, current_app, g, request
from flask_login import LoginManager

from workflow.core.words import Language, Text
from workflow.people.sessions import SignedIn, session_account


@dataclass(frozen=True, slots=True)
class Installation:
    """The one agency. `kind`: demo or real. `base`: address for links in letters and QR codes, never taken from a request."""

    kind: str
    agency: Text
    zone: str
    base: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person has to do with cases; decides the navigation, permits nothing.

    `tasks`: open tasks of roles held. `waiting`: decisions that wait. `own`: open tasks in cases of their own. `staff`: works on cases
    of others. `opens`: may give birth to a root. `decides`: a role of theirs acts in a decision phase.
    """

    tasks: int = 0
    waiting: int = 0
    own: int = 0
    staff: bool = False
    opens: bool = False
    decides: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """A signed-in person. `confirmed`: the password was typed in this session within the last minutes (step-up)."""

    account: int
    person: int
    name: str
    email: str
    admin: bool
    language: Language
    confirmed: bool

    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        return str(self.account)

    @property
    def initials(self) -> str:
        return initials(self.name)


def initials(name: str) -> str:
    """RW for Ratna Wulandari: first letters of the first and the last word before any title."""
    words = [word for word in name.split(",")[0].split() if word[0].isalpha() and not word.endswith(".")]
    return "".join(word[0] for word in dict.fromkeys((words[0], words[-1]))).upper() if words else "?"


class Here:
    """What one request knows; each part is read once, when first asked for."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.installation: Installation = app.extensions["installation"]
        self.db, self.clock = app.extensions["db"], app.extensions["clock"]

    @cached_property
    def now(self) -> datetime:
        with self.db.reading() as connection:
            return self.clock.now(connection)

    @cached_property
    def token(self) -> str | None:
        return request.cookies.get(cookie_name(self._app))

    @cached_property
    def identity(self) -> Identity | None:
        return signed_in(session_account(self.db, self.clock, self.token)) if self.token else None

    @property
    def signed_in(self) -> bool:
        """Without a look into the database when no cookie came."""
        return self.token is not None and self.identity is not None

    @cached_property
    def desk(self) -> Desk:
        reader: Callable[..., Desk] | None = self._app.config["DESK"]
        return reader(self.db, self.clock, self.identity.person) if reader and self.identity else Desk()


def signed_in(found: SignedIn | None) -> Identity | None:
    if found is None:
        return None
    return Identity(found.account, found.person, found.name, found.email, found.admin, found.language, found.confirmed)


def cookie_name(app: Flask) -> str:
    """__Host- binds the cookie to this host over https; browsers refuse the prefix over http."""
    return "__Host-terang" if app.config["HTTPS"] else "terang"


def keep(response: Any, token: str) -> None:
    """Give the browser its session; ends with the browser, and earlier on the server."""
    response.set_cookie(cookie_name(current_app), token, secure=current_app.config["HTTPS"], httponly=True, samesite="Lax", path="/")


def forget(response: Any) -> None:
    response.delete_cookie(cookie_name(current_app), secure=current_app.config["HTTPS"], httponly=True, samesite="Lax", path="/")


def install(app: Flask) -> None:
    @app.before_request
    def begin() -> None:
        g.terang = Here(app)

    manager = LoginManager(app, add_context_processor=False)
    manager.request_loader(lambda _request: g.terang.identity)
    app.jinja_env.globals.update(here=lambda: g.terang, initials=initials)
