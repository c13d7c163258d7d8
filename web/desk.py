"""What the navigation needs to know of a person's desk."""

from __future__ import annotations

from typing import Any

from web.identity import Desk
from workflow.queries.desk import desk_counts


def desk_of(db: Any, _clock: Any, person: int) -> Desk:
    found = desk_counts(db, person)
    return Desk(found.tasks, found.waiting, found.own, found.staff, found.opens, found.decides)
