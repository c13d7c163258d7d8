"""A root of a random definition with random cases below it, written by plans; copies of it; and all that stands in a database, to be compared."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import create_engine, insert, select, text
from sqlalchemy.engine import make_url

from tests.verbs import many_random
from workflow import people
from workflow.act import Actor, Done, Refusal, give_birth
from workflow.act.job import fresh
from workflow.core import dates
from workflow.core.calendar import Calendar
from workflow.core.definition import Definition
from workflow.core.fields import Item, Items
from workflow.core.newborn import newborn
from workflow.core.plan import Plan
from workflow.core.world import Case, World
from workflow.store import journal, schema, shelf
from workflow.store import tables as t
from workflow.store.clock import FixedClock
from workflow.store.database import Database
from workflow.store.participants import Participants
from workflow.store.reader import Reader

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NEWS = {
    "id": "Kabar {name}: {number} kini {state}, nilai {s}, di {post.site}.",
    "en": "News {name}: {number} is {state}, score {s}, at {post.site}.",
}
OWNERS = 6


@dataclass(slots=True)
class Ground:
    """`clerk` acts; `root` is the number of the round."""

    url: str
    clerk: int
    root: str
    clock: FixedClock


def build(url: str, folder: Path, made: many_random.Made, random: Random, posts: int, bids: int) -> Ground:
    """A round with posts, bids and notes, some of them changed after the scores of their bids were kept."""
    schema.migrate(url)
    db, clock = Database(url), FixedClock(START)
    with db.writing() as connection:
        agency = {
            "id": 1,
            "kind": "real",
            "agency_id": "Instansi",
            "agency_en": "Agency",
            "zone": "Asia/Makassar",
            "host": "h",
            "created": START,
        }
        connection.execute(insert(t.installation), agency)
        shelf.pin(connection, _written(folder, made.text), START)
        persons = [
            connection.execute(insert(t.persons).values(name=f"Orang {n}", created=START)).inserted_primary_key[0] for n in range(OWNERS)
        ]
        account = {"person": persons[0], "email": "p@contoh.example", "password": "x", "admin": False, "language": "id", "created": START}
        key = connection.execute(insert(t.accounts).values(account)).inserted_primary_key[0]
        connection.execute(insert(t.account_log).values(account=key, at=START, what="invited"))
    assert not people.give_office(db, clock, "clerk", persons[0])
    born = give_birth(db, clock, "acak", "round.start", Actor(persons[0], "person"), {"name": ["Putaran"], "bonus": ["2"], "flag": ["yes"]})
    assert isinstance(born, Done), born
    clock.move_to(START + timedelta(hours=1))
    with db.writing() as connection:
        _populate(connection, random, persons, clock.moment, posts, bids)
    clock.move_to(START + timedelta(hours=2))
    db.close()
    return Ground(url, persons[0], born.case, clock)


def _written(folder: Path, source: str) -> Path:
    path = folder / "acak" / "2026.1.yaml"
    (path.with_suffix("") / "surat").mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")
    for language, news in NEWS.items():
        (path.with_suffix("") / "surat" / f"kabar.{language}.txt").write_text(news, "utf-8")
    return path


def _populate(connection: Any, random: Random, persons: list[int], now: datetime, posts: int, bids: int) -> None:
    row = connection.execute(select(t.cases.c.id, t.cases.c.definition)).one()
    definition = shelf.pinned(connection, row.definition)
    world = World(definition, Reader(connection), now)
    plan = Plan(world, Actor(persons[0], "person"), Calendar, fresh)
    root = world.case(row.id)
    offers = [_born(plan, definition, "post", root, None, "add", many_random.post(random)) for _ in range(posts)]
    for _ in range(bids):
        bid = _born(plan, definition, "bid", random.choice(offers), random.choice(persons), "apply", many_random.bid(random))
        for _ in range(random.choice((0, 0, 1, 2))):
            _born(plan, definition, "note", bid, bid.owner, "write", {"weight": random.choice((5, 20, 50))})
        if random.random() < 0.3:
            plan.move(bid, world.machine(bid).actions["correct"], "bidder", answers(definition, "bid", many_random.bid(random)), None)
    for post in random.sample(offers, posts // 4):
        for action, role in (("shut", "step"), ("leave", "clerk")):
            plan.move(post, world.machine(post).actions[action], role, {}, None)
    for post in random.sample([post for post in offers if not post.ended], posts // 3):
        plan.move(post, world.machine(post).actions["change"], "clerk", answers(definition, "post", many_random.post(random)), None)
        post.windows["answering"].planned_closes = random.choice(("2026-03-20", "2026-03-05"))
        dates.put_window(plan.moves[-1], post, "answering")
        post.windows.setdefault("shutting", type(post.windows["answering"])()).planned_closes = random.choice(
            (None, "2026-03-03", "2026-04-30")
        )
        dates.put_window(plan.moves[-1], post, "shutting")
    journal.write(connection, plan, definition.sha256, Participants(connection), {})


def _born(plan: Plan, definition: Definition, machine: str, parent: Case, owner: int | None, action: str, given: Mapping[str, Any]) -> Case:
    birth = definition.machines[machine].actions[action]
    case = newborn(plan, definition.machines[machine], parent, birth.to, owner)
    plan.birth(case, birth, birth.by[0], answers(definition, machine, given), None)
    return case


def answers(definition: Definition, machine: str, given: Mapping[str, Any]) -> dict[str, Items]:
    facts = definition.machines[machine].facts
    return {name: (_item(value),) if value is not None else () for name, value in given.items() if name in facts}


def _item(value: Any) -> Item:
    return Item(s=value) if isinstance(value, str) else Item(d=value) if isinstance(value, date) else Item(n=value)


# ------------------------------------------------------------------ copies
Copy = Callable[[Ground, str], Ground]


def copied(ground: Ground, name: str) -> Ground:
    """The same database once more; nobody may be connected to the first."""
    url = make_url(ground.url)
    if url.drivername.startswith("sqlite"):
        target = url.set(database=f"{url.database}.{name}")
        shutil.copy(str(url.database), str(target.database))
    else:
        target = url.set(database=f"{url.database}_{name}")
        engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {target.database} TEMPLATE {url.database}"))
        engine.dispose()
    return Ground(target.render_as_string(hide_password=False), ground.clerk, ground.root, FixedClock(ground.clock.moment))


# ------------------------------------------------------------------ what stands
RANDOM = {
    "tasks": ("id",), "letters": ("id",), "publications": ("id",), "figures": ("publication",), "minutes": ("id",),
    "memberships": ("id",), "attributes": ("membership",),
}  # fmt: skip
"""Keys that are drawn anew each time."""
TABLES = (t.cases, t.answers, *t.PROJECTIONS)


def standing(url: str) -> dict[str, list[Any]]:
    """Every row of every projection and of the journal but for drawn keys, and for how an event tells its rows."""
    db, found = Database(url), dict[str, list[Any]]()
    with db.reading() as connection:
        for table in dict.fromkeys((*TABLES, t.events)):
            left = {*RANDOM.get(table.name, ()), *(("also",) if table is t.events else ())}
            columns = [column for column in table.c if column.name not in left]
            found[table.name] = sorted((tuple(row) for row in connection.execute(select(*columns))), key=repr)
    db.close()
    return found


def checker_of(ground: Ground) -> int:
    return ground.clerk + 1


def done(found: Any) -> Any:
    assert not isinstance(found, Refusal), [problem.text.en for problem in found.problems]
    return found


def numbers(db: Database) -> list[str]:
    with db.reading() as connection:
        bids = select(t.cases.c.number).where(t.cases.c.machine == "bid").order_by(t.cases.c.born, t.cases.c.id)
        return list(connection.execute(bids).scalars())
