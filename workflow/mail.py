"""E-mail messages and the ways they leave: a mail server, or text files in the outbox folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from smtplib import SMTP, SMTP_SSL, SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Literal

from workflow.trouble import tidy

Mailer = Callable[[EmailMessage], None]
REFUSED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)  # this letter; every other OSError means the server


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `security`: none only inside one's own network. `timeout` in seconds."""

    host: str
    port: int = 587
    user: str = ""
    password: str = ""
    security: Literal["starttls", "tls", "none"] = "starttls"
    timeout: float = 10


@dataclass(frozen=True, slots=True)
class Filed:
    """A letter in the outbox folder."""

    name: str
    to: str
    subject: str
    date: str
    text: str


def message(sender: str, to: Sequence[str], subject: str, text: str, at: datetime, key: str) -> EmailMessage:
    """A plain text message. `key` names the letter for ever: sent twice, it has the same Message-ID."""
    made = EmailMessage()
    made["From"] = sender
    made["To"] = ", ".join(to)
    made["Subject"] = tidy(subject)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{sha256(key.encode()).hexdigest()[:32]}@{sender.rpartition('@')[2].rstrip('>')}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text)
    return made


def by_server(server: Server) -> Mailer:
    """Send through a mail server; raises OSError, one of REFUSED when the server will not take this letter."""

    def send(letter: EmailMessage) -> None:
        connect = SMTP_SSL if server.security == "tls" else SMTP
        with connect(server.host, server.port, timeout=server.timeout) as connection:
            if server.security == "starttls":
                connection.starttls()
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(letter)

    return send


def to_outbox(home: Path) -> Mailer:
    """Write each letter as a text file; the same letter again overwrites its own file."""
    folder = home / "outbox"

    def send(letter: EmailMessage) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        date = letter["Date"].datetime
        place = folder / f"{date:%Y%m%dT%H%M%SZ}-{letter['Message-ID'][1:13]}.txt"
        head = "".join(f"{name}: {letter[name]}\n" for name in ("To", "Subject", "Date"))
        draft = place.with_suffix(".part")
        draft.write_text(f"{head}\n{letter.get_content()}", encoding="utf-8")
        draft.replace(place)

    return send


def outbox(home: Path, limit: int = 100) -> tuple[Filed, ...]:
    """The latest letters of the outbox folder, newest first."""
    folder = home / "outbox"
    latest = sorted(folder.glob("*.txt"), reverse=True)[:limit]
    return tuple(_filed(place.name, place.read_text(encoding="utf-8")) for place in latest)


def _filed(name: str, content: str) -> Filed:
    head, _, text = content.partition("\n\n")
    to, subject, date = (line.partition(": ")[2] for line in head.splitlines())
    return Filed(name, to, subject, date, text)
