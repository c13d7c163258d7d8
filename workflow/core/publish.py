"""Snapshots: what a publication shows to whom, minutes, and the blanks of letters. Generated from the record, never typed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workflow.core import show
from workflow.core.definition import Entry, Publication
from workflow.core.fields import Items
from workflow.core.language import Kind, evaluate
from workflow.core.language.whole import half_away
from workflow.core.names import case_names
from workflow.core.plan import Move, Plan, iso, put
from workflow.core.publish_with import WITH
from workflow.core.record import canonical
from workflow.core.scoring import PLACES
from workflow.core.showing import pair, sheets_text, shown
from workflow.core.values import kept
from workflow.core.words import Text
from workflow.core.world import Case, World


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
    id = plan.fresh()
    move.also.append(put("publications", {"id": id}, values))
    if publication.figures:
        _lend(plan, move, publication, id)


def _lend(plan: Plan, move: Move, publication: Publication, id: int) -> None:
    """Keep the values that other processes may take, of each row that shows them to anybody."""
    shared = {"process": plan.world.definition.process, "name": publication.name, "at": iso(plan.now)}
    for ordinal, case in enumerate(_rows(plan, move.case, publication)):
        shown_to = {name: role for role, entries in publication.to.items() for name in _names(plan, move.case, case, entries)}
        for name in (n for n in publication.figures if n in shown_to):
            public = any(name in _names(plan, move.case, case, e) for r, e in publication.to.items() if _is_anyone(plan, r))
            for item in _figure(plan, case, name):
                key = {"publication": id, "ordinal": ordinal, "fact": name}
                values = {"n": item.n, "s": item.s, "d": item.d.isoformat() if item.d else None, "m": iso(item.m)}
                move.also.append(put("figures", key, {**shared, "owner": case.owner, "public": public, **values}))


def _is_anyone(plan: Plan, role: str) -> bool:
    return plan.world.definition.roles[role].is_ == "anyone"


def _figure(plan: Plan, case: Case, name: str) -> Items:
    """The value as a figure keeps it: a number with six decimals, whatever it was."""
    type_, value = case_names(plan.world.definition, case.machine)[name], plan.view(case).value(name)
    if type_.kind is Kind.NUMBER and isinstance(value, int):
        shift = PLACES - type_.places
        value = value * 10**shift if shift >= 0 else half_away(value, 10**-shift)
    return kept(type_, value)


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
        "rows": [_row(plan, move.case, case, entries) for case in rows],
    }
    if "public" not in publication.to or role == "public" or plan.world.definition.roles[role].is_ == "anyone":
        body["with"] = {kind: WITH[kind](plan, move, rows) for kind in publication.with_}
    return body


def _rows(plan: Plan, case: Case, publication: Publication) -> list[Case]:
    if publication.of is None:
        return [case]
    found = [
        c
        for c in plan.world.descendants(case, publication.of)
        if publication.where is None or evaluate(publication.where, plan.view(c), plan.view(case)) is True
    ]
    here = plan.view(case)
    for key in reversed([o for o in publication.order if o.when is None or evaluate(o.when, here) is True]):
        found.sort(key=_sort_key(plan, key.name), reverse=key.direction == "highest")
    return found


def _sort_key(plan: Plan, name: str) -> Callable[[Case], tuple[bool, Any]]:
    def key(case: Case) -> tuple[bool, Any]:
        value = plan.view(case).value(name)
        return (value is None, "" if value is None else value.casefold() if isinstance(value, str) else value)

    return key


def _row(plan: Plan, holder: Case, case: Case, entries: Sequence[Entry]) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name in _names(plan, holder, case, entries):
        if (text := _cell(plan.world, case, name)) is not None:
            cells[name] = pair(text)
    return {"case": case.number, "state": case.state, "cells": cells}


def _names(plan: Plan, holder: Case, case: Case, entries: Sequence[Entry]) -> list[str]:
    """The names that a row shows; `when` is read on the row, `this` is the case that publishes."""
    shows = [e for e in entries if e.when is None or evaluate(e.when, plan.view(case), plan.view(holder)) is True]
    return [name for entry in shows for name in entry.names]


def _cell(world: World, case: Case, name: str) -> Text | None:
    machine = world.machine(case)
    head, _, rest = name.partition(".")
    if rest and head in machine.actions:
        return sheets_text(world, case, head, rest)
    if name in machine.facts and machine.facts[name].is_asked and not case.facts.get(name):
        return None
    return shown(world, case, name)
