"""The invented people of a rehearsal: who is in office from the beginning, who will be appointed, who takes part, who is to spare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random

from workflow.core.definition import Definition
from workflow.rehearse.names import people
from workflow.rehearse.sizes import Staffing, staffing

SPARE = 5
PAGES = 4
"""Most pages of an invented document."""


@dataclass(frozen=True, slots=True)
class Persona:
    """`person`: key in the store of the rehearsal. `index`: place among those who take part, else None. `ability`: of 100. `pages`: of each document."""

    alias: str
    name: str
    person: int
    index: int | None
    ability: int
    pages: int

    @property
    def file(self) -> str:
        """The stem of the ids of the documents that this person has uploaded."""
        return f"berkas-{self.alias}"


@dataclass(frozen=True)
class Cast:
    """`staff`: role -> those who are to hold it, deputies last."""

    staffing: tuple[Staffing, ...]
    staff: Mapping[str, tuple[Persona, ...]]
    applicants: tuple[Persona, ...]
    spare: tuple[Persona, ...]

    @cached_property
    def everybody(self) -> tuple[Persona, ...]:
        found = [*(p for held in self.staff.values() for p in held), *self.applicants, *self.spare]
        return tuple(sorted({p.alias: p for p in found}.values(), key=lambda p: p.person))

    @cached_property
    def by_person(self) -> Mapping[int, Persona]:
        return {p.person: p for p in self.everybody}

    @property
    def offices(self) -> Iterator[tuple[str, Persona]]:
        """Roles that the agency itself fills, which nobody in a case appoints."""
        for found in self.staffing:
            if found.role.appointed_by is None and found.role.among is None:
                yield from ((found.role.name, persona) for persona in self.staff[found.role.name])


def cast(definition: Definition, candidates: int, seed: int) -> Cast:
    """Keys of persons count from 1 in the order of `everybody`."""
    rng, roles = Random(f"{seed} cast"), staffing(definition)  # noqa: S311 - invented people
    makers, names = iter(range(1, 10**6)), people(rng)

    def made(alias: str, index: int | None = None) -> Persona:
        return Persona(alias, next(names), next(makers), index, rng.randint(45, 100), rng.randint(1, PAGES))

    own = {s.role.name: tuple(made(f"{s.role.name}-{n + 1}") for n in range(s.size)) for s in roles if not s.crowd and not s.role.among}
    applicants = tuple(made(f"peserta-{n + 1:03d}", n) for n in range(candidates))
    spare = tuple(made(f"cadangan-{n + 1}") for n in range(SPARE))
    staff = {s.role.name: applicants if s.crowd else _held(s, own) for s in roles}
    return Cast(roles, staff, applicants, spare)


def _held(found: Staffing, own: Mapping[str, tuple[Persona, ...]]) -> tuple[Persona, ...]:
    """Who holds a role that is given among the holders of another is one of them."""
    return own[found.role.name] if not found.role.among else own.get(found.role.among, ())[: found.size]
