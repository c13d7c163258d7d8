"""The engine's ordering at work on the cases of a table: ranks within each holder, places filled, and where each case goes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from workflow.core import ordering
from workflow.core.calendar import Calendar
from workflow.core.definition import Action, Definition, Ranking
from workflow.core.language import evaluate
from workflow.core.language.nodes import Literal
from workflow.core.language.types import COUNTED
from workflow.core.moves import CLOCK_ACTOR, Move
from workflow.core.plan import Plan
from workflow.core.rules import fits
from workflow.core.tally import standing, thresholds, values
from workflow.core.tally.build import Built
from workflow.core.tally.reads import main_key, reads
from workflow.core.tally.stages import Kind, Stage, moment_actions
from workflow.core.world import Case, World

PLAIN = "@order"
"""Under this name stand the ranks of a stage that is no ranking of the definition."""


@dataclass(slots=True)
class Work:
    """`taken`: holder -> how many its ranking takes, None where that is not known. `next`: the actions of which a case takes the first that fits."""

    definition: Definition
    stage: Stage
    built: Built
    world: World = field(init=False)
    plan: Plan = field(init=False)
    taken: dict[int, int | None] = field(default_factory=dict)
    next: tuple[Action, ...] = ()
    _move: Move | None = None
    _equals: dict[tuple[int, int], list[tuple[int, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.world = self.built.world()
        self.plan = Plan(self.world, CLOCK_ACTOR, Calendar, count(1).__next__)

    @property
    def cases(self) -> list[Case]:
        return [self.world.case(case.id) for _row, case in self.built.rows]

    @property
    def result(self) -> str:
        """The name under which ranks stand."""
        return self.stage.name if self.stage.kind is Kind.RANKING else PLAIN

    def holder(self, case: Case) -> int:
        """The case within which a row is ranked; 0 where all are ranked together."""
        machine = self.stage.holder if self.stage.kind is Kind.RANKING else self.definition.machines[case.machine].parent
        return self.world.ancestor(case, machine).id if machine else 0

    def number(self, case: Case, name: str) -> int | None:
        """A figure that the ranking gave the case: rank, tied, taken."""
        items = case.facts.get(f"{self.result}.{name}")
        return items[0].n if items else None

    @property
    def equals(self) -> Mapping[tuple[int, int], list[tuple[int, str]]]:
        """(holder, rank) -> id and name of each who has that rank."""
        if not self._equals:
            for case in self.cases:
                rank = self.number(case, "rank")
                if rank is not None:
                    self._equals.setdefault((self.holder(case), rank), []).append((case.id, case.number))
        return self._equals

    def action(self, case: Case) -> Action | None:
        """What takes the case on from here."""
        return next((action for action in self.next if fits(self.plan, case, action) is None), None)

    def run(self) -> Work:
        """Order the rows."""
        if self.built.rows:
            self.next = _next(self.definition, self.stage)
            self._stand()
            if self.stage.kind in _ORDERS:
                _ORDERS[self.stage.kind](self)
        return self

    def _stand(self) -> None:
        """Where the table names no state, a state in which the stage takes the case."""
        where = thresholds.condition(self.definition, self.stage)
        preferred = self.next[0].from_ if self.next else ()
        standing.stand(self.world, [case for row, case in self.built.rows if row.state is None], where, preferred)
        for row, case in self.built.rows:
            if row.state is not None:
                standing.put(self.world, case, row.state)
        for machine, counted in reads(self.definition, self.stage).below.items():
            standing.stand(self.world, [c for case in self.cases for c in self.world.descendants(case, machine)], counted, ())

    def rank(self, ranking: Ranking, machine: str | None, cases: Sequence[Case]) -> None:
        """Rank within each case of `machine`, as the engine's effect does."""
        groups: dict[int, list[Case]] = {}
        for case in cases:
            groups.setdefault(self.world.ancestor(case, machine).id if machine else 0, []).append(case)
        for id, group in groups.items():
            holder = self.world.case(id) if id else group[0]
            view = self.plan.view(holder)
            fitting = [c for c in group if ranking.where is None or evaluate(ranking.where, self.plan.view(c), view) is True]
            ordering.rank(self.plan, self.move, holder, ranking, fitting)
            take = evaluate(ranking.take, view)
            self.taken[id] = take if isinstance(take, int) else None

    @property
    def move(self) -> Move:
        """The event in whose name facts are kept."""
        if self._move is None:
            self._move = self.plan.engine_move(self.cases[0], "@tally", "")
        return self._move


def _next(definition: Definition, stage: Stage) -> tuple[Action, ...]:
    machine = definition.machines[stage.machine]
    if stage.kind is Kind.MOMENT:
        return moment_actions(machine, stage.name)
    found = standing.follow_on(definition, stage.machine, stage.name) if stage.kind in (Kind.RANKING, Kind.FILL) else None
    return tuple(machine.actions[name] for name in found.actions) if found is not None else ()


def outcomes(definition: Definition, stage: Stage) -> frozenset[str]:
    """States to which the stage itself leads a case: a table that names one of them tells a result, not where the case stood before."""
    steps = _next(definition, stage)
    return frozenset(action.to for action in steps if set(action.from_) & set(steps[0].from_))


def _ranking(work: Work) -> None:
    _results_read(work)
    holder = work.stage.holder or ""
    work.rank(work.definition.machines[holder].rankings[work.stage.name], holder, work.cases)


def _fill(work: Work) -> None:
    _results_read(work)
    filling = work.definition.machines[work.stage.holder or ""].fills[work.stage.name]
    for id in dict.fromkeys(work.world.ancestor(case, work.stage.holder or "").id for case in work.cases):
        ordering.fill(work.plan, work.move, work.world.case(id), filling)


def _results_read(work: Work) -> None:
    """Rankings that the stage reads as results go first."""
    for name in reads(work.definition, work.stage).rankings:
        for machine in work.definition.machines.values():
            ranking = machine.rankings.get(name)
            if ranking is not None and name != work.stage.name and ranking.of == work.stage.machine:
                work.rank(ranking, machine.name, work.cases)


def _plain(work: Work) -> None:
    """Highest first, by the score alone; who has none, and whom the table names as out, has no rank."""
    key = main_key(work.definition, work.stage) or ""
    ranking = Ranking(PLAIN, work.stage.machine, None, (("highest", key),), Literal(COUNTED, "0", 0), "admit")
    out = {case.id for row, case in work.built.rows if row.state is not None and case.ended}
    known = [case for case in work.cases if case.id not in out and values.exact(work.world, case, key) is not None]
    work.rank(ranking, work.definition.machines[work.stage.machine].parent, known)


_ORDERS: dict[Kind, Callable[[Work], None]] = {
    Kind.RANKING: _ranking,
    Kind.FILL: _fill,
    Kind.SCORE: _plain,
    Kind.PART: _plain,
    Kind.FORMULA: _plain,
}
