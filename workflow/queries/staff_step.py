"""One step of an official: what its page shows, and what it would do if sent as typed. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from workflow.core.decide import Request, decide, standing
from workflow.core.definition import Action, Definition, FactKind, Machine, Publish
from workflow.core.fields import Problem
from workflow.core.record import code
from workflow.core.rules import Refusal
from workflow.core.secrecy import floors
from workflow.core.words import Text
from workflow.queries.look import FactRow, Look
from workflow.queries.named_cases import with_names
from workflow.queries.offered import Asker, Offers, on_offer
from workflow.queries.places import lineages
from workflow.queries.staff import declares_here
from workflow.queries.staff_facts import Header, Paper, facts_of, header, papers, plain, staff_look
from workflow.queries.staff_form import Shown, people, prefill, proofs, weighed
from workflow.queries.staff_minutes import MinutesShown, last_minutes
from workflow.queries.staff_ways import Way, instead, way
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

Texts = Mapping[str, Sequence[str]]
REDRAWN = Problem(
    Text(
        "Berita acara ini sudah disusun ulang sejak halaman Anda dibuka, jadi tanda tangan Anda tidak dicatat. Baca yang terbaru.",
        "These minutes were drawn up again since you opened the page, so your signature was not recorded. Read the newest ones.",
    )
)
CHANGED = Problem(
    Text(
        "Keadaan sudah berubah sejak halaman Anda dibuka; pilihan itu tidak terbuka lagi.",
        "Things have changed since you opened the page; that choice is no longer open.",
    )
)
_OWN_TASKS = (
    select(t.tasks.c.case_id, t.tasks.c.closed, t.tasks.c.closed_how)
    .join(t.cases, t.cases.c.id == t.tasks.c.case_id)
    .where(t.tasks.c.person == bindparam("person"), t.tasks.c.action == bindparam("action"), t.cases.c.root == bindparam("root"))
    .order_by(t.tasks.c.due, t.tasks.c.opened, t.tasks.c.id)
)
_DONE = (
    select(t.events.c.leaf, t.events.c.t.label("at"), t.events.c.action, t.events.c.target, t.events.c.source)
    .join(t.cases, t.cases.c.id == t.events.c.case_id)
    .where(t.cases.c.number == bindparam("number"), t.events.c.revision == bindparam("revision"), t.events.c.actor == bindparam("person"))
)


@dataclass(frozen=True, slots=True)
class Course:
    """Own sheets of the same kind in the same place: how many are given, how many there are, and the next one open."""

    place: Text
    number: str
    done: int
    all: int
    next: str | None
    next_called: Text | None


@dataclass(frozen=True, slots=True)
class Step:
    """`refusal`: why it cannot be taken now; `way` is None then. `instead`: what could be done in its place. `facts`: what the case says,
    but for what stands in the form. `people`: fact -> (value, words) on offer, officials past and present. `cases`: likewise, the cases that may be named. `floors`: what is made of secret sheets, each with the fewest that count. `weights`: rating -> per cent."""

    header: Header
    definition: Definition
    machine: Machine
    action: Action
    way: Way | None
    instead: tuple[Way, ...]
    refusal: Refusal | None
    undeclared: bool
    may_declare: bool
    course: Course | None
    minutes: MinutesShown | None
    facts: tuple[FactRow, ...]
    papers: tuple[Paper, ...]
    people: Mapping[str, tuple[tuple[str, Text], ...]]
    cases: Offers
    proofs: Mapping[str, tuple[Shown, ...]]
    weights: Mapping[str, Text]
    prefill: Texts
    publishes: tuple[Text, ...]
    floors: tuple[tuple[Text, int], ...]

    @property
    def form(self) -> str | None:
        return self.action.form

    def has(self, kind: FactKind) -> bool:
        names = self.machine.forms[self.form].facts if self.form else ()
        return any(self.machine.facts[name].kind is kind for name in names)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would be recorded: the answers as read, and the words of the next state where the case would move at once."""

    rows: tuple[FactRow, ...]
    target: Text | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A step that this person took. `code`: of its receipt."""

    header: Header
    action: str
    words: Text
    at: datetime
    code: str
    sheet: bool
    target: Text | None
    course: Course | None


def staff_step(db: Database, clock: Clock, number: str, person: int, name: str) -> Step | None:
    """The step's page; None where there is no such step on a case that the person serves on."""
    with staff_look(db, clock, number, person) as at:
        action = at.machine.actions.get(name) if at is not None else None
        if at is None or action is None or action.is_birth or not any(r in at.definition.roles for r in action.by):
            return None
        return _step(at, action)


def _step(at: Look, action: Action) -> Step:
    option = next((o for o in at.options() if o.action == action.name), None)
    undeclared = at.must_declare()
    refusal = None if option is not None else _why_not(at, action)
    facts = () if undeclared else facts_of(at)
    kept = papers(at, facts)
    given = prefill(at, action) if refusal is None and not undeclared else {}
    return Step(
        header=header(at),
        definition=at.definition,
        machine=at.machine,
        action=action,
        way=way(at, option) if option is not None and not option.undeclared else None,
        instead=instead(at, action) if refusal is None and not undeclared else (),
        refusal=refusal,
        undeclared=undeclared,
        may_declare=declares_here(at),
        course=course(at, action),
        minutes=last_minutes(at, action.signs) if action.signs and refusal is None else None,
        facts=tuple(row for row in plain(facts) if row.name not in given),
        papers=kept,
        people=people(at, action) if refusal is None else {},
        cases=_cases(at, action) if refusal is None else {},
        proofs=proofs(at, action, kept) if not undeclared else {},
        weights=weighed(at, action),
        prefill=given,
        publishes=tuple(at.machine.publications[e.publication].words for e in action.then if isinstance(e, Publish)),
        floors=tuple(floors(at.definition, at.machine, action.name)) if action.secret else (),
    )


def _cases(at: Look, action: Action) -> Offers:
    asked = (at.machine.facts[name] for name in (at.machine.forms[action.form].facts if action.form else ()))
    return on_offer(Asker(at.connection, at.definition, at.viewer.person, True, at.world, at.case), asked)


def _why_not(at: Look, action: Action) -> Refusal | None:
    found = standing(at.plan, at.case, action)
    return found if isinstance(found, Refusal) else None


def rehearse(
    db: Database, clock: Clock, number: str, person: int, name: str, typed: Texts, reasons: Mapping[str, str], round: int | None
) -> Rehearsal | Refusal | None:
    """Decide the step as typed without writing it; the refusal is the one that sending would give."""
    with staff_look(db, clock, number, person) as at:
        action = at.machine.actions.get(name) if at is not None else None
        if at is None or action is None or action.is_birth:
            return None
        before = at.case.state
        move = decide(at.plan, at.case, Request(action, typed, reasons, round), at.desk(person))
        if isinstance(move, Refusal):
            return move
        names = at.machine.forms[action.form].facts if action.form else ()
        rows = with_names(at, at.facts(names, answers=dict(move.answers)))
        moved = at.case.state != before and not action.confirmed_by
        return Rehearsal(rows, at.world.state(at.case).words.staff if moved else None)


def sent(db: Database, clock: Clock, number: str, person: int, revision: int) -> Sent | None:
    """A step that the person took on the case; None: not theirs, or they may no longer read the case."""
    with staff_look(db, clock, number, person) as at:
        row = at.connection.execute(_DONE, {"number": number, "revision": revision, "person": person}).first() if at is not None else None
        machine = at.ages.on(row.at).machines[at.case.machine] if at is not None and row is not None else None
        if at is None or row is None or machine is None or row.action not in machine.actions:
            return None
        action = machine.actions[row.action]
        moved = machine.states[row.target].words.staff if row.target != row.source else None
        return Sent(header(at), action.name, action.words, row.at, code(row.leaf), action.each is not None, moved, course(at, action))


# ------------------------------------------------------------------ the way through a pile
def course(at: Look, action: Action) -> Course | None:
    """Where the person stands in a pile of like sheets; None where the step is no such sheet."""
    rule = action.task
    if action.each is None or rule is None or rule.group is None:
        return None
    rows = at.connection.execute(_OWN_TASKS, {"person": at.viewer.person, "action": action.name, "root": at.case.root}).all()
    group = at.world.ancestor(at.case, rule.group)
    found = lineages(at.connection, [row.case_id for row in rows])
    near = [row for row in rows if any(p.id == group.id for p in found[row.case_id].places)]
    counted = [row for row in near if row.closed is None or row.closed_how == "done"]
    ahead = next((found[row.case_id] for row in near if row.closed is None and row.case_id != at.case.id), None)
    done = sum(1 for row in counted if row.closed is not None)
    return Course(
        at.named(group),
        group.number,
        done,
        len(counted),
        ahead.here.number if ahead else None,
        ahead.known_to(action.by[0]) if ahead else None,
    )


__all__ = ["CHANGED", "REDRAWN", "Course", "Rehearsal", "Sent", "Shown", "Step", "rehearse", "sent", "staff_step"]
