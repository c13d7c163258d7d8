"""What keeps an open installation going: the office that letters leave from, and the background jobs."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from workflow import letters, mail
from workflow.act import remind_due, take_due
from workflow.core.definition import Definition
from workflow.core.words import Language
from workflow.installation import Installation
from workflow.jobs import Job, Worker, house_jobs, run_embedded, run_worker
from workflow.settings import Settings
from workflow.store import shelf
from workflow.store.clock import Clock
from workflow.store.database import Database


def office_of(place: Installation) -> letters.Office:
    """Letters go through the mail server of the settings, else into the outbox folder; links begin with the base address."""
    settings = place.settings

    def link(number: str, language: Language) -> str:
        return f"{settings.base_url}{'/en' if language == 'en' else ''}/ke/{number}"

    def pinned(sha256: str) -> Definition:
        with place.db.reading() as connection:
            return shelf.pinned(connection, sha256)

    return letters.Office(mailer_of(settings), settings.sender, link, pinned)


def mailer_of(settings: Settings) -> mail.Mailer:
    """`smtp://user:password@host:port`, `smtps://` for TLS from the first byte; nothing: files in the outbox."""
    if settings.smtp is None:
        return mail.to_outbox(settings.home)
    url = urlsplit(settings.smtp)
    user, password, host = unquote(url.username or ""), unquote(url.password or ""), url.hostname or "localhost"
    if url.scheme == "smtps":
        return mail.by_server(mail.Server(host, url.port or 465, user, password, "tls"))
    return mail.by_server(mail.Server(host, url.port or 587, user, password, "starttls" if url.scheme == "smtp" else "none"))


def jobs_of(place: Installation) -> dict[str, Job]:
    def due(db: Database, clock: Clock) -> int:
        return take_due(db, clock) + remind_due(db, clock)

    return dict(house_jobs(place.db, place.clock, office_of(place), due))


def start_embedded(place: Installation) -> Worker:
    """All background work inside this one process (SQLite)."""
    return run_embedded(place.settings.home, jobs_of(place))


def start_worker(place: Installation, name: str) -> Worker:
    """One of any number of workers (PostgreSQL)."""
    return run_worker(place.settings.database, name, jobs_of(place))
