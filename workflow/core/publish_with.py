"""What a publication tells beside its rows: facts, weights, rankings, windows, who serves, changes, counts, explanations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from workflow.core import attributes, show, weights
from workflow.core.definition import FactKind, Machine, Part
from workflow.core.plan import Move, Plan, iso
from workflow.core.showing import pair, shown
from workflow.core.world import Case


def _with_facts(plan: Plan, move: Move, _rows: list[Case]) -> list[Any]:
    machine = plan.world.machine(move.case)
    public = [f for f in machine.facts.values() if not f.personal and f.kind is not FactKind.FILE and move.case.facts.get(f.name)]
    return [{"name": f.name, "words": pair(f.words), "value": pair(shown(plan.world, move.case, f.name))} for f in public]


def _with_scores(plan: Plan, _move: Move, _rows: list[Case]) -> list[Any]:
    return [
        {
            "score": pair(score.words),
            "part": pair(show.label(plan.world.definition, machine, p.name)),
            "weight": p.weight,
            **_setting(plan, machine, p),
        }
        for machine in plan.world.definition.machines.values()
        for score in machine.scores.values()
        for p in score.parts
    ]


def _setting(plan: Plan, machine: Machine, part: Part) -> dict[str, Any]:
    """Which setting gives the weight, where one does."""
    words = weights.setting(plan.world.definition, machine, part)
    return {"setting": pair(words)} if words is not None else {}


def _with_windows(plan: Plan, move: Move, rows: list[Case]) -> list[Any]:
    return [
        {
            "case": case.number,
            "window": pair(plan.world.machine(case).windows[name].words),
            "opens": iso(w.opens) or w.planned_opens,
            "closes": iso(w.closes) or w.planned_closes,
        }
        for case in [move.case, *rows]
        for name, w in case.windows.items()
        if name in plan.world.machine(case).windows
    ]


def _with_committee(plan: Plan, move: Move, rows: list[Case]) -> list[Any]:
    """Everybody who serves at the case or at a published case below it, in published order."""
    seen: dict[tuple[str, int], Any] = {}
    definition = plan.world.definition
    serving = [role for role in definition.roles.values() if role.name in definition.serving]
    for case in [move.case, *rows]:
        for role in serving:
            for member in plan.world.members(case.id, role.name) if case.machine in role.held_in else []:
                seen.setdefault((role.name, member.person), _holder(plan, role.name, member.person, member.deputy, member.attributes))
    return list(seen.values())


def _holder(plan: Plan, role: str, person: int, deputy: bool, held: Mapping[str, str]) -> dict[str, Any]:
    found = plan.world.definition.roles[role]
    return {
        "role": pair(found.words),
        "name": plan.world.source.name(person),
        "deputy": deputy,
        "attributes": [pair(attributes.shown(found.attributes[k], v, plan.world.source.name)) for k, v in held.items() if v],
    }


def _with_changes(plan: Plan, move: Move, _rows: list[Case]) -> list[Any]:
    machine = plan.world.machine(move.case)
    changed = [n for n, old in move.old.items() if old != move.case.facts.get(n) and old]
    return [
        {
            "words": pair(machine.facts[n].words),
            "old": pair(show.fact(plan.world.definition, machine, machine.facts[n], move.old[n], move.case.zone)),
            "new": pair(shown(plan.world, move.case, n)),
        }
        for n in changed
        if machine.facts[n].kind is not FactKind.PERSON
    ]


def _with_counts(plan: Plan, _move: Move, rows: list[Case]) -> dict[str, Any]:
    states = Counter(case.state for case in rows)
    words = {case.state: plan.world.state(case).words.public for case in rows}
    return {"all": len(rows), "states": [{"words": pair(words[s]), "n": n} for s, n in sorted(states.items())]}


def _with_explanations(plan: Plan, move: Move, rows: list[Case]) -> list[Any]:
    result = []
    for case in [move.case, *rows]:
        planned = [(r.clause, r.text) for m in plan.moves if m.case.id == case.id for r in m.reasons if r.public]
        stored = plan.world.source.reasons(case.id) if case.revision > 0 else []
        result += [{"case": case.number, "called": [plan.world.called(case)] * 2, "text": text} for _c, text in [*stored, *planned]]
    return result


def _with_rankings(plan: Plan, move: Move, _rows: list[Case]) -> list[Any]:
    return [
        {
            "ranking": r.name,
            "order": [[d, pair(show.label(plan.world.definition, plan.world.definition.machines[r.of], n))] for d, n in r.order],
        }
        for machine in plan.world.definition.machines.values()
        for r in machine.rankings.values()
    ]


WITH: dict[str, Callable[[Plan, Move, list[Case]], Any]] = {
    "facts": _with_facts,
    "scores": _with_scores,
    "windows": _with_windows,
    "committee": _with_committee,
    "changes": _with_changes,
    "counts": _with_counts,
    "explanations": _with_explanations,
    "rankings": _with_rankings,
}
