"""The projections recomputed from the journal alone: rows as the events tell them, to be compared with the rows as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from workflow.core.definition import Definition
from workflow.core.plan import RowOp
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.operations import also_ops, typed

Key = tuple[Any, ...]
Rows = dict[Key, dict[str, Any]]
MARKS = frozenset({"reminded", "escalated"})
"""Marks of delivery, which no event tells."""
REBUILT: Mapping[str, Table] = {
    table.name: table
    for table in (
        t.cases, t.migrated, t.facts, t.sheets, t.windows, t.tasks, t.memberships, t.attributes, t.recusals, t.panels, t.freezes, t.publications, t.figures, t.minutes,
    )
}  # fmt: skip


def rebuilt(connection: Connection) -> dict[str, Rows]:
    """Every projection by table name and primary key, from `events` and `answers` in the order of their causes."""
    state: dict[str, Rows] = {name: {} for name in REBUILT}
    answers: dict[tuple[int, int], list[Row[Any]]] = {}
    for row in connection.execute(select(t.answers).order_by(t.answers.c.fact, t.answers.c.ordinal)):
        answers.setdefault((row.case_id, row.revision), []).append(row)
    pages: dict[tuple[int, int], list[RowOp]] = {}
    for page in connection.execute(select(t.event_rows).order_by(t.event_rows.c.page)):
        pages.setdefault((page.case_id, page.revision), []).extend(also_ops(page.ops))
    for event in _ordered(connection.execute(select(t.events)).all()):
        ops = [*also_ops(event.also), *pages.get((event.case_id, event.revision), ())]
        _case(connection, state["cases"], event, ops)
        if not event.action.startswith("@") and not any(op.table == "sheets" and op.kind == "put" for op in ops):
            _facts(state["facts"], answers.get((event.case_id, event.revision), []))
        for op in ops:
            _fold(state, op)
    return state


def _ordered(events: Iterable[Row[Any]]) -> list[Row[Any]]:
    """By time; within one step, causes before their effects and each case in the order of its revisions."""
    found = {(e.case_id, e.revision): e for e in events}

    @cache
    def depth(key: tuple[int, int]) -> int:
        event = found[key]
        before = (event.case_id, event.revision - 1)
        after = [cause] if (cause := (event.cause_case, event.cause_revision)) in found else []
        if before in found and found[before]._mapping["t"] == event._mapping["t"]:
            after.append(before)
        return max((1 + depth(one) for one in after), default=0)

    return sorted(found.values(), key=lambda e: (e._mapping["t"], depth((e.case_id, e.revision)), e.case_id, e.revision))


def _case(connection: Connection, cases: Rows, event: Row[Any], ops: list[RowOp]) -> None:
    for op in ops:
        if op.kind == "born":
            cases[(event.case_id,)] = {**typed(t.cases, op.key), **typed(t.cases, op.values), "root": event.root}
    row = cases[(event.case_id,)]
    row["revision"] = event.revision
    if _enters(shelf.pinned(connection, row["definition"]), row["machine"], event, ops):
        _enter(shelf.pinned(connection, row["definition"]), row, event)


def _enters(definition: Definition, machine: str, event: Row[Any], ops: list[RowOp]) -> bool:
    if event.source is None:
        return True
    if event.action.startswith("@") or any(op.table == "sheets" and op.kind == "put" for op in ops):
        return False
    return definition.machines[machine].actions[event.action].to != "stay"


def _enter(definition: Definition, row: dict[str, Any], event: Row[Any]) -> None:
    machine, moment = definition.machines[row["machine"]], event._mapping["t"]
    state = machine.states[event.target]
    back = event.source is not None and machine.actions[event.action].to == "before"
    round = row["before_round"] if back else event.revision
    if event.source is not None:
        row.update(before=row["state"], before_round=row["round"])
    row.update(state=event.target, round=round, entered=moment, ended=state.is_end, paused_at=moment if state.pauses else None)


def _facts(facts: Rows, rows: list[Row[Any]]) -> None:
    named = {(row.case_id, row.fact) for row in rows}
    for key in [k for k in facts if (k[0], k[1]) in named]:
        del facts[key]
    for row in rows:
        facts[(row.case_id, row.fact, row.ordinal)] = dict(row._mapping)


def _fold(state: dict[str, Rows], op: RowOp) -> None:
    if op.kind == "born" or op.table not in REBUILT:
        return
    table, rows = REBUILT[op.table], state[op.table]
    key = tuple(typed(table, op.key)[column.name] for column in table.primary_key)
    if op.kind == "cut":
        rows.pop(key, None)
    elif op.kind == "put":
        empty = {column.name: None for column in table.columns}
        rows[key] = {**empty, **typed(table, op.key), **typed(table, op.values)}
    else:
        rows[key].update(typed(table, op.values))


def standing(connection: Connection) -> dict[str, Rows]:
    """The projections as they stand."""
    found: dict[str, Rows] = {}
    for name, table in REBUILT.items():
        keys = [column.name for column in table.primary_key]
        rows = [dict(row._mapping) for row in connection.execute(select(table)) if not _is_office(name, row)]
        found[name] = {tuple(row[k] for k in keys): row for row in rows}
    return found


def _is_office(name: str, row: Row[Any]) -> bool:
    """Offices of the agency belong to the desk; a root's copies of them are told by its birth."""
    return name == "memberships" and row.place is None


def differences(connection: Connection) -> list[str]:
    """One sentence per row that the journal tells otherwise; empty when journal and projections agree."""
    told, here = rebuilt(connection), standing(connection)
    return [line for name in REBUILT for line in _compared(name, told[name], here[name])]


def _compared(name: str, told: Rows, here: Rows) -> list[str]:
    lines = [f"{name} {key}: stands, but no event tells it" for key in here.keys() - told.keys()]
    lines += [f"{name} {key}: told by an event, but does not stand" for key in told.keys() - here.keys()]
    for key in told.keys() & here.keys():
        wrong = {c for c, value in here[key].items() if c not in MARKS and told[key].get(c) != value}
        lines += [f"{name} {key}: {', '.join(sorted(wrong))}"] if wrong else []
    return lines
