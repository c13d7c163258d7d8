"""Writing a plan: events first, then the projections they tell, all in the step's transaction. The only writer of the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from workflow.core import record
from workflow.core.fields import Item, Items
from workflow.core.plan import Move, Plan, RowOp, iso
from workflow.core.world import Case
from workflow.store import tables as t
from workflow.store.batches import Batches, Row
from workflow.store.batches import Overtaken as Overtaken
from workflow.store.fast import Call, Statement
from workflow.store.operations import also_text, call, operation
from workflow.store.participants import Participants
from workflow.store.reader import Reader

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


Key = tuple[int, int]
"""Of an event: case and revision."""
Written = tuple[str, bytes]
"""Of an event: canonical body and leaf hash."""
UNREAD = frozenset(("publications", "figures", "minutes"))
"""Tables that no step reads of itself."""


def write(
    connection: Connection, plan: Plan, definition: str, people: Participants, extra: Mapping[str, Any], beside: Sequence[Call] = ()
) -> dict[Key, Written]:
    """Write all moves of a plan, and `beside` them, at once. Raises Overtaken."""
    return Writer(connection, plan, definition, people, extra).finish(beside)


class Writer:
    """Writes one plan, at its end or also in parts on the way to it. `extra`: what the first event tells beside its move."""

    def __init__(self, connection: Connection, plan: Plan, definition: str, people: Participants, extra: Mapping[str, Any]) -> None:
        self.connection, self.plan, self.definition, self.people = connection, plan, definition, people
        self._extra = (plan.moves[0], extra) if plan.moves and extra else None
        self._bodies: dict[Key, Written] = {}
        self._early = {id(move) for move in plan.moves}
        self._stands: dict[int, int] = {}
        self._open: dict[int, _Open] = {}
        self.pages = 0

    def settle(self, open_: Move | None) -> None:
        """Write what is planned so far, and go on with a world that is read anew. Of `open_`, whose effects go on, all but its event.

        Raises Overtaken.
        """
        written = Batches()
        self._add(written, [move for move in self.plan.moves if move is not open_])
        if open_ is not None:
            self._add_case(written, open_)
            for row, statement in _rows(self.connection.dialect.name, open_, self._open.setdefault(id(open_), _Open(open_)).settled()):
                written.add(row, statement)
        written.run(self.connection)
        self.plan.moves[:] = [open_] if open_ is not None else []
        standing = (open_.case, open_.action, open_.actor) if open_ is not None else (None, None, None)
        self.plan.world.renew(Reader(self.connection), *standing)

    def finish(self, beside: Sequence[Call] = ()) -> dict[Key, Written]:
        """Write the rest. Returns (case, revision) -> canonical body and leaf hash, of the moves planned before anything was written. Raises Overtaken."""
        written = Batches()
        self._add(written, self.plan.moves)
        for number, statement in enumerate(beside):
            written.add(("beside", number), statement)
        written.run(self.connection)
        return self._bodies

    def body(self, move: Move) -> str:
        """The canonical body of the move's event."""
        extra = self._extra[1] if self._extra is not None and self._extra[0] is move else {}
        return _body(move, self.plan, self.definition, self.people, extra)

    def _add(self, written: Batches, moves: Sequence[Move]) -> None:
        for move in moves:
            key, body = (move.case.id, move.revision), self.body(move)
            leaf = record.leaf(body)
            if id(move) in self._early:
                self._bodies[key] = (body, leaf)
            written.add(("events", *key), (_EVENT, event_row(move, self.plan.now, body, leaf)))
        for move in moves:
            self._add_case(written, move)
        for move in moves:
            part = self._open.pop(id(move), None) or _Open(move)
            for row, statement in _rows(self.connection.dialect.name, move, part.rest()):
                written.add(row, statement)

    def _add_case(self, written: Batches, move: Move) -> None:
        """A case once, as all moves leave it; none where it was written so already."""
        case = move.case
        if self._stands.get(case.id) == case.revision:
            return
        if move.source is None and case.id not in self._stands:
            written.add(("cases", case.id), (_NEW_CASE, _case_row(case, self.definition)))
        else:
            before = self._stands.get(case.id, move.revision - 1)
            written.add(("cases", case.id), (_CASE, {**_moving(case), "b_id": case.id, "b_revision": before}))
        self._stands[case.id] = case.revision


@dataclass(slots=True)
class _Part:
    """Some of the rows of one move."""

    also: Sequence[RowOp]
    letters: Sequence[RowOp]
    facts: bool
    rest: bool


@dataclass(slots=True)
class _Open:
    """How much of a move was written while its effects went on. What no guard reads waits for the event."""

    move: Move
    _told: int = 0
    _facts: bool = False
    _late: list[RowOp] = field(default_factory=list)

    def settled(self) -> _Part:
        new, letters = self.move.also[self._told :], list(self.move.letters)
        self._late += [op for op in new if op.table in UNREAD]
        part = _Part([op for op in new if op.table not in UNREAD], letters, not self._facts, False)
        self._told, self._facts = len(self.move.also), True
        self.move.letters.clear()
        return part

    def rest(self) -> _Part:
        return _Part([*self._late, *self.move.also[self._told :]], self.move.letters, not self._facts, True)


def _rows(dialect: str, move: Move, part: _Part) -> Iterator[tuple[Row, Call]]:
    if part.rest:
        yield from _answers(move)
    if part.facts and not is_sheet(move) and not move.action.startswith("@"):
        yield from _facts(dialect, move)
    for op in (*part.also, *part.letters):
        if op.kind != "born":
            yield (op.table, *op.key.values()), call(dialect, op)
    for reason in move.reasons if part.rest else ():
        row = {"case_id": move.case.id, "revision": move.revision, "clause": reason.clause, "public": reason.public, "text": reason.text}
        yield ("reasons", move.case.id, move.revision, reason.clause), (_REASON, row)


def event_row(move: Move, now: datetime, body: str, leaf: bytes) -> dict[str, Any]:
    """The row of the move's event."""
    cause = move.cause or (None, None)
    return {
        "case_id": move.case.id, "revision": move.revision, "target": move.target, "root": move.case.root, "t": now,
        "action": move.action, "source": move.source, "round": move.round, "actor": move.actor, "role": move.role,
        "cause_case": cause[0], "cause_revision": cause[1], "also": also_text(move.also), "body": body, "leaf": leaf,
    }  # fmt: skip


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
    name = f"{move.case.machine}.{move.action}"
    return record.event(root.number, case, move.revision, plan.now, name, pub, _commitments(move, root, case, people, secret))


def _is_secret(move: Move, plan: Plan) -> bool:
    """Whether the event is a sheet that nobody else may ever read: the record tells the role alone, and only its giver holds the key."""
    action = plan.world.machine(move.case).actions.get(move.action)
    return action is not None and action.secret


def _commitments(move: Move, root: Case, case: str, people: Participants, is_secret: bool) -> list[str]:
    """Nobody needs a secret, nor becomes a participant, by an event without answers."""
    if not move.answers:
        return []
    keeper = move.case.owner if move.case.owner is not None and not is_secret else move.actor
    committed, secret = [], people.secret(root, keeper, move.case)
    for name, items in move.answers.items():
        salt = record.salt(secret, root.number, case, move.revision, name)
        committed.append(record.commitment(record.disclosure(salt, name, [_plain(item) for item in items])))
    return sorted(committed)


def _plain(item: Item) -> dict[str, Any]:
    values = {"n": item.n, "s": item.s, "d": item.d.isoformat() if item.d else None, "m": iso(item.m), "remark": item.remark}
    return {name: value for name, value in values.items() if value is not None}


# ------------------------------------------------------------------ projections
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


def _answers(move: Move) -> Iterator[tuple[Row, Call]]:
    for row in answer_rows(move.answers):
        row.update(case_id=move.case.id, revision=move.revision)
        yield ("answers", move.case.id, move.revision, row["fact"], row["ordinal"]), (_ANSWER, row)


def _facts(dialect: str, move: Move) -> Iterator[tuple[Row, Call]]:
    """The answers of an event take the place of earlier ones as facts of the case."""
    for row in answer_rows(move.answers):
        at = {"at_case_id": move.case.id, "at_fact": row["fact"], "at_ordinal": row["ordinal"]}
        yield ("facts", *at.values()), (operation(dialect, "put", "facts", _FACT_KEY, _FACT), {**row, "revision": move.revision, **at})
    for name, items in move.answers.items():
        if len(move.old.get(name, ())) > len(items):
            yield ("facts", move.case.id, name), (_CUT_FACT, {"b_case": move.case.id, "b_fact": name, "b_from": len(items)})


def put_letter(
    connection: Connection, id: int, case: Case, letter: str, person: int, blanks: Mapping[str, Sequence[str]], now: datetime
) -> None:
    """One letter of the engine's own, outside any event."""
    row = {"id": id, "case_id": case.id, "revision": case.revision, "letter": letter, "person": person, "at": now, "held": False}
    connection.execute(insert(t.letters), {**row, "blanks": json.dumps(blanks, ensure_ascii=False)})
