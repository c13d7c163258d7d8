"""The first verb: one person, one action, one case, one transaction. With `act_many` the only way to change a state.

A step locks, reads the clock, lets due clock actions go first, decides, and writes case, event, answers, tasks, windows and letters
together. After its commit it tries what became possible by it (`soon`).
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from workflow.act.clockwork import follow_up, take, take_due
from workflow.act.confirm import answered
from workflow.act.job import Asked, Done, Job, Step, private_token, run, token_hash
from workflow.act.many import Many, act_many
from workflow.act.recount import recount_dates
from workflow.act.reminders import remind_due
from workflow.core import builtins
from workflow.core.decide import Request, birth, decide
from workflow.core.definition import Definition, Machine
from workflow.core.fields import Typed
from workflow.core.locks import anchor
from workflow.core.plan import Actor, Move
from workflow.core.rules import Kind, Refusal, refuse
from workflow.core.world import Case
from workflow.store import places, shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.places import Place

__all__ = [
    "Actor",
    "Done",
    "Kind",
    "Many",
    "Refusal",
    "act",
    "act_many",
    "follow_up",
    "give_birth",
    "recount_dates",
    "remind_due",
    "take",
    "take_due",
    "token_hash",
]

_ZONE = select(t.installation.c.zone)
NO_CASE = refuse(Kind.MISSING, "Perkara tidak ditemukan.", "There is no such case.")
NO_STEP = refuse(Kind.MISSING, "Langkah ini tidak ada.", "There is no such step.")


def act(
    db: Database,
    clock: Clock,
    case: str,
    action: str,
    actor: Actor,
    typed: Typed | None = None,
    *,
    key: str | None = None,
    round: int | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Done | Refusal:
    """Take `action` on the case with this number.

    `typed`: fact -> texts as typed. `key`: one-time key of the form; the same key again gives the same receipt. `round`: the round that
    the form showed. `reasons`: position of a clause that may be gone past -> why. A refusal says every reason at once; nothing is raised
    for bad input.
    """

    def opened(connection: Connection) -> Job | Refusal:
        place = places.by_number(connection, case)
        if place is None:
            return NO_CASE
        definition = shelf.pinned(connection, place.definition)
        if action in ("@confirm", "@decline"):
            return answered(connection, clock, place, definition, actor, action, typed or {})
        if action in builtins.ACTIONS:
            return _of_the_engine(definition, place, action, actor, typed or {})
        return _of_the_definition(definition, place, action, actor, typed or {}, reasons or {}, round)

    return run(Asked(db, clock, token_hash(key) if key else None, opened))


def _of_the_engine(definition: Definition, place: Place, action: str, actor: Actor, typed: Typed) -> Job:
    def decided(step: Step, here: Case | None) -> Move | Refusal:
        return builtins.run(step.plan, _case(here), action, typed, step.desk(_case(here).zone))

    return Job(definition, actor, place.lineage, place.machine, decided)


def _of_the_definition(
    definition: Definition, place: Place, action: str, actor: Actor, typed: Typed, reasons: Mapping[str, str], round: int | None
) -> Job | Refusal:
    actions = definition.machines[place.machine].actions
    if action not in actions or actions[action].is_birth:
        return NO_STEP
    request = Request(actions[action], typed, reasons, round)

    def decided(step: Step, here: Case | None) -> Move | Refusal:
        return decide(step.plan, _case(here), request, step.desk(_case(here).zone))

    level = anchor(definition, place.machine, action)
    return Job(definition, actor, place.lineage, level, decided, proposes=request if request.action.confirmed_by else None)


def _case(case: Case | None) -> Case:
    if case is None:
        raise LookupError("a step needs its case")
    return case


def give_birth(
    db: Database,
    clock: Clock,
    parent: str,
    action: str,
    actor: Actor,
    typed: Typed | None = None,
    *,
    key: str | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Done | Refusal:
    """Give birth to a case. `parent`: the number of the case above, or for a root the process; `action`: `machine.action`."""
    token = private_token(key) if actor.kind == "anyone" else None
    born_by = Actor(None, "anyone", token_hash(token)) if token else actor

    def opened(connection: Connection) -> Job | Refusal:
        place = places.by_number(connection, parent)
        sha256 = place.definition if place else shelf.offered(connection).get(parent)
        if sha256 is None:
            return NO_CASE
        definition = shelf.pinned(connection, sha256)
        machine_name, _, name = action.partition(".")
        machine = definition.machines.get(machine_name)
        if machine is None or name not in machine.actions or not machine.actions[name].is_birth or not _fits_below(machine.parent, place):
            return NO_STEP
        zone = connection.execute(_ZONE).scalar_one()
        return _birth(definition, machine, Request(machine.actions[name], typed or {}, reasons or {}), place, born_by, token, zone)

    return run(Asked(db, clock, token_hash(key) if key else None, opened))


def _birth(
    definition: Definition, machine: Machine, request: Request, place: Place | None, actor: Actor, token: str | None, zone: str
) -> Job:
    level = anchor(definition, machine.name, request.action.name) if place else machine.name

    def decided(step: Step, above: Case | None) -> Move | Refusal:
        return birth(step.plan, machine, above, request, step.desk(above.zone if above else zone), zone)

    return Job(definition, actor, place.lineage if place else (), level, decided, token=token)


def _fits_below(parent: str | None, place: Place | None) -> bool:
    return place is None if parent is None else place is not None and place.machine == parent
