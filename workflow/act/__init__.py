"""The first verb: one person, one action, one case, one transaction. With `act_many` the only way to change a state.

A step locks, reads the clock, lets due clock actions go first, decides, and writes case, event, answers, tasks, windows and letters
together. After its commit it tries what became possible by it (`soon`).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from workflow.act.clockwork import follow_up, take, take_due
from workflow.act.confirm import answer_proposal
from workflow.act.job import Done, Job, Step, run, token_hash
from workflow.act.reminders import remind_due
from workflow.core import builtins
from workflow.core.decide import Request, birth, decide
from workflow.core.fields import Typed
from workflow.core.locks import anchor
from workflow.core.plan import Actor, Move
from workflow.core.rules import Kind, Refusal, refuse
from workflow.core.world import Case
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database

__all__ = ["Actor", "Done", "Kind", "Refusal", "act", "follow_up", "give_birth", "remind_due", "take", "take_due", "token_hash"]

_CASE = select(t.cases.c.id, t.cases.c.definition, t.cases.c.machine).where(t.cases.c.number == bindparam("number"))
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
    with db.reading() as connection:
        found = connection.execute(_CASE, {"number": case}).first()
        if found is None:
            return NO_CASE
        definition = shelf.pinned(connection, found.definition)
    machine = definition.machines[found.machine]
    job = Job(db, clock, definition, actor, key, found.id, machine.name)
    if action in ("@confirm", "@decline"):
        return answer_proposal(job, action, typed or {})
    if action in builtins.ACTIONS:
        return run(job, lambda step, here: builtins.run(step.plan, _case(here), action, typed or {}, step.desk(_case(here).zone)))
    if action not in machine.actions or machine.actions[action].is_birth:
        return NO_STEP
    request = Request(machine.actions[action], typed or {}, reasons or {}, round)
    job.level = anchor(definition, machine.name, action)
    job.proposes = request if request.action.confirmed_by else None
    return run(job, lambda step, here: decide(step.plan, _case(here), request, step.desk(_case(here).zone)))


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
    with db.reading() as connection:
        found = connection.execute(_CASE, {"number": parent}).first()
        sha256 = found.definition if found else shelf.offered(connection).get(parent)
        if sha256 is None:
            return NO_CASE
        definition = shelf.pinned(connection, sha256)
        zone = connection.execute(select(t.installation.c.zone)).scalar_one()
    machine_name, _, name = action.partition(".")
    machine = definition.machines.get(machine_name)
    if machine is None or name not in machine.actions or not machine.actions[name].is_birth or not _fits_below(machine.parent, found):
        return NO_STEP
    request = Request(machine.actions[name], typed or {}, reasons or {})
    token = secrets.token_urlsafe(16) if actor.kind == "anyone" else None
    born_by = Actor(None, "anyone", token_hash(token)) if token else actor
    level = anchor(definition, machine.name, name) if found else machine.name
    job = Job(db, clock, definition, born_by, key, found.id if found else None, level, token=token)

    def decided(step: Step, above: Case | None) -> Move | Refusal:
        return birth(step.plan, machine, above, request, step.desk(above.zone if above else zone), zone)

    return run(job, decided)


def _fits_below(parent: str | None, found: Any) -> bool:
    return found is None if parent is None else found is not None and found.machine == parent
