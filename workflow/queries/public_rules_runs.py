"""Which announced roots run, or ran, under which version of a definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from workflow.core.definition import State
from workflow.core.words import Text
from workflow.queries.places import lineages
from workflow.queries.public_shown import announced_roots
from workflow.store import shelf
from workflow.store import tables as t

MOST = 10


@dataclass(frozen=True, slots=True)
class Runs:
    """How many announced roots are under way, and how many have ended."""

    live: int
    ended: int


@dataclass(frozen=True, slots=True)
class RootLine:
    number: str
    path: str
    called: Text
    state: State


def runs_of(connection: Connection, hashes: Sequence[str]) -> dict[str, Runs]:
    """SHA-256 -> its roots."""
    told = announced_roots({sha: shelf.pinned(connection, sha) for sha in hashes})
    c = t.cases.c
    rows = connection.execute(select(c.definition, c.ended, func.count()).where(told).group_by(c.definition, c.ended)).all()
    counted = {(row[0], bool(row[1])): int(row[2]) for row in rows}
    return {sha: Runs(counted.get((sha, False), 0), counted.get((sha, True), 0)) for sha in hashes}


def roots_on(connection: Connection, sha256: str) -> tuple[RootLine, ...]:
    """Announced roots of one version, those under way first, then the newest; at most MOST."""
    definition, c = shelf.pinned(connection, sha256), t.cases.c
    listed = select(c.id).where(announced_roots({sha256: definition})).order_by(c.ended, c.born.desc(), c.id).limit(MOST)
    ids = list(connection.execute(listed).scalars())
    found = [place.here for place in map(lineages(connection, ids).__getitem__, ids)]
    root = definition.root
    return tuple(RootLine(place.number, root.path or "", place.called, root.states[place.state]) for place in found)
