"""What a move of many cases writes beside them: windows that open and close, tasks that end. Each event tells its own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, FromClause, Select, Table, Text, and_, case, cast, func, insert, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from workflow.core.definition import Machine, Window
from workflow.core.moves import Move, iso
from workflow.core.setwise import has_tasks
from workflow.core.world import Case
from workflow.core.world import Window as OpenWindow
from workflow.store import tables as t
from workflow.store.columns import Column
from workflow.store.many.stage import Kinds, Stage
from workflow.store.operations import typed

NOTE: Kinds = {"case_id": BigInteger(), "op": Text()}


class Turning:
    """`moved`: the picked cases with the way of each; `ways`: its part of that."""

    def __init__(self, stage: Stage, own: Machine, holder: Case, picked: Table, ways: Table, moved: FromClause) -> None:
        self.stage, self.own, self.holder, self.picked, self.ways, self.moved = stage, own, holder, picked, ways, moved
        self.notes: Table | None = None

    def turn(self) -> Table | None:
        """End tasks, close and open windows. What each event tells of it, by `id`; None where nothing can have turned."""
        if not has_tasks(self.own) and not self.own.windows:
            return None
        self.notes = self.stage.table(NOTE)
        if has_tasks(self.own):
            self._end_tasks()
        for window in self.own.windows.values():
            self._close(window)
            self._open(window)
        note, op = self.notes.c.case_id, self.notes.c.op
        ops = literal("[") + func.aggregate_strings(op, ",") + "]"
        return self.stage.filled({"id": BigInteger(), "ops": Text()}, select(note, ops).group_by(note))[0]

    def _note(self, rows: Select[Any]) -> int:
        assert self.notes is not None  # noqa: S101 - made before anything turns
        return self.stage.run(insert(self.notes).from_select(list(NOTE), rows))

    @property
    def _now(self) -> str:
        return iso(self.stage.plan.now) or ""

    # ------------------------------------------------------------ tasks
    def _end_tasks(self) -> None:
        """The tasks of the action are done, the others left where the state is left."""
        c = t.tasks.c
        done = c.action == self.ways.c.action
        how = case((done, "done"), else_="left")
        ends = and_(c.closed.is_(None), or_(self.ways.c.stays.is_(False), done))
        head, tail = '["change","tasks",{"id":', f'}},{{"closed":"{self._now}","closed_how":"'
        op = literal(head) + cast(c.id, Text) + tail + how + '"}]'
        self._note(select(c.case_id, op).select_from(t.tasks.join(self.moved, c.case_id == self.picked.c.id)).where(ends))
        here = [c.case_id == self.picked.c.id, self._way(), ends]
        self.stage.run(update(t.tasks).where(*here).values(closed=self.stage.now(), closed_how=how))

    def _way(self) -> Column:
        return self.ways.c.id == self.picked.c.way

    # ------------------------------------------------------------ windows
    def _close(self, window: Window) -> None:
        c = t.windows.c
        leaves = and_(self.ways.c.source.in_(window.in_), self.ways.c.target.not_in(window.in_))
        open_ = and_(c.name == window.name, c.left.is_(None), leaves)
        head, tail = '["change","windows",{"case_id":', f',"name":"{window.name}"}},{{"left":"{self._now}"}}]'
        op = literal(head) + cast(c.case_id, Text) + tail
        if self._note(select(c.case_id, op).select_from(t.windows.join(self.moved, c.case_id == self.picked.c.id)).where(open_)):
            here = [c.case_id == self.picked.c.id, self._way(), open_]
            self.stage.run(update(t.windows).where(*here).values(left=self.stage.now()))

    def _open(self, window: Window) -> None:
        """One reckoning for all whose dates were planned alike."""
        enters = and_(self.ways.c.source.not_in(window.in_), self.ways.c.target.in_(window.in_))
        c = t.windows.c
        held = self.moved.outerjoin(t.windows, and_(c.case_id == self.picked.c.id, c.name == window.name))
        planned = select(c.planned_opens, c.planned_closes).select_from(held).where(enters).distinct()
        for opens, closes in self.stage.connection.execute(planned).all():
            alike = and_(enters, c.planned_opens.is_not_distinct_from(opens), c.planned_closes.is_not_distinct_from(closes))
            self._put(window, select(self.picked.c.id).select_from(held).where(alike), self._opened(window, opens, closes))

    def _opened(self, window: Window, opens: date | None, closes: date | None) -> dict[str, Any]:
        """The window's row as it would open for one of the cases."""
        told = [found.isoformat() if found is not None else None for found in (opens, closes)]
        windows = {window.name: OpenWindow(planned_opens=told[0], planned_closes=told[1])}
        nobody = replace(self.holder, id=0, machine=self.own.name, windows=windows, facts={}, frozen=set())
        sample = Move(nobody, 0, "", "", None, None, window.in_[0], 0)
        only = replace(self.own, windows={window.name: window})
        self.stage.plan.turn_windows(sample, only, None, self.own.states[window.in_[0]])
        return dict(sample.also[0].values)

    def _put(self, window: Window, cases: Select[Any], values: dict[str, Any]) -> None:
        ids = cases.subquery()
        head, tail = '["put","windows",{"case_id":', f',"name":"{window.name}"}},{json.dumps(values, ensure_ascii=False)}]'
        self._note(select(ids.c.id, literal(head) + cast(ids.c.id, Text) + tail))
        row = {name: literal(value, t.windows.c[name].type) for name, value in typed(t.windows, values).items()}
        build = sqlite_insert if self.stage.is_sqlite else pg_insert
        found = select(ids.c.id, literal(window.name), *row.values()).where(ids.c.id.is_not(None))
        put = build(t.windows).from_select(["case_id", "name", *row], found)
        fresh = {name: put.excluded[name] for name in row}
        self.stage.run(put.on_conflict_do_update(index_elements=["case_id", "name"], set_=fresh))
