"""What the public may read of a root: its publications, and which cases they name. Everything else of a case stays inside.

A place is a case that belongs to nobody (`structure.is_place`): the root itself, and the cases below it in which people take part.
Of a place that has been announced the public also sees the state, the windows and the history; of other cases only what was published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, false, or_, select

from workflow.core.definition import Definition, Machine, Phase, State
from workflow.core.flow import flow
from workflow.core.structure import run_in
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.figures import figure_words
from workflow.queries.look import Look
from workflow.store import tables as t

_UNTOLD = (Phase.PREPARATION, Phase.END)
_PAPERS = (
    select(t.publications, t.cases.c.number, t.cases.c.machine, t.cases.c.parent)
    .join(t.cases, t.cases.c.id == t.publications.c.case_id)
    .order_by(t.publications.c.at, t.publications.c.revision, t.publications.c.id)
)
_OF_ROOT = _PAPERS.where(t.publications.c.root == bindparam("root"))
_ONE = _PAPERS.where(t.publications.c.id == bindparam("id"))
_BELOW = (
    select(t.cases.c.id, t.cases.c.state, t.cases.c.before, t.cases.c.ended)
    .where(t.cases.c.root == bindparam("root"), t.cases.c.machine == bindparam("machine"))
    .order_by(t.cases.c.born, t.cases.c.id)
)

_TOLD = select(t.events.c.revision).where(t.events.c.case_id == bindparam("id"), t.events.c.target.in_(bindparam("states", expanding=True)))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a publication. `state`: that of the case when it was published. `cells` hold only what the publication shows of this row."""

    case: str
    state: State
    cells: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Paper:
    """The public part of a publication of one case. `of`: machine of its rows. `columns`: name -> words. `more`: the parts added `with`.

    `sources`: columns that hold figures of other processes, and where these come from; told for a publication that stands alone.
    """

    id: int
    case_id: int
    case: str
    machine: str
    of: str
    own: bool
    revision: int
    name: str
    words: Text
    at: datetime
    sha256: str
    columns: Mapping[str, Text]
    rows: tuple[Row, ...]
    more: Mapping[str, Any]
    sources: tuple[tuple[Text, Text], ...] = ()


def text(pair: list[str]) -> Text:
    return Text(*pair)


def announced_states(machine: Machine) -> list[str]:
    """States that tell that a case was announced: neither preparation nor an end."""
    return [s.name for s in machine.states.values() if s.phase not in _UNTOLD]


def is_announced(here: Look, root: Case) -> bool:
    """Whether a root has ever left its preparation otherwise than by being dropped."""
    states = announced_states(here.world.machine(root))
    return here.connection.execute(_TOLD.limit(1), {"id": root.id, "states": states}).first() is not None


def announced_roots(definitions: Mapping[str, Definition]) -> ColumnElement[bool]:
    """A condition on `cases`: roots of these definitions (by SHA-256) that have ever been announced."""
    told = [
        and_(
            t.cases.c.definition == sha,
            exists().where(t.events.c.case_id == t.cases.c.id, t.events.c.target.in_(announced_states(definition.root))),
        )
        for sha, definition in definitions.items()
    ]
    return and_(t.cases.c.parent.is_(None), or_(*told) if told else false())


def papers(here: Look) -> tuple[Paper, ...]:
    """Every publication of the root that has a part for everybody, oldest first; each in the words of its day."""
    found = (_paper(here.ages.on(row.at), row) for row in here.connection.execute(_OF_ROOT, {"root": here.case.root}).all())
    return tuple(paper for paper in found if paper is not None)


def one_paper(here: Look, id: int) -> Paper | None:
    row = here.connection.execute(_ONE, {"id": id}).first()
    if row is None:
        return None
    definition = here.ages.on(row.at)
    found = _paper(definition, row)
    return _with_sources(here, definition.machines[found.of], found) if found else None


def _with_sources(here: Look, machine: Machine, paper: Paper) -> Paper:
    taken = {n: f.figure for n in paper.columns if (f := machine.facts.get(n)) is not None and f.figure is not None}
    sources = ((paper.columns[name], figure_words(here.connection, figure)) for name, figure in taken.items())
    return replace(paper, sources=tuple(sources))


def _paper(definition: Definition, row: Any) -> Paper | None:
    machine = definition.machines[row.machine]
    publication = machine.publications.get(row.name)
    body = json.loads(row.body)
    part = next((body[name] for name, role in definition.roles.items() if role.is_ == "anyone" and name in body), None)
    if part is None or publication is None:
        return None
    columns = {column["name"]: text(column["words"]) for column in part["columns"]}
    return Paper(
        row.id,
        row.case_id,
        row.number,
        row.machine,
        publication.of or row.machine,
        publication.of is None,
        row.revision,
        row.name,
        publication.words,
        row.at,
        row.sha256,
        columns,
        tuple(_row(found, columns, definition.machines[publication.of or row.machine]) for found in part["rows"]),
        part.get("with", {}),
    )


def _row(found: Mapping[str, Any], columns: Mapping[str, Text], machine: Machine) -> Row:
    return Row(
        found["case"], machine.states[found["state"]], {name: text(found["cells"][name]) for name in columns if name in found["cells"]}
    )


def told(found: tuple[Paper, ...]) -> dict[str, Row]:
    """Number -> all that was published of the case; of each name the value published last."""
    known: dict[str, Row] = {}
    for paper in found:
        for row in paper.rows:
            before = known[row.case].cells if row.case in known else {}
            known[row.case] = Row(row.case, row.state, {**before, **row.cells})
    return known


def lead_place(connection: Connection, definition: Definition, root: int) -> tuple[int, int | None]:
    """How many places in which a root is run were announced and not dropped since, and the one that is least far; none for a root
    that is run in its own stages."""
    machine = run_in(definition)
    if machine.parent is None:
        return 0, None
    order = _order(machine)
    rows = connection.execute(_BELOW, {"root": root, "machine": machine.name}).all()
    announced = [row for row in rows if _is_told(machine, row)]
    here = min(announced, key=lambda r: (r.ended, order.get(_going(machine, r), 99)), default=None)
    return len(announced), here.id if here is not None else None


def _going(machine: Machine, row: Any) -> str:
    """The state of a place, of a paused one that to which it goes back."""
    return str(row.before if row.before and machine.states[row.state].pauses else row.state)


def _is_told(machine: Machine, row: Any) -> bool:
    state = machine.states[row.state]
    return state.phase is not Phase.PREPARATION and (not row.ended or state.outcome is None or state.outcome.value != "cancelled")


def _order(machine: Machine) -> dict[str, int]:
    return {name: position for position, name in enumerate(flow(machine).rows)}
