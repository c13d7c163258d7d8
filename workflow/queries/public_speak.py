"""Saying something in public without an account: the form, a try that writes nothing, and the private page that follows it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, select

from workflow.core.decide import Request, birth
from workflow.core.definition import Definition, Fact, FactKind, Form, Machine, Outcome, State
from workflow.core.plan import Actor, Plan
from workflow.core.record import code
from workflow.core.rules import Kind, Refusal, refuse
from workflow.core.words import Text, same
from workflow.core.world import Case
from workflow.queries.look import FactRow, Look, Viewer, look
from workflow.queries.offered import Asker, Offers, on_offer
from workflow.queries.owner import unborn
from workflow.queries.public_open import Open, beginnings
from workflow.queries.public_person import is_named
from workflow.queries.public_place import case_of, cells_of
from workflow.queries.public_shown import is_announced, papers, told
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.holidays_id import calendar_of

ANYONE = Actor(None, "anyone")
_EVENTS = (
    select(t.events.c.source, t.events.c.target, t.events.c.t.label("at"), t.events.c.leaf)
    .where(t.events.c.case_id == bindparam("id"))
    .order_by(t.events.c.revision)
)
_NUMBER = select(t.cases.c.number).where(t.cases.c.token == bindparam("token"))
GONE = refuse(Kind.MISSING, "Halaman ini tidak ada.", "There is no such page.")


@dataclass(frozen=True, slots=True)
class SpeakPage:
    """`form`: the declared form of the birth. `first`: the state after sending. `cases`: those that may be named, by fact."""

    root: str
    path: str
    root_called: Text
    number: str
    called: Text
    definition: Definition
    machine: Machine
    form: Form
    zone: str
    open: Open
    first: State
    cases: Offers

    @property
    def action(self) -> str:
        return f"{self.machine.name}.{self.open.action}"


@dataclass(frozen=True, slots=True)
class Passed:
    """A state that the case came to."""

    state: State
    at: datetime


@dataclass(frozen=True, slots=True)
class FollowPage:
    """`sent`: what was written. `answered`: what was published of it beside that. `public`: the page where it stands, once published.

    `again`: what may be sent now by whoever the answer does not satisfy, naming this case.
    """

    number: str
    definition: Definition
    machine: Machine
    about: Text
    root: str
    path: str
    root_called: Text
    public: str | None
    zone: str
    state: State
    ended: bool
    code: str
    sha256: str
    at: datetime
    sent: tuple[FactRow, ...]
    answered: tuple[tuple[Text, Text], ...]
    passed: tuple[Passed, ...]
    again: tuple[Open, ...]


def speak_page(db: Database, clock: Clock, path: str, number: str, child: str, verb: str | None = None) -> SpeakPage | None:
    """The form below a published case (or the root itself); None where nobody could ever say anything. `verb`: which birth, else the first."""
    with look(db, clock, number, Viewer()) as here:
        case = _addressed(here, path, child) if here is not None else None
        if here is None or case is None:
            return None
        found = next((o for o in beginnings(here, case) if o.by == "anyone" and verb in (None, o.verb)), None)
        if found is None:
            return None
        machine = here.definition.machines[found.machine]
        action = machine.actions[found.action]
        if action.form is None:
            return None
        root, form = here.case, machine.forms[action.form]
        asker = Asker(here.connection, here.definition, None, False, here.world, unborn(here.world, case, machine, action, None))
        return SpeakPage(
            root.number, path, here.called(root), case.number, here.called(case), here.definition, machine,
            form, case.zone, found, machine.states[action.to], on_offer(asker, [machine.facts[name] for name in form.facts]),
        )  # fmt: skip


def _addressed(here: Look, path: str, child: str) -> Case | None:
    if here.case.parent is not None or here.machine.path != path or not is_announced(here, here.case):
        return None
    if child == here.case.number:
        return here.case
    known = told(papers(here))
    case = case_of(here, child) if child in known else None
    return case if case is not None and is_named(here.world.machine(case), known[child]) else None


def try_birth(db: Database, clock: Clock, page: SpeakPage, typed: Mapping[str, Sequence[str]]) -> Refusal | tuple[FactRow, ...]:
    """What would stand in the way of sending this now; else the answers as they were read. Nothing is written."""
    with look(db, clock, page.number, Viewer()) as here:
        if here is None:
            return GONE
        plan = Plan(here.world, ANYONE, lambda: calendar_of(here.connection, here.now.year), iter(range(-1, -(10**6), -1)).__next__)
        request = Request(page.machine.actions[page.open.action], typed)
        tried = birth(plan, page.machine, here.case, request, here.desk(None), page.zone)
        if isinstance(tried, Refusal):
            return tried
        return tuple(_as_typed(row, page.machine, typed) for row in here.facts(page.form.facts, tried.case, dict(tried.answers)))


def _as_typed(row: FactRow, machine: Machine, typed: Mapping[str, Sequence[str]]) -> FactRow:
    """A person stays as typed: whoever writes without an account is not told whose address it is."""
    if machine.facts[row.name].kind is not FactKind.PERSON:
        return replace(row, case=None)
    return replace(row, value=same(typed[row.name][0].strip()))


def follow_page(db: Database, clock: Clock, token: str) -> FollowPage | None:
    """What became of the case whose private token has this hash."""
    with db.reading() as connection:
        number = connection.execute(_NUMBER, {"token": token}).scalar()
    if number is None:
        return None
    with look(db, clock, str(number), Viewer(token=token)) as here:
        return _follow(here) if here is not None and here.audience() == "owner" else None


def _follow(here: Look) -> FollowPage:
    case, machine = here.case, here.machine
    parent, root = here.world.case(case.parent or case.root), here.world.case(case.root)
    births = [a for a in machine.actions.values() if a.is_birth and a.form]
    asked = tuple(dict.fromkeys(n for a in births for n in machine.forms[a.form or ""].facts))
    found = papers(here)
    row = told(found).get(case.number)
    paper = next((p for p in reversed(found) if any(r.case == case.number for r in p.rows)), None)
    events = here.connection.execute(_EVENTS, {"id": case.id}).all()
    new = cells_of(paper, row) if paper is not None and row is not None else ()
    sent = here.facts(asked)
    known = {f.words for f in sent}
    parent_told = parent.number in told(found) or parent.id == root.id
    return FollowPage(
        number=case.number,
        definition=here.definition,
        machine=machine,
        about=here.called(parent),
        root=root.number,
        path=here.world.machine(root).path or "",
        root_called=here.called(root),
        public=parent.number if parent_told else None,
        zone=case.zone,
        state=here.world.state(case),
        ended=case.ended,
        code=code(events[0].leaf),
        sha256=events[0].leaf.hex(),
        at=events[0].at,
        sent=sent,
        answered=tuple(
            (words, value) for words, value in new if words not in known and value.id not in (case.number, here.called(parent).id)
        ),
        passed=tuple(_passed(here, case, events)),
        again=_again(here, case, parent) if parent_told else (),
    )


def _again(here: Look, case: Case, parent: Case) -> tuple[Open, ...]:
    """Births open to anybody beside a case that has ended and was not called off, whose form can name it."""
    if not case.ended or here.world.state(case).outcome is Outcome.CANCELLED:
        return ()
    found = (o for o in beginnings(here, parent) if o.by == "anyone" and not o.missing)
    return tuple(o for o in found if naming(here.definition, o, case.machine))


def naming(definition: Definition, open_: Open, machine: str) -> list[Fact]:
    """The facts of a birth's form in which a case of this machine can be named."""
    born = definition.machines[open_.machine]
    form = born.actions[open_.action].form
    asked = [born.facts[name] for name in (born.forms[form].facts if form else ())]
    return [fact for fact in asked if fact.kind is FactKind.CASE and fact.of == machine]


def _passed(here: Look, case: Case, events: Sequence[Any]) -> Iterator[Passed]:
    """Each state that reads otherwise to the owner than the one before."""
    states = ((_state(here, case, event), event.at) for event in events if event.source != event.target)
    for _words, run in groupby(states, key=lambda one: one[0].words.owner):
        yield Passed(*next(run))


def _state(here: Look, case: Case, event: Any) -> State:
    return here.ages.on(event.at).machines[case.machine].states[event.target]
