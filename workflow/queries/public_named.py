"""Persons who were published by name, and figures that were published: nothing is counted here that a publication does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow.core.definition import FactKind, Machine, State
from workflow.core.structure import is_place
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import Look
from workflow.queries.public_shown import Paper, Row


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who was published by name. `line`: the first short fact beside the name. `state`: as published last."""

    number: str
    called: Text
    line: Text | None
    state: State
    place: Text


def named(here: Look, scope: Sequence[Case], own: Sequence[Paper]) -> tuple[Named, ...]:
    """Cases of persons that were published with what they are called, in alphabetical order."""
    places = {c.number: here.called(c) for c in scope}
    found: dict[str, Named] = {}
    for paper, machine, row in _by_name(here, own):
        before = found.get(row.case)
        line = before.line if before is not None and before.line else _line(machine, row)
        where = places.get(paper.case, places[scope[0].number])
        found[row.case] = Named(row.case, row.cells[machine.called or ""], line, row.state, where)
    return tuple(sorted(found.values(), key=lambda n: n.called.id.casefold()))


def _by_name(here: Look, own: Sequence[Paper]) -> Iterator[tuple[Paper, Machine, Row]]:
    for paper in own:
        machine = here.definition.machines[paper.of]
        if machine.called is not None and not is_place(here.definition, machine):
            yield from ((paper, machine, row) for row in paper.rows if machine.called in row.cells)


def _line(machine: Machine, row: Row) -> Text | None:
    """The first short text beside the name."""
    short = (n for n in row.cells if n in machine.facts and machine.facts[n].kind is FactKind.TEXT and n != machine.called)
    return next((row.cells[n] for n in short), None)


def figures(here: Look, places: Sequence[Case], own: Sequence[Paper]) -> tuple[tuple[Text, int], ...]:
    """Counts that were published: of each kind of case how many, how many of them went on, and how many were named."""
    found: Counter[Text] = Counter()
    if len(places) > 1:
        found[here.world.machine(places[0]).words] = len(places)
    for paper in _first_counts(here, own):
        machine = here.definition.machines[paper.of]
        found[machine.words] += paper.more["counts"]["all"]
        for words, n in _went_on(machine, paper):
            found[words] += n
    first: dict[str, Text] = {}
    for _paper, _machine, row in _by_name(here, own):
        first.setdefault(row.case, row.state.words.public)
    return (*found.items(), *Counter(first.values()).items())


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
