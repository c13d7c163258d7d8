"""One step in a state: the case moves, its effects move others, and what is due at once follows. Nothing kept is changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.core.definition import Create, Do, Extend, Fill, Freeze, Publish, Rank
from workflow.core.explore.cells import OPEN
from workflow.core.explore.entering import enter
from workflow.core.explore.here import Here, Picker
from workflow.core.explore.kinds import AHEAD, BACK, BEFORE, PAST, STATE, STAY, Made, Need, SheetsAt, Way
from workflow.core.explore.marks import SCORED, TOLD
from workflow.core.explore.model import Model, Outside
from workflow.core.explore.offices import is_due
from workflow.core.explore.ranks import arrangements
from workflow.core.explore.tree import Live, copied
from workflow.core.language import evaluate

MOST_DUE = 24


class Refused(Exception):
    """A cascade met a case that none of its actions fits: the whole step does not happen."""


class Step:
    """A step under way. `taken`: the actions taken, in order. `endless`: a clock action that is due again and again.

    `backs`: cases that went back to be scored although it was published what came of it.
    """

    def __init__(self, model: Model, root: Live | None, picker: Picker) -> None:
        self.model, self.picker = model, picker
        self.root = root
        self.taken: list[tuple[Way, Live]] = []
        self.endless: Way | None = None
        self.backs: list[tuple[Live, int]] = []

    # ------------------------------------------------------------ guards
    def here(self, case: Live, fresh: tuple[int, ...] = ()) -> Here:
        return Here(self.model, case.line, case.path, self.picker, fresh)

    def fits(self, case: Live, way: Way) -> bool:
        if case.v[STATE] not in way.sources:
            return False
        return self.holds(case, way)

    def holds(self, case: Live, way: Way) -> bool:
        here = self.here(case, way.fresh)
        return all(evaluate(guard, here) is True for guard in way.guards)

    # ------------------------------------------------------------ moves
    def take(self, case: Live, way: Way) -> None:
        """Move the case, whose guards hold, and plan the effects. Raises Refused."""
        self.taken.append((way, case))
        if case.kind.marks and any(taken.action.corrects or taken.action.extraordinary for taken, _ in self.taken):
            for at in case.kind.marks.values():
                case.v[at] = min(case.v[at], SCORED)
        if way.times is not None:
            at, most = way.times
            case.v[at] = min(case.v[at] + 1, most)
        self._answer(case, way)
        if way.to == BACK:
            self._enter(case, case.v[BEFORE], back=True)
        elif way.to != STAY:
            self._enter(case, way.to)
        for made in way.effects:
            self._apply(case, made)

    def _answer(self, case: Live, way: Way) -> None:
        """What the guards already asked of the new answers is kept, the rest is open."""
        for at in way.fresh:
            case.v[at] = self.picker.known.pop((case.path, at), OPEN)
        for at in way.renewed:
            self.picker.known.pop((case.path, at), None)
            case.v[at] = OPEN

    def complete(self, case: Live, way: Way, able: int, quorum: int) -> None:
        """The last sheet that is wanted comes in."""
        if way.sheets is not None:
            given = quorum if way.action.each == "quorum" else max(able, quorum)
            self.give(case, way.sheets, max(rung for rung in way.sheets.rungs if rung <= max(given, case.v[way.sheets.at])))
        self.take(case, way)

    def give(self, case: Live, sheets: SheetsAt, number: int) -> None:
        case.v[sheets.at] = number

    def birth(self, up: Live | None, way: Way, instead: int | None = None) -> Live:
        """A case that stands below `up` but is not among its cases yet. `instead`: it takes the place of one that is over."""
        kind = self.model.kinds[way.kind]
        path = (*up.path, len(up.kids) if instead is None else instead) if up is not None else ()
        case = Live(kind, list(kind.start), up, path)
        case.v[STATE] = way.to
        return case

    def born(self, case: Live, way: Way) -> None:
        if case.up is None:
            self.root = case
        elif case.path[-1] < len(case.up.kids):
            case.up.kids[case.path[-1]] = case
            self.picker.loose = True
        else:
            case.up.kids.append(case)
        if way.to in case.kind.marks:
            case.v[case.kind.marks[way.to]] = SCORED
        self.taken.append((way, case))
        self._answer(case, way)
        for window in case.kind.windows:
            if way.to in window.inside:
                case.v[window.at] = AHEAD
        for made in way.effects:
            self._apply(case, made)

    def _enter(self, case: Live, target: int, *, back: bool = False) -> None:
        enter(case.kind, case.v, target, back=back)
        if target in case.kind.marks and not back:
            at = case.kind.marks[target]
            self.backs += [(case, target)] if case.v[at] == TOLD else []
            case.v[at] = SCORED

    # ------------------------------------------------------------ effects
    def _apply(self, case: Live, made: Made) -> None:
        match made.effect:
            case Do():
                self._do(case, made, made.effect)
            case Create():
                self._create(case, made, made.effect)
            case Rank():
                self._rank(case, made, made.effect)
            case Fill():
                self._fill(case, made, made.effect)
            case Extend():
                if made.bit and case.v[made.bit] in (AHEAD, PAST):
                    case.v[made.bit] = AHEAD
            case Freeze():
                case.v[case.kind.frozen or 0] |= made.bit
            case Publish():
                self._publish(case, made)

    def _on(self, case: Live, made: Made, on: str) -> Sequence[Live]:
        """The cases that `on` names."""
        if on == "self":
            return [case]
        if on == "parent":
            return [case.up] if case.up is not None else []
        return list(case.line[made.above].below(made.on)) if made.above is not None and made.on is not None else []

    def _those(self, found: Sequence[Live], made: Made, this: Live) -> Sequence[Live]:
        """Of these the ones that the effect's condition lets through."""
        where = made.where
        if where is None:
            return found
        return [one for one in found if evaluate(where, self.here(one), self.here(this)) is True]

    def _do(self, case: Live, made: Made, effect: Do) -> None:
        if made.kind is None:
            return
        steps = self.model.kinds[made.kind].steps
        for target in self._those(self._on(case, made, effect.on), made, case):
            self.first_of(target, [steps[name] for name in effect.actions if name in steps], rest_stays=effect.rest_stays)

    def first_of(self, case: Live, ways: Sequence[Way], *, rest_stays: bool) -> None:
        for way in ways:
            if self.fits(case, way):
                self.take(case, way)
                return
        if not rest_stays:
            raise Refused

    def _create(self, case: Live, made: Made, effect: Create) -> None:
        if made.kind is None:
            return
        kind = self.model.kinds[made.kind]
        way = next(way for way in kind.steps.values() if way.action.is_birth)
        room = kind.bound - sum(kid.kind is kind for kid in case.kids)
        frozen = effect.for_ in self.model.numbers.frozen
        holders = max(room, 0) if frozen or self.picker.pick(("create", case.path, kind.number), 2) == 0 else 0
        for _ in range(holders):
            self.born(self.birth(case, way), way)

    def _publish(self, case: Live, made: Made) -> None:
        if made.bit and made.kind is not None:
            on = self._on(case, made, "self" if made.kind == case.kind.number else "")
            for one in self._those(on, made, case):
                for state, at in one.kind.marks.items():
                    if one.v[at] == SCORED and one.v[STATE] != state:
                        one.v[at] = TOLD

    def _rank(self, case: Live, made: Made, effect: Rank) -> None:
        if made.kind is None or not made.slots:
            return
        for holder in self._on(case, made, effect.on):
            ranking = holder.kind.machine.rankings[effect.ranking]
            ranked = self._those(list(holder.below(made.kind)), made, holder)
            # As with every number of cases, so many are taken that some are left; or all.
            places = arrangements(len(ranked), len(ranked) if self.model.run.largest else 1, ranking.equal_at_cut)
            picked = places[self.picker.pick(("rank", holder.path, ranking.name), len(places))] if ranked else ()
            for one, place in zip(ranked, picked, strict=True):
                _put_place(one, made, dict(zip(("rank", "taken", "tied"), place, strict=True)))

    def _fill(self, case: Live, made: Made, effect: Fill) -> None:
        """Who of those waiting gets a place is open."""
        if made.kind is not None and made.slots:
            for holder in self._on(case, made, effect.on):
                for one in self._those(list(holder.below(made.kind)), made, holder):
                    for slot in made.slots:
                        self.picker.known.pop((one.path, slot.at), None)
                        one.v[slot.at] = OPEN

    # ------------------------------------------------------------ what follows at once
    def settle(self) -> None:
        """Take what is due at a window's moment, root before child, in file order; then settle what the new state asks."""
        for _ in range(MOST_DUE):
            found = next(self._due(), None)
            if found is None:
                return
            if not self._took(*found):
                return
        self.endless = self.taken[-1][0]

    def _took(self, case: Live, way: Way) -> bool:
        """Whether what is due went well; if not, everything is as before, and whoever comes later finds it in the way."""
        before, taken = copied(case.line[0]), len(self.taken)
        try:
            self.take(case, way)
        except Refused:
            self.root, self.taken = before, self.taken[:taken]
            return False
        return True

    def _due(self) -> Iterator[tuple[Live, Way]]:
        waiting = [self.root] if self.root is not None else []
        while waiting:
            below: list[Live] = []
            for case in waiting:
                if case.kind.pausing[case.v[STATE]]:
                    continue
                for way in case.kind.due[case.v[STATE]]:
                    if is_due(way, case.line) and self.holds(case, way):
                        yield case, way
                untouched = case.untouched
                if untouched is None or any(node.waits for node in untouched):
                    below += case.kids
            waiting = below

    def resolve(self) -> None:
        """What the ways out of the new state ask is settled now, one way or another."""
        if self.root is not None:
            self._resolve(self.root)

    def _resolve(self, case: Live) -> None:
        for need in case.kind.needs[case.v[STATE]]:
            self._settle_need(case, need)
        untouched = case.untouched
        for kid in case.kids if untouched is None else ():
            self._resolve(kid)
        for node in untouched or ():
            for need in node.asks:
                if need.above <= case.kind.depth:
                    self._settle_need(case, need)

    def _settle_need(self, case: Live, need: Need) -> None:
        holder = case.line[need.above]
        for one in (holder,) if need.kind is None else tuple(holder.below(need.kind)):
            if one.v[need.at] == OPEN and not self._empty(one, need.at):
                one.v[need.at] = self.picker.pick((one.path, need.at), need.choices)
                self.picker.loose |= need.loose

    def _empty(self, case: Live, at: int) -> bool:
        """Sheets of which there are none say nothing."""
        return any(sheets.contents == at and case.v[sheets.at] == 0 for sheets in case.kind.sheets)

    def keep_picks(self) -> None:
        """What was asked on the way stays so."""
        asked = {key: found for key, found in self.picker.known.items() if isinstance(key[1], int)}
        if asked and self.root is not None:
            cases = {case.path: case for case in self.root.all()}
            for (path, at), found in asked.items():
                if path in cases and cases[path].v[at] == OPEN:
                    cases[path].v[at] = found

    def outside(self, case: Live, outside: Outside) -> None:
        self.picker.loose = True
        self.first_of(case, outside.steps, rest_stays=outside.rest_stays)


def _put_place(case: Live, made: Made, place: dict[str, int | bool]) -> None:
    """What a ranking gives a case."""
    for slot in made.slots:
        value = place.get(slot.name.rpartition(".")[2])
        case.v[slot.at] = slot.cells.values.index(value) if value in slot.cells.values else 0
