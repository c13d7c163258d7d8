"""Which values the ways out of a state read: what must be settled there, and what nobody can ever ask again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workflow.core.definition import Fill, Rank
from workflow.core.explore.kinds import BACK, BEFORE, STAY, KindOf, Need, SheetsAt, Way
from workflow.core.explore.liveness import Asked, rest
from workflow.core.explore.model import Model
from workflow.core.language import Expr, SetExpr, Value, walk
from workflow.core.language.nodes import Able, In, Literal, Name, Times


@dataclass(frozen=True, slots=True)
class Read:
    """A position that is read. `above`: on the members of a set below this depth, else on the case itself or one above it."""

    kind: KindOf
    at: int
    choices: int = 0
    loose: bool = False
    above: int | None = None
    only_open: bool = False


def settle_reads(model: Model) -> None:
    """Fill in, for each state of each kind, what it needs settled, what is neutral, and which roles it uses."""
    asked = {kind.number: Asked([set() for _ in kind.states]) for kind in model.kinds}
    needs: dict[int, list[dict[Need, None]]] = {kind.number: [{} for _ in kind.states] for kind in model.kinds}
    uses: dict[int, list[set[str]]] = {kind.number: [set() for _ in kind.states] for kind in model.kinds}
    for way in model.ways:
        kind = model.kinds[way.kind]
        found = list(dict.fromkeys(_reads_of_way(model, kind, way)))
        states = sorted(way.sources)
        way.reads = max((_reach(model, kind, kind, guard) for guard in way.guards), default=0)
        for read in found:
            if read.kind is kind and read.above is None:
                if read.at not in way.fresh:
                    asked[kind.number].read(way, read.at, {state: i for i, state in enumerate(kind.states)})
            elif read.only_open:
                for state in _inside(read):
                    asked[read.kind.number].always[state].add(read.at)
            elif read.above == kind.depth and kind.number != read.kind.number and not way.action.is_birth:
                asked[read.kind.number].above.setdefault(read.at, {}).setdefault(kind.number, set()).update(way.sources)
            else:
                asked[read.kind.number].elsewhere.add(read.at)
        _note_needs(model, kind, way, found, needs)
        for state in states:
            uses[kind.number][state] |= set(_roles(way))
    for kind in model.kinds:
        for state, pausing in enumerate(kind.pausing):
            asked[kind.number].always[state] |= {BEFORE} if pausing else set()
        kind.needs = tuple(tuple(found) for found in needs[kind.number])
        kind.uses = tuple(frozenset(roles) for roles in uses[kind.number])
        rest(model, kind, asked[kind.number])
        kind.merged = tuple(_merged(model, kind))
        kind.plain = tuple(frozenset(_plain(kind, state)) for state in range(len(kind.states)))


def _reach(model: Model, own: KindOf, kind: KindOf, expr: Expr) -> int:
    """How far a guard of `own` looks: 0 at the case and those above, 1 right below it, 2 further below, 3 at what lies below those above."""
    found = 0
    if isinstance(expr, Name):
        place, rest = (kind, expr.name) if expr.name[0] in "?=" else model.place(kind.number, expr.name)
        inner = model.drafts.formulas.get((place.name, rest))
        if expr.name.startswith("?"):
            inner = model.drafts.opened[kind.name, expr.name].empty
        found = _reach(model, own, place, inner) if inner is not None else 0
    elif isinstance(expr, SetExpr) and (cases := model.set_of(kind.number, expr.set)) is None:
        return 0
    elif isinstance(expr, SetExpr) and cases is not None:
        kind = model.kinds[cases[1]]
        found = 3 if cases[0] < own.depth else 1 if kind.depth == own.depth + 1 else 2
    return max(found, *(_reach(model, own, kind, part) for part in expr.parts), 0)


def _inside(read: Read) -> frozenset[int]:
    """Only in these states a window can be open; elsewhere it makes no difference why it is not."""
    return next(window.inside for window in read.kind.windows if window.at == read.at)


def _note_needs(model: Model, kind: KindOf, way: Way, found: Iterable[Read], needs: dict[int, list[dict[Need, None]]]) -> None:
    place, states = kind, sorted(way.sources)
    if way.action.is_birth:
        above = next((other for other in model.kinds if kind.number in other.children), None)
        if above is None:
            return
        place, states = above, [i for i, ended in enumerate(above.ended) if not ended]
    for read in found:
        mine = read.kind is kind and read.above is None
        if read.choices and not (mine and (read.at in way.fresh or way.action.is_birth)):
            depth = read.above if read.above is not None else read.kind.depth
            need = Need(depth, read.at, read.choices, read.loose, read.kind.number if read.above is not None else None)
            for state in states:
                needs[place.number][state][need] = None


def _roles(way: Way) -> Iterator[str]:
    yield from (role for role, _ in way.offices)
    if way.second is not None:
        yield way.second
    for guard in way.guards:
        yield from _asked_able(guard)


def _asked_able(expr: Expr) -> Iterator[str]:
    if isinstance(expr, Able):
        yield expr.role
    for part in expr.parts:
        yield from _asked_able(part)


# ------------------------------------------------------------ what is read
def _reads_of_way(model: Model, kind: KindOf, way: Way) -> Iterator[Read]:
    for guard in way.guards:
        yield from reads(model, kind, guard)
    for made in way.effects:
        holder = model.kinds[made.on] if made.on is not None else kind
        ordered = isinstance(made.effect, Rank | Fill)
        if made.where is not None and made.kind is not None:
            target, this = model.kinds[made.kind], holder if ordered else kind
            above = holder.depth if ordered and made.above is None else made.above
            below = above if above is not None and target.depth > above else None
            yield from (_within(read, target, below) for read in reads(model, target, made.where, this))
    if way.due is not None:
        yield Read(_at_depth(model, kind, way.due[0]), way.due[1])
    if way.sheets is not None:
        yield Read(kind, way.sheets.at)
    if way.to == BACK:
        yield Read(kind, BEFORE)
    for role in _roles(way):
        yield from _levels(model, kind, role)


def _within(read: Read, target: KindOf, above: int | None) -> Read:
    """What the condition of an effect reads on each case that it may move."""
    if above is None or read.above is not None or read.kind.depth <= above:
        return read
    return Read(read.kind, read.at, read.choices, read.loose, above)


def reads(model: Model, kind: KindOf, expr: Expr, this: KindOf | None = None, above: int | None = None) -> Iterator[Read]:
    """Positions that a rewritten expression reads on a case of `kind`; with `above`, a member of a set below that depth."""
    if isinstance(expr, Name):
        yield from _name(model, this if expr.of_this and this is not None else kind, expr, None if expr.of_this else above)
    if isinstance(expr, Able):
        yield from _levels(model, kind, expr.role)
    if isinstance(expr, Times):
        yield Read(kind, kind.times[expr.action][0], above=above)
    if not isinstance(expr, SetExpr):
        for part in expr.parts:
            yield from reads(model, kind, part, this, above)
        return
    found = model.set_of(kind.number, expr.set)
    if found is not None:
        for part in expr.parts:
            yield from reads(model, model.kinds[found[1]], part, this or kind, found[0])
    yield from (read for sheets in kind.sheets if sheets.action == expr.set for read in _sheets(kind, sheets, above))


def _sheets(kind: KindOf, sheets: SheetsAt, above: int | None) -> Iterator[Read]:
    yield Read(kind, sheets.at, above=above)
    if sheets.contents is not None:
        yield Read(kind, sheets.contents, len(sheets.said), above=above)


def _name(model: Model, kind: KindOf, name: Name, above: int | None) -> Iterator[Read]:
    if name.name.startswith("?"):
        empty = model.drafts.opened[kind.name, name.name].empty
        if empty is not None:
            yield from reads(model, kind, empty, above=above)
        return
    place, rest = (kind, name.name) if name.name.startswith("=") else model.place(kind.number, name.name)
    set_above = above if above is not None and place.depth > above else None
    if (place.name, rest) in model.drafts.formulas:
        yield from reads(model, place, model.drafts.formulas[place.name, rest], above=set_above)
        return
    if rest == "before":
        yield Read(place, BEFORE, above=set_above)
    head, _, column = rest.partition(".")
    yield from (Read(place, w.at, above=set_above, only_open=column == "open") for w in place.windows if w.name == head)
    for slot in place.slots:
        if slot.name == rest:
            yield Read(place, slot.at, slot.cells.choices, slot.cells.loose, set_above)


def _levels(model: Model, kind: KindOf, role: str) -> Iterator[Read]:
    for depth in range(kind.depth + 1):
        place = _at_depth(model, kind, depth)
        if role in place.levels:
            yield Read(place, place.levels[role])


def _at_depth(model: Model, kind: KindOf, depth: int) -> KindOf:
    return kind if depth == kind.depth else model.kind(model.definition.ancestors(kind.name)[kind.depth - depth - 1])


# ------------------------------------------------------------ which states are one
def _merged(model: Model, kind: KindOf) -> Iterator[int]:
    """Ends that no guard names are one."""
    exprs = [*(expr for way in model.ways for expr in _exprs(way)), *model.drafts.formulas.values()]
    exprs += [part.empty for part in model.drafts.opened.values() if part.empty is not None]
    named = {value for expr in exprs for value in _texts(expr)}
    plain = [i for i, state in enumerate(kind.states) if kind.ended[i] and state not in named]
    yield from (plain[0] if i in plain else i for i in range(len(kind.states)))


def _exprs(way: Way) -> Iterator[Expr]:
    yield from way.guards
    yield from (made.where for made in way.effects if made.where is not None)


def _texts(expr: Expr) -> Iterator[Value]:
    for node in walk(expr):
        yield from (value.value for value in (node.values if isinstance(node, In) else (node,)) if isinstance(value, Literal))


def _plain(kind: KindOf, state: int) -> Iterator[int]:
    """Ways after which all is as before, or as after another that is always open and helps no more."""
    dead = {at for at, _ in kind.neutral[state]}
    people = [way for way in kind.people[state] if way.inert and way.action.each is None]
    for way in people:
        if way.to == STAY and way.times is None and set(way.fresh) | set(way.renewed) <= dead:
            yield way.number
    ending = [way for way in people if way.to >= 0 and kind.ended[way.to] and not way.helps and not way.fresh]
    first = {kind.merged[way.to]: way for way in reversed(ending) if way.open_to and not way.guards and not way.shut}
    for way in ending:
        other = first.get(kind.merged[way.to])
        if other is not None and other is not way and other.action.while_paused >= way.action.while_paused:
            yield way.number
