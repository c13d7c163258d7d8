"""The second verb: one person, a set of cases, each moved by the first action that fits, in one transaction.

It leaves what `act` on each would leave. Where it can, the database does it as a whole; where it cannot, it says why and goes case by case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from workflow.act.job import Again, Step, again
from workflow.core import due, many, names
from workflow.core.decide import Request, decide
from workflow.core.definition import Action, Definition
from workflow.core.effects import Unfit
from workflow.core.fields import Problem
from workflow.core.language import Expr, LanguageError, parse
from workflow.core.large import is_crowd
from workflow.core.locks import anchor
from workflow.core.plan import Actor
from workflow.core.rules import Kind, Refusal, refuse
from workflow.core.words import Text, same
from workflow.core.world import Case
from workflow.store import journal, locking, places, shelf
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.many import Choice, Moving, Need, Set, carry_out, move_all, parts, person, stage
from workflow.store.many.moving import guards_of
from workflow.store.participants import Participants
from workflow.store.places import Place

NO_CASE = refuse(Kind.MISSING, "Perkara tidak ditemukan.", "There is no such case.")
NO_SET = refuse(Kind.MISSING, "Di bawah perkara ini tidak ada perkara seperti itu.", "There are no such cases below this one.")


@dataclass(frozen=True, slots=True)
class Many:
    """Cases moved: action -> how many. `left`: how many of the set none of the actions fits.

    `hindrances`: why it went case by case; empty where it was done as a whole, or where the set is small.
    """

    moved: Mapping[str, int]
    left: int
    hindrances: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """`rest_stays`: a case that none of the actions fits stays; else it refuses the whole."""

    parent: str
    actions: Sequence[str]
    of: str
    where: str | None
    rest_stays: bool
    actor: Actor


def act_many(
    db: Database,
    clock: Clock,
    parent: str,
    actions: Sequence[str],
    actor: Actor,
    *,
    of: str,
    where: str | None = None,
    rest_stays: bool = True,
) -> Many | Refusal:
    """Move the cases of machine `of` below the case with the number `parent`, each by the first of `actions` that fits it.

    `where`: a condition in the guard language, read on each case before any has moved. A refusal is as one of `act`; nothing is raised for
    bad input. What asks for answers, sheets or a second person is refused: it is taken case by case, by `act`.
    """
    asked = _Asked(parent, actions, of, where, rest_stays, actor)
    return again(db, clock, lambda: _once(db, clock, asked))


def _once(db: Database, clock: Clock, asked: _Asked) -> tuple[Many | Refusal, list[int]]:
    with db.writing() as connection:
        place = places.by_number(connection, asked.parent)
        if place is None:
            return NO_CASE, []
        try:
            found = _moved(connection, clock, asked, place)
        except Unfit as unfit:
            found = Refusal(Kind.UNMET, unfit.problems)
        if isinstance(found, Refusal):
            db.undo(connection)
            return found, []
        return found, [place.case]


def _moved(connection: Connection, clock: Clock, asked: _Asked, place: Place) -> Many | Refusal:
    definition = shelf.pinned(connection, place.definition)
    if asked.of not in definition.below(place.machine):
        return NO_SET
    own = definition.machines[asked.of]
    where = _read(definition, asked, place.machine)
    if isinstance(where, Refusal):
        return where
    if problems := many.misuse(own, asked.actions):
        return Refusal(Kind.INVALID, tuple(problems))
    locking.hold(connection, place.lineage, _level(definition, asked, place.machine))
    step = Step(connection, clock, definition, asked.actor, place.lineage)
    parent = step.plan.world.case(place.case)
    if (pending := due.first_due(step.plan, parent, soon=False)) is not None:
        raise Again(pending.case.id)
    actions = [own.actions[name] for name in asked.actions]
    return _carried(step, asked, parent, actions, where)


def _read(definition: Definition, asked: _Asked, carrier: str) -> Expr | Refusal | None:
    if asked.where is None:
        return None
    try:
        return parse(asked.where, names.row_scope(definition, asked.of), this=names.row_scope(definition, carrier))
    except LanguageError as error:
        return Refusal(Kind.INVALID, tuple(Problem(same(f"{asked.where}: {message}")) for _column, message in error.problems))


def _level(definition: Definition, asked: _Asked, parent: str) -> str:
    """The machine up to whose case this locks alone: the parent, or one above it whose sets the guards read."""
    order = (parent, *definition.ancestors(parent))
    anchors = [anchor(definition, asked.of, name) for name in asked.actions]
    return max((name for name in (parent, *anchors) if name in order), key=order.index)


def _carried(step: Step, asked: _Asked, parent: Case, actions: Sequence[Action], where: Expr | None) -> Many | Refusal:
    writer = journal.Writer(step.connection, step.plan, step.definition.sha256, Participants(step.connection), {})
    large = is_crowd(step.plan.world, parent.root, asked.of)
    hindrances = many.hindrances(step.plan, parent, asked.of, actions)
    if large and not hindrances:
        return _as_whole(step, writer, asked, parent, actions, where)
    found = _case_by_case(step, writer, asked, parent, actions, where)
    return Many(found.moved, found.left, tuple(hindrances)) if isinstance(found, Many) and large else found


def _as_whole(
    step: Step, writer: journal.Writer, asked: _Asked, parent: Case, actions: Sequence[Action], where: Expr | None
) -> Many | Refusal:
    choices = [choice for action in actions if (choice := _choice(step, asked, parent, action)) is not None]
    if not choices:
        return _refused(step, asked, parent, actions, where)
    moving = Moving(asked.of, choices, None, asked.rest_stays, lambda case: _problems(step, case, actions))
    with stage(writer, None) as made:
        found = move_all(made, Need(Set(asked.of, parent, where, parent.machine), guards_of(actions)), moving)
    return Many(found.taken, found.left)


def _choice(step: Step, asked: _Asked, parent: Case, action: Action) -> Choice | None:
    role = many.role_for_all(step.plan, parent, asked.of, action)
    if not isinstance(role, str):
        return None
    return Choice(action, role, person.may(step.definition, action, role, step.plan.actor.person))


def _refused(step: Step, asked: _Asked, parent: Case, actions: Sequence[Action], where: Expr | None) -> Many | Refusal:
    """Nobody of the set can be moved by this person; the first of them says why."""
    for ids in parts.parts(parts.picked(step.plan, parent, asked.of, where)):
        found = decide(step.plan, step.plan.world.case(ids[0]), Request(actions[0]), step.desk(parent.zone))
        return found if isinstance(found, Refusal) else Many({}, 0)
    return Many({}, 0)


def _problems(step: Step, case: Case, actions: Sequence[Action]) -> list[Problem]:
    found = [decide(step.plan, case, Request(action), step.desk(case.zone)) for action in actions]
    return [problem for one in found if isinstance(one, Refusal) for problem in one.problems]


def _case_by_case(
    step: Step, writer: journal.Writer, asked: _Asked, parent: Case, actions: Sequence[Action], where: Expr | None
) -> Many | Refusal:
    taken, left = Counter[str](), 0
    for ids in parts.parts(parts.picked(step.plan, parent, asked.of, where)):
        for case in step.plan.world.several(ids):
            if (pending := due.first_due(step.plan, case, soon=False)) is not None:
                raise Again(pending.case.id)
            found = _first(step, writer, case, actions)
            if isinstance(found, str):
                taken[found] += 1
            elif asked.rest_stays:
                left += 1
            else:
                return found
        writer.settle(None)
    return Many(dict(taken), left)


def _first(step: Step, writer: journal.Writer, case: Case, actions: Sequence[Action]) -> str | Refusal:
    """The first action that this person may take on the case, taken; or everything that is in the way. Raises Unfit."""
    plan, problems, kind = step.plan, list[Problem](), Kind.UNMET
    for action in actions:
        before = len(plan.moves)
        found = decide(plan, case, Request(action), step.desk(case.zone))
        if not isinstance(found, Refusal):
            carry_out(writer)
            return action.name
        if len(plan.moves) > before:  # an effect far down fits nowhere, after others were planned
            raise Unfit(found.problems)
        problems += found.problems
        kind = found.kind
    return Refusal(kind, tuple(problems))
