"""How a name is read in a state: one function for each name of a machine, made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable

from workflow.core.explore.cells import OPEN
from workflow.core.explore.drafts import Open
from workflow.core.explore.here import Here
from workflow.core.explore.kinds import BEFORE, STATE, KindOf, SlotAt, WindowAt
from workflow.core.explore.model import Model
from workflow.core.language import Expr, Value, evaluate

Reading = Callable[[Here], Value]


class Access(dict[str, Reading]):
    """The names of one kind. A name that the exploration does not carry is not known."""

    def __init__(self, model: Model, kind: KindOf) -> None:
        super().__init__()
        self.model, self.kind = model, kind

    def __missing__(self, name: str) -> Reading:
        self[name] = found = _reading(self.model, self.kind, name)
        return found


def _unknown(here: Here) -> Value:
    return None


def _reading(model: Model, kind: KindOf, name: str) -> Reading:
    if name.startswith("?"):
        return _opened(name, model.drafts.opened[kind.name, name])
    place, rest = (kind, name) if name.startswith("=") else model.place(kind.number, name)
    if (place.name, rest) in model.numbers.settings:
        value = model.numbers.settings[place.name, rest]
        return lambda here: value
    if (place.name, rest) in model.drafts.formulas:
        return _formula(model.drafts.formulas[place.name, rest], place.depth)
    head, _, column = rest.partition(".")
    for window in place.windows:
        if window.name == head:
            return _window(window, column, place.depth)
    for slot in place.slots:
        if slot.name == rest:
            return _slot(slot, place.depth)
    return _always(place, rest)


def _always(place: KindOf, rest: str) -> Reading:
    depth, states, ended = place.depth, place.states, place.ended
    match rest:
        case "state":
            return lambda here: states[here.line[depth].v[STATE]]
        case "before":
            return lambda here: states[here.line[depth].v[BEFORE]]
        case "ended":
            return lambda here: ended[here.line[depth].v[STATE]]
        case "paused":
            return lambda here: any(case.kind.pausing[case.v[STATE]] for case in here.line[: depth + 1])
    return _unknown


def _formula(expr: Expr, depth: int) -> Reading:
    return lambda here: evaluate(expr, here.above(depth))


def _window(window: WindowAt, column: str, depth: int) -> Reading:
    at = window.at
    found: dict[str, tuple[Value, ...]] = {
        "open": (False, True, False, False, False),
        "closed": (None, False, True, True, True),
        "kept": (None, None, False, True, False),
    }
    values = found[column]
    return lambda here: values[here.line[depth].v[at]]


def _slot(slot: SlotAt, depth: int) -> Reading:
    at, cells = slot.at, slot.cells

    def read(here: Here) -> Value:
        given = here.line[depth].v[at]
        if given == OPEN or (at in here.fresh and len(here.line) == depth + 1):
            given = here.picker.pick((here.path[:depth], at), cells.choices)
            here.picker.loose |= cells.loose
        value: Value = cells.values[given]
        return value

    return read


def _opened(name: str, part: Open) -> Reading:
    def read(here: Here) -> Value:
        likely = _likely(here, part)
        picked = here.picker.pick((here.path, name), 2)
        here.picker.loose |= part.why == "beyond" or (part.why != "typed" and picked == 1)
        return likely is not bool(picked)

    return read


def _likely(here: Here, part: Open) -> bool:
    """What is sure to be possible: different people, and nothing in a set that this run leaves out."""
    if part.empty is not None:
        return evaluate(part.empty, here) is True
    return part.why != "person" or " != " in part.source.source
