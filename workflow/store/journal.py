"""Writing a plan: events first, then the projections they tell, all in the step's transaction. The only writer of the journal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Date, Table, and_, bindparam, delete, insert, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from workflow.core import record
from workflow.core.fields import Item, Items
from workflow.core.plan import Move, Plan, RowOp, iso
from workflow.core.world import Case
from workflow.store import fast
from workflow.store import tables as t
from workflow.store.fast import Call, Statement
from workflow.store.participants import Participants

_EVENT = Statement(insert(t.events))
_ANSWER = Statement(insert(t.answers))
_REASON = Statement(insert(t.reasons))
_NEW_CASE = Statement(insert(t.cases))
_CUT_FACT = Statement(
    delete(t.facts).where(
        t.facts.c.case_id == bindparam("b_case"), t.facts.c.fact == bindparam("b_fact"), t.facts.c.ordinal >= bindparam("b_from")
    )
)
_FACT_KEY, _FACT = ("case_id", "fact", "ordinal"), ("n", "s", "d", "m", "remark", "revision")
_CASE = Statement(
    update(t.cases)
    .where(t.cases.c.id == bindparam("b_id"), t.cases.c.revision == bindparam("b_revision"))
    .values({name: bindparam(name) for name in ("state", "before", "before_round", "entered", "round", "revision", "ended", "paused_at")})
)


Row = tuple[Any, ...]
"""A row that is written: its table and key."""


class Overtaken(Exception):
    """The case moved on between reading and writing."""


def write(
    connection: Connection, plan: Plan, definition: str, people: Participants, extra: Mapping[str, Any], beside: Sequence[Call] = ()
) -> dict[tuple[int, int], tuple[str, bytes]]:
    """Write all moves of a plan, and `beside` them, at once. Returns (case, revision) -> canonical body and leaf hash. Raises Overtaken."""
    bodies: dict[tuple[int, int], tuple[str, bytes]] = {}
    written = Batches()
    for move in plan.moves:
        body = _body(move, plan, definition, people, extra if move is plan.moves[0] else {})
        leaf = record.leaf(body)
        bodies[(move.case.id, move.revision)] = (body, leaf)
        written.add(("events", move.case.id, move.revision), (_EVENT, _event_row(move, plan, body, leaf)))
    for case, statement in _cases(plan, definition):
        written.add(case, statement)
    for move in plan.moves:
        for row, statement in _rows(connection.dialect.name, move):
            written.add(row, statement)
    for number, statement in enumerate(beside):
        written.add(("beside", number), statement)
    written.run(connection)
    return bodies


class Batches:
    """Writes in their order, as few round trips as that allows: a row that is touched again waits for the next."""

    def __init__(self) -> None:
        self._calls: list[list[tuple[Row, Call]]] = [[]]
        self._touched: set[Row] = set()

    def add(self, row: Row, call: Call) -> None:
        if row in self._touched:
            self._calls.append([])
            self._touched = set()
        self._touched.add(row)
        self._calls[-1].append((row, call))

    def run(self, connection: Connection) -> None:
        """Raises Overtaken where a case was not found as it was read."""
        for batch in self._calls:
            touched = fast.write(connection, [call for _row, call in batch])
            if any(row[0] == "cases" and count != 1 for (row, _call), count in zip(batch, touched, strict=True)):
                raise Overtaken


def _rows(dialect: str, move: Move) -> Iterator[tuple[Row, Call]]:
    yield from _answers(dialect, move)
    for op in (*move.also, *move.letters):
        if op.kind != "born":
            yield (op.table, *op.key.values()), call(dialect, op)
    for reason in move.reasons:
        row = {"case_id": move.case.id, "revision": move.revision, "clause": reason.clause, "public": reason.public, "text": reason.text}
        yield ("reasons", move.case.id, move.revision, reason.clause), (_REASON, row)


def _event_row(move: Move, plan: Plan, body: str, leaf: bytes) -> dict[str, Any]:
    cause = move.cause or (None, None)
    return {
        "case_id": move.case.id, "revision": move.revision, "target": move.target, "root": move.case.root, "t": plan.now,
        "action": move.action, "source": move.source, "round": move.round, "actor": move.actor, "role": move.role,
        "cause_case": cause[0], "cause_revision": cause[1], "also": also_text(move.also), "body": body, "leaf": leaf,
    }  # fmt: skip


def also_text(ops: Iterable[RowOp]) -> str | None:
    """The journalled row operations of one event as JSON; None where there are none."""
    rows = [[op.kind, op.table, dict(op.key), dict(op.values)] for op in ops]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else None


def also_ops(text: str | None) -> list[RowOp]:
    return [RowOp(*row) for row in json.loads(text)] if text else []


# ------------------------------------------------------------------ canonical bytes
def _body(move: Move, plan: Plan, definition: str, people: Participants, extra: Mapping[str, Any]) -> str:
    root = plan.world.case(move.case.root)
    case = "0" if move.case.id == root.id else move.case.number
    pub: dict[str, Any] = {"from": move.source, "to": move.target, "role": move.role, **move.pub, **extra}
    secret = _is_secret(move, plan)
    pub["actor"] = people.number(root, move.actor, move.role) if move.actor is not None and not secret else move.role
    if move.source is None and move.case.id == root.id:
        pub["definition"] = definition
    if move.cause is not None:
        cause = plan.world.case(move.cause[0])
        pub["cause"] = {"case": "0" if cause.id == root.id else cause.number, "rev": move.cause[1]}
    keeper = move.case.owner if move.case.owner is not None and not secret else move.actor
    name = f"{move.case.machine}.{move.action}"
    committed = _commitments(move, root, case, people.secret(root, keeper, move.case))
    return record.event(root.number, case, move.revision, plan.now, name, pub, committed)


def _is_secret(move: Move, plan: Plan) -> bool:
    """Whether the event is a sheet that nobody else may ever read: the record tells the role alone, and only its giver holds the key."""
    action = plan.world.machine(move.case).actions.get(move.action)
    return action is not None and action.secret


def _commitments(move: Move, root: Case, case: str, secret: bytes) -> list[str]:
    committed = []
    for name, items in move.answers.items():
        salt = record.salt(secret, root.number, case, move.revision, name)
        committed.append(record.commitment(record.disclosure(salt, name, [_plain(item) for item in items])))
    return sorted(committed)


def _plain(item: Item) -> dict[str, Any]:
    values = {"n": item.n, "s": item.s, "d": item.d.isoformat() if item.d else None, "m": iso(item.m), "remark": item.remark}
    return {name: value for name, value in values.items() if value is not None}


# ------------------------------------------------------------------ projections
def _cases(plan: Plan, definition: str) -> Iterator[tuple[Row, Call]]:
    first: dict[int, Move] = {}
    for move in plan.moves:
        first.setdefault(move.case.id, move)
    for id, move in first.items():
        if move.source is None:
            yield ("cases", id), (_NEW_CASE, _case_row(move.case, definition))
        else:
            yield ("cases", id), (_CASE, {**_moving(move.case), "b_id": id, "b_revision": move.revision - 1})


def _moving(case: Case) -> dict[str, Any]:
    return {
        "state": case.state, "before": case.before, "before_round": case.before_round, "entered": case.entered,
        "round": case.round, "revision": case.revision, "ended": case.ended, "paused_at": case.paused_at,
    }  # fmt: skip


def _case_row(case: Case, definition: str) -> dict[str, Any]:
    return {
        **_moving(case), "id": case.id, "root": case.root, "parent": case.parent, "machine": case.machine, "number": case.number,
        "definition": definition, "zone": case.zone, "owner": case.owner, "token": case.token, "born": case.born,
    }  # fmt: skip


def is_sheet(move: Move) -> bool:
    """A sheet's answers stay with the sheet; they are no facts of the case."""
    return any(op.table == "sheets" and op.kind == "put" for op in move.also)


def answer_rows(items_by_fact: Mapping[str, Items]) -> list[dict[str, Any]]:
    return [
        {"fact": name, "ordinal": i, "n": item.n, "s": item.s, "d": item.d, "m": item.m, "remark": item.remark}
        for name, items in items_by_fact.items()
        for i, item in enumerate(items)
    ]


def _answers(dialect: str, move: Move) -> Iterator[tuple[Row, Call]]:
    """The answers of an event; they take the place of earlier ones as facts of the case, unless they stay with a sheet."""
    case, becomes_facts = move.case.id, not is_sheet(move) and not move.action.startswith("@")
    for row in answer_rows(move.answers):
        row.update(case_id=case, revision=move.revision)
        yield ("answers", case, move.revision, row["fact"], row["ordinal"]), (_ANSWER, row)
        if becomes_facts:
            at = {"at_case_id": case, "at_fact": row["fact"], "at_ordinal": row["ordinal"]}
            yield ("facts", *at.values()), (_operation(dialect, "put", "facts", _FACT_KEY, _FACT), {**row, **at})
    for name, items in move.answers.items():
        if becomes_facts and len(move.old.get(name, ())) > len(items):
            yield ("facts", case, name), (_CUT_FACT, {"b_case": case, "b_fact": name, "b_from": len(items)})


def put_letter(
    connection: Connection, id: int, case: Case, letter: str, person: int, blanks: Mapping[str, Sequence[str]], now: datetime
) -> None:
    """One letter of the engine's own, outside any event."""
    row = {"id": id, "case_id": case.id, "revision": case.revision, "letter": letter, "person": person, "at": now, "held": False}
    connection.execute(insert(t.letters), {**row, "blanks": json.dumps(blanks, ensure_ascii=False)})


def call(dialect: str, op: RowOp) -> Call:
    """How one row operation is carried out."""
    table = t.metadata.tables[op.table]
    values = {f"at_{name}": value for name, value in typed(table, op.key).items()} | typed(table, op.values)
    return _operation(dialect, op.kind, op.table, tuple(op.key), tuple(op.values)), values


@lru_cache(maxsize=512)
def _operation(dialect: str, kind: str, name: str, key: tuple[str, ...], names: tuple[str, ...]) -> Statement:
    table = t.metadata.tables[name]
    here = and_(*(table.c[k] == bindparam(f"at_{k}") for k in key))
    given = {n: bindparam(n, type_=table.c[n].type) for n in names}
    if kind == "cut":
        return Statement(delete(table).where(here))
    if kind == "change":
        return Statement(update(table).where(here).values(given))
    build = sqlite_insert if dialect == "sqlite" else pg_insert
    row = build(table).values({**{k: bindparam(f"at_{k}", type_=table.c[k].type) for k in key}, **given})
    fresh = {n: row.excluded[n] for n in names}
    return Statement(row.on_conflict_do_update(index_elements=list(key), set_=fresh) if fresh else row.on_conflict_do_nothing())


def typed(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a row operation in the types of the columns."""
    kinds = _text_kinds(table)
    return {name: _column_value(kinds.get(name), value) for name, value in values.items()}


@cache
def _text_kinds(table: Table) -> dict[str, Callable[[str], Any]]:
    """The columns whose values are told as text and are something else."""
    moments = {c.name: t.moment_from_text for c in table.c if isinstance(c.type, t.Moment)}
    return {**moments, **{c.name: date.fromisoformat for c in table.c if isinstance(c.type, Date)}}


def _column_value(read: Callable[[str], Any] | None, value: Any) -> Any:
    if isinstance(value, str):
        return value if read is None else read(value)
    if isinstance(value, Mapping | list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value
