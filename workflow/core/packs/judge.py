"""Is a definition as its rule packs say? Each rule gives a verdict; what depends on settings is left to the steps that ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from workflow.core.definition import Definition
from workflow.core.language import Expr, Kind, names_of
from workflow.core.language.nodes import Compare, Literal
from workflow.core.language.types import YES_NO
from workflow.core.packs import judge_course, judge_results
from workflow.core.packs.bind import places, ranking_of, read, source_of
from workflow.core.packs.found import Broken
from workflow.core.packs_shape import Answer, Apart, Asked, Lasts, Never, Order, Ranks, Rule, Shows, UsedPack, Verdict, Weights
from workflow.core.words import Text

NOWHERE = Text("tidak ada langkah yang dapat menanyakannya", "no step can ask it")
_AT = Text("ditanyakan saat: {steps}", "asked at: {steps}")


def judge(definition: Definition) -> Iterator[Verdict]:
    """A verdict for each rule of each pack that the definition uses."""
    for used in definition.packs:
        for rule in used.pack.rules.values():
            yield _judged(definition, used, rule)


def _judged(definition: Definition, used: UsedPack, rule: Rule) -> Verdict:
    if rule.name in used.waived:
        return Verdict(used, rule, "waived", used.waived[rule.name].reason)
    if isinstance(rule.body, Asked):
        return _asked(definition, used, rule)
    if condition_of(definition, used, rule) is not None:
        return Verdict(used, rule, "asked")
    broken = next(iter(_SHAPES[type(rule.body)](definition, used, rule)), None)
    if broken is None:
        return Verdict(used, rule, "kept")
    status = {"block": "broken", "explain": "asked", "note": "noted"}[rule.severity]
    return Verdict(used, rule, status, broken.why, broken.path)  # type: ignore[arg-type]


def _asked(definition: Definition, used: UsedPack, rule: Rule) -> Verdict:
    body = rule.body
    assert isinstance(body, Asked)  # noqa: S101 - told apart by the caller
    source = source_of(used, body.that)
    people = rule.severity == "explain"
    found = [
        action.words
        for machine, action in places(definition, used, body.at)
        if read(definition, machine.name, source) is not None and not (people and action.by in (("clock",), ("step",)))
    ]
    if not found:
        return Verdict(used, rule, "broken" if rule.severity == "block" else "noted", NOWHERE)
    steps = Text(", ".join(f"“{w.id}”" for w in found), ", ".join(f"“{w.en}”" for w in found))
    return Verdict(used, rule, "asked", _AT.fill(steps=steps))


def condition_of(definition: Definition, used: UsedPack, rule: Rule) -> tuple[str, str, Expr] | None:
    """A rule about how many a ranking takes, where a setting says so: the machine, and the condition on that setting."""
    body = rule.body
    if not isinstance(body, Ranks) or body.take is None:
        return None
    found = ranking_of(definition, used, body.ranking)
    if found is None or any(judge_results.ranks_otherwise(found, used, body)):
        return None
    holder, ranking = found
    wanted = read(definition, holder.name, source_of(used, body.take), Kind.NUMBER)
    heads = {name.partition(".")[0] for name in names_of(ranking.take)}
    settings = bool(heads) if holder is definition.root else heads == {definition.root.name}
    if wanted is None or not isinstance(wanted, Literal) or not settings:
        return None
    source = f"{ranking.take.source.replace(definition.root.name + '.', '')} == {wanted.source}"
    expr = read(definition, definition.root.name, source)
    return (definition.root.name, source, expr) if expr is not None and isinstance(expr, Compare) and expr.type == YES_NO else None


_SHAPES: dict[type, Callable[[Definition, UsedPack, Any], Iterator[Broken]]] = {
    Order: judge_course.order,
    Never: judge_course.never,
    Answer: judge_course.answer,
    Lasts: judge_course.lasts,
    Apart: judge_course.apart,
    Weights: judge_results.weights,
    Ranks: judge_results.ranks,
    Shows: judge_results.shows,
}
