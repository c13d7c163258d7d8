"""Where a person who holds only a number is let in: letters name a case by it, whoever reads them."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.queries.look import Audience, Viewer, look
from workflow.queries.public_shown import is_announced
from workflow.store.clock import Clock
from workflow.store.database import Database


@dataclass(frozen=True, slots=True)
class Door:
    """`audience`: as whom the case is read; None: as anybody, who reads the page of its root at `path` and `root`."""

    audience: Audience | None
    path: str
    root: str
    own: str


def door_of(db: Database, clock: Clock, number: str, person: int) -> Door | None:
    """None where there is no such case, or nothing of it that this person may read."""
    with look(db, clock, number, Viewer(person)) as seen:
        if seen is None:
            return None
        *_, root = seen.world.lineage(seen.case)
        audience = seen.audience()
        if audience is None and not is_announced(seen, root):
            return None
        owned = [above.number for above in seen.world.lineage(seen.case) if above.owner == person]
        return Door(audience, seen.definition.root.path or "", root.number, owned[0] if owned else number)
