"""Snapshots: what a publication shows to whom, minutes, and the blanks of letters. Generated from the record, never typed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workflow.core import show
from workflow.core.definition import Entry, FactKind, Machine, Publication
from workflow.core.fields import Items
from workflow.core.language import evaluate
from workflow.core.plan import Move, Plan, iso, put
from workflow.core.record import canonical
from workflow.core.view import CaseView
from workflow.core.words import Text, same
from workflow.core.world import Case, World

Pair = list[str]


def pair(text: Text) -> Pair:
    return [text.id, text.en]


def called(world: World, case: Case) -> Text:
    """What a case is called on pages, the same in both languages."""
    return same(world.called(case))


def shown(world: World, case: Case, name: str) -> Text:
    """The value of a name on a case, as text for people."""
    machine = world.machine(case)
    head, _, rest = name.partition(".")
    if rest and head in world.definition.machines:
        return shown(world, world.ancestor(case, head), rest)
    if name == "number":
        return same(case.number)
    if name == "state":
        return machine.states[case.state].words.public
    if name in machine.facts:
        return _fact(world, machine, case, name)
    if rest in ("tied", "taken", "tied_at_cut"):
        return Text("Ya", "Yes") if (case.facts.get(name) or [None])[0] and case.facts[name][0].n else Text("Tidak", "No")
    if rest == "decided_by":
        items = case.facts.get(name)
        return show.label(world.definition, machine, items[0].s or "") if items else same("")
    return _number(machine, case.facts.get(name), name, ranked=bool(rest))


def _number(machine: Machine, items: Items | None, name: str, *, ranked: bool) -> Text:
    if not items or items[0].n is None:
        return show.UNKNOWN
    return same(str(items[0].n)) if ranked else show.points(items[0].n, show.places_of(machine, name))


def _fact(world: World, machine: Machine, case: Case, name: str) -> Text:
    fact = machine.facts[name]
    if fact.kind is FactKind.PERSON:
        items = case.facts.get(name)
        return same(world.source.name(items[0].n)) if items and items[0].n is not None else show.UNKNOWN
    if fact.formula is not None:
        value = CaseView(world, case).value(name)
        return show.UNKNOWN if value is None else same(str(value))
    return show.fact(world.definition, machine, fact, case.facts.get(name), case.zone)


# ------------------------------------------------------------------ publications
def publish(plan: Plan, move: Move, name: str) -> None:
    """Snapshot a publication of the moving case as a row; its hash stands in the event."""
    publication = plan.world.machine(move.case).publications[name]
    body = {role: _for_role(plan, move, publication, role, entries) for role, entries in publication.to.items()}
    text = canonical(body)
    digest = hashlib.sha256(text.encode()).hexdigest()
    move.pub.setdefault("published", []).append({"name": name, "sha256": digest})
    values = {
        "case_id": move.case.id,
        "root": move.case.root,
        "revision": move.revision,
        "name": name,
        "at": iso(plan.now),
        "body": text,
        "sha256": digest,
    }
    move.also.append(put("publications", {"id": plan.fresh()}, values))


def preview(plan: Plan, case: Case, name: str) -> Mapping[str, Any]:
    """What the publication would show now, by role, in the shape of a publication's body; the plan keeps nothing of it."""
    publication = plan.world.machine(case).publications[name]
    move = Move(case, case.revision + 1, "", "", None, case.state, case.state, case.round)
    return {role: _for_role(plan, move, publication, role, entries) for role, entries in publication.to.items()}


def _for_role(plan: Plan, move: Move, publication: Publication, role: str, entries: Sequence[Entry]) -> dict[str, Any]:
    machine_name = publication.of or move.case.machine
    machine = plan.world.definition.machines[machine_name]
    names = [name for entry in entries for name in entry.names]
    rows = _rows(plan, move.case, publication)
    body: dict[str, Any] = {
        "columns": [{"name": name, "words": pair(show.label(plan.world.definition, machine, name))} for name in names],
        "rows": [_row(plan, case, entries) for case in rows],
    }
    if "public" not in publication.to or role == "public" or plan.world.definition.roles[role].is_ == "anyone":
        body["with"] = {kind: _WITH[kind](plan, move, rows) for kind in publication.with_}
    return body


def _rows(plan: Plan, case: Case, publication: Publication) -> list[Case]:
    if publication.of is None:
        return [case]
    found = [
        c
        for c in plan.world.descendants(case, publication.of)
        if publication.where is None or evaluate(publication.where, plan.view(c)) is True
    ]
    for direction, name in reversed(publication.order):
        found.sort(key=_sort_key(plan, name), reverse=direction == "highest")
    return found


def _sort_key(plan: Plan, name: str) -> Callable[[Case], tuple[bool, Any]]:
    def key(case: Case) -> tuple[bool, Any]:
        value = plan.view(case).value(name)
        return (value is None, "" if value is None else value.casefold() if isinstance(value, str) else value)

    return key


def _row(plan: Plan, case: Case, entries: Sequence[Entry]) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for entry in entries:
        if entry.when is None or evaluate(entry.when, plan.view(case)) is True:
            for name in entry.names:
                if (text := _cell(plan.world, case, name)) is not None:
                    cells[name] = pair(text)
    return {"case": case.number, "state": case.state, "cells": cells}


def _cell(world: World, case: Case, name: str) -> Text | None:
    machine = world.machine(case)
    head, _, rest = name.partition(".")
    if rest and head in machine.actions:
        return sheets_text(world, case, head, rest)
    if name in machine.facts and machine.facts[name].formula is None and not case.facts.get(name):
        return None
    return shown(world, case, name)


def sheets_text(world: World, case: Case, action: str, fact: str) -> Text | None:
    """What the sheets say of one fact: each sheet a line, without the names of who gave it."""
    machine = world.machine(case)
    lines = [
        show.fact(world.definition, machine, machine.facts[fact], sheet.facts.get(fact), case.zone)
        for sheet in world.sheets(case, machine.actions[action])
    ]
    lines = list(dict.fromkeys(lines))
    return Text("\n".join(t.id for t in lines), "\n".join(t.en for t in lines)) if lines else None


def _with_facts(plan: Plan, move: Move, _rows: list[Case]) -> list[Any]:
    machine = plan.world.machine(move.case)
    public = [f for f in machine.facts.values() if not f.personal and f.kind is not FactKind.FILE and move.case.facts.get(f.name)]
    return [{"name": f.name, "words": pair(f.words), "value": pair(shown(plan.world, move.case, f.name))} for f in public]


def _with_scores(plan: Plan, _move: Move, _rows: list[Case]) -> list[Any]:
    return [
        {"score": pair(score.words), "part": pair(show.label(plan.world.definition, machine, p.name)), "weight": p.weight}
        for machine in plan.world.definition.machines.values()
        for score in machine.scores.values()
        for p in score.parts
    ]


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
    ]


def _with_committee(plan: Plan, move: Move, rows: list[Case]) -> list[Any]:
    """Everybody who holds a role at the case or at a published case below it, in published order."""
    seen: dict[tuple[str, int], Any] = {}
    for case in [move.case, *rows]:
        for role in plan.world.definition.roles.values():
            for member in plan.world.members(case.id, role.name) if case.machine in role.held_in else []:
                seen.setdefault((role.name, member.person), _holder(plan, role.name, member.person, member.deputy, member.attributes))
    return list(seen.values())


def _holder(plan: Plan, role: str, person: int, deputy: bool, attributes: Mapping[str, str]) -> dict[str, Any]:
    found = plan.world.definition.roles[role]
    return {
        "role": pair(found.words),
        "name": plan.world.source.name(person),
        "deputy": deputy,
        "attributes": [pair(found.attributes[k].words.get(v, same(v))) for k, v in attributes.items() if v],
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
        result += [{"case": case.number, "called": pair(called(plan.world, case)), "text": text} for _c, text in [*stored, *planned]]
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


_WITH: dict[str, Callable[[Plan, Move, list[Case]], Any]] = {
    "facts": _with_facts,
    "scores": _with_scores,
    "windows": _with_windows,
    "committee": _with_committee,
    "changes": _with_changes,
    "counts": _with_counts,
    "explanations": _with_explanations,
    "rankings": _with_rankings,
}
