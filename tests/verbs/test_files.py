"""Uploads and drafts: what is kept, what is refused, and where the bytes lie."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from sqlalchemy import insert, select, text, update

from workflow import content, drafts, files
from workflow.content import Limits
from workflow.core.words import Text
from workflow.store import schema
from workflow.store.clock import FixedClock
from workflow.store.database import Database
from workflow.store.tables import cases, events, persons, shelf
from workflow.trouble import Trouble

START = datetime(2026, 9, 1, 1, tzinfo=UTC)
CLOCK = FixedClock(START)


both = pytest.mark.parametrize("db", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    sqlite = getattr(request, "param", "sqlite") == "sqlite"
    url = f"sqlite:///{tmp_path}/terang.db" if sqlite else str(request.getfixturevalue("fresh_postgres"))
    schema.migrate(url)
    database = Database(url)
    with database.writing() as connection:
        connection.execute(insert(persons), [{"name": "Siti Rahma", "created": START}, {"name": "Budi Santoso", "created": START}])
    yield database
    database.close()


def _pdf(change: Callable[[PdfWriter], object] = lambda writer: None, pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _image(kind: str, mode: str = "RGB", size: tuple[int, int] = (30, 20), **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def _action(name: str) -> Callable[[PdfWriter], object]:
    def change(writer: PdfWriter) -> None:
        action = DictionaryObject({NameObject("/S"): NameObject(name), NameObject("/F"): TextStringObject("x")})
        writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return change


def _png_of(width: int, height: int) -> bytes:
    """A tiny file that claims to be a huge image."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    raw = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + raw + _image("PNG")[33:]


@both
def test_a_pdf_is_kept_byte_for_byte(db: Database, tmp_path: Path) -> None:
    raw = _pdf(pages=2)
    row = files.store(db, CLOCK, tmp_path, 1, BytesIO(raw), "C:\\surat\\SK  Pangkat.pdf")
    assert isinstance(row, files.FileRow)
    assert (row.kind, row.size, row.pages, row.name, row.owner) == ("application/pdf", len(raw), 2, "SK Pangkat.pdf", 1)
    place = files.path(tmp_path, row.id)
    assert sha256(place.read_bytes()).hexdigest() == row.sha256
    assert place.parent.name == row.id[:2] and place.stat().st_mode & 0o777 == 0o600
    assert files.find(db, row.id) == row
    assert files.by_content(db, row.sha256) == files.by_content(db, row.sha256, 1) == row
    assert files.by_content(db, row.sha256, 2) is None
    assert files.find(db, "0" * 32) is None


def test_an_image_is_encoded_anew_without_what_it_carried(db: Database, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "rahasia di sini", 6
    raw = _image("JPEG", exif=exif, comment=b"rahasia lagi") + b"rahasia di ekor"
    row = files.store(db, CLOCK, tmp_path, 1, raw, "foto.jpg")
    assert isinstance(row, files.FileRow)
    kept = files.path(tmp_path, row.id).read_bytes()
    assert b"rahasia" in raw and b"rahasia" not in kept
    with Image.open(BytesIO(kept)) as image:
        assert (image.format, image.size, len(image.getexif())) == ("JPEG", (20, 30), 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_opens_again(mode: str) -> None:
    found = content.inspect(_image("PNG", mode), Limits())
    assert isinstance(found, content.Content)
    with Image.open(BytesIO(found.raw)) as image:
        assert image.mode in ("RGB", "RGBA") and image.size == (30, 20)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"<html></html>", content.NOT_ALLOWED),
        (b"PK\x03\x04" + bytes(50), content.NOT_ALLOWED),
        (_image("GIF"), content.NOT_ALLOWED),
        (b"x" + _pdf(), content.NOT_ALLOWED),
        (b"%PDF-1.7\nnothing", content.BROKEN),
        (_pdf()[:200], content.BROKEN),
        (_image("PNG")[:40], content.BROKEN),
        (b"\xff\xd8\xff" + bytes(100), content.BROKEN),
        (_pdf(lambda writer: writer.encrypt("kunci")), content.LOCKED),
        (_pdf(_action("/JavaScript")), content.ACTIVE),
        (_pdf(lambda writer: writer.add_attachment("a.txt", b"isi")), content.ACTIVE),
        (_pdf(_action("/Launch")), content.ACTIVE),
        (_pdf(_action("/SubmitForm")), content.ACTIVE),
        (_pdf(_action("/JavaScript")).replace(b"/JavaScript", b"/J#61vaScript"), content.ACTIVE),
        (_pdf(pages=4), content.TOO_MANY_PAGES.fill(most=3)),
        (_image("PNG", size=(1100, 1000)), content.TOO_LARGE.fill(most=1)),
        (_png_of(12_000, 12_000), content.TOO_LARGE.fill(most=1)),
        (_png_of(40_000, 40_000), content.TOO_LARGE.fill(most=1)),
    ],
)
def test_what_is_refused(raw: bytes, why: Text) -> None:
    assert content.inspect(raw, Limits(pages=3, pixels=1_000_000)) == why


def test_an_action_inside_the_file_that_no_page_reaches_is_found() -> None:
    lone = DictionaryObject({NameObject("/S"): NameObject("/SubmitForm")})
    assert content.inspect(_pdf(lambda writer: writer._add_object(lone)), Limits()) == content.ACTIVE


def test_a_pdf_of_very_many_objects_is_refused() -> None:
    assert content.inspect(_pdf(pages=30), Limits(objects=20)) == content.BROKEN


@given(st.sampled_from([b"%PDF-1.7", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b""]), st.binary(max_size=300))
def test_no_bytes_make_it_fail(magic: bytes, rest: bytes) -> None:
    assert isinstance(content.inspect(magic + rest, Limits()), Text | content.Content)


@given(st.integers(0, len(_pdf()) - 1), st.integers(0, 255))
def test_no_damaged_pdf_makes_it_fail(place: int, byte: int) -> None:
    raw = bytearray(_pdf())
    raw[place] = byte
    assert isinstance(content.inspect(bytes(raw), Limits()), Text | content.Content)


def test_sizes_are_data_and_nothing_is_left_behind(db: Database, tmp_path: Path) -> None:
    raw = _pdf()
    assert isinstance(files.store(db, CLOCK, tmp_path, 1, raw, "a.pdf", Limits(size=len(raw))), files.FileRow)
    assert files.store(db, CLOCK, tmp_path, 1, BytesIO(raw), "a.pdf", Limits(size=len(raw) - 1)) == Trouble(
        "file", files.TOO_BIG.fill(most=0)
    )
    assert files.store(db, CLOCK, tmp_path, 1, b"", "a.pdf") == Trouble("file", files.NO_FILE)
    assert files.store(db, CLOCK, tmp_path, 1, b"abc", "a.pdf") == Trouble("file", content.NOT_ALLOWED)
    assert sum(place.is_file() for place in (tmp_path / "files").rglob("*")) == 1


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("a/b\\c.pdf", "c.pdf"),
        ("", "berkas"),
        ("i\u0000\r\njazah.pdf", "i jazah.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_of_files(db: Database, tmp_path: Path, given_: str, kept: str) -> None:
    row = files.store(db, CLOCK, tmp_path, 1, _pdf(), given_)
    assert isinstance(row, files.FileRow) and row.name == kept


@pytest.fixture
def case(db: Database) -> str:
    with db.writing() as connection:
        connection.execute(insert(shelf).values(sha256="d", process="p", version="1", source="{}", pinned=START))
        journal = {"case_id": 1, "revision": 0, "target": "a", "root": 1, "t": START, "action": "b", "round": 0, "body": "{}", "leaf": b""}
        connection.execute(insert(events).values(journal))
        row = {"id": 1, "root": 1, "machine": "m", "number": "SEL-1", "definition": "d", "zone": "Asia/Jakarta", "state": "a", "round": 0}
        connection.execute(insert(cases).values(row | {"entered": START, "revision": 0, "ended": False, "born": START}))
    return "SEL-1"


def test_a_draft_is_kept_as_typed_and_replaced(db: Database, case: str) -> None:
    me, other = drafts.person_key(1), drafts.token_key("ab")
    typed = {"nilai": ["17,5 "], "pilih": ["a", "b"], "aneh": ["\u0000 \ud800"]}
    assert drafts.save(db, CLOCK, me, case, "send", 3, {"nilai": ["1"]})
    assert drafts.save(db, CLOCK, me, case, "send", 3, typed)
    draft = drafts.load(db, me, case, "send", 3)
    assert draft == drafts.Draft(case, "send", 3, {name: tuple(texts) for name, texts in typed.items()}, START)
    assert drafts.of_owner(db, me) == (draft,)
    assert drafts.load(db, me, case, "send", 4) is drafts.load(db, other, case, "send", 3) is None
    assert not drafts.save(db, CLOCK, me, "SEL-2", "send", 3, typed)
    drafts.discard(db, other, case, "send", 3)
    assert drafts.of_owner(db, me) == (draft,)
    drafts.discard(db, me, case, "send", 3)
    assert drafts.of_owner(db, me) == ()


@both
def test_drafts_are_gone_thirty_days_after_the_end(db: Database, case: str) -> None:
    drafts.save(db, CLOCK, "p1", case, "send", 0, {})
    clock = FixedClock(START + timedelta(days=30))
    assert drafts.expire(db, clock) == 0
    with db.writing() as connection:
        connection.execute(update(cases).values(ended=True))
    assert drafts.expire(db, FixedClock(clock.moment - timedelta(microseconds=1))) == 0
    assert drafts.expire(db, clock) == 1
    with db.reading() as connection:
        assert connection.execute(select(text("count(*)")).select_from(drafts.drafts)).scalar_one() == 0
