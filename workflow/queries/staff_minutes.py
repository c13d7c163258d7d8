"""Minutes before those who sign them: the stored body as it stands, its fingerprint, and who has signed in the present round."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from workflow.core.definition import Action
from workflow.core.words import Text
from workflow.queries.look import Look
from workflow.store import tables as t

_LAST = (
    select(t.minutes)
    .where(t.minutes.c.case_id == bindparam("id"), t.minutes.c.name == bindparam("name"))
    .order_by(t.minutes.c.at.desc(), t.minutes.c.number.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Signer:
    """`at` None: has not signed yet. `notes`: what was written when signing, such as a dissent."""

    name: str
    role: Text
    at: datetime | None
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part; each cell is a text. `key` is its name in the definition."""

    key: str
    title: Text
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class MinutesShown:
    """`paragraphs`: the first is the title, the second may be its line. `sha256`: hex, of the stored body."""

    number: str
    at: datetime
    sha256: str
    called: Text
    root: Text
    paragraphs: tuple[Text, ...]
    parts: tuple[Part, ...]
    signers: tuple[Signer, ...]

    @property
    def title(self) -> Text:
        return self.paragraphs[0] if self.paragraphs else self.called

    @property
    def signed(self) -> int:
        return sum(1 for s in self.signers if s.at is not None)

    def part(self, key: str) -> Part | None:
        return next((p for p in self.parts if p.key == key), None)


def last_minutes(at: Look, name: str) -> MinutesShown | None:
    """The minutes of this name that were drawn up last on the case."""
    row = at.connection.execute(_LAST, {"id": at.case.id, "name": name}).first()
    if row is None:
        return None
    body = json.loads(row.body)
    texts = tuple(Text(*pair) for pair in zip(*body["text"], strict=False))
    parts = tuple(
        Part(p["part"], Text(*p["title"]), tuple(tuple(Text(*cell) for cell in cells) for cells in p["rows"])) for p in body["parts"]
    )
    signing = [a for a in at.machine.actions.values() if a.signs == name]
    signers = tuple(s for a in signing for s in _signers(at, a))
    return MinutesShown(row.number, row.at, row.sha256, Text(*body["called"]), Text(*body["root"]), texts, parts, signers)


def _signers(at: Look, action: Action) -> list[Signer]:
    """Those who signed in the present or last round, then, while it is open, those from whom a signature is awaited."""
    role = at.definition.roles[action.by[0]].words
    given = at.world.sheets(at.case, action)
    signed = [Signer(at.world.source.name(s.person), role, s.at, at.remarks(s)) for s in sorted(given, key=lambda s: s.at)]
    if at.case.state not in action.from_:
        return signed
    done = {s.person for s in given}
    waiting = [p for p in at.plan.required(at.case, action) if p not in done]
    return [*signed, *(Signer(at.world.source.name(p), role, None) for p in waiting)]
