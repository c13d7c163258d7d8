"""What only a case can tell is asked at its steps: rules of a pack become conditions of the actions that they concern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from workflow.core.definition import Action, Clause, Definition, Freeze, Machine, Publish
from workflow.core.language import Expr
from workflow.core.language.nodes import Literal
from workflow.core.language.types import YES_NO
from workflow.core.packs.bind import places, read, source_of
from workflow.core.packs.judge import condition_of, judge
from workflow.core.packs_shape import Asked, Rule, UsedPack
from workflow.core.words import Text

Joined = dict[tuple[str, str], list[Clause]]
NEVER: Expr = Literal(YES_NO, "no", False)
_BROKEN = Text("{words} ({why})", "{words} ({why})")


def without(definition: Definition) -> Definition:
    """The definition as it stood before `join`, with conditions of its own only."""
    return replace(definition, machines={name: _own(machine) for name, machine in definition.machines.items()})


def _own(machine: Machine) -> Machine:
    actions = {name: replace(a, needs=tuple(c for c in a.needs if c.rule is None)) for name, a in machine.actions.items()}
    return replace(machine, actions=actions)


def join(definition: Definition) -> Definition:
    """The definition with the conditions of its packs; they come after its own, so that reasons keep their places."""
    joined: Joined = {}
    for used in definition.packs:
        for rule in used.pack.rules.values():
            if rule.severity != "note" and rule.name not in used.waived:
                _join(definition, used, rule, joined)
    for verdict in judge(definition):
        if (
            verdict.status == "asked"
            and not isinstance(verdict.rule.body, Asked)
            and condition_of(definition, verdict.used, verdict.rule) is None
        ):
            words = verdict.rule.words if verdict.why is None else _BROKEN.fill(words=verdict.rule.words, why=verdict.why)
            for place in announcing(definition):
                joined.setdefault(place, []).append(_clause(verdict.used, verdict.rule, "no", NEVER, words))
    return (
        replace(definition, machines={name: _with(machine, joined) for name, machine in definition.machines.items()})
        if joined
        else definition
    )


def _join(definition: Definition, used: UsedPack, rule: Rule, joined: Joined) -> None:
    if isinstance(rule.body, Asked):
        source = source_of(used, rule.body.that)
        for machine, action in asked_at(definition, used, rule):
            if (expr := read(definition, machine.name, source)) is not None:
                joined.setdefault((machine.name, action.name), []).append(_clause(used, rule, source, expr, rule.words))
    elif (found := condition_of(definition, used, rule)) is not None:
        machine_name, source, expr = found
        for place in announcing(definition):
            if place[0] == machine_name:
                joined.setdefault(place, []).append(_clause(used, rule, source, expr, rule.words))


def asked_at(definition: Definition, used: UsedPack, rule: Rule) -> Iterator[tuple[Machine, Action]]:
    """Where a condition is asked; the clock and steps give no reasons, so a rule that may be explained is asked of people alone."""
    if not isinstance(rule.body, Asked):
        return
    source = source_of(used, rule.body.that)
    for machine, action in places(definition, used, rule.body.at):
        if rule.severity == "explain" and action.by in (("clock",), ("step",)):
            continue
        if read(definition, machine.name, source) is not None:
            yield machine, action


def announcing(definition: Definition) -> list[tuple[str, str]]:
    """The steps by which people bind themselves in the root: those that freeze, else those that publish, else its births."""
    root = definition.root
    by_people = [a for a in root.actions.values() if a.by not in (("clock",), ("step",))]
    for effect in (Freeze, Publish):
        found = [a.name for a in by_people if any(isinstance(e, effect) for e in a.then) and not a.extraordinary]
        if found:
            return [(root.name, name) for name in (found if effect is Freeze else found[:1])]
    return [(root.name, a.name) for a in by_people if a.is_birth]


def _clause(used: UsedPack, rule: Rule, source: str, expr: Expr, words: Text) -> Clause:
    explain = "public" if rule.severity == "explain" else None
    return Clause(source, expr, None, words, rule.basis, explain, (), f"{used.pack.name}.{rule.name}")  # type: ignore[arg-type]


def _with(machine: Machine, joined: Mapping[tuple[str, str], list[Clause]]) -> Machine:
    actions = {
        name: replace(action, needs=(*action.needs, *joined.get((machine.name, name), ()))) for name, action in machine.actions.items()
    }
    return replace(machine, actions=actions)
