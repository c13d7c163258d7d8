"""Letters: rows that the verbs write, worded here and delivered at least once after the commit. Also each person's messages.

A letter of a definition is worded from the files of the pinned definition: first line the subject, `{blanks}` filled.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, or_, select, update

from workflow import mail
from workflow.core.blanks import fill
from workflow.core.definition import Definition
from workflow.core.words import LANGUAGES, Language, Text, same
from workflow.people.notices import agency
from workflow.store.ages import definition_at
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.tables import accounts, cases, letters, persons, post_box

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))
MOST_TRIES = 12
BATCH = 200
NO_ADDRESS = "no address"
NOT_TOLD = "refused"
UNNAMED = Text("(nama tidak ditampilkan)", "(name not shown)")

_ENGINE = {
    "@task": Text(
        "Tugas baru: {task}\n\nYth. {name},\n\nAda tugas untuk Anda: {task}, {case} ({number}). Batas waktu: {due}.\n\n"
        "Buka tugas: {link}\n",
        "New task: {task}\n\nDear {name},\n\nThere is a task for you: {task}, {case} ({number}). Due: {due}.\n\nOpen the task: {link}\n",
    ),
    "@reminder": Text(
        "Pengingat: {task}\n\nYth. {name},\n\nTugas ini belum selesai: {task}, {case} ({number}). Batas waktu: {due}.\n\n"
        "Buka tugas: {link}\n",
        "Reminder: {task}\n\nDear {name},\n\nThis task is not done yet: {task}, {case} ({number}). Due: {due}.\n\nOpen the task: {link}\n",
    ),
    "@escalation": Text(
        "Tugas terlambat: {task}\n\nYth. {name},\n\nTugas ini lewat batas waktu {due} dan belum selesai: {task}, {case} ({number}).\n\n"
        "Lihat tugas: {link}\n",
        "Overdue task: {task}\n\nDear {name},\n\nThis task was due {due} and is not done: {task}, {case} ({number}).\n\n"
        "See the task: {link}\n",
    ),
    "@moved": Text(
        "Tanggal bergeser: {window}, {case}\n\nYth. {name},\n\n{window} ({case}) semula sampai {old}, sekarang sampai {new}, karena "
        "{reason}. Batas waktu hanya dapat bertambah panjang.\n\nLihat: {link}\n",
        "A date has moved: {window}, {case}\n\nDear {name},\n\n{window} ({case}) was to end on {old} and now ends on {new}, because "
        "{reason}. A deadline can only become longer.\n\nSee: {link}\n",
    ),
}


@dataclass(frozen=True, slots=True)
class Office:
    """What a delivery needs. `sender`: the From address. `link`: a case's page, by its number. `pinned`: a definition, by its SHA-256."""

    mailer: mail.Mailer
    sender: str
    link: Callable[[str, Language], str]
    pinned: Callable[[str], Definition]


@dataclass(frozen=True, slots=True)
class Worded:
    """A letter in words."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """A letter as its recipient, or whoever releases it, sees it; both languages."""

    id: int
    case: str
    to: Text
    at: datetime
    held: bool
    delivered: datetime | None
    trouble: str | None
    subject: Text
    text: Text


def deliver_due(db: Database, clock: Clock, office: Office) -> int:
    """Send what waits and is due; returns how many left. Claims each letter by its count of tries, so two workers share the work.

    A letter that fails waits longer each time and keeps the trouble in words; a server that does not answer ends this run.
    Writes nothing when nothing is due.
    """
    sent = 0
    for table, find in ((post_box, _desk_letters), (letters, _case_letters)):
        with db.reading() as connection:
            now = clock.now(connection)
            due = [row for row in connection.execute(find(now)).all() if _is_due(row, now)]
        for row in due:
            outcome = _deliver(db, clock, office, table, row)
            if outcome is None:
                return sent
            sent += outcome
    return sent


def _desk_letters(now: datetime) -> Select[Any]:
    return _waiting(select(post_box), post_box, now)


def _case_letters(now: datetime) -> Select[Any]:
    return _waiting(_letters(), letters, now).where(letters.c.held.is_(False))


def _waiting(rows: Select[Any], table: Table, now: datetime) -> Select[Any]:
    rested = or_(table.c.tried.is_(None), table.c.tried <= now - WAITS[0])
    waiting = rows.where(table.c.delivered.is_(None), table.c.tries < MOST_TRIES, rested)
    return waiting.order_by(table.c.tried.is_not(None), table.c.tried, table.c.id).limit(BATCH)


def _is_due(row: Row[Any], now: datetime) -> bool:
    return row.tried is None or bool(row.tried <= now - WAITS[min(row.tries, len(WAITS)) - 1])


def _deliver(db: Database, clock: Clock, office: Office, table: Table, row: Row[Any]) -> int | None:
    """1 when it left, 0 when it did not, None when the server does not answer."""
    if not _claim(db, clock, table, row):
        return 0
    try:
        letter = _post_letter(office, row) if table is post_box else _case_letter(db, office, row)
        if letter is None:
            return _mark(db, table, row.id, delivered=row.at, trouble=NO_ADDRESS)
        office.mailer(letter)
    except KeyError as error:
        return _mark(db, table, row.id, trouble=f"no words: {error}")
    except OSError as error:
        _mark(db, table, row.id, trouble=f"{type(error).__name__}: {error}"[:300])
        return 0 if isinstance(error, mail.REFUSED) else None
    with db.reading() as connection:
        now = clock.now(connection)
    _mark(db, table, row.id, delivered=now, trouble=None)
    return 1


def _claim(db: Database, clock: Clock, table: Table, row: Row[Any]) -> bool:
    mine = (table.c.id == row.id, table.c.tries == row.tries, table.c.delivered.is_(None))
    with db.writing() as connection:
        claimed = update(table).where(*mine).values(tries=row.tries + 1, tried=clock.now(connection))
        return connection.execute(claimed).rowcount == 1


def _mark(db: Database, table: Table, identifier: int, **marks: object) -> int:
    with db.writing() as connection:
        connection.execute(update(table).where(table.c.id == identifier).values(**marks))
    return 0


def _post_letter(office: Office, row: Row[Any]) -> EmailMessage:
    key = f"{office.sender}|post|{row.id}|{row.at.isoformat()}"
    return mail.message(office.sender, [row.email], row.subject, row.text, row.at, key)


def _case_letter(db: Database, office: Office, row: Row[Any]) -> EmailMessage | None:
    """The message, or None when the person has no account to write to. Raises KeyError when the definition lacks the words."""
    found = select(accounts.c.email, accounts.c.language).where(accounts.c.person == row.person, accounts.c.disabled.is_(None))
    with db.reading() as connection:
        reached, agency_ = connection.execute(found.order_by(accounts.c.id)).all(), agency(connection)
    if not reached:
        return None
    text = worded(office, row, agency_, reached[0].language)
    key = f"{office.sender}|letter|{row.id}|{row.at.isoformat()}"
    return mail.message(office.sender, [account.email for account in reached], text.subject, text.text, row.at, key)


def worded(office: Office, row: Row[Any], agency_: Text, language: Language, name: str | None = None) -> Worded:
    """The words of a letter row in a language: blanks of the row, then the engine's `name` (or the one given), `number`, `agency`, `link`."""
    blanks = {name: _in(language, value) for name, value in json.loads(row.blanks).items()}
    own = {"name": name or row.name, "number": row.number, "agency": agency_.in_(language), "link": office.link(row.number, language)}
    subject, _, text = fill(_body(office, row, language), own | blanks).lstrip().partition("\n")
    return Worded(subject.strip(), text.strip() + "\n")


def _in(language: Language, value: Any) -> str:
    return value if isinstance(value, str) else str(value[LANGUAGES.index(language)])


def _body(office: Office, row: Row[Any], language: Language) -> str:
    if row.letter.startswith("@"):
        return _ENGINE[row.letter].in_(language)
    definition = office.pinned(row.definition)
    return definition.files[f"{definition.letters[row.letter].body}.{language}.txt"]


def of_person(db: Database, office: Office, person: int, limit: int = 50) -> tuple[Message, ...]:
    """The person's messages, newest first; held ones are not there yet."""
    mine = _letters().where(letters.c.person == person, letters.c.held.is_(False))
    return _messages(db, office, mine.order_by(letters.c.at.desc(), letters.c.id.desc()).limit(limit))


def held_in(db: Database, office: Office, root: str) -> tuple[Message, ...]:
    """Letters that wait for release in the root case of this number, oldest first: the preview."""
    top = select(cases.c.id).where(cases.c.number == root).scalar_subquery()
    return _messages(db, office, _letters().where(cases.c.root == top, letters.c.held.is_(True)).order_by(letters.c.id))


def listed(db: Database, office: Office, rules: Sequence[ColumnElement[bool]], limit: int, offset: int) -> tuple[Message, ...]:
    """Letters that fit the rules (on `letters` and `cases`), the newest first, in words, for others than who gets them.

    Whoever is reminded of a secret sheet has not given it, so that letter does not say whom it is to.
    """
    found = _letters().where(*rules).order_by(letters.c.at.desc(), letters.c.id.desc()).limit(limit).offset(offset)
    return _messages(db, office, found, for_others=True)


def release(db: Database, root: str, chosen: Sequence[int] | None = None) -> int:
    """Let held letters of a root case go, all or the chosen; returns how many. They leave with the next delivery."""
    within = select(cases.c.id).where(cases.c.root == select(cases.c.id).where(cases.c.number == root).scalar_subquery())
    which: list[ColumnElement[bool]] = [letters.c.held.is_(True), letters.c.case_id.in_(within)]
    if chosen is not None:
        which.append(letters.c.id.in_(chosen))
    with db.writing() as connection:
        return connection.execute(update(letters).where(*which).values(held=False)).rowcount


def stuck(db: Database, office: Office) -> tuple[Message, ...]:
    """Letters that failed at least once and have not left, for the administrator."""
    failed = _letters().where(letters.c.delivered.is_(None), letters.c.trouble.is_not(None))
    return _messages(db, office, failed.order_by(letters.c.id).limit(BATCH))


def _letters() -> Select[Any]:
    joined = letters.join(cases, cases.c.id == letters.c.case_id).join(persons, persons.c.id == letters.c.person)
    return select(letters, cases.c.number, definition_at(letters.c.at).label("definition"), persons.c.name).select_from(joined)


def _messages(db: Database, office: Office, found: Select[Any], *, for_others: bool = False) -> tuple[Message, ...]:
    with db.reading() as connection:
        rows, agency_ = connection.execute(found).all(), agency(connection)
    return tuple(_message(office, row, agency_, unnamed=for_others and _is_of_secret(office, row)) for row in rows)


def _message(office: Office, row: Row[Any], agency_: Text, *, unnamed: bool) -> Message:
    both = [worded(office, row, agency_, language, UNNAMED.in_(language) if unnamed else None) for language in LANGUAGES]
    subject, text = Text(*(one.subject for one in both)), Text(*(one.text for one in both))
    to = UNNAMED if unnamed else same(row.name)
    trouble = NOT_TOLD if unnamed and row.trouble and row.trouble != NO_ADDRESS else row.trouble
    return Message(row.id, row.number, to, row.at, row.held, row.delivered, trouble, subject, text)


def _is_of_secret(office: Office, row: Row[Any]) -> bool:
    """Whether a letter of the engine's own is about a task to give a secret sheet."""
    if not row.letter.startswith("@"):
        return False
    actions = (a for m in office.pinned(row.definition).machines.values() for a in m.actions.values() if a.secret)
    return json.loads(row.blanks).get("task") in [[a.words.id, a.words.en] for a in actions]
