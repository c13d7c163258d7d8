"""A step that the owner of a case may take, as a form to be filled in over days: what was typed, what is still wrong, what it would mean."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from workflow import drafts
from workflow.core.decide import standing
from workflow.core.definition import Action, Clause, Definition, Fact, Machine, Outcome, State
from workflow.core.fields import Problem, parse
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
from workflow.queries.owner_form import Filled, Found, Texts, fact_of, has_files, sections, sent
from workflow.queries.periods import Period, is_shut, now_open, periods
from workflow.store.clock import Clock
from workflow.store.database import Database


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
class Step:
    """`is_open`: it may be taken now, answers apart. `typed`: the draft, else what was sent before. `saved`: when the draft was kept.

    `problems`: answers that cannot be read, by fact. `unmet`: conditions that do not hold with these answers. `again`: it was sent before.
    `shown`: what somebody else wrote, to which this step answers. `cases`: those that may be named, by fact. `instead`: what else the owner
    could do in its place.
    """

    place: Place
    definition: Definition
    machine: Machine
    action: Action
    title: Text
    state: State | None
    target: State
    round: int
    zone: str
    is_open: bool
    paused: bool
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
    instead: tuple[tuple[Place, Text], ...]

    @property
    def kind(self) -> Text:
        return self.machine.words

    @property
    def by_pages(self) -> bool:
        """Whether the form is long or takes files, so that it is filled in page by page."""
        return self.place.machine is None and (len(self.sections) > 1 or any(has_files(s) for s in self.sections))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was typed, when it was saved as a draft, and whether it was sent before."""

    typed: Texts
    saved: datetime | None
    again: bool


def step(db: Database, clock: Clock, place: Place, person: int, typed: Texts | None = None) -> Step | None:
    """The step as this person would take it; None where it is not theirs. `typed`: answers to judge in place of those kept."""
    with look(db, clock, place.number, Viewer(person)) as seen:
        found = _found(seen, place) if seen is not None else None
        if seen is None or found is None:
            return None
        kept = _kept(db, seen, place, found)
        return _step(db, seen, place, found, replace(kept, typed=typed) if typed is not None else kept)


def _kept(db: Database, seen: Look, place: Place, found: Found) -> _Kept:
    person = seen.viewer.person or 0
    draft = drafts.load(db, drafts.person_key(person), place.number, place.draft, seen.case.round)
    given = sent(db, seen, *found, person)
    return _Kept(draft.typed, draft.saved, bool(given)) if draft is not None else _Kept(given, None, bool(given))


def _found(seen: Look, place: Place) -> Found | None:
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


def _step(db: Database, seen: Look, place: Place, found: Found, kept: _Kept) -> Step:
    machine, action, case = found
    asked = _asked(machine, action)
    answers, problems = parse(asked, kept.typed, seen.desk(seen.viewer.person))
    ready = replace(case, facts={**{n: items for n, items in case.facts.items() if n not in {f.name for f in asked}}, **answers})
    dated = periods(seen.world, case, action.needs)
    return Step(
        place, seen.definition, machine, action, _title(seen, place, case), seen.world.state(seen.case), _target(seen, machine, action),
        seen.case.round, case.zone, is_open=_stands(seen, place, action, case) and not is_shut(dated),
        paused=seen.world.is_paused(seen.case) and not action.while_paused, again=kept.again,
        period=now_open(dated) or (dated[-1] if dated else None), typed=kept.typed, saved=kept.saved,
        sections=sections(db, seen, found, kept.typed, answers, problems), problems=problems,
        unmet=tuple(unmet(seen.plan, ready, action.needs, {})[0]), requirements=_requirements(seen, machine, ready, asked),
        shown=_answered(seen) if place.machine is None and seen.case.owner is None else (),
        cases=on_offer(Asker(seen.connection, seen.definition, seen.viewer.person, False, seen.world, case), asked),
        instead=_instead(seen, place) if place.machine is None else (),
    )  # fmt: skip


def _asked(machine: Machine, action: Action) -> list[Fact]:
    return [machine.facts[name] for name in (machine.forms[action.form].facts if action.form else ()) if machine.facts[name].is_asked]


def _title(seen: Look, place: Place, case: Case) -> Text:
    """What the case above is called; of a birth, that below which it would be born."""
    above = place.machine is None and case.parent is not None
    return called(seen.world, seen.world.case(case.parent or case.root) if above else seen.case)


def _target(seen: Look, machine: Machine, action: Action) -> State:
    return machine.states[action.to] if action.to in machine.states else seen.world.state(seen.case)


def _instead(seen: Look, place: Place) -> tuple[tuple[Place, Text], ...]:
    """Other steps of the owner that lead elsewhere and that nothing is in the way of; to withdraw is offered on the page of the case."""
    found = ((seen.machine.actions[o.action], o) for o in seen.options() if o.action != place.action)
    return tuple(
        (Place(place.number, action.name), action.words)
        for action, option in found
        if _owners(seen, action)
        and _leads_on(seen, action)
        and (option.ready or option.form)
        and not is_shut(periods(seen.world, seen.case, action.needs))
    )


def _leads_on(seen: Look, action: Action) -> bool:
    target = seen.machine.states.get(action.to)
    return target is not None and target.name != seen.case.state and target.outcome is not Outcome.WITHDRAWN


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
    person, names = seen.viewer.person, {fact.name for fact in asked}
    blank = replace(ready, facts={name: items for name, items in ready.facts.items() if name not in names})
    views = CaseView(seen.world, ready, person), CaseView(seen.world, blank, person)
    return tuple(requirement(clause, _judged(clause, *views, names)) for clause in requirements_of(machine))


def _judged(clause: Clause, view: CaseView, blank: CaseView, asked: Set[str]) -> bool | None:
    """What it says on these answers; what is unmet only because nothing is answered yet is unknown."""
    value = evaluate(clause.that, view)
    answered = any(view.case.facts.get(name) for name in asked & set(names_of(clause.that)))
    if value is False and not answered and evaluate(clause.that, blank) is False:
        return None
    return value if isinstance(value, bool) else None


# ------------------------------------------------------------------ keeping what was typed
def keep(db: Database, clock: Clock, found: Step, person: int, changes: Texts) -> None:
    """Save `changes` over what was typed before; nothing typed is lost for being wrong. A fact that is in them is replaced whole."""
    anew = {fact_of(name) for name in changes}
    typed = {**{name: texts for name, texts in found.typed.items() if fact_of(name) not in anew}, **changes}
    drafts.save(db, clock, drafts.person_key(person), found.place.number, found.place.draft, found.round, typed)


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
