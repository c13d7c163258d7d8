"""A scope and a plain case for tests of the guard language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from workflow.core.language import Kind, Scope, Type, Value, View

NUMBER, YES_NO, PERSON = Type(Kind.NUMBER), Type(Kind.YES_NO), Type(Kind.PERSON)
RANK = Type(Kind.CHOICE, values=("III/a", "III/b", "III/c"), ordered=True)
STATE = Type(Kind.CHOICE, values=("draft", "sent", "done"))
MEMBER = Scope(
    {
        "state": STATE,
        "owner": PERSON,
        "score": Type(Kind.NUMBER, 2, 0, 10000),
        "ended": YES_NO,
        "rank": RANK,
        "above.cap": NUMBER,
        "born": Type(Kind.DATE),
    },
    actions=frozenset(("send",)),
)
SCOPE = Scope(
    {
        "minimum": NUMBER, "age": NUMBER, "bar": Type(Kind.NUMBER, 2, 0, 10000), "fine": Type(Kind.NUMBER, 6), "owner": PERSON, "actor": PERSON,
        "rank": RANK, "state": STATE, "today": Type(Kind.DATE), "born": Type(Kind.DATE), "entered": Type(Kind.MOMENT), "name": Type(Kind.TEXT),
        "took": Type(Kind.DURATION), "certified": YES_NO, "wait.open": YES_NO, "above.cap": NUMBER,
    },
    {"paper": MEMBER, "above.paper": MEMBER, "judge": Scope({"person": PERSON, "mark": NUMBER})},
    frozenset(("jury",)),
    frozenset(("extend", "check", "above.check", "judge")),
)  # fmt: skip


@dataclass(frozen=True)
class Plain:
    """A view on plain values; a name that is not given is not known."""

    values: Mapping[str, Value] = field(default_factory=dict)
    sets: Mapping[str, Sequence[View]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    done: frozenset[str] = frozenset()

    def value(self, name: str) -> Value:
        return self.values.get(name)

    def members(self, name: str) -> Sequence[View]:
        return self.sets.get(name, ())

    def able(self, role: str) -> int:
        return self.counts.get(role, 0)

    def times(self, action: str) -> int:
        return self.counts.get(action, 0)

    def acted(self, action: str) -> bool:
        return action in self.done


def papers(*scores: int | None) -> dict[str, Sequence[View]]:
    return {"paper": [Plain({"score": score, "state": "sent", "ended": False, "owner": i}) for i, score in enumerate(scores)]}


CASE = Plain(
    {"minimum": 3, "age": 56, "bar": 7250, "owner": 1, "actor": 2, "rank": "III/b", "state": "sent", "today": date(2026, 3, 1), "name": "a",
     "born": date(1968, 2, 29), "entered": datetime(2026, 3, 1, 1, tzinfo=UTC), "took": 3600, "certified": True, "wait.open": False, "above.cap": 2},
    papers(7250, 8000, None),
    {"jury": 2, "extend": 1},
    frozenset(("above.check",)),
)  # fmt: skip
