"""Carrying running roots over to a later version of their definition: what would happen, and doing it, root by root.

A root is one transaction: all its cases go, or none. The operator of the installation does it, by the command line; the journal says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from workflow.act.clockwork import take
from workflow.act.job import ATTEMPTS, ClockBack, Migrated, Step, fresh
from workflow.core import due
from workflow.core.definition import Definition
from workflow.core.migrate import migrate
from workflow.core.obstacles import Obstacle, Way, obstacles
from workflow.core.plan import Actor, Plan
from workflow.core.replaces import mapped
from workflow.core.showing import called
from workflow.core.words import Text
from workflow.core.world import Case, World
from workflow.store import journal, locking, places, shelf
from workflow.store import tables as t
from workflow.store.clock import Clock
from workflow.store.database import Database
from workflow.store.holdings import holdings
from workflow.store.holidays_id import calendar_of
from workflow.store.participants import Participants
from workflow.store.reader import Reader

OPERATOR = Actor(None, "operator")
_LIVE = select(t.cases.c.root).where(t.cases.c.ended.is_(False))
_ROOTS = select(t.cases.c.id, t.cases.c.number, t.cases.c.definition).where(t.cases.c.parent.is_(None), t.cases.c.id.in_(_LIVE))
_ROOTS = _ROOTS.order_by(t.cases.c.born, t.cases.c.number)
BUSY = Text(
    "Masih ada langkah yang jatuh tempo atau sedang ditulis. Coba lagi sebentar lagi.",
    "Something is due or being written. Try again in a moment.",
)


@dataclass(frozen=True, slots=True)
class Root:
    """One running root. `states`: (old `machine.state`, new one) -> how many cases, where the name changes. `done`: whether it has gone over."""

    number: str
    called: Text
    cases: int
    states: dict[tuple[str, str], int]
    obstacles: tuple[Obstacle, ...]
    done: bool = False


class CannotMigrate(Exception):
    """There is no such way; `text` says what to do."""

    def __init__(self, id: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(id, en)


# ------------------------------------------------------------------ what would happen
def survey(db: Database, clock: Clock, process: str, earlier: str, later: str, case: str | None = None) -> tuple[Root, ...]:
    """Every running root under the earlier version, or the one with this number: who can follow, and why not. Raises CannotMigrate."""
    with db.reading() as connection:
        way_of = _ways(connection, process, earlier, later)
        rows = [row for row in connection.execute(_ROOTS) if row.definition in way_of and case in (None, row.number)]
        if case is not None and not rows:
            raise CannotMigrate(
                f"Tidak ada perkara berjalan {case} di bawah {process} {earlier}. Tulis nomor perkara akarnya.",
                f"There is no running {case} under {process} {earlier}. Give the number of the root.",
            )
        now = clock.now(connection)
        return tuple(_root(connection, way_of[row.definition], row.id, now) for row in rows)


def _ways(connection: Connection, process: str, earlier: str, later: str) -> dict[str, Way]:
    """Hash of an earlier definition -> the way from it; a version may have been pinned more than once before it was used."""
    known = shelf.versions(connection, process)
    if not known:
        raise CannotMigrate(f"Tidak ada proses {process}.", f"There is no process {process}.")
    for version in (earlier, later):
        if version not in known:
            listed = ", ".join(known)
            raise CannotMigrate(
                f"{process} tidak punya versi {version}; ada: {listed}.", f"{process} has no version {version}; there are: {listed}."
            )
    target = shelf.pinned(connection, known[later][-1])
    if earlier not in target.replaces:
        raise CannotMigrate(
            f'Versi {later} tidak menyatakan menggantikan {earlier}. Tulis di berkasnya: replaces: {{"{earlier}": {{}}}}',
            f'Version {later} does not say that it replaces {earlier}. Write in its file: replaces: {{"{earlier}": {{}}}}',
        )
    return {sha256: Way(shelf.pinned(connection, sha256), target) for sha256 in known[earlier]}


def _root(connection: Connection, way: Way, root: int, now: datetime) -> Root:
    world = World(way.earlier, Reader(connection), now)
    cases = _cases(world, root)
    return _outlook(way, world, cases, obstacles(way, cases, holdings(connection, root, now)))


def _cases(world: World, root: int) -> list[Case]:
    """The root and all cases in it, from the top down."""
    machines = [m for m in world.definition.machines.values() if m.parent is not None]
    return [world.case(root), *(case for m in machines for case in world.below(root, m.name))]


def _outlook(way: Way, world: World, cases: Sequence[Case], found: Sequence[Obstacle]) -> Root:
    names = [(f"{c.machine}.{c.state}", f"{c.machine}.{mapped(way.states, c.machine, c.state)}") for c in cases]
    renamed = Counter(pair for pair in names if pair[0] != pair[1])
    return Root(cases[0].number, called(world, cases[0]), len(cases), dict(renamed), tuple(found))


# ------------------------------------------------------------------ doing it
def migrate_roots(db: Database, clock: Clock, process: str, earlier: str, later: str, case: str | None = None) -> tuple[Root, ...]:
    """Carry over every root that can follow; the others stay as they are and say why. Raises CannotMigrate."""
    found = survey(db, clock, process, earlier, later, case)
    with db.reading() as connection:
        target = shelf.pinned(connection, shelf.versions(connection, process)[later][-1])
    return tuple(root if root.obstacles else _carry(db, clock, root, target) for root in found)


def _carry(db: Database, clock: Clock, root: Root, later: Definition) -> Root:
    for _attempt in range(ATTEMPTS):
        try:
            found = _attempt_once(db, clock, root, later)
        except (Migrated, journal.Overtaken):
            continue
        except ClockBack:
            break
        if isinstance(found, Root):
            return found
        if not take(db, clock, found, soon=False):
            break
    return replace(root, obstacles=(Obstacle(root.number, BUSY),))


def _attempt_once(db: Database, clock: Clock, root: Root, later: Definition) -> Root | int:
    """The root as it has gone over, or could not; or a case on which the clock has something to do first."""
    with db.writing() as connection:
        place = places.by_number(connection, root.number)
        if place is None:
            raise LookupError(f"there is no case {root.number}")
        if place.definition == later.sha256:  # somebody else was faster
            return replace(root, done=True)
        way = Way(shelf.pinned(connection, place.definition), later)
        locking.hold(connection, place.lineage, way.earlier.root.name)
        step = Step(connection, clock, way.earlier, OPERATOR, place.lineage)
        cases = _cases(step.plan.world, place.case)
        if (first := _first_due(step.plan, cases)) is not None:
            return first
        found = _outlook(way, step.plan.world, cases, obstacles(way, cases, holdings(connection, place.case, step.plan.now)))
        if found.obstacles:
            return found
        _write(connection, way, step.plan.now, [case.id for case in cases])
        return replace(found, done=True)


def _first_due(plan: Plan, cases: Sequence[Case]) -> int | None:
    return next((case.id for case in cases if not case.ended and due.first_due(plan, case, soon=False) is not None), None)


def _write(connection: Connection, way: Way, now: datetime, cases: list[int]) -> None:
    plan = Plan(World(way.later, Reader(connection), now), OPERATOR, lambda: calendar_of(connection, now.year), fresh)
    migrate(plan, way, plan.world.several(cases))
    journal.write(connection, plan, way.later.sha256, Participants(connection), {})
