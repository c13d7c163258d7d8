"""The cases that one step sees: read from a `Source` when first asked for, changed only in memory, never written here.

A plan is made on this world in file order, so that each effect sees the ones before; `workflow.act` writes the moves at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import datetime

from workflow.core.definition import Action, Definition, Machine, Role, State
from workflow.core.rows import Case, Declaration, Member, Sheet, Source, Task, Window

__all__ = ["Case", "Declaration", "Member", "Sheet", "Source", "Task", "Window", "World"]


class World:
    """The overlay. Holds one `Case` object per id, so that everybody in a plan sees the same changes."""

    def __init__(self, definition: Definition, source: Source, now: datetime) -> None:
        self.definition = definition
        self.now = now
        self._begin(source)

    def _begin(self, source: Source) -> None:
        self.source = source
        self.is_told = True
        self._crowds: dict[tuple[int, str], int] = {}
        self._cases: dict[int, Case] = {}
        self._below: dict[tuple[int, str], list[int]] = {}
        self._briefs: dict[tuple[int, str], dict[int, Case]] = {}
        self._sheets: dict[int, list[Sheet]] = {}
        self._members: dict[tuple[int | None, str], list[Member]] = {}
        self._declarations: dict[int, dict[int, bool]] = {}
        self._panels: dict[tuple[int, str, int], tuple[int, ...]] = {}
        self._tasks: dict[int, list[Task]] = {}
        self._times: dict[tuple[int, str], int] = {}
        self._more: dict[tuple[int, str], int] = {}
        self._born: dict[int, None] = {}
        self._acted: set[tuple[int, str, int]] = set()

    def renew(self, source: Source, open_: Case | None, action: str | None, person: int | None) -> None:
        """Everything planned so far was written: read it anew. Only the event of the move of `open_`, whose effects go on, is not written yet."""
        self._begin(source)
        if open_ is None or action is None:
            return
        fresh = source.case(open_.id)
        for one in fields(fresh):
            setattr(open_, one.name, getattr(fresh, one.name))
        self._cases[open_.id] = open_
        self.count_up(open_, action, person)
        self.is_told = True

    # ------------------------------------------------------------ cases
    def machine(self, case: Case) -> Machine:
        return self.definition.machines[case.machine]

    def called(self, case: Case) -> str:
        """What a case is called on pages: the fact that its machine names, else its number."""
        name = self.machine(case).called
        items = case.facts.get(name) if name else None
        return (items[0].s if items else None) or case.number

    def state(self, case: Case) -> State:
        return self.machine(case).states[case.state]

    def case(self, id: int) -> Case:
        if id not in self._cases:
            self._cases[id] = self.source.case(id)
        return self._cases[id]

    def several(self, ids: Sequence[int]) -> list[Case]:
        """These cases, read at once."""
        self._know(ids)
        return [self._cases[id] for id in ids]

    def add(self, case: Case) -> None:
        """A case that this plan gives birth to."""
        self.is_told = False
        self._cases[case.id] = case
        self._born[case.id] = None
        if (case.root, case.machine) in self._below:
            self._below[(case.root, case.machine)].append(case.id)

    def lineage(self, case: Case) -> Iterator[Case]:
        """The case and its ancestors, nearest first."""
        here: Case | None = case
        while here is not None:
            yield here
            here = self.case(here.parent) if here.parent is not None else None

    def ancestor(self, case: Case, machine: str) -> Case:
        return next(c for c in self.lineage(case) if c.machine == machine)

    def below(self, root: int, machine: str) -> list[Case]:
        if (root, machine) not in self._below:
            ids = list(self.source.below(root, machine))
            self._know(ids)
            self._below[(root, machine)] = [*ids, *self._born_in(root, machine)]
        return [self._cases[id] for id in self._below[(root, machine)]]

    def _know(self, ids: Sequence[int]) -> None:
        """Read what is not known yet, and those above it, a level at a time."""
        while ids := [id for id in ids if id not in self._cases]:
            for case in self.source.cases(ids):
                self._cases[case.id] = case
            above = (self._cases[id].parent for id in ids)
            ids = list(dict.fromkeys(parent for parent in above if parent is not None))

    def _born_in(self, root: int, machine: str) -> list[int]:
        return [id for id in self._born if (self._cases[id].root, self._cases[id].machine) == (root, machine)]

    def crowd(self, root: int, machine: str, limit: int) -> int:
        """How many cases of the machine stand in the root; `limit` where there are at least so many."""
        if (root, machine) in self._below:
            return len(self._below[(root, machine)])
        if (root, machine) not in self._crowds:
            self._crowds[(root, machine)] = self.source.crowd(root, machine, limit)
        return self._crowds[(root, machine)] + len(self._born_in(root, machine))

    def descendants(self, case: Case, machine: str) -> list[Case]:
        """Cases of `machine` anywhere below `case`."""
        return self.under(case, self.below(case.root, machine))

    def owner(self, case: Case, machine: str) -> int | None:
        """The person who owns the case of `machine` that is this one or stands above it."""
        return next((above.owner for above in self.lineage(case) if above.machine == machine), None)

    def briefly(self, case: Case, machine: str) -> list[Case]:
        """The same, for whoever reads no fact, window or freeze of them: what is not known yet comes without."""
        briefs = self._brief(case.root, machine)
        found = [self._cases.get(id, brief) for id, brief in briefs.items()]
        found += [self._cases[id] for id in self._born_in(case.root, machine) if id not in briefs]
        path = self.definition.ancestors(machine)
        return [c for c in found if self._stands_below(c, case, path[: path.index(case.machine)])]

    def _brief(self, root: int, machine: str) -> dict[int, Case]:
        if (root, machine) not in self._briefs:
            self._briefs[(root, machine)] = {case.id: case for case in self.source.briefs(root, machine)}
        return self._briefs[(root, machine)]

    def _stands_below(self, case: Case, above: Case, between: Sequence[str]) -> bool:
        """Whether the case hangs on `above`, through cases of the machines between them."""
        parent = case.parent
        for machine in between:
            found = self._cases.get(parent or 0) or self._brief(case.root, machine).get(parent or 0)
            parent = found.parent if found is not None else None
        return parent == above.id

    def owned(self, case: Case, machine: str, owner: int | None) -> list[Case]:
        """Of the cases of `machine` below `case`, those of one owner; the others are not read."""
        if owner is None:
            return []
        ids = list(self.source.owned(case.root, machine, owner))
        self._know(ids)
        born = [id for id in self._born_in(case.root, machine) if self._cases[id].owner == owner]
        return self.under(case, [self._cases[id] for id in (*ids, *born)])

    def under(self, case: Case, found: Sequence[Case]) -> list[Case]:
        """Those of the cases that stand anywhere below `case`, all in its root."""
        if case.parent is None:
            return [c for c in found if c.id != case.id]
        return [c for c in found if c.id != case.id and any(a.id == case.id for a in self.lineage(c))]

    def is_paused(self, case: Case) -> bool:
        return any(self.state(c).pauses for c in self.lineage(case))

    # ------------------------------------------------------------ people
    def members(self, place: int | None, role: str) -> list[Member]:
        key = (place, role)
        if key not in self._members:
            self._members[key] = list(self.source.members(place, role)) if place not in self._born else []
        return self._members[key]

    def _is_new(self, case: Case) -> bool:
        """Nothing is stored of it yet."""
        return case.revision < 0 or case.id in self._born

    def put_member(self, member: Member) -> None:
        held = [m for m in self.members(member.place, member.role) if m.id != member.id]
        self._members[(member.place, member.role)] = sorted([*held, member], key=lambda m: (m.deputy, m.position, m.id))

    def drop_member(self, member: Member) -> None:
        self._members[(member.place, member.role)] = [m for m in self.members(member.place, member.role) if m.id != member.id]

    def place_of(self, case: Case, role: Role) -> int | None:
        """The nearest case at or above where anybody holds the role; None: the agency."""
        for above in self.lineage(case):
            if above.machine in role.held_in and self.members(above.id, role.name):
                return above.id
        return None

    def holders(self, case: Case, role: str) -> list[Member]:
        """Active holders of a role for this case, deputies included, in published order. An agency's office serves only roles nobody appoints."""
        found = self.definition.roles[role]
        place = self.place_of(case, found)
        if place is None and found.appointed_by is not None:
            return []
        return self.members(place, role)

    def declared(self, case: Case, person: int) -> bool | None:
        """True: a conflict declared on the case or above; False: none declared; None: not declared on any."""
        answers = [self._declared_on(c).get(person) for c in self.lineage(case)]
        if True in answers:
            return True
        return False if False in answers else None

    def _declared_on(self, case: Case) -> dict[int, bool]:
        if case.id not in self._declarations:
            self._declarations[case.id] = {d.person: d.conflict for d in self.source.declarations(case.id)}
        return self._declarations[case.id]

    def declare(self, case: Case, person: int, conflict: bool | None) -> None:
        declared = self._declared_on(case)
        if conflict is None:
            declared.pop(person, None)
        else:
            declared[person] = conflict

    def acting(self, case: Case, role: str) -> list[Member]:
        """Who acts for this role on this case: each regular holder who can, and for each who cannot the next able deputy."""
        holders = self.holders(case, role)
        regular = [m for m in holders if not m.deputy]
        able = [m for m in regular if self._can(case, m)]
        deputies = [m for m in holders if m.deputy and self._can(case, m)]
        return able + deputies[: len(regular) - len(able)]

    def _can(self, case: Case, member: Member) -> bool:
        return not member.absent and self.declared(case, member.person) is not True

    # ------------------------------------------------------------ sheets, panels, history
    def all_sheets(self, case: Case) -> list[Sheet]:
        if case.id not in self._sheets:
            self._sheets[case.id] = list(self.source.sheets(case.id)) if not self._is_new(case) else []
        return self._sheets[case.id]

    def sheets(self, case: Case, action: Action) -> list[Sheet]:
        """Sheets of the present round; once the case has moved on, those of the last round that had any."""
        given = [s for s in self.all_sheets(case) if s.action == action.name]
        if case.state in action.from_:
            return [s for s in given if s.round == case.round]
        last = max((s.round for s in given), default=None)
        return [s for s in given if s.round == last]

    def put_sheet(self, case: Case, sheet: Sheet) -> None:
        self.all_sheets(case).append(sheet)

    def replace_sheets(self, case: Case, sheets: list[Sheet]) -> None:
        self._sheets[case.id] = sheets

    def tasks(self, case: Case) -> list[Task]:
        if case.id not in self._tasks:
            self._tasks[case.id] = list(self.source.tasks(case.id)) if not self._is_new(case) else []
        return self._tasks[case.id]

    def panel(self, case: Case, action: str) -> tuple[int, ...]:
        key = (case.id, action, case.round)
        if key not in self._panels:
            self._panels[key] = tuple(self.source.panel(*key)) if not self._is_new(case) else ()
        return self._panels[key]

    def set_panel(self, case: Case, action: str, persons: tuple[int, ...]) -> None:
        self._panels[(case.id, action, case.round)] = persons

    def panel_load(self, parent: int, action: str) -> dict[int, int]:
        load = dict(self.source.panel_load(parent, action))
        for (id, name, _round), persons in self._panels.items():
            if name == action and self._cases[id].parent == parent and not self.source.panel(id, name, _round):
                for person in persons:
                    load[person] = load.get(person, 0) + 1
        return load

    def times(self, case: Case, action: str) -> int:
        key = (case.id, action)
        if key not in self._times:
            self._times[key] = self.source.times(case.id, action) if not self._is_new(case) else 0
        return self._times[key] + self._more.get(key, 0)

    def count_up(self, case: Case, action: str, person: int | None) -> None:
        self.is_told = False
        self._more[(case.id, action)] = self._more.get((case.id, action), 0) + 1
        if person is not None:
            self._acted.add((case.id, action, person))

    def acted(self, case: Case, action: str, person: int | None) -> bool:
        if person is None:
            return False
        return (case.id, action, person) in self._acted or self.source.acted(case.id, action, person)
