"""The main navigation: by what a person has to do, not by the name of a role. Entries whose page is not registered are left out."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, g, request
from flask_babel import gettext as _

from web.access import bare
from web.i18n import link
from web.identity import Desk, Identity


@dataclass(frozen=True, slots=True)
class Entry:
    words: str
    href: str
    current: bool


def nav(identity: Identity | None, desk: Desk) -> list[tuple[str, str]]:
    """(endpoint, words) for a visitor, an administrator, somebody with cases of their own, those who work on cases of others."""
    everything, rules, careers = ("home", _("Semua proses")), ("definitions", _("Aturan main")), ("careers", _("Jalur karier"))
    if identity is None:
        return [everything, ("openings", _("Ikut serta")), careers, ("verify", _("Periksa rekaman")), rules]
    if identity.admin:
        return [("admin", _("Pengelola")), everything, rules]
    own = ("my_cases", _counted(_("Urusan saya"), desk.own))
    return [*_staff(desk), own, everything] if desk.staff else [own, ("openings", _("Ikut serta")), careers, everything, rules]


def _staff(desk: Desk) -> list[tuple[str, str]]:
    decisions = [("decisions", _counted(_("Menunggu keputusan"), desk.waiting))] if desk.decides else []
    organising = [("secretariat", _("Penyelenggaraan"))] if desk.opens else []
    return [*decisions, ("inbox", _counted(_("Tugas saya"), desk.tasks)), ("my_roots", _("Proses saya")), *organising]


def _counted(words: str, n: int) -> str:
    return f"{words} ({n})" if n else words


def entries(section: str | None = None) -> list[Entry]:
    """The entries of this request; `section` is the endpoint to mark when the page itself is not in the list."""
    wanted = section or bare(request.endpoint)
    here = g.terang
    known = current_app.view_functions
    return [Entry(words, link(endpoint), endpoint == wanted) for endpoint, words in nav(here.identity, here.desk) if endpoint in known]


def account_entries() -> list[Entry]:
    """What the account menu offers beside signing out."""
    own = [("profile", _("Akun saya")), ("activity", _("Kegiatan saya")), ("letters", _("Surat saya"))]
    return [
        Entry(words, link(endpoint), endpoint == bare(request.endpoint))
        for endpoint, words in own
        if endpoint in current_app.view_functions
    ]


def footer() -> list[Entry]:
    pages = [
        ("about", _("Tentang layanan")),
        ("privacy", _("Privasi dan data pribadi")),
        ("accessibility", _("Pernyataan aksesibilitas")),
        ("help", _("Bantuan")),
        ("open_data", _("Data terbuka")),
    ]
    return [Entry(words, link(endpoint), False) for endpoint, words in pages if endpoint in current_app.view_functions]


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        nav_entries=entries, account_entries=account_entries, footer_entries=footer, has_page=lambda e: e in app.view_functions
    )
