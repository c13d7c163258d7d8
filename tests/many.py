"""An agency that runs processes of several kinds at once, none of them a selection, in the middle of its work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select, update

from workflow import people
from workflow.act import Actor, Done, Refusal, act, give_birth, take_due
from workflow.act.clockwork import next_closing
from workflow.store import schema, shelf
from workflow.store import tables as t
from workflow.store.clock import FixedClock
from workflow.store.database import Database

DEFINITIONS = Path(__file__).parent / "definitions"
APPRAISAL, FORUM = (DEFINITIONS / name / "2026.1.yaml" for name in ("appraisal", "forum"))
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PASSWORD = "sawah hijau luas"
PLACE = {
    "id": 1, "kind": "real", "agency_id": "Pemerintah Kota Mandala", "agency_en": "City of Mandala", "zone": "Asia/Jakarta",
    "host": "terang.example", "clock_offset": 0, "created": START,
}  # fmt: skip
PEOPLE = {
    "hani": "Hani Lestari", "kemal": "Kemal Idris", "ratna": "Ratna Wulandari", "bayu": "Bayu Prakoso", "siti": "Siti Maesaroh",
    "umar": "Umar Said", "wati": "Wati Suryani", "joko": "Joko Purnomo", "lina": "Lina Marlina", "dedi": "Dedi Kusnadi", "tamu": "Tamu Rahayu",
}  # fmt: skip
OFFICES = {"hani": "hr", "kemal": "convenor"}
Given = Mapping[str, str | Sequence[str]]


@dataclass
class Agency:
    """`cases`: numbers by a short name."""

    db: Database
    clock: FixedClock
    home: Path
    persons: dict[str, int] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        return Actor(None, "anyone") if who == "anyone" else Actor(self.persons[who], "person")

    def act(self, who: str, action: str, case: str, given: Given | None = None) -> Done | Refusal:
        return act(self.db, self.clock, self.cases.get(case, case), action, self.actor(who), self._typed(given))

    def do(self, who: str, action: str, case: str, given: Given | None = None) -> Done:
        return done(self.act(who, action, case, given))

    def birth(self, who: str, action: str, parent: str, given: Given | None = None) -> Done | Refusal:
        return give_birth(self.db, self.clock, self.cases.get(parent, parent), action, self.actor(who), self._typed(given))

    def begin(self, name: str, who: str, action: str, parent: str, given: Given | None = None) -> str:
        self.cases[name] = done(self.birth(who, action, parent, given)).case
        return self.cases[name]

    def appoint(self, by: str, case: str, role: str, *aliases: str) -> None:
        for place, alias in enumerate(aliases, 1):
            self.do(by, "@appoint", case, {"role": role, "person": alias, "position": str(place)})

    def _typed(self, given: Given | None) -> dict[str, list[str]]:
        found = {n: [v] if isinstance(v, str) else list(v) for n, v in (given or {}).items()}
        return {n: [str(self.persons.get(v, v)) if n == "person" else v for v in vs] for n, vs in found.items()}

    def pass_days(self, days: float) -> None:
        """Let time pass, taking what is due on the way."""
        moment = self.clock.moment + timedelta(days=days)
        while True:
            with self.db.reading() as connection:
                closing = next_closing(connection, self.clock.moment)
            if closing is None or closing > moment:
                break
            self.clock.move_to(closing)
            take_due(self.db, self.clock)
        self.clock.move_to(moment)

    def owned(self, who: str, machine: str) -> str:
        """The number of a person's own case of a machine."""
        where = (t.cases.c.machine == machine, t.cases.c.owner == self.persons[who])
        with self.db.reading() as connection:
            return str(connection.execute(select(t.cases.c.number).where(*where)).scalar_one())

    def state(self, case: str) -> str:
        with self.db.reading() as connection:
            number = self.cases.get(case, case)
            return str(connection.execute(select(t.cases.c.state).where(t.cases.c.number == number)).scalar_one())

    # ------------------------------------------------------------------ stories
    def open_cycle(self) -> None:
        """Two units; siti and umar work in the one, wati in the other."""
        self.begin("cycle", "hani", "cycle.start", "penilaian_contoh", {"name": "Penilaian 2025"})
        self.begin("health", "hani", "unit.add", "cycle", {"unit_name": "Dinas Kesehatan", "duty": "Puskesmas dan gizi"})
        self.begin("schools", "hani", "unit.add", "cycle", {"unit_name": "Dinas Pendidikan", "duty": "Sekolah negeri"})
        self.appoint("hani", "health", "head", "ratna")
        self.appoint("hani", "health", "staff_member", "siti", "umar")
        self.appoint("hani", "schools", "head", "bayu")
        self.appoint("hani", "schools", "staff_member", "wati")
        self.appoint("hani", "cycle", "reviewer", "joko")
        self.appoint("hani", "cycle", "juror", "lina")
        self.do("hani", "open", "cycle")
        self.cases.update({who: self.owned(who, "appraisal") for who in ("siti", "umar", "wati")})

    def work_a_year(self) -> None:
        """Siti is coached, umar objects, wati has not written; an award, and a suggestion with its answer."""
        for who, result in (("siti", "baik"), ("umar", "kurang")):
            self.do(who, "report", who, {"report": "Melayani warga.\nSetiap hari."})
            self.do("ratna", "rate", who, {"result": result, "why_rated": "Menurut laporan."})
        self.begin("plan", "ratna", "plan.propose", "siti", {"goal": "Menguasai sistem baru."})
        self.do("siti", "agree", "plan")
        self.begin("meeting", "ratna", "meeting.note", "plan", {"held_at": "2026-03-02T09:00", "notes": "Maju."})
        self.begin("objection", "umar", "objection.object", "umar", {"argument": "Laporan saya lengkap."})
        self.begin("award", "umar", "proposal.propose", "health", {"who": "Siti Maesaroh", "merit": "Ramah."})
        self.begin("second", "umar", "proposal.propose", "health", {"who": "Wati Suryani", "merit": "Teliti."})
        self.do("lina", "give", "award", {"verdict": "Layak."})
        self.begin("remark", "anyone", "remark.say", "health", {"text": "Antrean terlalu lama."})
        self.begin("unanswered", "anyone", "remark.say", "health", {"text": "Loket kurang."})
        self.do("ratna", "answer", "remark", {"answer": "Loket ditambah."})

    def open_forum(self) -> None:
        self.begin("forum", "kemal", "forum.start", "forum_contoh", {"name": "Forum jenjang karier", "purpose": "Mendengar pegawai."})
        self.begin("topic", "kemal", "topic.add", "forum", {"question": "Perlukah jalur ahli?", "background": "Banyak yang bertanya."})
        self.begin("other", "kemal", "topic.add", "forum", {"question": "Perlukah rotasi?", "background": "Tiap dua tahun."})
        self.appoint("kemal", "forum", "official", "dedi")
        self.appoint("kemal", "forum", "civil_servant", "siti", "umar", "ratna")
        self.do("kemal", "announce", "forum")

    def speak(self) -> None:
        for name, who in (("first", "siti"), ("answered", "umar"), ("waiting", "siti")):
            self.begin(name, who, "contribution.give", "topic", {"text": f"Pendapat {who}.", "phone": "0812"})
        for name in ("first", "answered"):
            self.do("kemal", "admit", name)
        self.do("dedi", "answer", "answered", {"taken_up": "diterima", "answer": "Kami pelajari."})
        self.begin("support", "anyone", "support.say", "first", {"text": "Setuju."})
        self.do("kemal", "show", "support")

    def prepare_another(self) -> None:
        """A second root of one process, still in preparation; and one that was cancelled."""
        self.begin("next", "hani", "cycle.start", "penilaian_contoh", {"name": "Penilaian 2026"})
        self.begin("next_unit", "hani", "unit.add", "next", {"unit_name": "Dinas Pertanian", "duty": "Penyuluhan"})
        self.begin("dropped", "hani", "cycle.start", "penilaian_contoh", {"name": "Penilaian percobaan"})
        self.begin("dropped_unit", "hani", "unit.add", "dropped", {"unit_name": "Bagian Umum", "duty": "Rumah tangga"})
        self.do("hani", "open", "dropped")
        self.do("hani", "cancel", "dropped", {"reason": "Hanya percobaan."})

    def all(self) -> Agency:
        self.open_cycle()
        self.work_a_year()
        self.open_forum()
        self.speak()
        self.prepare_another()
        return self


def done(found: Done | Refusal) -> Done:
    """The step taken; a refusal fails the test with its sentences."""
    assert isinstance(found, Done), found
    return found


def build(url: str, home: Path, definitions: Sequence[Path] = (APPRAISAL, FORUM)) -> Agency:
    """Everybody has an account with the same password."""
    schema.migrate(url)
    agency = Agency(Database(url), FixedClock(START), home)
    with agency.db.writing() as connection:
        connection.execute(insert(t.installation).values(PLACE))
        for path in definitions:
            shelf.pin(connection, path, START)
    for alias, name in PEOPLE.items():
        _admit(agency, alias, name)
    for alias, role in OFFICES.items():
        assert not people.give_office(agency.db, agency.clock, role, agency.persons[alias])
    return agency


def email(alias: str) -> str:
    return f"{alias}@mandala.example"


def _admit(agency: Agency, alias: str, name: str) -> None:
    """The first account's password is worked out, the others copy it: the hash is slow on purpose."""
    first = not agency.persons
    added = people.add_account(agency.db, agency.clock, email(alias), name, password=PASSWORD if first else None)
    assert isinstance(added, people.Added), added
    with agency.db.writing() as connection:
        a = t.accounts.c
        row = connection.execute(select(a.person, a.id).where(a.email == email(alias))).one()
        if not first:
            hashed = connection.execute(select(a.password).where(a.password.is_not(None))).scalars().first()
            connection.execute(update(t.accounts).where(a.id == row.id).values(password=hashed))
    agency.persons[alias] = row.person
