"""Bound names: what a pack speaks of, found in a definition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflow.core.definition import Action, Definition, Effect, Machine, Ranking, Score, Window
from workflow.core.language import Expr, Kind, LanguageError, parse
from workflow.core.names import scope
from workflow.core.packs_shape import UsedPack
from workflow.core.parts import Phase
from workflow.core.parts_effects import DrawUp, Extend, Fill, Freeze, Publish, Rank, Unseal

EFFECTS: dict[str, type[Effect]] = {
    "freeze": Freeze, "publish": Publish, "unseal": Unseal, "rank": Rank, "fill": Fill, "minutes": DrawUp, "extend": Extend,
}  # fmt: skip
"""The effects at which a rule can be asked."""
_QUOTED = re.compile(r"('[^']*'|\"[^\"]*\")")
_WORD = re.compile(r"(?<![\w.])[a-z][a-z0-9_]*")


def source_of(used: UsedPack, text: str) -> str:
    """The condition with bound names put in: an expression in brackets, a name as it is called here."""
    expressions = {name for name, kind in used.pack.binds.items() if kind in ("number", "yes_no")}

    def put(match: re.Match[str]) -> str:
        name = match.group()
        given = used.given.get(name)
        return name if given is None else f"({given})" if name in expressions else given

    return "".join(part if i % 2 else _WORD.sub(put, part) for i, part in enumerate(_QUOTED.split(text)))


def read(definition: Definition, machine: str, source: str, expect: Kind = Kind.YES_NO) -> Expr | None:
    """The condition as a case of `machine` reads it; None where its names do not stand there."""
    try:
        return parse(source, scope(definition, machine), expect)
    except LanguageError:
        return None


def places(definition: Definition, used: UsedPack, at: str) -> Iterator[tuple[Machine, Action]]:
    """The actions of `at`: those with that effect, that enter that phase, or of that (bound) name."""
    wanted = used.meant(at)
    for machine in definition.machines.values():
        for action in machine.actions.values():
            if _is_at(machine, action, wanted):
                yield machine, action


def _is_at(machine: Machine, action: Action, at: str) -> bool:
    if at in EFFECTS:
        return any(isinstance(effect, EFFECTS[at]) for effect in action.then)
    if at in set(Phase):
        return enters(machine, action, Phase(at))
    return at in (action.name, f"{machine.name}.{action.name}")


def enters(machine: Machine, action: Action, phase: Phase) -> bool:
    """Whether the action brings a case into the phase from outside."""
    target = machine.states.get(action.to)
    if target is None or target.phase is not phase:
        return False
    return action.is_birth or any(machine.states[s].phase is not phase for s in action.from_)


def score_of(definition: Definition, used: UsedPack, name: str) -> tuple[Machine, Score] | None:
    return next(((m, m.scores[n]) for m, n in _named(definition, used.meant(name)) if n in m.scores), None)


def ranking_of(definition: Definition, used: UsedPack, name: str) -> tuple[Machine, Ranking] | None:
    return next(((m, m.rankings[n]) for m, n in _named(definition, used.meant(name)) if n in m.rankings), None)


def window_of(definition: Definition, used: UsedPack, name: str) -> tuple[Machine, Window] | None:
    return next(((m, m.windows[n]) for m, n in _named(definition, used.meant(name)) if n in m.windows), None)


def _named(definition: Definition, path: str) -> Iterator[tuple[Machine, str]]:
    """`name` on every machine, or `machine.name` on one."""
    head, _, rest = path.partition(".")
    for machine in definition.machines.values():
        if not rest or machine.name == head:
            yield machine, rest or head


def misbound(definition: Definition, used: UsedPack) -> Iterator[tuple[str, str]]:
    """(bound name, what is wrong): names that the definition does not have, and those it does not bind."""
    for name in used.given.keys() - used.pack.binds.keys():
        yield name, f'the pack "{used.pack.name}" binds no "{name}"; it binds {", ".join(used.pack.binds) or "nothing"}'
    for name, kind in used.pack.binds.items():
        if name not in used.given:
            yield name, f'the pack "{used.pack.name}" speaks of "{name}" ({kind}): add it under `with`'
        elif not _fits(definition, used.given[name], kind):
            yield name, f'"{used.given[name]}" is no {kind.replace("_", " ")} of this definition'


def _fits(definition: Definition, given: str, kind: str) -> bool:
    match kind:
        case "role":
            return given in definition.roles
        case "machine":
            return given in definition.machines
        case "number" | "yes_no":
            return any(read(definition, m, given, Kind(kind)) is not None for m in definition.machines)
    return any(name in _things(machine, kind) for machine, name in _named(definition, given))


def _things(machine: Machine, kind: str) -> set[str]:
    match kind:
        case "part":
            return {part.name for score in machine.scores.values() for part in score.parts}
        case "fact":
            return set(machine.facts)
        case "action":
            return set(machine.actions)
        case "window":
            return set(machine.windows)
        case "score":
            return set(machine.scores)
    return set(machine.rankings)
