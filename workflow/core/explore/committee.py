"""How many hold each role: the fewest with whom everything that is asked of their number holds. Defaults of settings come first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from workflow.core.definition import Action, Definition
from workflow.core.explore.reading import Guard, home, parts_of
from workflow.core.graph import every_action
from workflow.core.language import Expr, Value, evaluate, walk
from workflow.core.language.nodes import Able, Aggregate, Compare, Count, Every, In, Literal, Name, Times

Setting = tuple[str, str]
"""A machine and one of its facts."""
LARGEST = 12


@dataclass(frozen=True, slots=True)
class Solved:
    sizes: Mapping[str, int]
    settings: Mapping[Setting, int]


@dataclass(frozen=True, slots=True)
class Table:
    """A view in which only settings and the sizes of roles are known."""

    definition: Definition
    machine: str
    solved: Solved

    def value(self, name: str) -> Value:
        return self.solved.settings.get(home(self.definition, self.machine, name))

    def members(self, name: str) -> Sequence[Table]:
        return [self] * self.solved.sizes.get(name, 0)


def committee(definition: Definition, settings: set[Setting], found: list[Guard]) -> Solved:
    """Sizes for every role and values for `settings`, the facts that people are counted against."""
    asked = [guard for guard in found if guard.clause is not None and _is_of_numbers(definition, guard, settings)]
    values = {key: _choices(definition, key)[0] for key in settings}
    sizes = _least(definition, found, Solved({}, values))
    for group in _groups(definition, asked):
        chosen = _chosen(definition, group, found, Solved(sizes, values))
        values, sizes = {**values, **chosen.settings}, {**sizes, **chosen.sizes}
    return Solved({**_least(definition, found, Solved(sizes, values)), **sizes}, values)


def _is_of_numbers(definition: Definition, guard: Guard, settings: set[Setting]) -> bool:
    """Whether it asks of nothing but the number of holders and of settings."""

    def fits(machine: str, node: Expr) -> bool:
        if isinstance(node, Name):
            return home(definition, machine, node.name) in settings
        if isinstance(node, Count):
            return node.where is None and node.set in definition.roles
        return not isinstance(node, Every | Aggregate | Able | Times)

    parts = list(parts_of(definition, guard))
    return any(isinstance(part, Count) for _, part in parts) and all(fits(machine, part) for machine, part in parts)


def _groups(definition: Definition, asked: list[Guard]) -> list[list[Guard]]:
    """Guards that speak of common roles or settings, together."""
    groups: list[tuple[set[object], list[Guard]]] = []
    for guard in asked:
        about: set[object] = set(_about(definition, guard))
        apart = [group for group in groups if not group[0] & about]
        joined = [group for group in groups if group[0] & about]
        groups = [*apart, (about.union(*(g[0] for g in joined)), [*(one for g in joined for one in g[1]), guard])]
    return [group[1] for group in groups]


def _about(definition: Definition, guard: Guard) -> Iterator[str | Setting]:
    for machine, node in parts_of(definition, guard):
        if isinstance(node, Count):
            yield node.set
        elif isinstance(node, Name):
            yield home(definition, machine, node.name)


def _chosen(definition: Definition, group: list[Guard], found: list[Guard], sofar: Solved) -> Solved:
    """Enough for the sheets, and with clauses that only ask for a reason, if that can be; else the one or the other left out."""
    binding = [guard for guard in group if guard.binds]
    for asked, enough in ((group, True), (binding, True), (group, False), (binding, False)):
        for sizes, settings in _tries(definition, group):
            solved = Solved({**sofar.sizes, **sizes}, {**sofar.settings, **settings})
            if all(evaluate(guard.expr, Table(definition, guard.machine, solved)) is True for guard in asked):
                least = _least(definition, found, Solved({}, solved.settings)) if enough else {}
                if all(least.get(role, 1) <= size for role, size in sizes.items()):
                    return Solved(sizes, settings)
    return Solved({}, {})


def _tries(definition: Definition, group: list[Guard]) -> Iterator[tuple[dict[str, int], dict[Setting, int]]]:
    """Every number of holders up to a dozen, or near one that is written; for every usual value of the settings, the default first."""
    about = sorted({one for guard in group for one in _about(definition, guard)}, key=str)
    roles, facts = [one for one in about if isinstance(one, str)], [one for one in about if not isinstance(one, str)]
    written = {n for guard in group for n in _written(guard.expr)}
    sizes = sorted({*range(LARGEST + 1), *(n for size in written for n in (size - 1, size, size + 1) if n >= 0)})
    for values in product(*(_choices(definition, key, written) for key in facts), *(sizes for _ in roles)):
        yield dict(zip(roles, values[len(facts) :], strict=True)), dict(zip(facts, values[: len(facts)], strict=True))


def _written(expr: Expr) -> Iterator[int]:
    """Whole numbers of holders that are written in an expression; nobody asks for more than some hundreds."""
    for node in walk(expr):
        for part in (node, *(node.values if isinstance(node, In) else ())):
            if isinstance(part, Literal) and isinstance(part.value, int) and 0 < part.value < 300:
                yield part.value


def _choices(definition: Definition, key: Setting, written: Iterable[int] = ()) -> list[int]:
    """The default first, then the usual small numbers, within what may be typed."""
    fact = definition.machines[key[0]].facts[key[1]]
    unit = 10**fact.type.places
    usual = [int(fact.default) * unit] if fact.default is not None and fact.default.isdigit() else []
    lo, hi = fact.type.reach
    return list(dict.fromkeys(n for n in [*usual, *(n * unit for n in (2, 1, 3, 4, 5, *sorted(written)))] if lo <= n <= hi)) or [lo]


def _least(definition: Definition, found: list[Guard], solved: Solved) -> dict[str, int]:
    """As many holders as sheets, guards and a second person need, at least one."""
    least = dict.fromkeys(definition.roles, 1) | dict(solved.sizes)
    for machine, action in every_action(definition):
        wanted = _wanted(definition, machine.name, action, solved)
        for role in set(action.by) & set(least):
            least[role] = max(least[role], 1 if definition.roles[role].one else wanted)
    for guard in found:
        for role, limit in able_limits(definition, guard, solved):
            least[role] = max(least[role], limit)
    return least


def _wanted(definition: Definition, machine: str, action: Action, solved: Solved) -> int:
    quorum = evaluate(action.quorum, Table(definition, machine, solved)) if action.quorum is not None else 1
    second = action.confirmed_by is not None and action.confirmed_by in action.by
    return max(quorum if isinstance(quorum, int) else 1, action.panel or 1, 2 if second else 1)


def able_limits(definition: Definition, guard: Guard, solved: Solved) -> Iterator[tuple[str, int]]:
    """What `able(role)` is compared with: role and number."""
    for machine, node in parts_of(definition, guard):
        if isinstance(node, Compare):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(one, Able) and isinstance(other, Literal | Name):
                    limit = evaluate(other, Table(definition, machine, solved))
                    if isinstance(limit, int) and limit <= LARGEST:
                        yield one.role, limit
