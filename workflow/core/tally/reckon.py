"""A stage reckoned over the rows of a table, by the scoring, ordering and guards of the engine itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workflow.core import show
from workflow.core.definition import Action, Clause, Definition, Machine, Part
from workflow.core.tally import thresholds, values
from workflow.core.tally.adapt import adapted
from workflow.core.tally.asked import Changes, Given, Row
from workflow.core.tally.build import Remark, build
from workflow.core.tally.compare import contradiction, rank_contradiction
from workflow.core.tally.reads import main_key, parts_of
from workflow.core.tally.stages import Kind, Stage
from workflow.core.tally.work import Work
from workflow.core.words import Text, same
from workflow.core.world import Case

STANDS = Text("Keadaan: {state}", "State: {state}")
BEYOND = Text("Peringkat {rank}; yang diambil {take}", "Rank {rank}; {take} are taken")
TIED_OUT = Text("Nilai sama di batas pengambilan, jadi tidak diambil", "Equal at the cut, so not taken")
OUTCOME = Text("hasil tercetak {printed}, menurut perhitungan {reckoned}", "outcome printed {printed}, reckoned {reckoned}")
TOTAL, POINTS = Text("nilai", "total"), Text("poin {name}", "points of {name}")


@dataclass(frozen=True, slots=True)
class Tally:
    """`rows`: by holder in the order of the file, within it by rank. `remarks`: about rows that do not fit together, and about the whole."""

    stage: Stage
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]


def reckon(definition: Definition, stage: Stage, given: Sequence[Given], changes: Changes, today: date) -> Tally:
    """Names in `given` and `changes` are those of the definition. Nothing is reckoned where a remark is wrong."""
    changed = adapted(definition, stage.machine, {name for row in given for name in row.values}, changes)
    built = build(changed, stage.machine, given, today)
    if any(remark.wrong for remark in built.remarks):
        return Tally(stage, (), tuple(built.remarks))
    work = Work(changed, stage, built).run()
    teller = _Teller(work, thresholds.asked(changed, stage), parts_of(changed, stage), main_key(changed, stage))
    rows = [(work.holder(case), teller.row(row, case)) for row, case in built.rows]
    return Tally(stage, tuple(_by_rank(rows)), tuple(built.remarks))


def _by_rank(rows: Sequence[tuple[int, Row]]) -> Iterator[Row]:
    for holder in dict.fromkeys(holder for holder, _row in rows):
        mine = [row for of, row in rows if of == holder]
        yield from sorted(mine, key=lambda row: (row.rank is None, row.rank or 0))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells what became of each row. `key`: the name whose value is the total."""

    work: Work
    asked: tuple[Clause, ...]
    parts: tuple[Part, ...]
    key: str | None

    def row(self, given: Given, case: Case) -> Row:
        work = self.work
        machine, view = work.world.machine(case), work.plan.view(case)
        total = values.exact(work.world, case, self.key) if self.key else None
        found = values.figures(work.world, case, self.parts)
        passed, told = thresholds.judged(work.definition, machine, self.asked, view)
        passed = None if not self.asked and total is None else passed
        rank, admitted = work.number(case, "rank"), self._admitted(case)
        action = work.action(case) if given.state is None and self._is_decided(passed, rank, admitted) else None
        state = given.state or (_target(action, case) if action else None)
        row = Row(
            place=given.place, candidate=given.candidate, opening=self._opening(case), points=found.points, raw=found.raw,
            scaled=found.scaled, places=show.places_of(machine, self.key or ""), total=total, keys=self._keys(case),
            values=self._values(case), rank=rank, tied_with=self._tied(case, rank), decided_by=self._decided_by(case), passed=passed,
            admitted=admitted, action=action.name if action else None, state=state, code=machine.states[state].code if state else None,
            reasons=(*told, *self._why(given, case, rank, admitted)), warnings=(),
        )  # fmt: skip
        return replace(row, warnings=tuple(self._warnings(row, given, case)))

    def _is_decided(self, passed: bool | None, rank: int | None, admitted: bool | None) -> bool:
        """Whether all is known that decides where the row goes."""
        if self.work.stage.kind is Kind.MOMENT:
            return True
        return passed is not None and (rank is None or admitted is not None)

    def _opening(self, case: Case) -> str | None:
        above = self.work.world.case(case.parent) if case.parent is not None else None
        return self.work.built.label(above) if above is not None else None

    def _decided_by(self, case: Case) -> str | None:
        items = case.facts.get(f"{self.work.result}.decided_by")
        return items[0].s if items else None

    def _tied(self, case: Case, rank: int | None) -> tuple[str, ...]:
        if rank is None or not self.work.number(case, "tied"):
            return ()
        return tuple(name for id, name in self.work.equals[(self.work.holder(case), rank)] if id != case.id)

    def _admitted(self, case: Case) -> bool | None:
        work = self.work
        if work.stage.kind is Kind.FILL:
            items = case.facts.get(f"{work.stage.name}.placed")
            return bool(items and items[0].n)
        if work.stage.kind is not Kind.RANKING or not work.taken.get(work.holder(case)):
            return None
        return bool(work.number(case, "taken"))

    def _why(self, given: Given, case: Case, rank: int | None, admitted: bool | None) -> list[Text]:
        """Beside the thresholds: the state that the table names, and the cut."""
        if given.state is not None and rank is None:
            return [STANDS.fill(state=self.work.world.machine(case).states[given.state].words.staff)]
        if self.work.stage.kind is not Kind.RANKING or admitted is not False or rank is None:
            return []
        take = self.work.taken[self.work.holder(case)] or 0
        return [TIED_OUT if rank <= take else BEYOND.fill(rank=rank, take=take)]

    def _keys(self, case: Case) -> Mapping[str, str]:
        stage, machines = self.work.stage, self.work.definition.machines
        if stage.kind not in (Kind.RANKING, Kind.FILL):
            return {}
        holder = machines[stage.holder or ""]
        order = holder.rankings[stage.name].order if stage.kind is Kind.RANKING else holder.fills[stage.name].order
        found = {name: values.shown(self.work.world, case, name) for _direction, name in order}
        return {name: text for name, text in found.items() if text is not None}

    def _values(self, case: Case) -> Mapping[str, str]:
        """The columns of a table, the place and the code of a fill."""
        stage = self.work.stage
        names: tuple[str, ...] = ()
        if stage.kind is Kind.TABLE:
            names = tuple(f"{stage.name}.{column}" for column in self.work.definition.tables[stage.name].columns)
        elif stage.kind is Kind.FILL:
            names = (f"{stage.name}.place", f"{stage.name}.code")
        found = {name: values.shown(self.work.world, case, name) for name in names}
        return {name: text for name, text in found.items() if text is not None}

    def _warnings(self, row: Row, given: Given, case: Case) -> Iterator[Text]:
        """Where what was printed contradicts what is reckoned."""
        for name, printed in given.printed.items():
            found = self._contradiction(row, name, printed, case)
            if found is not None:
                yield found

    def _contradiction(self, row: Row, name: str, printed: str, case: Case) -> Text | None:
        machine = self.work.world.machine(case)
        if name == "rank":
            return rank_contradiction(printed, row.rank)
        if name == "state":
            differs = row.state is not None and row.state != printed
            return OUTCOME.fill(printed=_code(machine, printed), reckoned=_code(machine, row.state or "")) if differs else None
        if name == "total":
            return contradiction(TOTAL, printed, row.total, row.places)
        is_points = name in row.points
        exact = row.points[name] if is_points else values.exact(self.work.world, case, name)
        what = POINTS if is_points else same("{name}")
        return contradiction(what.fill(name=name), printed, exact, show.places_of(machine, name))


def _code(machine: Machine, state: str) -> str:
    return machine.states[state].code or state


def _target(action: Action, case: Case) -> str:
    return {"stay": case.state, "before": case.before or case.state}.get(action.to, action.to)
