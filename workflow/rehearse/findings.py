"""What a scenario shows, read out of its store and its ledger as plain values for JSON. Nothing random of the engine is in it: cases go by their alias."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from workflow.core.words import Text
from workflow.rehearse.deadlines import calendar
from workflow.rehearse.labour import bottleneck, hours, waits
from workflow.rehearse.play import Play
from workflow.rehearse.spans import length, outside
from workflow.rehearse.story import story
from workflow.rehearse.telling import action_words, local, name_of, pair
from workflow.rehearse.ways import stages
from workflow.store import rebuild
from workflow.store import tables as t

Told = dict[str, Any]
_EVENTS = select(t.events.c.case_id, t.events.c.action, t.events.c.source, t.events.c.target, t.events.c["t"].label("at"))


def found(play: Play) -> Told:
    """The result of a scenario that has been played."""
    with play.stage.db.reading() as connection:
        ended = all(one.ended for one in play.known.values() if one.parent is None)
        dates, work = calendar(play, connection), waits(play, connection)
        return {
            "ended": ended and not play.stuck,
            "roots": [_root(play, one.id) for one in play.known.values() if one.parent is None],
            "begins": local(play, play.begins),
            "ends": local(play, play.moved),
            "days": (play.moved.astimezone(play.working.zone).date() - play.begins.astimezone(play.working.zone).date()).days,
            "steps": play.steps,
            "time": _time(play, dates, work),
            "ends_in": list(_ends(play)),
            "course": list(_course(play, connection)),
            "calendar": [{k: v for k, v in row.items() if k != "span"} for row in dates],
            "hours": hours(play),
            "waits": [{k: v for k, v in row.items() if k != "raw"} for row in work],
            "bottleneck": bottleneck(work),
            "refused": _refused(play),
            "explained": _explained(play),
            "happened": [pair(text) for text in play.ledger.told],
            "story": story(play, connection) if play.stuck else [],
            "differences": rebuild.differences(connection),
        }


def _root(play: Play, id: int) -> Told:
    known = play.known[id]
    state = play.definition.machines[known.machine].states[known.state]
    return {"case": known.alias, "state": state.name, "words": pair(state.words.staff), "outcome": state.outcome}


def _ends(play: Play) -> Iterator[Told]:
    """How many cases stand in which state at the end, in the order of the definition."""
    counted = Counter((one.machine, one.state) for one in play.known.values())
    for machine in play.definition.machines.values():
        for state in machine.states.values():
            if n := counted[(machine.name, state.name)]:
                words = {"machine_words": pair(machine.words), "words": pair(state.words.staff)}
                yield {"machine": machine.name, "state": state.name, **words, "outcome": state.outcome, "ended": state.is_end, "count": n}


def _time(play: Play, dates: list[Told], work: list[Told]) -> Told:
    """Hours of the whole: stages with a deadline, people's work outside of them, and neither."""
    whole = [(play.begins, play.moved)]
    stage = [span for row in dates for span in row["span"]]
    labour = [span for row in work for span in row["raw"]]
    parts = {
        "whole": whole,
        "stages": outside(whole, outside(whole, stage)),
        "people": outside(outside(whole, outside(whole, labour)), stage),
    }
    told = {name: int(length(spans).total_seconds()) // 3600 for name, spans in parts.items()}
    return {**told, "neither": max(0, told["whole"] - told["stages"] - told["people"])}


def _course(play: Play, connection: Connection) -> Iterator[Told]:
    """The states that each shared case went through, one after the other."""
    shared = stages(play.definition)
    entered: dict[int, list[tuple[str, datetime]]] = {}
    for row in connection.execute(_EVENTS.order_by(t.events.c["t"], t.events.c.revision)):
        held = entered.setdefault(row.case_id, [])
        if not held or held[-1][0] != row.target:
            held.append((row.target, row.at))
    for id, states in entered.items():
        if play.known[id].machine in shared:
            yield from _stays(play, connection, id, states)


def _stays(play: Play, connection: Connection, id: int, states: list[tuple[str, datetime]]) -> Iterator[Told]:
    known = play.known[id]
    machine, called = play.definition.machines[known.machine], name_of(play, connection, id)
    for n, (name, since) in enumerate(states):
        state = machine.states[name]
        until = states[n + 1][1] if n + 1 < len(states) else play.moved
        if not state.is_end:
            yield {
                "case": known.alias, "called": called, "machine_words": pair(machine.words), "state": name, "words": pair(state.words.staff),
                "phase": state.phase, "from": local(play, since), "to": local(play, until),
            }  # fmt: skip


def _refused(play: Play) -> list[Told]:
    numbers = {one.number: one.alias for one in play.known.values()}
    rows = [
        {
            "machine": one.machine, "action": one.action, "words": pair(action_words(play, one.machine, one.action)), "kind": str(one.kind),
            "text": _by_alias(pair(one.text), numbers), "times": times,
        }
        for one, times in play.ledger.refused.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row["times"], row["machine"], row["action"], json.dumps(row["text"])))


def _by_alias(told: Mapping[str, str], numbers: Mapping[str, str]) -> dict[str, str]:
    """No sentence may carry a number that was drawn by chance."""
    result = dict(told)
    for number, alias in numbers.items():
        result = {language: text.replace(number, alias) for language, text in result.items()}
    return result


def _explained(play: Play) -> list[Told]:
    rows = []
    for (machine, action, position), times in sorted(play.ledger.explained.items()):
        clause = play.definition.machines[machine].actions[action].needs[int(position)]
        words = clause.words or Text(clause.source, clause.source)
        told = {"machine": machine, "action": action, "words": pair(action_words(play, machine, action)), "text": pair(words)}
        rows.append({**told, "public": clause.explain == "public", "times": times})
    return rows


def reached(play: Play) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """(machine, state) entered and (machine, action) taken."""
    with play.stage.db.reading() as connection:
        rows = connection.execute(_EVENTS).all()
    machines = {one.id: one.machine for one in play.known.values()}
    return {(machines[r.case_id], r.target) for r in rows}, {(machines[r.case_id], r.action) for r in rows}
