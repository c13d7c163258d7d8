"""What those who serve on a case may read of it: who and where, facts, papers, scores, sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select

from workflow.core import show
from workflow.core.definition import State
from workflow.core.secrecy import asked_of
from workflow.core.structure import serves_on
from workflow.core.words import Text, same
from workflow.queries.look import FactRow, Look, Viewer, look
from workflow.queries.named_cases import with_names
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

_FILES = select(t.files.c.sha256, t.files.c.name, t.files.c.size, t.files.c.kind).where(
    t.files.c.sha256.in_(bindparam("hashes", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Header:
    """What every page about a case shows on top. `above`: (number, name) from the root down to the parent. `round` of forms."""

    number: str
    called: Text
    machine: Text
    state: State
    since: datetime
    zone: str
    round: int
    above: tuple[tuple[str, Text], ...]
    paused: bool
    ended: bool

    @property
    def under(self) -> Text:
        return self.above[-1][1] if self.above else same(self.number)


@dataclass(frozen=True, slots=True)
class Paper:
    """One uploaded file of a fact, the `n`th from 0."""

    fact: str
    n: int
    words: Text
    name: str
    size: int


@contextmanager
def staff_look(db: Database, clock: Clock, number: str, person: int) -> Iterator[Look | None]:
    """A look for somebody who serves on the case; None where they may not read it."""
    with look(db, clock, number, Viewer(person)) as found:
        yield found if found is not None and found.staff_roles() else None


def header(at: Look) -> Header:
    case = at.case
    above = tuple((c.number, at.named(c)) for c in reversed(list(at.world.lineage(case))) if c.id != case.id)
    return Header(
        case.number, at.named(), at.machine.words, _state(at), case.entered, case.zone, case.round, above,
        at.world.is_paused(case), case.ended,
    )  # fmt: skip


# ------------------------------------------------------------------ facts and papers
def _state(at: Look) -> State:
    """Whoever is only asked something is told where the case stands as its owner is."""
    state = at.world.state(at.case)
    return replace(state, words=replace(state.words, staff=state.words.owner)) if at.is_only_asked() else state


def acts_here(at: Look) -> bool:
    """Whether a role of the viewer has an action on the very machine, not only further down: personal facts need that."""
    return any(serves_on(at.definition, at.machine, role) for role in at.staff_roles())


def facts_of(at: Look) -> tuple[FactRow, ...]:
    """The facts that the viewer may read: personal ones by role, sealed ones by the role that they are sealed to."""
    personal, mine = acts_here(at), [role for role in at.staff_roles() if asked_of(at.definition, role) is None]
    called = at.machine.called
    return with_names(at, (row for row in at.facts() if _may_read(at, row, personal, mine) or row.name == called))


def _may_read(at: Look, row: FactRow, personal: bool, mine: Sequence[str]) -> bool:
    sealed = at.machine.facts[row.name].sealed_to
    return bool(mine) and (personal or not row.personal) and (sealed is None or sealed in mine)


def plain(facts: Sequence[FactRow]) -> tuple[FactRow, ...]:
    return tuple(row for row in facts if not row.files)


def papers(at: Look, facts: Sequence[FactRow]) -> tuple[Paper, ...]:
    hashes = sorted({h for row in facts for h in row.files})
    if not hashes:
        return ()
    known = {row.sha256: row for row in at.connection.execute(_FILES, {"hashes": hashes})}
    found = [(row, n, known[h]) for row in facts for n, h in enumerate(row.files) if h in known]
    return tuple(Paper(row.name, n, row.words, file.name, file.size) for row, n, file in found)


def paper_hash(db: Database, clock: Clock, number: str, person: int, fact: str, n: int) -> str | None:
    """The SHA-256 of one file that the person may open; None: not there for them."""
    with staff_look(db, clock, number, person) as at:
        if at is None or at.must_declare():
            return None
        row = next((row for row in facts_of(at) if row.name == fact), None)
        return row.files[n] if row is not None and 0 <= n < len(row.files) else None


def scores_of(at: Look) -> tuple[tuple[Text, Text], ...]:
    """Scores and parts that stand as facts: they do once a ranking was made."""
    rows = []
    for score in at.machine.scores.values():
        for name in (*(p.name for p in score.parts), score.name):
            if items := at.case.facts.get(name):
                rows.append((show.label(at.definition, at.machine, name), show.points(items[0].n, score.places)))
    return tuple(rows)
