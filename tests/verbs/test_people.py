"""Accounts, invitations, resets, sessions and offices on a real database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from workflow import people
from workflow.people import passwords
from workflow.store import schema
from workflow.store.clock import FixedClock
from workflow.store.database import Database
from workflow.store.tables import accounts, installation, persons, post_box, sessions
from workflow.trouble import Trouble

START = datetime(2026, 9, 1, 1, tzinfo=UTC)
LINK = "https://seleksi.contoh.go.id/tautan/{token}"
GOOD, OTHER = "sawah hijau luas", "laut biru dalam"
PLACE = {"id": 1, "agency_id": "Dinas Pendidikan", "agency_en": "Education Office", "zone": "Asia/Jakarta", "host": "x", "created": START}


both = pytest.mark.parametrize("db", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    sqlite = getattr(request, "param", "sqlite") == "sqlite"
    url = f"sqlite:///{tmp_path}/terang.db" if sqlite else str(request.getfixturevalue("fresh_postgres"))
    schema.migrate(url)
    database = Database(url)
    with database.writing() as connection:
        connection.execute(insert(installation).values(PLACE | {"kind": "real"}))
    yield database
    database.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


def _letters(db: Database) -> list[tuple[str, str, str]]:
    with db.reading() as connection:
        rows = connection.execute(select(post_box.c.email, post_box.c.subject, post_box.c.text).order_by(post_box.c.id))
        return [tuple(row) for row in rows]  # type: ignore[misc]


def _link(db: Database) -> str:
    found = re.search(r"/tautan/(\S+)", _letters(db)[-1][2])
    assert found
    return found.group(1)


def _add(db: Database, clock: FixedClock, name: str = "Siti Rahma", email: str = "siti@contoh.go.id", **more: object) -> people.Added:
    added = people.add_account(db, clock, email, name, password=GOOD, **more)  # type: ignore[arg-type]
    assert isinstance(added, people.Added)
    return added


def _enter(db: Database, clock: FixedClock, email: str = "siti@contoh.go.id", password: str = GOOD) -> str:
    token = people.sign_in(db, clock, email, password)
    assert isinstance(token, str)
    return token


def test_an_account_opened_by_its_owner_works_at_once(db: Database, clock: FixedClock) -> None:
    assert people.open_account(db, clock, "  Siti \n Rahma ", " Siti@Contoh.go.id ", GOOD, "en") == ()
    who = people.session_account(db, clock, _enter(db, clock))
    assert who == people.SignedIn(1, 1, "Siti Rahma", "siti@contoh.go.id", False, "en", True)
    assert _letters(db)[0][:2] == ("siti@contoh.go.id", "Your account is open")


@both
def test_a_known_address_gets_the_same_answer_and_a_letter(db: Database, clock: FixedClock) -> None:
    _add(db, clock)
    assert people.open_account(db, clock, "Orang Lain", "siti@contoh.go.id", OTHER) == ()
    assert isinstance(people.sign_in(db, clock, "siti@contoh.go.id", OTHER), Trouble)
    assert [subject for _, subject, _ in _letters(db)] == ["Anda sudah memiliki akun"]
    with db.reading() as connection:
        assert len(connection.execute(select(persons)).all()) == 1


@pytest.mark.parametrize(
    ("name", "email", "password", "field"),
    [
        ("", "a@b.id", GOOD, "name"),
        ("x" * 201, "a@b.id", GOOD, "name"),
        ("\u0000\u202e", "a@b.id", GOOD, "name"),
        ("Siti", "a@b", GOOD, "email"),
        ("Siti", "a b@c.id", GOOD, "email"),
        ("Siti", "a@b.id\r\nBcc: x@y.id", GOOD, "email"),
        ("Siti", "a@" + "b" * 250 + ".id", GOOD, "email"),
        ("Siti", "a@b.id", "pendek", "password"),
        ("Siti", "a@b.id", "12345678", "password"),
        ("Siti", "a@b.id", "Password123", "password"),
        ("Siti", "rahmawati@b.id", "Rahmawati", "password"),
        ("Siti", "a@b.id", "aaaaaaaaaaaa", "password"),
        ("Siti", "a@b.id", "x1" * 200, "password"),
    ],
)
def test_what_an_account_cannot_be_opened_with(db: Database, clock: FixedClock, name: str, email: str, password: str, field: str) -> None:
    assert {trouble.field for trouble in people.open_account(db, clock, name, email, password)} == {field}
    assert people.find_accounts(db).rows == ()


def test_hashes_are_argon2id_with_the_measured_parameters(db: Database, clock: FixedClock) -> None:
    _add(db, clock)
    with db.reading() as connection:
        stored = connection.execute(select(accounts.c.password)).scalar_one()
        assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not passwords.is_dated(stored)
    assert not passwords.is_dated(passwords._dummy())
    assert not passwords.matches(None, GOOD)
    assert not passwords.matches("no hash", GOOD)
    assert passwords.matches(passwords.hashed("kue\u0301 lapis legit"), "ku\u00e9 lapis legit")


def test_sign_in_answers_alike_for_every_failure(db: Database, clock: FixedClock) -> None:
    added = _add(db, clock)
    _add(db, clock, "Budi Santoso", "budi@contoh.go.id", admin=True)
    people.invite(db, clock, LINK, "Wayan Darma", "wayan@contoh.go.id")
    people.disable(db, clock, added.account)
    tries = [("siti@contoh.go.id", GOOD), ("nobody@contoh.go.id", GOOD), ("budi@contoh.go.id", "salah"), ("wayan@contoh.go.id", "")]
    assert {people.sign_in(db, clock, *one) for one in tries} == {Trouble(None, people.sessions.NOT_KNOWN)}
    people.enable(db, clock, added.account)
    _enter(db, clock)


def test_only_a_fingerprint_of_the_session_is_stored(db: Database, clock: FixedClock) -> None:
    _add(db, clock)
    token = _enter(db, clock)
    with db.reading() as connection:
        stored = connection.execute(select(sessions.c.token)).scalar_one()
    assert stored == passwords.fingerprint(token) != token
    assert people.session_account(db, clock, stored) is None
    assert people.session_account(db, clock, "") is None


@pytest.mark.parametrize(("admin", "idle"), [(True, timedelta(minutes=30)), (False, timedelta(hours=2))])
def test_a_session_ends_when_it_is_idle(db: Database, clock: FixedClock, admin: bool, idle: timedelta) -> None:
    _add(db, clock, admin=admin)
    token = _enter(db, clock)
    clock.move_to(clock.moment + idle - timedelta(microseconds=1))
    assert people.session_account(db, clock, token)
    clock.move_to(clock.moment + idle)
    assert people.session_account(db, clock, token) is None


def test_an_office_holder_has_the_short_idle_time(db: Database, clock: FixedClock) -> None:
    person = _add(db, clock).person
    people.give_office(db, clock, "ketua", person)
    token = _enter(db, clock)
    clock.move_to(START + timedelta(minutes=30))
    assert people.session_account(db, clock, token) is None


@both
def test_a_session_ends_after_twelve_hours_of_use(db: Database, clock: FixedClock) -> None:
    _add(db, clock)
    token = _enter(db, clock)
    for hour in range(1, 12):
        clock.move_to(START + timedelta(hours=hour))
        assert people.session_account(db, clock, token)
    clock.move_to(START + timedelta(hours=12))
    assert people.session_account(db, clock, token) is None
    assert people.sweep(db, clock) == 0
    clock.move_to(START + timedelta(hours=12, seconds=1))
    assert people.sweep(db, clock) == 1


def test_moving_the_clock_of_a_demonstration_signs_nobody_out(db: Database, clock: FixedClock) -> None:
    _add(db, clock)
    token = _enter(db, clock)
    clock.move_to(START + timedelta(days=15))
    with db.writing() as connection:
        people.follow_clock(connection, timedelta(days=15))
    who = people.session_account(db, clock, token)
    assert who is not None and who.confirmed


def test_signing_out_ends_the_session_on_the_server(db: Database, clock: FixedClock) -> None:
    _add(db, clock)
    token, other = _enter(db, clock), _enter(db, clock)
    people.sign_out(db, clock, token)
    people.sign_out(db, clock, token)
    assert people.session_account(db, clock, token) is None
    assert people.session_account(db, clock, other)


def test_confirming_the_password_changes_the_session_and_keeps_its_age(db: Database, clock: FixedClock) -> None:
    _add(db, clock)
    token = _enter(db, clock)
    clock.move_to(START + timedelta(minutes=5))
    before = people.session_account(db, clock, token)
    assert before is not None and not before.confirmed
    assert people.confirm_password(db, clock, token, "salah") == Trouble("password", people.sessions.WRONG_PASSWORD)
    fresh = people.confirm_password(db, clock, token, GOOD)
    assert isinstance(fresh, str)
    after = people.session_account(db, clock, fresh)
    assert after is not None and after.confirmed
    assert people.session_account(db, clock, token) is None
    assert isinstance(people.confirm_password(db, clock, token, GOOD), Trouble)
    clock.move_to(START + timedelta(hours=12))
    assert people.session_account(db, clock, fresh) is None


def test_changing_the_password_ends_the_other_sessions(db: Database, clock: FixedClock) -> None:
    _add(db, clock)
    token, other = _enter(db, clock), _enter(db, clock)
    wrong = people.change_password(db, clock, token, "salah", OTHER)
    short = people.change_password(db, clock, token, GOOD, "x")
    assert [trouble[0].field for trouble in (wrong, short) if isinstance(trouble, tuple)] == ["old", "new"]
    fresh = people.change_password(db, clock, token, GOOD, OTHER)
    assert isinstance(fresh, str)
    assert [people.session_account(db, clock, each) is not None for each in (token, other, fresh)] == [False, False, True]
    assert _letters(db)[-1][1] == "Kata sandi Anda berubah"
    _enter(db, clock, password=OTHER)


@both
def test_an_invitation_is_taken_up_once(db: Database, clock: FixedClock) -> None:
    added = people.invite(db, clock, LINK, "Made Suarta", "made@contoh.go.id", nip="198001012005011001", post="Guru")
    assert isinstance(added, people.Added)
    token = _link(db)
    assert token == added.token
    assert people.ticket(db, clock, token) == people.Ticket("invitation", added.account, "Made Suarta", "made@contoh.go.id")
    assert people.use_ticket(db, clock, token, "pendek")[0].field == "password"
    assert people.use_ticket(db, clock, token, GOOD) == ()
    assert people.use_ticket(db, clock, token, OTHER) == (Trouble(None, people.tickets.DEAD_LINK),)
    assert people.ticket(db, clock, token) is None
    _enter(db, clock, "made@contoh.go.id")
    people.invite_again(db, clock, LINK, added.account)
    assert len(_letters(db)) == 1


def test_an_invitation_sent_again_kills_the_first(db: Database, clock: FixedClock) -> None:
    added = people.invite(db, clock, LINK, "Made Suarta", "made@contoh.go.id")
    assert isinstance(added, people.Added) and added.token
    people.invite_again(db, clock, LINK, added.account)
    assert people.ticket(db, clock, added.token) is None
    assert people.ticket(db, clock, _link(db)) is not None
    clock.move_to(START + timedelta(days=7))
    assert people.ticket(db, clock, _link(db)) is None


def test_an_invitation_for_a_known_address_or_a_bad_nip(db: Database, clock: FixedClock) -> None:
    _add(db, clock)
    assert people.invite(db, clock, LINK, "Siti", "SITI@contoh.go.id") == (Trouble("email", people.accounts.HAS_ACCOUNT),)
    assert people.invite(db, clock, LINK, "Siti", "s@contoh.go.id", nip="123") == (Trouble("nip", people.accounts.BAD_NIP),)


def test_no_office_for_an_address_that_nothing_proves(db: Database, clock: FixedClock) -> None:
    people.open_account(db, clock, "Ketua Palsu", "ketua@contoh.go.id", GOOD)
    session = _enter(db, clock, "ketua@contoh.go.id")
    assert people.give_office(db, clock, "ketua", 1) == (Trouble("person", people.offices.UNPROVEN),)
    assert people.invite(db, clock, LINK, "Ketua", "ketua@contoh.go.id", admin=True) == (Trouble("email", people.accounts.HAS_ACCOUNT),)
    added = people.invite(db, clock, LINK, "Ketua", "Ketua@contoh.go.id")
    assert isinstance(added, people.Added) and (added.person, added.account) == (1, 1)
    assert people.use_ticket(db, clock, _link(db), OTHER) == ()
    assert people.session_account(db, clock, session) is None
    assert people.give_office(db, clock, "ketua", 1) == ()
    assert people.invite(db, clock, LINK, "Ketua", "ketua@contoh.go.id") == (Trouble("email", people.accounts.HAS_ACCOUNT),)


def test_a_known_nip_joins_the_same_person(db: Database, clock: FixedClock) -> None:
    nip = "198001012005011001"
    first, second = _add(db, clock, nip=nip), _add(db, clock, email="s2@contoh.go.id", nip=nip)
    assert first.person == second.person and first.account != second.account


def test_a_reset_sets_the_password_and_ends_the_sessions(db: Database, clock: FixedClock) -> None:
    _add(db, clock)
    session = _enter(db, clock)
    people.ask_reset(db, clock, LINK, "nobody@contoh.go.id")
    assert _letters(db) == []
    people.ask_reset(db, clock, LINK, "SITI@contoh.go.id")
    old = _link(db)
    people.ask_reset(db, clock, LINK, "siti@contoh.go.id")
    assert people.ticket(db, clock, old) is None
    assert people.use_ticket(db, clock, _link(db), OTHER) == ()
    assert people.session_account(db, clock, session) is None
    _enter(db, clock, password=OTHER)


def test_a_reset_is_good_for_an_hour(db: Database, clock: FixedClock) -> None:
    _add(db, clock)
    people.ask_reset(db, clock, LINK, "siti@contoh.go.id")
    clock.move_to(START + timedelta(hours=1))
    assert people.use_ticket(db, clock, _link(db), OTHER) == (Trouble(None, people.tickets.DEAD_LINK),)


def test_the_profile_and_the_own_log(db: Database, clock: FixedClock) -> None:
    added = _add(db, clock)
    token = _enter(db, clock)
    clock.move_to(START + timedelta(minutes=1))
    assert people.edit_profile(db, clock, added.account, name=" ", language="en")[0].field == "name"
    assert people.edit_profile(db, clock, added.account, name="Siti Rahmawati", language="en") == ()
    who = people.session_account(db, clock, token)
    assert who is not None and (who.name, who.language) == ("Siti Rahmawati", "en")
    assert people.person_name(db, added.person) == "Siti Rahmawati"
    lines = people.my_activity(db, added.account)
    assert [line.text.en for line in lines] == ["Profile changed", "Signed in", "Account made by the administrator"]
    assert len(people.my_activity(db, added.account, limit=2)) == 2


def test_the_last_administrator_stays(db: Database, clock: FixedClock) -> None:
    first = _add(db, clock, admin=True)
    assert people.disable(db, clock, first.account) == (Trouble(None, people.accounts.LAST_ADMIN),)
    _add(db, clock, "Budi Santoso", "budi@contoh.go.id", admin=True)
    token = _enter(db, clock)
    assert people.disable(db, clock, first.account) == ()
    assert people.session_account(db, clock, token) is None
    assert [row.disabled for row in people.find_accounts(db).rows] == [False, True]


@both
def test_offices_are_held_in_order_and_ended(db: Database, clock: FixedClock) -> None:
    siti, budi = _add(db, clock).person, _add(db, clock, "Budi Santoso", "budi@contoh.go.id").person
    assert people.give_office(db, clock, "ketua", siti) == people.give_office(db, clock, "ketua", budi) == ()
    assert people.give_office(db, clock, "ketua", siti) == (Trouble("person", people.offices.HELD),)
    assert people.give_office(db, clock, "ketua", 99) == (Trouble("person", people.offices.NOBODY),)
    assert [(row.name, row.position) for row in people.office_holders(db)] == [("Siti Rahma", 1), ("Budi Santoso", 2)]
    assert people.end_office(db, clock, "ketua", siti)
    assert not people.end_office(db, clock, "ketua", siti)
    assert people.give_office(db, clock, "ketua", siti) == ()
    assert [(row.name, row.position) for row in people.office_holders(db)] == [("Budi Santoso", 2), ("Siti Rahma", 3)]


def test_an_administrator_holds_no_role(db: Database, clock: FixedClock) -> None:
    nip = "198001012005011001"
    admin = _add(db, clock, admin=True).person
    assert people.give_office(db, clock, "ketua", admin) == (Trouble("person", people.offices.ADMIN),)
    holder = _add(db, clock, "Budi Santoso", "budi@contoh.go.id", nip=nip).person
    people.give_office(db, clock, "ketua", holder)
    second = people.add_account(db, clock, "budi2@contoh.go.id", "Budi Santoso", admin=True, nip=nip)
    assert second == (Trouble("admin", people.accounts.HOLDS_ROLE),)
