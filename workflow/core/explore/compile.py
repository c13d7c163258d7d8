"""A definition and a run -> the compiled machines of the exploration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from workflow.core.definition import (
    Action,
    Amend,
    Create,
    Definition,
    Do,
    Effect,
    Extend,
    Fill,
    Freeze,
    Machine,
    Publish,
    Rank,
    Unseal,
)
from workflow.core.explore.access import Access
from workflow.core.explore.bounds import Run
from workflow.core.explore.drafts import Drafts
from workflow.core.explore.kinds import AHEAD, BACK, PAST, STAY, KindOf, Made, Way
from workflow.core.explore.marks import marked, tells
from workflow.core.explore.model import Model, Outside
from workflow.core.explore.numbers import Numbers
from workflow.core.explore.people import people
from workflow.core.explore.positions import lay
from workflow.core.explore.reads import settle_reads
from workflow.core.explore.rewrite import Rewriter
from workflow.core.graph import helpful
from workflow.core.language import Expr
from workflow.core.names import set_machine


@dataclass(slots=True)
class Written:
    """The rewritten guards of one action: `needs` that bind, conditions of effects by position, the quorum."""

    needs: tuple[Expr, ...]
    wheres: dict[int, Expr]
    quorum: Expr | None


def compiled(definition: Definition, numbers: Numbers, run: Run) -> Model:
    """Everything of the run that hangs on no state."""
    drafts = Drafts()
    rewriter = Rewriter(definition, numbers, run, drafts)
    written = {
        (machine.name, action.name): _written(rewriter, machine, action)
        for machine in definition.machines.values()
        if machine.name in run.present
        for action in machine.actions.values()
    }
    able = people(definition, numbers, run, drafts)
    kinds = lay(definition, numbers, run, drafts, able, set(_moments(definition)))
    model = Model(definition, numbers, run, kinds, drafts, able.steps)
    _Ways(model, written).make()
    for kind in kinds:
        kind.access = Access(model, kind)
    settle_reads(model)
    return model


def _moments(definition: Definition) -> Iterator[tuple[str, str]]:
    """Windows that a clock action waits on, with their machine."""
    for machine in definition.machines.values():
        for action in machine.actions.values():
            if action.at not in (None, "soon"):
                *above, window, _member = str(action.at).split(".")
                yield (above[0] if above else machine.name), window


def _written(rewriter: Rewriter, machine: Machine, action: Action) -> Written:
    needs = tuple(rewriter.guard(machine.name, clause.that) for clause in action.needs if clause.explain is None)
    written = Written(needs, {}, None)
    for i, effect in enumerate(action.then):
        found = _condition(rewriter.definition, machine, effect)
        if found is not None and found[0] in rewriter.run.present:
            written.wheres[i] = rewriter.guard(found[0], found[1], found[2])
    written.quorum = rewriter.number(machine.name, action.quorum) if action.quorum is not None else None
    return written


def _condition(definition: Definition, machine: Machine, effect: Effect) -> tuple[str, Expr, str] | None:
    """The condition of an effect: on the cases of which machine it is read, and on whose behalf."""
    if isinstance(effect, Publish):
        publication = machine.publications[effect.publication]
        of = publication.of or machine.name
        where = publication.where if any(marked(definition.machines[of])) else None
        return (of, where, machine.name) if where is not None else None
    if not isinstance(effect, Do | Rank | Fill):
        return None
    target = str(set_machine(definition, machine.name, effect.on))
    if isinstance(effect, Do):
        return (target, effect.where, machine.name) if effect.where is not None else None
    holder = definition.machines[target]
    if isinstance(effect, Fill):
        filling = holder.fills[effect.fill]
        return filling.of, filling.who, holder.name
    ranking = holder.rankings[effect.ranking]
    where = effect.where if effect.where is not None else ranking.where
    return (ranking.of, where, holder.name) if where is not None else None


@dataclass(slots=True)
class _Ways:
    """Compiles actions once all positions are known."""

    model: Model
    written: dict[tuple[str, str], Written]
    helping: set[tuple[str, str]] = field(default_factory=set)
    bits: dict[tuple[str, str], int] = field(default_factory=dict)

    def make(self) -> None:
        self.bits = {key: 1 << i for i, key in enumerate(self._freezing())}
        for kind in self.model.kinds:
            ways = {name: self._way(kind, action) for name, action in kind.machine.actions.items()}
            kind.steps = {name: way for name, way in ways.items() if way.step}
            kind.births = tuple(way for way in ways.values() if way.action.is_birth and not way.step)
            leaving = [[way for way in ways.values() if state in way.action.from_ and not way.step] for state in kind.states]
            kind.people = tuple(tuple(way for way in of if not way.clock) for of in leaving)
            kind.soon = tuple(tuple(way for way in of if way.clock and way.due is None) for of in leaving)
            kind.due = tuple(tuple(way for way in of if way.due is not None) for of in leaving)
        self.model.outside = tuple(self._outside())
        for (place, name), bit in self.bits.items():
            kind = self.model.kind(place)
            for effect in kind.machine.actions[name].then:
                for role in effect.names if isinstance(effect, Freeze) else ():
                    self.model.freezes.setdefault(role, []).append((kind.depth, kind.frozen or 0, bit))

    def _freezing(self) -> Iterator[tuple[str, str]]:
        for kind in self.model.kinds:
            for action in kind.machine.actions.values():
                if any(isinstance(effect, Freeze) for effect in action.then):
                    yield kind.name, action.name

    def _way(self, kind: KindOf, action: Action) -> Way:
        written = self.written[kind.name, action.name]
        roles = self.model.definition.roles
        offices = tuple(role for role in action.by if role in roles and roles[role].held_in)
        way = Way(
            len(self.model.ways),
            kind.number,
            action,
            _target(kind, action.to),
            _sources(kind, action),
            written.needs,
            quorum=written.quorum,
        )
        way.offices = tuple((role, 2 if action.confirmed_by == role else 1) for role in offices)
        way.open_to = any(role in roles and not roles[role].held_in for role in action.by)
        way.second = action.confirmed_by if action.confirmed_by in roles and roles[str(action.confirmed_by)].held_in else None
        way.clock, way.step = action.by == ("clock",), action.by == ("step",)
        way.due = self._due(kind, action) if way.clock and action.at != "soon" else None
        second_helps = action.confirmed_by is None or way.second is not None
        way.helps = not action.extraordinary and second_helps and (way.clock or way.step or bool(offices))
        way.effects = tuple(self._made(kind, i, effect, action) for i, effect in enumerate(action.then))
        way.sheets = next((sheets for sheets in kind.sheets if sheets.action == action.name), None)
        way.times = kind.times.get(action.name)
        way.inert = all(_is_inert(made) for made in way.effects)
        self._answers(kind, way)
        self.model.ways.append(way)
        return way

    def _due(self, kind: KindOf, action: Action) -> tuple[int, int, int]:
        *above, name, member = str(action.at).split(".")
        place = self.model.kind(above[0]) if above else kind
        window = next(window for window in place.windows if window.name == name)
        return place.depth, window.at, AHEAD if member == "opens" else PAST

    def _answers(self, kind: KindOf, way: Way) -> None:
        """Which values the action's form asks anew, which its sheets renew, and where a freeze forbids the form."""
        action = way.action
        asked = set(kind.machine.forms[action.form].facts) if action.form is not None else set()
        if action.each is None:
            way.fresh = tuple(slot.at for slot in kind.slots if slot.cells.base & asked)
            way.shut = tuple(self._shut(kind, action, asked))
        sheets = {action.name} if action.each else set()
        sheets |= {effect.action for effect in action.then if isinstance(effect, Unseal)}
        way.renewed = tuple(slot.at for slot in kind.slots if slot.cells.base & sheets)

    def _shut(self, kind: KindOf, action: Action, asked: set[str]) -> Iterable[tuple[int, int]]:
        amended = {name for effect in action.then if isinstance(effect, Amend) for name in _facts(kind.machine, effect.names)}
        for (place, name), bit in self.bits.items():
            freezing = self.model.kind(place)
            if freezing.depth <= kind.depth and asked & set(self._frozen(freezing, name, kind)) - amended:
                yield freezing.depth, bit

    def _frozen(self, freezing: KindOf, action: str, kind: KindOf) -> Iterator[str]:
        for effect in freezing.machine.actions[action].then:
            if isinstance(effect, Freeze):
                prefix = "" if freezing is kind else f"{kind.name}."
                own = [name.removeprefix(prefix) for name in effect.names if name.startswith(prefix) and ("." in name) == bool(prefix)]
                yield from _facts(kind.machine, own)

    # ------------------------------------------------------------ effects
    def _made(self, kind: KindOf, i: int, effect: Effect, action: Action) -> Made:
        written = self.written[kind.name, action.name]
        match effect:
            case Do():
                return self._on(kind, effect.on, Made(effect, written.wheres.get(i)))
            case Create():
                below = effect.machine in self.model.run.present
                return Made(effect, kind=self.model.kind(effect.machine).number if below else None)
            case Rank() | Fill():
                return self._ordered(kind, effect, written, i)
            case Extend():
                return Made(effect, bit=next((w.at for w in kind.windows if w.name == effect.window), 0))
            case Freeze():
                return Made(effect, bit=self.bits[kind.name, action.name])
            case Publish():
                return self._publish(kind, effect, written.wheres.get(i))
        return Made(effect)

    def _publish(self, kind: KindOf, effect: Publish, where: Expr | None) -> Made:
        publication = kind.machine.publications[effect.publication]
        of = publication.of or kind.name
        if of not in self.model.run.present or not tells(self.model.definition, kind.machine, publication):
            return Made(effect)
        place = self.model.kind(of)
        return Made(effect, where, place.number, kind.depth, place.number, bit=bool(place.marks))

    def _on(self, kind: KindOf, on: str, made: Made) -> Made:
        """The effect with the cases that `on` names; without them where the run has none."""
        target = set_machine(self.model.definition, kind.name, on)
        if target not in self.model.run.present:
            return Made(made.effect)
        head, _, rest = on.partition(".")
        above = None if on in ("self", "parent") else self.model.kind(head).depth if rest else kind.depth
        number = self.model.kind(str(target)).number
        return replace(made, kind=number if made.kind is None else made.kind, above=above, on=number)

    def _ordered(self, kind: KindOf, effect: Rank | Fill, written: Written, i: int) -> Made:
        holder = self.model.definition.machines[str(set_machine(self.model.definition, kind.name, effect.on))]
        name = effect.ranking if isinstance(effect, Rank) else effect.fill
        of = holder.rankings[name].of if isinstance(effect, Rank) else holder.fills[name].of
        if of not in self.model.run.present:
            return Made(effect)
        place = self.model.kind(of)
        slots = tuple(slot for slot in place.slots if slot.name.partition(".")[0] == name and slot.cells.by == "rank")
        return self._on(kind, effect.on, Made(effect, written.wheres.get(i), place.number, slots=slots))

    # ------------------------------------------------------------ absent machines
    def _outside(self) -> Iterator[Outside]:
        definition, present = self.model.definition, self.model.run.present
        self.helping = helpful(definition)
        for machine in definition.machines.values():
            if machine.name not in present:
                for action in machine.actions.values():
                    for effect in action.then:
                        if isinstance(effect, Do):
                            yield from self._driven(machine, action, effect)

    def _driven(self, machine: Machine, action: Action, effect: Do) -> Iterator[Outside]:
        target = set_machine(self.model.definition, machine.name, effect.on)
        if target in self.model.run.present:
            kind = self.model.kind(str(target))
            steps = tuple(kind.steps[name] for name in effect.actions if name in kind.steps)
            helps = (machine.name, action.name) in self.helping
            yield Outside(machine.name, action.name, kind.number, steps, effect.rest_stays, helps)


def _is_inert(made: Made) -> bool:
    """Whether an effect changes nothing that the run reckons."""
    match made.effect:
        case Do() | Create():
            return made.kind is None
        case Rank() | Fill():
            return not made.slots
        case Extend() | Freeze() | Publish():
            return not made.bit
    return True


def _target(kind: KindOf, to: str) -> int:
    return STAY if to == "stay" else BACK if to == "before" else kind.states.index(to)


def _sources(kind: KindOf, action: Action) -> frozenset[int]:
    return frozenset(i for i, state in enumerate(kind.states) if state in action.from_)


def _facts(machine: Machine, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from machine.forms[name].facts if name in machine.forms else (name,)
