"""Answers of invented people, one function for each kind of fact: what is typed first. `answers_others` has what else may be tried.

A new kind of fact needs one entry in `FIRST` and one in `OTHERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from workflow.core.definition import Action, Assign, Fact, FactKind, Machine, Release
from workflow.core.language import evaluate
from workflow.core.staff import clash
from workflow.core.world import Case
from workflow.rehearse.cast import Persona
from workflow.rehearse.desk import Desk
from workflow.rehearse.hints import Hints
from workflow.rehearse.names import FILES, REMARK, SENT_WRONG, SENTENCES

Typed = dict[str, list[str]]
WIDTH = 14
"""How far the ratings of two people of one case lie apart at most, of 100."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who answers what on which case. `hints`: values near those that conditions name. `alike`: facts that are the same for everybody.

    `leaving`: whom a replacement releases. `mistakes`: of a hundred checklists those in which one finding is not what the answers say.
    """

    desk: Desk
    case: Case
    machine: Machine
    action: Action
    who: Persona
    rng: Random
    hints: Hints
    ordinal: int
    kept: dict[tuple[str, str], Typed]
    alike: frozenset[tuple[str, str]]
    leaving: Persona | None = None
    mistakes: int = 0

    @property
    def today(self) -> date:
        return self.desk.world.now.astimezone(ZoneInfo(self.case.zone)).date()

    @property
    def owner(self) -> Persona | None:
        """Whose case it is, or whose the nearest one above it is."""
        owners = [c.owner for c in self.desk.world.lineage(self.case)] if self.case.revision >= 0 else [self.case.owner]
        known = self.desk.cast.by_person
        return next((known[owner] for owner in owners if owner is not None and owner in known), None)


def first(asking: Asking, fact: Fact) -> Typed:
    """What the person types before anything speaks against it. Raises LookupError for a kind that nobody here can answer."""
    key = (asking.machine.name, fact.name)
    if key not in asking.alike:
        return _typed(asking, fact)
    return asking.kept.setdefault(key, _typed(asking, fact))


def _typed(asking: Asking, fact: Fact) -> Typed:
    if fact.kind not in FIRST:
        raise LookupError(fact.kind)
    if fact.optional and fact.kind not in (FactKind.RATING, FactKind.CHOICE) and asking.rng.randrange(10) < 3:
        return {fact.name: []}
    return FIRST[fact.kind](asking, fact)


# ------------------------------------------------------------------ first answers
def _yes_no(asking: Asking, fact: Fact) -> Typed:
    return {fact.name: [fact.default or asking.rng.choice(("yes", "no"))]}


def _number(asking: Asking, fact: Fact) -> Typed:
    if fact.default is not None:
        return {fact.name: [fact.default]}
    least = fact.least if fact.least is not None else 0
    most = fact.most if fact.most is not None else least + 20
    if asking.owner is None:
        return {fact.name: [str(least + (most - least) // 4)]}
    return {fact.name: [str(_by_ability(asking, least, most))]}


def _by_ability(asking: Asking, least: int, most: int) -> int:
    able = asking.owner.ability if asking.owner else 70
    share = max(0, min(100, able + asking.rng.randint(-WIDTH, WIDTH) // 2))
    return least + round((most - least) * share / 100)


def _text(asking: Asking, fact: Fact) -> Typed:
    owner = asking.owner
    if fact.name == asking.machine.called:
        own = owner is not None and asking.case.owner == owner.person
        named = owner.name if own and owner is not None else f"{asking.machine.words.id} rekaan {asking.ordinal}"
    else:
        named = f"{fact.words.id} rekaan"
    return {fact.name: [fitted(named, fact, 200)]}


def _long_text(asking: Asking, fact: Fact) -> Typed:
    told = " ".join(asking.rng.sample(SENTENCES, asking.rng.randint(1, 3)))
    return {fact.name: [fitted(told, fact, 5000)]}


def fitted(text: str, fact: Fact, longest: int) -> str:
    while len(text) < (fact.least or 0):
        text += " " + SENTENCES[0]
    return text[: fact.most or longest]


def _date(asking: Asking, fact: Fact) -> Typed:
    """A birth date where conditions count years from it; what people tell of themselves lies behind, what offices plan lies ahead."""
    key = (asking.machine.name, fact.name)
    if key in asking.hints.births:
        return {fact.name: [(asking.today - timedelta(days=asking.rng.randint(30 * 365, 50 * 365))).isoformat()]}
    own = asking.case.owner == asking.who.person
    days = -asking.rng.randint(60, 1500) if own else asking.rng.randint(1, 30)
    return {fact.name: [(asking.today + timedelta(days=days)).isoformat()]}


def _moment(asking: Asking, fact: Fact) -> Typed:
    day = asking.today + timedelta(days=asking.rng.randint(2, 7))
    return {fact.name: [datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo(asking.case.zone)).strftime("%Y-%m-%dT%H:%M")]}


def _duration(asking: Asking, fact: Fact) -> Typed:
    return {fact.name: [fact.default or str(asking.rng.randint(1, 5))]}


def _choice(asking: Asking, fact: Fact) -> Typed:
    values = fact.choices.values if fact.choices else ()
    return {fact.name: [fact.default or asking.rng.choice(values)]}


def _rating(asking: Asking, fact: Fact) -> Typed:
    low, high = fact.scale or (0, 0)
    if fact.optional and asking.rng.randrange(50) == 0:
        return {fact.name: ["cannot"], f"{fact.name}.remark": [REMARK]}
    given = _by_ability(asking, low, high)
    remark = {f"{fact.name}.remark": [REMARK]} if given in (low, high) else {}
    return {fact.name: [str(given)], **remark}


def _checklist(asking: Asking, fact: Fact) -> Typed:
    """What the answers of the case say, but for a few mistakes; what they do not say is taken to be met."""
    view, found = asking.desk.plan(asking.who.person).view(asking.case), Typed()
    clauses = asking.machine.requirements[fact.of or ""]
    mistaken = asking.rng.choice(clauses) if asking.rng.randrange(100) < asking.mistakes else None
    for clause in clauses:
        met = (evaluate(clause.that, view) is not False) is not (clause is mistaken)
        found[f"{fact.name}.{clause.name}"] = ["met" if met else "not_met"]
        found |= {} if met else {f"{fact.name}.{clause.name}.remark": [SENT_WRONG]}
    return found


def _file(asking: Asking, fact: Fact) -> Typed:
    count = asking.rng.randint(1, min(fact.many, FILES))
    return {fact.name: [f"{asking.who.file}-{n}" for n in range(1, count + 1)]}


def _person(asking: Asking, fact: Fact) -> Typed:
    """Whom the step puts into a role or takes out of it; else somebody of those who take part."""
    desk, case = asking.desk, asking.case
    for effect in asking.action.then:
        if isinstance(effect, Release) and effect.fact == fact.name:
            leaving = asking.leaving or next(iter(desk.holders(case, effect.role)), None)
            return {fact.name: [str(leaving.person)] if leaving else []}
        if isinstance(effect, Assign) and effect.fact == fact.name:
            return {fact.name: [str(_newcomer(desk, case, effect.role).person)]}
    return {fact.name: [str(asking.rng.choice(desk.cast.applicants or desk.cast.spare).person)]}


def _table(asking: Asking, fact: Fact) -> Typed:
    """A row or two, each column answered like a fact of its own."""
    count = max(fact.least or 1, min(asking.rng.randint(1, 2), fact.most or 2))
    return rows(asking, fact, count)


def rows(asking: Asking, fact: Fact, count: int) -> Typed:
    found = Typed()
    for row in range(count):
        for column in fact.columns:
            found |= _typed(asking, replace(column, name=f"{fact.name}.{row}.{column.name}"))
    return found


def _case(asking: Asking, fact: Fact) -> Typed:
    known = cases(asking, fact)
    return {fact.name: [asking.rng.choice(known)] if known and not (fact.optional and asking.rng.randrange(2)) else []}


def cases(asking: Asking, fact: Fact) -> list[str]:
    """Numbers of the cases that may be named, in the order of birth: of this root, or of others."""
    world, root = asking.desk.world, asking.case.root
    here = [c.number for c in world.below(root, fact.of or "") if c.id not in (root, asking.case.id)] if root and fact.within else []
    return here if fact.within else asking.desk.elsewhere(fact.of or "", root)


def _newcomer(desk: Desk, case: Case, name: str) -> Persona:
    """Somebody to spare who may hold the role; each role begins with another of them, for several may be on their way at once."""
    role, spare = desk.definition.roles[name], desk.cast.spare
    turn = list(desk.definition.roles).index(name) % len(spare)
    place = desk.world.place_of(case, role) or case.id
    fit = [p for p in (*spare[turn:], *spare[:turn]) if clash(desk.world, case, place, role, p.person) is None]
    return fit[0] if fit else spare[turn]


FIRST: Mapping[FactKind, Callable[[Asking, Fact], Typed]] = {
    FactKind.YES_NO: _yes_no,
    FactKind.NUMBER: _number,
    FactKind.DECIMAL: _number,
    FactKind.TEXT: _text,
    FactKind.LONG_TEXT: _long_text,
    FactKind.DATE: _date,
    FactKind.MOMENT: _moment,
    FactKind.DURATION: _duration,
    FactKind.CHOICE: _choice,
    FactKind.RATING: _rating,
    FactKind.CHECKLIST: _checklist,
    FactKind.FILE: _file,
    FactKind.PERSON: _person,
    FactKind.TABLE: _table,
    FactKind.CASE: _case,
}
