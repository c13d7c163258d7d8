"""What a guard sees, as SQL columns: each name of a case, a sheet or a membership is a column or one scalar sub-query.

The same names and the same meaning as `workflow.core.view` has them in Python; a test compares the two over random expressions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Date, FromClause, Integer, and_, case, cast, exists, false, func, literal, null, or_, select

from workflow.core.definition import Clause, Definition, Machine
from workflow.core.language import Type, Value
from workflow.store.columns import (
    Column,
    added,
    all_met,
    as_condition,
    cases,
    constant,
    events,
    facts,
    freezes,
    memberships,
    recusals,
    rows_of,
    scalar,
    sheets,
    stored,
    windows,
)
from workflow.store.sides import HolderHere, SheetHere
from workflow.store.tables import Moment


@dataclass(frozen=True, slots=True)
class Here:
    """One case, or each row of a select over `row` (an alias of `cases`), as the place where a guard is read.

    `id`: its key. `given`: answers that are not written yet, read instead of what is stored.
    `columns`: columns of `cases` to read instead of the row, for a case that is not born yet (its parent and root, say).
    `known`: stored names that stand in columns already. `ups`: ancestors that are at hand, by machine.
    """

    definition: Definition
    machine: str
    id: Column
    now: datetime
    zone: str
    actor: int | None = None
    row: FromClause | None = None
    given: Mapping[str, Value] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)
    known: Mapping[str, Column] = field(default_factory=dict)
    ups: Mapping[str, Here] = field(default_factory=dict)

    @classmethod
    def over(cls, definition: Definition, machine: str, row: FromClause, now: datetime, zone: str, actor: int | None = None) -> Here:
        """Each row of `row`, which is `cases` or an alias of it and stands in the FROM of the caller's select."""
        return cls(definition, machine, row.c.id, now, zone, actor, row)

    @property
    def declared(self) -> Machine:
        return self.definition.machines[self.machine]

    def column(self, name: str) -> Column:
        """A column of `cases`."""
        if name in self.columns:
            return self.columns[name]
        if self.row is not None and name in self.row.c:
            return self.row.c[name]
        one = cases.alias()
        return scalar(select(one.c[name]).where(one.c.id == self.id), one)

    def above(self, machine: str) -> Here:
        """The ancestor of this machine."""
        if self.definition.machines[machine].parent is None:
            return self.ups.get(machine) or self._at(machine, self.column("root"))
        path, here = self.definition.ancestors(self.machine), self
        for name in path[: path.index(machine) + 1]:
            here = self.ups.get(name) or here._at(name, here.column("parent"))
        return here

    def _at(self, machine: str, id: Column) -> Here:
        return replace(self, machine=machine, id=id, row=None, given={}, columns={}, known={}, ups={})

    def lineage(self) -> list[Here]:
        """The case and its ancestors, nearest first."""
        return [self, *(self.above(name) for name in self.definition.ancestors(self.machine))]

    def resolved(self, name: str) -> tuple[Here, str]:
        """The case that a dotted name speaks of, and the name on it."""
        head, _, rest = name.partition(".")
        if rest and head in self.definition.machines:
            return (self if head == self.machine else self.above(head)), rest
        return self, name

    # ------------------------------------------------------------ names
    def clauses(self, name: str) -> tuple[Clause, ...] | None:
        """The clauses of a requirement group, where the name is `group.met` or `group.unmet`."""
        return self.declared.requirements.get(name.partition(".")[0]) if "." in name else None

    def named(self, name: str, type_: Type) -> Column:
        """A name that is neither a formula nor a requirement group, as a column of its type."""
        if name in self.given:
            return constant(self.given[name], type_)
        if name in self.known:
            return as_condition(self.known[name], type_)
        head, _, rest = name.partition(".")
        if rest and head in self.declared.windows:
            return self._window(head, rest)
        if rest == "met" and head in self.declared.facts:
            return all_met(facts.alias(), head, case_id=self.id)
        if rest == "rows" and head in self.declared.facts:
            return rows_of(facts.alias(), head, len(self.declared.facts[head].columns), case_id=self.id)
        if not rest and name not in self.declared.facts and name in _PLAIN:
            return self._plain(name)
        one = facts.alias()
        found = select(stored(one, type_)).where(one.c.case_id == self.id, one.c.fact == name, one.c.ordinal == 0)
        return as_condition(scalar(found, one), type_)

    def froze(self, name: str) -> Column:
        """Whether this very case froze the name."""
        one = freezes.alias()
        found = select(literal(1)).where(one.c.case_id == self.id, one.c.name == name)
        return exists(found.correlate_except(one))

    def _plain(self, name: str) -> Column:
        match name:
            case "ended":
                return cast(self.column("ended"), Integer) == 1
            case "paused":
                return self._paused()
            case "actor":
                return literal(self.actor, BigInteger())
            case "today":
                return literal(self.today, Date())
        return self.column(name)

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def _paused(self) -> Column:
        pausing = [(at, [s.name for s in at.declared.states.values() if s.pauses]) for at in self.lineage()]
        return or_(false(), *(at.column("state").in_(states) for at, states in pausing if states))

    def _window(self, window: str, name: str) -> Column:
        one = windows.alias()
        opened = and_(one.c.opens.is_not(None), one.c.closes.is_not(None))
        query = select(self._of_window(one, name)).where(one.c.case_id == self.id, one.c.name == window, opened)
        found = scalar(query, one)
        if name in ("opens", "closes"):
            return found
        if name != "open":
            return found == 1
        return and_(self.column("state").in_(self.declared.windows[window].in_), func.coalesce(found, 0) == 1)

    def _of_window(self, one: FromClause, name: str) -> Column:
        now = literal(self.now, Moment())
        left, closes = one.c.left, one.c.closes
        match name:
            case "open":
                return case((and_(left.is_(None), now < closes), 1), else_=0)
            case "closed":
                return case((or_(left.is_not(None), now >= closes), 1), else_=0)
            case "kept":
                return case((left <= closes, 1), (left.is_not(None), 0), (now >= closes, 0))
        return one.c[name]

    # ------------------------------------------------------------ what was done, and who can act
    def times(self, action: str) -> Column:
        at, name = self.resolved(action)
        one = events.alias()
        return scalar(select(func.count()).select_from(one).where(one.c.case_id == at.id, one.c.action == name), one)

    def acted(self, action: str) -> Column:
        at, name = self.resolved(action)
        if self.actor is None:
            return false()
        one = events.alias()
        done = select(literal(1)).where(one.c.case_id == at.id, one.c.action == name, one.c.actor == self.actor)
        return exists(done.correlate_except(one))

    def able(self, role: str) -> Column:
        """Regular holders who can act, and a deputy for each who cannot: never more than there are regular holders."""
        one = memberships.alias()
        can = case((and_(cast(one.c.absent, Integer) == 0, ~self.recused(one.c.person)), 1), else_=0)
        regular = case((cast(one.c.deputy, Integer) == 0, 1), else_=0)
        able, places = added(can), added(regular)
        query = select(case((able < places, able), else_=places)).select_from(one).where(*self.holding(one, role))
        return scalar(query, one)

    def recused(self, person: Column) -> Column:
        """Whether the person declared a conflict on the case or above it."""
        return self._declared(person, 1)

    def free(self, person: Column) -> Column:
        """Whether the person declared that there is none, on the case or above it."""
        return self._declared(person, 0)

    def _declared(self, person: Column, conflict: int) -> Column:
        one = recusals.alias()
        above = or_(*(one.c.case_id == at.id for at in self.lineage()))
        declared = select(literal(1)).where(above, one.c.person == person, cast(one.c.conflict, Integer) == conflict)
        return exists(declared.correlate_except(one))

    def holding(self, one: FromClause, role: str) -> list[Column]:
        """Active memberships at the nearest case that has any; the agency's serve only a role that nobody appoints."""
        declared = self.definition.roles[role]
        places = [at.id for at in self.lineage() if at.machine in declared.held_in]
        nearest = case(*((self._any_at(place, role), place) for place in places)) if places else cast(null(), BigInteger)
        here = one.c.place == nearest if places else false()
        office = and_(nearest.is_(None), one.c.place.is_(None)) if declared.appointed_by is None else false()
        return [one.c.role == role, one.c.until.is_(None), or_(here, office)]

    def _any_at(self, place: Column, role: str) -> Column:
        one = memberships.alias()
        held = select(literal(1)).where(one.c.place == place, one.c.role == role, one.c.until.is_(None))
        return exists(held.correlate_except(one))

    # ------------------------------------------------------------ sets
    def members(self, name: str) -> tuple[Side, FromClause, list[Column]]:
        """A set: how names are read on its members, the table they are rows of, and the conditions that make the set."""
        at, plain = self.resolved(name)
        if plain in self.definition.machines:
            one = cases.alias()
            return replace(at._at(plain, one.c.id), row=one), one, [one.c.machine == plain, at.below(one, plain)]
        if plain in at.declared.actions and at.declared.actions[plain].each:
            sheet = sheets.alias()
            return SheetHere(at.declared, sheet, at, at.declared.actions[plain]), sheet, at._sheets(sheet, plain)
        holder = memberships.alias()
        return HolderHere(holder), holder, [*at.holding(holder, plain), cast(holder.c.deputy, Integer) == 0]

    def below(self, one: FromClause, machine: str) -> Column:
        if self.declared.parent is None:
            return and_(one.c.root == self.id, one.c.id != self.id)
        above = cases.alias()
        ids = select(above.c.id).where(above.c.parent == self.id)
        steps = self.definition.ancestors(machine).index(self.machine)
        for _ in range(steps - 1):
            next_, above = ids, cases.alias()
            ids = select(above.c.id).where(above.c.parent.in_(next_))
        return one.c.parent.in_(ids) if steps else one.c.parent == self.id

    def _sheets(self, sheet: FromClause, action: str) -> list[Column]:
        """Sheets of the present round; once the case has moved on, those of the last round that had any."""
        last = sheets.alias()
        latest = select(func.max(last.c.round)).where(last.c.case_id == self.id, last.c.action == action)
        inside = self.column("state").in_(self.declared.actions[action].from_)
        rounds = case((inside, self.column("round")), else_=scalar(latest, last))
        return [sheet.c.case_id == self.id, sheet.c.action == action, sheet.c.round == rounds]


Side = Here | SheetHere | HolderHere
_PLAIN = frozenset(("state", "before", "entered", "ended", "paused", "owner", "actor", "today", "number"))
