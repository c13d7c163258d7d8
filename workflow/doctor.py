"""What is unsafe about an installation that is to be opened to the public."""

from __future__ import annotations

import stat
from dataclasses import dataclass

from sqlalchemy import select, text

from workflow.core.definition import Definition
from workflow.core.words import Text
from workflow.installation import Installation
from workflow.settings import secret_key
from workflow.store import schema, shelf
from workflow.store import tables as t


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; `grave`: not to be opened to the public with it."""

    name: str
    text: Text
    grave: bool


def examine(place: Installation) -> list[Finding]:
    """All findings, grave ones first."""
    found = [f for check in (_kind, _address, _mail, _durable, _schema, _secret, _admin, _offices) for f in check(place)]
    return sorted(found, key=lambda f: (not f.grave, f.name))


def on_offer(place: Installation) -> list[Definition]:
    """The definitions that a new case would be born under."""
    with place.db.reading() as connection:
        return [shelf.pinned(connection, sha256) for sha256 in shelf.offered(connection).values()]


def _kind(place: Installation) -> list[Finding]:
    row = place.place()
    if row is None:
        return [Finding("kind", Text("Instalasi ini belum diberi nama instansi.", "This installation has no agency yet."), True)]
    demo = Text(
        "Ini instalasi peraga; datanya rekaan dan jamnya dapat digeser.",
        "This is a demonstration: its data are invented, its clock can be moved.",
    )
    return [Finding("kind", demo, True)] if row.kind == "demo" else []


def _address(place: Installation) -> list[Finding]:
    if place.settings.base_url.startswith("https://"):
        return []
    told = Text(
        "TERANG_BASE_URL tidak memakai https; kuki dan kata sandi terkirim tanpa enkripsi.",
        "TERANG_BASE_URL is not https; cookies and passwords travel in the clear.",
    )
    return [Finding("address", told, True)]


def _mail(place: Installation) -> list[Finding]:
    if place.settings.smtp is not None:
        return []
    told = Text(
        "Tanpa TERANG_SMTP_URL surat hanya ditulis ke folder outbox.",
        "Without TERANG_SMTP_URL letters are only written to the outbox folder.",
    )
    return [Finding("mail", told, False)]


def _durable(place: Installation) -> list[Finding]:
    wanted = {"synchronous_commit": "on", "fsync": "on", "full_page_writes": "on"}
    with place.db.reading() as connection:
        if place.db.is_sqlite:
            full = connection.execute(text("PRAGMA synchronous")).scalar() == 2
            return [] if full else [_unsafe("synchronous")]
        return [_unsafe(name) for name, value in wanted.items() if connection.execute(text(f"SHOW {name}")).scalar() != value]


def _unsafe(name: str) -> Finding:
    told = Text(
        "Setelan basis data {name} dapat menghilangkan catatan saat listrik padam.",
        "The database setting {name} can lose records at a power cut.",
    )
    return Finding(f"durable.{name}", told.fill(name=name), True)


def _schema(place: Installation) -> list[Finding]:
    with place.db.reading() as connection:
        current = schema.is_current(connection)
    told = Text("Skema basis data belum mutakhir.", "The database schema is not up to date.")
    return [] if current else [Finding("schema", told, True)]


def _secret(place: Installation) -> list[Finding]:
    secret_key(place.settings.home)
    mode = (place.settings.home / "secret").stat().st_mode
    told = Text(
        "Berkas secret dapat dibaca orang lain; ubah izinnya menjadi 600.", "The file secret can be read by others; set its mode to 600."
    )
    return [Finding("secret", told, True)] if mode & (stat.S_IRWXG | stat.S_IRWXO) else []


def _admin(place: Installation) -> list[Finding]:
    with place.db.reading() as connection:
        found = connection.execute(select(t.accounts.c.id).where(t.accounts.c.admin.is_(True), t.accounts.c.disabled.is_(None))).first()
    told = Text(
        "Belum ada administrator; buat dengan `terang account add --admin`.",
        "There is no administrator; make one with `terang account add --admin`.",
    )
    return [] if found else [Finding("admin", told, True)]


def _offices(place: Installation) -> list[Finding]:
    with place.db.reading() as connection:
        found = connection.execute(
            select(t.memberships.c.id).where(t.memberships.c.place.is_(None), t.memberships.c.until.is_(None))
        ).first()
    told = Text(
        "Belum ada pemegang jabatan, jadi tidak ada yang dapat memulai proses.", "Nobody holds an office, so nobody can begin a process."
    )
    return [] if found else [Finding("offices", told, False)]
