"""A root in preparation: what is filled in, what is missing before it can be announced, and what the announcement would say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select

from workflow.core import publish, show, weights
from workflow.core.conditions import condition
from workflow.core.definition import Action, Clause, FactKind, Machine, Phase, Publish, Score, Source, State
from workflow.core.language import evaluate, sentence
from workflow.core.plan import CLOCK, STEP
from workflow.core.sentences import words_of
from workflow.core.structure import founders, is_place, office_births
from workflow.core.words import Text
from workflow.core.world import Case
from workflow.queries.look import FactRow, Look, Option
from workflow.queries.named_cases import with_names
from workflow.queries.secretariat import staff_look
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

Met = Literal["met", "not_met", "unknown"]
_LONG = (FactKind.LONG_TEXT, FactKind.FILE, FactKind.TABLE)


@dataclass(frozen=True, slots=True)
class BelowRow:
    """One place below the root, with what the viewer can do about it. `under`: what it stands below, where that is not the root.

    `births`: (machine, action, words) of places that the viewer can set up below it. `roles`: those held at it.
    """

    number: str
    called: Text
    under: Text | None
    state: State
    facts: tuple[FactRow, ...]
    options: tuple[Option, ...]
    births: tuple[tuple[str, str, Text], ...]
    roles: tuple[RoleCount, ...]


@dataclass(frozen=True, slots=True)
class BelowGroup:
    """A machine whose cases staff sets up below the root, at any depth; `births`: those right below the root, open to the viewer."""

    machine: str
    words: Text
    births: tuple[tuple[str, str, Text], ...]
    cases: tuple[BelowRow, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A part of a score. `weight`: hundredths of a per cent point, None for a plain sum or where `setting` gives it. `levels`: the rubric,
    lowest first."""

    name: Text
    weight: int | None
    setting: Text | None
    how: Text | None
    levels: tuple[tuple[int, Text], ...]


@dataclass(frozen=True, slots=True)
class ScoreCard:
    words: Text
    machine: Text
    out_of: int
    criteria: tuple[Criterion, ...]
    basis: Source | None


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of going public. `told`: what the case has now. `explain`: it may be gone past with a reason, kept for `explain`."""

    words: Text
    met: Met
    told: Text | None
    explain: Literal["public", "file"] | None
    basis: Source | None


@dataclass(frozen=True, slots=True)
class RoleCount:
    name: str
    words: Text
    holders: int
    deputies: int
    by: Text | None


@dataclass(frozen=True, slots=True)
class Leaving:
    """An action that ends the preparation. `taken_by`, `confirmed_by`: (role, names). `proposal`: one that waits for confirmation."""

    action: str
    words: Text
    checks: tuple[Check, ...]
    taken_by: tuple[tuple[Text, tuple[str, ...]], ...]
    confirmed_by: tuple[Text, tuple[str, ...]] | None
    open: bool
    publications: tuple[str, ...]
    proposal: tuple[int, datetime] | None

    @property
    def unmet(self) -> int:
        return sum(1 for c in self.checks if c.met != "met")


@dataclass(frozen=True, slots=True)
class Setup:
    """`preparing`: False once the root has left its preparation. `runs`: the viewer's role prepares it."""

    number: str
    called: Text
    title: Text
    process: str
    version: str
    state: State
    preparing: bool
    runs: bool
    facts: tuple[FactRow, ...]
    options: tuple[Option, ...]
    below: tuple[BelowGroup, ...]
    scores: tuple[ScoreCard, ...]
    roles: tuple[RoleCount, ...]
    leaving: tuple[Leaving, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """`parts`: role words and the body of the publication's part for it."""

    number: str
    called: Text
    words: Text
    parts: tuple[tuple[Text, Mapping[str, Any]], ...]


def setup(db: Database, clock: Clock, number: str, person: int) -> Setup | None:
    """A root for those who prepare and announce it; None where it is missing, not a root, or not theirs."""
    with staff_look(db, clock, number, person) as found:
        if found is None or found.case.parent is not None:
            return None
        case, definition, state = found.case, found.definition, found.world.state(found.case)
        preparing = state.phase is Phase.PREPARATION
        return Setup(
            case.number, found.called(), definition.title, definition.process, definition.version, state, preparing,
            any(role in founders(definition) for role in found.staff_roles()), with_names(found, found.facts()), found.options(), _groups(found),
            _scores(found), _roles(found, found.case), _leaving(found) if preparing else (),
        )  # fmt: skip


# ------------------------------------------------------------------ cases below
def _groups(found: Look) -> tuple[BelowGroup, ...]:
    definition, root = found.definition, found.case
    machines = [definition.machines[name] for name in definition.below(root.machine)]
    made = [machine for machine in machines if is_place(definition, machine) and office_births(definition, machine)]
    return tuple(_group(found, machine) for machine in made)


def _group(found: Look, machine: Machine) -> BelowGroup:
    birth = office_births(found.definition, machine)[0]
    rows = tuple(_below(found, machine, birth, c) for c in found.world.descendants(found.case, machine.name) if not c.ended)
    births = _births(found, found.case) if machine.parent == found.case.machine else ()
    return BelowGroup(machine.name, machine.words, tuple(b for b in births if b[0] == machine.name), rows)


def _births(found: Look, case: Case) -> tuple[tuple[str, str, Text], ...]:
    """Places that the viewer can set up right below a case."""
    machines = found.definition.machines
    offered = found.births(case)
    return tuple(
        (m, a.name, a.words)
        for m, a, _p in offered
        if is_place(found.definition, machines[m]) and a in office_births(found.definition, machines[m])
    )


def _below(found: Look, machine: Machine, birth: Action, case: Case) -> BelowRow:
    asked = machine.forms[birth.form].facts if birth.form else ()
    short = [n for n in asked if machine.facts[n].kind not in _LONG and n != machine.called]
    return BelowRow(
        case.number,
        found.called(case),
        found.called(found.world.case(case.parent)) if case.parent not in (None, found.case.id) else None,
        found.world.state(case),
        found.facts(short, case),
        found.options(case),
        _births(found, case),
        tuple(count for count in _roles(found, case) if count.name not in {r.name for r in _roles(found, found.case)}),
    )


# ------------------------------------------------------------------ what is fixed by the definition
def _scores(found: Look) -> tuple[ScoreCard, ...]:
    return tuple(_card(found, m, s) for m in found.definition.machines.values() for s in m.scores.values())


def _card(found: Look, machine: Machine, score: Score) -> ScoreCard:
    criteria = []
    for part in score.parts:
        action, _, name = part.from_.rpartition(".")
        fact = machine.facts.get(name)
        levels = found.definition.rubrics.get(fact.rubric, ()) if fact and fact.rubric else ()
        how = machine.actions[action].words if action in machine.actions else fact.words if fact else None
        by = weights.setting(found.definition, machine, part)
        criteria.append(Criterion(show.label(found.definition, machine, part.name), part.weight, by, how, tuple(levels)))
    return ScoreCard(score.words, machine.words, score.out_of, tuple(criteria), score.basis)


def _roles(found: Look, case: Case) -> tuple[RoleCount, ...]:
    roles = found.definition.roles
    counts = []
    for role in roles.values():
        if case.machine in role.held_in:
            members = found.world.members(case.id, role.name)
            by = roles[role.appointed_by].words if role.appointed_by else None
            counts.append(RoleCount(role.name, role.words, sum(not m.deputy for m in members), sum(m.deputy for m in members), by))
    return tuple(counts)


# ------------------------------------------------------------------ going public
def _leaving(found: Look) -> tuple[Leaving, ...]:
    actions = found.machine.actions_from(found.case.state)
    kept = [a for a in actions if a.to != "stay" and not a.extraordinary and not {CLOCK, STEP} & set(a.by)]
    open_to = {option.action for option in found.options()}
    return tuple(_leave(found, a, a.name in open_to) for a in kept)


def _leave(found: Look, action: Action, open: bool) -> Leaving:
    confirmed = _names(found, action.confirmed_by) if action.confirmed_by else None
    publications = tuple(e.publication for e in action.then if isinstance(e, Publish))
    checks = tuple(_check(found, c) for c in action.needs)
    by = tuple(_names(found, role) for role in action.by)
    return Leaving(action.name, action.words, checks, by, confirmed, open, publications, _proposal(found, action))


def _names(found: Look, role: str) -> tuple[Text, tuple[str, ...]]:
    words = found.definition.roles[role].words
    if not found.definition.roles[role].held_in:
        return words, ()
    return words, tuple(found.reader.name(m.person) for m in found.world.acting(found.case, role))


def _check(found: Look, clause: Clause) -> Check:
    view = found.plan.view(found.case)
    value = evaluate(clause.that, view)
    met: Met = "met" if value is True else "not_met" if value is False else "unknown"
    told = sentence(clause.that, view, lambda name: words_of(found.definition, found.machine, name), found.case.zone)
    return Check(condition(clause, found.definition, found.machine), met, told, clause.explain, clause.basis)


def _proposal(found: Look, action: Action) -> tuple[int, datetime] | None:
    p = t.proposals.c
    waiting = select(p.id, p.at).where(p.case_id == found.case.id, p.action == action.name, p.status == "open", p.expires > found.now)
    row = found.connection.execute(waiting).first()
    return (row.id, row.at) if row else None


def preview(db: Database, clock: Clock, number: str, person: int, name: str) -> Preview | None:
    """What a publication of a case in preparation would say if it were published now. Later it would show what is still sealed."""
    with staff_look(db, clock, number, person) as found:
        if found is None or name not in found.machine.publications or found.world.state(found.case).phase is not Phase.PREPARATION:
            return None
        publication, roles = found.machine.publications[name], found.definition.roles
        body = publish.preview(found.plan, found.case, name)
        return Preview(found.case.number, found.called(), publication.words, tuple((roles[r].words, part) for r, part in body.items()))
