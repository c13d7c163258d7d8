"""A step that the owner of a case may take, as a form to be filled in over days: what was typed, what is still wrong, what it would mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Literal

from workflow import drafts, files
from workflow.core.decide import standing
from workflow.core.definition import Action, Definition, Fact, FactKind, Machine, Section, State
from workflow.core.fields import Items, Problem, parse
from workflow.core.language import evaluate, names_of
from workflow.core.rules import Refusal, role_of, unmet
from workflow.core.showing import called
from workflow.core.view import CaseView
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import FactRow, Look, Viewer, look
from workflow.queries.named_cases import with_names
from workflow.queries.offered import Asker, Offers, on_offer
from workflow.queries.owner import Opening, Requirement, is_announced, joining, opening, requirement, requirements_of, unborn
from workflow.queries.periods import Period, is_shut, now_open, periods
from workflow.queries.spelling import email_of, respelled
from workflow.store.clock import Clock
from workflow.store.database import Database

Texts = Mapping[str, Sequence[str]]
Progress = Literal["section_open", "section_part", "section_wrong", "section_done"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step is taken: on the case of this number, or, with `machine`, a birth below it. `office`: in a role that is held."""

    number: str
    action: str
    machine: str | None = None
    office: bool = False

    @property
    def draft(self) -> str:
        """The name under which its draft is kept."""
        return f"{self.machine}.{self.action}" if self.machine else self.action


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact of the form. `shown` None: not answered, or not readable; then `problem` says what to do."""

    fact: Fact
    shown: FactRow | None
    problem: Text | None
    files: tuple[files.FileRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """One section (from 0) of the form."""

    index: int
    words: Text | None
    progress: Progress
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """`is_open`: it may be taken now, answers apart. `typed`: the draft, else what was sent before. `saved`: when the draft was kept.

    `problems`: answers that cannot be read, by fact. `unmet`: conditions that do not hold with these answers. `again`: it was sent before.
    `shown`: what somebody else wrote, to which this step answers. `cases`: those that may be named, by fact.
    """

    place: Place
    definition: Definition
    machine: Machine
    action: Action
    title: Text
    kind: Text
    state: State | None
    target: State
    round: int
    zone: str
    is_open: bool
    paused: bool
    extraordinary: bool
    again: bool
    period: Period | None
    typed: Texts
    saved: datetime | None
    sections: tuple[Filled, ...]
    problems: tuple[Problem, ...]
    unmet: tuple[Problem, ...]
    requirements: tuple[Requirement, ...]
    shown: tuple[FactRow, ...]
    cases: Offers

    @property
    def by_pages(self) -> bool:
        """Whether the form is long or takes files, so that it is filled in page by page."""
        return self.place.machine is None and (len(self.sections) > 1 or any(has_files(s) for s in self.sections))


def has_files(section: Filled) -> bool:
    return any(a.fact.kind is FactKind.FILE for a in section.answers)


def step(db: Database, clock: Clock, place: Place, person: int, typed: Texts | None = None) -> Step | None:
    """The step as this person would take it; None where it is not theirs. `typed`: answers to judge in place of those kept."""
    with look(db, clock, place.number, Viewer(person)) as seen:
        found = _found(seen, place) if seen is not None else None
        if seen is None or found is None:
            return None
        machine, action, case = found
        draft = drafts.load(db, drafts.person_key(person), place.number, place.draft, seen.case.round)
        sent = _sent(db, seen, machine, action, case, person)
        kept = draft.typed if draft is not None else sent
        return _step(db, seen, place, machine, action, case, typed if typed is not None else kept, draft, bool(sent))


def _found(seen: Look, place: Place) -> tuple[Machine, Action, Case] | None:
    """The machine, the action and the case it would be taken on, where the action is the owner's at all, or makes one an owner."""
    owner = seen.audience() == "owner"
    if place.machine is None:
        action = seen.machine.actions.get(place.action)
        return (seen.machine, action, seen.case) if owner and action and not action.is_birth and _owners(seen, action) else None
    machine = seen.definition.machines.get(place.machine)
    action = machine.actions.get(place.action) if machine is not None and machine.parent == seen.case.machine else None
    if machine is None or action is None or not action.is_birth:
        return None
    becomes = (machine, action) in joining(seen.definition, seen.case.machine) and is_announced(seen.world, seen.case)
    if not becomes and not (owner and _owners(seen, action)):
        return None
    return machine, action, unborn(seen.world, seen.case, machine, action, seen.viewer.person if becomes else None)


def _owners(seen: Look, action: Action) -> bool:
    """Whether the owner of this case, or of one above it, is among those who take the action."""
    owned = {c.machine for c in seen.world.lineage(seen.case) if c.owner is not None and c.owner == seen.viewer.person}
    return any(r.owner_of in owned for r in seen.definition.roles.values() if r.name in action.by)


def _step(
    db: Database,
    seen: Look,
    place: Place,
    machine: Machine,
    action: Action,
    case: Case,
    typed: Texts,
    draft: drafts.Draft | None,
    again: bool,
) -> Step:
    sections = machine.forms[action.form].sections if action.form else ()
    asked = [machine.facts[name] for section in sections for name in section.ask if machine.facts[name].is_asked]
    answers, problems = parse(asked, typed, seen.desk(seen.viewer.person))
    others = {name: items for name, items in case.facts.items() if name not in {fact.name for fact in asked}}
    ready = replace(case, facts={**others, **answers})
    found = periods(seen.world, case, action.needs)
    shown = tuple(_filled(db, seen, machine, n, section, typed, answers, problems) for n, section in enumerate(sections))
    parent = seen.world.case(case.parent) if case.parent is not None else None
    return Step(
        place=place,
        definition=seen.definition,
        machine=machine,
        action=action,
        title=called(seen.world, parent or seen.case) if place.machine is None else called(seen.world, seen.case),
        kind=machine.words,
        state=seen.world.state(seen.case),
        target=machine.states[action.to] if action.to in machine.states else seen.world.state(seen.case),
        round=seen.case.round,
        zone=case.zone,
        is_open=_stands(seen, place, action, case) and not is_shut(found),
        paused=seen.world.is_paused(seen.case) and not action.while_paused,
        extraordinary=action.extraordinary,
        again=again,
        period=now_open(found) or (found[-1] if found else None),
        typed=typed,
        saved=draft.saved if draft else None,
        sections=shown,
        problems=problems,
        unmet=tuple(unmet(seen.plan, ready, action.needs, {})[0]),
        requirements=_requirements(seen, machine, ready, asked),
        shown=_answered(seen) if place.machine is None and seen.case.owner is None else (),
        cases=on_offer(Asker(seen.connection, seen.definition, seen.viewer.person, False, seen.world, case), asked),
    )


def _answered(seen: Look) -> tuple[FactRow, ...]:
    births = [a for a in seen.machine.actions.values() if a.is_birth and a.form]
    return with_names(seen, (row for a in births for row in seen.facts(seen.machine.forms[a.form or ""].facts) if not row.files))


def _stands(seen: Look, place: Place, action: Action, case: Case) -> bool:
    if place.machine is not None:
        barred = isinstance(role_of(seen.plan, case, action, birth_parent=seen.case), Refusal)
        return not barred and (not seen.world.is_paused(seen.case) or action.while_paused)
    return not isinstance(standing(seen.plan, case, action), Refusal)


def _requirements(seen: Look, machine: Machine, ready: Case, asked: Sequence[Fact]) -> tuple[Requirement, ...]:
    """The requirements as they read on what is typed; a hint for the owner, nothing hangs on it. Only where the form asks about them."""
    read = {name for clause in requirements_of(machine) for name in (*names_of(clause.that), *clause.proof)}
    if not read & {fact.name for fact in asked}:
        return ()
    view = CaseView(seen.world, ready, seen.viewer.person)
    values = ((clause, evaluate(clause.that, view)) for clause in requirements_of(machine))
    return tuple(requirement(clause, value if isinstance(value, bool) else None) for clause, value in values)


# ------------------------------------------------------------------ the form
def _filled(
    db: Database,
    seen: Look,
    machine: Machine,
    index: int,
    section: Section,
    typed: Texts,
    items: Mapping[str, Items],
    wrong: Sequence[Problem],
) -> Filled:
    facts = [machine.facts[name] for name in section.ask if machine.facts[name].is_asked]
    of_fact = {_fact_of(p.field): p.text for p in reversed(wrong) if p.field}
    answers = tuple(_answer(db, seen, machine, fact, typed, items.get(fact.name), of_fact.get(fact.name)) for fact in facts)
    return Filled(index, section.words, _progress(answers, typed), answers)


def _answer(db: Database, seen: Look, machine: Machine, fact: Fact, typed: Texts, items: Items | None, problem: Text | None) -> Answer:
    shown = with_names(seen, (seen.answer(machine, fact, items),))[0] if items else None
    kept = (files.find(db, id) for id in typed.get(fact.name, ())) if fact.kind is FactKind.FILE else ()
    return Answer(fact, shown, problem, tuple(f for f in kept if f is not None and f.owner == seen.viewer.person))


def _progress(answers: Sequence[Answer], typed: Texts) -> Progress:
    begun = [a for a in answers if any(text.strip() for key in typed if _fact_of(key) == a.fact.name for text in typed[key])]
    if not begun:
        return "section_open"
    if any(a.problem for a in begun):
        return "section_wrong"
    return "section_part" if any(a.problem for a in answers) else "section_done"


def _sent(db: Database, seen: Look, machine: Machine, action: Action, case: Case, person: int) -> dict[str, list[str]]:
    """What was sent before, in the spelling of the form."""

    def own_file(sha256: str) -> str:
        kept = files.by_content(db, sha256, person)
        return kept.id if kept else ""

    asked = (machine.facts[name] for name in (machine.forms[action.form].facts if action.form else ()) if case.facts.get(name))
    named = partial(email_of, seen.connection)
    return {name: texts for fact in asked for name, texts in respelled(fact, case.facts[fact.name], case.zone, own_file, named).items()}


# ------------------------------------------------------------------ keeping what was typed
def keep(db: Database, clock: Clock, found: Step, person: int, changes: Texts) -> None:
    """Save `changes` over what was typed before; nothing typed is lost for being wrong. A fact that is in them is replaced whole."""
    anew = {_fact_of(name) for name in changes}
    typed = {**{name: texts for name, texts in found.typed.items() if _fact_of(name) not in anew}, **changes}
    drafts.save(db, clock, drafts.person_key(person), found.place.number, found.place.draft, found.round, typed)


def _fact_of(name: str) -> str:
    """The fact that an input belongs to: a cell of a table, a remark, a finding."""
    return name.partition(".")[0]


def discard(db: Database, found: Step, person: int) -> None:
    drafts.discard(db, drafts.person_key(person), found.place.number, found.place.draft, found.round)


def begin(db: Database, clock: Clock, number: str, person: int, verb: str | None = None) -> Place | str | None:
    """For a place where one begins an own case: where to begin, or the number of the one that is there; None: no such place."""
    found = opening(db, clock, number, person, verb)
    if found is None:
        return None
    if found.mine is not None and not found.again:
        return found.mine
    return birth_place(found)


def birth_place(found: Opening) -> Place:
    machine, _, action = found.verb.partition(".")
    return Place(found.number, action, machine)
