"""Where each value of a case lies: windows, values in cells, counters, sheets, levels of who can act, freezes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workflow.core.definition import Definition, Freeze, Machine, Window
from workflow.core.explore.bounds import Run
from workflow.core.explore.cells import cells_of, contents_of, may_be_unknown, values_of
from workflow.core.explore.drafts import Draft, Drafts
from workflow.core.explore.kinds import KEPT, LATE, PAST, UNSET, KindOf, SheetsAt, SlotAt, WindowAt
from workflow.core.explore.marks import marked
from workflow.core.explore.numbers import Numbers
from workflow.core.explore.people import People
from workflow.core.language import Value


@dataclass(slots=True)
class Laying:
    """Gives every value of one machine its position, one after the other."""

    start: list[int] = field(default_factory=lambda: [0, 0])

    def place(self, value: int) -> int:
        self.start.append(value)
        return len(self.start) - 1


def lay(definition: Definition, numbers: Numbers, run: Run, drafts: Drafts, people: People, moments: set[tuple[str, str]]) -> list[KindOf]:
    """Every machine of the run with its positions. `moments`: windows that a clock action waits on."""
    kinds: list[KindOf] = []
    cells = cells_of(definition, drafts.values)
    for machine in (definition.machines[name] for name in definition.machines if name in run.present):
        kind = _kind(len(kinds), definition, machine, run)
        laying = Laying()
        kind.windows = tuple(_windows(machine, kind, drafts, moments, laying))
        kind.slots = tuple(SlotAt(key[1], laying.place(of.start), of) for key, of in cells.items() if key[0] == machine.name)
        kind.sheets = tuple(_sheets(definition, machine, drafts, people, laying))
        kind.levels = {role: laying.place(0) for role in people.lost_at(machine.name)}
        if any(isinstance(e, Freeze) for action in machine.actions.values() for e in action.then):
            kind.frozen = laying.place(0)
        kind.times = {name: (laying.place(0), most) for (place, name), most in drafts.times.items() if place == machine.name}
        kind.marks = {kind.states.index(state): laying.place(0) for state in marked(machine)}
        kind.start = tuple(laying.start)
        kinds.append(kind)
    for kind in kinds:
        kind.children = tuple(child.number for child in kinds if child.machine.parent == kind.name)
    return kinds


def _kind(number: int, definition: Definition, machine: Machine, run: Run) -> KindOf:
    states = machine.states.values()
    return KindOf(
        number,
        machine.name,
        len(definition.ancestors(machine.name)),
        machine,
        run.counts[machine.name],
        tuple(machine.states),
        tuple(state.is_end for state in states),
        tuple(state.pauses for state in states),
    )


def _windows(machine: Machine, kind: KindOf, drafts: Drafts, moments: set[tuple[str, str]], laying: Laying) -> Iterable[WindowAt]:
    """Windows that something reads; what nobody asks of them is not told apart."""
    for window in machine.windows.values():
        asked = {column for place, name, column in drafts.windows if (place, name) == (machine.name, window.name)}
        if not asked and (machine.name, window.name) not in moments:
            continue
        inside = frozenset(i for i, state in enumerate(kind.states) if state in window.in_)
        over = PAST if asked & {"closed", "kept"} or (machine.name, window.name) in moments else UNSET
        left = (KEPT, LATE) if "kept" in asked else (over, over)
        shorter = tuple(other.name for other in machine.windows.values() if _before(other, window))
        yield WindowAt(window.name, laying.place(UNSET), inside, left, over, shorter)


def _before(one: Window, other: Window) -> bool:
    """Both open together and are counted in the same days, so the shorter ends first."""
    same = one.in_ == other.in_ and one.mode == other.mode == "exactly" and one.lasts.unit == other.lasts.unit
    return same and one.lasts.n < other.lasts.n


def _sheets(definition: Definition, machine: Machine, drafts: Drafts, people: People, laying: Laying) -> Iterable[SheetsAt]:
    for (place, name), limits in drafts.counts.items():
        if place == machine.name:
            rungs = people.rungs(machine, machine.actions[name], limits)
            answers = {key[1]: draft for key, draft in drafts.sheets.items() if key[0] == place and key[1].partition(".")[0] == name}
            if (place, name) not in drafts.contents:
                yield SheetsAt(name, laying.place(0), rungs)
                continue
            said = contents_of(rungs[-1], [_answers(definition, draft, drafts.sheets) for draft in answers.values()])
            names = tuple(key.partition(".")[2] for key in answers)
            yield SheetsAt(name, laying.place(0), rungs, laying.place(0), names, said)


def _answers(definition: Definition, draft: Draft, drafts: Mapping[tuple[str, str], Draft]) -> tuple[Value, ...]:
    found = values_of(draft, drafts)
    plain = Draft((draft.key[0], draft.key[1].partition(".")[2].removesuffix(".met")), draft.type, "sheets")
    return (*found, None) if may_be_unknown(definition, plain) else found
