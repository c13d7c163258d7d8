"""Where cases stand and what those who serve call them, for lists of many cases at once: few statements, whatever the length of the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from workflow.core.definition import Definition
from workflow.core.known import serves_persons
from workflow.core.structure import goes_by_owner
from workflow.core.words import Text, same
from workflow.store import shelf
from workflow.store import tables as t

_c = t.cases.c
_SEED = select(_c.id.label("seed"), _c.id.label("id"), _c.parent.label("parent"), _c.id.label("depth")).where(
    _c.id.in_(bindparam("ids", expanding=True))
)
_FACTS = select(t.facts.c.case_id, t.facts.c.fact, t.facts.c.s).where(
    t.facts.c.case_id.in_(bindparam("ids", expanding=True)), t.facts.c.fact.in_(bindparam("names", expanding=True)), t.facts.c.ordinal == 0
)
_OWNERS = select(_c.id, t.persons.c.name).join(t.persons, t.persons.c.id == _c.owner).where(_c.id.in_(bindparam("ids", expanding=True)))
AT_ONCE = 500
"""Cases asked of in one statement."""
Listed = tuple[int, str, str, str]
"""Key, hash of the definition, machine and number of a case."""


@dataclass(frozen=True, slots=True)
class Place:
    """One case of a lineage. `called`: the fact that names it, the name of whom it was made for, else its number. `owner`: a name."""

    id: int
    machine: str
    number: str
    state: str
    called: Text
    owner: str | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """A case and those above it, nearest first."""

    definition: Definition
    places: tuple[Place, ...]

    @property
    def here(self) -> Place:
        return self.places[0]

    def known_to(self, role: str) -> Text:
        """What the case is called for a holder of the role, as `known_as` says it."""
        unnamed = self.definition.machines[self.here.machine].called is None and self.here.owner is not None
        if unnamed and serves_persons(self.definition, self.here.machine, (role,)):
            return same(self.here.owner or "")
        return self.here.called

    def at(self, machine: str | None) -> Place | None:
        return next((p for p in self.places if p.machine == machine), None)

    @property
    def above(self) -> Place:
        """The case right above; a root is its own."""
        return self.places[1] if len(self.places) > 1 else self.places[0]


def lineages(connection: Connection, ids: Iterable[int]) -> Mapping[int, Lineage]:
    """The lineage of each case."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    up = _SEED.cte("up", recursive=True)
    up = up.union(select(up.c.seed, _c.id, _c.parent, _c.id).join_from(up, t.cases, _c.id == up.c.parent))
    columns = (_c.id, _c.parent, _c.machine, _c.number, _c.state, _c.definition, t.persons.c.name)
    found = select(up.c.seed, *columns).join_from(up, t.cases, _c.id == up.c.id).outerjoin(t.persons, t.persons.c.id == _c.owner)
    rows = connection.execute(found, {"ids": wanted}).all()
    definitions = {sha: shelf.pinned(connection, sha) for sha in {row.definition for row in rows}}
    names = names_of(connection, definitions, {(row.id, row.definition, row.machine, row.number) for row in rows})
    places = {row.id: Place(row.id, row.machine, row.number, row.state, names[row.id], row.name) for row in rows}
    parents = {row.id: row.parent for row in rows}
    sources = {row.id: definitions[row.definition] for row in rows}
    return {id: Lineage(sources[id], tuple(places[i] for i in _climb(id, parents))) for id in wanted if id in parents}


def _climb(id: int | None, parents: Mapping[int, int | None]) -> Iterable[int]:
    while id is not None:
        yield id
        id = parents[id]


def names_of(connection: Connection, definitions: Mapping[str, Definition], rows: Iterable[Listed]) -> dict[int, Text]:
    """What each case is called by those who serve; its number where nothing names it."""
    listed = sorted(set(rows))
    by_owner = {sha: {m.name for m in d.machines.values() if goes_by_owner(d, m)} for sha, d in definitions.items()}
    said = _by_fact(connection, {id: name for id, sha, machine, _n in listed if (name := definitions[sha].machines[machine].called)})
    said |= _by_owner(connection, [id for id, sha, machine, _number in listed if machine in by_owner[sha]])
    return {id: same(said.get(id) or number) for id, _sha, _machine, number in listed}


def _by_fact(connection: Connection, facts: Mapping[int, str]) -> dict[int, str]:
    """`facts`: of a case, the fact that names it."""
    said: dict[int, str] = {}
    for ids in _portions(facts):
        rows = connection.execute(_FACTS, {"ids": ids, "names": sorted({facts[id] for id in ids})})
        said.update({row.case_id: row.s for row in rows if row.fact == facts[row.case_id]})
    return said


def _by_owner(connection: Connection, cases: Sequence[int]) -> dict[int, str]:
    return {row.id: row.name for ids in _portions(cases) for row in connection.execute(_OWNERS, {"ids": ids})}


def _portions(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = sorted(ids)
    yield from (rest[at : at + AT_ONCE] for at in range(0, len(rest), AT_ONCE))
