"""What anybody said below a case and was published, with the answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow.core.definition import State
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import Look
from workflow.queries.public_named import is_said, parents_of
from workflow.queries.public_shown import Paper, Row


@dataclass(frozen=True, slots=True)
class Spoken:
    """One published case that anybody could begin. `lines`: labels and texts."""

    number: str
    words: Text
    state: State
    at: datetime
    lines: tuple[tuple[Text, Text], ...]


def spoken(here: Look, case: Case, found: Sequence[Paper]) -> tuple[Spoken, ...]:
    """What was published of such cases right below this one, newest first; each as it was published last."""
    machines = {m.name: m for m in here.definition.children(case.machine) if is_said(here.definition, m)}
    told = [paper for paper in found if paper.of in machines]
    parents = parents_of(here, [row.case for paper in told for row in paper.rows])
    last: dict[str, Spoken] = {}
    for paper in told:
        machine = machines[paper.of]
        for row in paper.rows:
            if parents.get(row.case) == case.id:
                last[row.case] = Spoken(row.case, machine.words, row.state, paper.at, _lines(here, paper, row))
    return tuple(sorted(last.values(), key=lambda s: s.at, reverse=True))


def _lines(here: Look, paper: Paper, row: Row) -> tuple[tuple[Text, Text], ...]:
    """Without the number, the state and what the cases above are called: the page says these already."""
    shown = [
        n for n in paper.columns if n in row.cells and n not in ("number", "state") and n.partition(".")[0] not in here.definition.machines
    ]
    return tuple((paper.columns[n], row.cells[n]) for n in shown)
