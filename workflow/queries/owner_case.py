"""The own case as its owner sees it: where it stands, what to do now and until when, what is theirs by right, what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from workflow.core.definition import FactKind, State
from workflow.core.showing import called, shown
from workflow.core.structure import stages
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import FactRow, Look, Viewer, look
from workflow.queries.named_cases import with_names
from workflow.queries.owner_history import Happening, history
from workflow.queries.owner_results import Result, results
from workflow.queries.owner_todo import Right, Todo, began, below_of, concerns, is_owners, leaves, owns, readable, rights, todos
from workflow.queries.periods import Period, now_open, period
from workflow.queries.public_course import Stage, course_of
from workflow.queries.public_shown import is_announced
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

_MINE = (
    select(t.cases.c.id, t.cases.c.definition)
    .where(t.cases.c.owner == bindparam("person"))
    .order_by(t.cases.c.ended, t.cases.c.born.desc(), t.cases.c.id)
)
_DRAFTED = (
    select(t.drafts.c.saved)
    .where(t.drafts.c.owner == bindparam("owner"), t.drafts.c.case_id == bindparam("id"))
    .order_by(t.drafts.c.saved.desc())
)
_FILES = select(t.files.c.id, t.files.c.sha256, t.files.c.kind, t.files.c.size, t.files.c.pages, t.files.c.name).where(
    t.files.c.owner == bindparam("person"), t.files.c.sha256.in_(bindparam("found", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A moment that was set for the owner, with what else was said of it. `over`: it lies in the past."""

    fact: str
    words: Text
    at: datetime
    value: Text
    more: tuple[FactRow, ...]
    over: bool


@dataclass(frozen=True, slots=True)
class SentFile:
    """`words`: what it was asked as. `size` in bytes."""

    id: str
    words: Text
    name: str
    kind: str
    size: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class Above:
    """The case above: what it is, where it stands, and the period that is open there."""

    kind: Text
    title: Text
    number: str
    state: State
    period: Period | None


@dataclass(frozen=True, slots=True)
class Below:
    """A case below the own one, which the owner may read."""

    number: str
    kind: Text
    state: State
    mine: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """One line of the list of own cases. `title`: what it is for. `named`: its own name, where that is not the owner's.

    `todo`: the first thing that waits for the owner. `saved`: the last draft.
    """

    number: str
    title: Text
    kind: Text
    named: Text | None
    process: Text
    root: Text
    state: State
    ended: bool
    paused: bool
    zone: str
    todo: Todo | None
    saved: datetime | None
    appointment: Appointment | None


@dataclass(frozen=True, slots=True)
class MyCase:
    """`ahead`: stages above that are still to come, the farthest first. `path`: cases between the own one and this, as number and kind.

    `is_public`: the root has a public page.
    """

    number: str
    title: Text
    kind: Text
    named: Text | None
    process: Text
    path: tuple[tuple[str, Text], ...]
    root: Text
    root_number: str
    root_path: str
    is_public: bool
    state: State
    ended: bool
    paused: bool
    zone: str
    own: bool
    above: Above | None
    todo: tuple[Todo, ...]
    leave: Todo | None
    rights: tuple[Right, ...]
    appointments: tuple[Appointment, ...]
    ahead: tuple[Stage, ...]
    history: tuple[Happening, ...]
    results: tuple[Result, ...]
    below: tuple[Below, ...]
    sent: tuple[tuple[Text | None, tuple[FactRow, ...]], ...]
    files: tuple[SentFile, ...]


def my_cases(db: Database, clock: Clock, person: int) -> tuple[Mine, ...]:
    """The person's own cases: those that go on first, the newest on top."""
    with db.reading() as connection:
        now = clock.now(connection)
        rows = connection.execute(_MINE, {"person": person}).all()
        looks = [Look(connection, shelf.pinned(connection, r.definition), r.id, Viewer(person), now) for r in rows]
        return tuple(_line(connection, seen) for seen in looks)


def _line(connection: Connection, seen: Look) -> Mine:
    case, world = seen.case, seen.world
    parent = world.case(case.parent) if case.parent is not None else None
    todo = sorted((one for one in todos(seen) if not leaves(seen, one)), key=lambda one: not one.must)
    saved = connection.execute(_DRAFTED, {"owner": f"p{seen.viewer.person}", "id": case.id}).scalar()
    ahead = [a for a in appointments(seen) if not a.over]
    return Mine(
        case.number, called(world, parent or case), seen.machine.words, _named(seen), seen.definition.title,
        called(world, world.case(case.root)), world.state(case), case.ended,
        world.is_paused(case), case.zone, todo[0] if todo else None, None if case.ended else saved, ahead[0] if ahead else None,
    )  # fmt: skip


def my_case(db: Database, clock: Clock, number: str, viewer: Viewer) -> MyCase | None:
    """The page of an own case, or of one below it that concerns the owner; None where the viewer is not its owner."""
    with look(db, clock, number, viewer) as seen:
        if seen is None or not readable(seen):
            return None
        world, case = seen.world, seen.case
        parent, root = (world.case(case.parent) if case.parent is not None else None), world.case(case.root)
        every = tuple(todos(seen))
        return MyCase(
            number=case.number,
            title=_title(seen, parent),
            kind=seen.machine.words,
            named=_named(seen),
            process=seen.definition.title,
            path=tuple(_path(seen)),
            root=called(world, root),
            root_number=root.number,
            root_path=world.machine(root).path or "",
            is_public=is_announced(seen, root),
            state=world.state(case),
            ended=case.ended,
            paused=world.is_paused(case),
            zone=case.zone,
            own=owns(seen),
            above=_above(seen, parent) if parent is not None else None,
            todo=tuple(sorted((one for one in every if not leaves(seen, one)), key=lambda one: not one.must)),
            leave=next((one for one in every if leaves(seen, one)), None),
            rights=tuple(rights(seen)),
            appointments=tuple(appointments(seen)),
            ahead=_ahead(seen),
            history=history(seen),
            results=results(seen),
            below=tuple(_below(seen)),
            sent=tuple(_sent(seen)),
            files=_files(seen),
        )


def _title(seen: Look, parent: Case | None) -> Text:
    """The own case goes by what it is for; another by its own name, or by its kind where it has none."""
    if owns(seen) and parent is not None:
        return called(seen.world, parent)
    return called(seen.world, seen.case) if seen.machine.called else seen.machine.words


def _named(seen: Look) -> Text | None:
    """What the owner called the case; a personal fact is their own name, which they know."""
    fact = seen.machine.facts.get(seen.machine.called or "")
    return called(seen.world, seen.case) if fact is not None and not fact.personal and seen.case.facts.get(fact.name) else None


def _path(seen: Look) -> Iterator[tuple[str, Text]]:
    """Cases above this one up to the own one, from the top, that the owner may open."""
    above = [c for c in seen.world.lineage(seen.case) if c.id != seen.case.id]
    owned = next((n for n, c in enumerate(above) if c.owner is not None and c.owner == seen.viewer.person), -1)
    for case in reversed(above[: owned + 1]):
        if case.owner == seen.viewer.person or concerns(seen, case):
            yield case.number, seen.world.machine(case).words


def _below(seen: Look) -> Iterator[Below]:
    for case in below_of(seen):
        if concerns(seen, case):
            machine = seen.world.machine(case)
            yield Below(case.number, machine.words, seen.world.state(case), began(seen, machine))


# ------------------------------------------------------------------ what was set and sent
def _above(seen: Look, parent: Case) -> Above:
    world = seen.world
    held = [period(world, c, w) for c in world.lineage(parent) for w in world.machine(c).windows.values() if c.state in w.in_]
    return Above(world.machine(parent).words, called(world, parent), parent.number, world.state(parent), now_open(held))


def _ahead(seen: Look) -> tuple[Stage, ...]:
    """Of the nearest case above that goes through stages; none for a case that has lost its way there."""
    above = [c for c in seen.world.lineage(seen.case) if c.id != seen.case.id]
    if not above or not owns(seen) or seen.case.ended or seen.world.state(seen.case).outcome is not None:
        return ()
    staged = next((c for c in above if len(stages(seen.world.machine(c))) > 1), above[0])
    return tuple(stage for stage in reversed(course_of(seen.connection, seen.world, staged).stages) if stage.at == "later")


def appointments(seen: Look) -> Iterator[Appointment]:
    """Moments set by somebody else, the next one first."""
    machine, case, found = seen.machine, seen.case, []
    for name, fact in machine.facts.items():
        items = case.facts.get(name)
        if fact.kind is FactKind.MOMENT and fact.sealed_to is None and items and items[0].m is not None:
            others = [n for f in machine.forms.values() if name in f.facts for n in f.facts if n != name]
            found.append(
                Appointment(name, fact.words, items[0].m, shown(seen.world, case, name), seen.facts(others), items[0].m < seen.now)
            )
    yield from sorted(found, key=lambda a: (a.over, a.at))


def _sent(seen: Look) -> Iterator[tuple[Text | None, tuple[FactRow, ...]]]:
    """The answers of whoever began the case and of its owner, section by section; files are listed apart."""
    machine, done = seen.machine, set[str]()
    for action in machine.actions.values():
        if action.form is None or action.form in done or not (action.is_birth or is_owners(seen, action)):
            continue
        done.add(action.form)
        for section in machine.forms[action.form].sections:
            rows = with_names(seen, (row for row in seen.facts(section.ask) if not row.files))
            if rows:
                yield section.words, rows


def _files(seen: Look) -> tuple[SentFile, ...]:
    rows = [row for row in seen.facts() if row.files]
    found = [sha for row in rows for sha in row.files]
    if not found:
        return ()
    kept = {r.sha256: r for r in seen.connection.execute(_FILES, {"person": seen.viewer.person, "found": found})}
    return tuple(
        SentFile(kept[sha].id, row.words, kept[sha].name, kept[sha].kind, kept[sha].size, kept[sha].pages)
        for row in rows
        for sha in row.files
        if sha in kept
    )
