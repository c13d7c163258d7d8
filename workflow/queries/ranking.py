"""A ranking before those who judge and decide: points, ties and why, how stable it is, and what they may do about it."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.core import show
from workflow.core.definition import Action, Machine, Phase, Ranking, Score, State
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import Look
from workflow.queries.staff_facts import Header, header, staff_look
from workflow.queries.staff_minutes import MinutesShown, last_minutes
from workflow.queries.staff_ways import Way, way, ways
from workflow.store.clock import Clock
from workflow.store.database import Database

STABILITY, COMMENTS, CONFLICTS = "stability", "comments", "conflicts"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One ranked case. `parts` and `total` in millionths of a point, None unknown. `ways`: how the viewer may choose it now."""

    number: str
    called: Text
    state: State
    round: int
    rank: int
    tied: bool
    taken: bool
    decided_by: Text | None
    parts: tuple[int | None, ...]
    total: int | None
    readable: bool
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class RankingShown:
    """`order`: (highest or lowest, by what), the chain that breaks ties. `returns`: steps on the holder taken instead of a choice."""

    header: Header
    below: Text
    order: tuple[tuple[str, Text], ...]
    score: Text | None
    out_of: int
    places: int
    parts: tuple[Text, ...]
    rows: tuple[Ranked, ...]
    minutes: MinutesShown | None
    returns: tuple[Way, ...]

    @property
    def chooses(self) -> bool:
        return bool(self.returns) or any(row.ways for row in self.rows)


def ranking(db: Database, clock: Clock, number: str, person: int) -> RankingShown | None:
    """The ranking that this case holds; None where it holds none, or the viewer neither judges nor decides in it."""
    with staff_look(db, clock, number, person) as at:
        found = next(iter(at.machine.rankings.values()), None) if at is not None else None
        if at is None or found is None or at.must_declare() or not _may_rank(at, found):
            return None
        return _shown(at, found)


def may_see_ranking(at: Look) -> bool:
    """Whether the case holds a ranking that the viewer judges or decides by."""
    return any(_may_rank(at, found) for found in at.machine.rankings.values())


def _may_rank(at: Look, found: Ranking) -> bool:
    """Those who give sheets that are scored, sign minutes or act in the decision phase, and whoever is chosen among them."""
    below = at.definition.machines[found.of]
    scored = {p.from_.partition(".")[0] for s in below.scores.values() for p in s.parts}
    judging = {r for a in below.actions.values() if a.each and a.name in scored for r in a.by}
    signing = {r for a in at.machine.actions.values() if a.signs for r in a.by}
    deciding = {r for m in (below, at.machine) for a in m.actions.values() if decides(m, a) for r in a.by}
    allowed = judging | signing | deciding
    return any(r in allowed or at.definition.roles[r].among in allowed for r in at.staff_roles())


def decides(machine: Machine, action: Action) -> bool:
    """Whether the action is taken in a decision phase, and only there."""
    return not action.is_birth and bool(action.from_) and all(machine.states[s].phase is Phase.DECISION for s in action.from_)


def _shown(at: Look, found: Ranking) -> RankingShown:
    below = at.definition.machines[found.of]
    score = next((below.scores[name] for _d, name in found.order if name in below.scores), next(iter(below.scores.values()), None))
    ranked = [c for c in at.world.descendants(at.case, found.of) if c.facts.get(f"{found.name}.rank")]
    ranked.sort(key=lambda c: (c.facts[f"{found.name}.rank"][0].n or 0, at.named(c).id))
    signs = next((a.signs for a in at.machine.actions.values() if a.signs), None)
    return RankingShown(
        header=header(at),
        below=below.words,
        order=tuple((direction, show.label(at.definition, below, name)) for direction, name in found.order),
        score=score.words if score else None,
        out_of=score.out_of if score else 100,
        places=score.places if score else 2,
        parts=tuple(show.label(at.definition, below, p.name) for p in score.parts) if score else (),
        rows=tuple(_row(at, found, score, c) for c in ranked),
        minutes=last_minutes(at, signs) if signs else None,
        returns=tuple(w for w in ways(at) if decides(at.machine, at.machine.actions[w.action])),
    )


def _row(at: Look, found: Ranking, score: Score | None, case: Case) -> Ranked:
    machine = at.world.machine(case)
    by = case.facts.get(f"{found.name}.decided_by")
    readable = at.world.declared(case, at.viewer.person or 0) is not True
    return Ranked(
        number=case.number,
        called=at.named(case),
        state=at.world.state(case),
        round=case.round,
        rank=_n(case, f"{found.name}.rank") or 0,
        tied=bool(_n(case, f"{found.name}.tied")),
        taken=bool(_n(case, f"{found.name}.taken")),
        decided_by=show.label(at.definition, machine, by[0].s) if by and by[0].s else None,
        parts=tuple(_n(case, p.name) for p in score.parts) if score else (),
        total=_n(case, score.name) if score else None,
        readable=readable,
        ways=_choices(at, case),
    )


def _n(case: Case, name: str) -> int | None:
    items = case.facts.get(name)
    return items[0].n if items else None


def _choices(at: Look, case: Case) -> tuple[Way, ...]:
    """Steps of the decision phase on the ranked case itself, such as choosing it."""
    machine = at.world.machine(case)
    options = [o for o in at.options(case) if not o.extraordinary and decides(machine, machine.actions[o.action])]
    return tuple(way(at, option, case) for option in options)
