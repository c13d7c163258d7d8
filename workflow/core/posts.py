"""Posts and what they ask for, against what a person tells of themselves: what is met, which competences lack, what leads on. Pure; nothing is kept.

The facts, and the requirements of each post as a group of its name, are those of one machine, so that the words of the format serve here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from workflow.core import show
from workflow.core.definition import Clause, Definition, Fact, Machine, Source
from workflow.core.eligible import Table, facts_read, requirement
from workflow.core.fields import Items
from workflow.core.values import typed_value
from workflow.core.words import Text


@dataclass(frozen=True, slots=True)
class Need:
    """A competence that a post asks for, at least at this level."""

    competence: str
    level: int


@dataclass(frozen=True, slots=True)
class Way:
    """A kind of selection that fills a post: openings of the process whose published facts are as `where` says. `title`: of the process."""

    process: str
    title: Text
    where: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Taught:
    """Openings of this process develop a competence: the names of the facts that tell which, and to what level."""

    process: str
    title: Text
    competence: str
    level: str


@dataclass(frozen=True, slots=True)
class Post:
    name: str
    words: Text
    about: Text | None
    needs: tuple[Need, ...]
    basis: Source | None
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Posts:
    """One version of the data. `levels`: from none (0) upward. `definition`: holds the one machine of the facts, the requirements and the forms."""

    version: str
    title: Text
    basis: tuple[Source, ...]
    levels: tuple[Text, ...]
    competences: Mapping[str, Text]
    taught: tuple[Taught, ...]
    posts: Mapping[str, Post]
    definition: Definition

    @property
    def machine(self) -> Machine:
        return self.definition.root


@dataclass(frozen=True, slots=True)
class Judged:
    """One requirement. `met` None: it cannot be said yet. `told`: the facts it read, as told; `untold`: those that were not."""

    clause: Clause
    met: bool | None
    told: tuple[tuple[Text, Text], ...]
    untold: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A competence of the post. `own` None: not told."""

    competence: str
    words: Text
    needed: int
    own: int | None

    @property
    def missing(self) -> int | None:
        """Levels that lack; 0 where the need is met."""
        return None if self.own is None else max(0, self.needed - self.own)


@dataclass(frozen=True, slots=True)
class Standing:
    requirements: tuple[Judged, ...]
    gaps: tuple[Gap, ...]


def judge(posts: Posts, post: Post, told: Mapping[str, Items], today: date) -> Standing:
    """Every requirement and every competence of the post; what was not told is unknown, and never counts against anybody."""
    facts = posts.machine.facts
    given = {name: typed_value(facts[name], items) for name, items in told.items()}
    table = Table(posts.definition, posts.machine, given, today)
    clauses = posts.machine.requirements.get(post.name, ())
    return Standing(
        tuple(_judged(posts, clause, requirement(table, clause).met, told) for clause in clauses),
        tuple(_gap(posts, need, given.get(need.competence)) for need in post.needs),
    )


def _judged(posts: Posts, clause: Clause, met: bool | None, told: Mapping[str, Items]) -> Judged:
    read = [posts.machine.facts[name] for name in dict.fromkeys(facts_read(posts.definition, posts.machine, clause.that))]
    known = tuple((fact.words, _shown(posts, fact, told[fact.name])) for fact in read if told.get(fact.name))
    return Judged(clause, met, known, tuple(fact.words for fact in read if not told.get(fact.name)))


def _shown(posts: Posts, fact: Fact, items: Items) -> Text:
    return show.fact(posts.definition, posts.machine, fact, items, "UTC")


def _gap(posts: Posts, need: Need, own: object) -> Gap:
    return Gap(need.competence, posts.competences[need.competence], need.level, int(own) if isinstance(own, str) else None)


# ------------------------------------------------------------------ what leads on
class Place(Protocol):
    """Something open for anybody: of which process, and what was published of it, by name."""

    @property
    def process(self) -> str: ...
    @property
    def figures(self) -> Mapping[str, str]: ...


P = TypeVar("P", bound=Place)


@dataclass(frozen=True, slots=True)
class Training(Generic[P]):
    """An opening that develops a competence. `closes`: it leads as high as the post asks; otherwise it narrows the gap."""

    place: P
    level: int
    closes: bool


def trainings(posts: Posts, gap: Gap, places: Iterable[P]) -> tuple[Training[P], ...]:
    """What is open and leads beyond the level that somebody has, the highest first; nothing where there is no gap."""
    found = []
    for place in places if gap.missing != 0 else ():
        level = next((_level(taught, gap, place) for taught in posts.taught if taught.process == place.process), 0)
        if level > (gap.own or 0):
            found.append(Training(place, level, level >= gap.needed))
    return tuple(sorted(found, key=lambda t: -t.level))


def _level(taught: Taught, gap: Gap, place: Place) -> int:
    level = place.figures.get(taught.level, "")
    return int(level) if place.figures.get(taught.competence) == gap.competence and level.isdecimal() else 0


def fills(way: Way, places: Sequence[P]) -> tuple[P, ...]:
    """The openings of this kind for the post."""
    return tuple(p for p in places if p.process == way.process and all(p.figures.get(name) == text for name, text in way.where.items()))
