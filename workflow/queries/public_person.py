"""The public page of a case that belongs to somebody: only what was published of it, and what anybody may say about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflow.core.definition import Definition, FactKind, Machine, State
from workflow.core.structure import is_place
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import Look, Viewer, look
from workflow.queries.public_open import Open, beginnings
from workflow.queries.public_place import PaperItem, case_of, cells_of
from workflow.queries.public_shown import Paper, Row, is_announced, papers, told
from workflow.store.clock import Clock
from workflow.store.database import Database


@dataclass(frozen=True, slots=True)
class Spoken:
    """A case below this one that was published: what somebody said with the answer to it. `lines`: labels and texts."""

    number: str
    words: Text
    state: State
    at: datetime
    lines: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """`short` and `long`: labels and values that were published. `ranked`: where points or a rank were published, their labels and values."""

    root: str
    path: str
    root_called: Text
    place: str
    place_called: Text
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
    place = here.world.case(case.parent or case.root)
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
        place=place.number,
        place_called=here.called(place),
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
        spoken=_spoken(here, case, found),
        papers=tuple(PaperItem(p.id, p.words, p.at, None) for p in reversed(naming)),
    )


def is_named(machine: Machine, row: Row) -> bool:
    """Whether it was published whose case it is; of a mere number nothing more is told, and nobody speaks to it."""
    return machine.called is None or machine.called in row.cells


def _labels(found: list[Paper]) -> dict[str, Text]:
    return {name: words for paper in found for name, words in paper.columns.items()}


def _spoken(here: Look, case: Case, found: tuple[Paper, ...]) -> tuple[Spoken, ...]:
    """What was published of the cases right below, newest first; each as it was published last."""
    last: dict[str, Spoken] = {}
    for paper in found:
        machine = here.definition.machines[paper.of]
        if machine.parent != case.machine or not _is_said(here, machine):
            continue
        for row in paper.rows:
            child = case_of(here, row.case)
            if child is not None and child.parent == case.id:
                last[row.case] = Spoken(row.case, machine.words, row.state, paper.at, _lines(here, paper, row))
    return tuple(sorted(last.values(), key=lambda s: s.at, reverse=True))


def _is_said(here: Look, machine: Machine) -> bool:
    """Whether anybody may give birth to such a case."""
    births = (name for action in machine.actions.values() if action.is_birth for name in action.by)
    return any(here.definition.roles[name].is_ == "anyone" for name in births if name in here.definition.roles)


def _lines(here: Look, paper: Paper, row: Row) -> tuple[tuple[Text, Text], ...]:
    """Without the number, the state and what the cases above are called: the page says these already."""
    shown = {n: v for n, v in row.cells.items() if n not in ("number", "state") and n.partition(".")[0] not in here.definition.machines}
    return cells_of(paper, Row(row.case, row.state, shown))
