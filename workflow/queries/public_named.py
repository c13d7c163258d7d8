"""Cases of people that were published, and figures that were published: nothing is counted here that a publication does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workflow.core.definition import Definition, FactKind, Machine, State
from workflow.core.structure import is_place, is_public_birth
from workflow.core.words import Text, same
from workflow.core.world import Case
from workflow.queries.look import Look
from workflow.queries.public_shown import Paper, Row
from workflow.store import tables as t

EXCERPT = 160
FIRST = 20
"""How many cases of a kind a page shows before it leads to a list of its own."""


@dataclass(frozen=True, slots=True)
class Named:
    """A published case. `called`: its name where that was published, else its number. `line`: the first text beside it.

    `state`: as published last. `place`: what the case right above it is called.
    """

    number: str
    called: Text
    line: Text | None
    state: State
    place: Text
    at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """All published cases of one machine, by name, or where none has a name the newest first."""

    machine: str
    words: Text
    by_name: bool
    rows: tuple[Named, ...]


def published(here: Look, scope: Sequence[Case], found: Sequence[Paper]) -> tuple[Published, ...]:
    """Cases that belong to people, right below the places of `scope`, that anything was published of."""
    machines = [m for m in _people(here.definition) if any(m.parent == place.machine for place in scope)]
    groups = (_group(here, machine, scope, found) for machine in machines)
    return tuple(group for group in groups if group.rows)


def below(here: Look, case: Case, found: Sequence[Paper]) -> tuple[Published, ...]:
    """Published cases right below a case of somebody, but for what anybody may say."""
    machines = [m for m in here.definition.children(case.machine) if not is_said(here.definition, m)]
    groups = (_group(here, machine, [case], found) for machine in machines)
    return tuple(group for group in groups if group.rows)


def _people(definition: Definition) -> Iterator[Machine]:
    """Machines of cases that belong to people and stand right below a place; what anybody may say is told apart."""
    for machine in definition.machines.values():
        under_a_place = machine.parent is not None and is_place(definition, definition.machines[machine.parent])
        if under_a_place and not is_place(definition, machine) and not is_said(definition, machine):
            yield machine


def is_said(definition: Definition, machine: Machine) -> bool:
    """Whether anybody may give birth to such a case."""
    return any(is_public_birth(definition, action) for action in machine.actions.values())


def _group(here: Look, machine: Machine, scope: Sequence[Case], found: Sequence[Paper]) -> Published:
    places = {c.id: here.called(c) for c in scope}
    rows: dict[str, tuple[Row, datetime]] = {}
    for paper in found:
        if paper.of == machine.name:
            for row in paper.rows:
                before = rows[row.case][0].cells if row.case in rows else {}
                rows[row.case] = (Row(row.case, row.state, {**before, **row.cells}), paper.at)
    parents = parents_of(here, list(rows))
    named = [_named(machine, row, places[parents[n]], at) for n, (row, at) in rows.items() if parents.get(n) in places]
    by_name = any(one.called.id != one.number for one in named)
    named.sort(key=lambda one: one.called.id.casefold()) if by_name else named.sort(key=lambda one: (one.at, one.number), reverse=True)
    return Published(machine.name, machine.words, by_name, tuple(named))


def parents_of(here: Look, numbers: Sequence[str]) -> dict[str, int]:
    """Number -> id of the case right above it."""
    found: dict[str, int] = {}
    c = t.cases.c
    for start in range(0, len(numbers), 500):
        listed = select(c.number, c.parent).where(c.root == here.case.root, c.number.in_(numbers[start : start + 500]))
        found.update({row.number: row.parent for row in here.connection.execute(listed)})
    return found


def _named(machine: Machine, row: Row, place: Text, at: datetime) -> Named:
    called = row.cells.get(machine.called or "", same(row.case))
    return Named(row.case, called, _line(machine, row), row.state, place, at)


def _line(machine: Machine, row: Row) -> Text | None:
    """The first short text beside the name, else the beginning of the first long one."""
    texts = {n: machine.facts[n].kind for n in row.cells if n in machine.facts and n != machine.called}
    short = next((row.cells[n] for n, kind in texts.items() if kind is FactKind.TEXT), None)
    long = next((row.cells[n] for n, kind in texts.items() if kind is FactKind.LONG_TEXT), None)
    return short or (Text(excerpt(long.id), excerpt(long.en)) if long is not None else None)


def excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else flat[:EXCERPT].rsplit(" ", 1)[0] + " …"


# ------------------------------------------------------------------ figures
def figures(here: Look, places: Sequence[Case], own: Sequence[Paper], cases: Sequence[Published]) -> tuple[tuple[Text, int], ...]:
    """Counts that were published: of each kind of place how many, of each kind of case how many, and how many of them went on."""
    found: Counter[Text] = Counter()
    kinds = Counter(place.machine for place in places)
    found.update({here.definition.machines[name].words: n for name, n in kinds.items() if n > 1})
    for paper in _first_counts(here, own):
        machine = here.definition.machines[paper.of]
        found[machine.words] += paper.more["counts"]["all"]
        for words, n in _went_on(machine, paper):
            found[words] += n
    first: dict[str, Text] = {}
    for _paper, _machine, row in _by_name(here, own):
        first.setdefault(row.case, row.state.words.public)
    unnamed = {group.words: len(group.rows) for group in cases if not group.by_name and group.words not in found}
    return (*found.items(), *unnamed.items(), *Counter(first.values()).items())


def _by_name(here: Look, own: Sequence[Paper]) -> Iterator[tuple[Paper, Machine, Row]]:
    for paper in own:
        machine = here.definition.machines[paper.of]
        if machine.called is not None and not is_place(here.definition, machine):
            yield from ((paper, machine, row) for row in paper.rows if machine.called in row.cells)


def _first_counts(here: Look, own: Sequence[Paper]) -> list[Paper]:
    """The first publication of each case that counts its kind of case."""
    first: dict[tuple[int, str], Paper] = {}
    for paper in own:
        if "counts" in paper.more and not is_place(here.definition, here.definition.machines[paper.of]):
            first.setdefault((paper.case_id, paper.of), paper)
    return list(first.values())


def _went_on(machine: Machine, paper: Paper) -> list[tuple[Text, int]]:
    """Of a kind of case that has names: the counts of states that are no end and no loss, unless that is all of them."""
    states = {s.words.public: s for s in machine.states.values()}
    counted = [(Text(*c["words"]), c["n"]) for c in paper.more["counts"]["states"]]
    on = [(w, n) for w, n in counted if w in states and states[w].outcome is None and machine.called is not None]
    return on if len(counted) > 1 else []
