"""Rows of a table as cases of a world: each below the cases above it, with their facts, sheets and members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from workflow.core.definition import Definition, Machine
from workflow.core.fields import Desk, Item, Items, parse
from workflow.core.tally.adapt import PLACES, given_name
from workflow.core.tally.asked import Given, SheetGiven
from workflow.core.tally.source import Rows
from workflow.core.words import Text
from workflow.core.world import Case, Member, Sheet, World

DOUBLED = Text(
    "{candidate} sudah ada di baris {first}. Hapus salah satunya; bila setiap baris milik penilai lain, tambahkan kolom penilai (assessor).",
    "{candidate} stands in row {first} already. Remove one of them; where each row is of another assessor, add a column assessor.",
)
UNEQUAL = Text(
    "“{name}” untuk {label} berbeda dari baris {first}. Samakan untuk semua baris {label}.",
    "“{name}” of {label} differs from row {first}. Make it the same in all rows of {label}.",
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a row, or about the whole where `place` is None. `wrong`: nothing can be reckoned before it is mended."""

    place: int | None
    text: Text
    wrong: bool = True


@dataclass(slots=True)
class Built:
    """`rows`: each given row with its case, as far as it has one."""

    definition: Definition
    machine: str
    now: datetime
    source: Rows = field(default_factory=Rows)
    rows: list[tuple[Given, Case]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    labels: dict[int, str | None] = field(default_factory=dict)
    _places: dict[int, int] = field(default_factory=dict)
    _keys: dict[object, int] = field(default_factory=dict)
    _persons: dict[str, int] = field(default_factory=dict)
    _told: dict[int, str | None] = field(default_factory=dict)

    def label(self, case: Case) -> str | None:
        """What a case above is called: as the table says, else by what sets it apart from others of its kind."""
        if case.id not in self._told:
            self._told[case.id] = self.labels.get(case.id) or self._difference(case)
        return self._told[case.id]

    def _difference(self, case: Case) -> str | None:
        alike = [other for other in self.source.known.values() if other.machine == case.machine]
        declared = self.definition.machines[case.machine].facts
        names = [name for name in declared if any(other.facts.get(name) != case.facts.get(name) for other in alike)]
        items = [item for name in names for item in case.facts.get(name, ())]
        return (
            ", ".join(str(item.s if item.s is not None else item.n) for item in items if item.s is not None or item.n is not None) or None
        )

    def world(self) -> World:
        return World(self.definition, self.source, self.now)

    def add(self, given: Given) -> None:
        parent: Case | None = None
        for machine in reversed(self.definition.ancestors(self.machine)):
            parent = self._above(machine, parent, given)
        key = (self.machine, parent.id if parent else None, given.candidate.casefold())
        if key in self._keys:
            first = self._places[self._keys[key]]
            self.remarks.append(Remark(given.place, DOUBLED.fill(candidate=given.candidate, first=first)))
            return
        case = self._case(self.machine, parent, given.candidate, key, given.place)
        self._own(case, given)
        self.rows.append((given, case))

    def _above(self, machine: str, parent: Case | None, given: Given) -> Case:
        facts = {name.removeprefix(f"{machine}."): items for name, items in given.facts.items() if name.startswith(f"{machine}.")}
        label = given.labels.get(machine)
        key = (machine, parent.id if parent else None, label.casefold() if label else tuple(sorted(facts.items(), key=repr)))
        if key in self._keys:
            case = self.source.known[self._keys[key]]
            self._agree(case, facts, given, label or machine)
            return case
        case = self._case(machine, parent, label or machine, key, given.place)
        self.labels[case.id] = label
        self._put(case, facts)
        return case

    def _agree(self, case: Case, facts: Mapping[str, Items], given: Given, label: str) -> None:
        for name, items in facts.items():
            if case.facts.get(name) != items:
                text = UNEQUAL.fill(name=f"{case.machine}.{name}", label=label, first=self._places[case.id])
                self.remarks.append(Remark(given.place, text))

    def _case(self, name: str, parent: Case | None, called: str, key: object, place: int) -> Case:
        machine, id = self.definition.machines[name], len(self.source.known) + 1
        root, state, now = parent.root if parent else id, first_state(machine), self.now
        made = Case(
            id, root, parent.id if parent else None, name, called, None, state, None, None, now, 0, 0, False, None, "UTC", now
        )  # fmt: skip
        made.facts.update(_defaults(machine))
        self.source.known[id], self._keys[key], self._places[id] = made, id, place
        return made

    def _put(self, case: Case, facts: Mapping[str, Items]) -> None:
        """What is reckoned otherwise keeps the value that is given, as where it was frozen."""
        own = self.definition.machines[case.machine].facts
        case.facts.update(facts)
        case.frozen.update(name for name in facts if name in own and not own[name].is_asked)

    def _own(self, case: Case, given: Given) -> None:
        self._put(case, {name: items for name, items in given.facts.items() if "." not in name})
        for name, value in given.values.items():
            scaled = value * 10**PLACES
            case.facts[given_name(name)] = (Item(n=scaled.numerator // scaled.denominator),)
        self.source.done.update({(case.id, action): times for action, times in given.done.items()})
        for sheet in given.sheets:
            self._sheet(case, sheet)
        for machine, n in given.below.items():
            for number in range(n):
                self._case(machine, case, f"{given.candidate} {number + 1}", (machine, case.id, number), given.place)

    def _sheet(self, case: Case, given: SheetGiven) -> None:
        person = self._persons.setdefault(given.assessor, len(self._persons) + 1)
        self.source.names[person] = given.assessor
        self.source.given.setdefault(case.id, []).append(Sheet(given.action, 0, person, False, dict(given.facts), self.now))
        for name in self.definition.machines[case.machine].actions[given.action].by:
            role = self.definition.roles.get(name)
            if role is not None and role.attributes:
                self._member(case, role.name, role.held_in, person, given.attributes)

    def _member(self, case: Case, role: str, held_in: Iterable[str], person: int, attributes: Mapping[str, str]) -> None:
        above: Case | None = case
        while above is not None and above.machine not in held_in:
            above = self.source.known[above.parent] if above.parent is not None else None
        if above is None:
            return
        held = self.source.held.setdefault((above.id, role), [])
        if all(member.person != person for member in held):
            held.append(Member(len(held) + 1, above.id, role, person, len(held) + 1, False, False, dict(attributes)))


def first_state(machine: Machine) -> str:
    """Where a case stands after its birth."""
    born = next((action.to for action in machine.actions.values() if action.is_birth), None)
    return born or next(iter(machine.states))


def _defaults(machine: Machine) -> dict[str, Items]:
    facts = [fact for fact in machine.facts.values() if fact.default is not None]
    found, _problems = parse(facts, {fact.name: [fact.default or ""] for fact in facts}, Desk("UTC", {}))
    return found


def build(definition: Definition, machine: str, given: Iterable[Given], today: date) -> Built:
    """All rows; what does not fit together stands in `remarks`."""
    made = Built(definition, machine, datetime.combine(today, time(12), UTC))
    for row in given:
        made.add(row)
    return made
