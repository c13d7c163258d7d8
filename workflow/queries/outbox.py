"""Letters of the roots that a person prepares: left, waiting, held for preview, in trouble. Wording and delivery are `letters`' own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, func, select, update

from workflow import letters
from workflow.core.definition import Definition
from workflow.core.words import Language, Text
from workflow.letters import Message
from workflow.queries.places import names_of
from workflow.queries.reach import Reach, reach
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.database import Database

PAGE = 30
Kind = Literal["held", "waiting", "trouble", "delivered"]
KINDS: tuple[Kind, ...] = ("held", "waiting", "trouble", "delivered")


@dataclass(frozen=True, slots=True)
class RootLetters:
    """One root and how many letters of each kind it has."""

    number: str
    called: Text
    counts: dict[Kind, int]


@dataclass(frozen=True, slots=True)
class Outbox:
    """`roots`: those with letters. `root`: the one chosen. `messages`: a page of the kind, the newest first."""

    roots: tuple[RootLetters, ...]
    root: RootLetters | None
    kind: Kind
    messages: tuple[Message, ...]
    page: int
    last: int

    def total(self, kind: Kind) -> int:
        return sum(r.counts[kind] for r in self.roots) if self.root is None else self.root.counts[kind]


Link = Callable[[str, Language], str]


def outbox(db: Database, person: int, link: Link, kind: Kind | None = None, root: str = "", page: int = 1) -> Outbox:
    """The letters of the roots that the person prepares. `link`: the address of a case, by its number, as letters print it."""
    with db.reading() as connection:
        found = reach(connection, person)
        listed = _roots(connection, found)
    chosen = next((r for r in listed if r.number == root), None)
    shown = chosen.counts if chosen else {k: sum(r.counts[k] for r in listed) for k in KINDS}
    first: Kind = next((k for k in KINDS if shown[k]), "delivered")
    picked = first if kind is None else kind
    last = max(1, -(-shown[picked] // PAGE))
    page = min(max(page, 1), last)
    rules = [t.cases.c.root.in_(select(t.cases.c.id).where(found.roots_run(), *([t.cases.c.number == root] if chosen else [])))]
    messages = letters.listed(db, _office(db, link), [*rules, _is(picked)], PAGE, (page - 1) * PAGE)
    return Outbox(listed, chosen, picked, messages, page, last)


def _office(db: Database, link: Link) -> letters.Office:
    """An office that words letters and sends none."""

    def pinned(sha: str) -> Definition:
        with db.reading() as connection:
            return shelf.pinned(connection, sha)

    return letters.Office(_never, "", link, pinned)


def _never(_letter: Any) -> None:
    raise OSError("this office only words letters")


def _is(kind: Kind) -> ColumnElement[bool]:
    c = t.letters.c
    left = c.delivered.is_not(None)
    if kind == "delivered":
        return left & c.trouble.is_(None)
    if kind == "trouble":
        return c.trouble.is_not(None) & c.held.is_(False)
    return ~left & (c.held.is_(True) if kind == "held" else c.held.is_(False) & c.trouble.is_(None))


def _roots(connection: Connection, found: Reach) -> tuple[RootLetters, ...]:
    c = t.cases.c
    mine = select(c.id, c.definition, c.machine, c.number).where(found.roots_run()).order_by(c.ended, c.born.desc())
    rows = [tuple(row) for row in connection.execute(mine)]
    names = names_of(connection, found.definitions, rows)
    counts: dict[int, dict[Kind, int]] = {row[0]: dict.fromkeys(KINDS, 0) for row in rows}
    for kind in KINDS:
        counted = select(c.root, func.count()).join_from(t.letters, t.cases, t.letters.c.case_id == c.id)
        for root, n in connection.execute(counted.where(c.root.in_(counts), _is(kind)).group_by(c.root)):
            counts[root][kind] = n
    listed = (RootLetters(number, names[id], counts[id]) for id, _sha, _machine, number in rows)
    return tuple(r for r in listed if any(r.counts.values()))


def release(db: Database, person: int, root: str, chosen: Sequence[int] | None) -> int | None:
    """Let held letters of a root go, all or the chosen; None where the person does not prepare the root."""
    return letters.release(db, root, chosen) if prepares(db, person, root) else None


def send_again(db: Database, person: int, root: str, chosen: Sequence[int]) -> int | None:
    """Put letters in trouble back in line; None where the person does not prepare the root."""
    if not prepares(db, person, root):
        return None
    c = t.cases.c
    within = select(c.id).where(c.root.in_(select(c.id).where(c.number == root)))
    rules = (t.letters.c.id.in_(chosen), t.letters.c.case_id.in_(within), _is("trouble"))
    with db.writing() as connection:
        afresh = {"tries": 0, "tried": None, "trouble": None, "delivered": None}
        return connection.execute(update(t.letters).where(*rules).values(afresh)).rowcount


def prepares(db: Database, person: int, root: str) -> bool:
    """Whether the root is one that the person prepares."""
    with db.reading() as connection:
        found = reach(connection, person)
        return connection.execute(select(t.cases.c.id).where(found.roots_run(), t.cases.c.number == root)).first() is not None
