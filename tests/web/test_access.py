"""Every route for every kind of person: the table of `access_table.py` is complete and true, and no POST gets in without its token."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, url_for
from sqlalchemy import func, select

from tests.web.access_table import PEOPLE, rows
from tests.web.client import Browser
from tests.web.rehearsed import rehearsed
from web.access import Access, Policy, policies
from workflow.installation import Installation
from workflow.queries.public_papers import minutes_page, publication_page
from workflow.store import tables as t

Enter = Callable[[str | None], Browser]
NAMES = ["visitor", *(name for name in PEOPLE if name)]
JOURNAL = (t.events, t.answers, t.accounts, t.memberships, t.days_off, t.drafts, t.files, t.letters)


class World:
    """The demonstration, a browser per person, and an object for every converter of the routes."""

    def __init__(self, place: Installation, app: Flask, enter: Enter) -> None:
        self.place, self.app = place, app
        self.browsers = {name: enter(name) for name in PEOPLE}
        self.tokens: dict[str | None, str] = {}
        with place.db.reading() as connection:
            self._objects(connection)

    def _objects(self, connection: Any) -> None:
        mine, draft = self._case_of(connection, "Lukas%"), self._case_of(connection, "Ni Komang%")
        cases = t.cases.c
        numbers = {
            row.id: row.number
            for row in connection.execute(select(cases.id, cases.number).where(cases.id.in_([mine.root, mine.parent, draft.parent])))
        }
        root, opening = numbers[mine.root], numbers[mine.parent]
        step = select(func.max(t.events.c.revision)).where(t.events.c.case_id == mine.id, t.events.c.actor == mine.owner)
        self.values = {
            "nomor": mine.number,
            "path": "seleksi",
            "process": "kepala_sekolah",
            "version": "2026.1",
            "action": "withdraw",
            "machine": "objection",
            "jabatan": "kepala_sd",
            "fact": "degree_file",
            "role": "checker",
            "rev": connection.execute(step).scalar_one(),
            "page": 1,
            "n": 0,
            "token": "a" * 32,
            "code": "AAAA-AAAA-AAAA-AAAA",
        }
        ids = {
            "my_file": select(func.min(t.files.c.id)).where(t.files.c.owner == mine.owner),
            "account": select(t.accounts.c.id).where(t.accounts.c.person == mine.owner),
            "task": select(func.min(t.tasks.c.id)).where(t.tasks.c.closed.is_(None), t.tasks.c.action == "dispose"),
        }
        found = {name: {"id": connection.execute(query).scalar_one()} for name, query in ids.items()}
        published = connection.execute(select(t.publications.c.id).where(t.publications.c.root == mine.root)).scalars().all()
        found["publication"] = {"id": next(id for id in published if publication_page(self.place.db, self.place.clock, id))}
        numbered = connection.execute(select(t.minutes.c.number).order_by(t.minutes.c.number)).scalars().all()
        minutes = next(number for number in numbered if minutes_page(self.place.db, self.place.clock, number))
        sent = {key: {"nomor": draft.number, "action": "submit"} for key in ("fill", "section", "upload", "check_answers", "send")}
        at_root = {
            key: {"nomor": root} for key in ("root", "root_dates", "setup", "overview", "schedule", "team", "team_add", "imports", "many")
        }
        at_root |= {key: {"nomor": root, "role": "checker"} for key in ("import_holders", "import_holders_csv")}
        at_root |= {key: {"nomor": root, "machine": "opening", "action": "add"} for key in ("import_cases", "import_cases_csv")}
        at_root |= {key: {"nomor": root, "machine": "comment", "action": "verify", "saat": 1} for key in ("many_step", "many_done")}
        played = rehearsed(self.place)
        self.special: dict[str, dict[str, Any]] = {
            **found,
            **sent,
            **at_root,
            **{key: {"nomor": root, "anak": mine.number} for key in ("below", "speak", "speak_check")},
            **dict.fromkeys(("claim", "hand_back", "reassign"), found["task"]),
            **{key: {"nomor": opening, "action": "postpone"} for key in ("step", "step_check", "step_done")},
            **{key: {"nomor": minutes} for key in ("minutes", "minutes_pdf")},
            "publication_pdf": found["publication"],
            "apply": {"nomor": numbers[draft.parent]},
            "ranking": {"nomor": opening},
            "staff_birth": {"nomor": root, "machine": "opening", "action": "add"},
            "proposal": {"id": 1},
            "preview": {"nomor": root, "name": "announcement"},
            "below_dates": {"nomor": root, "anak": opening},
            "calendar": {"fact": "interview_at"},
            "definition_file": {"name": "surat/diterima.id.txt"},
            **{key: {"id": played} for key in ("rehearsal", "rehearsal_json")},
        }

    @staticmethod
    def _case_of(connection: Any, name: str) -> Any:
        owned = (
            select(t.cases)
            .join(t.persons, t.persons.c.id == t.cases.c.owner)
            .where(t.persons.c.name.like(name), t.cases.c.ended.is_(False))
        )
        return connection.execute(owned).one()

    def path(self, policy: Policy) -> str:
        """The address of the object that stands for this route."""
        values = self.values | self.special.get(policy.endpoint, {})
        asked = {name: values[name] for name in re.findall(r"<(?:[^:>]+:)?(\w+)>", policy.rule)}
        with self.app.test_request_context("/"):
            return url_for(policy.endpoint, **asked)

    def token(self, name: str | None) -> str:
        if name not in self.tokens:
            page = self.browsers[name].get("/tentang")
            found = [e for e in page.all("input") if e.attributes.get("name") == "csrf_token"]
            self.tokens[name] = found[0].attributes["value"]
        return self.tokens[name]

    def get(self, policy: Policy, name: str | None) -> int:
        return self.browsers[name].client.get(self.path(policy)).status_code

    def post(self, policy: Policy, name: str | None, form: dict[str, str]) -> int:
        return self.browsers[name].client.post(self.path(policy), data=form).status_code

    def counts(self) -> list[int]:
        with self.place.db.reading() as connection:
            return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in JOURNAL]


@pytest.fixture(scope="module")
def world(demo_place: Installation, demo_app: Flask, signed_in: Enter) -> World:
    return World(demo_place, demo_app, signed_in)


def test_the_table_has_every_route_and_no_other(demo_app: Flask) -> None:
    assert set(rows()) == set(policies(demo_app)) - {"static_file"}


@pytest.mark.parametrize("endpoint", rows())
def test_each_person_gets_what_the_table_says(world: World, endpoint: str) -> None:
    policy = policies(world.app).get(endpoint)
    assert policy is not None, f"{endpoint} is in the table and no route"
    expected = rows()[endpoint]
    if "GET" in policy.methods:
        assert {name: world.get(policy, name) for name in PEOPLE} == {name: int(cell) for name, cell in expected.items()}
        return
    refused = {name: int(cell) for name, cell in expected.items() if cell != "+"}
    before = world.counts()
    assert {name: world.post(policy, name, {"csrf_token": world.token(name)}) for name in refused} == refused
    assert world.counts() == before


def test_what_may_not_be_read_may_not_be_sent(world: World) -> None:
    before = world.counts()
    for endpoint, expected in rows().items():
        policy = policies(world.app)[endpoint]
        if {"GET", "POST"} <= set(policy.methods):
            shut = {name: int(cell) for name, cell in expected.items() if cell in ("403", "404")}
            assert {name: world.post(policy, name, {"csrf_token": world.token(name)}) for name in shut} == shut, endpoint
    assert world.counts() == before


def lets_in(policy: Policy, name: str | None) -> int:
    """What the route's own policy answers, 0 where it lets the person in."""
    if policy.access in (Access.PUBLIC, Access.OBJECT, Access.DEMO):
        return 0
    if name is None:
        return 302
    if policy.access is Access.ACCOUNT:
        return 0
    return 0 if (name == "fajar") == (policy.access is Access.ADMIN) and name not in ("lukas", "komang") else 403


def test_no_post_gets_in_without_its_token(world: World) -> None:
    """A missing token, a token of somebody else's, and one that was made up: refused before anything of the form is read."""
    before = world.counts()
    for policy in policies(world.app).values():
        for name in PEOPLE if "POST" in policy.methods else ():
            for token in (None, "dikarang", world.token("andi" if name != "andi" else "maria")):
                form = {"csrf_token": token} if token else {}
                assert world.post(policy, name, form) == (lets_in(policy, name) or 400), (policy.endpoint, name, token)
    assert world.counts() == before
    assert all(world.browsers[name].client.get("/akun").status_code == 200 for name in PEOPLE if name)


def test_every_page_has_its_twin_in_english(world: World) -> None:
    for policy in policies(world.app).values():
        if "GET" in policy.methods and policy.endpoint not in ("static_file", "sign_out"):
            path = world.path(policy)
            name = next((n for n, cell in rows()[policy.endpoint].items() if cell == "200"), None)
            status = world.browsers[name].client.get("/en" + path).status_code
            assert status == world.browsers[name].client.get(path).status_code, path


# ------------------------------------------------------------------ the same form twice
def cases(world: World) -> int:
    with world.place.db.reading() as connection:
        return connection.execute(select(func.count()).select_from(t.cases)).scalar_one()


def test_a_form_sent_again_shows_the_same_receipt(world: World) -> None:
    """Signed in: the second sending leads to the case of the first."""
    path, before = world.path(policies(world.app)["apply"]), cases(world)
    browser = world.browsers["lukas"]
    form = {"csrf_token": world.token("lukas"), "kunci": "b" * 32}
    answers = [browser.client.post(path, data=form) for _ in range(2)]
    assert [a.status_code // 100 for a in answers] == [3, 3]
    assert len({re.findall(r"LMR-[\d-]+", a.headers["Location"])[0] for a in answers}) == 1 and cases(world) == before + 1


def test_a_visitors_form_sent_again_shows_the_same_number(world: World) -> None:
    path, before = world.path(policies(world.app)["speak"]), cases(world)
    browser = world.browsers[None]
    form = {
        "csrf_token": world.token(None),
        "kunci": "c" * 32,
        "aksi": "kirim",
        "kind": "dukungan",
        "text": "Beliau melatih guru lain di gugus kami.",
    }
    first = browser.post(path, form, 303)
    assert browser.last is not None and first is not None
    followed = browser.get(browser.last.headers["Location"])
    again = browser.post(path, form, follow=True)
    number = re.search(r"MSK-\d{4}-\d{4}-\d{4,}", again.root.text)
    assert number and number.group() in followed.root.text and cases(world) == before + 1
