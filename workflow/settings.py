"""Where an installation lies: its home folder, its database, its definitions. Read from the environment once, at the edge."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFINITIONS = Path(__file__).resolve().parent.parent / "definitions"


@dataclass(frozen=True, slots=True)
class Settings:
    """`home`: terang.db, jobs.db, files/, outbox/, secret. `base_url`: what links in letters begin with.

    `proxy_hops`: how many proxies of ours stand before the web server; their forwarded headers are believed, nobody else's.
    """

    home: Path
    database: str
    definitions: Path
    base_url: str
    sender: str
    smtp: str | None
    proxy_hops: int = 0

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")


def settings(environ: Mapping[str, str] = os.environ) -> Settings:
    home = Path(environ.get("TERANG_HOME", "var")).resolve()
    return Settings(
        home=home,
        database=environ.get("TERANG_DATABASE_URL") or f"sqlite:///{home / 'terang.db'}",
        definitions=Path(environ.get("TERANG_DEFINITIONS", str(DEFINITIONS))),
        base_url=environ.get("TERANG_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        sender=environ.get("TERANG_MAIL_FROM", "terang@localhost"),
        smtp=environ.get("TERANG_SMTP_URL") or None,
        proxy_hops=int(environ.get("TERANG_PROXY_HOPS") or 0),
    )


def secret_key(home: Path) -> str:
    """The installation's secret, made at first use, readable by its owner alone."""
    place = home / "secret"
    if not place.exists():
        home.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    return place.read_text("utf-8").strip()
