"""The public page of a root, and of a place below it: what is open, how far it is, who takes part, what was published and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import islice

from sqlalchemy import bindparam, select

from workflow.core.definition import Clause, Definition, FactKind, Machine, Outcome, State
from workflow.core.structure import is_place
from workflow.core.weights import set_above
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import FactRow, Look, Viewer, look
from workflow.queries.named_cases import public_places
from workflow.queries.public_course import Course, Dated, course, course_of, dates, open_until
from workflow.queries.public_history import Happened, history
from workflow.queries.public_minutes import minutes_of
from workflow.queries.public_named import FIRST, Named, Published, figures, published
from workflow.queries.public_open import Open, beginnings
from workflow.queries.public_said import Spoken, spoken
from workflow.queries.public_shown import Paper, Row, is_announced, lead_place, papers, told
from workflow.queries.public_staff import Holder, holders
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

_NUMBER = select(t.cases.c.id).where(t.cases.c.number == bindparam("number"), t.cases.c.root == bindparam("root"))


@dataclass(frozen=True, slots=True)
class PlaceItem:
    number: str
    called: Text
    state: State
    closes: datetime | None
    cells: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places of one machine that stand right below the page's own case, or below none that has a page."""

    words: Text
    items: tuple[PlaceItem, ...]


@dataclass(frozen=True, slots=True)
class PaperItem:
    """A publication, or minutes in force (then `number` is set)."""

    id: int
    words: Text
    at: datetime
    place: Text | None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class PlacePage:
    """`shown`: the state to show, which for a root that is run in its places is that of the one that is least far.

    `above`: places between the root and this one. `why`: labels and texts of what was said when it was paused or cancelled. `facts`: what was
    published of its own; `links`: named cases that have a public page. `places`: how many places below have a page. `cases`: what was
    published of people; `spoken`: what anybody said to this place. `replaced`: when earlier versions of the rules were, and which.
    """

    root: str
    path: str
    root_called: Text
    above: tuple[tuple[str, Text], ...]
    number: str
    machine: str
    called: Text
    words: Text
    definition: Definition
    zone: str
    state: State
    shown: State
    entered: datetime
    ended: bool
    paused: bool
    why: tuple[tuple[Text, Text], ...]
    course: Course
    figures: tuple[tuple[Text, int], ...]
    facts: tuple[FactRow, ...]
    links: Mapping[str, tuple[str, str, str | None]]
    open: tuple[Open, ...]
    places: int
    groups: tuple[PlaceGroup, ...]
    cases: tuple[Published, ...]
    spoken: tuple[Spoken, ...]
    ranks: bool
    weights: Mapping[tuple[str, str, str], Fraction]
    requirements: tuple[Clause, ...]
    papers: tuple[PaperItem, ...]
    history: tuple[Happened, ...]
    team: tuple[Holder, ...]
    deciders: tuple[Holder, ...]
    dates: tuple[Dated, ...]
    replaced: tuple[tuple[datetime, str], ...]

    @property
    def is_root(self) -> bool:
        return self.root == self.number

    @property
    def opens_at_places(self) -> bool:
        """Whether something may be started at one of the places listed."""
        listed = {item.number for group in self.groups for item in group.items}
        return any(o.number in listed for o in self.open)

    @property
    def winners(self) -> tuple[Named, ...]:
        """The first of those who were published as having succeeded."""
        found = (row for group in self.cases if group.by_name for row in group.rows if row.state.outcome is Outcome.WON)
        return tuple(islice(found, FIRST))


def place_page(db: Database, clock: Clock, path: str, number: str, child: str | None = None) -> PlacePage | None:
    """The page of the announced root with this number below `path`, or of a published place in it; None where there is none."""
    with look(db, clock, number, Viewer()) as here:
        if here is None or here.case.parent is not None or here.machine.path != path or not is_announced(here, here.case):
            return None
        found = papers(here)
        known = told(found)
        case = here.case if child is None else published_place(here, known, child)
        return None if case is None else _page(here, case, found, known)


def published_place(here: Look, known: dict[str, Row], number: str) -> Case | None:
    return next((c for c in published_places(here, here.case, known) if c.number == number), None)


def published_places(here: Look, above: Case, known: dict[str, Row]) -> list[Case]:
    """Places below a case that a publication names, in the order of the definition, then by name."""
    machines = [m for m in here.definition.machines.values() if m.parent is not None and is_place(here.definition, m)]
    found = [c for m in machines for c in here.world.descendants(above, m.name) if c.number in known]
    return sorted(found, key=lambda c: here.called(c).id.casefold())


def _page(here: Look, case: Case, found: tuple[Paper, ...], known: dict[str, Row]) -> PlacePage:
    root, machine, places = here.case, here.world.machine(case), published_places(here, case, known)
    scope = [case, *places]
    own = [paper for paper in found if paper.case_id in {c.id for c in scope}]
    cases = published(here, scope, found)
    team, deciders = holders(here.definition, found)
    lead, halted = _lead(here, case), _halted(here, case)
    facts = told_facts(here, case, known.get(case.number))
    return PlacePage(
        root=root.number, path=here.world.machine(root).path or "", root_called=here.called(root), above=_above(here, case, known),
        number=case.number, machine=machine.name, called=here.called(case), words=machine.words, definition=here.definition, zone=case.zone,
        state=here.world.state(case), shown=here.world.state(halted or (case if lead is None or case.ended else lead)),
        entered=case.entered, ended=case.ended, paused=halted is not None, why=_why(here, case, found), course=_course(here, case, lead),
        figures=figures(here, places, own, cases), facts=facts, links=public_places(here, facts), open=_open(here, scope, cases),
        places=len(places), groups=_groups(here, case, places, known), cases=cases, spoken=spoken(here, case, found),
        ranks=bool(machine.rankings), weights=set_above(here.world, case), requirements=_requirements(here, case),
        papers=_papers(here, scope, own), history=history(here, scope, own), team=team, deciders=deciders, dates=_dates(here, scope),
        replaced=tuple((at, earlier.version) for at, earlier, _later in here.ages.changes),
    )  # fmt: skip


def _course(here: Look, case: Case, lead: Case | None) -> Course:
    return course_of(here.connection, here.world, case) if case.parent else course(here.connection, here.world, case, lead)


def _dates(here: Look, scope: Sequence[Case]) -> tuple[Dated, ...]:
    return tuple(d for c in scope for d in dates(here.world, c, here.called(c)))


def _requirements(here: Look, case: Case) -> tuple[Clause, ...]:
    """Of whoever thinks of joining: those of the machines right below a place in which people take part."""
    joined = [m for m in here.definition.children(case.machine) if not is_place(here.definition, m)]
    return tuple(clause for machine in joined for group in machine.requirements.values() for clause in group)


def _above(here: Look, case: Case, known: dict[str, Row]) -> tuple[tuple[str, Text], ...]:
    return tuple((c.number, here.called(c)) for c in reversed(list(_between(here, case, known))))


def _between(here: Look, case: Case, known: dict[str, Row]) -> Iterator[Case]:
    """Places above the case that have a page, but for the root."""
    yield from (c for c in here.world.lineage(case) if c.id != case.id and c.parent is not None and c.number in known)


def _groups(here: Look, case: Case, places: Sequence[Case], known: dict[str, Row]) -> tuple[PlaceGroup, ...]:
    """Each place is listed on the page of the nearest one above it that has a page."""
    inside = {p.id for p in places}
    direct = [p for p in places if not any(c.id in inside for c in _between(here, p, known))]
    machines = [m for m in here.definition.machines.values() if any(p.machine == m.name for p in direct)]
    return tuple(PlaceGroup(m.words, tuple(_item(here, p, known) for p in direct if p.machine == m.name)) for m in machines)


def _lead(here: Look, case: Case) -> Case | None:
    _n, id = lead_place(here.connection, here.definition, case.id) if case.parent is None else (0, None)
    return here.world.case(id) if id is not None else None


def _halted(here: Look, case: Case) -> Case | None:
    """The case itself or the one above it that is paused."""
    return next((c for c in here.world.lineage(case) if here.world.state(c).pauses), None)


def _why(here: Look, case: Case, found: tuple[Paper, ...]) -> tuple[tuple[Text, Text], ...]:
    """What was published when the case came to its present halt, by a pause (its own or from above) or by being cancelled."""
    halted = _halted(here, case)
    if halted is None and here.world.state(case).outcome is not Outcome.CANCELLED:
        return ()
    halted = halted or case
    above = {c.id for c in here.world.lineage(halted)}
    paper = next((p for p in reversed(found) if p.own and p.case_id in above and p.at >= halted.entered), None)
    return cells_of(paper, paper.rows[0]) if paper and paper.rows else ()


def cells_of(paper: Paper, row: Row) -> tuple[tuple[Text, Text], ...]:
    return tuple((words, row.cells[name]) for name, words in paper.columns.items() if name in row.cells)


def cells(machine: Machine, row: Row | None, without: set[str]) -> tuple[tuple[Text, Text], ...]:
    """What was published of a case's own facts, with what they are called."""
    held = row.cells if row is not None else {}
    return tuple((machine.facts[n].words, value) for n, value in held.items() if n in machine.facts and n not in without)


def told_facts(here: Look, case: Case, row: Row | None) -> tuple[FactRow, ...]:
    """What was published of a case's own facts; a table as one while the case still says what was published."""
    machine = here.world.machine(case)
    held = {n: value for n, value in (row.cells if row is not None else {}).items() if n in machine.facts and n != machine.called}
    now = {n: here.answer(machine, machine.facts[n], case.facts.get(n, ()), case.zone) for n in held}
    return tuple(
        FactRow(
            n, machine.facts[n].words, value, grid=now[n].grid if now[n].value == value else None,
            case=value.id if machine.facts[n].kind is FactKind.CASE else None,
        )
        for n, value in held.items()
    )  # fmt: skip


def _item(here: Look, place: Case, known: dict[str, Row]) -> PlaceItem:
    machine = here.world.machine(place)
    left_out = {n for n, f in machine.facts.items() if f.kind in (FactKind.LONG_TEXT, FactKind.TABLE)} | {machine.called or ""}
    until = open_until(here.world, place)
    return PlaceItem(place.number, here.called(place), here.world.state(place), until, cells(machine, known[place.number], left_out))


# ------------------------------------------------------------------ papers, and what is open now
def _papers(here: Look, scope: Sequence[Case], own: Sequence[Paper]) -> tuple[PaperItem, ...]:
    """Publications of the cases on the page and their minutes in force, newest first."""
    called = {c.id: here.called(c) if len(scope) > 1 and c.parent is not None else None for c in scope}
    items = [PaperItem(p.id, p.words, p.at, called[p.case_id]) for p in own]
    items += [PaperItem(0, m.title, m.at, called[c.id], m.number) for c in scope for m in minutes_of(here, c)]
    return tuple(sorted(items, key=lambda item: item.at, reverse=True))


def _open(here: Look, scope: Sequence[Case], cases: Sequence[Published]) -> tuple[Open, ...]:
    """What may be started now: below the places, and below the first person of each place with whom anything is open."""
    found = [o for place in scope for o in beginnings(here, place)]
    heard: set[Text] = set()
    for person in (row for group in cases for row in group.rows[:FIRST]):
        case = case_of(here, person.number) if person.place not in heard else None
        mine = [o for o in beginnings(here, case) if o.by == "anyone" and not o.missing] if case is not None else []
        found += mine
        heard |= {person.place} if mine else set()
    return tuple(o for o in found if not o.missing)


def case_of(here: Look, number: str) -> Case | None:
    """A case of this root by its number."""
    found = here.connection.execute(_NUMBER, {"number": number, "root": here.case.root}).scalar()
    return here.world.case(int(found)) if found is not None else None
