"""A deed that somebody has planned, and the diary in which all of them stand by the moment at which they will be done."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workflow.core.words import Text
from workflow.core.world import Case
from workflow.rehearse.cast import Persona

FIRST_OF_ALL = frozenset({"bear", "open", "appoint", "dates"})
"""Verbs of what others wait for who would carry on the case or one above it."""

Key = tuple[int | None, str, str, int]
"""On which case, what, by whom, in which round."""


@dataclass(frozen=True, slots=True)
class Deed:
    """`verb`: a key of `doing.VERBS`. `case`: on which, of a birth the parent's (None: a root). `round`: the one in which it was planned.

    `machine` and `action`: what is done; of a birth what is born. `since`: when it could first be done. `tells`: what the scenario tells
    of it once it is done.
    """

    verb: str
    who: Persona
    role: str
    case: int | None
    machine: str
    action: str
    since: datetime
    minutes: int
    round: int = 0
    more: Mapping[str, str] = field(default_factory=dict)
    tells: Text | None = None

    @property
    def key(self) -> Key:
        return (self.case, f"{self.machine}.{self.action}", self.who.alias, self.round)


class Diary:
    """Planned deeds in the order of their time; of two at one moment, the one planned first."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Deed]] = []
        self._order = 0
        self._keys: Counter[Key] = Counter()
        self._verbs: Counter[tuple[int | None, str]] = Counter()
        self._actions: Counter[tuple[int | None, str, int]] = Counter()

    def put(self, at: datetime, deed: Deed) -> None:
        self._order += 1
        heapq.heappush(self._heap, (at, self._order, deed))
        self._count(deed, 1)

    def _count(self, deed: Deed, by: int) -> None:
        self._keys[deed.key] += by
        self._verbs[(deed.case, deed.verb)] += by
        self._actions[(deed.case, deed.action, deed.round)] += by

    @property
    def next(self) -> datetime | None:
        return self._heap[0][0] if self._heap else None

    def take(self) -> Deed:
        _at, _order, deed = heapq.heappop(self._heap)
        self._count(deed, -1)
        return deed

    def holds(self, key: Key) -> bool:
        return self._keys[key] > 0

    def waited_for(self) -> set[int]:
        """Cases on which something is planned that comes before anybody carries them on: births below them, people, dates."""
        return {case for (case, verb), n in self._verbs.items() if verb in FIRST_OF_ALL and n and case is not None}

    def cases(self) -> set[int]:
        """Cases on which anything is planned."""
        return {case for (case, _verb), n in self._verbs.items() if n and case is not None}

    def plans(self, case: int | None, verb: str) -> bool:
        """Whether a deed of this verb is planned on the case."""
        return self._verbs[(case, verb)] > 0

    def acts(self, case: Case, action: str) -> int:
        """How many are going to take this action on the case in the round in which it is."""
        return self._actions[(case.id, action, case.round)]
