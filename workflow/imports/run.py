"""The verbs over the rows of a table, in one transaction: all rows or none, and nothing at all in a trial."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import Connection

from workflow.act import Actor, Done, Refusal, act, give_birth
from workflow.core.words import Text
from workflow.imports import cases, people
from workflow.imports.people import Known
from workflow.imports.rows import CASE, Given, Rows, known_heading
from workflow.imports.target import Target, find
from workflow.sheets import LARGEST, Note, Unreadable, in_order, plain, read_grid, table
from workflow.store import locking
from workflow.store.clock import Clock
from workflow.store.database import Database, OneTransaction
from workflow.trouble import Trouble

MOST_ROWS = 5_000
"""Of one import: while it runs, other steps in its root wait."""
TOO_MANY = Text(
    "Paling banyak {most} baris sekaligus; berkas ini berisi {n}. Bagilah.", "At most {most} rows at once; this file has {n}. Split it."
)
TWICE = Text("{about} sudah ada di baris {first}.", "{about} stands in row {first} already.")
ONE_ONLY = Text(
    "Peran ini dipegang satu orang; baris {first} sudah mengisinya.", "One person holds this role; row {first} fills it already."
)
MADE = Text("Orang baru tanpa akun: {name}, NIP {nip}.", "A new person without an account: {name}, NIP {nip}.")
Kind = Literal["births", "steps", "holders"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants done with a file. `what`: `machine.action`, an action, or `@appoint` with `role`. `same`: heading -> text for all rows.

    `key`: of the form that confirms it; the same key again does nothing twice. `make_persons`: those with name and NIP who are not known.
    `most`: rows.
    """

    parent: str
    what: str
    person: int
    content: bytes
    role: str | None = None
    same: Mapping[str, str] = field(default_factory=dict)
    make_persons: bool = False
    sheet: str | None = None
    key: str | None = None
    most: int = MOST_ROWS


@dataclass(frozen=True, slots=True)
class Taken:
    """One row that went through. `proposal`: a second person must confirm it. In a trial none of it stands."""

    place: int
    about: str
    done: Done


@dataclass(frozen=True, slots=True)
class Report:
    """`target` None: what is asked for does not exist. `kept`: the rows stand; false in a trial, and where a note is wrong."""

    target: Target | None
    rows: tuple[Taken, ...]
    notes: tuple[Note, ...]
    sha256: str
    kept: bool
    total: int = 0

    @property
    def fine(self) -> bool:
        return not any(note.wrong for note in self.notes)


def run(db: Database, clock: Clock, wish: Wish, *, confirm: bool) -> Report:
    """Take every row by the ordinary verbs. A trial (`confirm` false) says what would be refused, and leaves nothing behind."""
    sha256 = hashlib.sha256(wish.content).hexdigest()
    with db.reading() as connection:
        target = find(connection, wish.parent, wish.what, wish.role)
    if isinstance(target, Text):
        return Report(None, (), (Note(target),), sha256, False)
    rows = _read(target, wish)
    if isinstance(rows, Note):
        return Report(target, (), (rows,), sha256, False)
    given, notes = rows
    if not given:
        return Report(target, (), in_order(notes), sha256, False)
    try:
        with db.writing() as connection:
            work = _Work(OneTransaction(db, connection), connection, clock, target, wish, given, notes)
            taken = work.take()
            if not confirm or any(note.wrong for note in notes):
                raise _Undone
    except _Undone:
        return Report(target, tuple(taken), in_order(notes), sha256, False, len(given))
    return Report(target, tuple(taken), in_order(notes), sha256, True, len(given))


class _Undone(Exception):
    """Leaves the transaction without keeping anything."""


def _read(target: Target, wish: Wish) -> tuple[list[Given], list[Note]] | Note:
    known = set(known_heading(target))
    try:
        found = table(read_grid(wish.content, wish.sheet), lambda text: plain(text) in known)
    except Unreadable as unreadable:
        return unreadable.note
    if len(found.rows) > wish.most:
        return Note(TOO_MANY.fill(most=wish.most, n=len(found.rows)))
    rows = Rows(target, found, wish.same)
    given = rows.given()
    notes = [*found.notes, *rows.notes, *_doubled(target, given)]
    return [] if rows.headless else given, notes


def _doubled(target: Target, given: Sequence[Given]) -> Iterator[Note]:
    """Rows about the same case, or person and role."""
    first: dict[object, int] = {}
    filled: dict[str, int] = {}
    single = {role.name for role in target.roles if role.one}
    for row in given if target.kind != "births" else ():
        role = target.role.name if target.role is not None else row.typed.get("role", "")
        key = (row.key or row.about.casefold(), role)
        if key in first:
            yield row.note(TWICE.fill(about=row.about, first=first[key]), CASE if row.key else "person")
        elif role in single and role in filled:
            yield row.note(ONE_ONLY.fill(first=filled[role]))
        first.setdefault(key, row.place)
        filled.setdefault(role, row.place)


@dataclass
class _Work:
    """One import within its transaction."""

    db: OneTransaction
    connection: Connection
    clock: Clock
    target: Target
    wish: Wish
    given: Sequence[Given]
    notes: list[Note]

    def take(self) -> list[Taken]:
        self._hold()
        people_ = self._people()
        numbers = self._numbers()
        taken = []
        for row in self.given:
            done = self._one(row, people_, numbers)
            if done is not None:
                taken.append(Taken(row.place, row.about, done))
        return taken

    def _hold(self) -> None:
        """The whole root at once: locks taken row by row would meet those of others crosswise."""
        if self.target.place is not None:
            locking.hold(self.connection, self.target.place.lineage[-1:], self.target.definition.root.name)

    def _one(self, row: Given, known: Known, numbers: Mapping[tuple[str, str], str | Text]) -> Done | None:
        typed = self._typed(row, known)
        number = numbers.get(row.key, self.target.number) if row.key is not None else self.target.number
        if isinstance(number, Text):
            self.notes.append(row.note(number, CASE))
        if typed is None or isinstance(number, Text):
            return None
        done = self._act(row, number, typed)
        if isinstance(done, Done):
            return done
        told = {(note.row, note.column) for note in self.notes if note.wrong and note.column}
        refused = [row.note(problem.text, problem.field) for problem in done.problems]
        self.notes += [note for note in refused if (note.row, note.column) not in told]
        return None

    def _act(self, row: Given, number: str, typed: Mapping[str, list[str]]) -> Done | Refusal:
        actor, key = Actor(self.wish.person, "person"), f"{self.wish.key}.{row.place}" if self.wish.key else None
        verb = give_birth if self.target.kind == "births" else act
        return verb(self.db, self.clock, number, self.target.verb, actor, typed, key=key, reasons=row.reasons)

    # ------------------------------------------------------------ persons and cases
    def _people(self) -> Known:
        """Everybody whom the table names; those who are not known are made first, for rows may name each other."""
        texts = [text for row in self.given for text in (*row.persons.values(), row.nip)]
        known = people.known(self.connection, texts)
        if self.target.kind == "holders":
            for row in self.given:
                self._meet(row, known)
        return known

    def _meet(self, row: Given, known: Known) -> None:
        person, nip = known.person(row.about), people.as_nip(row.nip) or people.as_nip(row.about)
        if person is None and self.wish.make_persons and nip is not None and row.name:
            wrong = people.make(self.connection, self.clock, known, row.name, nip, row.post)
            self.notes.append(
                row.note(wrong.text, "person") if isinstance(wrong, Trouble) else row.note(MADE.fill(name=row.name, nip=nip), wrong=False)
            )
            if not isinstance(wrong, Trouble):
                known.keys[row.about.strip().lower()] = known.keys[nip]
        elif person is not None and row.name and row.name.casefold() != known.names[person].casefold():
            self.notes.append(
                row.note(people.OTHER_NAME.fill(nip=nip or row.about, known=known.names[person], given=row.name), wrong=False)
            )

    def _typed(self, row: Given, known: Known) -> dict[str, list[str]] | None:
        """The form of the row with persons by their keys; None where somebody is not known."""
        typed = {name: [text] for name, text in row.typed.items()}
        fine = True
        for name, text in row.persons.items():
            person = known.person(text)
            if person is None or (self.target.kind == "holders" and name == "person" and person in known.admins):
                wrong = people.UNKNOWN.fill(text=text) if person is None else people.ADMIN.fill(name=known.names[person])
                self.notes.append(row.note(wrong, name))
                fine = False
            else:
                typed[name] = [str(person)]
        if self.target.role is not None:
            typed["role"] = [self.target.role.name]
        return typed if fine else None

    def _numbers(self) -> Mapping[tuple[str, str], str | Text]:
        if self.target.kind != "steps":
            return {}
        return cases.found(self.connection, self.target, self.wish.person, [row.key for row in self.given if row.key is not None])


__all__ = ["LARGEST", "MOST_ROWS", "Report", "Taken", "Wish", "run"]
