"""Tables as answers: rows of columns, each column read like a field of its own. Typed as `fact.row.column`, rows counted from 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from workflow.core.answers import Bad, Desk, Item, Items, Problem, Typed
from workflow.core.definition import Fact
from workflow.core.words import Text

MOST_ROWS = 20
"""Of a table that declares no `most`."""
Parse = Callable[[Sequence[Fact], Typed, Desk], tuple[dict[str, Items], tuple[Problem, ...]]]


def row_numbers(fact: Fact, typed: Typed) -> list[int]:
    """The rows of which something was typed, in order."""
    found: set[int] = set()
    for key, texts in typed.items():
        name, _, rest = key.partition(".")
        number, _, column = rest.partition(".")
        if name == fact.name and column and number.isdecimal() and len(number) < 5 and any(text.strip() for text in texts):
            found.add(int(number))
    return sorted(found)


def rows(fact: Fact, typed: Typed, desk: Desk, parse: Parse) -> Items:
    """The items of all rows, one per column. Raises Bad with every cell that is wrong, and in which row it stands."""
    numbers = row_numbers(fact, typed)
    if len(numbers) > (fact.most or MOST_ROWS):
        raise Bad(
            Text("Paling banyak {n} baris pada “{words}”.", "At most {n} rows in {words}.").fill(n=fact.most or MOST_ROWS, words=fact.words)
        )
    if numbers and len(numbers) < (fact.least or 0):
        raise Bad(Text("Paling sedikit {n} baris pada “{words}”.", "At least {n} rows in {words}.").fill(n=fact.least, words=fact.words))
    items: list[Item] = []
    wrong: list[Problem] = []
    for place, number in enumerate(numbers, 1):
        found, problems = parse([replace(c, name=f"{fact.name}.{number}.{c.name}") for c in fact.columns], typed, desk)
        items += [(found.get(f"{fact.name}.{number}.{c.name}") or (Item(),))[0] for c in fact.columns]
        wrong += [replace(p, text=Text("Baris {n}: {text}", "Row {n}: {text}").fill(n=place, text=p.text)) for p in problems]
    if wrong:
        raise Bad(*wrong)
    return tuple(items)
