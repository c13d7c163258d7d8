"""Secret sheets: who is asked finds their way, everybody else sees how many are in and nothing more, whatever they open.

Two worlds are copied from one and differ in the sheets alone; every page that anybody but the givers can reach must be the same in both.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import deque
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.definitions.play import Play
from tests.web.rich import OPENED, STAFFED, Rich, rich, serve
from workflow.act.reminders import remind_due
from workflow.core.secrecy import gives_secrets
from workflow.store import participants, reader
from workflow.store import tables as t
from workflow.store.clock import FixedClock
from workflow.store.database import Database

READERS = (None, "clerk", "boss", "ani", "dodi", "tamu")
"""A visitor, those who appoint, the superior, the person rated, a respondent who gives nothing, and somebody with an account."""
MOST = 60
HIDDEN = re.compile(r'name="(csrf_token|kunci)" value="[^"]*"')


class Seeded(random.Random):
    """The same numbers in both worlds, so that only the sheets can make a difference."""

    def randbelow(self, most: int) -> int:
        return self.randrange(most)

    def token_bytes(self, n: int) -> bytes:
        return self.randbytes(n)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rich]:
    """Reviews are open, and nobody has given a sheet yet."""
    folder = tmp_path_factory.mktemp("rich")
    world = rich(f"sqlite:///{folder}/terang.db", folder)
    world.table(OPENED + STAFFED)
    with world.play.db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    yield world
    world.play.db.close()


def copied(before: Rich, folder: Path, name: str) -> Rich:
    place = folder / name
    place.mkdir()
    shutil.copy(before.play.db.engine.url.database or "", place / "terang.db")
    play = Play(Database(f"sqlite:///{place}/terang.db"), FixedClock(before.play.clock.moment), before.play.cast)
    play.persons.update(before.play.persons)
    play.cases.update(before.play.cases)
    return Rich(play, serve(play, place))


def worlds(before: Rich, folder: Path, monkeypatch: pytest.MonkeyPatch, *given: str) -> list[Rich]:
    """A world for each story."""
    made = []
    for n, story in enumerate(given):
        seeded = Seeded(1)
        for module in (participants, reader):
            monkeypatch.setattr(module, "secrets", seeded)
        for module in ("workflow.act.job.fresh", "workflow.act.reminders.fresh"):
            monkeypatch.setattr(module, lambda seeded=seeded: seeded.randbelow(2**52) + 2**52)
        world = copied(before, folder, str(n))
        world.table(story)
        made.append(world)
    return made


def pages(world: Rich, alias: str | None) -> dict[str, str | bytes]:
    """Every page that can be reached by links, and the lists that stand apart."""
    client = world.at(alias).client
    starts, reviewed = ["/", "/en/", "/aturan"], [number for name, number in world.play.cases.items() if name[0] == "r"]
    if alias:
        starts += ["/tugas", "/seleksi-saya", f"/seleksi-saya/{world.number('round')}", "/sekretariat/perkara", "/sekretariat/perkara.csv"]
        starts += ["/sekretariat/surat", "/akun/kegiatan", "/akun/surat", f"/sekretariat/{world.number('rani')}/pratinjau/sheet"]
        starts += [f"{place}/{number}" for number in reviewed for place in ("/ke", "/perkara", "/urusan")]
        starts += [f"/sekretariat/{number}/tim" for number in reviewed]
    queue, found = deque(starts), dict[str, str | bytes]()
    while queue and len(found) < MOST:
        path = queue.popleft()
        if path in found:
            continue
        answer = client.get(path, follow_redirects=True)
        text = answer.get_data()
        found[path] = HIDDEN.sub("", text.decode()) if (answer.content_type or "").startswith("text") else text
        if (answer.content_type or "").startswith("text/html"):
            queue.extend(unescape(href) for href in re.findall(r'<a [^>]*?href="(/[^"#]*)', answer.text) if "/static" not in href)
    return found


def different(first: Rich, second: Rich, alias: str | None) -> list[str]:
    """Letters of one moment stand in the order of their random keys, so of them only what they are is compared."""
    ones, others = (
        {path: sorted(text.splitlines()) if "surat" in path else text for path, text in pages(world, alias).items()}
        for world in (first, second)
    )
    return [path for path in ones if ones[path] != others.get(path)] + [path for path in others if path not in ones]


SHEETS = "viewed | {who} | view rani points={points} comment={words} | viewed\nviewed | eka | view rani points={other} | viewed"
RATED = "\nviewed | boss | rate rani result=baik manner=cukup | rated"


@pytest.mark.parametrize("after", ["", RATED], ids=["while they come in", "once it is rated"])
def test_what_a_secret_sheet_says_changes_no_page_of_anybody_else(
    before: Rich, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    """Fewer sheets than any group needs: no number is made of them either."""
    low = SHEETS.format(who="budi", points=1, words="Buruk", other=2) + after
    high = SHEETS.format(who="budi", points=5, words="Baik_sekali", other=4) + after
    first, second = worlds(before, tmp_path, monkeypatch, low, high)
    assert [(alias, path) for alias in READERS for path in different(first, second, alias)] == []
    own = f"/perkara/{first.number('rani')}"
    differs = pages(first, "budi")[own] != pages(second, "budi")[own]
    assert differs is (not after), "the giver reads the own sheet while it is asked for, and nothing of the case afterwards"


def test_who_gave_a_secret_sheet_changes_no_page_of_anybody_else(before: Rich, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of the same group; not even reminders tell who is left."""
    stories = [SHEETS.format(who=who, points=3, words="Ya", other=3) for who in ("budi", "cici")]
    first, second = worlds(before, tmp_path, monkeypatch, *stories)
    for world in (first, second):
        world.pass_days(6)
        assert remind_due(world.play.db, world.play.clock) > 0
    assert [(alias, path) for alias in READERS for path in different(first, second, alias)] == []


def test_the_pages_that_are_compared_are_many_and_tell_of_the_sheets(before: Rich, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (world,) = worlds(before, tmp_path, monkeypatch, SHEETS.format(who="budi", points=1, words="Buruk", other=2))
    read = pages(world, "clerk")
    assert len(read) == MOST
    assert "2 dari 5 lembar sudah masuk" in str(read[f"/perkara/{world.number('rani')}"])


# ------------------------------------------------------------------ who is asked
def test_a_respondent_who_holds_no_office_is_led_to_the_sheet(before: Rich, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (world,) = worlds(before, tmp_path, monkeypatch, "viewed | eka | view rani points=2 | viewed")
    browser, place = world.at("budi"), f"/perkara/{world.number('rani')}"
    inbox = browser.get("/tugas")
    assert "Isi survei: Ani" in inbox.root.text
    form = browser.get(f"{place}/langkah/view")
    assert "tidak pernah dibuka" in form.root.text and "Sejawat: paling sedikit 3 orang." in form.root.text
    browser.send(f"{place}/langkah/view", {"points": "5", "comment": "Sangat membantu", "aksi": "kirim"}, follow=False, status=302)
    browser.send(f"{place}/langkah/view/periksa", {}, follow=True)
    case = browser.get(place)
    assert "Sangat membantu" in case.root.text and "2 dari 5 lembar sudah masuk" in case.root.text
    for alias in ("clerk", "boss", "cici"):
        text = world.at(alias).get(place).root.text
        assert "Sangat membantu" not in text and "2 dari 5 lembar sudah masuk" in text


def test_names_of_respondents_are_for_those_who_appoint_them(before: Rich, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (world,) = worlds(before, tmp_path, monkeypatch, "")
    place, team = f"/perkara/{world.number('rani')}", f"/sekretariat/{world.number('rani')}/tim"
    assert gives_secrets(world.play.definition, "viewer") and not gives_secrets(world.play.definition, "superior")
    for path in (place, team):
        shown = {alias: world.at(alias).get(path).root.text for alias in ("clerk", "boss", "budi")}
        assert all(name in shown["clerk"] for name in ("Budi", "Cici", "Eka", "Boss"))
        assert "Boss" in shown["boss"] and not any(name in shown["boss"] for name in ("Budi", "Cici", "Eka"))
        assert "Budi" in shown["budi"] and not any(name in shown["budi"] for name in ("Cici", "Eka"))


def test_the_record_of_a_secret_sheet_names_the_role_alone(before: Rich, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (world,) = worlds(before, tmp_path, monkeypatch, "viewed | budi | view rani points=5 | viewed")
    with world.play.db.reading() as connection:
        rows: Any = connection.execute(select(t.events.c.body, t.events.c.role).where(t.events.c.action == "view"))
        assert [('"actor":"viewer"' in row.body, row.role) for row in rows] == [(True, "viewer")]
