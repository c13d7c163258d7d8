"""Writes gathered in their order, to be sent in as few round trips as that allows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from workflow.store import fast
from workflow.store.fast import Call

Row = tuple[Any, ...]
"""A row that is written: its table and key."""


class Overtaken(Exception):
    """The case moved on between reading and writing."""


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
