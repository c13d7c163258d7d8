"""Models -> the frozen values of a definition. Guards are read by `Guards`; what a name means is proved afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.core.definition import (
    Attribute,
    ChoiceList,
    DecisionTable,
    Definition,
    Entry,
    Fact,
    FactKind,
    Figure,
    Filling,
    Form,
    Letter,
    Machine,
    Minutes,
    Ordering,
    Part,
    Pass,
    Publication,
    Ranking,
    Role,
    Score,
    Section,
    Source,
    State,
    Window,
)
from workflow.core.findings import Path, did_you_mean
from workflow.core.language import Expr, Kind, Type
from workflow.core.words import Words, same
from workflow.load import shape as s
from workflow.load.build_actions import action, clauses
from workflow.load.build_tables import decision_table
from workflow.load.files import Enclosed
from workflow.load.guards import Guards
from workflow.load.shape_base import Cited, ListShape, RoleShape
from workflow.load.shape_steps import StateShape, WindowShape

_KINDS = {
    FactKind.YES_NO: Kind.YES_NO,
    FactKind.CHECKLIST: Kind.YES_NO,
    FactKind.DATE: Kind.DATE,
    FactKind.MOMENT: Kind.MOMENT,
    FactKind.DURATION: Kind.DURATION,
    FactKind.PERSON: Kind.PERSON,
}


def source(shape: Cited) -> Source | None:
    return Source(shape.cite, shape.sure) if shape.cite is not None and shape.sure is not None else None


@dataclass(slots=True)
class Builder:
    """Builds one file. `formulas`: computed facts whose type is known by now; others are left out."""

    file: s.FileShape
    guards: Guards
    formulas: Mapping[tuple[str, str], Expr]

    def definition(self, sha256: str, enclosed: Enclosed) -> Definition:
        file = self.file
        return Definition(
            process=file.process,
            version=file.version,
            title=file.title,
            about=file.about,
            basis=tuple(Source(basis.cite, basis.sure) for basis in file.basis),
            lists={name: _list(name, shape) for name, shape in file.lists.items()},
            roles={name: self._role(name, shape) for name, shape in file.roles.items()},
            letters={name: Letter(name, tuple(shape.to), shape.body, shape.hold) for name, shape in file.letters.items()},
            minutes={name: Minutes(name, shape.body, tuple(shape.parts)) for name, shape in file.minutes.items()},
            machines={name: self._machine(name) for name in top_down(file.machines)},
            files=enclosed.texts,
            sha256=sha256,
            replaces=file.replaces,
            rubrics=enclosed.rubrics,
            tables=self._tables(),
            packs=enclosed.packs,
        )

    def _tables(self) -> dict[str, DecisionTable]:
        lists = {name: _list(name, shape) for name, shape in self.file.lists.items()}
        return {name: decision_table(name, shape, lists, self.guards.report) for name, shape in self.file.tables.items()}

    def _role(self, name: str, shape: RoleShape) -> Role:
        return Role(
            name=name,
            words=shape.words,
            held_in=self._places(shape.held_in or ()),
            owner_of=shape.owner_of,
            is_=shape.is_,
            among=shape.among,
            one=shape.one,
            appointed_by=shape.appointed_by,
            deputies=shape.deputies is not None,
            declares=shape.declares,
            never_with=tuple(shape.never_with),
            attributes=dict(self._attributes(name, shape)),
            only_asked=shape.reads is not None,
        )

    def _places(self, held_in: Sequence[str]) -> tuple[str, ...]:
        """From the top down, whatever order they are written in."""
        known = top_down(self.file.machines)
        return tuple(sorted(held_in, key=lambda name: known.index(name) if name in known else len(known)))

    def _attributes(self, role: str, shape: RoleShape) -> Iterator[tuple[str, Attribute]]:
        for name, asked in shape.attributes.items():
            if asked.of in ("yes_no", "text", "person"):
                yield name, Attribute(name, asked.of, asked.words)  # type: ignore[arg-type]
            elif (found := self._named_list(asked.of, ("roles", role, "attributes", name))) is not None:
                yield name, Attribute(name, "choice", asked.words, found)

    def _named_list(self, name: str, path: Path) -> ChoiceList | None:
        if name in self.file.lists:
            return _list(name, self.file.lists[name])
        self.guards.report.at(path, f'no list is called "{name}": add it under lists.{did_you_mean(name, self.file.lists)}')
        return None

    def _machine(self, name: str) -> Machine:
        shape, at = self.file.machines[name], ("machines", name)
        return Machine(
            name=name,
            parent=shape.parent,
            words=shape.words,
            code=shape.code,
            path=shape.path,
            called=shape.called,
            states={state: _state(state, of) for state, of in shape.states.items()},
            actions={key: action(key, of, name, list(shape.states.items()), self.guards) for key, of in shape.actions.items()},
            windows={window: _window(window, of) for window, of in shape.windows.items()},
            facts=dict(self._facts(name, shape)),
            requirements={
                group: clauses(dict(of), lambda text, path: self.guards.on_case(text, name, path), (*at, "requirements", group))
                for group, of in shape.requirements.items()
            },
            forms={form: Form(form, tuple(Section(part.words, tuple(part.ask)) for part in of)) for form, of in shape.forms.items()},
            scores={score: self._score(score, of, name) for score, of in shape.scores.items()},
            rankings={ranking: self._ranking(ranking, of, name) for ranking, of in shape.rankings.items()},
            fills={fill: self._fill(fill, of, name) for fill, of in shape.fills.items()},
            publications={key: self._publication(key, of, name) for key, of in shape.publications.items()},
        )

    def _facts(self, machine: str, shape: s.MachineShape) -> Iterator[tuple[str, Fact]]:
        for name, of in shape.facts.items():
            formula = self.formulas.get((machine, name))
            if of.formula is None or formula is not None:
                yield name, self._fact(name, of, formula, ("machines", machine, "facts", name))

    def _fact(self, name: str, shape: s.FactShape, formula: Expr | None, path: Path) -> Fact:
        kind = FactKind(shape.type or "formula")
        choices = self._choices(shape, path) if kind is FactKind.CHOICE else None
        return Fact(
            name=name,
            kind=kind,
            type=formula.type if formula is not None else _type(kind, shape, choices),
            words=shape.words,
            hint=shape.hint,
            choices=choices,
            of=shape.of if isinstance(shape.of, str) else None,
            scale=(shape.scale[0], shape.scale[1]) if shape.scale else None,
            most=shape.most,
            least=shape.least,
            many=shape.many,
            places=shape.places,
            default=shape.default,
            optional=shape.optional,
            personal=shape.personal,
            sealed_to=shape.sealed_to,
            rubric=shape.rubric,
            basis=source(shape),
            keep=shape.keep,
            formula=formula,
            figure=self._figure(shape.published, path) if shape.published is not None else None,
            within=shape.in_,
            columns=tuple(self._fact(column, of, None, (*path, "columns", column)) for column, of in shape.columns.items()),
        )

    def _figure(self, shape: s.FigureShape, path: Path) -> Figure:
        """`match` is read on the case that takes the figure."""
        at = (*path, "published", "match")
        match = tuple((name, self.guards.on_case(text, str(path[1]), (*at, name), None)) for name, text in shape.match.items())
        return Figure(shape.process, shape.publication, shape.take, match)

    def _choices(self, shape: s.FactShape, path: Path) -> ChoiceList | None:
        if isinstance(shape.of, list):
            return ChoiceList("", tuple(shape.of), False, {value: same(value) for value in shape.of})
        if shape.of is not None:
            return self._named_list(shape.of, (*path, "of"))
        self.guards.report.at(path, "a choice needs its values: add `of: list` or `of: [a, b]`")
        return None

    def _score(self, name: str, shape: s.ScoreShape, machine: str) -> Score:
        path = ("machines", machine, "scores", name, "parts")
        parts = tuple(self._part(part, of, machine, (*path, part)) for part, of in shape.parts.items())
        return Score(name, shape.out_of, parts, shape.places, shape.words, shape.missing, source(shape))

    def _part(self, name: str, shape: s.PartShape, machine: str, path: Path) -> Part:
        where, weighing = None, None
        if shape.where is not None:
            where = self.guards.on_sheet(shape.where, machine, shape.from_.partition(".")[0], (*path, "where"))
        if isinstance(shape.weight, str):
            weighing = self.guards.on_case(shape.weight, machine, (*path, "weight"), Kind.NUMBER)
        weight = None if isinstance(shape.weight, str) else shape.weight
        return Part(name, weight, shape.from_, shape.as_, where, shape.at_least, shape.most, shape.words, weighing)

    def _ranking(self, name: str, shape: s.RankingShape, machine: str) -> Ranking:
        path = ("machines", machine, "rankings", name)
        where = self.guards.if_on_row(shape.where, shape.of, (*path, "where"), machine)
        take = self.guards.on_case(shape.take, machine, (*path, "take"), Kind.NUMBER)
        return Ranking(name, shape.of, where, tuple(shape.order), take, shape.equal_at_cut, source(shape))

    def _fill(self, name: str, shape: s.FillShape, machine: str) -> Filling:
        path = ("machines", machine, "fills", name)
        return Filling(
            name=name,
            of=shape.of,
            into=shape.into,
            who=self.guards.on_row(shape.who, shape.of, (*path, "who"), machine),
            places=self.guards.on_row(shape.places, shape.into, (*path, "places"), machine, Kind.NUMBER),
            order=tuple(shape.order),
            into_order=tuple(shape.into_order),
            passes=tuple(self._pass(one, shape.of, (*path, "passes", i), machine) for i, one in enumerate(shape.passes)),
            holds=self.guards.if_on_row(shape.holds, shape.of, (*path, "holds"), machine),
            basis=source(shape),
        )

    def _pass(self, shape: s.PassShape, of: str, path: Path, machine: str) -> Pass:
        return Pass(shape.code, tuple(shape.same), shape.words, self.guards.if_on_row(shape.where, of, (*path, "where"), machine))

    def _publication(self, name: str, shape: s.PublicationShape, machine: str) -> Publication:
        path, of = ("machines", machine, "publications", name), shape.of or machine
        to = {
            role: tuple(self._entry(entry, of, (*path, "to", role, i), machine) for i, entry in enumerate(entries))
            for role, entries in shape.to.items()
        }
        return Publication(
            name=name,
            words=shape.words,
            of=shape.of,
            where=self.guards.if_on_row(shape.where, of, (*path, "where"), machine),
            order=tuple(self._ordering(key, machine, (*path, "order", i)) for i, key in enumerate(shape.order)),
            to=to,
            with_=tuple(shape.with_),
            figures=tuple(shape.figures or ()),
            keep=shape.keep,
            basis=source(shape),
        )

    def _ordering(self, shape: s.OrderingShape, machine: str, path: Path) -> Ordering:
        return Ordering(*shape.by, self.guards.on_case(shape.when, machine, (*path, "when")) if shape.when is not None else None)

    def _entry(self, shape: s.EntryShape, of: str, path: Path, machine: str) -> Entry:
        return Entry(tuple(shape.fact), self.guards.if_on_row(shape.when, of, (*path, "when"), machine))


def top_down(machines: Mapping[str, s.MachineShape]) -> list[str]:
    """Names of the machines, each after its parent; those without a known parent first."""
    order = [name for name, shape in machines.items() if shape.parent not in machines]
    for name in order:
        order += [child for child, shape in machines.items() if shape.parent == name]
    return order


def _list(name: str, shape: ListShape) -> ChoiceList:
    values = tuple(shape.ordered or shape.values or ())
    return ChoiceList(name, values, shape.ordered is not None, {value: shape.words.get(value, same(value)) for value in values})


def _state(name: str, shape: StateShape) -> State:
    words = Words(shape.words.owner, shape.words.public, shape.words.staff)
    return State(name, shape.phase, words, shape.outcome, shape.pauses, shape.next, shape.code)


def _window(name: str, shape: WindowShape) -> Window:
    lasts = shape.lasts
    given = lasts.at_least or lasts.at_most or lasts.exactly
    if given is None:
        raise AssertionError("the model lets a window have one length only")
    mode = "at_least" if lasts.at_least else "at_most" if lasts.at_most else "exactly"
    return Window(name, tuple(shape.in_), mode, given, shape.words, shape.until, source(shape))  # type: ignore[arg-type]


def _type(kind: FactKind, shape: s.FactShape, choices: ChoiceList | None) -> Type:
    """What a guard sees of an asked fact; a number without `least` is not below zero."""
    if kind is FactKind.CHOICE:
        return Type(Kind.CHOICE, values=choices.values if choices else (), ordered=bool(choices and choices.ordered))
    unit = 10**shape.places
    if kind is FactKind.RATING and shape.scale:
        return Type(Kind.NUMBER, shape.places, shape.scale[0] * unit, shape.scale[1] * unit)
    if kind in (FactKind.NUMBER, FactKind.DECIMAL, FactKind.RATING):
        return Type(Kind.NUMBER, shape.places, (shape.least or 0) * unit, shape.most * unit if shape.most is not None else None)
    return Type(_KINDS.get(kind, Kind.TEXT))
