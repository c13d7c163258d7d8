"""Does every decision table fit the facts that it is read by, and does it answer for all that they can be?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from workflow.core.definition import DecisionTable, Definition, Fact
from workflow.core.findings import Finding, Path, did_you_mean
from workflow.core.language import Kind
from workflow.core.names import fact_at, own_names

MOST_COMBINATIONS = 10_000


def check_tables(definition: Definition) -> Iterator[Finding]:
    for table in definition.tables.values():
        path: Path = ("tables", table.name)
        readers = [name for name in definition.machines if all(fact_at(definition, name, by) is not None for by in table.by)]
        yield from _named(definition, table, path)
        if not readers:
            yield from _unseen(definition, table, path)
            continue
        facts = [fact_at(definition, readers[0], by) for by in table.by]
        yield from _keys(table, [fact for fact in facts if fact is not None], path)


def _named(definition: Definition, table: DecisionTable, path: Path) -> Iterator[Finding]:
    taken = {*definition.machines, *definition.roles, *(n for m in definition.machines for n in _heads(definition, m, table))}
    if table.name in taken:
        yield Finding(path, f'"{table.name}" is something else already: give the table another name', at_key=True)


def _heads(definition: Definition, machine: str, table: DecisionTable) -> Iterator[str]:
    columns = {f"{table.name}.{column}" for column in table.columns}
    yield from (name.partition(".")[0] for name in own_names(definition, machine) if name not in columns)


def _unseen(definition: Definition, table: DecisionTable, path: Path) -> Iterator[Finding]:
    known = [f"{m.name}.{f}" for m in definition.machines.values() for f in m.facts]
    known += [f for m in definition.machines.values() for f in m.facts]
    wrong = [(i, by) for i, by in enumerate(table.by) if by not in known]
    for i, by in wrong:
        yield Finding((*path, "by", i), f'no fact is called "{by}".{did_you_mean(by, known)}')
    if not wrong:
        message = (
            f"no machine sees {' and '.join(table.by)} together: name facts of one machine and, with `machine.` before them, of those above"
        )
        yield Finding((*path, "by"), message)


def _keys(table: DecisionTable, facts: list[Fact], path: Path) -> Iterator[Finding]:
    found: list[tuple[str, ...]] = []
    for i, fact in enumerate(facts):
        if fact.type.kind not in (Kind.CHOICE, Kind.YES_NO):
            yield Finding((*path, "by", i), f'"{table.by[i]}" is neither a choice nor a yes or no, so its values cannot be listed')
            return
        found.append(fact.type.values if fact.type.kind is Kind.CHOICE else ("yes", "no"))
    yield from _strangers(table, found, path)
    missing = [key for key in islice(product(*found), MOST_COMBINATIONS) if key not in table.rows]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        yield Finding(
            (*path, "rows"), f"there is no row for {', '.join(missing[0])}{more}: write every combination, `_` where it gives no value"
        )


def _strangers(table: DecisionTable, known: list[tuple[str, ...]], path: Path) -> Iterator[Finding]:
    for key in table.rows:
        for value, values in zip(key, known, strict=True):
            if value not in values:
                yield Finding((*path, "rows"), f'"{value}" in the row {", ".join(key)} is none of the values.{did_you_mean(value, values)}')
