"""Guards of which one must always hold: of clock actions that wait on one moment, and of the branches of a `do`.

Every fact and every count that they read takes each of its cells once; where none of the guards is true then, there is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workflow.core import show
from workflow.core.definition import Action, Definition, Do, Machine
from workflow.core.explore.bounds import Run
from workflow.core.explore.cells import Cells, cells_of, contents_of, values_of
from workflow.core.explore.drafts import Drafts, Key
from workflow.core.explore.here import OnSheet, Picker, outcomes
from workflow.core.explore.numbers import Numbers
from workflow.core.explore.reading import home
from workflow.core.explore.rewrite import Rewriter
from workflow.core.explore.scenes import listed, quoted, value_words
from workflow.core.explore.telling import Discovery
from workflow.core.findings import Path
from workflow.core.language import Expr, Value, evaluate
from workflow.core.names import set_machine
from workflow.core.words import Text, same

MOST = 10_000
_MOMENT = Text(
    "Pada “{state}”, saat {at}, tidak satu pun dari {ways} cocok bila {when}: beri syarat yang salah satunya selalu terpenuhi",
    "At “{state}”, at {at}, none of {ways} fits when {when}: give them conditions of which one always holds",
)
_BRANCH = Text(
    "Untuk kasus pada “{state}” tidak satu pun dari {ways} cocok bila {when}, sehingga seluruh langkah tertolak: tambahkan cabang, atau `rest: stay`",
    "For a case at “{state}” none of {ways} fits when {when}, so the whole step is refused: add a branch, or `rest: stay`",
)
_ALWAYS = Text("tidak ada yang terpenuhi", "nothing holds")


@dataclass(slots=True)
class Group:
    """Actions of which one must fit while a case of `machine` stands at `state`."""

    machine: Machine
    state: str
    actions: Sequence[Action]
    path: Path
    at: str | None = None


def gaps(definition: Definition) -> Iterator[Discovery]:
    """Every gap that is found; where more cells come together than can be tried, nothing is said."""
    seen: set[object] = set()
    for group in (*_moments(definition), *_branches(definition)):
        same_group = (group.machine.name, group.state, group.at, tuple(action.name for action in group.actions))
        if len(group.actions) > 1 and all(action.needs for action in group.actions) and same_group not in seen:
            seen.add(same_group)
            yield from _gap(definition, group)


def _moments(definition: Definition) -> Iterator[Group]:
    for machine in definition.machines.values():
        timed = [a for a in machine.actions.values() if a.by == ("clock",) and a.at not in (None, "soon")]
        for state, at in dict.fromkeys((state, str(a.at)) for a in timed for state in a.from_):
            waiting = [a for a in timed if a.at == at and state in a.from_]
            yield Group(machine, state, waiting, ("machines", machine.name, "actions", waiting[0].name), at)


def _branches(definition: Definition) -> Iterator[Group]:
    for machine in definition.machines.values():
        for action in machine.actions.values():
            for i, effect in enumerate(action.then):
                target = set_machine(definition, machine.name, effect.on) if isinstance(effect, Do) else None
                if isinstance(effect, Do) and target is not None and not effect.rest_stays:
                    of = definition.machines[target]
                    listed_ = [of.actions[name] for name in effect.actions]
                    for state in dict.fromkeys(state for one in listed_ for state in one.from_ if state in of.states):
                        fitting = [one for one in listed_ if state in one.from_]
                        yield Group(of, state, fitting, ("machines", machine.name, "actions", action.name, "then", i))


def _gap(definition: Definition, group: Group) -> Iterator[Discovery]:
    drafts = Drafts()
    whole = Run(dict.fromkeys(definition.machines, 1))
    rewriter = Rewriter(definition, Numbers({}, {}, frozenset(), frozenset()), whole, drafts, flat=True)
    guards = [[rewriter.guard(group.machine.name, clause.that) for clause in action.needs] for action in group.actions]
    table = Table(definition, group.machine.name, group.state, drafts, cells_of(definition, drafts.values))
    for tried, (held, picker) in enumerate(outcomes(lambda picker: table.holds(guards, picker))):
        if tried > MOST:
            return
        if not held:
            yield _told(definition, group, table, picker)
            return


def _told(definition: Definition, group: Group, table: Table, picker: Picker) -> Discovery:
    words = group.machine.states[group.state].words.staff
    ways = listed([quoted(action.words) for action in group.actions])
    when = listed([table.words(key, picker) for key in picker.known if key in table.cells]) if picker.known else _ALWAYS
    shape = _MOMENT if group.at is not None else _BRANCH
    at = _moment(definition, group) if group.at is not None else same("")
    story = shape.fill(state=words, at=at, ways=ways, when=when if when.id else _ALWAYS)
    return Discovery("gap", group.path, table.is_sure(picker), story, (), group.at is not None)


def _moment(definition: Definition, group: Group) -> Text:
    place, rest = home(definition, group.machine.name, str(group.at))
    window, _, member = rest.partition(".")
    words = quoted(definition.machines[place].windows[window].words)
    shape = Text("{window} dibuka", "{window} opens") if member == "opens" else Text("{window} berakhir", "{window} ends")
    return shape.fill(window=words)


@dataclass(slots=True)
class Table:
    """A view on which every value is one of its cells, as picked."""

    definition: Definition
    machine: str
    state: str
    drafts: Drafts
    cells: dict[Key, Cells]
    picker: Picker = field(default_factory=Picker)

    def holds(self, guards: Sequence[Sequence[Expr]], picker: Picker) -> bool:
        self.picker = picker
        return any(all(evaluate(clause, self) is True for clause in guard) for guard in guards)

    def value(self, name: str) -> Value:
        place, rest = (self.machine, name) if name[0] in "?=" else home(self.definition, self.machine, name)
        if (place, rest) in self.drafts.formulas:
            return evaluate(self.drafts.formulas[place, rest], self)
        found = self.cells.get((place, rest))
        if found is not None:
            return found.values[self.picker.pick((place, rest), found.choices + self._unasked(place, rest, found))]
        if rest in ("state", "ended") and place == self.machine:
            return self.state if rest == "state" else False
        self.picker.loose = True
        return (True, False)[self.picker.pick((place, rest), 2)]

    def _unasked(self, place: str, rest: str, cells: Cells) -> int:
        """Whether nobody may have been asked yet."""
        fact = self.definition.machines[place].facts.get(rest)
        if fact is None or fact.default is not None or fact.formula is not None or cells.choices == len(cells.values):
            return 0
        own = self.definition.machines[place]
        births = [own.forms[a.form].facts if a.form is not None else () for a in own.actions.values() if a.is_birth]
        return int(not all(rest in asked for asked in births))

    def members(self, name: str) -> Sequence[OnSheet]:
        keys = {key: draft for key, draft in self.drafts.sheets.items() if key[0] == self.machine and key[1].partition(".")[0] == name}
        said = contents_of(self._sheets(name), [values_of(draft, self.drafts.sheets) for draft in keys.values()])
        names = tuple(key[1].partition(".")[2] for key in keys)
        return [OnSheet(names, sheet) for sheet in said[self.picker.pick(("sheets", name), len(said))]]

    def _sheets(self, name: str) -> int:
        return self.definition.machines[self.machine].actions[name].panel or 2

    def acted(self, action: str) -> bool:
        self.picker.loose = True
        return self.picker.pick(("acted", action), 2) == 0

    def able(self, role: str) -> int:
        raise LookupError(role)

    def times(self, action: str) -> int:
        raise LookupError(action)

    def words(self, key: Key, picker: Picker) -> Text:
        cells, (machine, name) = self.cells[key], key
        own = self.definition.machines[machine]
        label = quoted(show.label(self.definition, own, name)) if name[0] != "=" else same(name[1:])
        return Text("{label}: {value}", "{label}: {value}").fill(label=label, value=value_words(own, name, cells.values[picker.known[key]]))

    def is_sure(self, picker: Picker) -> bool:
        """Facts are independent of each other; of counts, and of what is made of common facts, nobody knows."""
        read = [self.cells[key] for key in picker.known if key in self.cells]
        counted = [key for key in picker.known if key in self.cells and key[1][0] == "="]
        return not picker.loose and len(counted) < 2 and not any(cells.loose for cells in read)
