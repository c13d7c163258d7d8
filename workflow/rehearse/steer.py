"""Filling in a form so that its conditions hold: first answers, then a small search among other answers, judged by the engine's own reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from workflow.core.definition import Clause, Fact, FactKind
from workflow.core.fields import Desk as Parsing
from workflow.core.fields import Items, parse
from workflow.core.language import Expr, evaluate
from workflow.core.world import Case
from workflow.rehearse.answers import Asking, Typed, first
from workflow.rehearse.answers_others import others
from workflow.rehearse.compared import near
from workflow.rehearse.desk import facts_behind
from workflow.rehearse.names import REASON
from workflow.store.desk import desk_of

TRIES = 400
"""Answers looked at for one condition before it is given up."""


COMPARED = (FactKind.NUMBER, FactKind.DECIMAL, FactKind.TEXT, FactKind.DATE)
"""Kinds whose answers are sought where conditions compare them."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What is typed, and the reasons given for going past conditions, by their position. `unmet`: conditions that nothing typed makes true."""

    typed: Typed
    reasons: Mapping[str, str]
    unmet: tuple[Clause, ...] = ()


def filled(asking: Asking, wishes: Sequence[Clause] = (), spoilt: Clause | None = None) -> Filled:
    """Fill in the action's form. `wishes`: conditions to be met where that is possible; `spoilt`: one of them to be missed all the same."""
    sheet = _Sheet(asking)
    must = [c for c in asking.action.needs if c.explain is None]
    kept = [c for c in must if c is not spoilt]
    for _ in range(2):
        for clause in (*kept, *(c for c in wishes if c is not spoilt)):
            if not sheet.holds(clause.that):
                sheet.mend(clause.that, kept)
    if spoilt is not None and sheet.holds(spoilt.that):
        sheet.mend(spoilt.that, kept, wanted=False)
    for clause in (c for c in asking.action.needs if c.explain is not None and not sheet.holds(c.that)):
        sheet.mend(clause.that, kept)
    sheet.keep()
    excused = [str(n) for n, c in enumerate(asking.action.needs) if c.explain is not None and not sheet.holds(c.that)]
    return Filled(sheet.typed, dict.fromkeys(excused, REASON), tuple(c for c in must if not sheet.holds(c.that)))


class _Sheet:
    """The form as it is filled in so far."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        machine, desk = asking.machine, asking.desk
        asked = machine.forms[asking.action.form].facts if asking.action.form else ()
        self.facts = {n: machine.facts[n] for n in asked if machine.facts[n].sealed_to is None and machine.facts[n].is_asked}
        above = [case.id for case in desk.world.lineage(asking.case) if case.id]
        self.parsing: Parsing = desk_of(desk.connection, desk.definition, asking.case.zone, asking.who.person, above=above)
        self.typed: Typed = {}
        self.items: dict[str, Items] = {}
        for fact in self.facts.values():
            self._type(first(asking, fact), fact)

    def _type(self, typed: Typed, fact: Fact) -> None:
        self.typed = {name: texts for name, texts in self.typed.items() if name.partition(".")[0] != fact.name} | typed
        found, _problems = parse([fact], typed, self.parsing)
        self.items[fact.name] = found.get(fact.name, ())

    def keep(self) -> None:
        """What everybody answers alike, the next person types as it was found to hold."""
        for name in self.facts:
            if (key := (self.asking.machine.name, name)) in self.asking.alike:
                self.asking.kept[key] = {typed: texts for typed, texts in self.typed.items() if typed.partition(".")[0] == name}

    def holds(self, expr: Expr) -> bool:
        return evaluate(expr, self.asking.desk.plan(self.asking.who.person).view(self._case())) is True

    def _case(self) -> Case:
        case = self.asking.case
        return replace(case, facts={**case.facts, **self.items})

    def mend(self, expr: Expr, kept: Sequence[Clause], *, wanted: bool = True) -> None:
        """Change one answer, else two, so that the expression holds (or does not), and none of `kept` that held is lost."""
        before = (dict(self.typed), dict(self.items))
        held = [clause for clause in kept if self.holds(clause.that)]
        for changes in self._changes(expr):
            for fact, typed in changes:
                self._type(typed, fact)
            if self.holds(expr) is wanted and all(self.holds(clause.that) for clause in held):
                return
            self.typed, self.items = dict(before[0]), dict(before[1])

    def _near(self, expr: Expr, fact: Fact) -> list[Typed]:
        if fact.kind not in COMPARED:
            return []
        view = self.asking.desk.plan(self.asking.who.person).view(self._case())
        return [{fact.name: [text]} for text in near(self.asking.machine, expr, fact, view, self.asking.rng)]

    def _changes(self, expr: Expr) -> Iterator[list[tuple[Fact, Typed]]]:
        open_ = [fact for name, fact in self.facts.items() if name in facts_behind(self.asking.machine, expr)]
        choices = {fact.name: [(fact, typed) for typed in (*self._near(expr, fact), *others(self.asking, fact))] for fact in open_}
        left = TRIES
        for count in (1, 2):
            for some in combinations(open_, count):
                for change in product(*(choices[fact.name] for fact in some)):
                    if left == 0:
                        return
                    left -= 1
                    yield list(change)
