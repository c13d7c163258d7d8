"""The public page of a case that belongs to somebody: only what was published of it, and what anybody may say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workflow.core.definition import Definition, FactKind, Machine, State
from workflow.core.structure import is_place
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import Look, Viewer, look
from workflow.queries.public_named import Published, below
from workflow.queries.public_open import Open, beginnings
from workflow.queries.public_place import PaperItem, case_of
from workflow.queries.public_said import Spoken, spoken
from workflow.queries.public_shown import Paper, Row, is_announced, papers, told
from workflow.store.clock import Clock
from workflow.store.database import Database


@dataclass(frozen=True, slots=True)
class PersonPage:
    """`short` and `long`: labels and values that were published. `ranked`: where points or a rank were published, their labels and values.

    `above`: what stands between the root and this case and has a page. `cases`: published ones right below it. `ranks`: such cases are ranked.
    """

    root: str
    path: str
    root_called: Text
    above: tuple[tuple[str, Text], ...]
    number: str
    called: Text
    words: Text
    definition: Definition
    zone: str
    state: State
    published: datetime
    short: tuple[tuple[Text, Text], ...]
    ranked: tuple[tuple[Text, Text], ...]
    long: tuple[tuple[Text, Text], ...]
    open: tuple[Open, ...]
    spoken: tuple[Spoken, ...]
    cases: tuple[Published, ...]
    ranks: bool
    papers: tuple[PaperItem, ...]


def person_page(db: Database, clock: Clock, path: str, number: str, child: str) -> PersonPage | None:
    """The page of a published case below the announced root; None where nothing was published of it."""
    with look(db, clock, number, Viewer()) as here:
        if here is None or here.case.parent is not None or here.machine.path != path or not is_announced(here, here.case):
            return None
        found = papers(here)
        known = told(found)
        case = case_of(here, child)
        if case is None or child not in known or is_place(here.definition, here.world.machine(case)):
            return None
        return _page(here, case, found, known)


def _page(here: Look, case: Case, found: tuple[Paper, ...], known: dict[str, Row]) -> PersonPage:
    machine, row = here.world.machine(case), known[case.number]
    naming = [p for p in found if any(r.case == case.number for r in p.rows)]
    words = _labels(naming)
    kinds = {n: machine.facts[n].kind for n in row.cells if n in machine.facts}
    told_of = [n for n in row.cells if n not in (machine.called, "number", "state")]
    long = [n for n in told_of if kinds.get(n) is FactKind.LONG_TEXT]
    ranked = [n for n in told_of if n not in kinds and n.partition(".")[0] not in here.definition.machines]
    return PersonPage(
        root=here.case.number,
        path=here.machine.path or "",
        root_called=here.called(),
        above=above(here, case, known),
        number=case.number,
        called=row.cells.get(machine.called or "", Text(case.number, case.number)),
        words=machine.words,
        definition=here.definition,
        zone=case.zone,
        state=row.state,
        published=naming[-1].at,
        short=tuple((words[n], row.cells[n]) for n in told_of if n not in long and n not in ranked),
        ranked=tuple((words[n], row.cells[n]) for n in ranked),
        long=tuple((words[n], row.cells[n]) for n in long),
        open=tuple(o for o in beginnings(here, case) if o.by == "anyone") if is_named(machine, row) else (),
        spoken=spoken(here, case, found),
        cases=below(here, case, found),
        ranks=any(r.of == machine.name for m in here.definition.machines.values() for r in m.rankings.values()),
        papers=tuple(PaperItem(p.id, p.words, p.at, None) for p in reversed(naming)),
    )


def above(here: Look, case: Case, known: Mapping[str, Row]) -> tuple[tuple[str, Text], ...]:
    """Cases above that have a public page, from the top, without the root. What a case of people is called is told as it was published."""
    lineage = [c for c in here.world.lineage(case) if c.id != case.id and c.parent is not None and c.number in known]
    return tuple((c.number, _public_name(here, c, known)) for c in reversed(lineage))


def _public_name(here: Look, case: Case, known: Mapping[str, Row]) -> Text:
    machine = here.world.machine(case)
    if is_place(here.definition, machine):
        return here.called(case)
    return known[case.number].cells.get(
        machine.called or "", Text(*(f"{words} {case.number}" for words in (machine.words.id, machine.words.en)))
    )


def is_named(machine: Machine, row: Row) -> bool:
    """Whether it was published whose case it is; of a mere number nothing more is told, and nobody speaks to it."""
    return machine.called is None or machine.called in row.cells


def _labels(found: list[Paper]) -> dict[str, Text]:
    return {name: words for paper in found for name, words in paper.columns.items()}
