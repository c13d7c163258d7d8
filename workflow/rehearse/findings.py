"""What a scenario shows, read out of its store and its ledger as plain values for JSON. Nothing random of the engine is in it: cases go by their alias."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from workflow.core.words import Text
from workflow.rehearse.deadlines import Opened, calendar, opened
from workflow.rehearse.labour import bottleneck, hours, is_awaited, waits
from workflow.rehearse.play import Known, Play
from workflow.rehearse.spans import Span, inside, length, outside, union
from workflow.rehearse.story import story
from workflow.rehearse.telling import action_words, local, name_of, pair
from workflow.rehearse.ways import stages
from workflow.store import rebuild
from workflow.store import tables as t

Told = dict[str, Any]
NEAR = timedelta(hours=1)
"""Parts of a stay that lie nearer to each other than this are one."""
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
    stage = [span for row in dates if row["mode"] != "at_most" for span in row["span"]]
    labour = [span for row in work for span in row["raw"]]
    parts = {
        "whole": whole,
        "stages": outside(whole, outside(whole, stage)),
        "people": outside(outside(whole, outside(whole, labour)), stage),
    }
    told = {name: int(length(spans).total_seconds()) // 3600 for name, spans in parts.items()}
    return {**told, "neither": max(0, told["whole"] - told["stages"] - told["people"])}


def _course(play: Play, connection: Connection) -> Iterator[Told]:
    """The states that each shared case went through, one after the other, in the order of birth."""
    entered: dict[int, list[tuple[str, datetime]]] = {}
    for row in connection.execute(_EVENTS.order_by(t.events.c["t"], t.events.c.revision)):
        held = entered.setdefault(row.case_id, [])
        if not held or held[-1][0] != row.target:
            held.append((row.target, row.at))
    windows = [w for w in opened(connection) if _binds(play, w)]
    for id in (id for id, known in play.known.items() if known.machine in stages(play.definition)):
        stage = [(w.opens, min(w.closes, w.left or w.closes)) for w in windows if play.is_within(w.case, id)]
        work = [(w.since, w.at) for w in play.ledger.works if is_awaited(play, w) and play.is_within(w.case, id)]
        yield from _stays(play, name_of(play, connection, id), play.known[id], entered[id], stage, work)


def _binds(play: Play, window: Opened) -> bool:
    """Whether the time itself must pass. Within a greatest length people set the pace."""
    return play.definition.machines[play.known[window.case].machine].windows[window.window].mode != "at_most"


def _stays(
    play: Play, called: str, known: Known, states: list[tuple[str, datetime]], stage: list[Span], work: list[Span]
) -> Iterator[Told]:
    """`parts`: of each stay, what was a stage with a deadline, what was waiting for people, what was neither."""
    machine = play.definition.machines[known.machine]
    for n, (name, since) in enumerate(states):
        state, whole = machine.states[name], [(since, states[n + 1][1] if n + 1 < len(states) else play.moved)]
        if state.is_end:
            continue
        kinds = {"stage": inside(whole, stage), "people": outside(inside(whole, work), stage), "else": outside(outside(whole, stage), work)}
        parts = sorted((start, end, kind) for kind, spans in kinds.items() for start, end in union(spans, NEAR))
        yield {
            "case": known.alias, "called": called, "machine_words": pair(machine.words), "state": name, "words": pair(state.words.staff),
            "phase": state.phase, "from": local(play, since), "to": local(play, whole[0][1]),
            "parts": [[kind, local(play, start), local(play, end)] for start, end, kind in parts],
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
