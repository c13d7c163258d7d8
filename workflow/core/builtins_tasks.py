"""The engine's own actions on tasks and planned dates."""

from __future__ import annotations

from datetime import date

from workflow.core.asked import Asked, invalid, is_holder, may_staff
from workflow.core.dates import put_window
from workflow.core.fields import Problem
from workflow.core.plan import Move
from workflow.core.rules import FASTER, Kind, Refusal, refuse
from workflow.core.world import Task
from workflow.core.world import Window as OpenWindow


# ------------------------------------------------------------------ tasks
def _task(asked: Asked) -> Task | None:
    text = asked.text("task")
    return next((t for t in asked.plan.world.tasks(asked.case) if str(t.id) == text), None)


def claim(asked: Asked) -> Move | Refusal:
    plan, task, person = asked.plan, _task(asked), asked.plan.actor.person
    if task is None or task.person is not None or task.claimed_by is not None:
        return Refusal(Kind.FASTER, (Problem(FASTER),))
    if person is None or not any(m.person == person for m in plan.world.acting(asked.case, task.role)):
        return refuse(Kind.FORBIDDEN, "Tugas ini untuk peran lain.", "This task is for another role.")
    move = plan.engine_move(asked.case, "@claim", task.role)
    plan.reassign(move, task, claimed_by=person)
    return move


def hand_back(asked: Asked) -> Move | Refusal:
    plan, task = asked.plan, _task(asked)
    if task is None or task.claimed_by is None or task.claimed_by != plan.actor.person:
        return Refusal(Kind.FASTER, (Problem(FASTER),))
    move = plan.engine_move(asked.case, "@hand_back", task.role)
    plan.reassign(move, task, claimed_by=None)
    return move


def reassign(asked: Asked) -> Move | Refusal:
    """Who appoints to the role gives a group's task to one of those who act for it."""
    plan, task, person = asked.plan, _task(asked), asked.person()
    if task is None or task.person is not None:
        return Refusal(Kind.FASTER, (Problem(FASTER),))
    role = plan.world.definition.roles[task.role]
    refusal = may_staff(asked, role)
    if refusal:
        return refusal
    if person is None or not any(m.person == person for m in plan.world.acting(asked.case, task.role)):
        return invalid("person", "Pilih orang yang memegang peran ini.", "Choose somebody who holds this role.")
    move = plan.engine_move(asked.case, "@reassign", role.appointed_by or "")
    plan.reassign(move, task, claimed_by=person)
    return move


# ------------------------------------------------------------------ planned dates
def plan_dates(asked: Asked) -> Move | Refusal:
    plan, case = asked.plan, asked.case
    births = [a for a in plan.world.machine(case).actions.values() if a.is_birth]
    roles = [r for a in births for r in a.by if r in plan.world.definition.roles]
    if not any(is_holder(plan, case, r, plan.actor.person) for r in roles):
        return refuse(Kind.FORBIDDEN, "Jadwal ini bukan Anda yang menyusun.", "You do not plan these dates.")
    if any("windows" in above.frozen for above in plan.world.lineage(case)):
        return refuse(
            Kind.UNMET, "Jadwal sudah diumumkan; ubah hanya melalui ralat.", "The dates have been announced; change them only by amendment."
        )
    name = asked.text("window")
    if name not in plan.world.machine(case).windows:
        return invalid("window", "Pilih tahap yang dijadwalkan.", "Choose the stage to plan.")
    dates = _dates(asked)
    if isinstance(dates, Refusal):
        return dates
    held = case.windows.setdefault(name, OpenWindow())
    held.planned_opens, held.planned_closes = dates
    move = plan.engine_move(case, "@plan", roles[0])
    put_window(move, case, name)
    move.pub["window"] = {"name": name, "opens": held.planned_opens, "closes": held.planned_closes}
    return move


def _dates(asked: Asked) -> tuple[str | None, str | None] | Refusal:
    found: list[date | None] = []
    for name in ("opens", "closes"):
        text = asked.text(name)
        try:
            found.append(date.fromisoformat(text) if text else None)
        except ValueError:
            return invalid(name, "Tulis tanggal yang ada di kalender.", "Write a date that exists.")
    opens, closes = found
    if opens and closes and closes < opens:
        return invalid("closes", "Tanggal penutupan mendahului pembukaan.", "It closes before it opens.")
    return (opens.isoformat() if opens else None, closes.isoformat() if closes else None)
