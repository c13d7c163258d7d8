"""Letters: worded from the pinned definition, delivered at least once, kept with their trouble."""

from __future__ import annotations

import json
import socketserver
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from threading import Thread

import pytest
from sqlalchemy import insert, select, update

from workflow import letters, mail, people
from workflow.core.definition import Definition, Letter
from workflow.core.words import Text
from workflow.people import notices
from workflow.store import schema
from workflow.store.clock import FixedClock
from workflow.store.database import Database
from workflow.store.tables import accounts, cases, events, installation, persons, post_box, shelf
from workflow.store.tables import letters as rows

START = datetime(2026, 9, 1, 1, tzinfo=UTC)
PLACE = {"id": 1, "agency_id": "Dinas Pendidikan", "agency_en": "Education Office", "zone": "Asia/Jakarta", "host": "x", "created": START}
FILES = {
    "surat/hasil.id.txt": "Hasil: {opening.school}\n\nYth. {name},\n\nNilai Anda {merit}; {nothing}.\n\n{link}\n",
    "surat/hasil.en.txt": "Result: {opening.school}\n\nDear {name},\n\nYour score {merit}.\n\n{link}\n",
}
DEFINITION = Definition(
    "p", "1", Text("a", "b"), (), {}, {}, {"result": Letter("result", ("owner",), "surat/hasil", False)}, {}, {}, FILES, "d"
)
BLANKS = {"merit": ["84,67", "84.67"], "opening.school": ["SDN 1 {name}", "SDN 1 {name}"]}


class Recorder:
    """A mail server inside the test: keeps letters, or fails as told."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.failure: OSError | None = None

    def __call__(self, letter: EmailMessage) -> None:
        if self.failure is not None:
            raise self.failure
        self.letters.append(letter)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def office(recorder: Recorder) -> letters.Office:
    return letters.Office(
        recorder, "seleksi@contoh.go.id", lambda case, language: f"https://x/{language}/{case}", {"d": DEFINITION}.__getitem__
    )


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


both = pytest.mark.parametrize("db", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def db(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    sqlite = getattr(request, "param", "sqlite") == "sqlite"
    url = f"sqlite:///{tmp_path}/terang.db" if sqlite else str(request.getfixturevalue("fresh_postgres"))
    schema.migrate(url)
    database = Database(url)
    with database.writing() as connection:
        connection.execute(insert(installation).values(PLACE | {"kind": "real"}))
        connection.execute(insert(shelf).values(sha256="d", process="p", version="1", source="{}", pinned=START))
        journal = {"case_id": 1, "revision": 0, "target": "a", "root": 1, "t": START, "action": "b", "round": 0, "body": "{}", "leaf": b""}
        connection.execute(insert(events).values(journal))
        row = {"id": 1, "root": 1, "machine": "m", "number": "SEL-1", "definition": "d", "zone": "Asia/Jakarta", "state": "a", "round": 0}
        connection.execute(insert(cases).values(row | {"entered": START, "revision": 0, "ended": False, "born": START}))
    people.add_account(database, clock, "siti@contoh.go.id", "Siti Rahma", password="sawah hijau luas")
    yield database
    database.close()


def _write(db: Database, letter: str = "result", person: int = 1, **more: object) -> None:
    row = {"case_id": 1, "revision": 0, "letter": letter, "person": person, "blanks": json.dumps(BLANKS), "at": START}
    with db.writing() as connection:
        connection.execute(insert(rows).values(row | more))


def _marks(db: Database) -> list[tuple[object, ...]]:
    with db.reading() as connection:
        return [tuple(row) for row in connection.execute(select(rows.c.delivered, rows.c.tries, rows.c.trouble).order_by(rows.c.id))]


def test_a_letter_is_worded_in_the_language_of_its_recipient(
    db: Database, clock: FixedClock, office: letters.Office, recorder: Recorder
) -> None:
    _write(db)
    with db.writing() as connection:
        connection.execute(update(accounts).values(language="en"))
    assert letters.deliver_due(db, clock, office) == 1
    sent = recorder.letters[0]
    assert (sent["To"], sent["Subject"]) == ("siti@contoh.go.id", "Result: SDN 1 {name}")
    assert sent.get_content() == "Dear Siti Rahma,\n\nYour score 84.67.\n\nhttps://x/en/SEL-1\n"
    assert _marks(db) == [(START, 1, None)]
    assert letters.deliver_due(db, clock, office) == 0


def test_a_person_reads_the_same_letter_as_a_message(db: Database, office: letters.Office) -> None:
    _write(db)
    _write(db, held=True)
    (message,) = letters.of_person(db, office, 1)
    assert message.subject == Text("Hasil: SDN 1 {name}", "Result: SDN 1 {name}")
    assert message.text.id == "Yth. Siti Rahma,\n\nNilai Anda 84,67; –.\n\nhttps://x/id/SEL-1\n"
    assert letters.of_person(db, office, 2) == ()


@pytest.mark.parametrize("name", ["@task", "@reminder", "@escalation"])
def test_the_engines_own_letters_leave_no_blank(
    db: Database, clock: FixedClock, office: letters.Office, recorder: Recorder, name: str
) -> None:
    blanks = {"task": ["Menilai", "Score"], "case": ["SDN 1", "SDN 1"], "due": ["3 September 2026", "3 September 2026"]}
    _write(db, name, blanks=json.dumps(blanks))
    assert letters.deliver_due(db, clock, office) == 1
    text = recorder.letters[0]["Subject"] + recorder.letters[0].get_content()
    assert "Menilai" in text and "SEL-1" in text and "https://x/id/SEL-1" in text
    assert "–" not in text and "{" not in text


@both
def test_held_letters_wait_for_release(db: Database, clock: FixedClock, office: letters.Office, recorder: Recorder) -> None:
    for _ in range(3):
        _write(db, held=True)
    assert letters.deliver_due(db, clock, office) == 0
    held = letters.held_in(db, office, "SEL-1")
    assert [(one.held, one.to.id, one.subject.id) for one in held] == [(True, "Siti Rahma", "Hasil: SDN 1 {name}")] * 3
    assert letters.release(db, "SEL-2") == 0
    assert letters.release(db, "SEL-1", [held[1].id]) == 1
    assert letters.deliver_due(db, clock, office) == 1
    assert letters.release(db, "SEL-1") == 2
    assert letters.deliver_due(db, clock, office) == 2
    assert len(recorder.letters) == 3


@both
def test_a_letter_that_fails_waits_longer_and_keeps_one_message_id(
    db: Database, clock: FixedClock, office: letters.Office, recorder: Recorder
) -> None:
    _write(db)
    recorder.failure = SMTPRecipientsRefused({"siti@contoh.go.id": (550, b"no such user")})
    tried = []
    for minute in range(40):
        clock.move_to(START + timedelta(minutes=minute))
        before = _marks(db)[0][1]
        letters.deliver_due(db, clock, office)
        tried += [minute] if _marks(db)[0][1] != before else []
    assert tried == [0, 1, 6, 36]
    assert "no such user" in str(_marks(db)[0][2])
    assert [one.trouble is not None for one in letters.stuck(db, office)] == [True]
    recorder.failure = None
    clock.move_to(START + timedelta(days=1))
    assert letters.deliver_due(db, clock, office) == 1
    assert letters.stuck(db, office) == ()
    assert _marks(db) == [(clock.moment, 5, None)]


def test_a_letter_is_given_up_in_the_end(db: Database, clock: FixedClock, office: letters.Office, recorder: Recorder) -> None:
    _write(db)
    recorder.failure = SMTPRecipientsRefused({})
    for day in range(30):
        clock.move_to(START + timedelta(days=day))
        letters.deliver_due(db, clock, office)
    assert _marks(db)[0][1] == letters.MOST_TRIES


def test_a_server_that_does_not_answer_ends_the_run(db: Database, clock: FixedClock, office: letters.Office, recorder: Recorder) -> None:
    for _ in range(3):
        _write(db)
    recorder.failure = ConnectionRefusedError("nobody there")
    assert letters.deliver_due(db, clock, office) == 0
    assert [tries for _, tries, _ in _marks(db)] == [1, 0, 0]
    recorder.failure = None
    assert letters.deliver_due(db, clock, office) == 2
    clock.move_to(START + timedelta(minutes=1))
    assert letters.deliver_due(db, clock, office) == 1


def test_the_process_dies_after_sending_and_before_marking(
    db: Database, clock: FixedClock, office: letters.Office, recorder: Recorder
) -> None:
    _write(db)
    recorder.failure = KeyboardInterrupt()  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        letters.deliver_due(db, clock, office)
    recorder.failure = None
    clock.move_to(START + timedelta(minutes=1))
    assert letters.deliver_due(db, clock, office) == 1
    with db.writing() as connection:
        connection.execute(update(rows).values(delivered=None))
    clock.move_to(START + timedelta(minutes=6))
    assert letters.deliver_due(db, clock, office) == 1
    assert recorder.letters[0]["Message-ID"] == recorder.letters[1]["Message-ID"]


def test_a_letter_without_words_or_address_stops_no_other(
    db: Database, clock: FixedClock, office: letters.Office, recorder: Recorder
) -> None:
    with db.writing() as connection:
        connection.execute(insert(persons).values(name="Tanpa Akun", created=START))
    _write(db, "unknown")
    _write(db, person=2)
    _write(db)
    assert letters.deliver_due(db, clock, office) == 1
    assert [trouble for _, _, trouble in _marks(db)] == ["no words: 'unknown'", letters.NO_ADDRESS, None]


def test_letters_of_the_desk_leave_too(db: Database, clock: FixedClock, office: letters.Office, recorder: Recorder) -> None:
    with db.writing() as connection:
        notices.post(connection, START, notices.RESET, "budi@contoh.go.id", "en", name="Budi Santoso", link="https://x/1")
    assert letters.deliver_due(db, clock, office) == 1
    assert recorder.letters[0]["Subject"] == "A new password"
    assert "https://x/1" in recorder.letters[0].get_content()
    with db.reading() as connection:
        assert connection.execute(select(post_box.c.delivered)).scalar_one() == START


def test_a_letter_claimed_by_another_worker_is_left_alone(
    db: Database, clock: FixedClock, office: letters.Office, recorder: Recorder
) -> None:
    _write(db)
    _write(db)
    other = letters.Office(
        lambda letter: (recorder(letter), letters.deliver_due(db, clock, office))[0], office.sender, office.link, office.pinned
    )
    assert letters.deliver_due(db, clock, other) == 1
    assert len(recorder.letters) == 2


def test_the_outbox_is_a_folder_of_texts(db: Database, clock: FixedClock, office: letters.Office, tmp_path: Path) -> None:
    _write(db)
    assert mail.outbox(tmp_path) == ()
    letters.deliver_due(db, clock, letters.Office(mail.to_outbox(tmp_path), office.sender, office.link, office.pinned))
    (filed,) = mail.outbox(tmp_path)
    assert (filed.to, filed.subject) == ("siti@contoh.go.id", "Hasil: SDN 1 {name}")
    assert filed.text.startswith("Yth. Siti Rahma,")
    assert filed.name.startswith("20260901T010000Z-")


class _Smtp(socketserver.StreamRequestHandler):
    """Just enough of RFC 5321 to take one letter over the wire."""

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                taken = iter(self.rfile.readline, b".\r\n")
                self.server.taken.append(b"".join(taken))  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")


def test_a_letter_goes_over_the_wire_in_utf_8(db: Database, clock: FixedClock, office: letters.Office) -> None:
    with db.writing() as connection:
        connection.execute(update(persons).values(name="Siti Rahmé"))
    _write(db)
    with socketserver.TCPServer(("127.0.0.1", 0), _Smtp) as server:
        server.taken = []  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, daemon=True).start()
        mailer = mail.by_server(mail.Server("127.0.0.1", server.server_address[1], security="none"))
        assert letters.deliver_due(db, clock, letters.Office(mailer, office.sender, office.link, office.pinned)) == 1
        server.shutdown()
        got = message_from_bytes(server.taken[0], policy=policy.default)  # type: ignore[attr-defined]
    assert "Yth. Siti Rahmé," in got.get_content()
    assert got["Auto-Submitted"] == "auto-generated"


def test_no_line_of_a_name_becomes_a_header() -> None:
    made = mail.message("a@b.id", ["c@d.id"], "Hasil\r\nBcc: x@y.id", "isi", START, "k")
    assert made["Bcc"] is None
    assert made["Subject"] == "Hasil Bcc: x@y.id"
