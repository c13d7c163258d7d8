"""Playing a story: each step through `act` or `give_birth`, the clock's own actions taken as time passes between steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from workflow import drafts, files, people
from workflow.act import Actor, Done, Refusal, act, give_birth, take_due
from workflow.act.clockwork import closing_after, next_closing, pass_time
from workflow.core.fields import Typed
from workflow.core.words import Text
from workflow.demo.paper import paper
from workflow.demo.story import Scene, Stepping, Story, pair, read
from workflow.store import shelf
from workflow.store import tables as t
from workflow.store.clock import Clock, DatabaseClock, FixedClock
from workflow.store.database import Database

PASSWORD = "terang-peraga-2026"  # noqa: S105 - printed at start: everybody may sign in to a demonstration


class StoryError(Exception):
    """A step of the story was refused: the story or the definition is wrong."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One of the people offered in the demonstration."""

    alias: str
    person: int
    account: int
    name: str
    email: str
    line: Text


Cast = tuple[Guest, ...]


def create(db: Database, clock: Clock, folder: Path, host: str) -> None:
    """Make an empty database a demonstration installation, once and for ever. Raises LookupError where there is no example."""
    now = _now(db, clock)
    story = read(folder, now)
    agency = pair(story.data["agency"])
    with db.writing() as connection:
        row = {"id": 1, "kind": "demo", "agency_id": agency.id, "agency_en": agency.en, "zone": story.zone, "host": host}
        connection.execute(insert(t.installation), {**row, "clock_offset": 0, "created": now})


def _now(db: Database, clock: Clock) -> datetime:
    with db.reading() as connection:
        return clock.now(connection)


def fill(db: Database, home: Path, folder: Path, today: datetime) -> None:
    """Play all stories up to `today`. Raises StoryError at the first step that is refused."""
    story = read(folder, today)
    player = _Player(db, home, story)
    player.admit_people()
    for scene, step in story.steps():
        player.play(scene, step)
    pass_time(db, player.clock, today)


def start(db: Database, clock: Clock, home: Path, folder: Path, host: str) -> None:
    """Create and fill; broken off, it leaves half a demonstration: see `build_aside`."""
    create(db, clock, folder, host)
    fill(db, home, folder, _now(db, clock))


class _Player:
    def __init__(self, db: Database, home: Path, story: Story) -> None:
        self.db, self.home, self.story = db, home, story
        self.clock = FixedClock(story.steps()[0][1].at - timedelta(days=1))
        self.persons: dict[str, int] = {}
        self.cases: dict[tuple[str, str], str] = {}
        self.papers: dict[tuple[str, str], str] = {}
        self.looked: date | None = None

    def admit_people(self) -> None:
        hashed = people.hashed(PASSWORD)  # one for all: whoever reads the start page knows the password
        for alias, told in self.story.people.items():
            admin, nip, post = told.get("admin") == "yes", told.get("nip"), told.get("post")
            added = people.add_account(
                self.db, self.clock, told["email"], told["name"], admin=admin, password=PASSWORD, hashed=hashed, nip=nip, post=post
            )
            if not isinstance(added, people.Added):
                raise StoryError(f"{alias} cannot have an account: {added}")
            self.persons[alias] = added.person
            for role in self.story.offices(alias):
                if people.give_office(self.db, self.clock, role, added.person):
                    raise StoryError(f"{alias} cannot hold the office {role}")

    def play(self, scene: Scene, step: Stepping) -> None:
        self._wait(step.at)
        actor = Actor(None, "anyone") if step.who == "anyone" else Actor(self.persons[step.who], "person")
        typed = self._typed(scene, step)
        if step.verb == "save":
            self._save(self._number(scene, step), step, typed)
            return
        done = self._born(scene, step, actor, typed) if step.verb == "birth" else self._acted(self._number(scene, step), step, actor, typed)
        if isinstance(done, Refusal):
            told = "; ".join(f"{p.field or ''} {p.text.en}" for p in done.problems)
            raise StoryError(f"{scene.process}: {step.at:%d %b %H:%M} {step.who} {step.action} {step.on}: {done.kind}: {told}")
        if step.verb == "birth" and step.name:
            self.cases[scene.process, step.name] = done.case

    def _wait(self, until: datetime) -> None:
        """Let time pass. What became due by itself is looked for where a window closed or the day turned; what a step makes possible
        follows it at once, as everywhere."""
        day, closing = until.astimezone(ZoneInfo(self.story.zone)).date(), closing_after(self.db, self.clock.moment)
        if day == self.looked and (closing is None or closing > until):
            self.clock.move_to(max(until, self.clock.moment))
            return
        self.looked = day
        pass_time(self.db, self.clock, until)

    def _number(self, scene: Scene, step: Stepping) -> str:
        """The case that a step is about: by its alias, or `machine@person`: the one of this story that was made for that person."""
        machine, _, owner = step.on.partition("@")
        if not owner:
            return self.cases[scene.process, step.on]
        root = t.cases.alias()
        mine = select(t.cases.c.number).join(root, root.c.id == t.cases.c.root).where(t.cases.c.owner == self.persons[owner])
        here = (t.cases.c.machine == machine, root.c.number == self.cases[scene.process, step.root])
        with self.db.reading() as connection:
            return str(connection.execute(mine.where(*here).order_by(t.cases.c.born.desc(), t.cases.c.id).limit(1)).scalar_one())

    def _born(self, scene: Scene, step: Stepping, actor: Actor, typed: Typed) -> Done | Refusal:
        parent = self._number(scene, step) if step.on else scene.process
        return give_birth(self.db, self.clock, parent, step.action, actor, typed, reasons=step.reasons)

    def _acted(self, number: str, step: Stepping, actor: Actor, typed: Typed) -> Done | Refusal:
        if step.action in ("@confirm", "@decline"):
            typed = {**typed, "proposal": [str(self._proposal(number))]}
        return act(self.db, self.clock, number, step.action, actor, typed, reasons=step.reasons)

    def _proposal(self, number: str) -> int:
        with self.db.reading() as connection:
            found = select(t.proposals.c.id).join(t.cases, t.cases.c.id == t.proposals.c.case_id)
            return int(connection.execute(found.where(t.cases.c.number == number, t.proposals.c.status == "open")).scalar_one())

    def _save(self, number: str, step: Stepping, typed: Typed) -> None:
        with self.db.reading() as connection:
            round = connection.execute(select(t.cases.c.round).where(t.cases.c.number == number)).scalar_one()
        drafts.save(self.db, self.clock, drafts.person_key(self.persons[step.who]), number, step.action, round, typed)

    # ------------------------------------------------------------ answers
    def _typed(self, scene: Scene, step: Stepping) -> dict[str, list[str]]:
        return {name: [self._answer(scene, step, text) for text in texts] for name, texts in step.typed.items()}

    def _answer(self, scene: Scene, step: Stepping, text: str) -> str:
        kind, _, name = text.partition(":")
        if kind == "dokumen" and (told := scene.document(name)) is not None:
            return self._paper(step.who, name, told)
        if kind == "nomor":
            return self.cases[scene.process, name]
        return str(self.persons[text]) if text in self.persons else text

    def _paper(self, alias: str, name: str, told: Mapping[str, Any]) -> str:
        if (alias, name) not in self.papers:
            content = paper(told["title"], [line.format_map(self._blanks(alias)) for line in told["lines"]])
            stored = files.store(self.db, self.clock, self.home, self.persons[alias], content, f"{told['title']}.pdf")
            if not isinstance(stored, files.FileRow):
                raise StoryError(f"the document {name} was refused: {stored}")
            self.papers[(alias, name)] = stored.id
        return self.papers[(alias, name)]

    def _blanks(self, alias: str) -> Mapping[str, str]:
        told = self.story.people[alias]
        return {"name": told["name"], "nip": told.get("nip", "-"), "post": pair(told.get("post", "-")).id}


# ------------------------------------------------------------------ while it is shown
def cast(db: Database, folder: Path) -> Cast:
    """The people offered in the demonstration's bar, in the order of the story file."""
    story = read(folder, _now(db, DatabaseClock()))
    guests = []
    with db.reading() as connection:
        for alias, line in story.cast.items():
            told = story.people[alias]
            row = connection.execute(select(t.accounts.c.id, t.accounts.c.person).where(t.accounts.c.email == told["email"])).first()
            if row is not None:
                guests.append(Guest(alias, row.person, row.id, told["name"], told["email"], line))
    return tuple(guests)


def jump_to_next(db: Database, expected: datetime | None = None) -> datetime | None:
    """Move the demonstration's clock to the next closing of a window and take what is due then.

    None: nothing is ahead, or not the `expected` closing, because somebody else was faster.
    """
    clock = DatabaseClock()
    with db.writing() as connection:
        now = clock.now(connection)
        closing = next_closing(connection, now)
        if closing is None or (expected is not None and closing != expected):
            return None
        ahead = int((closing - now).total_seconds()) + 1
        connection.execute(update(t.installation).values(clock_offset=t.installation.c.clock_offset + ahead))
        people.follow_clock(connection, timedelta(seconds=ahead))
    take_due(db, clock)
    return closing


@dataclass(frozen=True, slots=True)
class Deadline:
    """The next moment at which a window closes: what closes, on which case."""

    moment: datetime
    words: Text


def next_deadline(db: Database, clock: Clock) -> Deadline | None:
    """What closes next anywhere, for the bar of the demonstration; None: no window is open."""
    with db.reading() as connection:
        now = clock.now(connection)
        closing = next_closing(connection, now)
        if closing is None:
            return None
        found = select(t.windows.c.name, t.cases.c.machine, t.cases.c.definition).join(t.cases, t.cases.c.id == t.windows.c.case_id)
        row = connection.execute(found.where(t.windows.c.closes == closing, t.windows.c.left.is_(None)).limit(1)).one()
        return Deadline(closing, shelf.pinned(connection, row.definition).machines[row.machine].windows[row.name].words)
