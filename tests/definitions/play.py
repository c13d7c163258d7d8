"""Plays scenario tables of a definition through the verbs: each row is `state | actor | action | result`.

state   what the case is in before; `-` where that does not matter. For a birth, of the case above.
actor   an alias, several with commas, `a & b` (a proposes, b confirms), `clock` or `public`.
action  `name case key=value ...`; several cases with commas; a case made for somebody is `machine@alias`. A birth: `machine.name parent as alias`. `because.N="..."` goes past clause N.
        Of the clock: `pass 3 days case` or `close window case`. Answers not given are filled in from FILL, by the form.
result  the state after, of every case named; more cases after `;` as `alias: state`. Or `no:` with a fragment of the English refusal.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, insert, select

from workflow import people
from workflow.act import Actor, Done, Refusal, act, give_birth
from workflow.act.clockwork import pass_time
from workflow.core.definition import FactKind, Machine
from workflow.load import load
from workflow.store import rebuild, shelf
from workflow.store import tables as t
from workflow.store.clock import FixedClock
from workflow.store.database import Database

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PLACE = {"id": 1, "kind": "real", "agency_id": "Instansi", "agency_en": "Agency", "zone": "Asia/Jakarta", "host": "h", "clock_offset": 0}


read = cache(load)
"""A definition is read once for all plays of a session; it is frozen."""


@dataclass(frozen=True)
class Cast:
    """Who plays: aliases, the offices some hold, what answers are when a row gives none, and the ratings of each applicant."""

    definition: Path
    people: tuple[str, ...]
    offices: Mapping[str, str]
    fill: Mapping[str, str]
    ratings: Mapping[str, str]


@dataclass
class Play:
    """One installation in the middle of a story."""

    db: Database
    clock: FixedClock
    cast: Cast
    persons: dict[str, int] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.definition = read(self.cast.definition)
        facts = {f.name for m in self.definition.machines.values() for f in m.facts.values() if f.kind is FactKind.PERSON}
        told = {a.name for r in self.definition.roles.values() for a in r.attributes.values() if a.kind == "person"}
        self.naming = {"person", *facts, *told}
        self.numbering = {f.name for m in self.definition.machines.values() for f in m.facts.values() if f.kind is FactKind.CASE}

    def table(self, rows: str) -> None:
        """Play every row; a row that goes otherwise fails with its text."""
        for number, line in enumerate(rows.strip().splitlines(), 1):
            if line.strip() and not line.lstrip().startswith("#"):
                cells = [cell.strip() for cell in line.split("|")]
                assert len(cells) == 4, f"row {number} has {len(cells)} cells: {line}"
                self._row(*cells, line.strip())

    def _row(self, before: str, actor: str, action: str, result: str, line: str) -> None:
        name, targets, given, alias = self.read(action)
        if before not in ("", "-"):
            for target in targets:
                assert self.state(target) == before, f"{target} is {self.state(target)} before: {line}"
        if actor == "clock":
            self._time(name, given, targets)
            found: list[Done | Refusal] = []
        else:
            found = [self.step(who.strip(), name, target, given, alias) for target in targets for who in actor.split(",")]
        self._compare(found, [alias] if alias else targets, result, line)

    def _compare(self, found: list[Done | Refusal], targets: list[str], result: str, line: str) -> None:
        first, *rest = [part.strip() for part in result.split(";")]
        if first.startswith("no:"):
            for one in found:
                assert isinstance(one, Refusal), f"was not refused: {line}"
                assert first.removeprefix("no:").strip().lower() in sentences(one).lower(), f"{sentences(one)} - {line}"
        else:
            for one in found:
                assert not isinstance(one, Refusal), f"{one.kind}: {sentences(one)} - {line}"
            for target in targets if first not in ("", "-") else ():
                assert self.state(target) == first, f"{target} is {self.state(target)} after: {line}"
        for part in rest:
            alias, _, state = part.partition(":")
            assert self.state(alias.strip()) == state.strip(), f"{alias} is {self.state(alias.strip())} after: {line}"

    def read(self, action: str) -> tuple[str, list[str], dict[str, str], str | None]:
        words = shlex.split(action)
        given = dict(word.split("=", 1) for word in words if "=" in word)
        plain = [word for word in words if "=" not in word]
        alias = plain.pop() if "as" in plain and plain.remove("as") is None else None
        if plain[0] in ("pass", "close"):
            return plain[0], plain[-1].split(","), {**given, "what": " ".join(plain[1:-1])}, alias
        return plain[0], plain[1].split(","), given, alias

    # ------------------------------------------------------------ steps
    def step(self, who: str, name: str, target: str, given: Mapping[str, str], alias: str | None = None) -> Done | Refusal:
        proposer, _, confirmer = (part.strip() for part in who.partition("&"))
        found = self.birth(proposer, name, target, given, alias) if "." in name else self.act(proposer, name, target, given)
        if isinstance(found, Refusal) or not confirmer:
            return found
        assert found.proposal, f"{name} needed no second person"
        return act(self.db, self.clock, self.number(target), "@confirm", self._actor(confirmer), {"proposal": [str(found.proposal)]})

    def act(self, who: str, name: str, target: str, given: Mapping[str, str]) -> Done | Refusal:
        number = self.number(target)
        machine = self.definition.machines[self._machine(number)]
        form = machine.actions[name].form if name in machine.actions else None
        typed = self._answers(machine, form, who, target, given)
        return act(self.db, self.clock, number, name, self._actor(who), typed, reasons=reasons_in(given))

    def birth(self, who: str, name: str, parent: str, given: Mapping[str, str], alias: str | None) -> Done | Refusal:
        head, _, action = name.partition(".")
        machine = self.definition.machines[head]
        typed = self._answers(machine, machine.actions[action].form, who, alias or who, given)
        above = self.number(parent) if parent in self.cases or "@" in parent else parent
        found = give_birth(self.db, self.clock, above, name, self._actor(who), typed, reasons=reasons_in(given))
        if isinstance(found, Done):
            self.cases[alias or who] = found.case
        return found

    def _actor(self, who: str) -> Actor:
        return Actor(None, "anyone") if who == "public" else Actor(self.persons[who], "person")

    def _answers(self, machine: Machine, form: str | None, who: str, target: str, given: Mapping[str, str]) -> dict[str, list[str]]:
        asked = dict(self._filled(machine, form, who, target))
        asked |= {key: text for key, text in given.items() if not key.startswith("because.")}
        return {key: [self._typed(key, text)] if text else [] for key, text in asked.items()}

    def _typed(self, key: str, text: str) -> str:
        if key in self.numbering and text in self.cases:
            return self.cases[text]
        return str(self.persons[text]) if key in self.naming and text in self.persons else text

    def _filled(self, machine: Machine, form: str | None, who: str, target: str) -> Iterator[tuple[str, str]]:
        for name in machine.forms[form].facts if form else ():
            fact = machine.facts[name]
            if fact.kind is FactKind.FILE:
                yield name, f"berkas-{who}"
            elif fact.kind is FactKind.CHECKLIST:
                yield from ((f"{name}.{clause.name}", "met") for clause in machine.requirements[fact.of or ""])
            elif fact.kind is FactKind.RATING:
                yield name, self.cast.ratings[target]
            elif text := self.cast.fill.get(f"{machine.name}.{name}", self.cast.fill.get(name)):
                yield name, text.format(who=who.title())

    # ------------------------------------------------------------ time
    def _time(self, verb: str, given: Mapping[str, str], targets: list[str]) -> None:
        if verb == "close":
            self.until(max(self.window(target, given["what"])[1] for target in targets))
        else:
            n, unit = given["what"].split()
            self.until(self.clock.moment + timedelta(**{unit: float(n)}))

    def until(self, moment: datetime) -> None:
        """Let time pass, taking what is due on the way."""
        pass_time(self.db, self.clock, moment)

    # ------------------------------------------------------------ what there is
    def number(self, alias: str) -> str:
        """The number of a case by its alias; `machine@person`: the one born last for that person."""
        machine, _, owner = alias.partition("@")
        if not owner:
            return self.cases[alias]
        mine = select(t.cases.c.number).where(t.cases.c.machine == machine, t.cases.c.owner == self.persons[owner])
        with self.db.reading() as connection:
            return str(connection.execute(mine.order_by(t.cases.c.born.desc(), t.cases.c.id).limit(1)).scalar_one())

    def state(self, alias: str) -> str:
        with self.db.reading() as connection:
            return str(connection.execute(select(t.cases.c.state).where(t.cases.c.number == self.number(alias))).scalar_one())

    def _machine(self, number: str) -> str:
        with self.db.reading() as connection:
            return str(connection.execute(select(t.cases.c.machine).where(t.cases.c.number == number)).scalar_one())

    def window(self, alias: str, name: str) -> tuple[datetime, datetime]:
        """When the window opened and when it closes."""
        found = select(t.windows.c.opens, t.windows.c.closes).join(t.cases, t.cases.c.id == t.windows.c.case_id)
        with self.db.reading() as connection:
            row = connection.execute(found.where(t.cases.c.number == self.number(alias), t.windows.c.name == name)).one()
        return row.opens, row.closes

    def count(self) -> int:
        with self.db.reading() as connection:
            return len(connection.execute(select(t.events.c.case_id)).all())

    def published(self, name: str) -> list[str]:
        """Bodies of the publications of this name, in the order of publishing."""
        with self.db.reading() as connection:
            found = select(t.publications.c.body).where(t.publications.c.name == name).order_by(t.publications.c.at, t.publications.c.id)
            return [str(body) for body in connection.execute(found).scalars()]

    def holds_together(self) -> None:
        """What the projections say is what the journal tells."""
        with self.db.reading() as connection:
            assert rebuild.differences(connection) == []


def reasons_in(given: Mapping[str, str]) -> dict[str, str]:
    """Position of a clause -> why the step goes past it."""
    return {key.removeprefix("because."): text for key, text in given.items() if key.startswith("because.")}


def sentences(refusal: Refusal) -> str:
    return " ".join(problem.text.en for problem in refusal.problems)


def open_house(url: str, cast: Cast) -> Play:
    """An installation with the cast in it and the definition pinned; the schema is there already."""
    play = Play(Database(url), FixedClock(START), cast)
    with play.db.writing() as connection:
        connection.execute(insert(t.installation), {**PLACE, "created": START})
        shelf.pin(connection, cast.definition, START)
        for alias in cast.people:
            play.persons[alias] = _admit(connection, alias)
    for alias, role in cast.offices.items():
        assert not people.give_office(play.db, play.clock, role, play.persons[alias])
    return play


def _admit(connection: Connection, alias: str) -> int:
    """A person with an account of the operator's making, and one uploaded file."""
    person = int(connection.execute(insert(t.persons).values(name=alias.title(), created=START)).inserted_primary_key[0])
    account = {"person": person, "email": f"{alias}@contoh.example", "password": "x", "admin": False, "language": "id", "created": START}
    key = connection.execute(insert(t.accounts).values(account)).inserted_primary_key[0]
    connection.execute(insert(t.account_log).values(account=key, at=START, what="invited"))
    file = {"id": f"berkas-{alias}", "sha256": alias.encode().hex().ljust(64, "0"), "kind": "application/pdf", "size": 1, "name": "a.pdf"}
    connection.execute(insert(t.files).values(at=START, owner=person, **file))
    return person
