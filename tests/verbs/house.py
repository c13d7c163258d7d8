"""A small installation for tests of the verbs: people by alias, a clock that stands still, and short words for long steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from workflow import people
from workflow.act import Actor, Done, Refusal, act, give_birth
from workflow.act.clockwork import pass_time
from workflow.store import schema, shelf
from workflow.store import tables as t
from workflow.store.clock import FixedClock
from workflow.store.database import Database

SMALL = Path(__file__).resolve().parents[1] / "definitions" / "small" / "2026.1.yaml"
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
OFFICES = {"clerk": "clerk", "authority": "authority", "inspector": "inspector"}
TEAM = ("budi", "citra", "dewi")
CHECKERS = ("eka", "fitri")
APPLICANTS = ("gita", "hadi", "indra")
SETUP = {"name": "Kepala unit", "minimum": "2", "quorum": "2", "places": "1", "nominees": "2", "bar": "20", "hear_public": "yes"}
APPLY = {"birth_date": "1985-05-05", "employment": "PNS", "degree": "S1", "served": "10", "certified": "yes"}
MET = {f"findings.{name}": "met" for name in ("degree", "served", "certified", "age")}
Given = Mapping[str, str | Sequence[str]]


@dataclass
class House:
    """One installation. `number` of the round is in `round`; entries by applicant in `entries`."""

    db: Database
    clock: FixedClock
    home: Path
    persons: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    round: str = ""
    entries: dict[str, str] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        return Actor(None, "anyone") if who == "anyone" else Actor(self.persons[who], "person")

    def act(self, who: str, action: str, case: str | None = None, given: Given | None = None, **more: object) -> Done | Refusal:
        return act(self.db, self.clock, case or self.round, action, self.actor(who), self.typed(given), **more)  # type: ignore[arg-type]

    def do(self, who: str, action: str, case: str | None = None, given: Given | None = None, **more: object) -> Done:
        return done(self.act(who, action, case, given, **more))

    def birth(self, who: str, action: str, parent: str, given: Given | None = None) -> Done | Refusal:
        return give_birth(self.db, self.clock, parent, action, self.actor(who), self.typed(given))

    def typed(self, given: Given | None) -> dict[str, list[str]]:
        found = {n: [v] if isinstance(v, str) else list(v) for n, v in (given or {}).items()}
        return {n: [str(self.persons.get(v, v)) if n == "person" or n.endswith("_named") else v for v in vs] for n, vs in found.items()}

    def confirm(self, who: str, proposed: Done, case: str | None = None) -> Done:
        return self.do(who, "@confirm", case or self.round, {"proposal": str(proposed.proposal)})

    def later(self, **span: float) -> None:
        self.clock.move_to(self.clock.moment + timedelta(**span))

    def until(self, moment: datetime) -> None:
        """Let time pass, taking what is due on the way."""
        pass_time(self.db, self.clock, moment)

    def days(self, n: float) -> None:
        self.until(self.clock.moment + timedelta(days=n))

    def state(self, case: str | None = None) -> str:
        with self.db.reading() as connection:
            return str(connection.execute(select(t.cases.c.state).where(t.cases.c.number == (case or self.round))).scalar_one())

    # ------------------------------------------------------------ a round, stage by stage
    def prepared(self, **setup: str) -> str:
        self.round = done(self.birth("clerk", "round.start", "pilihan", {**SETUP, **setup})).case
        for position, alias in enumerate(TEAM, 1):
            origin = "luar" if alias == TEAM[-1] else "dalam"
            self.do("clerk", "@appoint", None, {"role": "member", "person": alias, "origin": origin, "position": str(position)})
        self.do("clerk", "@appoint", None, {"role": "chair", "person": TEAM[0]})
        for alias in CHECKERS:
            self.do("clerk", "@appoint", None, {"role": "checker", "person": alias})
        self.do("clerk", "@appoint", None, {"role": "reviewer", "person": "joko"})
        return self.round

    def announced(self, **setup: str) -> str:
        self.prepared(**setup)
        self.confirm("clerk", self.do("budi", "announce"))
        return self.round

    def draft(self, who: str) -> str:
        self.entries[who] = done(self.birth(who, "entry.begin", self.round)).case
        return self.entries[who]

    def applied(self, **setup: str) -> None:
        self.announced(**setup)
        for who in APPLICANTS:
            self.submit(who)

    def submit(self, who: str) -> Done:
        self.draft(who)
        return self.do(who, "submit", self.entries[who], self.application(who))

    def application(self, who: str, **changes: str) -> dict[str, str]:
        return {**APPLY, "name": who.title(), "papers": self.files[who], **changes}

    def checked(self, **setup: str) -> None:
        """All entries in assessment."""
        self.applied(**setup)
        self.days(11)
        for number in self.entries.values():
            for who in CHECKERS:
                self.do(who, "@declare", number, {"conflict": "no"})
                self.do(who, "check", number, MET)
        self.confirm("clerk", self.do("budi", "publish_check"))

    def declare_all(self) -> None:
        for number in self.entries.values():
            for who in TEAM:
                self.do(who, "@declare", number, {"conflict": "no"})

    def scored(self, **setup: str) -> None:
        """All entries scored: gita highest, then hadi, then indra; the round hears the public."""
        self.checked(**setup)
        self.declare_all()
        for who, number in self.entries.items():
            score = {"gita": "5", "hadi": "4", "indra": "3"}[who]
            for member in TEAM:
                self.do(member, "score", number, {"lead_score": score, "plan_score": score})


def done(found: Done | Refusal) -> Done:
    """The step taken; a refusal fails the test with its sentences."""
    assert isinstance(found, Done), found
    return found


def sentences(found: Done | Refusal) -> str:
    """What a refusal says, in English."""
    assert isinstance(found, Refusal), found
    return " ".join(problem.text.en for problem in found.problems)


def build(url: str, home: Path) -> House:
    schema.migrate(url)
    db, clock = Database(url), FixedClock(START)
    house = House(db, clock, home)
    with db.writing() as connection:
        row = {
            "id": 1,
            "kind": "real",
            "agency_id": "Instansi",
            "agency_en": "Agency",
            "zone": "Asia/Jakarta",
            "host": "h",
            "clock_offset": 0,
        }
        connection.execute(insert(t.installation), {**row, "created": START})
        shelf.pin(connection, SMALL, START)
        for alias in (*OFFICES, *TEAM, *CHECKERS, *APPLICANTS, "joko", "kiki"):
            _admit(connection, house, alias)
    for alias, role in OFFICES.items():
        assert not people.give_office(db, clock, role, house.persons[alias])
    return house


def _admit(connection: object, house: House, alias: str) -> None:
    """A person with an account of the operator's making, and one uploaded file."""
    person = connection.execute(insert(t.persons).values(name=alias.title(), created=START)).inserted_primary_key[0]  # type: ignore[attr-defined]
    account = {"person": person, "email": f"{alias}@contoh.example", "password": "x", "admin": False, "language": "id", "created": START}
    key = connection.execute(insert(t.accounts).values(account)).inserted_primary_key[0]  # type: ignore[attr-defined]
    connection.execute(insert(t.account_log).values(account=key, at=START, what="invited"))  # type: ignore[attr-defined]
    file = {
        "id": f"berkas-{alias}",
        "sha256": alias.encode().hex().ljust(64, "0"),
        "kind": "pdf",
        "size": 1,
        "name": "a.pdf",
        "owner": person,
    }
    connection.execute(insert(t.files).values(at=START, **file))  # type: ignore[attr-defined]
    house.persons[alias], house.files[alias] = person, f"berkas-{alias}"
