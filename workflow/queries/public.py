"""The front page: announced roots, found by word, phase and process, twenty to a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, false, func, or_, select

from workflow.core.definition import Definition, Machine, Phase, State
from workflow.core.showing import called
from workflow.core.structure import is_place, run_in
from workflow.core.words import Text
from workflow.core.world import World
from workflow.queries.public_course import Course, course, open_until
from workflow.queries.public_shown import announced_roots, lead_place
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.reader import Reader

PER_PAGE = 20
PER_KIND = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor looks for. `words` is matched with names of roots and of the places below them; `page` counts from 1.

    `version` of the `process`: roots begun under it alone, by its name or the beginning of its SHA-256.
    """

    words: str = ""
    phase: Phase | None = None
    process: str | None = None
    version: str | None = None
    page: int = 1

    @property
    def is_narrow(self) -> bool:
        return bool(self.words or self.phase or self.process)


@dataclass(frozen=True, slots=True)
class Item:
    """One root in the list. `state` is that of the place that is least far; `closes`: when its present window ends; `places`: how many."""

    number: str
    path: str
    called: Text
    title: Text
    state: State
    zone: str
    course: Course
    closes: datetime | None
    places: int
    place: Text | None
    place_words: Text | None


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of process: how many of its roots are under way and how many have ended, and the first few of them."""

    process: str
    title: Text
    running: int
    ended: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """`running`: how many of the `found` have not ended. `processes`: (name, title) of those that have an announced root.

    `groups`: the first of each kind, where there are several kinds and nothing in particular is looked for; then `items` is empty.
    """

    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    found: int
    running: int
    page: int
    last: int
    processes: tuple[tuple[str, Text], ...]


def home(db: Database, clock: Clock, asked: Asked) -> Home:
    """Announced roots that fit, those under way first, the newest before the older."""
    with db.reading() as connection:
        now, definitions = clock.now(connection), _definitions(connection)
        wanted = announced_roots({sha: d for sha, d in definitions.items() if _is_asked(asked, d)})
        fits = and_(wanted, *_fits(asked, definitions))
        found, running = _counts(connection, fits)
        last = max(1, -(-found // PER_PAGE))
        page, processes = min(max(1, asked.page), last), _processes(connection, definitions)
        if len(processes) > 1 and not asked.is_narrow:
            groups = tuple(_group(connection, definitions, process, now) for process in processes)
            return Home((), groups, found, running, 1, 1, processes)
        items = _items(connection, definitions, fits, now, PER_PAGE, (page - 1) * PER_PAGE)
        return Home(items, (), found, running, page, last, processes)


def _is_asked(asked: Asked, definition: Definition) -> bool:
    named = asked.version is None or definition.version == asked.version or definition.sha256.startswith(asked.version)
    return asked.process in (None, definition.process) and named


def _items(
    connection: Connection, definitions: dict[str, Definition], fits: ColumnElement[bool], now: datetime, limit: int, offset: int = 0
) -> tuple[Item, ...]:
    order = (t.cases.c.ended, t.cases.c.born.desc(), t.cases.c.id)
    listed = select(t.cases.c.id, t.cases.c.definition).where(fits).order_by(*order).limit(limit).offset(offset)
    return tuple(_item(connection, definitions[row.definition], row.id, now) for row in connection.execute(listed).all())


def _group(connection: Connection, definitions: dict[str, Definition], process: tuple[str, Text], now: datetime) -> Group:
    name, title = process
    fits = announced_roots({sha: d for sha, d in definitions.items() if d.process == name})
    found, running = _counts(connection, fits)
    return Group(name, title, running, found - running, _items(connection, definitions, fits, now, PER_KIND))


def _definitions(connection: Connection) -> dict[str, Definition]:
    used = connection.execute(select(t.cases.c.definition).where(t.cases.c.parent.is_(None)).distinct()).scalars()
    return {sha: shelf.pinned(connection, sha) for sha in used}


def _fits(asked: Asked, definitions: dict[str, Definition]) -> list[ColumnElement[bool]]:
    conditions = []
    if asked.words:
        conditions.append(_named(asked.words, definitions))
    if asked.phase is not None:
        conditions.append(_in_phase(asked.phase, definitions))
    return conditions


def _named(words: str, definitions: dict[str, Definition]) -> ColumnElement[bool]:
    """The root's number or title, or what the root or a place below it is called, contains every word, whatever its case."""
    return and_(*(_has_word(word, definitions) for word in words.lower().split()[:8]))


def _has_word(word: str, definitions: dict[str, Definition]) -> ColumnElement[bool]:
    inside = t.cases.alias()
    titled = [sha for sha, d in definitions.items() if word in d.title.id.lower() or word in d.title.en.lower()]
    named = [
        and_(inside.c.definition == sha, inside.c.machine == machine.name, t.facts.c.fact == machine.called)
        for sha, definition in definitions.items()
        for machine in definition.machines.values()
        if machine.called and is_place(definition, machine)
    ]
    told = exists().where(
        inside.c.root == t.cases.c.id,
        t.facts.c.case_id == inside.c.id,
        or_(*named) if named else false(),
        func.lower(t.facts.c.s).contains(word, autoescape=True),
    )
    return or_(told, func.lower(t.cases.c.number).contains(word, autoescape=True), t.cases.c.definition.in_(titled))


def _in_phase(phase: Phase, definitions: dict[str, Definition]) -> ColumnElement[bool]:
    inside = t.cases.alias()
    pairs = [
        and_(inside.c.definition == sha, inside.c.machine == machine.name, inside.c.state.in_(states))
        for sha, definition in definitions.items()
        for machine in {definition.root.name: definition.root, run_in(definition).name: run_in(definition)}.values()
        if (states := _states(definition, machine, phase))
    ]
    here = exists().where(inside.c.root == t.cases.c.id, or_(*pairs) if pairs else false())
    return and_(here, t.cases.c.ended.is_(phase is Phase.END))


def _states(definition: Definition, machine: Machine, phase: Phase) -> list[str]:
    """A root that is run in places below it counts as being where they are, unless it is paused or over."""
    outer = machine.parent is None and run_in(definition).parent is not None
    if outer and phase not in (Phase.PAUSE, Phase.END):
        return []
    return [s.name for s in machine.states.values() if s.phase is phase]


def _counts(connection: Connection, fits: ColumnElement[bool]) -> tuple[int, int]:
    rows = connection.execute(select(t.cases.c.ended, func.count()).where(fits).group_by(t.cases.c.ended)).all()
    by_end = {bool(row[0]): int(row[1]) for row in rows}
    return sum(by_end.values()), by_end.get(False, 0)


def _processes(connection: Connection, definitions: dict[str, Definition]) -> tuple[tuple[str, Text], ...]:
    rows = connection.execute(select(t.cases.c.definition).where(announced_roots(definitions)).distinct()).scalars()
    return tuple(sorted({definitions[sha].process: definitions[sha].title for sha in rows}.items(), key=lambda pair: pair[1].id))


def _item(connection: Connection, definition: Definition, root: int, now: datetime) -> Item:
    world = World(definition, Reader(connection), now)
    case = world.case(root)
    ids, lead = lead_place(connection, definition, root)
    place = world.case(lead) if lead is not None else None
    shown = case if place is None or world.is_paused(case) or case.ended else place
    return Item(
        case.number,
        world.machine(case).path or "",
        called(world, case),
        definition.title,
        world.state(shown),
        case.zone,
        course(connection, world, case, place),
        open_until(world, shown),
        ids,
        called(world, place) if place is not None and ids == 1 else None,
        world.machine(place).words if place is not None else None,
    )
