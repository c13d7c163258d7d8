"""The tools of an effect on many cases: tables that last as long as it, statements that say how many rows they touched."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count as counting
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Executable,
    FromClause,
    Integer,
    MetaData,
    Select,
    Table,
    Text,
    cast,
    func,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy import Column as TableColumn
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateTable, DropTable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from workflow.core.moves import Move
from workflow.core.plan import Plan
from workflow.core.world import Case
from workflow.store import tables as t
from workflow.store.columns import Column
from workflow.store.journal import Writer
from workflow.store.operations import FACTS

Kinds = Mapping[str, TypeEngine[Any]]
"""The columns of a table of its own."""
MEMORY = "256MB"
"""What one sort or join of an effect on many cases may take on PostgreSQL before it goes to disk; set for that transaction alone."""
SPAN, PER_PAGE = 2**52, 2000
"""Keys of cases are spread over so many numbers; so many cases share a page of what an event tells."""


class Leaf(FunctionElement[bytes]):
    """The leaf hash of a body."""

    type = t.events.c.leaf.type
    inherit_cache = True
    name = "leaf"


@compiles(Leaf)
def _leaf(element: Leaf, compiler: SQLCompiler, **kw: Any) -> str:
    return f"sha256('\\x00'::bytea || convert_to({compiler.process(element.clauses, **kw)}, 'UTF8'))"


@compiles(Leaf, "sqlite")
def _leaf_sqlite(element: Leaf, compiler: SQLCompiler, **kw: Any) -> str:
    return f"leaf({compiler.process(element.clauses, **kw)})"


class Quoted(FunctionElement[str]):
    """A text as JSON writes it."""

    type = Text()
    inherit_cache = True
    name = "quoted"


@compiles(Quoted)
def _quoted(element: Quoted, compiler: SQLCompiler, **kw: Any) -> str:
    return f"to_json(CAST({compiler.process(element.clauses, **kw)} AS text))::text"


@compiles(Quoted, "sqlite")
def _quoted_sqlite(element: Quoted, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_quote({compiler.process(element.clauses, **kw)})"


@dataclass(frozen=True, slots=True)
class Kept:
    """A fact that an effect has kept on the cases of `table`: there it is `column`, NULL where there is none."""

    table: FromClause
    column: Column


@dataclass(slots=True)
class Stage:
    """`move`: whose effects are carried out; None where many cases are moved by a person at once.

    `bases`: what was gathered of the cases, for the effects that follow on the same ones. `kept`: machine -> name -> what was kept since.
    """

    writer: Writer
    move: Move | None
    bases: dict[tuple[str, int], Any] = field(default_factory=dict)
    kept: dict[str, dict[str, Kept]] = field(default_factory=dict)
    _made: list[Table] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: counting(1))

    @property
    def connection(self) -> Connection:
        return self.writer.connection

    @property
    def plan(self) -> Plan:
        return self.writer.plan

    @property
    def is_sqlite(self) -> bool:
        return self.connection.dialect.name == "sqlite"

    def holder(self) -> Case:
        """The case whose action goes over the set."""
        if self.move is None:
            raise LookupError("no move carries this")
        return self.move.case

    def root(self) -> int:
        return self.holder().root

    # ------------------------------------------------------------ tables
    def table(self, columns: Kinds) -> Table:
        """An empty table of this connection alone. On SQLite its `id` is the row's own key; PostgreSQL joins it whole, and an index would only cost."""
        made = [
            TableColumn(n, Integer, primary_key=True) if n == "id" and self.is_sqlite else TableColumn(n, c) for n, c in columns.items()
        ]
        found = Table(f"many_{next(self._numbers)}", MetaData(), *made, prefixes=["TEMPORARY"])
        self.connection.execute(CreateTable(found))
        self._made.append(found)
        return found

    def filled(self, columns: Kinds, rows: Select[Any] | Any) -> tuple[Table, int]:
        """A table with the rows of a select, and how many there are."""
        found = self.table(columns)
        number = self.run(insert(found).from_select(list(columns), rows))
        if not self.is_sqlite:
            self.connection.execute(text(f"ANALYZE {found.name} ({next(iter(columns))})"))
        return found, number

    def listed(self, columns: Kinds, rows: Sequence[Mapping[str, Any]]) -> Table:
        """A table with these rows."""
        found = self.table(columns)
        if rows:
            self.connection.execute(insert(found), list(rows))
        return found

    # ------------------------------------------------------------ statements
    def run(self, statement: Executable) -> int:
        """How many rows it touched."""
        found = self.connection.execute(statement, execution_options={"preserve_rowcount": True})
        return int(found.rowcount)

    def now(self) -> Column:
        return literal(self.plan.now, t.Moment())

    def facts_told(self, names: Sequence[str], rows: Select[Any]) -> None:
        """Tell, in further pages of the event, reckoned facts of many cases. `rows`: case, revision, and for each name what stands in JSON."""
        if self.move is None:
            raise LookupError("reckoned facts are told by an event")
        one = rows.subquery()
        key, *values = one.c
        entry: Column = cast(key, Text)
        for value in values:
            entry = entry + "," + func.coalesce(cast(value, Text), "null")
        width = SPAN // max(1, self.count(one) // PER_PAGE)
        paged = select((key // literal(width, BigInteger())).label("page"), entry.label("entry")).subquery()
        told = json.dumps([FACTS, list(names)], separators=(",", ":")).removesuffix("]")
        head, tail = f"[{told},[[", "]]]]"
        number = func.row_number().over(order_by=paged.c.page) + self.writer.pages
        ops = literal(head) + func.aggregate_strings(paged.c.entry, "],[") + literal(tail)
        found = select(literal(self.move.case.id), literal(self.move.revision), number, ops).group_by(paged.c.page)
        self.writer.pages += self.run(insert(t.event_rows).from_select(["case_id", "revision", "page", "ops"], found))

    def count(self, rows: FromClause) -> int:
        return int(self.connection.execute(select(func.count()).select_from(rows)).scalar_one())

    def forget(self) -> None:
        """The cases are no longer as they were gathered."""
        self.bases.clear()
        self.kept.clear()

    def drop(self) -> None:
        for table in reversed(self._made):
            self.connection.execute(DropTable(table))
        self._made.clear()


@contextmanager
def stage(writer: Writer, move: Move | None) -> Iterator[Stage]:
    """What it made is gone at the end; where it fails the transaction is rolled back, and all of it is gone too."""
    made = Stage(writer, move)
    if not made.is_sqlite:
        made.connection.execute(text(f"SET LOCAL work_mem = '{MEMORY}'"))
        made.connection.execute(text("SET LOCAL jit = off"))
    yield made
    made.drop()
