"""The guards that an exploration reads, compared with the guards of the file: on states that both can read, and over many random values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.explore.tiny import contest
from workflow.core.definition import Definition
from workflow.core.explore.bounds import DEFAULT, runs
from workflow.core.explore.compile import compiled
from workflow.core.explore.here import Here, outcomes
from workflow.core.explore.kinds import AHEAD, BEFORE, KEPT, STATE, UNSET, Way
from workflow.core.explore.model import Model
from workflow.core.explore.numbers import numbers_of
from workflow.core.explore.search import Search
from workflow.core.explore.tree import Node
from workflow.core.language import Expr, Kind, SetExpr, Type, Value, evaluate
from workflow.core.language import walk as nodes_of
from workflow.core.language.nodes import Aggregate, Between
from workflow.load import load

ROOT = Path(__file__).parents[2]
MOST = 700


NAMES = ("contest", "small", "wide", "kepala_sekolah")


def named(name: str) -> Definition:
    if name == "contest":
        return contest()
    return load(next(ROOT.glob(f"*/{name}/2026.1.yaml"), ROOT / "tests/definitions" / name / "2026.1.yaml"))


# ------------------------------------------------------------------ a second view of a state, made of plain values
@dataclass
class Plain:
    """A case as plain values. What it does not hold was not carried by the exploration."""

    values: dict[str, Value]
    sets: dict[str, list[Plain]] = field(default_factory=dict)
    able_: dict[str, int] = field(default_factory=dict)
    times_: dict[str, int] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        return self.values[name]

    def members(self, name: str) -> Sequence[Plain]:
        return self.sets[name]

    def able(self, role: str) -> int:
        return self.able_[role]

    def times(self, action: str) -> int:
        return self.times_[action]

    def acted(self, action: str) -> bool:
        raise KeyError(action)


def plain(model: Model, line: tuple[Node, ...], *, with_sets: bool = True) -> Plain:
    """The last case of the line, with its ancestors' names and the sets below it."""
    values: dict[str, Value] = {}
    for depth, above in enumerate(line):
        prefix = "" if depth == len(line) - 1 else f"{above.kind.name}."
        values |= {prefix + name: value for name, value in own(model, line[: depth + 1]).items()}
    case = line[-1]
    found = Plain(values, {}, {role: model.able(line, role) for role in model.definition.roles})
    found.times_ = {name: case.v[at] for name, (at, _) in case.kind.times.items()}
    for name in model.definition.below(case.kind.name) if with_sets else ():
        if name in model.run.present:
            found.sets[name] = [plain(model, below, with_sets=False) for below, _ in under(line, ()) if below[-1].kind.name == name]
    for sheets in case.kind.sheets:
        said = case.v[sheets.contents] if sheets.contents is not None else -1
        given = sheets.said[said] if said >= 0 else [()] * case.v[sheets.at]
        found.sets[sheets.action] = [Plain(dict(zip(sheets.names, one, strict=False))) for one in given[: case.v[sheets.at]]]
    for role, size in model.numbers.sizes.items():
        found.sets.setdefault(role, [Plain({})] * size)
    return found


def own(model: Model, line: tuple[Node, ...]) -> dict[str, Value]:
    case = line[-1]
    kind, state = case.kind, case.v[STATE]
    found: dict[str, Value] = {"state": kind.states[state], "before": kind.states[case.v[BEFORE]], "ended": kind.ended[state]}
    found["paused"] = any(one.kind.pausing[one.v[STATE]] for one in line)
    for window in kind.windows:
        at = case.v[window.at]
        found[f"{window.name}.open"] = at == AHEAD
        found[f"{window.name}.closed"] = None if at == UNSET else at != AHEAD
        found[f"{window.name}.kept"] = None if at in (UNSET, AHEAD) else at == KEPT
    found |= {slot.name: slot.cells.values[case.v[slot.at]] for slot in kind.slots if case.v[slot.at] >= 0}
    found |= {name: value for (machine, name), value in model.numbers.settings.items() if machine == kind.name}
    return found


def under(line: tuple[Node, ...], path: tuple[int, ...]) -> Iterator[tuple[tuple[Node, ...], tuple[int, ...]]]:
    """Every case, equal neighbours too."""
    yield line, path
    for i, kid in enumerate(line[-1].kids):
        yield from under((*line, kid), (*path, i))


def same_words(expr: Expr, written: Expr) -> bool:
    """Whether the guard was left as written: nothing open, nothing scaled, no setting whose value is scaled."""
    return expr == written and not any(isinstance(node, Aggregate | Between) for node in nodes_of(written))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "wide"])
def test_both_readings_agree_on_explored_states(name: str) -> None:
    definition, compared = named(name), 0
    numbers = numbers_of(definition)
    for run in runs(definition, DEFAULT):
        search = Search(compiled(definition, numbers.within(definition, run), run))
        graph = search.run(MOST)
        for root in graph.states[::7]:
            for line, path in under((root,), ()):
                for way in line[-1].kind.people[line[-1].v[STATE]] + line[-1].kind.soon[line[-1].v[STATE]]:
                    compared += sum(agree(search.model, line, path, way))
    assert compared > 100


def agree(model: Model, line: tuple[Node, ...], path: tuple[int, ...], way: Way) -> Iterator[bool]:
    binding = [clause.that for clause in way.action.needs if clause.explain is None]
    for written, read in zip(binding, way.guards, strict=True):
        if not same_words(read, written) or any(isinstance(node, SetExpr) and "." in node.set for node in nodes_of(written)):
            continue
        try:
            expected = evaluate(written, plain(model, line))
        except KeyError:
            continue  # it reads what the form asks only now
        given = {value for value, _ in outcomes(lambda picker, read=read: evaluate(read, Here(model, line, path, picker, way.fresh)))}
        assert given == {expected}, f"{written.source} at {line[-1].kind.states[line[-1].v[STATE]]}"
        yield True


# ------------------------------------------------------------------ cells tell apart what guards tell apart
NUMBER = Type(Kind.NUMBER, 2, 0, 10000)
GUARDS = [
    "entry.a >= 70",
    "entry.a > 70 and entry.a < 85",
    "entry.a == 70 or entry.b <= 12.5",
    "entry.a >= contest.bar",
    "entry.a < contest.bar or not entry.ok",
    "not known(entry.b) or entry.b > 3",
    "entry.kind == 'x' and entry.rank >= 'b'",
    "entry.kind in ['x', 'z'] or entry.rank < 'c'",
    "entry.a + entry.b > 100",
    "entry.kind != entry.other",
    "entry.a < contest.bar and entry.b < entry.a",
    "entry.b > entry.a or entry.a >= 70 and entry.a > contest.bar",
    "entry.on >= entry.until",
    "entry.count_ < 2 and entry.count_ > 0",
]
EXTRA = """
      a: {type: decimal, places: 2, most: 100, optional: true, words: A | A}
      b: {type: decimal, places: 2, most: 100, optional: true, words: B | B}
      ok: {type: yes_no, words: Ya | Yes}
      kind: {type: choice, of: [x, y, z], words: Jenis | Kind}
      other: {type: choice, of: [x, y, z], words: Jenis lain | Other kind}
      rank: {type: choice, of: ranks, words: Pangkat | Rank}
      on: {type: date, words: Tanggal | Date}
      until: {type: date, words: Sampai | Until}
      count_: {type: number, most: 9, words: Banyaknya | How many}
"""


def with_guard(source: str) -> Definition:
    own_names = source.replace("entry.", "")
    return contest(
        ("title: Lomba kecil | Small contest\n", "title: Lomba kecil | Small contest\nlists: {ranks: {ordered: [a, b, c, d]}}\n"),
        (
            "      points: {type: rating, scale: [1, 5], words: Nilai | Points}\n",
            "      points: {type: rating, scale: [1, 5], words: Nilai | Points}" + EXTRA,
        ),
        ("forms: {join: [title],", "forms: {join: [title, a, b, ok, kind, other, rank, on, until, count_],"),
        ("set_aside: {by: chief, from: short, to: lost,", f'set_aside: {{by: chief, from: short, to: lost, needs: ["{own_names}"],'),
    )


def random_values(random: Random) -> dict[str, Value]:
    number = lambda: random.choice([None, *(int(n * 100) for n in (0, 3, 12.5, 12.51, 30, 69.99, 70, 70.01, 84.99, 85, 100))])  # noqa: E731
    letters = random.choice("xyz"), random.choice("xyz"), random.choice("abcd")
    days = {name: date(2026, 3, random.randint(1, 3)) for name in ("on", "until")}
    return {
        **days,
        "count_": random.randint(0, 9),
        "a": number(),
        "b": number(),
        "ok": random.random() < 0.5,
        "kind": letters[0],
        "other": letters[1],
        "rank": letters[2],
    }


@pytest.mark.parametrize("source", GUARDS)
def test_every_answer_that_values_can_give_is_given_by_cells(source: str) -> None:
    """And none that they cannot give: unknown, false and true alike."""
    definition = with_guard(source)
    (clause,) = definition.machines["entry"].actions["set_aside"].needs
    random, expected = Random(7), set[Value]()
    for _ in range(600):
        bar = random.choice([0, 1250, 7000, 8500, 10000])
        expected.add(evaluate(clause.that, Plain({**random_values(random), "contest.bar": bar})))
    run = next(run for run in runs(definition, DEFAULT) if run.counts.get("question"))
    model = compiled(definition, numbers_of(definition).within(definition, run), run)
    assert set(by_cells(model, "set_aside")) == expected


def by_cells(model: Model, action: str) -> Iterator[Value]:
    """What a guard can say over all cells of what it reads."""
    way = next(way for way in model.ways if way.action.name == action)
    (guard,) = way.guards
    forest = Search(model).forest
    kinds = [model.kind("contest"), model.kind("entry")]
    line = tuple(
        forest.node(kind, [0, 0, *[-1 if at in {s.at for s in kind.slots} else 0 for at in range(2, len(kind.start))]], ())
        for kind in kinds
    )
    for value, _ in outcomes(lambda picker: evaluate(guard, Here(model, line, (0,), picker, tuple(s.at for s in kinds[1].slots)))):
        yield value


# ------------------------------------------------------------------ the short way is the long way
@pytest.mark.parametrize("name", NAMES)
def test_a_quick_move_leads_where_a_step_leads(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    definition = named(name)
    numbers = numbers_of(definition)
    run = runs(definition, DEFAULT)[-1]
    quickly = Search(compiled(definition, numbers.within(definition, run), run)).run(MOST)
    monkeypatch.setattr("workflow.core.explore.search.quick", lambda *given: None)
    slowly = Search(compiled(definition, numbers.within(definition, run), run)).run(MOST)
    assert signature(quickly.states[0]) == signature(slowly.states[0])
    assert graph_of(quickly) == graph_of(slowly)


def signature(node: Node) -> object:
    return node.kind.name, node.v, tuple(sorted((signature(kid) for kid in node.kids), key=repr))


def graph_of(graph: object) -> dict[str, set[tuple[str, bool]]]:
    states = [repr(signature(node)) for node in graph.states]  # type: ignore[attr-defined]
    edges = graph.edges  # type: ignore[attr-defined]
    return {states[at]: {(states[edge.target], edge.helps) for edge in of} for at, of in enumerate(edges) if of is not None}


def test_the_same_definition_is_explored_the_same_way_twice() -> None:
    definition = contest()
    numbers, run = numbers_of(definition), runs(definition, DEFAULT)[0]
    first, second = (Search(compiled(definition, numbers.within(definition, run), run)).run(MOST) for _ in "12")
    assert [node.v for node in first.states] == [node.v for node in second.states]
    assert first.edges == second.edges
